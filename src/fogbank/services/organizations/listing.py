"""Pages of lists: how many rows, and where the next one begins."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from fogbank.kernel.call import Call
from fogbank.kernel.paging import Page, Resume

R = TypeVar("R")
PAGE_MAX = 20
"""Source: API Reference, MaxResults: 1 to 20; "if you do not include this parameter, it defaults to a value that is
specific to the operation"."""


def page(req: Any, name: str, rows: Iterable[R], show: Callable[[R], Any], key: Callable[[R], Resume]) -> Page:
    """One page of rows, which begin after `call.resume`; `key` says after which row the next page begins."""
    size = req.get("MaxResults", PAGE_MAX)
    found = list(islice(rows, size + 1))
    shown = found[:size]
    return Page({name: [show(row) for row in shown]}, key(shown[-1]) if len(found) > size else None)


def after(call: Call, rows: Iterable[R], key: Callable[[R], Resume]) -> Iterator[R]:
    """Of rows in order of their key, those that this page begins with."""
    return (row for row in rows if call.resume is None or key(row) > tuple(call.resume))
