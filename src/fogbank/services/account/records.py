"""What Account Management keeps beside the kernel's rows of accounts. Instants are epoch seconds."""

from collections.abc import Mapping

from fogbank.kernel.store import Record, table


class Contact(Record, frozen=True, array_like=True):
    """Whom AWS writes to about one subject, besides the root user."""

    __table__ = table("account.contact", key=("account", "kind"))
    account: str
    kind: str
    name: str
    title: str
    email_address: str
    phone_number: str


class Primary(Record, frozen=True, array_like=True):
    """The primary contact: its fields as AWS names them, and how far its phone number is verified."""

    __table__ = table("account.primary", key=("account",))
    account: str
    fields: Mapping[str, str]
    verification: str = "UNVERIFIED"


class EmailUpdate(Record, frozen=True, array_like=True):
    """The latest request to change the root user's email address."""

    __table__ = table("account.email_update", key=("account",))
    account: str
    email: str
    status: str
    changed_at: float


class RegionChoice(Record, frozen=True, array_like=True):
    """A region that the account opted into, or out of again."""

    __table__ = table("account.region", key=("account", "region"))
    account: str
    region: str
    status: str
