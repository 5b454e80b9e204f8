"""Which managed policies users, groups and roles have, and who has a policy."""

from collections.abc import Iterator
from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.operation import operation
from fogbank.kernel.paging import Page
from fogbank.services.iam import _shapes as shapes
from fogbank.services.iam import catalogue, errors, holders, limits, listing, names
from fogbank.services.iam.records import Attachment, Holder

_TABLES = {kind.title: table for table, kind in holders.KINDS.items()}
# Below this path are AWS's policies for service-linked roles.
_SERVICE_ROLES = "/aws-service-role/"


def _attach(call: Call, holder: Holder, arn: str) -> None:
    """One that is attached already stays so. Errors: InvalidInput, NoSuchEntity, PolicyNotAttachable, LimitExceeded."""
    policy = catalogue.usable(call.tx, call.account, arn)
    if policy is None:
        raise errors.not_attachable(arn)
    if policy.account == catalogue.AWS and policy.path.startswith(_SERVICE_ROLES):
        raise errors.service_role_policy()
    if arn not in holder.attached:
        limits.check(call, f"PoliciesPer{holders.kind_of(holder).title}", len(holder.attached) + 1)
        holders.attach(call.tx, holder, arn)


def _detach(call: Call, holder: Holder, arn: str) -> None:
    """Errors: InvalidInput, NoSuchEntity."""
    catalogue.check_arn(arn)
    if arn not in holder.attached:
        raise errors.no_policy(arn)
    holders.detach(call.tx, holder, arn)


def _list(call: Call, holder: Holder, req: Any) -> Page:
    """In the order in which they were attached. `resume`: how many were shown."""
    shown = call.resume[0] if call.resume else 0
    prefix = req.get("PathPrefix", "/")
    rows = [
        (at, arn) for at, arn in enumerate(holder.attached, 1) if at > shown and names.path_of(arn).startswith(prefix)
    ]
    return listing.page(
        "AttachedPolicies",
        rows,
        req,
        lambda row: {"PolicyName": row[1].rpartition("/")[2], "PolicyArn": row[1]},
        lambda row: (row[0],),
    )


@operation("AttachUserPolicy", on=names.on_user)
def attach_user_policy(call: Call, req: shapes.AttachUserPolicyRequest) -> None:
    """Attach a managed policy to a user.

    Errors: NoSuchEntity, InvalidInput, LimitExceeded, PolicyNotAttachable.
    Source: API Reference, AttachUserPolicy.
    """
    _attach(call, names.user(call, req["UserName"]), req["PolicyArn"])


@operation("AttachGroupPolicy", on=names.on_group)
def attach_group_policy(call: Call, req: shapes.AttachGroupPolicyRequest) -> None:
    """Attach a managed policy to a group.

    Errors: NoSuchEntity, InvalidInput, LimitExceeded, PolicyNotAttachable.
    Source: API Reference, AttachGroupPolicy.
    """
    _attach(call, names.group(call, req["GroupName"]), req["PolicyArn"])


@operation("AttachRolePolicy", on=names.on_role)
def attach_role_policy(call: Call, req: shapes.AttachRolePolicyRequest) -> None:
    """Attach a managed policy to a role.

    Errors: NoSuchEntity, InvalidInput, LimitExceeded, PolicyNotAttachable, UnmodifiableEntity.
    Source: API Reference, AttachRolePolicy.
    """
    _attach(call, names.own_role(call, req["RoleName"]), req["PolicyArn"])


@operation("DetachUserPolicy", on=names.on_user)
def detach_user_policy(call: Call, req: shapes.DetachUserPolicyRequest) -> None:
    """Detach a managed policy from a user.

    Errors: NoSuchEntity, InvalidInput.
    Source: API Reference, DetachUserPolicy.
    """
    _detach(call, names.user(call, req["UserName"]), req["PolicyArn"])


@operation("DetachGroupPolicy", on=names.on_group)
def detach_group_policy(call: Call, req: shapes.DetachGroupPolicyRequest) -> None:
    """Detach a managed policy from a group.

    Errors: NoSuchEntity, InvalidInput.
    Source: API Reference, DetachGroupPolicy.
    """
    _detach(call, names.group(call, req["GroupName"]), req["PolicyArn"])


@operation("DetachRolePolicy", on=names.on_role)
def detach_role_policy(call: Call, req: shapes.DetachRolePolicyRequest) -> None:
    """Detach a managed policy from a role.

    Errors: NoSuchEntity, InvalidInput, UnmodifiableEntity.
    Source: API Reference, DetachRolePolicy.
    """
    _detach(call, names.own_role(call, req["RoleName"]), req["PolicyArn"])


@operation("ListAttachedUserPolicies", on=names.on_user)
def list_attached_user_policies(call: Call, req: shapes.ListAttachedUserPoliciesRequest) -> Page:
    """The managed policies of a user, below a path.

    Errors: NoSuchEntity.
    Source: API Reference, ListAttachedUserPolicies.
    """
    return _list(call, names.user(call, req["UserName"]), req)


@operation("ListAttachedGroupPolicies", on=names.on_group)
def list_attached_group_policies(call: Call, req: shapes.ListAttachedGroupPoliciesRequest) -> Page:
    """The managed policies of a group, below a path.

    Errors: NoSuchEntity.
    Source: API Reference, ListAttachedGroupPolicies.
    """
    return _list(call, names.group(call, req["GroupName"]), req)


@operation("ListAttachedRolePolicies", on=names.on_role)
def list_attached_role_policies(call: Call, req: shapes.ListAttachedRolePoliciesRequest) -> Page:
    """The managed policies of a role, below a path.

    Errors: NoSuchEntity.
    Source: API Reference, ListAttachedRolePolicies.
    """
    return _list(call, names.role(call, req["RoleName"]), req)


@operation("ListEntitiesForPolicy", on=names.on_policy)
def list_entities_for_policy(call: Call, req: shapes.ListEntitiesForPolicyRequest) -> Page:
    """The account's groups, users and roles that have a managed policy, as policy or as boundary.

    Errors: NoSuchEntity, InvalidInput.
    Source: API Reference, ListEntitiesForPolicy.
    """
    catalogue.check_arn(req["PolicyArn"])
    if catalogue.find(call.tx, req["PolicyArn"]) is None:
        raise errors.no_policy(req["PolicyArn"])
    page = listing.page("all", _entities(call, req), req, lambda holder: holder, _place)
    members: dict[str, Any] = {"PolicyGroups": [], "PolicyUsers": [], "PolicyRoles": []}
    for holder in page.members["all"]:
        title = holders.kind_of(holder).title
        members[f"Policy{title}s"].append({f"{title}Name": holder.name, f"{title}Id": holder.id})
    return page._replace(members={**members, "IsTruncated": page.members["IsTruncated"]})


def _entities(call: Call, req: Any) -> Iterator[Holder]:
    """Each once, in order of kind and name, from where the last page ended."""
    usages = [req["PolicyUsageFilter"]] if "PolicyUsageFilter" in req else [catalogue.PERMISSIONS, catalogue.BOUNDARY]
    rows = [row for usage in usages for row in call.tx.scan(Attachment, call.account, req["PolicyArn"], usage)]
    for kind, key in sorted({(row.kind, row.holder) for row in rows}):
        holder = call.tx.get(_TABLES[kind], call.account, key)
        assert holder is not None
        wanted = kind == req.get("EntityFilter", kind) and holder.path.startswith(req.get("PathPrefix", "/"))
        if wanted and (call.resume is None or (kind, key) > call.resume):
            yield holder


def _place(holder: Holder) -> tuple[str, str]:
    return holders.kind_of(holder).title, holder.key
