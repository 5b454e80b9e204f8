"""Idempotency tokens, which ACM remembers for an hour; and what counts against a year's quota. It touches rows."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from fogbank.kernel.call import Call
from fogbank.services.acm import rules
from fogbank.services.acm.records import Counted, Token


def digest(req: Mapping[str, Any]) -> str:
    """What tells one request from another with the same token."""
    others = {name: value for name, value in req.items() if name != "IdempotencyToken"}
    return hashlib.sha256(json.dumps(others, sort_keys=True, default=str).encode()).hexdigest()


def recall(call: Call, token: str | None, marked: str = "") -> Token | None:
    """What this token has done before, for a request with this digest."""
    if token is None:
        return None
    known = call.tx.get(Token, call.account, call.region, call.operation, token, marked)
    return known if known is not None and call.tx.now < known.at + rules.TOKEN_S else None


def remember(call: Call, token: str | None, marked: str = "", arn: str = "") -> None:
    """Keep what this token has done."""
    if token is not None:
        known = Token(call.account, call.region, call.operation, token, marked, call.tx.now, arn)
        call.tx.put(known)
        key = (known.account, known.region, known.operation, known.token, known.digest)
        call.tx.at(known.at + rules.TOKEN_S, "acm.forget_token", *key)


def this_year(call: Call, kind: str) -> int:
    """How many certificates were requested or imported in the last 365 days."""
    tx, since = call.tx, call.tx.now - rules.YEAR_S
    for old in list(tx.scan(Counted, call.account, call.region, kind, end=(since,))):
        tx.delete(old)
    return tx.count(Counted, call.account, call.region, kind)
