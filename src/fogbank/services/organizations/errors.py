"""The errors of Organizations with AWS's texts.

A text with "observed" beside it is from a public report of an answer by AWS. The others are the words of the API
Reference: of the error itself, or of its reason.
"""

from fogbank.kernel.errors import ServiceError
from fogbank.services.organizations import _shapes as shapes

_TEXTS: dict[type[ServiceError], str] = {
    # observed: aws-samples/aws-iam-access-key-auto-rotation#10 (ListAccounts of a member)
    shapes.AccessDeniedException: "You don't have permissions to access this resource.",
    # observed: duo-labs/cloudmapper#733
    shapes.AWSOrganizationsNotInUseException: "Your account is not a member of an organization.",
    shapes.AccountAlreadyClosedException: "You attempted to close an account that is already closed.",
    # observed: pepperize/cdk-organizations#716
    shapes.AccountAlreadyRegisteredException: (
        "The provided account is already a delegated administrator for your organization."
    ),
    # observed: MoveAccount of an account that is not in the source
    shapes.AccountNotFoundException: "You specified an account that doesn't exist.",
    shapes.AccountNotRegisteredException: (
        "The specified account is not a delegated administrator for this Amazon Web Services service."
    ),
    shapes.AlreadyInOrganizationException: (
        "This account is already a member of an organization. An account can belong to only one organization at a time."
    ),
    shapes.ChildNotFoundException: (
        "We can't find an organizational unit (OU) or Amazon Web Services account with the ChildId that you specified."
    ),
    shapes.ConflictException: (
        "The request failed because it conflicts with the current state of the specified resource."
    ),
    shapes.CreateAccountStatusNotFoundException: (
        "We can't find an create account request with the CreateAccountRequestId that you specified."
    ),
    shapes.DestinationParentNotFoundException: (
        "We can't find the destination container (a root or OU) with the ParentId that you specified."
    ),
    shapes.DuplicateAccountException: "That account is already present in the specified destination.",
    shapes.DuplicateHandshakeException: "A handshake with the same action and target already exists.",
    shapes.DuplicateOrganizationalUnitException: "An OU with the same name already exists.",
    shapes.DuplicatePolicyAttachmentException: "The selected policy is already attached to the specified target.",
    # observed: aws-cloudformation/cloudformation-coverage-roadmap#2245
    shapes.DuplicatePolicyException: "A policy with the specified name and type already exists.",
    shapes.EffectivePolicyNotFoundException: (
        "If you ran this action on the management account, this policy type is not enabled. If you ran the action on a "
        "member account, the account doesn't have an effective policy of this type. Contact the administrator of your "
        "organization about attaching a policy of this type to the account."
    ),
    shapes.HandshakeAlreadyInStateException: "The specified handshake is already in the requested state.",
    shapes.HandshakeNotFoundException: "We can't find a handshake with the HandshakeId that you specified.",
    shapes.InvalidHandshakeTransitionException: (
        "You can't perform the operation on the handshake in its current state."
    ),
    # observed: org-formation/org-formation-cli#225
    shapes.MalformedPolicyDocumentException: (
        "The provided policy document does not meet the requirements of the specified policy type."
    ),
    shapes.MasterCannotLeaveOrganizationException: (
        "You can't remove a management account from an organization. If you want the management account to become a "
        "member account in another organization, you must first delete the current organization of the management "
        "account."
    ),
    # observed: DeleteOrganization while members are left
    shapes.OrganizationNotEmptyException: (
        "To delete an organization you must first remove all member accounts (except the master)."
    ),
    shapes.OrganizationalUnitNotEmptyException: (
        "The specified OU is not empty. Move all accounts to another root or to other OUs, remove all child OUs, and "
        "try the operation again."
    ),
    shapes.OrganizationalUnitNotFoundException: (
        "We can't find an OU with the OrganizationalUnitId that you specified."
    ),
    shapes.ParentNotFoundException: "We can't find a root or OU with the ParentId that you specified.",
    shapes.PolicyInUseException: (
        "The policy is attached to one or more entities. You must detach it from all roots, OUs, and accounts before "
        "performing this operation."
    ),
    shapes.PolicyNotAttachedException: "The policy isn't attached to the specified target in the specified root.",
    shapes.PolicyNotFoundException: "We can't find a policy with the PolicyId that you specified.",
    shapes.PolicyTypeAlreadyEnabledException: "The specified policy type is already enabled in the specified root.",
    shapes.PolicyTypeNotAvailableForOrganizationException: (
        "You can't use the specified policy type with the feature set currently enabled for this organization."
    ),
    # observed: hashicorp/terraform-provider-aws#4545
    shapes.PolicyTypeNotEnabledException: "This operation can be performed only for enabled policy types.",
    shapes.ResourcePolicyNotFoundException: (
        "We can't find a resource policy request with the parameter that you specified."
    ),
    shapes.RootNotFoundException: "We can't find a root with the RootId that you specified.",
    shapes.SourceParentNotFoundException: "We can't find a source root or OU with the ParentId that you specified.",
    shapes.TargetNotFoundException: (
        "We can't find a root, OU, account, or policy with the TargetId that you specified."
    ),
}

# ConstraintViolationException and HandshakeConstraintViolationException.
_CONSTRAINTS = {
    "ACCOUNT_CREATION_RATE_LIMIT_EXCEEDED": (
        "You attempted to exceed the number of accounts that can be in progress at a time."
    ),
    # observed: awslabs/compliant-framework-for-federal-and-dod-workloads-in-aws-govcloud-us#12
    "ACCOUNT_NUMBER_LIMIT_EXCEEDED": "You have exceeded the allowed number of AWS accounts.",
    "ALREADY_IN_AN_ORGANIZATION": (
        "The handshake request is invalid because the invited account is already a member of an organization."
    ),
    "CANNOT_CLOSE_MANAGEMENT_ACCOUNT": "You attempted to close the management account.",
    # observed: aws-samples/iam-identity-center-team#355
    "CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR": (
        "You cannot register management account/yourself as delegated administrator for your organization."
    ),
    "CANNOT_REGISTER_SUSPENDED_ACCOUNT_AS_DELEGATED_ADMINISTRATOR": (
        "You cannot register a suspended account as a delegated administrator."
    ),
    "CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG": (
        "You attempted to remove an account that is registered as a delegated administrator for a service integrated "
        "with your organization. To complete this operation, you must first deregister this account as a delegated "
        "administrator."
    ),
    "CLOSE_ACCOUNT_QUOTA_EXCEEDED": "You have exceeded close account quota for the past 30 days.",
    "CLOSE_ACCOUNT_REQUESTS_LIMIT_EXCEEDED": (
        "You attempted to exceed the number of accounts that you can close at a time."
    ),
    "DELEGATED_ADMINISTRATOR_EXISTS_FOR_THIS_SERVICE": (
        "You attempted to register an Amazon Web Services account as a delegated administrator for an Amazon Web "
        "Services service that already has a delegated administrator. To complete this operation, you must first "
        "deregister any existing delegated administrators for this service."
    ),
    "HANDSHAKE_RATE_LIMIT_EXCEEDED": ("You attempted to exceed the number of handshakes that you can send in one day."),
    "INVITE_DISABLED_DURING_ENABLE_ALL_FEATURES": (
        "You can't issue new invitations to join an organization while it's in the process of enabling all features."
    ),
    "MASTER_ACCOUNT_NOT_GOVCLOUD_ENABLED": (
        "To complete this operation, the management account must have an associated account in the Amazon Web Services "
        "GovCloud (US-West) Region."
    ),
    "MAX_DELEGATED_ADMINISTRATORS_FOR_SERVICE_LIMIT_EXCEEDED": (
        "You attempted to register more delegated administrators than allowed for the service principal."
    ),
    # observed: hashicorp/terraform-provider-aws#41493
    "MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED": (
        "You have attached the maximum number of policies to the specified target."
    ),
    "MAX_TAG_LIMIT_EXCEEDED": "You have exceeded the number of tags allowed on this resource.",
    # observed: hashicorp/terraform-provider-aws#26797
    "MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED": (
        "You cannot remove the last policy attached to the specified target. You must have at least one attached at "
        "all times."
    ),
    "ORGANIZATION_ALREADY_HAS_ALL_FEATURES": (
        "The handshake request is invalid because the organization has already enabled all features."
    ),
    "ORGANIZATION_IS_ALREADY_PENDING_ALL_FEATURES_MIGRATION": (
        "The handshake request is invalid because the organization has already started the process to enable all "
        "features."
    ),
    "ORGANIZATION_NOT_IN_ALL_FEATURES_MODE": (
        "You attempted to perform an operation that requires the organization to be configured to support all "
        "features. An organization that supports only consolidated billing features can't perform this operation."
    ),
    # observed: org-formation/org-formation-cli#368
    "OU_DEPTH_LIMIT_EXCEEDED": (
        "You cannot add an organizational unit to the specified parent because it would exceed the max depth allowed."
    ),
    "OU_NUMBER_LIMIT_EXCEEDED": "You attempted to exceed the number of OUs that you can have in an organization.",
    # observed: org-formation/org-formation-cli#332
    "POLICY_CONTENT_LIMIT_EXCEEDED": "You have exceeded the maximum policy size.",
    "POLICY_NUMBER_LIMIT_EXCEEDED": (
        "You attempted to exceed the number of policies that you can have in an organization."
    ),
    "POLICY_TYPE_ENABLED_FOR_THIS_SERVICE": (
        "You attempted to disable service access before you disabled the policy type. To complete this operation, you "
        "must first disable the policy type."
    ),
    "SERVICE_ACCESS_NOT_ENABLED": (
        "You attempted to register a delegated administrator before you enabled service access. Call the "
        "EnableAWSServiceAccess API first."
    ),
    "WAIT_PERIOD_ACTIVE": (
        "After you create an Amazon Web Services account, you must wait until at least four days after the account was "
        "created. Invited accounts aren't subject to this waiting period."
    ),
}

_INVALID = {
    "DUPLICATE_TAG_KEY": "Tag keys must be unique among the tags attached to the same entity.",
    "IMMUTABLE_POLICY": "You specified a policy that is managed by Amazon Web Services and can't be modified.",
    "INPUT_REQUIRED": "You must include a value for all required parameters.",
    # observed: "You specified an invalid value.", AttachPolicy and ListPolicies with a type that is none
    "INVALID_ENUM": "You specified an invalid value.",
    "INVALID_EMAIL_ADDRESS_TARGET": "You specified an invalid email address for the invited account owner.",
    "INVALID_PARTY_TYPE_TARGET": "You specified the wrong type of entity (account, organization, or email) as a party.",
    # observed: RoadieHQ/roadie-backstage-plugins#1391
    "INVALID_PATTERN": "You provided a value that does not match the required pattern.",
    "INVALID_PATTERN_TARGET_ID": "You specified a policy target ID that doesn't match the required pattern.",
    "INVALID_PRINCIPAL": "You specified an invalid principal element in the policy.",
    "INVALID_RESOURCE_POLICY_JSON": "You specified a resource policy that is not valid JSON.",
    "INVALID_ROLE_NAME": (
        "You provided a role name that isn't valid. A role name can't begin with the reserved prefix AWSServiceRoleFor."
    ),
    "INVALID_SYSTEM_TAGS_PARAMETER": (
        "You specified a tag key that is a system tag. You can't add, edit, or delete system tag keys because they're "
        "reserved for Amazon Web Services use. System tags don't count against your tags per resource limit."
    ),
    "MAX_LIMIT_EXCEEDED_FILTER": "You can specify only one filter parameter for the operation.",
    "NON_DETACHABLE_POLICY": "You can't detach this Amazon Web Services Managed Policy.",
    "TARGET_NOT_SUPPORTED": "You can't perform the specified operation on that target entity.",
    # observed: EnableAWSServiceAccess of a service that is not integrated with Organizations
    "UNRECOGNIZED_SERVICE_PRINCIPAL": "You specified an unrecognized service principal.",
    "UNSUPPORTED_ACTION_IN_RESOURCE_POLICY": "You specified an action that a resource policy can't delegate.",
}

_TYPE_NEEDS_ACCESS = (
    "You attempted to enable a policy type before you enabled service access. Call the EnableAWSServiceAccess API "
    "first."
)


def of(kind: type[ServiceError]) -> ServiceError:
    """An error that has one text."""
    return kind(_TEXTS[kind])


def violates(reason: str) -> ServiceError:
    """ConstraintViolationException with this reason."""
    return shapes.ConstraintViolationException(_CONSTRAINTS[reason], members={"Reason": reason})


def handshake_violates(reason: str) -> ServiceError:
    """HandshakeConstraintViolationException with this reason."""
    return shapes.HandshakeConstraintViolationException(_CONSTRAINTS[reason], members={"Reason": reason})


def invalid(reason: str) -> ServiceError:
    """InvalidInputException with this reason."""
    return shapes.InvalidInputException(_INVALID[reason], members={"Reason": reason})


def type_needs_service_access() -> ServiceError:
    """SERVICE_ACCESS_NOT_ENABLED has other words where a policy type is to be enabled."""
    return shapes.ConstraintViolationException(_TYPE_NEEDS_ACCESS, members={"Reason": "SERVICE_ACCESS_NOT_ENABLED"})


def needs_linked_role() -> ServiceError:
    """The caller may not make the role that Organizations needs in its account."""
    return shapes.AccessDeniedForDependencyException(
        "The operation that you attempted requires you to have the iam:CreateServiceLinkedRole for "
        "organizations.amazonaws.com permission so that Organizations can create the required service-linked role. You "
        "don't have that permission.",
        members={"Reason": "ACCESS_DENIED_DURING_CREATE_SERVICE_LINKED_ROLE"},
    )
