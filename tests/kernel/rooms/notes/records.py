"""What the made-up service keeps."""

from fogbank.kernel.store import Index, Record, table


class Note(Record, frozen=True, array_like=True):
    __table__ = table("notes.note", key=("account", "name"), by_text=Index("account", "text"))
    account: str
    name: str
    text: str
    policy: str = ""
