"""What management policies come to for one account: pure.

Policies are merged from the root down; those of one level in the order in which they were attached, and of two of them
that assign the same value the first wins. What a level allows its children binds all levels below it, not itself.
Source: Organizations User Guide, Policy syntax and inheritance for management policy types, examples 1 to 6.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from fogbank.services.organizations.documents import APPEND, ASSIGN, FOR_CHILDREN, OPERATORS, REMOVE

Document = Mapping[str, Any]


class _Setting:
    """One place in the merged policy: a value or the settings below it."""

    def __init__(self) -> None:
        self.value: Any = None
        self.allowed: frozenset[str] = OPERATORS
        self.below: dict[str, _Setting] = {}
        self.set_by: Document | None = None
        self.pending: frozenset[str] = OPERATORS

    def merge(self, document: Document, allowed: frozenset[str]) -> None:
        """Take over what a policy says here; `allowed`: what levels above leave to it."""
        allowed &= self.allowed
        if ASSIGN in document and ASSIGN in allowed and self.set_by is None:
            self.value, self.set_by = document[ASSIGN], document
        if APPEND in document and APPEND in allowed:
            there = self.value if isinstance(self.value, list) else []
            self.value = [*there, *(each for each in document[APPEND] if each not in there)]
        if REMOVE in document and REMOVE in allowed and isinstance(self.value, list):
            self.value = [each for each in self.value if each not in document[REMOVE]]
        if FOR_CHILDREN in document:
            self.pending &= _operators(document[FOR_CHILDREN])
        for name, inner in document.items():
            if not name.startswith("@@"):
                self.below.setdefault(name, _Setting()).merge(inner, allowed)

    def close(self) -> None:
        """A level is over: what it allows its children holds from now on."""
        self.allowed &= self.pending
        self.set_by = None
        for setting in self.below.values():
            setting.close()

    def result(self) -> Any:
        """The value, or the settings below that have one; None where nothing is set."""
        if self.value is not None:
            return self.value if self.value != [] else None
        found = {name: setting.result() for name, setting in self.below.items()}
        return {name: value for name, value in found.items() if value is not None} or None


def _operators(names: Iterable[str]) -> frozenset[str]:
    return OPERATORS if "@@all" in names else OPERATORS & frozenset(names)


def merged(levels: Iterable[Iterable[Document]]) -> dict[str, Any]:
    """The effective policy of policies by level, from the root down to the account."""
    whole = _Setting()
    for level in levels:
        for document in level:
            whole.merge(document, OPERATORS)
        whole.close()
    return whole.result() or {}
