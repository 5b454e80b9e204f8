"""What is known of accounts: those that were always there, and those that were made."""

from fogbank.kernel import accounts
from fogbank.kernel.ids import Ids
from fogbank.kernel.store import Store
from fogbank.kernel.store.embedded import Embedded


def test_every_account_exists() -> None:
    tx = Store(Embedded(None)).begin(0.0)
    known = accounts.account_of(tx, "111122223333")
    assert (known.email, known.state, known.is_usable) == ("111122223333@example.com", "ACTIVE", True)
    assert accounts.account_with(tx, "111122223333@EXAMPLE.com") == known
    for email in ("11112222@example.com", "111122223333@example.org", "jo@example.com"):
        assert accounts.account_with(tx, email) is None


def test_found_by_its_email_address() -> None:
    tx = Store(Embedded(None)).begin(0.0)
    made = accounts.make("111122223333", "Jo", "Jo@example.org", 7.0)
    tx.put(made)
    assert accounts.account_of(tx, "111122223333") == made
    assert accounts.account_with(tx, "jo@EXAMPLE.org") == made
    assert accounts.account_with(tx, "111122223333@example.com") is None
    tx.put(made.replace(email="al@example.org", mailbox="al@example.org"))
    assert accounts.account_with(tx, "jo@example.org") is None


def test_fresh_ones_have_twelve_digits_and_are_not_known() -> None:
    tx = Store(Embedded(None)).begin(0.0)
    first = accounts.fresh(tx, Ids(1))
    assert len(first) == 12 and first.isdecimal() and first[0] != "0"
    tx.put(accounts.make(first, "Jo", "jo@example.org"))
    assert accounts.fresh(tx, Ids(1)) != first
