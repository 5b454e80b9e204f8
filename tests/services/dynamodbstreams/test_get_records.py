"""GetRecords. Source: API Reference, GetRecords; Developer Guide, Change data capture for DynamoDB Streams."""

import pytest

from fogbank.kernel.errors import ValidationFailed
from fogbank.services.dynamodbstreams._shapes import (
    ExpiredIteratorException,
    ResourceNotFoundException,
    TrimmedDataAccessException,
)
from tests.services.dynamodb.conftest import item
from tests.services.dynamodbstreams.conftest import Stream

HOUR = 3600
DAY = 24 * HOUR


class TestShape:
    def test_a_record(self, stream: Stream) -> None:
        arn = stream.table()
        stream.db.put(id="a", n=1)
        [record] = stream.records(arn)
        number = record["dynamodb"].pop("SequenceNumber")
        assert number.isdecimal() and 21 <= len(number) <= 40
        assert len(record.pop("eventID")) == 32
        assert record == {
            "eventName": "INSERT",
            "eventVersion": "1.1",
            "eventSource": "aws:dynamodb",
            "awsRegion": "us-east-1",
            "dynamodb": {
                "ApproximateCreationDateTime": float(int(stream.cloud.now())),
                "Keys": item(id="a"),
                "NewImage": item(id="a", n=1),
                "SizeBytes": len("id" + "a") + len("id" + "a" + "n") + 2,
                "StreamViewType": "NEW_AND_OLD_IMAGES",
            },
        }

    def test_nothing_yet(self, stream: Stream) -> None:
        found = stream.get(stream.iterator(stream.table()))
        assert found["Records"] == []
        assert stream.get(found["NextShardIterator"])["Records"] == []


class TestRules:
    @pytest.mark.parametrize(
        "iterator", ["x", "a|1|b", "arn:aws:dynamodb:us-east-1:000000000000:table/t/stream/x|1|yy"]
    )
    def test_an_iterator_that_is_none(self, stream: Stream, iterator: str) -> None:
        with pytest.raises(ValidationFailed, match="Invalid ShardIterator"):
            stream.get(iterator)

    def test_an_iterator_is_of_one_stream(self, stream: Stream) -> None:
        one, other = stream.table(), stream.table(name="others")
        token = stream.iterator(one).rpartition("|")[2]
        with pytest.raises(ValidationFailed, match="Invalid ShardIterator"):
            stream.get(f"{other}|1|{token}")

    def test_at_most_a_thousand(self, stream: Stream) -> None:
        iterator = stream.iterator(stream.table())
        with pytest.raises(ValidationFailed, match="less than or equal to 1000"):
            stream.get(iterator, Limit=1001)
        with pytest.raises(ValidationFailed, match="greater than or equal to 1"):
            stream.get(iterator, Limit=0)

    def test_an_iterator_lasts_fifteen_minutes(self, stream: Stream) -> None:
        iterator = stream.iterator(stream.table())
        stream.cloud.advance(15 * 60)
        assert stream.get(iterator)["Records"] == []
        stream.cloud.advance(1)
        with pytest.raises(ExpiredIteratorException, match="Shard iterator has expired"):
            stream.get(iterator)

    def test_what_was_trimmed_meanwhile(self, stream: Stream) -> None:
        arn = stream.table()
        stream.db.put(id="a")
        stream.cloud.advance(DAY - 60)
        iterator = stream.iterator(arn)
        stream.cloud.advance(60)
        with pytest.raises(TrimmedDataAccessException, match="The data you are trying to access has been trimmed"):
            stream.get(iterator)
        stream.cloud.advance(60)
        with pytest.raises(TrimmedDataAccessException):
            stream.get(iterator)

    def test_a_shard_that_is_no_more(self, stream: Stream) -> None:
        arn = stream.table()
        stream.db.call("DeleteTable", TableName="things")
        stream.cloud.advance(DAY - 60)
        iterator = stream.iterator(arn)
        stream.cloud.advance(60)
        with pytest.raises(ResourceNotFoundException, match="Requested resource not found: Shard does not exist"):
            stream.get(iterator)


class TestBehaviour:
    @pytest.mark.parametrize(
        ("view", "images"),
        [
            ("KEYS_ONLY", {}),
            ("NEW_IMAGE", {"NewImage": item(id="a", n=2)}),
            ("OLD_IMAGE", {"OldImage": item(id="a", n=1)}),
            ("NEW_AND_OLD_IMAGES", {"NewImage": item(id="a", n=2), "OldImage": item(id="a", n=1)}),
        ],
    )
    def test_views(self, stream: Stream, view: str, images: dict[str, object]) -> None:
        """DDS-002: the same update with each view."""
        arn = stream.table(view)
        stream.db.put(id="a", n=1)
        stream.db.put(id="a", n=2)
        told = stream.records(arn)[1]
        assert told["eventName"] == "MODIFY"
        data = told["dynamodb"]
        assert data["StreamViewType"] == view
        assert data["Keys"] == item(id="a")
        assert {name: data[name] for name in ("NewImage", "OldImage") if name in data} == images

    def test_changes_of_a_key_in_their_order(self, stream: Stream) -> None:
        """DDS-001: INSERT, MODIFY, REMOVE."""
        arn = stream.table(key="id:S at:N")
        key = item(id="a", at=1)
        stream.db.put(id="a", at=1)
        stream.db.call(
            "UpdateItem",
            TableName="things",
            Key=key,
            UpdateExpression="SET n = :n",
            ExpressionAttributeValues={":n": {"N": "5"}},
        )
        stream.db.call("DeleteItem", TableName="things", Key=key)
        records = stream.records(arn)
        assert [record["eventName"] for record in records] == ["INSERT", "MODIFY", "REMOVE"]
        assert [record["dynamodb"]["Keys"] for record in records] == [key] * 3
        assert "NewImage" not in records[2]["dynamodb"]
        numbers = [int(record["dynamodb"]["SequenceNumber"]) for record in records]
        assert numbers == sorted(set(numbers))
        assert len({record["eventID"] for record in records}) == 3

    def test_what_changes_nothing_is_not_told(self, stream: Stream) -> None:
        arn = stream.table()
        stream.db.put(id="a", n=1)
        stream.db.put(id="a", n=1)
        stream.db.call("DeleteItem", TableName="things", Key=item(id="b"))
        assert [record["eventName"] for record in stream.records(arn)] == ["INSERT"]

    def test_pages(self, stream: Stream) -> None:
        arn = stream.table()
        for number in range(5):
            stream.db.put(id=str(number))
        iterator = stream.iterator(arn)
        sizes = []
        for _ in range(4):
            found = stream.get(iterator, Limit=2)
            sizes.append(len(found["Records"]))
            iterator = found["NextShardIterator"]
        assert sizes == [2, 2, 1, 0]
        stream.db.put(id="later")
        [record] = stream.get(iterator)["Records"]
        assert record["dynamodb"]["Keys"] == item(id="later")

    def test_a_megabyte(self, stream: Stream) -> None:
        arn = stream.table("NEW_IMAGE")
        for number in range(4):
            stream.db.put(id=str(number), text="x" * 300_000)
            stream.cloud.advance(10)
        first = stream.get(stream.iterator(arn))
        assert len(first["Records"]) == 3
        assert len(stream.get(first["NextShardIterator"])["Records"]) == 1

    def test_a_day(self, stream: Stream) -> None:
        """DDS-001: after 24 hours a record is trimmed."""
        arn = stream.table()
        stream.db.put(id="a")
        stream.cloud.advance(DAY - 1)
        assert len(stream.records(arn)) == 1
        stream.db.put(id="b")
        stream.cloud.advance(1)
        assert [record["dynamodb"]["Keys"] for record in stream.records(arn)] == [item(id="b")]
        stream.cloud.advance(DAY)
        assert stream.records(arn) == []

    def test_a_shard_ends_after_four_hours(self, stream: Stream) -> None:
        """The last record of a closed shard has no iterator behind it; the change after it is in the child."""
        arn = stream.table()
        stream.db.put(id="a")
        stream.cloud.advance(4 * HOUR)
        stream.db.put(id="b")
        parent, child = stream.shards(arn)
        assert child["ParentShardId"] == parent["ShardId"]
        old = stream.get(stream.iterator(arn))
        assert [record["dynamodb"]["Keys"] for record in old["Records"]] == [item(id="a")]
        assert "NextShardIterator" not in old
        number = int(stream.get(stream.iterator(arn, shard=1))["Records"][0]["dynamodb"]["SequenceNumber"])
        assert int(parent["SequenceNumberRange"]["EndingSequenceNumber"]) < number

    def test_a_deleted_tables_changes_stay_for_a_day(self, stream: Stream) -> None:
        arn = stream.table()
        stream.db.put(id="a")
        stream.db.call("DeleteTable", TableName="things")
        stream.cloud.advance(HOUR)
        found = stream.get(stream.iterator(arn))
        assert len(found["Records"]) == 1
        assert "NextShardIterator" not in found
