"""Whom policies with principals name: users and roles are kept by their unique ids, and shown by their ARNs.

So one that is made again has the name and not the access, one that is renamed keeps the access, and of one that is gone
the policy shows the id. Source: IAM User Guide, AWS JSON policy elements: Principal: "IAM transforms the ARN to the
user's unique principal ID when you save the policy … if you delete the user … the principal ID appears in the policy
because AWS can no longer map it back to a valid ARN".
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

from fogbank.kernel.errors import ServiceError

if TYPE_CHECKING:
    from fogbank.kernel.call import Call


class Named(NamedTuple):
    """A principal that is there: by which ARN it is shown, and by which name it is kept."""

    arn: str
    kept: str


Find = Callable[[str], Named | None]
"""Who has an ARN (of a user, a role, a role's session) or a unique id: the source "principal". None: nobody."""

_FOUND = re.compile(r"arn:[^:]+:(iam::\d{12}:(user|role)/|sts::\d{12}:assumed-role/).+|A(IDA|ROA)[A-Z0-9]+")
_ID = re.compile(r'"A(?:IDA|ROA)[A-Z0-9]+"')
_ELEMENT = re.compile(r'"(?:Not)?Principal"\s*:\s*')
_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"')
_JSON = json.JSONDecoder()


def by_id(document: str, find: Find, unknown: Callable[[str], ServiceError]) -> str:
    """A checked document as it is to be kept; everything but its principals stays as it came.

    Raises what `unknown` makes of the name of a user or role that is not there, in whichever account.
    """
    changed = {}
    for name in principals(document):
        if _FOUND.fullmatch(name):
            found = find(name)
            if found is None:
                raise unknown(name)
            if found.kept != name:
                changed[name] = found.kept
    return renamed(document, changed)


def by_arn(document: str, find: Find) -> str:
    """A kept document as it is to be shown."""
    changed = {}
    for quoted in set(_ID.findall(document)):
        found = find(quoted[1:-1])
        if found is not None:
            changed[quoted[1:-1]] = found.arn
    return renamed(document, changed)


def keep(call: "Call", document: str, unknown: Callable[[str], ServiceError]) -> str:
    """The policy of a resource, checked, as it is to be kept: `by_id`."""
    return by_id(document, partial(call.ask, "principal"), unknown)


def show(call: "Call", document: str) -> str:
    """The policy of a resource as it is to be shown: `by_arn`."""
    return by_arn(document, partial(call.ask, "principal"))


def principals(document: str) -> Iterator[str]:
    """The AWS principals that a checked document names, as they stand there."""
    statements = orjson.loads(document)["Statement"]
    for statement in statements if isinstance(statements, list) else [statements]:
        for element in ("Principal", "NotPrincipal"):
            named = statement.get(element)
            names: Any = named.get("AWS", []) if isinstance(named, dict) else []
            yield from names if isinstance(names, list) else [names]


def renamed(document: str, names: Mapping[str, str]) -> str:
    """A checked document with these principals called otherwise."""
    if not names:
        return document
    parts, at = [], 0
    for element in _ELEMENT.finditer(document):
        start = element.end()
        _, end = _JSON.raw_decode(document, start)
        parts += [document[at:start], _TEXT.sub(partial(_renamed, names), document[start:end])]
        at = end
    return "".join((*parts, document[at:]))


def _renamed(names: Mapping[str, str], text: re.Match[str]) -> str:
    other = names.get(json.loads(text[0]))
    return text[0] if other is None else json.dumps(other)
