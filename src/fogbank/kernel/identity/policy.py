"""Policy documents, made ready to be asked: which of their statements are about a request. Pure; documents were
checked when they were stored (grammar.py), so what cannot be understood here says nothing.

Source: IAM User Guide, IAM JSON policy elements reference; AWS JSON policy elements: Principal, NotPrincipal.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import orjson

from fogbank.kernel.arn import parse
from fogbank.kernel.identity.conditions import Condition, conditions
from fogbank.kernel.identity.held import Attached
from fogbank.kernel.identity.patterns import Keys, Patterns
from fogbank.kernel.identity.principal import Principal

_WITH_VARIABLES = "2012-10-17"
_ACTIONS_MAX = 1024
NOBODY, ACCOUNT, ISSUER, CALLER = 0, 1, 2, 4
"""How a statement names a caller: not at all, by its account, by the role or user behind its session, itself."""


class Names(NamedTuple):
    """Under which names a caller stands in a Principal element. `bounded`: whether it has a permissions boundary."""

    caller: frozenset[str]
    issuer: frozenset[str]
    account: str
    service: frozenset[str] = frozenset()
    bounded: bool = False


def names_of(principal: Principal, *, bounded: bool = False, region: str = "", holder: str = "") -> Names:
    """The names of a principal; a service has one for the region, too ("logs.eu-west-1.amazonaws.com").

    `holder`: the unique id of the user or role that it is, or whose session it is.
    """
    if principal.kind == "service":
        service, _, domain = principal.id.partition(".")
        return Names(frozenset(), frozenset(), "", frozenset((principal.id, f"{service}.{region}.{domain}")))
    if principal.kind == "anonymous":
        return Names(frozenset(), frozenset(), "")
    if principal.is_root:  # a session of a root goes by its account, within its session policies
        root, nobody = frozenset((principal.account,)), frozenset[str]()
        return Names(*((root, nobody) if principal.session is None else (nobody, root)), principal.account)
    caller = frozenset((principal.arn, principal.id))
    issuer = {_account(principal.issuer)}
    if principal.kind == "assumed-role":
        issuer.add(principal.id.partition(":")[0])  # the role's own id stands before the session's name
    if holder:
        issuer.add(holder)
    return Names(caller, frozenset(issuer - caller), principal.account, bounded=bounded)


def _account(name: str) -> str:
    """The account behind "arn:aws:iam::ACCOUNT:root", which means the same; any other name as it is."""
    arn = parse(name) if name.endswith(":root") else None
    return arn.account if arn else name


class Principals:
    """A Principal or NotPrincipal element."""

    __slots__ = ("_anybody", "_aws", "_federated", "_service")

    def __init__(self, element: Any) -> None:
        lists = {"AWS": [element]} if isinstance(element, str) else element if isinstance(element, Mapping) else {}
        self._aws = frozenset(map(_account, _texts(lists.get("AWS"))))
        self._service = frozenset(_texts(lists.get("Service")))
        self._federated = frozenset(_texts(lists.get("Federated")))
        self._anybody = "*" in self._aws

    def name(self, names: Names, keys: Keys) -> int:
        """How it names the caller. A federated one is named by its provider, which is a condition key."""
        if self._anybody or not self._aws.isdisjoint(names.caller) or not self._service.isdisjoint(names.service):
            return CALLER
        if self._federated and keys.get("aws:federatedprovider") in self._federated:
            return CALLER
        if not self._aws.isdisjoint(names.issuer):
            return ISSUER
        return ACCOUNT if names.account and names.account in self._aws else NOBODY

    def spares(self, names: Names, keys: Keys, *, allows: bool) -> bool:
        """Whether, as NotPrincipal, it leaves the caller out.

        With Allow any of its names will do. With Deny all of them have to be there: its account, then its role or
        user, then itself; and a caller that has a permissions boundary is never left out.
        """
        if allows:
            return self.name(names, keys) != NOBODY
        if names.service:
            return not self._service.isdisjoint(names.service)
        return (
            not names.bounded
            and names.account in self._aws
            and not self._aws.isdisjoint(names.caller)
            and (not names.issuer or not self._aws.isdisjoint(names.issuer))
        )


class Statement:
    """One statement. `source` is what the document says."""

    __slots__ = (
        "_actions",
        "_conditions",
        "_not_actions",
        "_not_principals",
        "_not_resources",
        "_principals",
        "_resources",
        "allows",
        "sid",
        "source",
    )

    def __init__(self, source: Mapping[str, Any], *, variables: bool) -> None:
        self.source = source
        self.sid = str(source.get("Sid", ""))
        self.allows = source["Effect"] == "Allow"
        self._not_actions = "NotAction" in source
        actions = source.get("NotAction", source.get("Action"))
        self._actions = Patterns(text.lower() for text in _texts(actions))
        self._not_resources = "NotResource" in source
        resources = source.get("NotResource", source.get("Resource", "*"))
        self._resources = Patterns(_texts(resources), variables=variables)
        self._not_principals = "NotPrincipal" in source
        principals = source.get("NotPrincipal", source.get("Principal"))
        self._principals = None if principals is None else Principals(principals)
        element = source.get("Condition")
        self._conditions: tuple[Condition, ...] = tuple(conditions(element, variables=variables, allows=self.allows))

    def acts(self, action: str) -> bool:
        """Whether it is about an action, in lower case."""
        return self._actions.match(action, {}) != self._not_actions

    def matches(self, resource: str, keys: Keys) -> bool:
        """Whether it is about a resource, under these conditions."""
        if self._resources.match(resource, keys) == self._not_resources:
            return False
        return not self._conditions or all(condition.holds(keys) for condition in self._conditions)

    def names(self, names: Names, keys: Keys) -> int:
        """How it names the caller; a statement without Principal names nobody."""
        if self._principals is None:
            return NOBODY
        if self._not_principals:
            return NOBODY if self._principals.spares(names, keys, allows=self.allows) else CALLER
        return self._principals.name(names, keys)


class Policy(NamedTuple):
    """A document."""

    statements: tuple[Statement, ...]


@lru_cache(maxsize=4096)
def compiled(document: str) -> Policy:
    """The policy of a document (JSON)."""
    try:
        found = orjson.loads(document)
    except orjson.JSONDecodeError:
        return Policy(())
    if not isinstance(found, Mapping):
        return Policy(())
    variables = found.get("Version") == _WITH_VARIABLES
    statements = found.get("Statement", [])
    return Policy(
        tuple(
            Statement(each, variables=variables)
            for each in (statements if isinstance(statements, list) else [statements])
            if isinstance(each, Mapping) and each.get("Effect") in ("Allow", "Deny")
        )
    )


def _texts(element: Any) -> list[str]:
    if element is None:
        return []
    return [str(each) for each in (element if isinstance(element, list) else [element])]


class Found(NamedTuple):
    """A statement that is about a request, as the trace of a decision tells it. `kind`: "identity-based policy", ….

    `effect`: Allow or Deny; `policy` and `holder` as in Attached; `number`: which statement of the document it is, from
    0, among those that say something; `source`: what the document says.
    """

    kind: str
    effect: str
    policy: str
    holder: str
    sid: str
    number: int
    source: Mapping[str, Any]


class Rule(NamedTuple):
    """A statement, and what to say where it matches."""

    statement: Statement
    found: Found


class Policies:
    """The policies of one kind that a decision asks together."""

    __slots__ = ("_by_action", "_rules", "attached", "kind")

    def __init__(self, kind: str, attached: Iterable[Attached]) -> None:
        self.kind = kind
        self.attached = tuple(attached)
        self._rules = tuple(
            Rule(each, Found(kind, each.source["Effect"], policy.name, policy.holder, each.sid, number, each.source))
            for policy in self.attached
            for number, each in enumerate(compiled(policy.document).statements)
        )
        self._by_action: dict[str, tuple[Rule, ...]] = {}

    def on(self, action: str) -> tuple[Rule, ...]:
        """The statements about an action, whatever the resource."""
        rules = self._by_action.get(action)
        if rules is None:
            if len(self._by_action) >= _ACTIONS_MAX:
                self._by_action.clear()
            lower = action.lower()
            rules = self._by_action[action] = tuple(rule for rule in self._rules if rule.statement.acts(lower))
        return rules

    def weigh(self, action: str, resource: str, keys: Keys, trace: list[Found]) -> tuple[bool, Found | None]:
        """Whether one allows the action, and the first that denies it; all that match go into the trace."""
        allowed, denied = False, None
        for statement, found in self.on(action):
            if statement.matches(resource, keys):
                trace.append(found)
                if statement.allows:
                    allowed = True
                elif denied is None:
                    denied = found
        return allowed, denied

    def name(
        self, action: str, resource: str, keys: Keys, names: Names, trace: list[Found]
    ) -> tuple[int, Found | None]:
        """As `weigh`, of policies with principals: how the statements that allow the action name the caller."""
        named, denied = NOBODY, None
        for statement, found in self.on(action):
            how = statement.names(names, keys)
            if how and statement.matches(resource, keys):
                trace.append(found)
                if statement.allows:
                    named |= how
                elif denied is None:
                    denied = found
        return named, denied


@lru_cache(maxsize=1024)
def resource_policy(kind: str, document: str) -> Policies:
    """The policy of a resource."""
    return Policies(kind, (Attached("", document),))
