"""Tags. Source: Organizations API Reference, TagResource and the reasons of InvalidInputException."""

import pytest

from fogbank.kernel.errors import ValidationFailed
from tests.services.organizations.conftest import OTHER, Org

BLUE, RED = {"Key": "team", "Value": "blue"}, {"Key": "team", "Value": "red"}


def test_everything_has_tags(org: Org) -> None:
    for id_ in (org.root, org.unit("sales"), org.account(), org.policy("no-s3")):
        org.call("TagResource", ResourceId=id_, Tags=[BLUE, {"Key": "site", "Value": ""}])
        org.call("TagResource", ResourceId=id_, Tags=[RED])
        assert org.call("ListTagsForResource", ResourceId=id_)["Tags"] == [RED, {"Key": "site", "Value": ""}]
        org.call("UntagResource", ResourceId=id_, TagKeys=["site", "none"])
        assert org.call("ListTagsForResource", ResourceId=id_)["Tags"] == [RED]


def test_what_is_not_there(org: Org) -> None:
    nowhere = f"ou-{org.root[2:]}-12345678"
    for id_ in ("r-none", nowhere, OTHER, "p-12345678", "rp-12345678"):
        assert org.code("TagResource", ResourceId=id_, Tags=[BLUE]) == "TargetNotFoundException"
        assert org.code("UntagResource", ResourceId=id_, TagKeys=["team"]) == "TargetNotFoundException"
        assert org.code("ListTagsForResource", ResourceId=id_) == "TargetNotFoundException"
    with pytest.raises(ValidationFailed):
        org.call("ListTagsForResource", ResourceId="nothing")


def test_what_tags_may_be(org: Org) -> None:
    root = org.root
    for tags, reason in (
        ([BLUE, RED], "DUPLICATE_TAG_KEY"),
        ([{"Key": "AWS:team", "Value": ""}], "INVALID_SYSTEM_TAGS_PARAMETER"),
    ):
        assert org.reason("TagResource", ResourceId=root, Tags=tags) == ("InvalidInputException", reason)
    with pytest.raises(ValidationFailed):
        org.call("TagResource", ResourceId=root, Tags=[{"Key": "te%am", "Value": ""}])
    assert org.reason("TagResource", ResourceId="p-FullAWSAccess", Tags=[BLUE])[1] == "IMMUTABLE_POLICY"


def test_fifty_of_them(org: Org) -> None:
    many = [{"Key": f"k{number}", "Value": ""} for number in range(50)]
    org.call("TagResource", ResourceId=org.root, Tags=many)
    org.call("TagResource", ResourceId=org.root, Tags=many[:1])
    assert org.reason("TagResource", ResourceId=org.root, Tags=[BLUE]) == (
        "ConstraintViolationException",
        "MAX_TAG_LIMIT_EXCEEDED",
    )
    params = {"ParentId": org.root, "Name": "x", "Tags": [*many, BLUE]}
    assert org.reason("CreateOrganizationalUnit", **params)[1] == "MAX_TAG_LIMIT_EXCEEDED"
