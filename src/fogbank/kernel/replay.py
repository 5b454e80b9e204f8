"""Idempotency tokens: the same token with the same request gives the first answer again, for a day.

Which member is a token is the model's trait; services write nothing.
"""

import hashlib
from typing import TYPE_CHECKING, Any

import msgspec

from fogbank.kernel.errors import TokenReused
from fogbank.kernel.operation import job
from fogbank.kernel.store.records import Index, Record, table

if TYPE_CHECKING:
    from fogbank.kernel.call import Call

KEPT_S = 86400.0
_SWEEP = 1000
_TOGETHER_S = 3600.0


class Remembered(Record, frozen=True, array_like=True):
    """The answer to a call that carried a token."""

    __table__ = table("kernel.replay", key=("account", "region", "service", "operation", "token"), age=Index("at"))
    account: str
    region: str
    service: str
    operation: str
    token: str
    at: float
    digest: bytes
    answer: bytes


def recall(call: "Call") -> bool:
    """Whether the call's token is known: then its answer stands in `call.result`. Raises TokenReused."""
    member = call.contract.token_member
    token = call.params.get(member) if member else None
    if not token:
        return False
    call.token_key = (call.account, call.region, call.service, call.operation, token)
    known = call.tx.get(Remembered, *call.token_key)
    if known is None or known.at + KEPT_S <= call.started_at:
        return False
    if known.digest != _digest(call.params, member):
        raise TokenReused("The idempotency token was used before with other parameters.")
    call.result = msgspec.msgpack.decode(known.answer)
    return True


def remember(call: "Call") -> None:
    """Keep the answer with the call's own writes."""
    if call.token_key is not None:
        call.tx.owe(call.started_at + KEPT_S + _TOGETHER_S, "kernel.trim_replay")
        digest = _digest(call.params, call.contract.token_member)
        answer = msgspec.msgpack.encode(call.result)
        account, region, service, operation, token = call.token_key
        call.tx.put(Remembered(account, region, service, operation, token, call.started_at, digest, answer))


def _digest(params: dict[str, Any], member: str) -> bytes:
    others = {name: value for name, value in params.items() if name != member}
    return hashlib.sha256(msgspec.msgpack.encode(others, order="sorted")).digest()


@job("kernel.trim_replay")
def trim_replay(call: "Call") -> None:
    """Forget answers older than a day."""
    old = list(call.tx.scan(Remembered, index="age", end=(call.clock.now() - KEPT_S,), limit=_SWEEP))
    for answer in old:
        call.tx.delete(answer)
    for answer in call.tx.scan(Remembered, index="age", limit=1):
        call.tx.at(max(answer.at + KEPT_S, call.clock.now()) + 1.0, "kernel.trim_replay")
