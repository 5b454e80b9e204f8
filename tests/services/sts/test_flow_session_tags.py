"""Session tags and source identities, and how they go down a chain.

Source: IAM User Guide, Pass session tags in AWS STS; Monitor and control actions taken with assumed roles; observed
with real chains: inherited tags need sts:TagSession, too, and neither they nor the source identity can be changed.
"""

from typing import Any

import pytest

from tests.services.sts.world import HOME, World, denied, document, trusting

TAGGING = ("sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity")
ANY_ROLE = {"Action": list(TAGGING), "Resource": "*"}
TEAM = [{"Key": "Team", "Value": "red"}]
NAMED: dict[str, Any] = {"RoleSessionName": "session1"}


def told_apart(value: str, key: str = "aws:PrincipalTag/team") -> dict[str, Any]:
    """May list queues with this value of a key."""
    return {"Action": "sqs:ListQueues", "Resource": "*", "Condition": {"StringEquals": {key: value}}}


class TestRules:
    @pytest.mark.parametrize(
        ("params", "words"),
        [
            ({"Tags": [*TEAM, {"Key": "team", "Value": "blue"}]}, "Duplicate tag keys found"),
            ({"Tags": [{"Key": "AWS:team", "Value": "red"}]}, "AWS:team"),
            ({"Tags": TEAM, "TransitiveTagKeys": ["Other"]}, "must be included in the requested tags"),
            ({"TransitiveTagKeys": ["Team"]}, "must be included in the requested tags"),
        ],
    )
    def test_refused(self, world: World, params: dict[str, Any], words: str) -> None:
        user = world.user("Alice")
        arn = world.role("Reader", trusting({"AWS": user.arn}, *TAGGING))
        refused = world.refused("AssumeRole", user, RoleArn=arn, **NAMED, **params)
        assert refused[0] == "InvalidParameterValue" and words in refused[1]

    @pytest.mark.parametrize(
        ("params", "action"),
        [({"Tags": TEAM}, "sts:TagSession"), ({"SourceIdentity": "alice"}, "sts:SetSourceIdentity")],
    )
    def test_each_needs_a_permission_of_its_own(self, world: World, params: dict[str, Any], action: str) -> None:
        user = world.user("Alice")
        bare = world.role("Bare", trusting({"AWS": user.arn}))
        full = world.role("Full", trusting({"AWS": user.arn}, "sts:AssumeRole", action))
        refused = world.refused("AssumeRole", user, RoleArn=bare, **NAMED, **params)
        assert refused[0] == "AccessDenied"
        assert f"not authorized to perform: {action} on resource: {bare}" in refused[1]
        assert world.call("AssumeRole", user, RoleArn=full, **NAMED, **params)

    @pytest.mark.parametrize(
        ("condition", "params", "enters"),
        [
            ({"StringEquals": {"aws:RequestTag/Team": "red"}}, {"Tags": TEAM}, True),
            ({"StringEquals": {"aws:RequestTag/Team": "blue"}}, {"Tags": TEAM}, False),
            ({"ForAllValues:StringEquals": {"aws:TagKeys": ["Team"]}}, {"Tags": TEAM}, True),
            ({"ForAllValues:StringEquals": {"aws:TagKeys": ["Other"]}}, {"Tags": TEAM}, False),
            (
                {"ForAllValues:StringEquals": {"sts:TransitiveTagKeys": ["Team"]}},
                {"Tags": TEAM, "TransitiveTagKeys": ["Team"]},
                True,
            ),
            (
                {"ForAllValues:StringEquals": {"sts:TransitiveTagKeys": ["Other"]}},
                {"Tags": TEAM, "TransitiveTagKeys": ["Team"]},
                False,
            ),
            ({"StringEquals": {"sts:SourceIdentity": "alice"}}, {"SourceIdentity": "alice"}, True),
            ({"StringEquals": {"sts:SourceIdentity": "alice"}}, {"SourceIdentity": "mallory"}, False),
        ],
    )
    def test_trust_policies_ask_for_them(
        self, world: World, condition: dict[str, Any], params: dict[str, Any], enters: bool
    ) -> None:
        user = world.user("Alice")
        arn = world.role("Reader", trusting({"AWS": user.arn}, *TAGGING, **condition))
        if enters:
            assert world.call("AssumeRole", user, RoleArn=arn, **NAMED, **params)
        else:
            assert world.refused("AssumeRole", user, RoleArn=arn, **NAMED, **params)[0] == "AccessDenied"


class TestBehaviour:
    def test_a_session_tag_stands_before_the_roles_own(self, world: World) -> None:
        user = world.user("Alice")
        arn = world.role(
            "Reader",
            trusting({"AWS": user.arn}, *TAGGING),
            told_apart("red"),
            Tags=[{"Key": "team", "Value": "blue"}],
        )
        plain = world.call("AssumeRole", user, RoleArn=arn, **NAMED)["Credentials"]
        tagged = world.call("AssumeRole", user, RoleArn=arn, Tags=TEAM, **NAMED)["Credentials"]
        assert denied(world.client("sqs", plain), "list_queues")[1] == "AccessDenied"
        assert world.client("sqs", tagged).list_queues()

    def chain(self, world: World) -> tuple[Any, str]:
        """A first session, tagged for good, and a role that it may enter."""
        user = world.user("Alice")
        first = world.role("First", trusting({"AWS": user.arn}, *TAGGING), ANY_ROLE)
        second = world.role("Second", trusting({"AWS": first}, *TAGGING), told_apart("red"))
        tags = [*TEAM, {"Key": "Passing", "Value": "by"}]
        begun = world.call(
            "AssumeRole",
            user,
            RoleArn=first,
            Tags=tags,
            TransitiveTagKeys=["team"],
            SourceIdentity="alice",
            **NAMED,
        )
        assert begun["SourceIdentity"] == "alice"
        return world.client("sts", begun["Credentials"]), second

    def test_transitive_tags_and_the_source_identity_go_on(self, world: World) -> None:
        first, second = self.chain(world)
        answer = first.assume_role(RoleArn=second, RoleSessionName="session2")
        assert answer["SourceIdentity"] == "alice"
        sqs = world.client("sqs", answer["Credentials"])
        assert sqs.list_queues()
        limits = {"RoleName": "Second", "PolicyName": "own"}
        for statement, allowed in (
            (told_apart("by", "aws:PrincipalTag/Passing"), False),
            (told_apart("alice", "aws:SourceIdentity"), True),
        ):
            put = {**limits, "PolicyDocument": document(statement)}
            world.cloud.call("iam", "PutRolePolicy", put, account=HOME)
            if allowed:
                assert sqs.list_queues()
            else:
                assert denied(sqs, "list_queues")[1] == "AccessDenied"

    def test_neither_can_be_changed(self, world: World) -> None:
        first, second = self.chain(world)
        asked = {"RoleArn": second, "RoleSessionName": "session2"}
        assert denied(first, "assume_role", SourceIdentity="mallory", **asked) == (
            400,
            "ValidationError",
            "The source identity is already set for this assume role session",
        )
        assert denied(first, "assume_role", Tags=[{"Key": "TEAM", "Value": "blue"}], **asked) == (
            400,
            "InvalidParameterValue",
            "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key "
            "from the calling session.",
        )
        assert first.assume_role(SourceIdentity="alice", Tags=[{"Key": "more", "Value": "too"}], **asked)

    def test_to_hand_them_on_needs_their_permissions(self, world: World) -> None:
        first, second = self.chain(world)
        trust = trusting({"AWS": f"arn:aws:iam::{HOME}:role/First"}, "sts:AssumeRole", "sts:SetSourceIdentity")
        update = {"RoleName": "Second", "PolicyDocument": trust}
        world.cloud.call("iam", "UpdateAssumeRolePolicy", update, account=HOME)
        status, code, message = denied(first, "assume_role", RoleArn=second, RoleSessionName="session2")
        assert (status, code) == (403, "AccessDenied") and "sts:TagSession" in message
