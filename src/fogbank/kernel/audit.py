"""Who called what: the last calls in memory for everybody to look at, and the trail as rows, for 90 days.

Source of the split: CloudTrail User Guide, management events and data events.
"""

from collections import deque
from collections.abc import Collection
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from fogbank.kernel.errors import ServiceError
from fogbank.kernel.identity import trace
from fogbank.kernel.identity.evaluate import Decision
from fogbank.kernel.identity.principal import Session
from fogbank.kernel.operation import job
from fogbank.kernel.store.records import Index, Record, table
from fogbank.kernel.store.tx import Tx

if TYPE_CHECKING:
    from fogbank.kernel.call import Call

KEPT_S = 90 * 86400.0
_LAST = 1000
_SWEEP = 1000
_TOGETHER_S = 3600.0
_READS = ("Get", "List", "Describe", "Head", "Lookup", "Search", "Scan", "Query", "Select", "Simulate", "Validate")
"""What calls begin with whose answers are not told. Source: CloudTrail record contents, responseElements."""


class TrailEntry(Record, frozen=True, array_like=True):
    """One call. `params` and `answer` (of a call that changes something) as JSON, without bytes and secrets.

    `data`: a data event, kept because somebody asked for these. `via`: the service that called for the principal.
    `resources`: ARN and account of what it acted on.
    """

    __table__ = table("kernel.trail", key=("account", "region", "at", "request_id"), age=Index("at"))
    account: str
    region: str
    at: float
    request_id: str
    service: str
    operation: str
    principal: str
    access_key: str
    source_ip: str
    user_agent: str
    error_code: str
    error_message: str
    params: bytes
    principal_kind: str = ""
    principal_id: str = ""
    session: Session | None = None
    answer: bytes = b""
    resources: tuple[tuple[str, str], ...] = ()
    event_id: str = ""
    host: str = ""
    secure: bool = False
    data: bool = False
    via: str = ""


class DataEvents(Record, frozen=True, array_like=True):
    """Data events of a service are to be kept for an account: asked for by so many."""

    __table__ = table("kernel.data_events", key=("account", "service"), cached=True)
    account: str
    service: str
    asked_by: list[str]


class _Last(NamedTuple):
    """One of the last calls, whatever became of it."""

    id: str
    at: float
    service: str
    operation: str
    principal: str
    decisions: list[Decision]
    status: int
    ended_at: float
    error: str
    message: str
    detail: str

    def told(self) -> dict[str, Any]:
        """The call in short."""
        return {
            "id": self.id,
            "at": self.at,
            "service": self.service,
            "operation": self.operation,
            "principal": self.principal,
            "decision": self._decision(),
            "error": self.error,
            "status": self.status,
            "ms": round((self.ended_at - self.at) * 1000, 3),
        }

    def _decision(self) -> str:
        if self.decisions:
            return self.decisions[-1].reason
        return "the account's root" if self.principal.endswith(":root") else ""

    def told_fully(self) -> dict[str, Any]:
        """The call with what its answer said of an error, what it did not say, and each decision step by step."""
        return {
            **self.told(),
            "message": self.message,
            "detail": self.detail,
            "decisions": [trace.story(decision) for decision in self.decisions],
        }


class Audit:
    """The calls of one cloud."""

    def __init__(self) -> None:
        self._last: deque[_Last] = deque(maxlen=_LAST)

    def remember(self, call: "Call") -> None:
        """Keep the call among the last ones; of a failure the words, because the exception holds on to its frames."""
        failure = call.failure
        error, message = failure.answered if isinstance(failure, ServiceError) else ("", "")
        self._last.append(
            _Last(
                call.request_id,
                call.started_at,
                call.service,
                call.operation,
                call.principal.arn,
                call.decisions,
                getattr(call.failure, "status", 200) if call.response is None else call.response.status,
                call.clock.now(),
                error,
                message,
                failure.detail if isinstance(failure, ServiceError) else "",
            )
        )

    def last(self, limit: int) -> list[dict[str, Any]]:
        """The last calls, newest first: id, at, service, operation, principal, decision, error, status, ms."""
        rows = list(self._last)[-limit:] if limit > 0 else []
        return [row.told() for row in reversed(rows)]

    def find(self, request_id: str) -> dict[str, Any] | None:
        """One of the last calls, with its decisions step by step; also those about what it made services do."""
        found = next((row for row in self._last if row.id == request_id), None)
        return found.told_fully() if found is not None else None


def is_told(call: "Call") -> bool:
    """Whether the call belongs into the trail: it is about configuration, or somebody asked for data events too.

    What services look up for themselves does not.
    """
    if call.operation not in call.manifest.data_events:
        asker = call.principal if call.caller is None else call.caller.principal
        return asker.kind != "service" or not call.operation.startswith(_READS)
    return call.tx.get(DataEvents, call.account, call.service) is not None


def ask_for_data(tx: Tx, account: str, asker: str, services: Collection[str]) -> None:
    """Keep the data events of these services from now on for `asker` (an ARN), and no longer those of others."""
    for row in list(tx.scan(DataEvents, account)):
        if asker in row.asked_by and row.service not in services:
            left = [each for each in row.asked_by if each != asker]
            if left:
                tx.put(row.replace(asked_by=left))
            else:
                tx.delete(row)
    for service in services:
        row = tx.get(DataEvents, account, service) or DataEvents(account, service, [])
        if asker not in row.asked_by:
            tx.put(row.replace(asked_by=[*row.asked_by, asker]))


def record(call: "Call") -> None:
    """Write the trail row of a call into its transaction."""
    failure = call.failure
    tell_params, tell_answer = call.contract.tellers
    reads = call.operation.startswith(_READS) or call.operation in call.manifest.reads
    call.tx.owe(call.started_at + KEPT_S + _TOGETHER_S, "kernel.trim_trail")
    call.tx.insert(
        TrailEntry(
            call.account,
            call.region,
            call.clock.now(),
            call.request_id,
            call.service,
            call.operation,
            call.principal.arn,
            call.principal.access_key,
            call.source_ip,
            call.headers.get("user-agent", ""),
            getattr(failure, "code", "") if failure else "",
            getattr(failure, "message", "") if failure else "",
            _json(tell_params(call.params)),
            call.principal.kind,
            call.principal.id,
            call.principal.session,
            b"" if failure or reads or not call.result else _json(tell_answer(call.result)),
            tuple([(target.arn, target.account) for target in call.targets if target.arn != "*"]),
            call.ids.uuid(),
            call.headers.get("host", ""),
            call.secure,
            call.operation in call.manifest.data_events,
            call.caller.service if call.caller is not None else "",
        )
    )


def _json(told: Any) -> bytes:
    """What is told, as JSON; anything that is none there (a document of a client's own kind) is left out."""
    return msgspec.json.encode(told, enc_hook=lambda value: None)


@job("kernel.trim_trail")
def trim_trail(call: "Call") -> None:
    """Forget management calls older than 90 days."""
    old = list(call.tx.scan(TrailEntry, index="age", end=(call.clock.now() - KEPT_S,), limit=_SWEEP))
    for entry in old:
        call.tx.delete(entry)
    for entry in call.tx.scan(TrailEntry, index="age", limit=1):
        call.tx.at(max(entry.at + KEPT_S, call.clock.now()) + 1.0, "kernel.trim_trail")
