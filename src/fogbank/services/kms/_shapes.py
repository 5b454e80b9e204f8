"""Generated from the model kms 2014-11-01 and manifest.toml. Do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Required, TypedDict

from fogbank.kernel.errors import ServiceError


class AlreadyExistsException(ServiceError):
    code, status = "AlreadyExistsException", 400


class CloudHsmClusterInUseException(ServiceError):
    code, status = "CloudHsmClusterInUseException", 400


class CloudHsmClusterInvalidConfigurationException(ServiceError):
    code, status = "CloudHsmClusterInvalidConfigurationException", 400


class CloudHsmClusterNotActiveException(ServiceError):
    code, status = "CloudHsmClusterNotActiveException", 400


class CloudHsmClusterNotFoundException(ServiceError):
    code, status = "CloudHsmClusterNotFoundException", 400


class CloudHsmClusterNotRelatedException(ServiceError):
    code, status = "CloudHsmClusterNotRelatedException", 400


class ConflictException(ServiceError):
    code, status = "ConflictException", 400


class CustomKeyStoreHasCMKsException(ServiceError):
    code, status = "CustomKeyStoreHasCMKsException", 400


class CustomKeyStoreInvalidStateException(ServiceError):
    code, status = "CustomKeyStoreInvalidStateException", 400


class CustomKeyStoreNameInUseException(ServiceError):
    code, status = "CustomKeyStoreNameInUseException", 400


class CustomKeyStoreNotFoundException(ServiceError):
    code, status = "CustomKeyStoreNotFoundException", 400


class DependencyTimeoutException(ServiceError):
    code, status = "DependencyTimeoutException", 500


class DisabledException(ServiceError):
    code, status = "DisabledException", 400


class DryRunOperationException(ServiceError):
    code, status = "DryRunOperationException", 400


class ExpiredImportTokenException(ServiceError):
    code, status = "ExpiredImportTokenException", 400


class IncorrectKeyException(ServiceError):
    code, status = "IncorrectKeyException", 400


class IncorrectKeyMaterialException(ServiceError):
    code, status = "IncorrectKeyMaterialException", 400


class IncorrectTrustAnchorException(ServiceError):
    code, status = "IncorrectTrustAnchorException", 400


class InvalidAliasNameException(ServiceError):
    code, status = "InvalidAliasNameException", 400


class InvalidArnException(ServiceError):
    code, status = "InvalidArnException", 400


class InvalidCiphertextException(ServiceError):
    code, status = "InvalidCiphertextException", 400


class InvalidGrantIdException(ServiceError):
    code, status = "InvalidGrantIdException", 400


class InvalidGrantTokenException(ServiceError):
    code, status = "InvalidGrantTokenException", 400


class InvalidImportTokenException(ServiceError):
    code, status = "InvalidImportTokenException", 400


class InvalidKeyUsageException(ServiceError):
    code, status = "InvalidKeyUsageException", 400


class InvalidMarkerException(ServiceError):
    code, status = "InvalidMarkerException", 400


class KMSInternalException(ServiceError):
    code, status = "KMSInternalException", 500


class KMSInvalidMacException(ServiceError):
    code, status = "KMSInvalidMacException", 400


class KMSInvalidSignatureException(ServiceError):
    code, status = "KMSInvalidSignatureException", 400


class KMSInvalidStateException(ServiceError):
    code, status = "KMSInvalidStateException", 400


class KeyUnavailableException(ServiceError):
    code, status = "KeyUnavailableException", 500


class LimitExceededException(ServiceError):
    code, status = "LimitExceededException", 400


class MalformedPolicyDocumentException(ServiceError):
    code, status = "MalformedPolicyDocumentException", 400


class NotFoundException(ServiceError):
    code, status = "NotFoundException", 400


class TagException(ServiceError):
    code, status = "TagException", 400


class UnsupportedOperationException(ServiceError):
    code, status = "UnsupportedOperationException", 400


class XksKeyAlreadyInUseException(ServiceError):
    code, status = "XksKeyAlreadyInUseException", 400


class XksKeyInvalidConfigurationException(ServiceError):
    code, status = "XksKeyInvalidConfigurationException", 400


class XksKeyNotFoundException(ServiceError):
    code, status = "XksKeyNotFoundException", 400


class XksProxyIncorrectAuthenticationCredentialException(ServiceError):
    code, status = "XksProxyIncorrectAuthenticationCredentialException", 400


class XksProxyInvalidConfigurationException(ServiceError):
    code, status = "XksProxyInvalidConfigurationException", 400


class XksProxyInvalidResponseException(ServiceError):
    code, status = "XksProxyInvalidResponseException", 400


class XksProxyUriEndpointInUseException(ServiceError):
    code, status = "XksProxyUriEndpointInUseException", 400


class XksProxyUriInUseException(ServiceError):
    code, status = "XksProxyUriInUseException", 400


class XksProxyUriUnreachableException(ServiceError):
    code, status = "XksProxyUriUnreachableException", 400


class XksProxyVpcEndpointServiceInUseException(ServiceError):
    code, status = "XksProxyVpcEndpointServiceInUseException", 400


class XksProxyVpcEndpointServiceInvalidConfigurationException(ServiceError):
    code, status = "XksProxyVpcEndpointServiceInvalidConfigurationException", 400


class XksProxyVpcEndpointServiceNotFoundException(ServiceError):
    code, status = "XksProxyVpcEndpointServiceNotFoundException", 400


if TYPE_CHECKING:

    class AliasListEntry(TypedDict, total=False):
        AliasName: str
        AliasArn: str
        TargetKeyId: str
        CreationDate: float
        LastUpdatedDate: float

    class CancelKeyDeletionRequest(TypedDict, total=False):
        KeyId: Required[str]

    class CancelKeyDeletionResponse(TypedDict, total=False):
        KeyId: str

    class ConnectCustomKeyStoreRequest(TypedDict, total=False):
        CustomKeyStoreId: Required[str]

    class ConnectCustomKeyStoreResponse(TypedDict, total=False):
        pass

    class CreateAliasRequest(TypedDict, total=False):
        AliasName: Required[str]
        TargetKeyId: Required[str]

    class CreateCustomKeyStoreRequest(TypedDict, total=False):
        CustomKeyStoreName: Required[str]
        CloudHsmClusterId: str
        TrustAnchorCertificate: str
        KeyStorePassword: str
        CustomKeyStoreType: str
        XksProxyUriEndpoint: str
        XksProxyUriPath: str
        XksProxyVpcEndpointServiceName: str
        XksProxyVpcEndpointServiceOwner: str
        XksProxyAuthenticationCredential: XksProxyAuthenticationCredentialType
        XksProxyConnectivity: str

    class CreateCustomKeyStoreResponse(TypedDict, total=False):
        CustomKeyStoreId: str

    class CreateGrantRequest(TypedDict, total=False):
        KeyId: Required[str]
        GranteePrincipal: str
        RetiringPrincipal: str
        Operations: Required[list[str]]
        Constraints: GrantConstraints
        GrantTokens: list[str]
        Name: str
        DryRun: bool
        GranteeServicePrincipal: str
        RetiringServicePrincipal: str

    class CreateGrantResponse(TypedDict, total=False):
        GrantToken: str
        GrantId: str

    class CreateKeyRequest(TypedDict, total=False):
        Policy: str
        Description: str
        KeyUsage: str
        CustomerMasterKeySpec: str
        KeySpec: str
        Origin: str
        CustomKeyStoreId: str
        BypassPolicyLockoutSafetyCheck: bool
        Tags: list[Tag]
        MultiRegion: bool
        XksKeyId: str

    class CreateKeyResponse(TypedDict, total=False):
        KeyMetadata: KeyMetadata

    class CustomKeyStoresListEntry(TypedDict, total=False):
        CustomKeyStoreId: str
        CustomKeyStoreName: str
        CloudHsmClusterId: str
        TrustAnchorCertificate: str
        ConnectionState: str
        ConnectionErrorCode: str
        CreationDate: float
        CustomKeyStoreType: str
        XksProxyConfiguration: XksProxyConfigurationType

    class DecapsulateRequest(TypedDict, total=False):
        KeyId: Required[str]
        SharedSecretCiphertextBlob: Required[bytes]
        EncapsulationAlgorithm: Required[str]
        GrantTokens: list[str]
        DryRun: bool

    class DecapsulateResponse(TypedDict, total=False):
        KeyId: str
        SharedSecret: bytes
        EncapsulationAlgorithm: str

    class DecryptRequest(TypedDict, total=False):
        CiphertextBlob: bytes
        EncryptionContext: dict[str, str]
        GrantTokens: list[str]
        KeyId: str
        EncryptionAlgorithm: str
        Recipient: RecipientInfo
        DryRun: bool
        DryRunModifiers: list[str]

    class DecryptResponse(TypedDict, total=False):
        KeyId: str
        Plaintext: bytes
        EncryptionAlgorithm: str
        CiphertextForRecipient: bytes
        KeyMaterialId: str

    class DeleteAliasRequest(TypedDict, total=False):
        AliasName: Required[str]

    class DeleteCustomKeyStoreRequest(TypedDict, total=False):
        CustomKeyStoreId: Required[str]

    class DeleteCustomKeyStoreResponse(TypedDict, total=False):
        pass

    class DeleteImportedKeyMaterialRequest(TypedDict, total=False):
        KeyId: Required[str]
        KeyMaterialId: str

    class DeleteImportedKeyMaterialResponse(TypedDict, total=False):
        KeyId: str
        KeyMaterialId: str

    class DeriveSharedSecretRequest(TypedDict, total=False):
        KeyId: Required[str]
        KeyAgreementAlgorithm: Required[str]
        PublicKey: Required[bytes]
        GrantTokens: list[str]
        DryRun: bool
        Recipient: RecipientInfo

    class DeriveSharedSecretResponse(TypedDict, total=False):
        KeyId: str
        SharedSecret: bytes
        CiphertextForRecipient: bytes
        KeyAgreementAlgorithm: str
        KeyOrigin: str

    class DescribeCustomKeyStoresRequest(TypedDict, total=False):
        CustomKeyStoreId: str
        CustomKeyStoreName: str
        Limit: int
        Marker: str

    class DescribeCustomKeyStoresResponse(TypedDict, total=False):
        CustomKeyStores: list[CustomKeyStoresListEntry]
        NextMarker: str
        Truncated: bool

    class DescribeKeyRequest(TypedDict, total=False):
        KeyId: Required[str]
        GrantTokens: list[str]

    class DescribeKeyResponse(TypedDict, total=False):
        KeyMetadata: KeyMetadata

    class DisableKeyRequest(TypedDict, total=False):
        KeyId: Required[str]

    class DisableKeyRotationRequest(TypedDict, total=False):
        KeyId: Required[str]

    class DisconnectCustomKeyStoreRequest(TypedDict, total=False):
        CustomKeyStoreId: Required[str]

    class DisconnectCustomKeyStoreResponse(TypedDict, total=False):
        pass

    class EnableKeyRequest(TypedDict, total=False):
        KeyId: Required[str]

    class EnableKeyRotationRequest(TypedDict, total=False):
        KeyId: Required[str]
        RotationPeriodInDays: int

    class EncapsulateRequest(TypedDict, total=False):
        KeyId: Required[str]
        EncapsulationAlgorithm: Required[str]
        GrantTokens: list[str]
        DryRun: bool

    class EncapsulateResponse(TypedDict, total=False):
        KeyId: str
        SharedSecret: bytes
        SharedSecretCiphertextBlob: bytes
        EncapsulationAlgorithm: str

    class EncryptRequest(TypedDict, total=False):
        KeyId: Required[str]
        Plaintext: Required[bytes]
        EncryptionContext: dict[str, str]
        GrantTokens: list[str]
        EncryptionAlgorithm: str
        DryRun: bool

    class EncryptResponse(TypedDict, total=False):
        CiphertextBlob: bytes
        KeyId: str
        EncryptionAlgorithm: str

    class GenerateDataKeyPairRequest(TypedDict, total=False):
        EncryptionContext: dict[str, str]
        KeyId: Required[str]
        KeyPairSpec: Required[str]
        GrantTokens: list[str]
        Recipient: RecipientInfo
        DryRun: bool

    class GenerateDataKeyPairResponse(TypedDict, total=False):
        PrivateKeyCiphertextBlob: bytes
        PrivateKeyPlaintext: bytes
        PublicKey: bytes
        KeyId: str
        KeyPairSpec: str
        CiphertextForRecipient: bytes
        KeyMaterialId: str

    class GenerateDataKeyPairWithoutPlaintextRequest(TypedDict, total=False):
        EncryptionContext: dict[str, str]
        KeyId: Required[str]
        KeyPairSpec: Required[str]
        GrantTokens: list[str]
        DryRun: bool

    class GenerateDataKeyPairWithoutPlaintextResponse(TypedDict, total=False):
        PrivateKeyCiphertextBlob: bytes
        PublicKey: bytes
        KeyId: str
        KeyPairSpec: str
        KeyMaterialId: str

    class GenerateDataKeyRequest(TypedDict, total=False):
        KeyId: Required[str]
        EncryptionContext: dict[str, str]
        NumberOfBytes: int
        KeySpec: str
        GrantTokens: list[str]
        Recipient: RecipientInfo
        DryRun: bool

    class GenerateDataKeyResponse(TypedDict, total=False):
        CiphertextBlob: bytes
        Plaintext: bytes
        KeyId: str
        CiphertextForRecipient: bytes
        KeyMaterialId: str

    class GenerateDataKeyWithoutPlaintextRequest(TypedDict, total=False):
        KeyId: Required[str]
        EncryptionContext: dict[str, str]
        KeySpec: str
        NumberOfBytes: int
        GrantTokens: list[str]
        DryRun: bool

    class GenerateDataKeyWithoutPlaintextResponse(TypedDict, total=False):
        CiphertextBlob: bytes
        KeyId: str
        KeyMaterialId: str

    class GenerateMacRequest(TypedDict, total=False):
        Message: Required[bytes]
        KeyId: Required[str]
        MacAlgorithm: Required[str]
        GrantTokens: list[str]
        DryRun: bool

    class GenerateMacResponse(TypedDict, total=False):
        Mac: bytes
        MacAlgorithm: str
        KeyId: str

    class GenerateRandomRequest(TypedDict, total=False):
        NumberOfBytes: int
        CustomKeyStoreId: str
        Recipient: RecipientInfo

    class GenerateRandomResponse(TypedDict, total=False):
        Plaintext: bytes
        CiphertextForRecipient: bytes

    class GetKeyLastUsageRequest(TypedDict, total=False):
        KeyId: Required[str]

    class GetKeyLastUsageResponse(TypedDict, total=False):
        KeyId: str
        KeyLastUsage: KeyLastUsageData
        TrackingStartDate: float
        KeyCreationDate: float

    class GetKeyPolicyRequest(TypedDict, total=False):
        KeyId: Required[str]
        PolicyName: str

    class GetKeyPolicyResponse(TypedDict, total=False):
        Policy: str
        PolicyName: str

    class GetKeyRotationStatusRequest(TypedDict, total=False):
        KeyId: Required[str]

    class GetKeyRotationStatusResponse(TypedDict, total=False):
        KeyRotationEnabled: bool
        KeyId: str
        RotationPeriodInDays: int
        NextRotationDate: float
        OnDemandRotationStartDate: float

    class GetParametersForImportRequest(TypedDict, total=False):
        KeyId: Required[str]
        WrappingAlgorithm: Required[str]
        WrappingKeySpec: Required[str]

    class GetParametersForImportResponse(TypedDict, total=False):
        KeyId: str
        ImportToken: bytes
        PublicKey: bytes
        ParametersValidTo: float

    class GetPublicKeyRequest(TypedDict, total=False):
        KeyId: Required[str]
        GrantTokens: list[str]

    class GetPublicKeyResponse(TypedDict, total=False):
        KeyId: str
        PublicKey: bytes
        CustomerMasterKeySpec: str
        KeySpec: str
        KeyUsage: str
        EncryptionAlgorithms: list[str]
        SigningAlgorithms: list[str]
        KeyAgreementAlgorithms: list[str]
        EncapsulationAlgorithms: list[str]

    class GrantConstraints(TypedDict, total=False):
        EncryptionContextSubset: dict[str, str]
        EncryptionContextEquals: dict[str, str]
        SourceArn: str

    class GrantListEntry(TypedDict, total=False):
        KeyId: str
        GrantId: str
        Name: str
        CreationDate: float
        GranteePrincipal: str
        RetiringPrincipal: str
        IssuingAccount: str
        Operations: list[str]
        Constraints: GrantConstraints
        GranteeServicePrincipal: str
        RetiringServicePrincipal: str

    class ImportKeyMaterialRequest(TypedDict, total=False):
        KeyId: Required[str]
        ImportToken: Required[bytes]
        EncryptedKeyMaterial: Required[bytes]
        ValidTo: float
        ExpirationModel: str
        ImportType: str
        KeyMaterialDescription: str
        KeyMaterialId: str

    class ImportKeyMaterialResponse(TypedDict, total=False):
        KeyId: str
        KeyMaterialId: str

    class KeyLastUsageData(TypedDict, total=False):
        Operation: str
        Timestamp: float
        CloudTrailEventId: str
        KmsRequestId: str

    class KeyListEntry(TypedDict, total=False):
        KeyId: str
        KeyArn: str

    class KeyMetadata(TypedDict, total=False):
        AWSAccountId: str
        KeyId: Required[str]
        Arn: str
        CreationDate: float
        Enabled: bool
        Description: str
        KeyUsage: str
        KeyState: str
        DeletionDate: float
        ValidTo: float
        Origin: str
        CustomKeyStoreId: str
        CloudHsmClusterId: str
        ExpirationModel: str
        KeyManager: str
        CustomerMasterKeySpec: str
        KeySpec: str
        EncryptionAlgorithms: list[str]
        SigningAlgorithms: list[str]
        KeyAgreementAlgorithms: list[str]
        EncapsulationAlgorithms: list[str]
        MultiRegion: bool
        MultiRegionConfiguration: MultiRegionConfiguration
        PendingDeletionWindowInDays: int
        MacAlgorithms: list[str]
        XksKeyConfiguration: XksKeyConfigurationType
        CurrentKeyMaterialId: str

    class ListAliasesRequest(TypedDict, total=False):
        KeyId: str
        Limit: int
        Marker: str

    class ListAliasesResponse(TypedDict, total=False):
        Aliases: list[AliasListEntry]
        NextMarker: str
        Truncated: bool

    class ListGrantsRequest(TypedDict, total=False):
        Limit: int
        Marker: str
        KeyId: Required[str]
        GrantId: str
        GranteePrincipal: str
        GranteeServicePrincipal: str

    class ListGrantsResponse(TypedDict, total=False):
        Grants: list[GrantListEntry]
        NextMarker: str
        Truncated: bool

    class ListKeyPoliciesRequest(TypedDict, total=False):
        KeyId: Required[str]
        Limit: int
        Marker: str

    class ListKeyPoliciesResponse(TypedDict, total=False):
        PolicyNames: list[str]
        NextMarker: str
        Truncated: bool

    class ListKeyRotationsRequest(TypedDict, total=False):
        KeyId: Required[str]
        IncludeKeyMaterial: str
        Limit: int
        Marker: str

    class ListKeyRotationsResponse(TypedDict, total=False):
        Rotations: list[RotationsListEntry]
        NextMarker: str
        Truncated: bool

    class ListKeysRequest(TypedDict, total=False):
        Limit: int
        Marker: str
        ResourceOwners: list[str]

    class ListKeysResponse(TypedDict, total=False):
        Keys: list[KeyListEntry]
        NextMarker: str
        Truncated: bool

    class ListResourceTagsRequest(TypedDict, total=False):
        KeyId: Required[str]
        Limit: int
        Marker: str

    class ListResourceTagsResponse(TypedDict, total=False):
        Tags: list[Tag]
        NextMarker: str
        Truncated: bool

    class ListRetirableGrantsRequest(TypedDict, total=False):
        Limit: int
        Marker: str
        RetiringPrincipal: str
        RetiringServicePrincipal: str

    class MultiRegionConfiguration(TypedDict, total=False):
        MultiRegionKeyType: str
        PrimaryKey: MultiRegionKey
        ReplicaKeys: list[MultiRegionKey]

    class MultiRegionKey(TypedDict, total=False):
        Arn: str
        Region: str

    class PutKeyPolicyRequest(TypedDict, total=False):
        KeyId: Required[str]
        PolicyName: str
        Policy: Required[str]
        BypassPolicyLockoutSafetyCheck: bool

    class ReEncryptRequest(TypedDict, total=False):
        CiphertextBlob: bytes
        SourceEncryptionContext: dict[str, str]
        SourceKeyId: str
        DestinationKeyId: Required[str]
        DestinationEncryptionContext: dict[str, str]
        SourceEncryptionAlgorithm: str
        DestinationEncryptionAlgorithm: str
        GrantTokens: list[str]
        DryRun: bool
        DryRunModifiers: list[str]

    class ReEncryptResponse(TypedDict, total=False):
        CiphertextBlob: bytes
        SourceKeyId: str
        KeyId: str
        SourceEncryptionAlgorithm: str
        DestinationEncryptionAlgorithm: str
        SourceKeyMaterialId: str
        DestinationKeyMaterialId: str

    class RecipientInfo(TypedDict, total=False):
        KeyEncryptionAlgorithm: str
        AttestationDocument: bytes

    class ReplicateKeyRequest(TypedDict, total=False):
        KeyId: Required[str]
        ReplicaRegion: Required[str]
        Policy: str
        BypassPolicyLockoutSafetyCheck: bool
        Description: str
        Tags: list[Tag]

    class ReplicateKeyResponse(TypedDict, total=False):
        ReplicaKeyMetadata: KeyMetadata
        ReplicaPolicy: str
        ReplicaTags: list[Tag]

    class RetireGrantRequest(TypedDict, total=False):
        GrantToken: str
        KeyId: str
        GrantId: str
        DryRun: bool

    class RevokeGrantRequest(TypedDict, total=False):
        KeyId: Required[str]
        GrantId: Required[str]
        DryRun: bool

    class RotateKeyOnDemandRequest(TypedDict, total=False):
        KeyId: Required[str]

    class RotateKeyOnDemandResponse(TypedDict, total=False):
        KeyId: str

    class RotationsListEntry(TypedDict, total=False):
        KeyId: str
        KeyMaterialId: str
        KeyMaterialDescription: str
        ImportState: str
        KeyMaterialState: str
        ExpirationModel: str
        ValidTo: float
        RotationDate: float
        RotationType: str

    class ScheduleKeyDeletionRequest(TypedDict, total=False):
        KeyId: Required[str]
        PendingWindowInDays: int

    class ScheduleKeyDeletionResponse(TypedDict, total=False):
        KeyId: str
        DeletionDate: float
        KeyState: str
        PendingWindowInDays: int

    class SignRequest(TypedDict, total=False):
        KeyId: Required[str]
        Message: Required[bytes]
        MessageType: str
        GrantTokens: list[str]
        SigningAlgorithm: Required[str]
        DryRun: bool

    class SignResponse(TypedDict, total=False):
        KeyId: str
        Signature: bytes
        SigningAlgorithm: str

    class Tag(TypedDict, total=False):
        TagKey: Required[str]
        TagValue: Required[str]

    class TagResourceRequest(TypedDict, total=False):
        KeyId: Required[str]
        Tags: Required[list[Tag]]

    class UntagResourceRequest(TypedDict, total=False):
        KeyId: Required[str]
        TagKeys: Required[list[str]]

    class UpdateAliasRequest(TypedDict, total=False):
        AliasName: Required[str]
        TargetKeyId: Required[str]

    class UpdateCustomKeyStoreRequest(TypedDict, total=False):
        CustomKeyStoreId: Required[str]
        NewCustomKeyStoreName: str
        KeyStorePassword: str
        CloudHsmClusterId: str
        XksProxyUriEndpoint: str
        XksProxyUriPath: str
        XksProxyVpcEndpointServiceName: str
        XksProxyVpcEndpointServiceOwner: str
        XksProxyAuthenticationCredential: XksProxyAuthenticationCredentialType
        XksProxyConnectivity: str

    class UpdateCustomKeyStoreResponse(TypedDict, total=False):
        pass

    class UpdateKeyDescriptionRequest(TypedDict, total=False):
        KeyId: Required[str]
        Description: Required[str]

    class UpdatePrimaryRegionRequest(TypedDict, total=False):
        KeyId: Required[str]
        PrimaryRegion: Required[str]

    class VerifyMacRequest(TypedDict, total=False):
        Message: Required[bytes]
        KeyId: Required[str]
        MacAlgorithm: Required[str]
        Mac: Required[bytes]
        GrantTokens: list[str]
        DryRun: bool

    class VerifyMacResponse(TypedDict, total=False):
        KeyId: str
        MacValid: bool
        MacAlgorithm: str

    class VerifyRequest(TypedDict, total=False):
        KeyId: Required[str]
        Message: Required[bytes]
        MessageType: str
        Signature: Required[bytes]
        SigningAlgorithm: Required[str]
        GrantTokens: list[str]
        DryRun: bool

    class VerifyResponse(TypedDict, total=False):
        KeyId: str
        SignatureValid: bool
        SigningAlgorithm: str

    class XksKeyConfigurationType(TypedDict, total=False):
        Id: str

    class XksProxyAuthenticationCredentialType(TypedDict, total=False):
        AccessKeyId: Required[str]
        RawSecretAccessKey: Required[str]

    class XksProxyConfigurationType(TypedDict, total=False):
        Connectivity: str
        AccessKeyId: str
        UriEndpoint: str
        UriPath: str
        VpcEndpointServiceName: str
        VpcEndpointServiceOwner: str
else:

    def __getattr__(name: str) -> type:
        """Any structure: a plain dict. To make hundreds of typed dicts would be most of a first call's time."""
        if name.startswith("__"):
            raise AttributeError(name)
        return dict
