"""Who called what: the last calls in memory for everybody to look at, and management calls as rows, for 90 days.

Source of the split: CloudTrail User Guide, management events and data events.
"""

from collections import deque
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from fogbank.kernel.identity import trace
from fogbank.kernel.identity.evaluate import Decision
from fogbank.kernel.operation import job
from fogbank.kernel.store.records import Index, Record, table

if TYPE_CHECKING:
    from fogbank.kernel.call import Call

KEPT_S = 90 * 86400.0
_LAST = 1000
_SWEEP = 1000
_TOGETHER_S = 3600.0


class TrailEntry(Record, frozen=True, array_like=True):
    """One management call. `params` is the request as JSON, without bodies."""

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

    def told(self) -> dict[str, Any]:
        """The call in short."""
        return {
            "id": self.id,
            "at": self.at,
            "service": self.service,
            "operation": self.operation,
            "principal": self.principal,
            "decision": self.decisions[-1].reason if self.decisions else "the account's root",
            "status": self.status,
            "ms": round((self.ended_at - self.at) * 1000, 3),
        }


class Audit:
    """The calls of one cloud."""

    def __init__(self) -> None:
        self._last: deque[_Last] = deque(maxlen=_LAST)

    def remember(self, call: "Call") -> None:
        """Keep the call among the last ones."""
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
            )
        )

    def last(self, limit: int) -> list[dict[str, Any]]:
        """The last calls, newest first: id, at, service, operation, principal, decision, status, ms."""
        rows = list(self._last)[-limit:] if limit > 0 else []
        return [row.told() for row in reversed(rows)]

    def find(self, request_id: str) -> dict[str, Any] | None:
        """One of the last calls, with its decisions step by step; also those about what it made services do."""
        for row in reversed(self._last):
            if row.id == request_id:
                return {**row.told(), "decisions": [trace.story(decision) for decision in row.decisions]}
        return None


def is_management(call: "Call") -> bool:
    """Whether the call changes or shows configuration, not data."""
    return call.operation not in call.manifest.data_events


def record(call: "Call") -> None:
    """Write the trail row of a management call into its transaction."""
    failure = call.failure
    call.tx.owe(call.started_at + KEPT_S + _TOGETHER_S, "kernel.trim_trail")
    call.tx.insert(
        TrailEntry(
            call.account,
            call.region,
            call.started_at,
            call.request_id,
            call.service,
            call.operation,
            call.principal.arn,
            call.principal.access_key,
            call.source_ip,
            call.headers.get("user-agent", ""),
            getattr(failure, "code", "") if failure else "",
            getattr(failure, "message", "") if failure else "",
            msgspec.json.encode(call.params, enc_hook=lambda value: None),
        )
    )


@job("kernel.trim_trail")
def trim_trail(call: "Call") -> None:
    """Forget management calls older than 90 days."""
    old = list(call.tx.scan(TrailEntry, index="age", end=(call.clock.now() - KEPT_S,), limit=_SWEEP))
    for entry in old:
        call.tx.delete(entry)
    for entry in call.tx.scan(TrailEntry, index="age", limit=1):
        call.tx.at(max(entry.at + KEPT_S, call.clock.now()) + 1.0, "kernel.trim_trail")
