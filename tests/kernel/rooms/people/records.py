"""What the made-up service keeps."""

from fogbank.kernel.store import Index, Record, table


class Policy(Record, frozen=True, array_like=True):
    __table__ = table("people.policy", key=("name",), holder=Index("holder"))
    name: str
    holder: str
    document: str


class Person(Record, frozen=True, array_like=True):
    __table__ = table("people.person", key=("arn",), cached=True)
    arn: str
    tags: dict[str, str]
    boundary: str = ""
    gone: bool = False


class Control(Record, frozen=True, array_like=True):
    """A level over an account: its service control policy."""

    __table__ = table("people.control", key=("account", "level"))
    account: str
    level: int
    document: str
