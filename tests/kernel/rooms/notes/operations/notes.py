"""Handlers of the made-up service."""

from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.errors import ServiceError
from fogbank.kernel.operation import Target, operation
from fogbank.kernel.paging import Page
from fogbank.kernel.waits import Wait
from tests.kernel.rooms.notes.events import NoteWritten
from tests.kernel.rooms.notes.records import Note


def on_note(call: Call, req: dict[str, Any]) -> Target:
    owner = req.get("Owner", call.account)
    note = call.tx.get(Note, owner, req["Name"])
    return Target(f"arn:aws:notes::{owner}:{req['Name']}", owner, note.policy or None if note else None)


def missing() -> ServiceError:
    return ServiceError("There is no such note.", code="NoSuchNote", status=404)


@operation("WriteNote", on=on_note)
def write_note(call: Call, req: dict[str, Any]) -> dict[str, Any]:
    call.tx.put(Note(call.account, req["Name"], req["Text"], req.get("Policy", "")))
    call.tx.emit(NoteWritten(req["Name"]))
    if "EraseAfter" in req:
        call.tx.at(call.clock.now() + req["EraseAfter"], "notes.erase", req["Name"])
    if req["Text"] == "crash":
        raise RuntimeError("a broken invariant")
    return {"Id": call.ids.uuid()}


@operation("ReadNote", on=on_note)
def read_note(call: Call, req: dict[str, Any]) -> dict[str, Any]:
    note = call.tx.need(Note, req.get("Owner", call.account), req["Name"], missing=missing())
    return {"Text": note.text}


@operation("WaitForNote", on=on_note)
def wait_for_note(call: Call, req: dict[str, Any]) -> dict[str, Any]:
    note = call.tx.get(Note, call.account, req["Name"])
    deadline = call.started_at + req["WaitSeconds"]
    if note is None and call.clock.now() < deadline:
        raise Wait(deadline)
    return {"Text": note.text} if note else {}


@operation("ListNotes")
def list_notes(call: Call, req: dict[str, Any]) -> Page:
    after = call.resume
    notes = list(call.tx.scan(Note, call.account, after=after, limit=req.get("Limit", 2) + 1))
    page = notes[: req.get("Limit", 2)]
    more = len(notes) > len(page)
    return Page({"Names": [note.name for note in page]}, (page[-1].name,) if more else None)


@operation("CountNotes")
def count_notes(call: Call, req: dict[str, Any]) -> dict[str, Any]:
    return {"Count": call.tx.count(Note, call.account)}


@operation("CopyNote")
def copy_note(call: Call, req: dict[str, Any]) -> dict[str, Any]:
    call.tx.put(Note(call.account, "before", "written by the caller itself"))
    text = call.invoke("notes", "ReadNote", {"Name": req["From"]})["Text"]
    try:
        call.invoke("notes", "WriteNote", {"Name": req["To"], "Text": text if text != "bad" else "crash"})
    except RuntimeError:
        return {"Copied": False}
    return {"Copied": True}


@operation("PrintNote")
async def print_note(call: Call, req: dict[str, Any]) -> dict[str, Any]:
    ink = await call.plane("press").ink(req["Name"])
    call.transact(_printed, req["Name"], ink)
    return {"Ink": ink}


def _printed(call: Call, name: str, ink: str) -> None:
    call.tx.put(Note(call.account, name, ink))
