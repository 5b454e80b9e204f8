"""Event streams, read back by botocore's own parser."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from botocore.eventstream import EventStreamBuffer

from fogbank.kernel.errors import ServiceError
from tests.wire.asking import of


async def _events(*events: Any) -> AsyncIterator[dict[str, Any]]:
    for event in events:
        if isinstance(event, Exception):
            raise event
        yield event


def messages(service: str, operation: str, answer: dict[str, Any]) -> list[Any]:
    """The messages of an answer, as botocore unframes them (it checks lengths and checksums)."""

    async def gather() -> bytes:
        response = of(service, operation).serialize(answer, "r")
        assert response.headers["Content-Type"] == "application/vnd.amazon.eventstream"
        return b"".join([chunk async for chunk in response.body])

    buffer = EventStreamBuffer()
    buffer.add_data(asyncio.run(gather()))
    return list(buffer)


def test_payloads_stand_as_they_are() -> None:
    # Source: S3 API Reference, "Appendix: SelectObjectContent Response": headers of each message.
    events = _events({"Records": {"Payload": b"a,b\n"}}, {"Stats": {"Details": {"BytesScanned": 5}}}, {"End": {}})
    records, stats, end = messages("s3", "SelectObjectContent", {"Payload": events})
    assert records.headers == {
        ":message-type": "event",
        ":event-type": "Records",
        ":content-type": "application/octet-stream",
    }
    assert records.payload == b"a,b\n"
    assert stats.headers[":content-type"] == "text/xml"
    assert b"<BytesScanned>5</BytesScanned>" in stats.payload
    assert (end.headers, end.payload) == ({":message-type": "event", ":event-type": "End"}, b"")


def test_json_protocol_sends_the_other_members_first() -> None:
    record = {"Data": b"\x00", "PartitionKey": "p", "SequenceNumber": "1", "ApproximateArrivalTimestamp": 5.5}
    event = {"SubscribeToShardEvent": {"Records": [record], "ContinuationSequenceNumber": "1", "MillisBehindLatest": 0}}
    first, second = messages("kinesis", "SubscribeToShard", {"EventStream": _events(event)})
    assert first.headers[":event-type"] == "initial-response"
    assert first.payload == b"{}"
    assert b'"Data":"AA=="' in second.payload


def test_rest_json_sends_events_at_once() -> None:
    events = _events({"PayloadChunk": {"Payload": b"part"}}, {"InvokeComplete": {"LogResult": "log"}})
    chunk, complete = messages("lambda", "InvokeWithResponseStream", {"StatusCode": 200, "EventStream": events})
    assert (chunk.headers[":event-type"], chunk.payload) == ("PayloadChunk", b"part")
    assert complete.payload == b'{"LogResult":"log"}'


def test_modelled_error_ends_the_stream_as_an_exception() -> None:
    error = ServiceError("gone", code="ResourceNotFoundException", status=400)
    _, last = messages("kinesis", "SubscribeToShard", {"EventStream": _events(error)})
    assert last.headers[":message-type"] == "exception"
    assert last.headers[":exception-type"] == "ResourceNotFoundException"
    assert last.payload == b'{"message":"gone"}'


def test_other_error_ends_the_stream_as_an_error() -> None:
    _, last = messages("kinesis", "SubscribeToShard", {"EventStream": _events(ServiceError("why", code="Odd"))})
    assert last.headers == {":message-type": "error", ":error-code": "Odd", ":error-message": "why"}


def test_a_bug_is_not_hidden_in_the_stream() -> None:
    with pytest.raises(ZeroDivisionError):
        messages("kinesis", "SubscribeToShard", {"EventStream": _events(ZeroDivisionError())})


def test_closing_an_answer_closes_its_events() -> None:
    closed = []

    async def endless() -> AsyncIterator[dict[str, Any]]:
        try:
            while True:
                yield {"PayloadChunk": {"Payload": b"x"}}
        finally:
            closed.append(True)

    async def leave() -> None:
        body: Any = of("lambda", "InvokeWithResponseStream").serialize({"EventStream": endless()}, "r").body
        await anext(body)
        await body.aclose()

    asyncio.run(leave())
    assert closed == [True]
