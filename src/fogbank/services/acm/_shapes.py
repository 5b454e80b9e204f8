"""Generated from the model acm 2015-12-08 and manifest.toml. Do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Required, TypedDict

from fogbank.kernel.errors import ServiceError


class AccessDeniedException(ServiceError):
    code, status = "AccessDeniedException", 400


class ConflictException(ServiceError):
    code, status = "ConflictException", 400


class InternalServerException(ServiceError):
    code, status = "InternalServerException", 500


class InvalidArgsException(ServiceError):
    code, status = "InvalidArgsException", 400


class InvalidArnException(ServiceError):
    code, status = "InvalidArnException", 400


class InvalidDomainValidationOptionsException(ServiceError):
    code, status = "InvalidDomainValidationOptionsException", 400


class InvalidParameterException(ServiceError):
    code, status = "InvalidParameterException", 400


class InvalidStateException(ServiceError):
    code, status = "InvalidStateException", 400


class InvalidTagException(ServiceError):
    code, status = "InvalidTagException", 400


class LimitExceededException(ServiceError):
    code, status = "LimitExceededException", 400


class RequestInProgressException(ServiceError):
    code, status = "RequestInProgressException", 400


class ResourceInUseException(ServiceError):
    code, status = "ResourceInUseException", 400


class ResourceNotFoundException(ServiceError):
    code, status = "ResourceNotFoundException", 400


class ServiceQuotaExceededException(ServiceError):
    code, status = "ServiceQuotaExceededException", 400


class TagPolicyException(ServiceError):
    code, status = "TagPolicyException", 400


class ThrottlingException(ServiceError):
    code, status = "ThrottlingException", 400


class TooManyTagsException(ServiceError):
    code, status = "TooManyTagsException", 400


class ValidationException(ServiceError):
    code, status = "ValidationException", 400


if TYPE_CHECKING:

    class AcmCertificateMetadata(TypedDict, total=False):
        CreatedAt: float
        Exported: bool
        ImportedAt: float
        InUse: bool
        IssuedAt: float
        RenewalEligibility: str
        RevokedAt: float
        Status: str
        RenewalStatus: str
        Type: str
        ExportOption: str
        ManagedBy: str
        ValidationMethod: str
        CertificateKeyPairOrigin: str
        AcmeEndpointArn: str
        AcmeAccountId: str
        CertificateUsage: str
        RootHierarchyType: str

    class AcmCertificateMetadataFilter(TypedDict, total=False):
        Status: str
        RenewalStatus: str
        Type: str
        InUse: bool
        Exported: bool
        ExportOption: str
        ManagedBy: str
        ValidationMethod: str
        CertificateKeyPairOrigin: str
        AcmeEndpointArn: str
        AcmeAccountId: str
        RootHierarchyType: str

    class AcmeAccount(TypedDict, total=False):
        AccountUrl: str
        PublicKeyThumbprint: str
        Status: str
        CreatedAt: float
        AcmeExternalAccountBindingArn: str
        Contacts: list[str]

    class AcmeAccountSummary(TypedDict, total=False):
        AccountUrl: str
        PublicKeyThumbprint: str
        Status: str
        CreatedAt: float
        AcmeExternalAccountBindingArn: str
        Contacts: list[str]

    class AcmeDomainValidation(TypedDict, total=False):
        AcmeDomainValidationArn: str
        AcmeEndpointArn: str
        DomainName: str
        PrevalidationType: str
        PrevalidationDetails: PrevalidationDetails
        Status: str
        FailureDetails: FailureDetails
        CreatedAt: float
        UpdatedAt: float

    class AcmeDomainValidationSummary(TypedDict, total=False):
        AcmeDomainValidationArn: str
        AcmeEndpointArn: str
        DomainName: str
        PrevalidationType: str
        PrevalidationDetails: PrevalidationDetails
        Status: str
        FailureDetails: FailureDetails
        CreatedAt: float
        UpdatedAt: float

    class AcmeEndpoint(TypedDict, total=False):
        AcmeEndpointArn: str
        EndpointUrl: str
        Status: str
        FailureReason: str
        AuthorizationBehavior: str
        Contact: str
        CertificateAuthority: CertificateAuthority
        CertificateTags: list[Tag]
        CreatedAt: float
        UpdatedAt: float

    class AcmeEndpointSummary(TypedDict, total=False):
        AcmeEndpointArn: str
        EndpointUrl: str
        Status: str
        FailureReason: str
        AuthorizationBehavior: str
        Contact: str
        CertificateAuthority: CertificateAuthority
        CertificateTags: list[Tag]
        CreatedAt: float
        UpdatedAt: float

    class AcmeExternalAccountBinding(TypedDict, total=False):
        AcmeExternalAccountBindingArn: str
        AcmeEndpointArn: str
        RoleArn: str
        ExpiresAt: float
        RevokedAt: float
        LastUsedAt: float
        CreatedAt: float
        UpdatedAt: float

    class AcmeExternalAccountBindingSummary(TypedDict, total=False):
        AcmeExternalAccountBindingArn: str
        AcmeEndpointArn: str
        RoleArn: str
        ExpiresAt: float
        RevokedAt: float
        LastUsedAt: float
        CreatedAt: float
        UpdatedAt: float

    class AddTagsToCertificateRequest(TypedDict, total=False):
        CertificateArn: Required[str]
        Tags: Required[list[Tag]]

    class CertificateAuthority(TypedDict, total=False):
        PublicCertificateAuthority: PublicCertificateAuthority

    class CertificateDetail(TypedDict, total=False):
        CertificateArn: str
        DomainName: str
        SubjectAlternativeNames: list[str]
        ManagedBy: str
        DomainValidationOptions: list[DomainValidation]
        Serial: str
        Subject: str
        Issuer: str
        CreatedAt: float
        IssuedAt: float
        ImportedAt: float
        Status: str
        RevokedAt: float
        RevocationReason: str
        NotBefore: float
        NotAfter: float
        KeyAlgorithm: str
        SignatureAlgorithm: str
        InUseBy: list[str]
        FailureReason: str
        Type: str
        RenewalSummary: RenewalSummary
        KeyUsages: list[KeyUsage]
        ExtendedKeyUsages: list[ExtendedKeyUsage]
        CertificateAuthorityArn: str
        RenewalEligibility: str
        Options: CertificateOptions
        UpdateSummary: UpdateSummary
        CertificateKeyPairOrigin: str
        AcmeEndpointArn: str
        AcmeAccountId: str
        CertificateUsage: str
        RootHierarchyType: str

    class CertificateFilter(TypedDict, total=False):
        CertificateArn: str
        X509AttributeFilter: X509AttributeFilter
        AcmCertificateMetadataFilter: AcmCertificateMetadataFilter

    class CertificateFilterStatement(TypedDict, total=False):
        And: list[CertificateFilterStatement]
        Or: list[CertificateFilterStatement]
        Not: CertificateFilterStatement
        Filter: CertificateFilter

    class CertificateMetadata(TypedDict, total=False):
        AcmCertificateMetadata: AcmCertificateMetadata

    class CertificateOptions(TypedDict, total=False):
        CertificateTransparencyLoggingPreference: str
        Export: str
        ValidationMethod: str

    class CertificateSearchResult(TypedDict, total=False):
        CertificateArn: str
        X509Attributes: X509Attributes
        CertificateMetadata: CertificateMetadata

    class CertificateSummary(TypedDict, total=False):
        CertificateArn: str
        DomainName: str
        SubjectAlternativeNameSummaries: list[str]
        HasAdditionalSubjectAlternativeNames: bool
        Status: str
        Type: str
        KeyAlgorithm: str
        KeyUsages: list[str]
        ExtendedKeyUsages: list[str]
        ExportOption: str
        InUse: bool
        Exported: bool
        RenewalEligibility: str
        NotBefore: float
        NotAfter: float
        CreatedAt: float
        IssuedAt: float
        ImportedAt: float
        RevokedAt: float
        ManagedBy: str
        CertificateKeyPairOrigin: str
        CertificateUsage: str
        RootHierarchyType: str

    class CommonNameFilter(TypedDict, total=False):
        Value: Required[str]
        ComparisonOperator: Required[str]

    class CreateAcmeDomainValidationRequest(TypedDict, total=False):
        IdempotencyToken: str
        AcmeEndpointArn: Required[str]
        DomainName: Required[str]
        PrevalidationOptions: Required[PrevalidationOptions]
        Tags: list[Tag]

    class CreateAcmeDomainValidationResponse(TypedDict, total=False):
        AcmeDomainValidationArn: Required[str]

    class CreateAcmeEndpointRequest(TypedDict, total=False):
        IdempotencyToken: str
        AuthorizationBehavior: Required[str]
        Contact: str
        CertificateAuthority: Required[CertificateAuthority]
        Tags: list[Tag]
        CertificateTags: list[Tag]

    class CreateAcmeEndpointResponse(TypedDict, total=False):
        AcmeEndpointArn: str

    class CreateAcmeExternalAccountBindingRequest(TypedDict, total=False):
        IdempotencyToken: str
        AcmeEndpointArn: Required[str]
        RoleArn: Required[str]
        Expiration: Expiration
        Tags: list[Tag]

    class CreateAcmeExternalAccountBindingResponse(TypedDict, total=False):
        ExternalAccountBinding: AcmeExternalAccountBinding

    class CustomAttribute(TypedDict, total=False):
        ObjectIdentifier: str
        Value: str

    class DeleteAcmeDomainValidationRequest(TypedDict, total=False):
        AcmeDomainValidationArn: Required[str]

    class DeleteAcmeEndpointRequest(TypedDict, total=False):
        AcmeEndpointArn: Required[str]

    class DeleteAcmeExternalAccountBindingRequest(TypedDict, total=False):
        AcmeExternalAccountBindingArn: Required[str]

    class DeleteCertificateRequest(TypedDict, total=False):
        CertificateArn: Required[str]

    class DescribeAcmeAccountRequest(TypedDict, total=False):
        AcmeEndpointArn: Required[str]
        AccountUrl: Required[str]

    class DescribeAcmeAccountResponse(TypedDict, total=False):
        AcmeAccount: AcmeAccount

    class DescribeAcmeDomainValidationRequest(TypedDict, total=False):
        AcmeDomainValidationArn: Required[str]

    class DescribeAcmeDomainValidationResponse(TypedDict, total=False):
        AcmeDomainValidation: AcmeDomainValidation

    class DescribeAcmeEndpointRequest(TypedDict, total=False):
        AcmeEndpointArn: Required[str]

    class DescribeAcmeEndpointResponse(TypedDict, total=False):
        AcmeEndpoint: AcmeEndpoint

    class DescribeAcmeExternalAccountBindingRequest(TypedDict, total=False):
        AcmeExternalAccountBindingArn: Required[str]

    class DescribeAcmeExternalAccountBindingResponse(TypedDict, total=False):
        ExternalAccountBinding: AcmeExternalAccountBinding

    class DescribeCertificateRequest(TypedDict, total=False):
        CertificateArn: Required[str]

    class DescribeCertificateResponse(TypedDict, total=False):
        Certificate: CertificateDetail

    class DistinguishedName(TypedDict, total=False):
        CommonName: str
        DomainComponents: list[str]
        Country: str
        CustomAttributes: list[CustomAttribute]
        DistinguishedNameQualifier: str
        GenerationQualifier: str
        GivenName: str
        Initials: str
        Locality: str
        Organization: str
        OrganizationalUnit: str
        Pseudonym: str
        SerialNumber: str
        State: str
        Surname: str
        Title: str

    class DnsNameFilter(TypedDict, total=False):
        Value: Required[str]
        ComparisonOperator: Required[str]

    class DnsPrevalidationDetails(TypedDict, total=False):
        DomainScope: DomainScope
        HostedZoneId: str
        ResourceRecord: ResourceRecord

    class DnsPrevalidationOptions(TypedDict, total=False):
        DomainScope: DomainScope
        HostedZoneId: str

    class DnsValidationChallenge(TypedDict, total=False):
        ResourceRecord: ResourceRecord

    class DomainScope(TypedDict, total=False):
        ExactDomain: str
        Subdomains: str
        Wildcards: str

    class DomainValidation(TypedDict, total=False):
        DomainName: Required[str]
        ValidationEmails: list[str]
        ValidationDomain: str
        ValidationStatus: str
        ResourceRecord: ResourceRecord
        HttpRedirect: HttpRedirect
        ValidationMethod: str

    class DomainValidationMethodUpdateSummary(TypedDict, total=False):
        From: str
        To: str

    class DomainValidationOption(TypedDict, total=False):
        DomainName: Required[str]
        ValidationDomain: Required[str]

    class DomainValidationSummary(TypedDict, total=False):
        DomainName: Required[str]
        ActiveValidationConfiguration: ValidationConfiguration
        RequestedValidationConfiguration: ValidationConfiguration

    class EmailValidationChallenge(TypedDict, total=False):
        ValidationEmails: list[str]
        ValidationDomain: str

    class Expiration(TypedDict, total=False):
        Value: Required[int]
        Type: Required[str]

    class ExpiryEventsConfiguration(TypedDict, total=False):
        DaysBeforeExpiry: int

    class ExportCertificateRequest(TypedDict, total=False):
        CertificateArn: Required[str]
        Passphrase: Required[bytes]

    class ExportCertificateResponse(TypedDict, total=False):
        Certificate: str
        CertificateChain: str
        PrivateKey: str

    class ExtendedKeyUsage(TypedDict, total=False):
        Name: str
        OID: str

    class FailureDetails(TypedDict, total=False):
        Reason: str
        Message: str

    class Filters(TypedDict, total=False):
        extendedKeyUsage: list[str]
        keyUsage: list[str]
        keyTypes: list[str]
        exportOption: str
        managedBy: str

    class GeneralName(TypedDict, total=False):
        DirectoryName: DistinguishedName
        DnsName: str
        IpAddress: str
        OtherName: OtherName
        RegisteredId: str
        Rfc822Name: str
        UniformResourceIdentifier: str

    class GetAccountConfigurationResponse(TypedDict, total=False):
        ExpiryEvents: ExpiryEventsConfiguration

    class GetAcmeExternalAccountBindingCredentialsRequest(TypedDict, total=False):
        AcmeExternalAccountBindingArn: Required[str]

    class GetAcmeExternalAccountBindingCredentialsResponse(TypedDict, total=False):
        KeyId: str
        MacKey: str

    class GetCertificateRequest(TypedDict, total=False):
        CertificateArn: Required[str]

    class GetCertificateResponse(TypedDict, total=False):
        Certificate: str
        CertificateChain: str

    class HttpRedirect(TypedDict, total=False):
        RedirectFrom: str
        RedirectTo: str

    class ImportCertificateRequest(TypedDict, total=False):
        CertificateArn: str
        Certificate: Required[bytes]
        PrivateKey: Required[bytes]
        CertificateChain: bytes
        Tags: list[Tag]

    class ImportCertificateResponse(TypedDict, total=False):
        CertificateArn: str

    class KeyUsage(TypedDict, total=False):
        Name: str

    class ListAcmeAccountsRequest(TypedDict, total=False):
        NextToken: str
        MaxResults: int
        AcmeEndpointArn: Required[str]

    class ListAcmeAccountsResponse(TypedDict, total=False):
        AcmeAccounts: list[AcmeAccountSummary]
        NextToken: str

    class ListAcmeDomainValidationsRequest(TypedDict, total=False):
        NextToken: str
        MaxResults: int
        AcmeEndpointArn: Required[str]

    class ListAcmeDomainValidationsResponse(TypedDict, total=False):
        AcmeDomainValidations: list[AcmeDomainValidationSummary]
        NextToken: str

    class ListAcmeEndpointsRequest(TypedDict, total=False):
        NextToken: str
        MaxResults: int

    class ListAcmeEndpointsResponse(TypedDict, total=False):
        AcmeEndpoints: list[AcmeEndpointSummary]
        NextToken: str

    class ListAcmeExternalAccountBindingsRequest(TypedDict, total=False):
        NextToken: str
        MaxResults: int
        AcmeEndpointArn: Required[str]

    class ListAcmeExternalAccountBindingsResponse(TypedDict, total=False):
        ExternalAccountBindings: list[AcmeExternalAccountBindingSummary]
        NextToken: str

    class ListCertificateDomainValidationsRequest(TypedDict, total=False):
        CertificateArn: Required[str]
        NextToken: str
        MaxItems: int

    class ListCertificateDomainValidationsResponse(TypedDict, total=False):
        DomainValidationSummaryList: list[DomainValidationSummary]
        NextToken: str

    class ListCertificatesRequest(TypedDict, total=False):
        CertificateStatuses: list[str]
        CertificateKeyPairOrigins: list[str]
        RootHierarchyTypes: list[str]
        Includes: Filters
        NextToken: str
        MaxItems: int
        SortBy: str
        SortOrder: str

    class ListCertificatesResponse(TypedDict, total=False):
        NextToken: str
        CertificateSummaryList: list[CertificateSummary]

    class ListTagsForCertificateRequest(TypedDict, total=False):
        CertificateArn: Required[str]

    class ListTagsForCertificateResponse(TypedDict, total=False):
        Tags: list[Tag]

    class ListTagsForResourceRequest(TypedDict, total=False):
        ResourceArn: Required[str]

    class ListTagsForResourceResponse(TypedDict, total=False):
        Tags: list[Tag]

    class OtherName(TypedDict, total=False):
        ObjectIdentifier: str
        Value: str

    class PrevalidationDetails(TypedDict, total=False):
        DnsPrevalidation: DnsPrevalidationDetails

    class PrevalidationOptions(TypedDict, total=False):
        DnsPrevalidation: DnsPrevalidationOptions

    class PublicCertificateAuthority(TypedDict, total=False):
        AllowedKeyAlgorithms: list[str]

    class PutAccountConfigurationRequest(TypedDict, total=False):
        ExpiryEvents: ExpiryEventsConfiguration
        IdempotencyToken: Required[str]

    class RemoveTagsFromCertificateRequest(TypedDict, total=False):
        CertificateArn: Required[str]
        Tags: Required[list[Tag]]

    class RenewCertificateRequest(TypedDict, total=False):
        CertificateArn: Required[str]

    class RenewalSummary(TypedDict, total=False):
        RenewalStatus: Required[str]
        DomainValidationOptions: Required[list[DomainValidation]]
        RenewalStatusReason: str
        UpdatedAt: Required[float]

    class RequestCertificateRequest(TypedDict, total=False):
        DomainName: Required[str]
        ValidationMethod: str
        SubjectAlternativeNames: list[str]
        IdempotencyToken: str
        DomainValidationOptions: list[DomainValidationOption]
        Options: CertificateOptions
        CertificateAuthorityArn: str
        Tags: list[Tag]
        KeyAlgorithm: str
        ManagedBy: str
        CertificateUsage: str
        RootHierarchyType: str

    class RequestCertificateResponse(TypedDict, total=False):
        CertificateArn: str

    class ResendValidationEmailRequest(TypedDict, total=False):
        CertificateArn: Required[str]
        Domain: Required[str]
        ValidationDomain: Required[str]

    class ResourceRecord(TypedDict, total=False):
        Name: Required[str]
        Type: Required[str]
        Value: Required[str]

    class RevokeAcmeAccountRequest(TypedDict, total=False):
        AcmeEndpointArn: Required[str]
        AccountUrl: Required[str]

    class RevokeAcmeExternalAccountBindingRequest(TypedDict, total=False):
        AcmeExternalAccountBindingArn: Required[str]

    class RevokeCertificateRequest(TypedDict, total=False):
        CertificateArn: Required[str]
        RevocationReason: Required[str]

    class RevokeCertificateResponse(TypedDict, total=False):
        CertificateArn: str

    class SearchCertificatesRequest(TypedDict, total=False):
        FilterStatement: CertificateFilterStatement
        MaxResults: int
        NextToken: str
        SortBy: str
        SortOrder: str

    class SearchCertificatesResponse(TypedDict, total=False):
        Results: list[CertificateSearchResult]
        NextToken: str

    class SubjectAlternativeNameFilter(TypedDict, total=False):
        DnsName: DnsNameFilter

    class SubjectFilter(TypedDict, total=False):
        CommonName: CommonNameFilter

    class Tag(TypedDict, total=False):
        Key: Required[str]
        Value: str

    class TagResourceRequest(TypedDict, total=False):
        ResourceArn: Required[str]
        Tags: Required[list[Tag]]

    class ThrottlingReason(TypedDict, total=False):
        reason: str
        resource: str

    class TimestampRange(TypedDict, total=False):
        Start: float
        End: float

    class UntagResourceRequest(TypedDict, total=False):
        ResourceArn: Required[str]
        TagKeys: Required[list[str]]

    class UpdateAcmeDomainValidationRequest(TypedDict, total=False):
        AcmeDomainValidationArn: Required[str]
        PrevalidationOptions: PrevalidationOptions

    class UpdateAcmeEndpointRequest(TypedDict, total=False):
        AcmeEndpointArn: Required[str]
        AuthorizationBehavior: str
        Contact: str
        CertificateAuthority: CertificateAuthority

    class UpdateCertificateOptionsRequest(TypedDict, total=False):
        CertificateArn: Required[str]
        Options: Required[CertificateOptions]

    class UpdateSummary(TypedDict, total=False):
        Status: str
        Type: str
        DomainValidationMethodUpdateSummary: DomainValidationMethodUpdateSummary
        RequestedAt: float
        UpdatedAt: float

    class ValidationChallenge(TypedDict, total=False):
        EmailValidationChallenge: EmailValidationChallenge
        DnsValidationChallenge: DnsValidationChallenge

    class ValidationConfiguration(TypedDict, total=False):
        ValidationMethod: str
        ValidationChallenge: ValidationChallenge
        ValidationStatus: str

    class X509AttributeFilter(TypedDict, total=False):
        Subject: SubjectFilter
        SubjectAlternativeName: SubjectAlternativeNameFilter
        ExtendedKeyUsage: str
        KeyUsage: str
        KeyAlgorithm: str
        SerialNumber: str
        NotAfter: TimestampRange
        NotBefore: TimestampRange

    class X509Attributes(TypedDict, total=False):
        Issuer: DistinguishedName
        Subject: DistinguishedName
        SubjectAlternativeNames: list[GeneralName]
        ExtendedKeyUsages: list[str]
        KeyAlgorithm: str
        KeyUsages: list[str]
        SerialNumber: str
        NotAfter: float
        NotBefore: float
else:

    def __getattr__(name: str) -> type:
        """Any structure: a plain dict. To make hundreds of typed dicts would be most of a first call's time."""
        if name.startswith("__"):
            raise AttributeError(name)
        return dict
