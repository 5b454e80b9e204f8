"""One ordered key-value store: typed records with indexes, transactions, group commit. The only state of a cloud."""

from fogbank.kernel.store.records import Index, Record, table
from fogbank.kernel.store.store import Store
from fogbank.kernel.store.tx import Tx

__all__ = ["Index", "Record", "Store", "Tx", "table"]
