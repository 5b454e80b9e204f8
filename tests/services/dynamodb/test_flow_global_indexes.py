"""Global secondary indexes: what they have and cost. DDB-023. Source: Developer Guide, Global secondary indexes."""

from typing import Any

import pytest

from fogbank.kernel.errors import ValidationFailed
from tests.services.dynamodb.conftest import Database, item


def index(name: str, *roles: str, project: str | list[str] = "ALL") -> dict[str, Any]:
    """`roles`: "by:HASH" and so on. `project`: ALL, KEYS_ONLY, or the attributes of INCLUDE."""
    projection = (
        {"ProjectionType": project}
        if isinstance(project, str)
        else {"ProjectionType": "INCLUDE", "NonKeyAttributes": project}
    )
    schema = [dict(zip(("AttributeName", "KeyType"), role.split(":"), strict=True)) for role in roles]
    return {"IndexName": name, "KeySchema": schema, "Projection": projection}


def defined(*names: str) -> list[dict[str, str]]:
    """ "by:S" and so on."""
    return [dict(zip(("AttributeName", "AttributeType"), each.split(":"), strict=True)) for each in names]


def query(db: Database, name: str, condition: str, /, **values: Any) -> Any:
    params = {each: value for each, value in values.items() if each[0].isupper()}
    given = item(**{each: value for each, value in values.items() if not each[0].isupper()})
    params["ExpressionAttributeValues"] = {f":{each}": value for each, value in given.items()}
    return db.call("Query", TableName="things", IndexName=name, KeyConditionExpression=condition, **params)


@pytest.fixture
def games(db: Database) -> Database:
    """Scores of players in games: by game and score, keys alone; by player, with the city."""
    db.table(
        key="id:S",
        AttributeDefinitions=defined("game:S", "score:N", "player:S"),
        GlobalSecondaryIndexes=[
            index("by-score", "game:HASH", "score:RANGE", project="KEYS_ONLY"),
            index("by-player", "player:HASH", project=["city"]),
        ],
    )
    return db


class TestContent:
    def test_only_items_with_the_keys_are_in_it(self, games: Database) -> None:
        games.put(id="1", game="chess", score=5, player="ann", city="Rome")
        games.put(id="2", game="chess", player="ann")
        games.put(id="3", score=7)
        assert query(games, "by-score", "game = :g", g="chess")["Items"] == [item(id="1", game="chess", score=5)]
        found = query(games, "by-player", "player = :p", p="ann")["Items"]
        assert sorted(each["id"]["S"] for each in found) == ["1", "2"]
        assert item(id="1", player="ann", city="Rome") in found
        assert games.call("Scan", TableName="things", IndexName="by-score")["Count"] == 1

    def test_it_follows_the_items(self, games: Database) -> None:
        games.put(id="1", game="chess", score=5)
        games.put(id="1", game="chess", score=9)
        assert query(games, "by-score", "game = :g", g="chess")["Items"] == [item(id="1", game="chess", score=9)]
        games.call("UpdateItem", TableName="things", Key=item(id="1"), UpdateExpression="REMOVE score")
        assert query(games, "by-score", "game = :g", g="chess")["Count"] == 0
        games.put(id="1", game="go", score=1)
        assert query(games, "by-score", "game = :g", g="go")["Count"] == 1
        games.call("DeleteItem", TableName="things", Key=item(id="1"))
        assert query(games, "by-score", "game = :g", g="go")["Count"] == 0

    def test_many_items_of_one_key_have_pages(self, games: Database) -> None:
        for number in range(20):
            games.put(id=str(number), game="chess", score=number // 10)
        for forward in (True, False):
            seen: list[str] = []
            more: dict[str, Any] = {}
            while True:
                page = query(games, "by-score", "game = :g", g="chess", Limit=3, ScanIndexForward=forward, **more)
                seen += [each["id"]["S"] for each in page["Items"]]
                if "LastEvaluatedKey" not in page:
                    break
                assert set(page["LastEvaluatedKey"]) == {"id", "game", "score"}
                more = {"ExclusiveStartKey": page["LastEvaluatedKey"]}
            assert len(seen) == len(set(seen)) == 20

    def test_a_start_must_have_both_keys(self, games: Database) -> None:
        with pytest.raises(ValidationFailed, match="The provided starting key is invalid"):
            query(games, "by-score", "game = :g", g="chess", ExclusiveStartKey=item(game="chess", score=1))

    def test_sizes_are_told(self, games: Database) -> None:
        games.put(id="1", game="chess", score=5, text="x" * 1000)
        told = games.describe()["GlobalSecondaryIndexes"]
        assert [(each["ItemCount"], each["IndexSizeBytes"]) for each in told] == [(1, 3 + 9 + 5 + 2), (0, 0)]
        assert told[0]["IndexArn"].endswith(":table/things/index/by-score")
        assert told[0]["IndexStatus"] == "ACTIVE"


class TestCapacity:
    def put(self, db: Database, **attributes: Any) -> Any:
        told = db.call("PutItem", TableName="things", Item=item(**attributes), ReturnConsumedCapacity="INDEXES")
        return told["ConsumedCapacity"]

    def test_writes(self, games: Database) -> None:
        """Source: Global secondary indexes, Provisioned throughput considerations, Write capacity units."""
        told = self.put(games, id="1", game="chess", score=5, text="x" * 1500)
        assert told == {
            "TableName": "things",
            "CapacityUnits": 3.0,
            "Table": {"CapacityUnits": 2.0},
            "GlobalSecondaryIndexes": {"by-score": {"CapacityUnits": 1.0}},
        }
        # What is not projected changes: no write of the index.
        assert self.put(games, id="1", game="chess", score=5, text="y" * 1500)["CapacityUnits"] == 2.0
        # The key changes: one write that deletes, and one that puts.
        assert self.put(games, id="1", game="chess", score=6)["GlobalSecondaryIndexes"] == {
            "by-score": {"CapacityUnits": 2.0}
        }
        # The item leaves the index, and comes into the other one.
        assert self.put(games, id="1", player="ann")["GlobalSecondaryIndexes"] == {
            "by-score": {"CapacityUnits": 1.0},
            "by-player": {"CapacityUnits": 1.0},
        }
        # A projected attribute changes.
        assert self.put(games, id="1", player="ann", city="Rome")["GlobalSecondaryIndexes"] == {
            "by-player": {"CapacityUnits": 1.0}
        }

    def test_reads_are_of_what_is_projected(self, games: Database) -> None:
        for number in range(8):
            games.put(id=str(number), game="chess", score=number, text="x" * 4000)
        told = query(games, "by-score", "game = :g", g="chess", ReturnConsumedCapacity="INDEXES")["ConsumedCapacity"]
        assert told == {
            "TableName": "things",
            "CapacityUnits": 0.5,
            "Table": {"CapacityUnits": 0.0},
            "GlobalSecondaryIndexes": {"by-score": {"CapacityUnits": 0.5}},
        }


class TestManyAttributes:
    """Keys of up to four attributes each."""

    @pytest.fixture
    def matches(self, db: Database) -> Database:
        roles = ("cup:HASH", "region:HASH", "round:RANGE", "seat:RANGE")
        db.table(
            AttributeDefinitions=defined("cup:S", "region:S", "round:N", "seat:S"),
            GlobalSecondaryIndexes=[index("by-round", *roles)],
        )
        number = 0
        for cup in ("a", "ab"):
            for region in ("bc", "c"):
                for turn in (1, 2, 10):
                    for seat in ("x", "xy", "y"):
                        db.put(id=str(number), cup=cup, region=region, round=turn, seat=seat)
                        number += 1
        return db

    def found(self, db: Database, condition: str, **values: Any) -> list[tuple[int, str]]:
        told = query(
            db, "by-round", f"cup = :c AND #r = :r{condition}", c="a", r="bc",
            ExpressionAttributeNames={"#r": "region"}, **values,
        )  # fmt: skip
        return [(int(each["round"]["N"]), each["seat"]["S"]) for each in told["Items"]]

    @pytest.mark.parametrize(
        ("condition", "values", "expected"),
        [
            ("", {}, [(n, seat) for n in (1, 2, 10) for seat in ("x", "xy", "y")]),
            (" AND round = :n", {"n": 2}, [(2, "x"), (2, "xy"), (2, "y")]),
            (" AND round > :n", {"n": 1}, [(n, seat) for n in (2, 10) for seat in ("x", "xy", "y")]),
            (" AND round >= :n", {"n": 10}, [(10, "x"), (10, "xy"), (10, "y")]),
            (" AND round < :n", {"n": 2}, [(1, "x"), (1, "xy"), (1, "y")]),
            (" AND round <= :n", {"n": 1}, [(1, "x"), (1, "xy"), (1, "y")]),
            (" AND round BETWEEN :n AND :m", {"n": 2, "m": 9}, [(2, "x"), (2, "xy"), (2, "y")]),
            (" AND round = :n AND seat = :s", {"n": 2, "s": "x"}, [(2, "x")]),
            (" AND round = :n AND seat > :s", {"n": 2, "s": "x"}, [(2, "xy"), (2, "y")]),
            (" AND round = :n AND begins_with(seat, :s)", {"n": 2, "s": "x"}, [(2, "x"), (2, "xy")]),
        ],
    )
    def test_conditions(
        self, matches: Database, condition: str, values: dict[str, Any], expected: list[tuple[int, str]]
    ) -> None:
        assert self.found(matches, condition, **values) == expected

    @pytest.mark.parametrize(
        ("condition", "values", "text"),
        [
            ("cup = :c", {"c": "a"}, "Query condition missed key schema element: region"),
            ("cup = :c AND #r > :r", {"c": "a", "r": "b"}, "Query key condition not supported"),
            ("cup = :c AND #r = :r AND seat = :s", {"c": "a", "r": "b", "s": "x"}, "missed key schema element: round"),
            (
                "cup = :c AND #r = :r AND round > :n AND seat = :s",
                {"c": "a", "r": "b", "n": 1, "s": "x"},
                "Query key condition not supported",
            ),
            ("cup = :c AND #r = :r", {"c": "a", "r": 1}, "Condition parameter type does not match schema type"),
        ],
    )
    def test_what_a_condition_needs(self, matches: Database, condition: str, values: dict[str, Any], text: str) -> None:
        names = {"ExpressionAttributeNames": {"#r": "region"}} if "#r" in condition else {}
        with pytest.raises(ValidationFailed, match=text):
            query(matches, "by-round", condition, **values, **names)

    def test_pages(self, matches: Database) -> None:
        asked = {"c": "a", "r": "bc", "ExpressionAttributeNames": {"#r": "region"}}
        first = query(matches, "by-round", "cup = :c AND #r = :r", Limit=4, **asked)
        assert set(first["LastEvaluatedKey"]) == {"id", "cup", "region", "round", "seat"}
        more = {"ExclusiveStartKey": first["LastEvaluatedKey"]}
        rest = query(matches, "by-round", "cup = :c AND #r = :r", **asked, **more)
        assert (first["Count"], rest["Count"]) == (4, 5)
