"""Policy documents: whether IAM keeps them, and what they mention. Pure: no rows, no call."""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

import orjson

from fogbank.kernel.identity import grammar
from fogbank.services.iam import errors

_VARIABLE = re.compile(r"\$\{([^}*?$,]+)[^}]*\}")


def check_document(document: str, kind: grammar.Kind) -> None:
    """Raise MalformedPolicyDocument, in the words of the first thing that is wrong."""
    if why := grammar.check(document, kind):
        raise errors.malformed(why)


def encoded(document: str) -> str:
    """A document as IAM's answers have it. Source: API Reference, PolicyDocument: URL-encoded by RFC 3986."""
    return quote(document, safe="")


def many(value: Any) -> list[Any]:
    """What a policy may give alone or in a list."""
    return value if isinstance(value, list) else [value]


def statements(document: str) -> list[dict[str, Any]]:
    """The statements of a checked document."""
    return many(orjson.loads(document)["Statement"])


def context_keys(document: str) -> Iterator[str]:
    """The condition keys that a checked document asks for, in conditions and in policy variables.

    Source: API Reference, GetContextKeysForCustomPolicy.
    """
    for statement in statements(document):
        yield from keys_of(statement)


def keys_of(statement: Mapping[str, Any]) -> Iterator[str]:
    """The condition keys that a statement asks for."""
    for block in statement.get("Condition", {}).values():
        yield from block
    yield from _variables([statement.get(name) for name in ("Resource", "NotResource", "Condition")])


def _variables(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from (found.strip() for found in _VARIABLE.findall(value))
    elif isinstance(value, list):
        for item in value:
            yield from _variables(item)
    elif isinstance(value, dict):
        yield from _variables(list(value.values()))
