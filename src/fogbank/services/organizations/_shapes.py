"""Generated from the model organizations 2016-11-28 and manifest.toml. Do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Required, TypedDict

from fogbank.kernel.errors import ServiceError


class AWSOrganizationsNotInUseException(ServiceError):
    code, status = "AWSOrganizationsNotInUseException", 400


class AccessDeniedException(ServiceError):
    code, status = "AccessDeniedException", 400


class AccessDeniedForDependencyException(ServiceError):
    code, status = "AccessDeniedForDependencyException", 400


class AccountAlreadyClosedException(ServiceError):
    code, status = "AccountAlreadyClosedException", 400


class AccountAlreadyRegisteredException(ServiceError):
    code, status = "AccountAlreadyRegisteredException", 400


class AccountNotFoundException(ServiceError):
    code, status = "AccountNotFoundException", 400


class AccountNotRegisteredException(ServiceError):
    code, status = "AccountNotRegisteredException", 400


class AccountOwnerNotVerifiedException(ServiceError):
    code, status = "AccountOwnerNotVerifiedException", 400


class AlreadyInOrganizationException(ServiceError):
    code, status = "AlreadyInOrganizationException", 400


class ChildNotFoundException(ServiceError):
    code, status = "ChildNotFoundException", 400


class ConcurrentModificationException(ServiceError):
    code, status = "ConcurrentModificationException", 400


class ConflictException(ServiceError):
    code, status = "ConflictException", 400


class ConstraintViolationException(ServiceError):
    code, status = "ConstraintViolationException", 400


class CreateAccountStatusNotFoundException(ServiceError):
    code, status = "CreateAccountStatusNotFoundException", 400


class DestinationParentNotFoundException(ServiceError):
    code, status = "DestinationParentNotFoundException", 400


class DuplicateAccountException(ServiceError):
    code, status = "DuplicateAccountException", 400


class DuplicateHandshakeException(ServiceError):
    code, status = "DuplicateHandshakeException", 400


class DuplicateOrganizationalUnitException(ServiceError):
    code, status = "DuplicateOrganizationalUnitException", 400


class DuplicatePolicyAttachmentException(ServiceError):
    code, status = "DuplicatePolicyAttachmentException", 400


class DuplicatePolicyException(ServiceError):
    code, status = "DuplicatePolicyException", 400


class EffectivePolicyNotFoundException(ServiceError):
    code, status = "EffectivePolicyNotFoundException", 400


class FinalizingOrganizationException(ServiceError):
    code, status = "FinalizingOrganizationException", 400


class HandshakeAlreadyInStateException(ServiceError):
    code, status = "HandshakeAlreadyInStateException", 400


class HandshakeConstraintViolationException(ServiceError):
    code, status = "HandshakeConstraintViolationException", 400


class HandshakeNotFoundException(ServiceError):
    code, status = "HandshakeNotFoundException", 400


class InvalidHandshakeTransitionException(ServiceError):
    code, status = "InvalidHandshakeTransitionException", 400


class InvalidInputException(ServiceError):
    code, status = "InvalidInputException", 400


class InvalidResponsibilityTransferTransitionException(ServiceError):
    code, status = "InvalidResponsibilityTransferTransitionException", 400


class MalformedPolicyDocumentException(ServiceError):
    code, status = "MalformedPolicyDocumentException", 400


class MasterCannotLeaveOrganizationException(ServiceError):
    code, status = "MasterCannotLeaveOrganizationException", 400


class OrganizationNotEmptyException(ServiceError):
    code, status = "OrganizationNotEmptyException", 400


class OrganizationalUnitNotEmptyException(ServiceError):
    code, status = "OrganizationalUnitNotEmptyException", 400


class OrganizationalUnitNotFoundException(ServiceError):
    code, status = "OrganizationalUnitNotFoundException", 400


class ParentNotFoundException(ServiceError):
    code, status = "ParentNotFoundException", 400


class PolicyChangesInProgressException(ServiceError):
    code, status = "PolicyChangesInProgressException", 400


class PolicyInUseException(ServiceError):
    code, status = "PolicyInUseException", 400


class PolicyNotAttachedException(ServiceError):
    code, status = "PolicyNotAttachedException", 400


class PolicyNotFoundException(ServiceError):
    code, status = "PolicyNotFoundException", 400


class PolicyTypeAlreadyEnabledException(ServiceError):
    code, status = "PolicyTypeAlreadyEnabledException", 400


class PolicyTypeNotAvailableForOrganizationException(ServiceError):
    code, status = "PolicyTypeNotAvailableForOrganizationException", 400


class PolicyTypeNotEnabledException(ServiceError):
    code, status = "PolicyTypeNotEnabledException", 400


class ResourcePolicyNotFoundException(ServiceError):
    code, status = "ResourcePolicyNotFoundException", 400


class ResponsibilityTransferAlreadyInStatusException(ServiceError):
    code, status = "ResponsibilityTransferAlreadyInStatusException", 400


class ResponsibilityTransferNotFoundException(ServiceError):
    code, status = "ResponsibilityTransferNotFoundException", 400


class RootNotFoundException(ServiceError):
    code, status = "RootNotFoundException", 400


class ServiceException(ServiceError):
    code, status = "ServiceException", 500


class SourceParentNotFoundException(ServiceError):
    code, status = "SourceParentNotFoundException", 400


class TargetNotFoundException(ServiceError):
    code, status = "TargetNotFoundException", 400


class TooManyRequestsException(ServiceError):
    code, status = "TooManyRequestsException", 400


class UnsupportedAPIEndpointException(ServiceError):
    code, status = "UnsupportedAPIEndpointException", 400


if TYPE_CHECKING:

    class AcceptHandshakeRequest(TypedDict, total=False):
        HandshakeId: Required[str]

    class AcceptHandshakeResponse(TypedDict, total=False):
        Handshake: Handshake

    class Account(TypedDict, total=False):
        Id: str
        Arn: str
        Email: str
        Name: str
        Status: str
        State: str
        Paths: list[str]
        JoinedMethod: str
        JoinedTimestamp: float

    class AttachPolicyRequest(TypedDict, total=False):
        PolicyId: Required[str]
        TargetId: Required[str]

    class CancelHandshakeRequest(TypedDict, total=False):
        HandshakeId: Required[str]

    class CancelHandshakeResponse(TypedDict, total=False):
        Handshake: Handshake

    class Child(TypedDict, total=False):
        Id: str
        Type: str

    class CloseAccountRequest(TypedDict, total=False):
        AccountId: Required[str]

    class CreateAccountRequest(TypedDict, total=False):
        Email: Required[str]
        AccountName: Required[str]
        RoleName: str
        IamUserAccessToBilling: str
        Tags: list[Tag]

    class CreateAccountResponse(TypedDict, total=False):
        CreateAccountStatus: CreateAccountStatus

    class CreateAccountStatus(TypedDict, total=False):
        Id: str
        AccountName: str
        State: str
        RequestedTimestamp: float
        CompletedTimestamp: float
        AccountId: str
        GovCloudAccountId: str
        FailureReason: str

    class CreateGovCloudAccountRequest(TypedDict, total=False):
        Email: Required[str]
        AccountName: Required[str]
        RoleName: str
        IamUserAccessToBilling: str
        Tags: list[Tag]

    class CreateGovCloudAccountResponse(TypedDict, total=False):
        CreateAccountStatus: CreateAccountStatus

    class CreateOrganizationRequest(TypedDict, total=False):
        FeatureSet: str

    class CreateOrganizationResponse(TypedDict, total=False):
        Organization: Organization

    class CreateOrganizationalUnitRequest(TypedDict, total=False):
        ParentId: Required[str]
        Name: Required[str]
        Tags: list[Tag]

    class CreateOrganizationalUnitResponse(TypedDict, total=False):
        OrganizationalUnit: OrganizationalUnit

    class CreatePolicyRequest(TypedDict, total=False):
        Content: Required[str]
        Description: Required[str]
        Name: Required[str]
        Type: Required[str]
        Tags: list[Tag]

    class CreatePolicyResponse(TypedDict, total=False):
        Policy: Policy

    class DeclineHandshakeRequest(TypedDict, total=False):
        HandshakeId: Required[str]

    class DeclineHandshakeResponse(TypedDict, total=False):
        Handshake: Handshake

    class DelegatedAdministrator(TypedDict, total=False):
        Id: str
        Arn: str
        Email: str
        Name: str
        Status: str
        State: str
        JoinedMethod: str
        JoinedTimestamp: float
        DelegationEnabledDate: float

    class DelegatedService(TypedDict, total=False):
        ServicePrincipal: str
        DelegationEnabledDate: float

    class DeleteOrganizationalUnitRequest(TypedDict, total=False):
        OrganizationalUnitId: Required[str]

    class DeletePolicyRequest(TypedDict, total=False):
        PolicyId: Required[str]

    class DeregisterDelegatedAdministratorRequest(TypedDict, total=False):
        AccountId: Required[str]
        ServicePrincipal: Required[str]

    class DescribeAccountRequest(TypedDict, total=False):
        AccountId: Required[str]

    class DescribeAccountResponse(TypedDict, total=False):
        Account: Account

    class DescribeCreateAccountStatusRequest(TypedDict, total=False):
        CreateAccountRequestId: Required[str]

    class DescribeCreateAccountStatusResponse(TypedDict, total=False):
        CreateAccountStatus: CreateAccountStatus

    class DescribeEffectivePolicyRequest(TypedDict, total=False):
        PolicyType: Required[str]
        TargetId: str

    class DescribeEffectivePolicyResponse(TypedDict, total=False):
        EffectivePolicy: EffectivePolicy

    class DescribeHandshakeRequest(TypedDict, total=False):
        HandshakeId: Required[str]

    class DescribeHandshakeResponse(TypedDict, total=False):
        Handshake: Handshake

    class DescribeOrganizationResponse(TypedDict, total=False):
        Organization: Organization

    class DescribeOrganizationalUnitRequest(TypedDict, total=False):
        OrganizationalUnitId: Required[str]

    class DescribeOrganizationalUnitResponse(TypedDict, total=False):
        OrganizationalUnit: OrganizationalUnit

    class DescribePolicyRequest(TypedDict, total=False):
        PolicyId: Required[str]

    class DescribePolicyResponse(TypedDict, total=False):
        Policy: Policy

    class DescribeResourcePolicyResponse(TypedDict, total=False):
        ResourcePolicy: ResourcePolicy

    class DescribeResponsibilityTransferRequest(TypedDict, total=False):
        Id: Required[str]

    class DescribeResponsibilityTransferResponse(TypedDict, total=False):
        ResponsibilityTransfer: ResponsibilityTransfer

    class DetachPolicyRequest(TypedDict, total=False):
        PolicyId: Required[str]
        TargetId: Required[str]

    class DisableAWSServiceAccessRequest(TypedDict, total=False):
        ServicePrincipal: Required[str]

    class DisablePolicyTypeRequest(TypedDict, total=False):
        RootId: Required[str]
        PolicyType: Required[str]

    class DisablePolicyTypeResponse(TypedDict, total=False):
        Root: Root

    class EffectivePolicy(TypedDict, total=False):
        PolicyContent: str
        LastUpdatedTimestamp: float
        TargetId: str
        PolicyType: str

    class EffectivePolicyValidationError(TypedDict, total=False):
        ErrorCode: str
        ErrorMessage: str
        PathToError: str
        ContributingPolicies: list[str]

    class EnableAWSServiceAccessRequest(TypedDict, total=False):
        ServicePrincipal: Required[str]

    class EnableAllFeaturesRequest(TypedDict, total=False):
        pass

    class EnableAllFeaturesResponse(TypedDict, total=False):
        Handshake: Handshake

    class EnablePolicyTypeRequest(TypedDict, total=False):
        RootId: Required[str]
        PolicyType: Required[str]

    class EnablePolicyTypeResponse(TypedDict, total=False):
        Root: Root

    class EnabledServicePrincipal(TypedDict, total=False):
        ServicePrincipal: str
        DateEnabled: float

    class Handshake(TypedDict, total=False):
        Id: str
        Arn: str
        Parties: list[HandshakeParty]
        State: str
        RequestedTimestamp: float
        ExpirationTimestamp: float
        Action: str
        Resources: list[HandshakeResource]

    class HandshakeFilter(TypedDict, total=False):
        ActionType: str
        ParentHandshakeId: str

    class HandshakeParty(TypedDict, total=False):
        Id: Required[str]
        Type: Required[str]

    class HandshakeResource(TypedDict, total=False):
        Value: str
        Type: str
        Resources: list[HandshakeResource]

    class InviteAccountToOrganizationRequest(TypedDict, total=False):
        Target: Required[HandshakeParty]
        Notes: str
        Tags: list[Tag]

    class InviteAccountToOrganizationResponse(TypedDict, total=False):
        Handshake: Handshake

    class InviteOrganizationToTransferResponsibilityRequest(TypedDict, total=False):
        Type: Required[str]
        Target: Required[HandshakeParty]
        Notes: str
        StartTimestamp: Required[float]
        SourceName: Required[str]
        Tags: list[Tag]

    class InviteOrganizationToTransferResponsibilityResponse(TypedDict, total=False):
        Handshake: Handshake

    class ListAWSServiceAccessForOrganizationRequest(TypedDict, total=False):
        NextToken: str
        MaxResults: int

    class ListAWSServiceAccessForOrganizationResponse(TypedDict, total=False):
        EnabledServicePrincipals: list[EnabledServicePrincipal]
        NextToken: str

    class ListAccountsForParentRequest(TypedDict, total=False):
        ParentId: Required[str]
        NextToken: str
        MaxResults: int

    class ListAccountsForParentResponse(TypedDict, total=False):
        Accounts: list[Account]
        NextToken: str

    class ListAccountsRequest(TypedDict, total=False):
        NextToken: str
        MaxResults: int

    class ListAccountsResponse(TypedDict, total=False):
        Accounts: list[Account]
        NextToken: str

    class ListAccountsWithInvalidEffectivePolicyRequest(TypedDict, total=False):
        PolicyType: Required[str]
        NextToken: str
        MaxResults: int

    class ListAccountsWithInvalidEffectivePolicyResponse(TypedDict, total=False):
        Accounts: list[Account]
        PolicyType: str
        NextToken: str

    class ListChildrenRequest(TypedDict, total=False):
        ParentId: Required[str]
        ChildType: Required[str]
        NextToken: str
        MaxResults: int

    class ListChildrenResponse(TypedDict, total=False):
        Children: list[Child]
        NextToken: str

    class ListCreateAccountStatusRequest(TypedDict, total=False):
        States: list[str]
        NextToken: str
        MaxResults: int

    class ListCreateAccountStatusResponse(TypedDict, total=False):
        CreateAccountStatuses: list[CreateAccountStatus]
        NextToken: str

    class ListDelegatedAdministratorsRequest(TypedDict, total=False):
        ServicePrincipal: str
        NextToken: str
        MaxResults: int

    class ListDelegatedAdministratorsResponse(TypedDict, total=False):
        DelegatedAdministrators: list[DelegatedAdministrator]
        NextToken: str

    class ListDelegatedServicesForAccountRequest(TypedDict, total=False):
        AccountId: Required[str]
        NextToken: str
        MaxResults: int

    class ListDelegatedServicesForAccountResponse(TypedDict, total=False):
        DelegatedServices: list[DelegatedService]
        NextToken: str

    class ListEffectivePolicyValidationErrorsRequest(TypedDict, total=False):
        AccountId: Required[str]
        PolicyType: Required[str]
        NextToken: str
        MaxResults: int

    class ListEffectivePolicyValidationErrorsResponse(TypedDict, total=False):
        AccountId: str
        PolicyType: str
        Path: str
        EvaluationTimestamp: float
        NextToken: str
        EffectivePolicyValidationErrors: list[EffectivePolicyValidationError]

    class ListHandshakesForAccountRequest(TypedDict, total=False):
        Filter: HandshakeFilter
        NextToken: str
        MaxResults: int

    class ListHandshakesForAccountResponse(TypedDict, total=False):
        Handshakes: list[Handshake]
        NextToken: str

    class ListHandshakesForOrganizationRequest(TypedDict, total=False):
        Filter: HandshakeFilter
        NextToken: str
        MaxResults: int

    class ListHandshakesForOrganizationResponse(TypedDict, total=False):
        Handshakes: list[Handshake]
        NextToken: str

    class ListInboundResponsibilityTransfersRequest(TypedDict, total=False):
        Type: Required[str]
        Id: str
        NextToken: str
        MaxResults: int

    class ListInboundResponsibilityTransfersResponse(TypedDict, total=False):
        ResponsibilityTransfers: list[ResponsibilityTransfer]
        NextToken: str

    class ListOrganizationalUnitsForParentRequest(TypedDict, total=False):
        ParentId: Required[str]
        NextToken: str
        MaxResults: int

    class ListOrganizationalUnitsForParentResponse(TypedDict, total=False):
        OrganizationalUnits: list[OrganizationalUnit]
        NextToken: str

    class ListOutboundResponsibilityTransfersRequest(TypedDict, total=False):
        Type: Required[str]
        NextToken: str
        MaxResults: int

    class ListOutboundResponsibilityTransfersResponse(TypedDict, total=False):
        ResponsibilityTransfers: list[ResponsibilityTransfer]
        NextToken: str

    class ListParentsRequest(TypedDict, total=False):
        ChildId: Required[str]
        NextToken: str
        MaxResults: int

    class ListParentsResponse(TypedDict, total=False):
        Parents: list[Parent]
        NextToken: str

    class ListPoliciesForTargetRequest(TypedDict, total=False):
        TargetId: Required[str]
        Filter: Required[str]
        NextToken: str
        MaxResults: int

    class ListPoliciesForTargetResponse(TypedDict, total=False):
        Policies: list[PolicySummary]
        NextToken: str

    class ListPoliciesRequest(TypedDict, total=False):
        Filter: Required[str]
        NextToken: str
        MaxResults: int

    class ListPoliciesResponse(TypedDict, total=False):
        Policies: list[PolicySummary]
        NextToken: str

    class ListRootsRequest(TypedDict, total=False):
        NextToken: str
        MaxResults: int

    class ListRootsResponse(TypedDict, total=False):
        Roots: list[Root]
        NextToken: str

    class ListTagsForResourceRequest(TypedDict, total=False):
        ResourceId: Required[str]
        NextToken: str

    class ListTagsForResourceResponse(TypedDict, total=False):
        Tags: list[Tag]
        NextToken: str

    class ListTargetsForPolicyRequest(TypedDict, total=False):
        PolicyId: Required[str]
        NextToken: str
        MaxResults: int

    class ListTargetsForPolicyResponse(TypedDict, total=False):
        Targets: list[PolicyTargetSummary]
        NextToken: str

    class MoveAccountRequest(TypedDict, total=False):
        AccountId: Required[str]
        SourceParentId: Required[str]
        DestinationParentId: Required[str]

    class Organization(TypedDict, total=False):
        Id: str
        Arn: str
        FeatureSet: str
        MasterAccountArn: str
        MasterAccountId: str
        MasterAccountEmail: str
        AvailablePolicyTypes: list[PolicyTypeSummary]

    class OrganizationalUnit(TypedDict, total=False):
        Id: str
        Arn: str
        Name: str
        Path: str

    class Parent(TypedDict, total=False):
        Id: str
        Type: str

    class Policy(TypedDict, total=False):
        PolicySummary: PolicySummary
        Content: str

    class PolicySummary(TypedDict, total=False):
        Id: str
        Arn: str
        Name: str
        Description: str
        Type: str
        AwsManaged: bool

    class PolicyTargetSummary(TypedDict, total=False):
        TargetId: str
        Arn: str
        Name: str
        Type: str

    class PolicyTypeSummary(TypedDict, total=False):
        Type: str
        Status: str

    class PutResourcePolicyRequest(TypedDict, total=False):
        Content: Required[str]
        Tags: list[Tag]

    class PutResourcePolicyResponse(TypedDict, total=False):
        ResourcePolicy: ResourcePolicy

    class RegisterDelegatedAdministratorRequest(TypedDict, total=False):
        AccountId: Required[str]
        ServicePrincipal: Required[str]

    class RemoveAccountFromOrganizationRequest(TypedDict, total=False):
        AccountId: Required[str]

    class ResourcePolicy(TypedDict, total=False):
        ResourcePolicySummary: ResourcePolicySummary
        Content: str

    class ResourcePolicySummary(TypedDict, total=False):
        Id: str
        Arn: str

    class ResponsibilityTransfer(TypedDict, total=False):
        Arn: str
        Name: str
        Id: str
        Type: str
        Status: str
        Source: TransferParticipant
        Target: TransferParticipant
        StartTimestamp: float
        EndTimestamp: float
        ActiveHandshakeId: str

    class Root(TypedDict, total=False):
        Id: str
        Arn: str
        Name: str
        PolicyTypes: list[PolicyTypeSummary]

    class Tag(TypedDict, total=False):
        Key: Required[str]
        Value: Required[str]

    class TagResourceRequest(TypedDict, total=False):
        ResourceId: Required[str]
        Tags: Required[list[Tag]]

    class TerminateResponsibilityTransferRequest(TypedDict, total=False):
        Id: Required[str]
        EndTimestamp: float

    class TerminateResponsibilityTransferResponse(TypedDict, total=False):
        ResponsibilityTransfer: ResponsibilityTransfer

    class TransferParticipant(TypedDict, total=False):
        ManagementAccountId: str
        ManagementAccountEmail: str

    class UntagResourceRequest(TypedDict, total=False):
        ResourceId: Required[str]
        TagKeys: Required[list[str]]

    class UpdateOrganizationalUnitRequest(TypedDict, total=False):
        OrganizationalUnitId: Required[str]
        Name: str

    class UpdateOrganizationalUnitResponse(TypedDict, total=False):
        OrganizationalUnit: OrganizationalUnit

    class UpdatePolicyRequest(TypedDict, total=False):
        PolicyId: Required[str]
        Name: str
        Description: str
        Content: str

    class UpdatePolicyResponse(TypedDict, total=False):
        Policy: Policy

    class UpdateResponsibilityTransferRequest(TypedDict, total=False):
        Id: Required[str]
        Name: Required[str]

    class UpdateResponsibilityTransferResponse(TypedDict, total=False):
        ResponsibilityTransfer: ResponsibilityTransfer
else:

    def __getattr__(name: str) -> type:
        """Any structure: a plain dict. To make hundreds of typed dicts would be most of a first call's time."""
        if name.startswith("__"):
            raise AttributeError(name)
        return dict
