"""What happens in the made-up service."""

from typing import NamedTuple

from fogbank.kernel.operation import reaction
from fogbank.kernel.store import Tx


class NoteWritten(NamedTuple):
    name: str


@reaction(NoteWritten)
def meter(tx: Tx, event: NoteWritten) -> None:
    tx.meter("notes", "Writes", 1.0, event.name)
