"""Tags: one table, ARN to tags, for every service, IAM conditions and the tagging API."""

from collections.abc import Iterable, Mapping

from fogbank.kernel.store.records import Record, table
from fogbank.kernel.store.tx import Tx


class Tags(Record, frozen=True, array_like=True):
    """The tags of one resource."""

    __table__ = table("kernel.tags", key=("arn",), cached=True)
    arn: str
    tags: dict[str, str]


def tags_of(tx: Tx, arn: str) -> dict[str, str]:
    """The resource's tags, empty where it has none."""
    known = tx.get(Tags, arn)
    return dict(known.tags) if known else {}


def add_tags(tx: Tx, arn: str, tags: Mapping[str, str]) -> dict[str, str]:
    """Set these tags beside the others; gives all of them."""
    merged = {**tags_of(tx, arn), **tags}
    return set_tags(tx, arn, merged)


def set_tags(tx: Tx, arn: str, tags: Mapping[str, str]) -> dict[str, str]:
    """Make these the resource's tags; none at all removes the row."""
    if tags:
        tx.put(Tags(arn, dict(tags)))
    elif known := tx.get(Tags, arn):
        tx.delete(known)
    return dict(tags)


def remove_tags(tx: Tx, arn: str, keys: Iterable[str]) -> dict[str, str]:
    """Take these keys away; gives what is left."""
    left = tags_of(tx, arn)
    for key in keys:
        left.pop(key, None)
    return set_tags(tx, arn, left)
