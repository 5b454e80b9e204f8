"""Roles, entered with a proof from outside: an assertion, or a token. Neither operation is signed."""

from fogbank.kernel.call import Call
from fogbank.kernel.operation import operation, unasked
from fogbank.kernel.ports import Unreachable
from fogbank.services.sts import assertions, attributes, errors, federation, rules, tokens, trusted
from fogbank.services.sts._shapes import (
    AssumeRoleWithSAMLRequest,
    AssumeRoleWithSAMLResponse,
    AssumeRoleWithWebIdentityRequest,
    AssumeRoleWithWebIdentityResponse,
)
from fogbank.services.sts.assertions import Assertion
from fogbank.services.sts.federation import Proof
from fogbank.services.sts.tokens import Token
from fogbank.services.sts.trusted import OidcProvider, SamlProvider

# Bounds of ours on what an issuer may make us do for one token: AWS does not publish its own.
_DOCUMENT_BYTES_MAX = 256 * 1024
_FETCH_S_MAX = 5.0
_DISCOVERY = "/.well-known/openid-configuration"


# -- SAML


@operation("AssumeRoleWithSAML", on=unasked)
def assume_role_with_saml(call: Call, req: AssumeRoleWithSAMLRequest) -> AssumeRoleWithSAMLResponse:
    """Give temporary credentials of a role to whom a SAML provider vouches for.

    Errors: InvalidIdentityToken, ExpiredTokenException, IDPRejectedClaim, AccessDenied, ValidationError,
    MalformedPolicyDocument, PackedPolicyTooLarge.
    Source: API Reference, AssumeRoleWithSAML; IAM User Guide, Configure SAML assertions for the response.
    Differs: encrypted assertions answer 501. As with AWS, an assertion may be redeemed again within its five minutes,
    for another role or the same.
    """
    trusted.account_of_role(req["RoleArn"])
    provider = trusted.saml_provider(call, req["PrincipalArn"])
    assertion = _believed(call, req, provider)
    proof = _saml_proof(assertion, provider)
    role = federation.judge(call, req["RoleArn"], proof)
    asked = rules.role_seconds(req.get("DurationSeconds"), role.session_s_max, chained=False)
    seconds = min(asked, attributes.seconds_max(assertion, call.tx.now))
    begun, entered = federation.enter(call, role, proof, seconds, req)
    answer: AssumeRoleWithSAMLResponse = {
        "Credentials": begun["Credentials"],
        "AssumedRoleUser": entered,
        "PackedPolicySize": begun["SessionTokenUtilization"],
        "Subject": assertion.subject,
        "SubjectType": assertion.format,
        "Issuer": assertion.issuer,
        "Audience": assertion.recipient,
        "NameQualifier": attributes.name_qualifier(assertion, provider.account, provider.name),
        "SessionTokenSize": begun["SessionTokenSize"],
        "SessionTokenUtilization": begun["SessionTokenUtilization"],
    }
    if proof.source_identity:
        answer["SourceIdentity"] = proof.source_identity
    return answer


def _believed(call: Call, req: AssumeRoleWithSAMLRequest, provider: SamlProvider) -> Assertion:
    """The assertion, if the provider signed it, for us, now, about this role."""
    response = assertions.Response(req["SAMLAssertion"])
    if response.issuer != provider.entity_id:
        raise errors.other_issuer()
    signed = response.assertion(provider.certificates)
    assertion = assertions.read(signed, (f"{call.endpoint}/saml",), call.tx.now)
    if assertion.issuer != provider.entity_id:
        raise errors.other_issuer()
    if not assertion.subject:
        raise errors.not_federated(call.operation)
    attributes.check_role(assertion, req["RoleArn"], req["PrincipalArn"])
    return assertion


def _saml_proof(assertion: Assertion, provider: SamlProvider) -> Proof:
    return Proof(
        provider.arn,
        attributes.session_name(assertion),
        attributes.source_identity(assertion),
        federation.tags(attributes.session_tags(assertion)),
        attributes.condition_keys(assertion, provider.account, provider.name),
    )


# -- web identities


@operation("AssumeRoleWithWebIdentity", on=unasked)
async def assume_role_with_web_identity(
    call: Call, req: AssumeRoleWithWebIdentityRequest
) -> AssumeRoleWithWebIdentityResponse:
    """Give temporary credentials of a role to whom an OpenID Connect issuer vouches for.

    The issuer's keys are fetched from where its discovery document says, between two transactions.

    Errors: InvalidIdentityToken, ExpiredTokenException, IDPCommunicationError, AccessDenied, ValidationError,
    MalformedPolicyDocument, PackedPolicyTooLarge.
    Source: API Reference, AssumeRoleWithWebIdentity; IAM User Guide, Create an OpenID Connect identity provider.
    Differs: an issuer may be plain http on this machine. Keys are fetched for each token, AWS keeps them for a while.
    ProviderId, of Facebook's and Amazon's access tokens, answers 501.
    """
    if "ProviderId" in req:
        raise errors.no_access_tokens()
    account = trusted.account_of_role(req["RoleArn"])
    token = tokens.read(req["WebIdentityToken"])
    provider = call.transact(trusted.oidc_provider, account, token.issuer)
    client_id = tokens.audience(token, provider.client_ids)
    discovery = await _fetched(call, token.issuer.rstrip("/") + _DISCOVERY, token, provider)
    keys = await _fetched(call, tokens.key_address(discovery, token), token, provider)
    tokens.verify(token, keys)
    return call.transact(_enter, req, token, provider, client_id)


async def _fetched(call: Call, url: str, token: Token, provider: OidcProvider) -> bytes:
    """A document of the issuer's. Errors: InvalidIdentityToken, IDPCommunicationError."""
    if not tokens.is_reachable(url):
        raise errors.no_verification_key()
    try:
        answer = await call.plane("web").get(
            url, size_bytes_max=_DOCUMENT_BYTES_MAX, seconds_max=_FETCH_S_MAX, thumbprints=provider.thumbprints
        )
    except Unreachable as failure:
        raise (errors.wrong_thumbprint() if failure.untrusted else errors.unreachable(token.issuer)) from None
    if answer.status != 200:
        raise errors.no_verification_key()
    body: bytes = answer.body
    return body


def _enter(
    call: Call, req: AssumeRoleWithWebIdentityRequest, token: Token, provider: OidcProvider, client_id: str
) -> AssumeRoleWithWebIdentityResponse:
    tokens.check_times(token, call.tx.now)
    keys = tokens.condition_keys(token, client_id)
    proof = Proof(
        provider.arn,
        req["RoleSessionName"],
        tokens.source_identity(token),
        federation.tags(tokens.session_tags(token)),
        keys,
        tuple(keys),
    )
    role = federation.judge(call, req["RoleArn"], proof)
    seconds = rules.role_seconds(req.get("DurationSeconds"), role.session_s_max, chained=False)
    begun, entered = federation.enter(call, role, proof, seconds, req)
    answer: AssumeRoleWithWebIdentityResponse = {
        "Credentials": begun["Credentials"],
        "AssumedRoleUser": entered,
        "PackedPolicySize": begun["SessionTokenUtilization"],
        "SubjectFromWebIdentityToken": token.subject,
        "Audience": client_id,
        "Provider": provider.arn,  # as AWS answers; its API reference says "the value of the iss field"
        "SessionTokenSize": begun["SessionTokenSize"],
        "SessionTokenUtilization": begun["SessionTokenUtilization"],
    }
    if proof.source_identity:
        answer["SourceIdentity"] = proof.source_identity
    return answer
