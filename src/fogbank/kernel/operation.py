"""The marks that make a plain function an operation, a job or a reaction: they describe, `registry` finds."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

if TYPE_CHECKING:
    from fogbank.kernel.call import Call

F = TypeVar("F", bound=Callable[..., Any])


Keys = Mapping[str, str | tuple[str, ...]]
NO_KEYS: Keys = MappingProxyType({})


class Target(NamedTuple):
    """What an operation acts on, as the access decision sees it: its ARN, owner and resource policy (JSON text).

    `action` where this target needs another one than the operation's: "s3:GetObject" on the source of a copy.
    `delegates`: the resource policy alone decides, and identity policies count only where it names their account: key
    policies, trust policies of roles. `granted`: what else allows it, for the trace: the ARN or id of a KMS grant.
    `keys`: the service's own condition keys, in lower case ("s3:prefix"); a tuple is a key with many values. Or
    what makes them, where a policy may never ask. `label`: what a refusal calls the resource, where not by its ARN.
    """

    arn: str
    account: str
    policy: str | None = None
    action: str | None = None
    delegates: bool = False
    granted: str = ""
    keys: Keys | Callable[[], Keys] = NO_KEYS
    label: str = ""

    @property
    def condition_keys(self) -> Keys:
        """The keys themselves."""
        return self.keys() if callable(self.keys) else self.keys


Targets = Target | list[Target]
On = Callable[["Call", dict[str, Any]], Targets]


def unasked(call: "Call", req: Any) -> list[Target]:
    """The `on` of an operation that nobody needs a permission for."""
    return []


class OperationMark(NamedTuple):
    """`name` of AWS; `on` resolves the targets of an access decision; `action` where IAM names it otherwise."""

    name: str
    on: On | None
    action: str | None


def operation(name: str, *, on: On | None = None, action: str | None = None) -> Callable[[F], F]:
    """Mark a handler `(call, req) -> dict`. Without `on` the decision is about "*", in the caller's account."""

    def mark(function: F) -> F:
        function.__dict__["__operation__"] = OperationMark(name, on, action)
        return function

    return mark


def job(name: str, *, every_s: float | None = None) -> Callable[[F], F]:
    """Mark a job `(call, *args) -> None`, called "service.verb"; `every_s`: also a reconciler, run at start and again.

    A plain function runs in one transaction together with the removal of its timer. An `async def` is for planes;
    it is run again, later and later, until it returns.
    """

    def mark(function: F) -> F:
        function.__dict__["__job__"] = (name, every_s)
        return function

    return mark


def source(question: str) -> Callable[[F], F]:
    """Mark a function of a service that answers a question about its rows, which others have. The app says whose it is.

    Of the access decision: "held": `(tx, principal) -> Held`; "ceilings": `(tx, account) -> Ceilings`
    (kernel/identity/held.py). Of public names: "dns": `(tx, name, kind) -> tuple[str, ...] | None`, None where no zone
    has the name (kernel/world.py). Of services, by `call.ask`: their first argument is the caller's transaction, too.
    """

    def mark(function: F) -> F:
        function.__dict__["__source__"] = question
        return function

    return mark


def reaction(event: type) -> Callable[[F], F]:
    """Mark a reaction `(tx, event) -> None` of a service's `events.py`; it runs where the event is emitted."""

    def mark(function: F) -> F:
        function.__dict__["__reaction__"] = event
        return function

    return mark
