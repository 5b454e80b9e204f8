"""Texts of a policy that stand for others: wildcards and variables, prepared once and matched often. Pure.

Source: IAM User Guide, IAM JSON policy elements: Resource (wildcards); IAM policy elements: Variables and tags.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple, Protocol

Value = str | tuple[str, ...]
"""Of a condition key: a tuple where a request may have several."""
_VARIABLE = re.compile(r"\$\{([^}]*)\}")
_NAMED = re.compile(r"\s*([^,\s](?:[^,]*[^,\s])?)\s*(?:,\s*'(.*)'\s*)?", re.DOTALL)
_LITERAL = frozenset("*?$")


class Keys(Protocol):
    """The condition keys of a request, in lower case. A dict is one."""

    def get(self, key: str, /) -> Value | None:
        """The value or values of a key; None where the request does not have it."""

    def items(self) -> Iterable[tuple[str, Value | None]]:
        """Those that are known."""


class Variable(NamedTuple):
    """`${key, 'default'}`; `${*}`, `${?}` and `${$}` are variables without a key."""

    key: str
    default: str | None


Template = tuple[str | Variable, ...]


def template(text: str) -> Template:
    """A text taken apart at its variables; texts and variables take turns, and a text comes first and last."""
    parts: list[str | Variable] = []
    at = 0
    for found in _VARIABLE.finditer(text):
        parts += [text[at : found.start()], _variable(found.group(1))]
        at = found.end()
    return (*parts, text[at:])


def _variable(inside: str) -> Variable:
    if inside in _LITERAL:
        return Variable("", inside)
    named = _NAMED.fullmatch(inside)
    return Variable(named.group(1).lower(), named.group(2)) if named else Variable(inside.lower(), None)


def values(parts: Template, keys: Keys) -> tuple[str, ...] | None:
    """What the variables stand for, in order; None where one is not in the request and has no default.

    A key with several values is no variable.
    """
    found: list[str] = []
    for variable in parts[1::2]:
        assert isinstance(variable, Variable)
        value = keys.get(variable.key) if variable.key else None
        if not isinstance(value, str):
            value = variable.default
        if value is None:
            return None
        found.append(value)
    return tuple(found)


def filled(parts: Template, found: tuple[str, ...]) -> str:
    """The text with the values of its variables; wildcards are not special."""
    return "".join(part if isinstance(part, str) else found[at // 2] for at, part in enumerate(parts))


@lru_cache(maxsize=4096)
def glob(parts: Template, found: tuple[str, ...] = ()) -> re.Pattern[str]:
    """The text as a regular expression: `*` is any text, `?` one character, also line ends.

    Wildcards within the value of a variable are not special. What stands between two `*` is found once, at the first
    place, so that the time does not grow with the number of `*`.
    """
    chunks = [""]
    for at, part in enumerate(parts):
        if not isinstance(part, str):
            chunks[-1] += re.escape(found[at // 2])
            continue
        for character in part:
            if character == "*":
                chunks.append("")
            else:
                chunks[-1] += "." if character == "?" else re.escape(character)
    first, *middle = chunks
    if not middle:
        return re.compile(first, re.DOTALL)
    last = middle.pop()
    return re.compile(first + "".join(f"(?>.*?{chunk})" for chunk in middle if chunk) + f".*{last}", re.DOTALL)


class Patterns:
    """Several patterns, of which a text is to match one: compared, looked up and searched, whatever is fastest."""

    __slots__ = ("_exact", "_others", "_prefixes", "_templates", "everything")

    def __init__(self, texts: Iterable[str], *, variables: bool = False) -> None:
        exact, prefixes, others, templates = [], [], [], []
        self.everything = False
        for text in texts:
            wild = text.find("*")
            if variables and "${" in text:
                templates.append(template(text))
            elif text == "*":
                self.everything = True
            elif "?" in text or 0 <= wild < len(text) - 1:
                others.append(glob((text,)).fullmatch)
            elif wild >= 0:
                prefixes.append(text[:-1])
            else:
                exact.append(text)
        self._exact = frozenset(exact)
        self._prefixes = tuple(prefixes)
        self._others = tuple(others)
        self._templates = tuple(templates)

    def match(self, text: str, keys: Keys) -> bool:
        """Whether the text matches one; a variable that is not in the request matches nothing."""
        if self.everything or text in self._exact or text.startswith(self._prefixes):
            return True
        for other in self._others:
            if other(text):
                return True
        for parts in self._templates:
            found = values(parts, keys)
            if found is not None and glob(parts, found).fullmatch(text):
                return True
        return False
