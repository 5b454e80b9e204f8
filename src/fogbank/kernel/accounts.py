"""Accounts: what is known of each. Every account of twelve digits exists; a row says what was changed or made."""

from fogbank.kernel.ids import Ids
from fogbank.kernel.store.records import Index, Record, table
from fogbank.kernel.store.tx import Tx

_MAIL = "@example.com"
_FIRST = 10**11


class Account(Record, frozen=True, array_like=True):
    """One account. `mailbox`: the email address in lower case, by which it is found; no two accounts share one.

    `state`: ACTIVE, PENDING_CLOSURE or CLOSED. `created_at` is 0 for an account that was there from the beginning.
    `govcloud`: id of the account in AWS GovCloud (US) that is paired with it, "" where there is none.
    """

    __table__ = table("kernel.account", key=("id",), cached=True, mailbox=Index("mailbox"))
    id: str
    name: str
    email: str
    mailbox: str
    created_at: float = 0.0
    state: str = "ACTIVE"
    govcloud: str = ""

    @property
    def is_usable(self) -> bool:
        """Whether anything may still be done in it."""
        return self.state != "CLOSED"


def account_of(tx: Tx, id_: str) -> Account:
    """The account with this id: as it was made or changed, or else as accounts are from the beginning."""
    return tx.get(Account, id_) or make(id_, f"Account {id_}", f"{id_}{_MAIL}")


def make(id_: str, name: str, email: str, created_at: float = 0.0) -> Account:
    """An account, to be put into the store."""
    return Account(id_, name, email, email.lower(), created_at)


def account_with(tx: Tx, email: str) -> Account | None:
    """The account that has this email address as its root user's."""
    mailbox = email.lower()
    for known in tx.scan(Account, mailbox, index="mailbox", limit=1):
        return known
    id_ = mailbox.removesuffix(_MAIL)
    if len(id_) != 12 or not id_.isdecimal() or not mailbox.endswith(_MAIL):
        return None
    initial = account_of(tx, id_)
    return initial if initial.mailbox == mailbox else None


def fresh(tx: Tx, ids: Ids) -> str:
    """Twelve digits, the first of them not 0, that no account is known by."""
    while True:
        id_ = str(_FIRST + int.from_bytes(ids.secret(8), "big") % (9 * _FIRST))
        if tx.get(Account, id_) is None:
            return id_
