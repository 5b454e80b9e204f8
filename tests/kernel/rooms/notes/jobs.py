"""What the made-up service owes."""

from fogbank.kernel.call import Call
from fogbank.kernel.operation import job
from tests.kernel.rooms.notes.records import Note


@job("notes.erase")
def erase(call: Call, name: str) -> None:
    note = call.tx.get(Note, call.tx.account, name)
    if note is not None:
        call.tx.delete(note)


@job("notes.stamp")
async def stamp(call: Call, name: str) -> None:
    await call.plane("press").stamp(name)
