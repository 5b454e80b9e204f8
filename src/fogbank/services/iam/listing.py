"""Lists that end with IsTruncated and a Marker: 100 things where MaxItems does not say otherwise.

Source: API Reference, Marker and MaxItems of every list operation.
"""

import base64
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any, TypeVar

from fogbank.kernel.call import Call
from fogbank.kernel.errors import ValidationFailed
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


def marked(member: str, rows: Iterable[R], req: Any, show: Callable[[R], Any], key: Callable[[R], str]) -> Any:
    """As `page`, for operations of which the model does not say that they are paged: the Marker is `key` in base64.

    Rows come in the order that they are shown in, the first one first on every page. Errors: ValidationError, where
    the Marker's row is not there.
    """
    left, size, marker = list(rows), limit(req), req.get("Marker")
    seen = [_marker(key(row)) for row in left]
    if marker is not None and marker not in seen:
        raise ValidationFailed("Invalid Marker.")
    at = seen.index(marker) + 1 if marker is not None else 0
    end = at + size
    answer = {member: [show(row) for row in left[at:end]], "IsTruncated": len(left) > end}
    return {**answer, "Marker": seen[end - 1]} if len(left) > end else answer


def _marker(key: str) -> str:
    return base64.urlsafe_b64encode(key.encode()).decode()
