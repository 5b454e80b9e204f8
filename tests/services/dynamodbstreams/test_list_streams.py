"""ListStreams. Source: API Reference, ListStreams."""

import pytest

from fogbank.kernel.errors import ValidationFailed
from tests.services.dynamodbstreams.conftest import Stream


class TestShape:
    def test_none(self, stream: Stream) -> None:
        assert stream.call("ListStreams") == {"Streams": []}

    def test_limit(self, stream: Stream) -> None:
        with pytest.raises(ValidationFailed, match="less than or equal to 100"):
            stream.call("ListStreams", Limit=101)

    def test_start(self, stream: Stream) -> None:
        with pytest.raises(ValidationFailed, match="Invalid StreamArn"):
            stream.call("ListStreams", ExclusiveStartStreamArn="x" * 37)


class TestBehaviour:
    def test_streams_of_the_region(self, stream: Stream) -> None:
        arn = stream.table()
        told = {"StreamArn": arn, "TableName": "things", "StreamLabel": arn.rpartition("/")[2]}
        stream.db.table("without")
        assert stream.call("ListStreams") == {"Streams": [told]}
        assert stream.cloud.call("dynamodbstreams", "ListStreams", region="eu-west-1") == {"Streams": []}

    def test_of_one_table(self, stream: Stream) -> None:
        arn = stream.table()
        stream.table(name="others")
        assert [each["StreamArn"] for each in stream.call("ListStreams", TableName="things")["Streams"]] == [arn]
        assert stream.call("ListStreams", TableName="without")["Streams"] == []

    def test_a_table_that_was_made_again(self, stream: Stream) -> None:
        first = stream.table()
        stream.db.call("DeleteTable", TableName="things")
        stream.cloud.advance(60)
        second = stream.table()
        assert first != second
        assert [each["StreamArn"] for each in stream.call("ListStreams", TableName="things")["Streams"]] == [
            first,
            second,
        ]

    def test_pages(self, stream: Stream) -> None:
        arns = [stream.table(name=f"table-{number}") for number in range(3)]
        first = stream.call("ListStreams", Limit=2)
        assert [each["StreamArn"] for each in first["Streams"]] == arns[:2]
        assert first["LastEvaluatedStreamArn"] == arns[1]
        second = stream.call("ListStreams", Limit=2, ExclusiveStartStreamArn=arns[1])
        assert [each["StreamArn"] for each in second["Streams"]] == arns[2:]
        assert "LastEvaluatedStreamArn" not in second

    def test_pages_of_one_table(self, stream: Stream) -> None:
        first = stream.table()
        stream.db.call("DeleteTable", TableName="things")
        stream.cloud.advance(60)
        second = stream.table()
        found = stream.call("ListStreams", TableName="things", Limit=1)
        assert found["LastEvaluatedStreamArn"] == first
        [other] = stream.call("ListStreams", TableName="things", ExclusiveStartStreamArn=first)["Streams"]
        assert other["StreamArn"] == second
