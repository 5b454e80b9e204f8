"""The resource policy of the organization: what it lets members do."""

from typing import Any

import orjson

from fogbank.kernel.call import Call
from fogbank.kernel.identity import grammar, named
from fogbank.kernel.operation import operation
from fogbank.kernel.tags import set_tags, tags_of
from fogbank.services.organizations import _shapes as shapes
from fogbank.services.organizations import access, errors, names, tagging
from fogbank.services.organizations._shapes import (
    DescribeResourcePolicyResponse,
    PutResourcePolicyRequest,
    PutResourcePolicyResponse,
    ResourcePolicy,
)
from fogbank.services.organizations.records import Organization

# Source: Organizations User Guide, Delegated administrator for AWS Organizations, Supported delegation policy actions.
_ACTIONS = frozenset(
    f"organizations:{name}".lower()
    for name in (
        "AttachPolicy",
        "CreatePolicy",
        "DeletePolicy",
        "DescribeAccount",
        "DescribeCreateAccountStatus",
        "DescribeEffectivePolicy",
        "DescribeHandshake",
        "DescribeOrganization",
        "DescribeOrganizationalUnit",
        "DescribePolicy",
        "DescribeResourcePolicy",
        "DetachPolicy",
        "DisablePolicyType",
        "EnablePolicyType",
        "ListAWSServiceAccessForOrganization",
        "ListAccounts",
        "ListAccountsForParent",
        "ListChildren",
        "ListCreateAccountStatus",
        "ListDelegatedAdministrators",
        "ListDelegatedServicesForAccount",
        "ListHandshakesForAccount",
        "ListHandshakesForOrganization",
        "ListOrganizationalUnitsForParent",
        "ListParents",
        "ListPolicies",
        "ListPoliciesForTarget",
        "ListRoots",
        "ListTagsForResource",
        "ListTargetsForPolicy",
        "TagResource",
        "UntagResource",
        "UpdatePolicy",
    )
)


def _check(content: str) -> None:
    """Errors: InvalidInputException (INVALID_RESOURCE_POLICY_JSON, UNSUPPORTED_ACTION_IN_RESOURCE_POLICY)."""
    if grammar.check(content, "resource") is not None:
        raise errors.invalid("INVALID_RESOURCE_POLICY_JSON")
    for statement in _many(orjson.loads(content)["Statement"]):
        for action in _many(statement.get("Action", [])):
            if "*" not in action and "?" not in action and action.lower() not in _ACTIONS:
                raise errors.invalid("UNSUPPORTED_ACTION_IN_RESOURCE_POLICY")
        if statement.get("Principal") in ("*", {"AWS": "*"}) and "Condition" not in statement:
            raise errors.invalid("INVALID_PRINCIPAL")


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _shown(call: Call, organization: Organization) -> ResourcePolicy:
    arn = names.arn_of(organization, "resourcepolicy", organization.policy_id)
    content = named.show(call, organization.policy)
    return {"ResourcePolicySummary": {"Id": organization.policy_id, "Arn": arn}, "Content": content}


@operation("PutResourcePolicy", on=names.manages())
def put_resource_policy(call: Call, req: PutResourcePolicyRequest) -> PutResourcePolicyResponse:
    """Say what members may do in the organization's stead; an older policy is replaced and keeps its id and tags.

    Errors: InvalidInputException (INVALID_RESOURCE_POLICY_JSON, UNSUPPORTED_ACTION_IN_RESOURCE_POLICY,
    INVALID_PRINCIPAL), ConstraintViolationException (ORGANIZATION_NOT_IN_ALL_FEATURES_MODE).
    Source: API Reference, PutResourcePolicy.
    """
    organization, tx = access.with_all_features(access.managed(call)), call.tx
    _check(req["Content"])
    id_ = organization.policy_id or "rp-" + call.ids.alnum(8).lower()
    arn = names.arn_of(organization, "resourcepolicy", id_)
    set_tags(tx, arn, tagging.checked(req.get("Tags"), tags_of(tx, arn)))
    content = named.keep(call, req["Content"], lambda name: errors.invalid("INVALID_PRINCIPAL"))
    changed = organization.replace(policy=content, policy_id=id_)
    tx.put(changed)
    return {"ResourcePolicy": _shown(call, changed)}


@operation("DescribeResourcePolicy", on=names.reads())
def describe_resource_policy(call: Call, req: Any) -> DescribeResourcePolicyResponse:
    """Tell the resource policy.

    Errors: ResourcePolicyNotFoundException.
    Source: API Reference, DescribeResourcePolicy.
    """
    organization = access.read(call)
    if not organization.policy:
        raise errors.of(shapes.ResourcePolicyNotFoundException)
    return {"ResourcePolicy": _shown(call, organization)}


@operation("DeleteResourcePolicy", on=names.manages())
def delete_resource_policy(call: Call, req: Any) -> None:
    """Let no member do anything in the organization's stead.

    Errors: ResourcePolicyNotFoundException.
    Source: API Reference, DeleteResourcePolicy.
    """
    organization = access.managed(call)
    if not organization.policy:
        raise errors.of(shapes.ResourcePolicyNotFoundException)
    set_tags(call.tx, names.arn_of(organization, "resourcepolicy", organization.policy_id), {})
    call.tx.put(organization.replace(policy="", policy_id=""))
