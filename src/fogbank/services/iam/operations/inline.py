"""Policies that are part of a user, a group or a role."""

from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.identity import grammar
from fogbank.kernel.operation import operation
from fogbank.kernel.paging import Page
from fogbank.services.iam import _shapes as shapes
from fogbank.services.iam import errors, limits, listing, names, rules
from fogbank.services.iam.holders import kind_of
from fogbank.services.iam.records import Holder


def _put(call: Call, holder: Holder, req: Any) -> None:
    """Add or replace one. All of a holder's inline policies count against one quota.

    Errors: MalformedPolicyDocument, LimitExceeded.
    """
    rules.check_document(req["PolicyDocument"], "identity")
    kind = kind_of(holder)
    inline = {**holder.inline, req["PolicyName"]: req["PolicyDocument"]}
    limit = limits.of(call, f"{kind.title}PolicySize")
    if sum(map(grammar.size, inline.values())) > limit:
        raise errors.inline_too_large(limit, kind.word, holder.name)
    call.tx.put(holder.replace(inline=inline))


def _document(holder: Holder, name: str) -> str:
    if name not in holder.inline:
        raise errors.no_entity(f"{kind_of(holder).word} policy", name)
    return holder.inline[name]


def _get(holder: Holder, name: str) -> Any:
    document = rules.encoded(_document(holder, name))
    return {f"{kind_of(holder).title}Name": holder.name, "PolicyName": name, "PolicyDocument": document}


def _delete(call: Call, holder: Holder, name: str) -> None:
    _document(holder, name)
    call.tx.put(holder.replace(inline={other: text for other, text in holder.inline.items() if other != name}))


def _list(call: Call, holder: Holder, req: Any) -> Page:
    rest = [name for name in sorted(holder.inline) if call.resume is None or name > call.resume[0]]
    return listing.page("PolicyNames", rest, req, lambda name: name, lambda name: (name,))


@operation("PutUserPolicy", on=names.on_user)
def put_user_policy(call: Call, req: shapes.PutUserPolicyRequest) -> None:
    """Add or replace an inline policy of a user.

    Errors: NoSuchEntity, MalformedPolicyDocument, LimitExceeded.
    Source: API Reference, PutUserPolicy.
    """
    _put(call, names.user(call, req["UserName"]), req)


@operation("PutGroupPolicy", on=names.on_group)
def put_group_policy(call: Call, req: shapes.PutGroupPolicyRequest) -> None:
    """Add or replace an inline policy of a group.

    Errors: NoSuchEntity, MalformedPolicyDocument, LimitExceeded.
    Source: API Reference, PutGroupPolicy.
    """
    _put(call, names.group(call, req["GroupName"]), req)


@operation("PutRolePolicy", on=names.on_role)
def put_role_policy(call: Call, req: shapes.PutRolePolicyRequest) -> None:
    """Add or replace an inline policy of a role.

    Errors: NoSuchEntity, MalformedPolicyDocument, LimitExceeded, UnmodifiableEntity.
    Source: API Reference, PutRolePolicy.
    """
    _put(call, names.own_role(call, req["RoleName"]), req)


@operation("GetUserPolicy", on=names.on_user)
def get_user_policy(call: Call, req: shapes.GetUserPolicyRequest) -> shapes.GetUserPolicyResponse:
    """Tell an inline policy of a user.

    Errors: NoSuchEntity.
    Source: API Reference, GetUserPolicy.
    """
    answer: shapes.GetUserPolicyResponse = _get(names.user(call, req["UserName"]), req["PolicyName"])
    return answer


@operation("GetGroupPolicy", on=names.on_group)
def get_group_policy(call: Call, req: shapes.GetGroupPolicyRequest) -> shapes.GetGroupPolicyResponse:
    """Tell an inline policy of a group.

    Errors: NoSuchEntity.
    Source: API Reference, GetGroupPolicy.
    """
    answer: shapes.GetGroupPolicyResponse = _get(names.group(call, req["GroupName"]), req["PolicyName"])
    return answer


@operation("GetRolePolicy", on=names.on_role)
def get_role_policy(call: Call, req: shapes.GetRolePolicyRequest) -> shapes.GetRolePolicyResponse:
    """Tell an inline policy of a role.

    Errors: NoSuchEntity.
    Source: API Reference, GetRolePolicy.
    """
    answer: shapes.GetRolePolicyResponse = _get(names.role(call, req["RoleName"]), req["PolicyName"])
    return answer


@operation("DeleteUserPolicy", on=names.on_user)
def delete_user_policy(call: Call, req: shapes.DeleteUserPolicyRequest) -> None:
    """Take an inline policy from a user.

    Errors: NoSuchEntity.
    Source: API Reference, DeleteUserPolicy.
    """
    _delete(call, names.user(call, req["UserName"]), req["PolicyName"])


@operation("DeleteGroupPolicy", on=names.on_group)
def delete_group_policy(call: Call, req: shapes.DeleteGroupPolicyRequest) -> None:
    """Take an inline policy from a group.

    Errors: NoSuchEntity.
    Source: API Reference, DeleteGroupPolicy.
    """
    _delete(call, names.group(call, req["GroupName"]), req["PolicyName"])


@operation("DeleteRolePolicy", on=names.on_role)
def delete_role_policy(call: Call, req: shapes.DeleteRolePolicyRequest) -> None:
    """Take an inline policy from a role.

    Errors: NoSuchEntity, UnmodifiableEntity.
    Source: API Reference, DeleteRolePolicy.
    """
    _delete(call, names.own_role(call, req["RoleName"]), req["PolicyName"])


@operation("ListUserPolicies", on=names.on_user)
def list_user_policies(call: Call, req: shapes.ListUserPoliciesRequest) -> Page:
    """The names of a user's inline policies.

    Errors: NoSuchEntity.
    Source: API Reference, ListUserPolicies.
    """
    return _list(call, names.user(call, req["UserName"]), req)


@operation("ListGroupPolicies", on=names.on_group)
def list_group_policies(call: Call, req: shapes.ListGroupPoliciesRequest) -> Page:
    """The names of a group's inline policies.

    Errors: NoSuchEntity.
    Source: API Reference, ListGroupPolicies.
    """
    return _list(call, names.group(call, req["GroupName"]), req)


@operation("ListRolePolicies", on=names.on_role)
def list_role_policies(call: Call, req: shapes.ListRolePoliciesRequest) -> Page:
    """The names of a role's inline policies.

    Errors: NoSuchEntity.
    Source: API Reference, ListRolePolicies.
    """
    return _list(call, names.role(call, req["RoleName"]), req)
