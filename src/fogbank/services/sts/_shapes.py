"""Generated from the model sts 2011-06-15 and manifest.toml. Do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Required, TypedDict

from fogbank.kernel.errors import ServiceError


class ExpiredTokenException(ServiceError):
    code, query_code, status = "ExpiredTokenException", "ExpiredTokenException", 400


class ExpiredTradeInTokenException(ServiceError):
    code, query_code, status = "ExpiredTradeInTokenException", "ExpiredTradeInTokenException", 400


class IDPCommunicationErrorException(ServiceError):
    code, query_code, status = "IDPCommunicationErrorException", "IDPCommunicationError", 400


class IDPRejectedClaimException(ServiceError):
    code, query_code, status = "IDPRejectedClaimException", "IDPRejectedClaim", 403


class InsufficientSessionLifetimeException(ServiceError):
    code, query_code, status = "InsufficientSessionLifetimeException", "InsufficientSessionLifetime", 400


class InvalidAuthorizationMessageException(ServiceError):
    code, query_code, status = "InvalidAuthorizationMessageException", "InvalidAuthorizationMessageException", 400


class InvalidContextAssertionException(ServiceError):
    code, query_code, status = "InvalidContextAssertionException", "InvalidContextAssertion", 400


class InvalidIdentityTokenException(ServiceError):
    code, query_code, status = "InvalidIdentityTokenException", "InvalidIdentityToken", 400


class InvalidParameterValue(ServiceError):
    code, query_code, status = "InvalidParameterValue", "InvalidParameterValue", 400


class InvalidSubjectCredentialsException(ServiceError):
    code, query_code, status = "InvalidSubjectCredentialsException", "InvalidSubjectCredentials", 400


class JWTPayloadSizeExceededException(ServiceError):
    code, query_code, status = "JWTPayloadSizeExceededException", "JWTPayloadSizeExceededException", 400


class MalformedPolicyDocumentException(ServiceError):
    code, query_code, status = "MalformedPolicyDocumentException", "MalformedPolicyDocument", 400


class OutboundWebIdentityFederationDisabledException(ServiceError):
    code = "OutboundWebIdentityFederationDisabledException"
    query_code = "OutboundWebIdentityFederationDisabledException"
    status = 403


class PackedPolicyTooLargeException(ServiceError):
    code, query_code, status = "PackedPolicyTooLargeException", "PackedPolicyTooLarge", 400


class RegionDisabledException(ServiceError):
    code, query_code, status = "RegionDisabledException", "RegionDisabledException", 403


class SessionDurationEscalationException(ServiceError):
    code, query_code, status = "SessionDurationEscalationException", "SessionDurationEscalationException", 403


if TYPE_CHECKING:

    class AssumeRoleRequest(TypedDict, total=False):
        RoleArn: Required[str]
        RoleSessionName: Required[str]
        PolicyArns: list[PolicyDescriptorType]
        Policy: str
        DurationSeconds: int
        Tags: list[Tag]
        TransitiveTagKeys: list[str]
        ExternalId: str
        SerialNumber: str
        TokenCode: str
        SourceIdentity: str
        ProvidedContexts: list[ProvidedContext]
        MinimumSessionTokenSize: int

    class AssumeRoleResponse(TypedDict, total=False):
        Credentials: Credentials
        AssumedRoleUser: AssumedRoleUser
        PackedPolicySize: int
        SourceIdentity: str
        SessionTokenUtilization: int
        SessionTokenSize: int

    class AssumeRoleWithSAMLRequest(TypedDict, total=False):
        RoleArn: Required[str]
        PrincipalArn: Required[str]
        SAMLAssertion: Required[str]
        PolicyArns: list[PolicyDescriptorType]
        Policy: str
        DurationSeconds: int
        MinimumSessionTokenSize: int

    class AssumeRoleWithSAMLResponse(TypedDict, total=False):
        Credentials: Credentials
        AssumedRoleUser: AssumedRoleUser
        PackedPolicySize: int
        Subject: str
        SubjectType: str
        Issuer: str
        Audience: str
        NameQualifier: str
        SourceIdentity: str
        SessionTokenUtilization: int
        SessionTokenSize: int
        TrustedIdentityPropagationContext: TrustedIdentityPropagationContext

    class AssumeRoleWithWebIdentityRequest(TypedDict, total=False):
        RoleArn: Required[str]
        RoleSessionName: Required[str]
        WebIdentityToken: Required[str]
        ProviderId: str
        PolicyArns: list[PolicyDescriptorType]
        Policy: str
        DurationSeconds: int
        MinimumSessionTokenSize: int

    class AssumeRoleWithWebIdentityResponse(TypedDict, total=False):
        Credentials: Credentials
        SubjectFromWebIdentityToken: str
        AssumedRoleUser: AssumedRoleUser
        PackedPolicySize: int
        Provider: str
        Audience: str
        SourceIdentity: str
        SessionTokenUtilization: int
        SessionTokenSize: int
        TrustedIdentityPropagationContext: TrustedIdentityPropagationContext

    class AssumeRootRequest(TypedDict, total=False):
        TargetPrincipal: Required[str]
        TaskPolicyArn: Required[PolicyDescriptorType]
        DurationSeconds: int
        MinimumSessionTokenSize: int

    class AssumeRootResponse(TypedDict, total=False):
        Credentials: Credentials
        SourceIdentity: str
        SessionTokenUtilization: int
        SessionTokenSize: int

    class AssumedRoleUser(TypedDict, total=False):
        AssumedRoleId: Required[str]
        Arn: Required[str]

    class Credentials(TypedDict, total=False):
        AccessKeyId: Required[str]
        SecretAccessKey: Required[str]
        SessionToken: Required[str]
        Expiration: Required[float]

    class DecodeAuthorizationMessageRequest(TypedDict, total=False):
        EncodedMessage: Required[str]

    class DecodeAuthorizationMessageResponse(TypedDict, total=False):
        DecodedMessage: str

    class FederatedUser(TypedDict, total=False):
        FederatedUserId: Required[str]
        Arn: Required[str]

    class GetAccessKeyInfoRequest(TypedDict, total=False):
        AccessKeyId: Required[str]

    class GetAccessKeyInfoResponse(TypedDict, total=False):
        Account: str

    class GetCallerIdentityRequest(TypedDict, total=False):
        pass

    class GetCallerIdentityResponse(TypedDict, total=False):
        UserId: str
        Account: str
        Arn: str

    class GetDelegatedAccessTokenRequest(TypedDict, total=False):
        TradeInToken: Required[str]

    class GetDelegatedAccessTokenResponse(TypedDict, total=False):
        Credentials: Credentials
        PackedPolicySize: int
        AssumedPrincipal: str

    class GetFederationTokenRequest(TypedDict, total=False):
        Name: Required[str]
        Policy: str
        PolicyArns: list[PolicyDescriptorType]
        DurationSeconds: int
        Tags: list[Tag]
        MinimumSessionTokenSize: int

    class GetFederationTokenResponse(TypedDict, total=False):
        Credentials: Credentials
        FederatedUser: FederatedUser
        PackedPolicySize: int
        SessionTokenUtilization: int
        SessionTokenSize: int

    class GetScopedCredentialsRequest(TypedDict, total=False):
        Policy: str
        DurationSeconds: int
        MinimumSessionTokenSize: int
        ScopedSessionDescription: str

    class GetScopedCredentialsResponse(TypedDict, total=False):
        Credentials: Credentials
        SessionInfo: ScopedSession
        SessionTokenUtilization: int
        SessionTokenSize: int
        ScopedPoliciesCount: int
        SourceIdentity: str

    class GetSessionTokenRequest(TypedDict, total=False):
        DurationSeconds: int
        SerialNumber: str
        TokenCode: str
        MinimumSessionTokenSize: int

    class GetSessionTokenResponse(TypedDict, total=False):
        Credentials: Credentials
        SessionTokenUtilization: int
        SessionTokenSize: int

    class GetWebIdentityTokenRequest(TypedDict, total=False):
        Audience: Required[list[str]]
        DurationSeconds: int
        SigningAlgorithm: Required[str]
        Scope: str
        SubjectMode: str
        Tags: list[Tag]

    class GetWebIdentityTokenResponse(TypedDict, total=False):
        WebIdentityToken: str
        Expiration: float

    class OriginIdentity(TypedDict, total=False):
        Subject: str
        SubjectType: str
        Issuer: str
        FederatedProviderArn: str

    class PolicyDescriptorType(TypedDict, total=False):
        arn: str

    class ProvidedContext(TypedDict, total=False):
        ProviderArn: str
        ContextAssertion: str

    class ScopedSession(TypedDict, total=False):
        ScopedSessionId: Required[str]
        Arn: Required[str]

    class Tag(TypedDict, total=False):
        Key: Required[str]
        Value: Required[str]

    class TransactionContext(TypedDict, total=False):
        IdentityProvider: dict[str, str]

    class TrustedIdentityPropagationContext(TypedDict, total=False):
        OriginIdentity: OriginIdentity
        TransactionContext: TransactionContext
else:

    def __getattr__(name: str) -> type:
        """Any structure: a plain dict. To make hundreds of typed dicts would be most of a first call's time."""
        if name.startswith("__"):
            raise AttributeError(name)
        return dict
