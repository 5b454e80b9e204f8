"""ExecuteStatement. Source: API Reference, ExecuteStatement; Developer Guide, PartiQL language reference."""

import json
from typing import Any

import pytest

from fogbank.kernel.errors import AccessDenied, InvalidPageToken, ValidationFailed
from fogbank.kernel.identity.principal import Principal
from fogbank.services.dynamodb._shapes import (
    ConditionalCheckFailedException,
    DuplicateItemException,
    ResourceNotFoundException,
)
from tests.cloud import ACCOUNT
from tests.services.dynamodb.conftest import Database, item

ORDERS = {
    "IndexName": "by-state",
    "KeySchema": [{"AttributeName": "state", "KeyType": "HASH"}, {"AttributeName": "total", "KeyType": "RANGE"}],
    "Projection": {"ProjectionType": "ALL"},
}
LOCAL = {
    "IndexName": "by-total",
    "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}, {"AttributeName": "total", "KeyType": "RANGE"}],
    "Projection": {"ProjectionType": "KEYS_ONLY"},
}
MORE = [{"AttributeName": "state", "AttributeType": "S"}, {"AttributeName": "total", "AttributeType": "N"}]


def run(db: Database, statement: str, *parameters: Any, **more: Any) -> Any:
    if parameters:
        more["Parameters"] = list(item(**{str(at): value for at, value in enumerate(parameters)}).values())
    return db.call("ExecuteStatement", Statement=statement, **more)


def maps(**members: Any) -> Any:
    return {"M": item(**members)}


def numbers(found: Any, name: str = "nr") -> list[int]:
    return [int(each[name]["N"]) for each in found["Items"]]


@pytest.fixture
def orders(db: Database) -> Database:
    """Six orders of "a", two of "b"; the totals of "a" go down."""
    db.table(
        "orders",
        "id:S nr:N",
        GlobalSecondaryIndexes=[ORDERS],
        LocalSecondaryIndexes=[LOCAL],
        AttributeDefinitions=MORE,
    )
    for number in range(6):
        db.put("orders", id="a", nr=number, total=100 - number, state="open" if number % 2 else "done", note="n")
    db.put("orders", id="b", nr=7, total=7, state="open")
    db.put("orders", id="b", nr=8)
    return db


class TestSelect:
    def test_all(self, orders: Database) -> None:
        assert len(run(orders, "SELECT * FROM orders")["Items"]) == 8
        assert run(orders, "SELECT * FROM orders WHERE id='b' AND nr=8") == {"Items": [item(id="b", nr=8)]}

    @pytest.mark.parametrize(
        ("where", "found"),
        [
            ("id = 'a'", [0, 1, 2, 3, 4, 5]),
            ("id = 'a' AND nr BETWEEN 2 AND 3", [2, 3]),
            ("id = 'a' AND nr > 3", [4, 5]),
            ("id = 'a' AND total > 98", [0, 1]),
            ("id = 'a' AND nr >= 1 AND state = 'open'", [1, 3, 5]),
            ("id = 'b' OR id = 'a' AND nr = 0", [7, 8, 0]),
            ("id IN ['a', 'b'] AND nr IN [0, 7, 9]", [0, 7]),
            ("id = 'b' AND total IS MISSING", [8]),
            ("id = 'c'", []),
            ("id = 'a' ORDER BY nr DESC", [5, 4, 3, 2, 1, 0]),
            ("id IN ['a', 'b'] AND nr > 4 ORDER BY id DESC", [7, 8, 5]),
        ],
    )
    def test_of_partitions_in_order(self, orders: Database, where: str, found: list[int]) -> None:
        """DDB-015."""
        assert numbers(run(orders, f"SELECT * FROM orders WHERE {where}")) == found

    def test_it_reads_no_more_than_the_keys_say(self, orders: Database) -> None:
        def units(where: str) -> float:
            told = run(orders, f"SELECT * FROM orders WHERE {where}", Limit=1, ReturnConsumedCapacity="TOTAL")
            consumed: float = told["ConsumedCapacity"]["CapacityUnits"]
            return consumed

        db = orders
        db.put("orders", id="big", nr=1, data="x" * 100_000)
        db.put("orders", id="big", nr=2)
        assert units("id = 'big' AND nr = 2") == 0.5
        assert units("id = 'big'") == 12.5
        assert db.call(
            "ExecuteStatement",
            Statement="SELECT nr FROM orders WHERE id = 'big' AND nr > 1",
            ConsistentRead=True,
            ReturnConsumedCapacity="INDEXES",
        ) == {
            "Items": [item(nr=2)],
            "ConsumedCapacity": {"TableName": "orders", "CapacityUnits": 1.0, "Table": {"CapacityUnits": 1.0}},
        }

    def test_paths_and_parameters(self, db: Database) -> None:
        db.table()
        db.put(id="x", m={"M": {"a": {"L": [{"N": "1"}, {"N": "2"}]}}}, s="y")
        found = run(db, 'SELECT s, m.a[1] FROM "things" WHERE id = ? AND m.a[0] = ?', "x", 1)
        assert found["Items"] == [{"s": {"S": "y"}, "a[1]": {"N": "2"}}]

    def test_of_indexes(self, orders: Database) -> None:
        """DDB-022, DDB-023. Observed: dynoxide issue 179."""
        assert numbers(run(orders, 'SELECT * FROM "orders"."by-state" WHERE state=\'open\'')) == [7, 5, 3, 1]
        assert numbers(run(orders, "SELECT nr FROM orders.\"by-state\" WHERE state='open' AND total < 97")) == [7, 5]
        assert len(run(orders, 'SELECT * FROM "orders"."by-state"')["Items"]) == 7
        local = run(
            orders, 'SELECT nr, note FROM "orders"."by-total" WHERE id=\'a\' AND total < 97', ConsistentRead=True
        )
        assert local["Items"] == [item(nr=5, note="n"), item(nr=4, note="n")]

    def test_pages(self, orders: Database) -> None:
        statement, token = "SELECT nr FROM orders WHERE id IN ['a', 'b']", None
        pages: list[list[int]] = []
        while True:
            found = run(orders, statement, Limit=3, **({"NextToken": token} if token else {}))
            pages.append(numbers(found))
            token = found.get("NextToken")
            if token is None:
                break
            if len(pages) == 1:
                assert found["LastEvaluatedKey"] == item(id="a", nr=2)
        assert pages == [[0, 1, 2], [3, 4, 5], [7, 8]]

    def test_pages_of_a_scan(self, orders: Database) -> None:
        first = run(orders, "SELECT * FROM orders", Limit=5)
        rest = run(orders, "SELECT * FROM orders", NextToken=first["NextToken"])
        assert sorted(numbers(first) + numbers(rest)) == [0, 1, 2, 3, 4, 5, 7, 8]
        assert "NextToken" not in rest

    def test_a_token_goes_with_its_statement(self, orders: Database) -> None:
        token = run(orders, "SELECT * FROM orders", Limit=1)["NextToken"]
        with pytest.raises(InvalidPageToken):
            run(orders, "SELECT nr FROM orders", NextToken=token)

    @pytest.mark.parametrize(
        ("statement", "message"),
        [
            ('SELECT * FROM "orders"."nope"', "The table does not have the specified index"),
            (
                "SELECT * FROM orders ORDER BY nr",
                "Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY clause.",
            ),
            (
                "SELECT * FROM orders WHERE id = 'a' ORDER BY total",
                "Variable reference total in ORDER BY clause must be part of the primary key",
            ),
            (
                "SELECT * FROM orders WHERE id = 1",
                "One or more parameter values were invalid: Condition parameter type does not match schema type",
            ),
            ("EXISTS(SELECT * FROM orders WHERE id = 'a')", "EXISTS can only be used in a transaction"),
            ("SELEKT", "Statement wasn't well formed, can't be processed: Expected data manipulation"),
        ],
    )
    def test_faults(self, orders: Database, statement: str, message: str) -> None:
        with pytest.raises(ValidationFailed) as caught:
            run(orders, statement)
        assert caught.value.message == message

    def test_global_indexes_are_not_consistent(self, orders: Database) -> None:
        """Observed: dynamodb-conformance pull request 171."""
        with pytest.raises(ValidationFailed) as caught:
            run(orders, 'SELECT * FROM "orders"."by-state"', ConsistentRead=True)
        assert caught.value.message == "Strongly consistent read is not supported on Global Secondary Indexes"

    def test_no_table(self, db: Database) -> None:
        with pytest.raises(ResourceNotFoundException):
            run(db, "SELECT * FROM nope")


class TestInsert:
    def test_a_new_item(self, db: Database) -> None:
        db.table()
        assert run(db, "INSERT INTO things VALUE {'id': ?, 'l': [1, 'x']}", "a") == {"Items": []}
        assert db.get(id="a") == item(id="a", l={"L": [{"N": "1"}, {"S": "x"}]})

    def test_never_replaces(self, db: Database) -> None:
        db.table()
        db.put(id="a", n=1)
        with pytest.raises(DuplicateItemException) as caught:
            run(db, "INSERT INTO things VALUE {'id': 'a'}")
        assert caught.value.message == "Duplicate primary key exists in table"
        assert db.get(id="a") == item(id="a", n=1)

    def test_key_and_size(self, db: Database) -> None:
        db.table()
        with pytest.raises(ValidationFailed, match="Missing the key id in the item"):
            run(db, "INSERT INTO things VALUE {'a': 1}")
        with pytest.raises(ValidationFailed, match="Item size has exceeded the maximum allowed size"):
            run(db, "INSERT INTO things VALUE {'id': 'a', 'b': ?}", "x" * 409_600)


class TestUpdate:
    def test_in_all_ways(self, db: Database) -> None:
        db.table()
        db.put(id="a", n=1, l={"L": [{"N": "1"}]}, gone=1, m={"M": {}})
        run(db, "INSERT INTO things VALUE {'id': 'b', 's': <<'x', 'y'>>}")
        run(db, "UPDATE things SET n = n + 10 SET l = list_append(l, [2]) REMOVE gone SET m.x = 'new' WHERE id = 'a'")
        assert db.get(id="a") == item(id="a", n=11, l={"L": [{"N": "1"}, {"N": "2"}]}, m={"M": {"x": {"S": "new"}}})
        run(db, "UPDATE things SET s = set_add(s, <<'z'>>) WHERE id = 'b'")
        run(db, "UPDATE things SET s = set_delete(s, <<'x'>>) WHERE id = 'b'")
        assert db.get(id="b") == {"id": {"S": "b"}, "s": {"SS": ["y", "z"]}}

    @pytest.mark.parametrize(
        ("returning", "items"),
        [
            ("", []),
            ("RETURNING ALL OLD *", [item(id="a", n=1, m=maps(x=1, y=2))]),
            ("RETURNING ALL NEW *", [item(id="a", n=2, m=maps(x=5, y=2), new=1)]),
            ("RETURNING MODIFIED OLD *", [item(n=1, m=maps(x=1))]),
            ("RETURNING MODIFIED NEW *", [item(n=2, m=maps(x=5), new=1)]),
        ],
    )
    def test_returning(self, db: Database, returning: str, items: list[Any]) -> None:
        """Observed: dynamodb-conformance pull request 103."""
        db.table()
        db.put(id="a", n=1, m=maps(x=1, y=2))
        assert run(db, f"UPDATE things SET n=2, m.x=5, new=1 WHERE id='a' {returning}")["Items"] == items

    def test_an_empty_one_is_left_out(self, db: Database) -> None:
        db.table()
        db.put(id="a", n=1)
        assert run(db, "UPDATE things REMOVE n WHERE id='a' RETURNING MODIFIED NEW *")["Items"] == []

    def test_it_makes_nothing(self, db: Database) -> None:
        """Observed: dynoxide pull request 150."""
        db.table()
        with pytest.raises(ConditionalCheckFailedException) as caught:
            run(db, "UPDATE things SET n = 1 WHERE id = 'a'")
        assert caught.value.message == "The conditional request failed"
        assert db.get(id="a") is None

    def test_the_rest_of_where_is_a_condition(self, db: Database) -> None:
        db.table()
        db.put(id="a", n=1)
        run(db, "UPDATE things SET n = 2 WHERE id = 'a' AND n = 1")
        with pytest.raises(ConditionalCheckFailedException) as caught:
            run(db, "UPDATE things SET n = 3 WHERE id='a' AND n=1", ReturnValuesOnConditionCheckFailure="ALL_OLD")
        assert caught.value.members["Item"] == item(id="a", n=2)

    @pytest.mark.parametrize(
        ("statement", "message"),
        [
            (
                "UPDATE things SET n = 1 WHERE n = 1",
                "Where clause does not contain a mandatory equality on all key attributes",
            ),
            (
                "UPDATE things SET id = 'b' WHERE id = 'a'",
                "One or more parameter values were invalid: Cannot update attribute id. This attribute is part of the "
                "key",
            ),
            ("UPDATE things SET n = 1 WHERE id = 1", "The provided key element does not match the schema"),
        ],
    )
    def test_faults(self, db: Database, statement: str, message: str) -> None:
        db.table()
        with pytest.raises(ValidationFailed) as caught:
            run(db, statement)
        assert caught.value.message == message


class TestDelete:
    def test_what_is_there_and_what_is_not(self, db: Database) -> None:
        """Observed: dynamodb-conformance pull request 103."""
        db.table()
        db.put(id="a", n=1)
        assert run(db, "DELETE FROM things WHERE id='a' RETURNING ALL OLD *") == {"Items": [item(id="a", n=1)]}
        assert run(db, "DELETE FROM things WHERE id='a' AND n = 5 RETURNING ALL OLD *") == {"Items": []}
        assert db.get(id="a") is None

    def test_the_rest_of_where_is_a_condition(self, db: Database) -> None:
        """Observed: dynoxide pull request 59."""
        db.table()
        db.put(id="a", title="xyz")
        with pytest.raises(ConditionalCheckFailedException):
            run(db, "DELETE FROM things WHERE id = 'a' AND NOT begins_with(title, 'x')")
        run(db, "DELETE FROM things WHERE id = 'a' AND begins_with(title, 'x')")
        assert db.get(id="a") is None


class TestAccess:
    """DDB-024. Source: Developer Guide, IAM security policies with PartiQL for DynamoDB."""

    def allowed(self, db: Database, statement: dict[str, Any]) -> Principal:
        document = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Resource": "*", **statement}]}
        made = db.cloud.call("iam", "CreateUser", {"UserName": "jo"})["User"]
        policy = {"UserName": "jo", "PolicyName": "may", "PolicyDocument": json.dumps(document)}
        db.cloud.call("iam", "PutUserPolicy", policy)
        return Principal("user", made["Arn"], ACCOUNT, made["UserId"])

    def test_each_kind_of_statement_has_its_action(self, orders: Database) -> None:
        jo = self.allowed(orders, {"Action": "dynamodb:PartiQLSelect"})
        select = {"Statement": "SELECT * FROM orders WHERE id = 'b'"}
        assert orders.call("ExecuteStatement", {"principal": jo}, **select)["Items"]
        with pytest.raises(AccessDenied, match="dynamodb:PartiQLInsert"):
            orders.call(
                "ExecuteStatement", {"principal": jo}, Statement="INSERT INTO orders VALUE {'id': 'x', 'nr': 1}"
            )

    def test_full_scans_can_be_denied(self, orders: Database) -> None:
        condition = {"Bool": {"dynamodb:FullTableScan": "false"}}
        jo = self.allowed(orders, {"Action": "dynamodb:PartiQLSelect", "Condition": condition})
        assert orders.call("ExecuteStatement", {"principal": jo}, Statement="SELECT * FROM orders WHERE id = 'b'")[
            "Items"
        ]
        with pytest.raises(AccessDenied):
            orders.call("ExecuteStatement", {"principal": jo}, Statement="SELECT * FROM orders WHERE nr = 7")
