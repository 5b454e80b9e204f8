"""The policy simulator: what calls would be told, by policies that are given or that a principal has."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from fogbank.kernel.arn import parse
from fogbank.kernel.call import Call
from fogbank.kernel.identity import grammar
from fogbank.kernel.identity.held import Attached, Ceilings
from fogbank.kernel.identity.patterns import Value, glob
from fogbank.kernel.identity.principal import Principal
from fogbank.kernel.operation import Target, operation
from fogbank.kernel.paging import Page
from fogbank.kernel.tags import tags_of
from fogbank.services.iam import _shapes as shapes
from fogbank.services.iam import catalogue, errors, holders, identity, listing, names, simulation, simulation_errors
from fogbank.services.iam.records import Holder, Role, User
from fogbank.services.iam.simulation import Scene

_POLICIES, _BOUNDARIES = "PolicyInputList", "PermissionsBoundaryPolicyInputList"
_LEVELS = "OrderedOrganizationPolicyInputList"


@operation("SimulateCustomPolicy")
def simulate_custom_policy(call: Call, req: shapes.SimulateCustomPolicyRequest) -> Page:
    """Tell what policies of the request would allow.

    Errors: InvalidInput.
    Source: API Reference, SimulateCustomPolicy.
    Differs: ResourceHandlingOption changes nothing: every resource that is named is simulated.
    """
    caller = req.get("CallerArn")
    if caller is None and req.get("ResourcePolicy"):
        raise simulation_errors.no_caller()
    principal = _principal(call, caller or f"arn:{call.partition}:iam::{call.account}:user/simulated")
    boundary = _boundary(req)
    over = None
    if _LEVELS in req:
        levels = [level.get("ServiceControlPolicyInputList", []) for level in req["OrderedOrganizationPolicyInputList"]]
        over = Ceilings(tuple(tuple(_given(level, _LEVELS, "scp")) for level in levels))
    policies = tuple(_given(req["PolicyInputList"], _POLICIES, "identity"))
    known = _keys_of(call, principal) if caller is not None else {}
    return _simulate(call, req, Scene(principal, policies, boundary, None, principal.account, over, known))


def _on_source(call: Call, req: dict[str, Any]) -> Target:
    """The user, group or role whose policies are simulated."""
    place = names.place(req["PolicySourceArn"])
    return Target(req["PolicySourceArn"], place[0] if place is not None else call.account)


@operation("SimulatePrincipalPolicy", on=_on_source)
def simulate_principal_policy(call: Call, req: shapes.SimulatePrincipalPolicyRequest) -> Page:
    """Tell what the policies of a user (with its groups), group or role allow, and others that are given with them.

    Errors: NoSuchEntity, InvalidInput.
    Source: API Reference, SimulatePrincipalPolicy.
    Differs: condition keys that a real call of the principal has (its name, id and tags, the time) are known; as in
    SimulateCustomPolicy, ResourceHandlingOption changes nothing.
    """
    holder = _holder(call, req["PolicySourceArn"])
    caller = req.get("CallerArn")
    if caller is None and req.get("ResourcePolicy") and not isinstance(holder, User):
        raise simulation_errors.no_caller()
    principal = _principal(call, caller or holder.arn)
    excluded = req.get("PolicyExclusionList", [])
    own = [each for each in identity.of_holder(call.tx, holder) if not _is_excluded(each, excluded)]
    given = _given(req.get("PolicyInputList", []), _POLICIES, "identity")
    boundary = _boundary(req) or _own_boundary(call, holder, excluded)
    ceilings = call.kernel.access.ceiling(call.tx, principal.account).ceilings
    over = _without(ceilings, excluded) if ceilings.organization else None
    scene = Scene(principal, (*own, *given), boundary, None, principal.account, over, _keys_of(call, principal))
    return _simulate(call, req, scene)


def _simulate(call: Call, req: Any, scene: Scene) -> Page:
    """Raises InvalidInput. `resume`: how many actions were shown."""
    policy = req.get("ResourcePolicy")
    if policy is not None and grammar.problems(policy, "resource"):
        raise simulation_errors.bad_resource_policy()
    owner = parse(req["ResourceOwner"]) if "ResourceOwner" in req else None
    account = owner.account if owner is not None else req.get("ResourceOwner", scene.owner)
    scene = scene._replace(policy=policy, owner=account, keys={**scene.keys, **_entries(req)})
    for action in req["ActionNames"]:
        if "*" in action or "?" in action or ":" not in action:
            raise simulation_errors.bad_action(action)
    shown = call.resume[0] if call.resume else 0
    rows = [(at, action) for at, action in enumerate(req["ActionNames"], 1) if at > shown]
    resources = req.get("ResourceArns", [])
    return listing.page(
        "EvaluationResults",
        rows,
        req,
        lambda row: simulation.result(scene, row[1], resources),
        lambda row: (row[0],),
    )


def _holder(call: Call, arn: str) -> Holder:
    """Errors: NoSuchEntity, InvalidInput."""
    holder = next((found for table in holders.KINDS if (found := names.by_arn(call.tx, table, arn))), None)
    if holder is None:
        kind, _, name = arn.rpartition(":")[2].partition("/")
        if kind not in (each.word for each in holders.KINDS.values()) or not name:
            raise simulation_errors.bad_entity_arn(arn)
        raise errors.no_entity(kind, name.rpartition("/")[2])
    return holder


def _principal(call: Call, arn: str) -> Principal:
    """Whose ARN it is. Errors: InvalidInput."""
    parts = parse(arn)
    if parts is None or parts.service != "iam" or not parts.resource.startswith(("user/", "group/", "role/")):
        raise simulation_errors.bad_entity_arn(arn)
    found = next((each for table in (User, Role) if (each := names.by_arn(call.tx, table, arn))), None)
    return Principal("user", arn, parts.account, found.id if found is not None else "")


def _keys_of(call: Call, principal: Principal) -> dict[str, Value]:
    """The condition keys that any call of a principal has.

    Source: IAM User Guide, AWS global condition context keys; IAM policy elements: Variables and tags.
    """
    now = datetime.fromtimestamp(call.tx.now, UTC)
    keys: dict[str, Value] = {
        "aws:principalarn": principal.arn,
        "aws:principalaccount": principal.account,
        "aws:currenttime": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "aws:epochtime": str(int(call.tx.now)),
        **{f"aws:principaltag/{key.lower()}": value for key, value in tags_of(call.tx, principal.arn).items()},
    }
    kind, _, name = principal.arn.rpartition(":")[2].partition("/")
    if kind == "user":
        keys |= {"aws:username": name.rpartition("/")[2], "aws:principaltype": "User"}
        keys |= {"aws:userid": principal.id} if principal.id else {}
    return keys


def _entries(req: Any) -> dict[str, Value]:
    """The condition keys of the request. Errors: InvalidInput."""
    keys: dict[str, Value] = {}
    for entry in req.get("ContextEntries", []):
        name, values = entry.get("ContextKeyName"), entry.get("ContextKeyValues", [])
        if not name or "ContextKeyType" not in entry:
            raise simulation_errors.bad_context(name or "")
        many = entry["ContextKeyType"].endswith("List") or len(values) != 1
        keys[name.lower()] = tuple(values) if many else values[0]
    return keys


def _given(documents: Iterable[str], member: str, kind: grammar.Kind) -> Iterator[Attached]:
    """Policies of the request, by what the simulator calls them. Errors: InvalidInput."""
    for position, document in enumerate(documents, 1):
        if grammar.problems(document, kind):
            raise simulation_errors.bad_policy_input(position, member)
        yield Attached(f"{member}.{position}", document)


def _boundary(req: Any) -> Attached | None:
    """Errors: InvalidInput."""
    given = list(_given(req.get(_BOUNDARIES, []), _BOUNDARIES, "identity"))
    if len(given) > 1:
        raise simulation_errors.many_boundaries()
    return given[0] if given else None


def _own_boundary(call: Call, holder: Holder, excluded: list[Any]) -> Attached | None:
    if not isinstance(holder, User | Role) or not holder.boundary:
        return None
    if any(entry.get("PolicyType") == "permission-boundary" for entry in excluded):
        return None
    policy = catalogue.find(call.tx, holder.boundary)
    if policy is None:
        return None
    attached = Attached(policy.arn, catalogue.default(policy).document)
    return None if _is_excluded(attached, excluded) else attached


# -- policies that are left out


def _is_excluded(policy: Attached, excluded: list[Any]) -> bool:
    """Whether an entry of PolicyExclusionList is about a policy. Source: API Reference, PolicyIdentifier."""
    return any(_is_about(entry, policy) for entry in excluded)


def _is_about(entry: Any, policy: Attached) -> bool:
    managed = policy.name.startswith("arn:")
    kind = ("aws-managed" if ":iam::aws:" in policy.name else "user-managed") if managed else "inline"
    if entry.get("PolicyType") == kind:
        return True
    if managed:
        return "PolicyArn" in entry and glob((entry["PolicyArn"],)).fullmatch(policy.name) is not None
    inline = entry.get("InlinePolicyIdentifier")
    if inline is None or inline["PolicyName"] != policy.name:
        return False
    word, _, name = policy.holder.rpartition(":")[2].partition("/")
    return inline["AttachmentType"] == word and bool(
        glob((inline["AttachmentName"],)).fullmatch(name.rpartition("/")[2])
    )


def _without(ceilings: Ceilings, excluded: list[Any]) -> Ceilings:
    """The ceilings as simulated: only service control policies, unless those are left out."""
    out = any(entry.get("PolicyType") == "scp" for entry in excluded)
    return Ceilings(None if out else ceilings.service_control, None, ceilings.organization)
