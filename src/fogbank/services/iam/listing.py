"""Lists that end with IsTruncated and a Marker: 100 things where MaxItems does not say otherwise.

Source: API Reference, Marker and MaxItems of every list operation.
"""

from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any, TypeVar

from fogbank.kernel.paging import Page, Resume

R = TypeVar("R")
ITEMS = 100


def page(member: str, rows: Iterable[R], req: Any, show: Callable[[R], Any], key: Callable[[R], Resume]) -> Page:
    """The next page of rows, which begin after `call.resume`; `key` says where a row is."""
    limit = req.get("MaxItems", ITEMS)
    taken = list(islice(rows, limit + 1))
    more = len(taken) > limit
    here = taken[:limit]
    return Page({member: [show(row) for row in here], "IsTruncated": more}, key(here[-1]) if more else None)
