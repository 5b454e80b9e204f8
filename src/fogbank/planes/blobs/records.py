"""The rows that make blobs exist."""

from fogbank.kernel.store import Record, table


class Inline(Record, frozen=True, array_like=True):
    """A small blob. Never shared: a copy is a second row."""

    __table__ = table("blobs.inline", key=("id",))
    id: str
    data: bytes


class File(Record, frozen=True, array_like=True):
    """A blob in a file, and how many owners it has."""

    __table__ = table("blobs.file", key=("id",))
    id: str
    owners: int
