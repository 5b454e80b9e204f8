"""Policies on roots, units and accounts, and what they come to."""

from typing import Any

import orjson

from fogbank.kernel.call import Call
from fogbank.kernel.operation import operation
from fogbank.kernel.paging import Page
from fogbank.services.organizations import _shapes as shapes
from fogbank.services.organizations import access, attachments, effective, errors, listing, names, tree
from fogbank.services.organizations._shapes import (
    AttachPolicyRequest,
    DescribeEffectivePolicyRequest,
    DescribeEffectivePolicyResponse,
    DetachPolicyRequest,
    ListPoliciesForTargetRequest,
    ListTargetsForPolicyRequest,
    PolicyTargetSummary,
)
from fogbank.services.organizations.operations.policies import need, summary
from fogbank.services.organizations.policy_types import POLICY_TYPES, RESOURCE_CONTROL
from fogbank.services.organizations.records import Attached, Attachment, Organization


def _target(call: Call, organization: Organization, id_: str) -> tree.Node:
    found = tree.node(call.tx, organization, id_)
    if found is None:
        raise errors.of(shapes.TargetNotFoundException)
    return found


@operation("AttachPolicy", on=names.governs("PolicyId", "TargetId"))
def attach_policy(call: Call, req: AttachPolicyRequest) -> None:
    """Attach a policy to a root, unit or account; it holds at once, for all below it.

    Errors: PolicyNotFoundException, TargetNotFoundException, PolicyTypeNotEnabledException,
    DuplicatePolicyAttachmentException, ConstraintViolationException (MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED).
    Source: API Reference, AttachPolicy.
    """
    organization, tx = access.governed(call), call.tx
    policy = need(call, organization, req["PolicyId"])
    target = _target(call, organization, req["TargetId"])
    if policy.type not in organization.enabled:
        raise errors.of(shapes.PolicyTypeNotEnabledException)
    there = attachments.attached(tx, organization, target.id, policy.type)
    if policy.id in there:
        raise errors.of(shapes.DuplicatePolicyAttachmentException)
    if len(there) >= POLICY_TYPES[policy.type].attached_max:
        raise errors.violates("MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED")
    attachments.attach(tx, organization, target.id, policy)


@operation("DetachPolicy", on=names.governs("PolicyId", "TargetId"))
def detach_policy(call: Call, req: DetachPolicyRequest) -> None:
    """Detach a policy; one SCP always stays, and so does RCPFullAWSAccess.

    Errors: PolicyNotFoundException, TargetNotFoundException, PolicyNotAttachedException,
    ConstraintViolationException (MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED), InvalidInputException
    (NON_DETACHABLE_POLICY).
    Source: API Reference, DetachPolicy.
    """
    organization, tx = access.governed(call), call.tx
    policy = need(call, organization, req["PolicyId"])
    target = _target(call, organization, req["TargetId"])
    there = attachments.attached(tx, organization, target.id, policy.type)
    if policy.id not in there:
        raise errors.of(shapes.PolicyNotAttachedException)
    initial = POLICY_TYPES[policy.type].initial
    if policy.type == RESOURCE_CONTROL and policy.id == initial:
        raise errors.invalid("NON_DETACHABLE_POLICY")
    if initial and len(there) == 1:
        raise errors.violates("MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED")
    attachments.detach(tx, organization, target.id, policy)


@operation("ListPoliciesForTarget", on=names.reads("TargetId"))
def list_policies_for_target(call: Call, req: ListPoliciesForTargetRequest) -> Page:
    """The policies of a type that are attached to a root, unit or account itself, in order of their attachment.

    Errors: TargetNotFoundException.
    Source: API Reference, ListPoliciesForTarget.
    """
    organization, tx = access.read(call), call.tx
    target = _target(call, organization, req["TargetId"])
    rows = list(enumerate(attachments.policies_on(tx, organization, target.id, req["Filter"])))
    return listing.page(
        req,
        "Policies",
        listing.after(call, rows, lambda row: (row[0],)),
        lambda row: summary(organization, row[1]),
        lambda row: (row[0],),
    )


@operation("ListTargetsForPolicy", on=names.reads("PolicyId"))
def list_targets_for_policy(call: Call, req: ListTargetsForPolicyRequest) -> Page:
    """The roots, units and accounts that a policy is attached to.

    Errors: PolicyNotFoundException.
    Source: API Reference, ListTargetsForPolicy.
    """
    organization = access.read(call)
    policy = need(call, organization, req["PolicyId"])
    rows = call.tx.scan(Attachment, organization.id, policy.id, after=call.resume)

    def show(attachment: Attachment) -> PolicyTargetSummary:
        target = _target(call, organization, attachment.target)
        arn = names.arn_of_id(call.tx, organization, target.id)
        return {"TargetId": target.id, "Arn": arn, "Name": target.name, "Type": target.kind}

    return listing.page(req, "Targets", rows, show, lambda attachment: (attachment.target,))


@operation("DescribeEffectivePolicy", on=names.on_effective_policy)
def describe_effective_policy(call: Call, req: DescribeEffectivePolicyRequest) -> DescribeEffectivePolicyResponse:
    """Tell what the management policies of a type come to for an account: the caller's, or one that it manages.

    Errors: TargetNotFoundException, InvalidInputException (TARGET_NOT_SUPPORTED), EffectivePolicyNotFoundException,
    AccessDeniedException (a member that asks for another account).
    Source: API Reference, DescribeEffectivePolicy; User Guide, Policy syntax and inheritance.
    """
    organization, tx, kind = access.own(call), call.tx, req["PolicyType"]
    account = req.get("TargetId", call.account)
    if account != call.account:
        access.read(call)
    if _target(call, organization, account).kind != tree.ACCOUNT:
        raise errors.invalid("TARGET_NOT_SUPPORTED")
    levels: list[list[dict[str, Any]]] = []
    changed_at = 0.0
    for target in tree.line(tx, organization, account):
        levels.append([orjson.loads(p.content) for p in attachments.policies_on(tx, organization, target, kind)])
        if found := tx.get(Attached, organization.id, target, kind):
            changed_at = max(changed_at, found.changed_at)
    if kind not in organization.enabled or not any(levels):
        raise errors.of(shapes.EffectivePolicyNotFoundException)
    return {
        "EffectivePolicy": {
            "PolicyContent": orjson.dumps(effective.merged(levels)).decode(),
            "LastUpdatedTimestamp": changed_at,
            "TargetId": account,
            "PolicyType": kind,
        }
    }
