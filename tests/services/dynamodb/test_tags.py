"""TagResource, UntagResource, ListTagsOfResource. Source: API Reference of each; Developer Guide, Tagging."""

from typing import Any

import pytest

from fogbank.kernel.errors import ValidationFailed
from fogbank.services.dynamodb._shapes import ResourceNotFoundException
from tests.services.dynamodb.conftest import Database

ARN = "arn:aws:dynamodb:us-east-1:000000000000:table/things"


def tags(**pairs: str) -> list[dict[str, str]]:
    return [{"Key": key, "Value": value} for key, value in pairs.items()]


def listed(db: Database) -> list[dict[str, str]]:
    found: list[dict[str, str]] = db.call("ListTagsOfResource", ResourceArn=ARN)["Tags"]
    return found


class TestShape:
    def test_tag_list_untag(self, db: Database) -> None:
        db.table()
        assert listed(db) == []
        db.call("TagResource", ResourceArn=ARN, Tags=tags(team="blue", stage="test"))
        db.call("TagResource", ResourceArn=ARN, Tags=tags(team="red"))
        assert listed(db) == tags(team="red", stage="test")
        db.call("UntagResource", ResourceArn=ARN, TagKeys=["team", "nothing"])
        assert listed(db) == tags(stage="test")


class TestRules:
    @pytest.mark.parametrize(
        ("operation", "more"),
        [("TagResource", {"Tags": tags(a="b")}), ("UntagResource", {"TagKeys": ["a"]}), ("ListTagsOfResource", {})],
    )
    def test_no_such_table(self, db: Database, operation: str, more: dict[str, Any]) -> None:
        with pytest.raises(ResourceNotFoundException):
            db.call(operation, ResourceArn=ARN, **more)

    @pytest.mark.parametrize(
        ("given", "text"),
        [
            (tags(**{"aws:team": "a"}), "reserved prefix aws:"),
            (tags(a="1") * 2, "Duplicate tag key"),
            (tags(**{f"k{number}": "v" for number in range(51)}), "at most 50 tags"),
            (tags(**{"k" * 129: "v"}), "Member must have length less than or equal to 128"),
            (tags(k="v" * 257), "Member must have length less than or equal to 256"),
        ],
    )
    def test_what_is_no_tag(self, db: Database, given: list[dict[str, str]], text: str) -> None:
        db.table()
        with pytest.raises(ValidationFailed, match=text):
            db.call("TagResource", ResourceArn=ARN, Tags=given)
        assert listed(db) == []
