"""What the admin API knows of the world outside of the cloud: its DNS, what reaches people there, what they answer."""

from typing import Any

from fogbank.kernel import world
from fogbank.kernel.kernel import Kernel
from fogbank.kernel.store import Tx


class BadWorld(ValueError):
    """The world cannot be so; the text says why."""


class UnknownLink(Exception):
    """Nobody was sent such a link."""


class Outside:
    """The world of one cloud."""

    def __init__(self, kernel: Kernel) -> None:
        self._kernel = kernel

    def world(self) -> dict[str, Any]:
        """What the world was told to be."""
        return {"dns": world.names(self._begin())}

    def change(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Make the world so; gives all of it. `{"dns": {"NAME": {"CNAME": ["value"]}}}`; `[]` takes a kind away.

        Raises BadWorld.
        """
        if unknown := set(asked) - {"dns"}:
            raise BadWorld(f"The world has no {', '.join(sorted(unknown))} here; it has: dns.")
        told = [
            (name, kind, values) for name, kinds in _object(asked.get("dns", {})) for kind, values in _object(kinds)
        ]
        for name, kind, values in told:
            if kind not in world.KINDS:
                raise BadWorld(f"{kind!r} is no kind of record: {', '.join(sorted(world.KINDS))}.")
            if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
                raise BadWorld(f"The {kind} records of {name!r} are a list of texts.")
        tx = self._begin()
        for name, kind, values in told:
            world.tell(tx, name, kind, values)
        self._commit(tx)
        return self.world()

    def mail(self) -> list[dict[str, Any]]:
        """What would have been sent by mail, oldest first."""
        sent = world.sent(self._begin())
        return [{"to": mail.to, "subject": mail.subject, "body": mail.body, "at": mail.at} for mail in sent]

    def follow(self, code: str) -> dict[str, Any]:
        """Follow the link in a mail. Raises UnknownLink."""
        tx = self._begin()
        if not world.follow(tx, code):
            raise UnknownLink(f"There is no link {code!r}, or it is over.")
        self._commit(tx)
        return {"followed": code}

    def _begin(self) -> Tx:
        return self._kernel.store.begin(self._kernel.clock.now())

    def _commit(self, tx: Tx) -> None:
        self._kernel.store.apply(tx)
        self._kernel.store.flush()


def _object(value: Any) -> list[tuple[str, Any]]:
    if not isinstance(value, dict):
        raise BadWorld(f"{value!r} is no object.")
    return list(value.items())
