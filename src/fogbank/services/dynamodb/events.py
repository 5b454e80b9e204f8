"""What happened in DynamoDB, and what it is counted as.

Usage types are those of the AWS price list. Source: AWS price list, service code AmazonDynamoDB.
"""

from typing import TYPE_CHECKING, NamedTuple

from fogbank.kernel.operation import reaction
from fogbank.kernel.store import Tx
from fogbank.services.dynamodb import streams, ttl
from fogbank.services.dynamodb.records import Row, Table

if TYPE_CHECKING:
    from fogbank.services.dynamodb.capacity import Consumed


class ItemChanged(NamedTuple):
    """An item was made, changed or deleted: its rows before and after, of which one may be missing.

    `by`: who did that where no request did: "ttl" or "replication".
    """

    table: Table
    old: Row | None
    new: Row | None
    by: str = ""


class TableChanged(NamedTuple):
    """A table was made (nothing before), changed, or is to be deleted (nothing after)."""

    before: Table | None
    after: Table | None


class CapacityUsed(NamedTuple):
    """A request consumed capacity of a table."""

    table: Table
    consumed: "Consumed"


@reaction(CapacityUsed)
def count_requests(tx: Tx, event: CapacityUsed) -> None:
    """Units of requests, of tables in on-demand mode."""
    table = event.table
    if not table.on_demand:
        return
    prefix = "IA-" if table.table_class == "STANDARD_INFREQUENT_ACCESS" else ""
    if event.consumed.write:
        tx.meter("dynamodb", f"{prefix}WriteRequestUnits", event.consumed.write, table.arn)
    if event.consumed.read:
        tx.meter("dynamodb", f"{prefix}ReadRequestUnits", event.consumed.read, table.arn)


@reaction(ItemChanged)
def tell_change(tx: Tx, event: ItemChanged) -> None:
    """A change goes to whatever follows the table's items."""
    table = event.table
    if table.stream_view:
        streams.record(tx, table, event.old, event.new, event.by)
    if table.ttl:
        ttl.follow_item(tx, table, event.old, event.new)


@reaction(TableChanged)
def follow_table(tx: Tx, event: TableChanged) -> None:
    """What belongs to a table comes and goes with it."""
    streams.follow(tx, event.before, event.after)
    if event.after is None:
        assert event.before is not None
        ttl.forget(tx, event.before)
