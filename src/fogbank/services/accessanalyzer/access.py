"""What policies grant, as sets: whether one grants what another does not, or what it must not. Pure.

A request is an action, a resource, a caller and a truth of each condition. Actions are those of the Service
Authorization Reference, sorted by which patterns match them; resources are sorted likewise (languages.py); callers are
those that the policies name, somebody else of their accounts, and a stranger; each key of a Condition element is true
or false by itself, but where one implies another. So what is told to pass does pass; a policy fails, too, where only
what conditions mean together keeps it from granting something.

Source: IAM User Guide, Policy evaluation logic; IAM Access Analyzer API Reference, CheckNoNewAccess,
CheckAccessNotGranted.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import product
from typing import NamedTuple

from fogbank.kernel.arn import parse
from fogbank.kernel.identity import facts
from fogbank.kernel.identity.patterns import glob
from fogbank.services.accessanalyzer.checks.actions import includes
from fogbank.services.accessanalyzer.languages import TooMany, kinds_of_texts
from fogbank.services.accessanalyzer.reading import Clause, Policy, Statement, Text

_CONDITIONS_MAX = 12
_REQUESTS_MAX = 500_000
STRANGER = "stranger"


class Condition(NamedTuple):
    """One key of a Condition element; two that say the same are equal."""

    operator: str
    quantifier: str
    if_exists: bool
    key: str
    values: frozenset[str]

    @property
    def negated(self) -> bool:
        """Whether it is true where no value matches."""
        return "Not" in self.operator

    def implies(self, other: "Condition") -> bool:
        """Whether it is never true where the other is not: same comparison, and fewer values."""
        if self._replace(values=frozenset()) != other._replace(values=frozenset()):
            return False
        some, more = (other.values, self.values) if self.negated else (self.values, other.values)
        like = "Like" in self.operator
        return all(value in more or (like and any(includes(wide, value) for wide in more)) for value in some)


class Caller(NamedTuple):
    """Somebody who may call: an ARN, service or provider; `account` "" for all but those of an account."""

    name: str
    account: str = ""


class Request(NamedTuple):
    """A kind of request: the patterns that match its action and resource, who calls, and the conditions that hold."""

    actions: frozenset[str]
    resources: frozenset[str]
    caller: Caller
    holding: frozenset[Condition]


def matches(statement: Statement, request: Request) -> bool:
    """Whether a statement is about a request."""
    return (
        _listed(statement.actions, statement.not_actions, request.actions, lower=True)
        and _listed(statement.resources, statement.not_resources, request.resources, lower=False)
        and _called(statement, request.caller)
        and all(condition(clause) in request.holding for clause in statement.clauses)
    )


def _listed(
    texts: tuple[Text, ...] | None, others: tuple[Text, ...] | None, matched: frozenset[str], *, lower: bool
) -> bool:
    """An element that is not there lists everything: trust policies have no resource."""
    listed = others if others is not None else texts
    if listed is None:
        return True
    found = any((text.value.lower() if lower else text.value) in matched for text in listed)
    return found != (others is not None)


def _called(statement: Statement, caller: Caller) -> bool:
    if statement.not_principals is not None:
        return not any(_is(kind, name.value, caller) for kind, name in statement.not_principals)
    if statement.principals is None:
        return True
    return any(_is(kind, name.value, caller) for kind, name in statement.principals)


def _is(kind: str, name: str, caller: Caller) -> bool:
    if name == "*" or name == caller.name:
        return True
    return kind == "AWS" and caller.account != "" and account_of(name) == caller.account and _is_account(name)


def account_of(name: str) -> str:
    """The account of a principal: of an ARN, or twelve digits themselves."""
    arn = parse(name)
    return arn.account if arn is not None else name if name.isdigit() else ""


def _is_account(name: str) -> bool:
    return name.isdigit() or name.endswith(":root")


def condition(clause: Clause) -> Condition:
    """What a clause compares."""
    operator = clause.operator
    values = frozenset(
        str(node.value).lower() if node.kind == "boolean" else str(node.value) for node, _ in clause.values
    )
    key = clause.key.value.lower()
    if operator is None:
        return Condition(clause.operator_text, "", False, key, values)
    return Condition(operator.name, operator.quantifier, operator.if_exists, key, values)


def grants(policy: Policy, request: Request) -> list[int]:
    """The statements (by number) that grant a request; none where one denies it."""
    matching = [number for number, statement in enumerate(policy.statements) if matches(statement, request)]
    if any(policy.statements[number].effect == "Deny" for number in matching):
        return []
    return [number for number in matching if policy.statements[number].allows]


class Space:
    """All kinds of requests that policies, and patterns beside them, tell apart. Raises TooMany."""

    def __init__(self, policies: Sequence[Policy], actions: Sequence[str] = (), resources: Sequence[str] = ()) -> None:
        self._statements = [statement for policy in policies for statement in policy.statements]
        self._more_actions, self._more_resources = actions, resources

    def requests(self) -> Iterator[Request]:
        """Every kind of request."""
        if len(self._actions) * len(self._resources) * len(self._callers) * len(self._holding) > _REQUESTS_MAX:
            raise TooMany
        for actions, resources, caller, holding in product(
            self._actions, self._resources, self._callers, self._holding
        ):
            yield Request(actions, resources, caller, holding)

    @cached_property
    def _actions(self) -> list[frozenset[str]]:
        lists = [texts for each in self._statements for texts in (each.actions, each.not_actions) if texts]
        patterns = {text.value.lower() for texts in lists for text in texts} | {
            each.lower() for each in self._more_actions
        }
        narrow = patterns - {"*"}
        found: dict[str, set[str]] = {}
        for pattern in narrow:
            known = [action.id.lower() for action in facts.expand(pattern)]
            for name in known or [pattern.replace("*", "x").replace("?", "x")]:
                found.setdefault(name, set()).add(pattern)
        for name, matched in found.items():
            if facts.action(name) is None:
                matched |= {pattern for pattern in narrow if glob((pattern,)).fullmatch(name)}
        always = patterns & {"*"}
        return list({frozenset(matched | always) for matched in found.values()} | {frozenset(always)})

    @cached_property
    def _resources(self) -> list[frozenset[str]]:
        lists = [texts for each in self._statements for texts in (each.resources, each.not_resources) if texts]
        patterns = sorted({text.value for texts in lists for text in texts} | set(self._more_resources))
        return [frozenset(patterns[number] for number in kind) for kind in kinds_of_texts(patterns)]

    @cached_property
    def _callers(self) -> list[Caller]:
        found = {Caller(STRANGER)}
        for statement in self._statements:
            for kind, name in (*(statement.principals or ()), *(statement.not_principals or ())):
                account = account_of(name.value) if kind == "AWS" else ""
                if account:
                    found.add(Caller(f"somebody of {account}", account))
                if name.value != "*" and not (account and _is_account(name.value)):
                    found.add(Caller(name.value, account))
        return sorted(found)

    @cached_property
    def _holding(self) -> list[frozenset[Condition]]:
        conditions = sorted({condition(clause) for each in self._statements for clause in each.clauses}, key=repr)
        if len(conditions) > _CONDITIONS_MAX:
            raise TooMany
        sets = (
            frozenset(each for each, true in zip(conditions, truth, strict=True) if true)
            for truth in product((False, True), repeat=len(conditions))
        )
        implied = [(one, other) for one in conditions for other in conditions if one != other and one.implies(other)]
        return [held for held in sets if all(other in held or one not in held for one, other in implied)]


def new_access(new: Policy, existing: Policy) -> list[int]:
    """The statements of the new policy that grant what the existing one does not. Raises TooMany."""
    return _found(Space((new, existing)), lambda request: grants(new, request) if not grants(existing, request) else [])


def granted(policy: Policy, actions: Sequence[str], resources: Sequence[str]) -> list[int]:
    """The statements that grant one of the actions on one of the resources; none given is any. Raises TooMany."""
    wanted = {action.lower() for action in actions}

    def asked(request: Request) -> list[int]:
        if wanted and not wanted & request.actions:
            return []
        return grants(policy, request) if not resources or not request.resources.isdisjoint(resources) else []

    return _found(Space((policy,), actions, resources), asked)


def _found(space: Space, ask: Callable[[Request], list[int]]) -> list[int]:
    return sorted({number for request in space.requests() for number in ask(request)})
