"""The errors of STS with AWS's texts. Where a text is observed, the source is a public report of an answer by AWS."""

from fogbank.kernel.errors import (
    AccessDenied,
    MissingAuthentication,
    NotImplementedHere,
    ServiceError,
    ValidationFailed,
)
from fogbank.services.sts import _shapes as shapes

_NAME = "[a-zA-Z_0-9+=,.@-]{2,64}"


def unsigned() -> ServiceError:
    """Source: observed, GetCallerIdentity without a signature."""
    return MissingAuthentication("Request is missing Authentication Token")


def bad_arn() -> ServiceError:
    """Source: observed, "ValidationError: Request ARN is invalid" for the ARN of something that is no role."""
    return ValidationFailed("Request ARN is invalid")


def root_cannot() -> ServiceError:
    """Source: observed, AssumeRole by a root user."""
    return AccessDenied("Roles may not be assumed by root accounts.")


def root_not_by_root() -> ServiceError:
    """Source: API Reference, AssumeRoot: not with root user credentials. Differs: the text is ours."""
    return AccessDenied("Root sessions may not be assumed by root accounts.")


def no_task(arn: str) -> ServiceError:
    """Source: API Reference, AssumeRoot, TaskPolicyArn: one of five. Differs: the text is ours."""
    return ValidationFailed(f"{arn} is not the ARN of a task policy")


def not_allowed(who: str, action: str, resource: str) -> ServiceError:
    """Source: IAM User Guide, Troubleshoot access denied error messages."""
    return AccessDenied(f"User: {who} is not authorized to perform: {action} on resource: {resource}")


def not_with_session(operation: str) -> ServiceError:
    """Source: observed, "Cannot call GetSessionToken with session credentials", and of GetFederationToken."""
    return AccessDenied(f"Cannot call {operation} with session credentials")


def not_federated(operation: str) -> ServiceError:
    """Whatever is missing in the trust policy. Source: IAM User Guide, Troubleshoot SAML federation; observed."""
    return AccessDenied(f"Not authorized to perform sts:{operation}")


# -- how long, and with what


def beyond_role() -> ServiceError:
    """Source: observed, ValidationError of AssumeRoleWithSAML, many reports."""
    return ValidationFailed("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.")


def beyond_chain() -> ServiceError:
    """Source: observed, ValidationError of AssumeRole by an assumed role."""
    return ValidationFailed(
        "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining."
    )


def bad_policy(why: str) -> ServiceError:
    """The words are those of the grammar of policies."""
    return shapes.MalformedPolicyDocumentException(why)


def long_policy(policy: str, most: int) -> ServiceError:
    """Source: API Reference, AssumeRole, Policy: at most 2,048 characters. The form is that of all constraints."""
    return ValidationFailed(
        f"1 validation error detected: Value '{policy}' at 'policy' failed to satisfy constraint: Member must have "
        f"length less than or equal to {most}"
    )


def many_policies(arns: list[str], most: int) -> ServiceError:
    """Source: API Reference, AssumeRole, PolicyArns: up to 10. The form is that of all constraints."""
    return ValidationFailed(
        f"1 validation error detected: Value '[{', '.join(arns)}]' at 'policyArns' failed to satisfy constraint: "
        f"Member must have length less than or equal to {most}"
    )


def no_policy(arn: str) -> ServiceError:
    """A managed session policy that does not exist. Differs: the text is ours, AWS's is not published."""
    return shapes.MalformedPolicyDocumentException(f"Policy {arn} does not exist or is not attachable.")


def large_token(size_bytes: int, most_bytes: int) -> ServiceError:
    """Differs: the text is ours; AWS's says size and maximum, both in bytes (model, PackedPolicyTooLargeException)."""
    return shapes.PackedPolicyTooLargeException(
        f"Session token size of {size_bytes} bytes exceeds the maximum allowed size of {most_bytes} bytes"
    )


def twice_tagged() -> ServiceError:
    """Source: the words of IAM, observed; the code is that of the other errors about session tags."""
    return shapes.InvalidParameterValue("Duplicate tag keys found. Please note that Tag keys are case insensitive.")


def system_tag(key: str) -> ServiceError:
    """Source: IAM User Guide, Rules for tagging in IAM and AWS STS: no "aws:". Differs: the text is ours."""
    return shapes.InvalidParameterValue(f"The tag key {key} begins with aws:, which is reserved for AWS.")


def transitive_without_tag() -> ServiceError:
    """Source: observed with AssumeRoleWithWebIdentity."""
    return shapes.InvalidParameterValue("The specified transitive tag key must be included in the requested tags.")


def inherited_tag() -> ServiceError:
    """Source: observed with AssumeRole in a chain."""
    return shapes.InvalidParameterValue(
        "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from "
        "the calling session."
    )


def other_source_identity() -> ServiceError:
    """Source: observed with AssumeRole in a chain."""
    return ValidationFailed("The source identity is already set for this assume role session")


# -- multi-factor authentication


def half_mfa() -> ServiceError:
    """Source: observed, AccessDenied of GetSessionToken with a serial number and no code."""
    return AccessDenied("MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.")


def not_your_device() -> ServiceError:
    """Source: observed, AccessDenied of GetSessionToken; the two blanks are AWS's."""
    return AccessDenied(
        "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is "
        "valid and associated with this user."
    )


def wrong_code() -> ServiceError:
    """Source: observed, AccessDenied of AssumeRole and GetSessionToken; the blank at the end is AWS's."""
    return AccessDenied("MultiFactorAuthentication failed with invalid MFA one time pass code. ")


# -- keys and messages


def no_key(access_key: str) -> ServiceError:
    """Differs: the text is ours. API Reference, GetAccessKeyInfo: a deleted key might return an error."""
    return ValidationFailed(f"The access key {access_key} does not exist.")


def not_readable() -> ServiceError:
    """Source: the model, InvalidAuthorizationMessageException: "the message passed was invalid". The text is ours."""
    return shapes.InvalidAuthorizationMessageException("Message is not valid")


def needs(package: str) -> ServiceError:
    """501: what this needs is an extra that is not installed."""
    return ServiceError(
        f"Fogbank needs the package {package} for this: pip install 'fogbank[federation]'",
        code="NotImplemented",
        status=501,
    )


# -- web identities


def no_access_tokens() -> ServiceError:
    """501: tokens that only their provider can verify."""
    return NotImplementedHere("sts", "AssumeRoleWithWebIdentity with ProviderId")


def not_a_token() -> ServiceError:
    """Source: observed, many reports."""
    return shapes.InvalidIdentityTokenException(
        "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)"
    )


def missing_claim(claim: str) -> ServiceError:
    """Source: observed, "Missing a required claim: aud", "Missing a required claim: sub"."""
    return shapes.InvalidIdentityTokenException(f"Missing a required claim: {claim}")


def no_oidc_provider(issuer: str) -> ServiceError:
    """Source: observed, many reports."""
    return shapes.InvalidIdentityTokenException(f"No OpenIDConnect provider found in your account for {issuer}")


def wrong_audience() -> ServiceError:
    """Source: observed, many reports."""
    return shapes.InvalidIdentityTokenException("Incorrect token audience")


def no_verification_key() -> ServiceError:
    """Source: observed, many reports; the two blanks are AWS's."""
    return shapes.InvalidIdentityTokenException(
        "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity "
        "documentation for requirements"
    )


def wrong_thumbprint() -> ServiceError:
    """Source: observed, InvalidIdentityToken."""
    return shapes.InvalidIdentityTokenException(
        "OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint"
    )


def unreachable(issuer: str) -> ServiceError:
    """Source: the model, IDPCommunicationErrorException. Differs: the text is ours."""
    return shapes.IDPCommunicationErrorException(f"The identity provider {issuer} could not be reached.")


def forged_token() -> ServiceError:
    """Differs: the text is ours, after the words for assertions."""
    return shapes.InvalidIdentityTokenException("Token signature invalid")


def late_token(now: float, expires_at: float) -> ServiceError:
    """Source: observed, "Token expired: current date/time 1731098245 must be before the expiration date/time …"."""
    return shapes.ExpiredTokenException(
        f"Token expired: current date/time {int(now)} must be before the expiration date/time {int(expires_at)}"
    )


def early_token() -> ServiceError:
    """Differs: the text is ours."""
    return shapes.InvalidIdentityTokenException("Token is not valid yet")


def bad_claim(claim: str) -> ServiceError:
    """A claim of AWS's whose form is wrong. Differs: the text is ours."""
    return shapes.InvalidIdentityTokenException(f"The claim {claim} is not of the required form")


# -- assertions


def not_a_response(why: str) -> ServiceError:
    """Source: observed, "Invalid base64 SAMLResponse" of AssumeRoleWithSAML."""
    return shapes.InvalidIdentityTokenException(f"Invalid {why} SAMLResponse")


def no_saml_provider() -> ServiceError:
    """Source: observed; IAM User Guide, Troubleshoot SAML federation."""
    return shapes.InvalidIdentityTokenException("Specified provider doesn't exist")


def other_issuer() -> ServiceError:
    """Source: IAM User Guide, Troubleshoot SAML federation."""
    return shapes.InvalidIdentityTokenException("Issuer not present in specified provider")


def forged_response() -> ServiceError:
    """Source: IAM User Guide, Troubleshoot SAML federation."""
    return shapes.InvalidIdentityTokenException("Response signature invalid")


def encrypted() -> ServiceError:
    """501: assertions come in the clear so far."""
    return NotImplementedHere("sts", "AssumeRoleWithSAML with an encrypted assertion")


def rejected() -> ServiceError:
    """Source: API Reference, AssumeRoleWithSAML, IDPRejectedClaim."""
    return shapes.IDPRejectedClaimException("The identity provider (IdP) reported that authentication failed")


def no_confirmation() -> ServiceError:
    """Source: observed, with AWS's spelling."""
    return shapes.InvalidIdentityTokenException(
        "Responses must contain SubjectConfirmatonData with a Recipient and NotOnOrAfter"
    )


def not_for_us(what: str) -> ServiceError:
    """Recipient or audience is somebody else. Differs: the text is ours."""
    return shapes.InvalidIdentityTokenException(f"The {what} of the SAML response is not AWS")


def late_response() -> ServiceError:
    """Source: observed, ExpiredTokenException, many reports."""
    return shapes.ExpiredTokenException("Token must be redeemed within 5 minutes of issuance")


def early_response() -> ServiceError:
    """Differs: the text is ours."""
    return shapes.InvalidIdentityTokenException("SAML response is not valid yet")


def other_role() -> ServiceError:
    """Source: observed, InvalidIdentityToken."""
    return shapes.InvalidIdentityTokenException(
        "SAML Assertion doesn't contain the requested Role and Metadata in the attributes"
    )


def no_session_name() -> ServiceError:
    """Source: IAM User Guide, Troubleshoot SAML federation."""
    return shapes.InvalidIdentityTokenException("RoleSessionName is required in AuthnResponse")


def bad_session_name() -> ServiceError:
    """Source: IAM User Guide, Troubleshoot SAML federation."""
    return shapes.InvalidIdentityTokenException(f"RoleSessionName in AuthnResponse must match {_NAME}")


def bad_source_identity() -> ServiceError:
    """Differs: the text is ours, after that for RoleSessionName."""
    return shapes.InvalidIdentityTokenException(f"SourceIdentity must match {_NAME}")


def bad_session_duration() -> ServiceError:
    """Source: IAM User Guide, Configure SAML assertions: 900 to 43200. Differs: the text is ours."""
    return shapes.InvalidIdentityTokenException("SessionDuration in AuthnResponse must be from 900 to 43200 seconds")
