"""The world outside of the cloud: what its DNS says, what the cloud sends to people there, and what they answer.

A name is looked up in the cloud's own public zones first (the service that `Kernel.sources` names for "dns" answers
there), then in what the world was told to say (`POST /_fogbank/world`). The machine's own resolver is not asked: what a
cloud on this machine wants to see in a zone is nothing that anybody would put into a real one.

Nobody polls: whoever waits for a name has a `Watch`, and whoever changes a name says `changed`.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from fogbank.kernel.jobs import Timer
from fogbank.kernel.store.records import Record, table
from fogbank.kernel.store.tx import Tx

if TYPE_CHECKING:
    from fogbank.kernel.call import Call

KINDS = frozenset(("A", "AAAA", "CAA", "CNAME", "MX", "NS", "PTR", "SOA", "SRV", "TXT"))
MAILS_MAX = 1000


class WorldName(Record, frozen=True, array_like=True):
    """What DNS outside of the cloud says of a name (lower case, no dot at its end)."""

    __table__ = table("kernel.world_name", key=("name", "kind"))
    name: str
    kind: str
    values: tuple[str, ...]


class Watch(Record, frozen=True, array_like=True):
    """A job that wants to know when a name changes. `argument` joins `args`, as a timer's name does."""

    __table__ = table("kernel.watch", key=("name", "job", "argument"))
    name: str
    job: str
    argument: str
    args: tuple[str, ...]
    account: str
    region: str


class Mail(Record, frozen=True, array_like=True):
    """A message to somebody outside. Numbers go up."""

    __table__ = table("kernel.mail", key=("number",))
    number: int
    at: float
    to: str
    subject: str
    body: str


class Link(Record, frozen=True, array_like=True):
    """What somebody outside may answer: a job that runs when the link with this code is followed."""

    __table__ = table("kernel.link", key=("code",))
    code: str
    job: str
    args: tuple[str, ...]
    account: str
    region: str


def canonical(name: str) -> str:
    """A DNS name in the form in which names are compared."""
    return name.lower().rstrip(".")


def lookup(call: "Call", name: str, kind: str) -> tuple[str, ...]:
    """The values of a public name, none where there is no such name. A CNAME is not followed."""
    name = canonical(name)
    answers = call.kernel.sources.get("dns")
    service = call.kernel.registry.service(answers) if answers else None
    zones = service.sources.get("dns") if service is not None else None
    found: tuple[str, ...] | None = zones(call.tx, name, kind) if zones is not None else None
    if found is not None:
        return found
    told = call.tx.get(WorldName, name, kind)
    return told.values if told else ()


def tell(tx: Tx, name: str, kind: str, values: Sequence[str]) -> None:
    """From now on the world says this of a name; no values: nothing."""
    name = canonical(name)
    known = tx.get(WorldName, name, kind)
    if values:
        tx.put(WorldName(name, kind, tuple(values)))
    elif known is not None:
        tx.delete(known)
    changed(tx, name)


def names(tx: Tx) -> dict[str, dict[str, list[str]]]:
    """All that the world was told to say: name to kind to values."""
    told: dict[str, dict[str, list[str]]] = {}
    for row in tx.scan(WorldName):
        told.setdefault(row.name, {})[row.kind] = list(row.values)
    return told


def watch(tx: Tx, name: str, job: str, *args: str) -> None:
    """Run a job, in the transaction's account and region, whenever a name changes."""
    tx.put(Watch(canonical(name), job, Timer.name_of(args), args, tx.account, tx.region))


def unwatch(tx: Tx, name: str, job: str, *args: str) -> None:
    """Watch a name no more."""
    known = tx.get(Watch, canonical(name), job, Timer.name_of(args))
    if known is not None:
        tx.delete(known)


def changed(tx: Tx, name: str) -> None:
    """A name says something else now; zones call this too."""
    for found in list(tx.scan(Watch, canonical(name))):
        _owe(tx, found)


def send(tx: Tx, to: str, subject: str, body: str) -> None:
    """Send a message out; the oldest beyond a thousand are forgotten."""
    number = next((mail.number for mail in tx.scan(Mail, reverse=True, limit=1)), 0) + 1
    tx.put(Mail(number, tx.now, to, subject, body))
    old = tx.get(Mail, number - MAILS_MAX)
    if old is not None:
        tx.delete(old)


def sent(tx: Tx) -> list[Mail]:
    """What was sent, oldest first."""
    return list(tx.scan(Mail))


def link(tx: Tx, code: str, job: str, *args: str) -> None:
    """Let a link with this code, which nobody can guess, run a job in the transaction's account and region."""
    tx.put(Link(code, job, args, tx.account, tx.region))


def unlink(tx: Tx, code: str) -> None:
    """The link leads nowhere any more."""
    known = tx.get(Link, code)
    if known is not None:
        tx.delete(known)


def follow(tx: Tx, code: str) -> bool:
    """Somebody follows a link; False where it leads nowhere. It may be followed again."""
    known = tx.get(Link, code)
    if known is not None:
        _owe(tx, known)
    return known is not None


def _owe(tx: Tx, of: Watch | Link) -> None:
    """The job belongs to the account and region that asked for it, whoever causes it."""
    account, region = tx.account, tx.region
    tx.account, tx.region = of.account, of.region
    tx.at(tx.now, of.job, *of.args)
    tx.account, tx.region = account, region
