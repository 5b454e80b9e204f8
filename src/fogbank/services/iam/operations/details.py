"""Everything that an account holds, in one answer; and the condition keys that policies ask for."""

from collections.abc import Iterator
from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.identity import grammar
from fogbank.kernel.operation import Target, operation
from fogbank.kernel.paging import Page
from fogbank.services.iam import _shapes as shapes
from fogbank.services.iam import catalogue, errors, holders, identity, listing, names, rules, shown
from fogbank.services.iam.records import (
    Attachment,
    Entity,
    Group,
    Holder,
    InstanceProfile,
    Policy,
    Role,
    User,
)

# In the order of the answer: what Filter calls it, its table and the list that it is told in.
_PARTS: tuple[tuple[str, type[Entity], str], ...] = (
    ("User", User, "UserDetailList"),
    ("Group", Group, "GroupDetailList"),
    ("Role", Role, "RoleDetailList"),
    ("LocalManagedPolicy", Policy, "Policies"),
    ("AWSManagedPolicy", Policy, "Policies"),
)


@operation("GetAccountAuthorizationDetails")
def get_account_authorization_details(call: Call, req: shapes.GetAccountAuthorizationDetailsRequest) -> Page:
    """All users, groups, roles and policies with what they hold, in pages over all of them.

    Source: API Reference, GetAccountAuthorizationDetails.
    Differs: of AWS's managed policies those that are used in the account, and only their version in force.
    """
    wanted = req.get("Filter") or [part for part, _, _ in _PARTS]
    page = listing.page("all", _all(call, wanted), req, lambda row: row, lambda row: (row[0], row[1].key, row[1].arn))
    members: dict[str, list[Any]] = {member: [] for _, _, member in _PARTS}
    for part, entity in page.members["all"]:
        members[_PARTS[part][2]].append(_detail(call, entity))
    return page._replace(members={**members, "IsTruncated": page.members["IsTruncated"]})


def _all(call: Call, wanted: list[str]) -> Iterator[tuple[int, Entity]]:
    """What stands behind the last page's end: the number of the part, and the thing."""
    at, key, arn = call.resume or (0, "", "")
    for part, (name, table, _) in enumerate(_PARTS):
        if name not in wanted or part < at:
            continue
        begun = part == at and bool(key)
        if name == "AWSManagedPolicy":
            used = {row.policy for row in call.tx.scan(Attachment, call.account)}
            found = (catalogue.find(call.tx, each) for each in sorted(used) if not begun or each > arn)
            yield from ((part, policy) for policy in found if policy and policy.account == catalogue.AWS)
        else:
            rows = call.tx.scan(table, call.account, after=(key,) if begun else None)
            yield from ((part, row) for row in rows)


def _detail(call: Call, entity: Entity) -> Any:
    tx = call.tx
    if isinstance(entity, User):
        groups = [group.name for group in holders.groups(tx, entity)]
        return {**shown.whole_user(tx, entity), "GroupList": groups, **_held("User", entity)}
    if isinstance(entity, Group):
        return {**shown.group(entity), **_held("Group", entity)}
    if isinstance(entity, Role):
        profiles = tx.scan(InstanceProfile, entity.account, entity.key, index="role")
        shape = shown.whole_role(tx, entity)
        for member in ("Description", "MaxSessionDuration", "MaxSigninSessionDuration"):
            shape.pop(member, None)
        return {
            **shape,
            "InstanceProfileList": [shown.profile(tx, profile) for profile in profiles],
            **_held("Role", entity),
        }
    assert isinstance(entity, Policy)
    versions = [shown.version(version, whole=True) for version in reversed(entity.versions)]
    return {**shown.counted_policy(tx, call.account, entity), "PolicyVersionList": versions}


def _held(kind: str, holder: Holder) -> dict[str, Any]:
    inline = [
        {"PolicyName": name, "PolicyDocument": rules.encoded(document)}
        for name, document in sorted(holder.inline.items())
    ]
    held: dict[str, Any] = {"AttachedManagedPolicies": shown.attached(holder)}
    if inline or kind == "Role":
        held[f"{kind}PolicyList"] = inline
    return held


@operation("GetContextKeysForCustomPolicy")
def get_context_keys_for_custom_policy(
    call: Call, req: shapes.GetContextKeysForCustomPolicyRequest
) -> shapes.GetContextKeysForPolicyResponse:
    """The condition keys that the policies of the request ask for.

    Errors: InvalidInput.
    Source: API Reference, GetContextKeysForCustomPolicy.
    """
    return _context_keys(_given(req["PolicyInputList"]))


def _on_source(call: Call, req: dict[str, Any]) -> Target:
    """The user, group or role whose policies are asked about."""
    place = names.place(req["PolicySourceArn"])
    return Target(req["PolicySourceArn"], place[0] if place is not None else call.account)


@operation("GetContextKeysForPrincipalPolicy", on=_on_source)
def get_context_keys_for_principal_policy(
    call: Call, req: shapes.GetContextKeysForPrincipalPolicyRequest
) -> shapes.GetContextKeysForPolicyResponse:
    """The condition keys that the policies of a user (with its groups), group or role ask for, and those given.

    Errors: NoSuchEntity, InvalidInput.
    Source: API Reference, GetContextKeysForPrincipalPolicy.
    """
    arn = req["PolicySourceArn"]
    holder = next((found for table in holders.KINDS if (found := names.by_arn(call.tx, table, arn))), None)
    if holder is None:
        kind, _, name = arn.rpartition(":")[2].partition("/")
        if kind not in (each.word for each in holders.KINDS.values()):
            raise errors.bad_arn(arn)
        raise errors.no_entity(kind, name.rpartition("/")[2])
    own = [attached.document for attached in identity.of_holder(call.tx, holder)]
    return _context_keys(own + _given(req.get("PolicyInputList", [])))


def _given(documents: list[str]) -> list[str]:
    """Errors: InvalidInput."""
    for position, document in enumerate(documents, 1):
        if grammar.check(document, "identity") and grammar.check(document, "resource"):
            raise errors.bad_policy_input(position)
    return documents


def _context_keys(documents: list[str]) -> shapes.GetContextKeysForPolicyResponse:
    keys = dict.fromkeys(key for document in documents for key in rules.context_keys(document))
    return {"ContextKeyNames": list(keys)}
