"""Decisions told to others: step by step for `fogbank why`, and as the text that sts:DecodeAuthorizationMessage opens.

Source: STS API Reference, DecodeAuthorizationMessage; AWS CLI Command Reference, the examples of
decode-authorization-message (the form of the decoded message).
"""

import zlib
from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from fogbank.kernel.identity.evaluate import Decision
from fogbank.kernel.identity.patterns import Value
from fogbank.kernel.paging import Tokens

_SCOPE = "authorization"


def story(decision: Decision) -> dict[str, Any]:
    """The decision as JSON: principal, action, resource, verdict, step, and each policy with what it said."""
    question = decision.question
    assert question is not None
    return {
        "principal": question.principal.arn,
        "action": question.action,
        "resource": question.resource,
        "owner": question.owner,
        "allowed": decision.allowed,
        "explicit": decision.explicit,
        "step": decision.step,
        "reason": decision.reason,
        "grant": question.granted,
        "policies": [
            {
                "kind": policies.kind,
                "policy": attached.name,
                "holder": attached.holder,
                "matched": [
                    {"sid": found.sid, "effect": found.effect}
                    for found in decision.trace
                    if (found.kind, found.policy, found.holder) == (policies.kind, attached.name, attached.holder)
                ],
            }
            for policies in decision.asked
            for attached in policies.attached
        ],
        "missing": [policies.kind for policies in decision.asked if not policies.attached],
        "keys": _keys(decision),
        "absent": sorted(key for key, value in question.context.items() if value is None),
    }


def _keys(decision: Decision) -> dict[str, Value]:
    """The condition keys that the policies asked for and the request had."""
    assert decision.question is not None
    return {key: value for key, value in decision.question.context.items() if value is not None}


def message(decision: Decision) -> dict[str, Any]:
    """The decision as the decoded message has it."""
    question = decision.question
    assert question is not None
    principal = {"id": question.principal.id, "arn": question.principal.arn}
    if question.principal.kind == "user":
        principal = {"id": principal["id"], "name": question.principal.arn.rpartition("/")[2], "arn": principal["arn"]}
    return {
        "allowed": decision.allowed,
        "explicitDeny": decision.explicit,
        "matchedStatements": _items(
            {
                "statementId": found.sid,
                "effect": found.effect.upper(),
                "principals": _values([question.principal.id]),
                "principalGroups": _values([]),
                "actions": _values(_listed(found.source, "Action")),
                "resources": _values(_listed(found.source, "Resource")),
                "conditions": _conditions(found.source.get("Condition", {})),
            }
            for found in decision.trace
            if (found.effect == "Deny") != decision.allowed
        ),
        "failures": _items([]),
        "context": {
            "principal": principal,
            "action": question.action.partition(":")[2],
            "resource": question.resource,
            "conditions": _items(
                {"key": key, "values": _values([value] if isinstance(value, str) else value)}
                for key, value in _keys(decision).items()
            ),
        },
    }


def _items(entries: Iterable[Any]) -> dict[str, Any]:
    return {"items": list(entries)}


def _values(texts: Iterable[Any]) -> dict[str, Any]:
    return _items({"value": str(text)} for text in texts)


def _listed(statement: Mapping[str, Any], element: str) -> list[Any]:
    value = statement.get(element, statement.get(f"Not{element}", []))
    return value if isinstance(value, list) else [value]


def _conditions(element: Mapping[str, Any]) -> dict[str, Any]:
    return _items(
        {"key": key, "values": _values(wanted if isinstance(wanted, list) else [wanted])}
        for block in element.values()
        for key, wanted in block.items()
    )


def encode(tokens: Tokens, decision: Decision) -> str:
    """The decision as a text that only this installation can have made."""
    return tokens.make(_SCOPE, (zlib.compress(orjson.dumps(message(decision))),))


def decode(tokens: Tokens, text: str) -> str:
    """The JSON that was encoded. Errors: InvalidPageToken, where the text was not made here."""
    (packed,) = tokens.read(_SCOPE, text)
    return zlib.decompress(packed).decode()
