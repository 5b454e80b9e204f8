"""Policies: written, changed, deleted, listed; and the types that the root has."""

from fogbank.kernel.call import Call
from fogbank.kernel.operation import operation
from fogbank.kernel.paging import Page
from fogbank.kernel.tags import set_tags
from fogbank.services.organizations import _shapes as shapes
from fogbank.services.organizations import access, attachments, documents, errors, listing, names, tagging
from fogbank.services.organizations._shapes import (
    CreatePolicyRequest,
    CreatePolicyResponse,
    DeletePolicyRequest,
    DescribePolicyRequest,
    DescribePolicyResponse,
    DisablePolicyTypeRequest,
    DisablePolicyTypeResponse,
    EnablePolicyTypeRequest,
    EnablePolicyTypeResponse,
    ListPoliciesRequest,
    PolicySummary,
    UpdatePolicyRequest,
    UpdatePolicyResponse,
)
from fogbank.services.organizations.operations.units import root_of
from fogbank.services.organizations.policy_types import AWS_MANAGED, POLICY_TYPES
from fogbank.services.organizations.records import Attachment, Organization, Policy


def summary(organization: Organization, policy: Policy) -> PolicySummary:
    """A policy, as PolicySummary has it."""
    return {
        "Id": policy.id,
        "Arn": names.policy_arn(organization, policy),
        "Name": policy.name,
        "Description": policy.description,
        "Type": policy.type,
        "AwsManaged": not policy.organization,
    }


def need(call: Call, organization: Organization, id_: str) -> Policy:
    """The policy with this id. Errors: PolicyNotFoundException."""
    policy = names.policy_of(call.tx, organization, id_)
    if policy is None:
        raise errors.of(shapes.PolicyNotFoundException)
    return policy


def _own(call: Call, organization: Organization, id_: str) -> Policy:
    """As `need`, but not one of AWS. Errors: PolicyNotFoundException, InvalidInputException (IMMUTABLE_POLICY)."""
    policy = need(call, organization, id_)
    if not policy.organization:
        raise errors.invalid("IMMUTABLE_POLICY")
    return policy


def _check_name(call: Call, organization: Organization, kind: str, name: str, but: str = "") -> None:
    named = [policy.name for policy in AWS_MANAGED.values() if policy.type == kind]
    others = call.tx.scan(Policy, organization.id, kind, name, index="type")
    if name in named or any(policy.id != but for policy in others):
        raise errors.of(shapes.DuplicatePolicyException)


@operation("CreatePolicy", on=names.governs())
def create_policy(call: Call, req: CreatePolicyRequest) -> CreatePolicyResponse:
    """Write a policy; it may be of a type that is not enabled yet.

    Errors: PolicyTypeNotAvailableForOrganizationException, MalformedPolicyDocumentException, DuplicatePolicyException,
    ConstraintViolationException (POLICY_CONTENT_LIMIT_EXCEEDED, POLICY_NUMBER_LIMIT_EXCEEDED).
    Source: API Reference, CreatePolicy.
    """
    organization, tx = access.governed(call), call.tx
    if not organization.all_features:
        raise errors.of(shapes.PolicyTypeNotAvailableForOrganizationException)
    kind = req["Type"]
    tags = tagging.checked(req.get("Tags"))
    documents.check(kind, req["Content"])
    _check_name(call, organization, kind, req["Name"])
    quota = call.quota(f"policies-of-type-{kind}", POLICY_TYPES[kind].policies_max)
    if tx.count(Policy, organization.id, kind, index="type") >= quota:
        raise errors.violates("POLICY_NUMBER_LIMIT_EXCEEDED")
    id_ = "p-" + call.ids.alnum(8).lower()
    policy = Policy(organization.id, id_, kind, req["Name"], req["Description"], req["Content"])
    tx.put(policy)
    set_tags(tx, names.policy_arn(organization, policy), tags)
    return {"Policy": {"PolicySummary": summary(organization, policy), "Content": policy.content}}


@operation("DescribePolicy", on=names.reads("PolicyId"))
def describe_policy(call: Call, req: DescribePolicyRequest) -> DescribePolicyResponse:
    """Tell a policy with its content.

    Errors: PolicyNotFoundException.
    Source: API Reference, DescribePolicy.
    """
    organization = access.read(call)
    policy = need(call, organization, req["PolicyId"])
    return {"Policy": {"PolicySummary": summary(organization, policy), "Content": policy.content}}


@operation("UpdatePolicy", on=names.governs("PolicyId"))
def update_policy(call: Call, req: UpdatePolicyRequest) -> UpdatePolicyResponse:
    """Give a policy another name, description or content; it holds at once wherever it is attached.

    Errors: PolicyNotFoundException, InvalidInputException (IMMUTABLE_POLICY), DuplicatePolicyException,
    MalformedPolicyDocumentException, ConstraintViolationException (POLICY_CONTENT_LIMIT_EXCEEDED).
    Source: API Reference, UpdatePolicy.
    """
    organization = access.governed(call)
    policy = _own(call, organization, req["PolicyId"])
    changed = policy.replace(
        name=req.get("Name", policy.name),
        description=req.get("Description", policy.description),
        content=req.get("Content", policy.content),
    )
    if changed.content != policy.content:
        documents.check(policy.type, changed.content)
    _check_name(call, organization, policy.type, changed.name, policy.id)
    call.tx.put(changed)
    attachments.touch(call.tx, organization, changed)
    return {"Policy": {"PolicySummary": summary(organization, changed), "Content": changed.content}}


@operation("DeletePolicy", on=names.governs("PolicyId"))
def delete_policy(call: Call, req: DeletePolicyRequest) -> None:
    """Delete a policy that is attached to nothing.

    Errors: PolicyNotFoundException, InvalidInputException (IMMUTABLE_POLICY), PolicyInUseException.
    Source: API Reference, DeletePolicy.
    """
    organization, tx = access.governed(call), call.tx
    policy = _own(call, organization, req["PolicyId"])
    if tx.count(Attachment, organization.id, policy.id):
        raise errors.of(shapes.PolicyInUseException)
    set_tags(tx, names.policy_arn(organization, policy), {})
    tx.delete(policy)


@operation("ListPolicies", on=names.reads())
def list_policies(call: Call, req: ListPoliciesRequest) -> Page:
    """The policies of a type by name, that of AWS behind them.

    Source: API Reference, ListPolicies.
    """
    organization = access.read(call)
    kind = req["Filter"]

    def key(policy: Policy) -> tuple[bool, str, str]:
        return not policy.organization, policy.name, policy.id

    own = call.tx.scan(Policy, organization.id, kind, index="type")
    managed = (policy for policy in AWS_MANAGED.values() if policy.type == kind)
    rows = [*own, *(managed if organization.all_features else ())]
    return listing.page(
        req, "Policies", listing.after(call, rows, key), lambda policy: summary(organization, policy), key
    )


@operation("EnablePolicyType", on=names.governs("RootId"))
def enable_policy_type(call: Call, req: EnablePolicyTypeRequest) -> EnablePolicyTypeResponse:
    """Let policies of a type be attached; everything gets the one with which the type begins.

    Errors: RootNotFoundException, PolicyTypeNotAvailableForOrganizationException, PolicyTypeAlreadyEnabledException,
    ConstraintViolationException (SERVICE_ACCESS_NOT_ENABLED).
    Source: API Reference, EnablePolicyType.
    Differs: the type is enabled at once, where AWS does it in the background (PENDING_ENABLE).
    """
    organization = access.governed(call)
    _check_root(organization, req["RootId"])
    kind = req["PolicyType"]
    if not organization.all_features:
        raise errors.of(shapes.PolicyTypeNotAvailableForOrganizationException)
    if kind in organization.enabled:
        raise errors.of(shapes.PolicyTypeAlreadyEnabledException)
    service = POLICY_TYPES[kind].service
    if service and service not in organization.services:
        raise errors.type_needs_service_access()
    return {"Root": root_of(attachments.enable(call.tx, organization, kind))}


@operation("DisablePolicyType", on=names.governs("RootId"))
def disable_policy_type(call: Call, req: DisablePolicyTypeRequest) -> DisablePolicyTypeResponse:
    """Detach all policies of a type from everything; they stay, their attachments are lost.

    Errors: RootNotFoundException, PolicyTypeNotEnabledException.
    Source: API Reference, DisablePolicyType; User Guide, Disabling a policy type.
    Differs: at once, where AWS does it in the background.
    """
    organization = access.governed(call)
    _check_root(organization, req["RootId"])
    if req["PolicyType"] not in organization.enabled:
        raise errors.of(shapes.PolicyTypeNotEnabledException)
    return {"Root": root_of(attachments.disable(call.tx, organization, req["PolicyType"]))}


def _check_root(organization: Organization, id_: str) -> None:
    if id_ != organization.root:
        raise errors.of(shapes.RootNotFoundException)
