"""Lists that end with IsTruncated and a Marker: 100 things where MaxItems does not say otherwise.

Source: API Reference, Marker and MaxItems of every list operation.
"""

from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any, TypeVar

from fogbank.kernel.call import Call
from fogbank.kernel.paging import Page, Resume
from fogbank.services.iam.records import Entity

R = TypeVar("R")
E = TypeVar("E", bound=Entity)
ITEMS = 100


def limit(req: Any) -> int:
    """How many things a page has."""
    return int(req.get("MaxItems", ITEMS))


def page(member: str, rows: Iterable[R], req: Any, show: Callable[[R], Any], key: Callable[[R], Resume]) -> Page:
    """The next page of rows, which begin after `call.resume`; `key` says where a row is."""
    size = limit(req)
    taken = list(islice(rows, size + 1))
    more = len(taken) > size
    here = taken[:size]
    return Page({member: [show(row) for row in here], "IsTruncated": more}, key(here[-1]) if more else None)


def entities(member: str, call: Call, req: Any, table: type[E], show: Callable[[E], Any]) -> Page:
    """The next page of the account's users, groups, … whose path begins with PathPrefix, in order of their names."""
    prefix = req.get("PathPrefix", "/")
    rows = call.tx.scan(table, call.account, after=call.resume)
    return page(member, (row for row in rows if row.path.startswith(prefix)), req, show, lambda row: (row.key,))
