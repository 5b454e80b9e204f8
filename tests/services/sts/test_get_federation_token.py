"""GetFederationToken. Source: STS API Reference; IAM User Guide, Permissions for GetFederationToken."""

import hashlib
import json
from typing import Any

import pytest

from fogbank.kernel.errors import MissingAuthentication, ValidationFailed
from fogbank.kernel.identity.principal import ANONYMOUS, root_of
from tests.services.sts.world import HOME, World, denied, document

BROKER = (
    {"Action": ["sts:GetFederationToken", "sts:TagSession"], "Resource": "*"},
    {"Action": "sqs:*", "Resource": "*"},
)
LARGE = [{"Key": f"key{n}", "Value": hashlib.sha512(str(n).encode()).hexdigest()} for n in range(50)]
QUEUES = document({"Action": "sqs:ListQueues", "Resource": "*"})


class TestShape:
    def test_the_answer(self, world: World) -> None:
        answer = world.call("GetFederationToken", world.user("Broker", *BROKER), Name="Bob", Policy=QUEUES)
        assert answer["FederatedUser"] == {
            "FederatedUserId": f"{HOME}:Bob",
            "Arn": f"arn:aws:sts::{HOME}:federated-user/Bob",
        }
        assert answer["Credentials"]["Expiration"] == float(int(world.cloud.now())) + 43_200
        assert answer["PackedPolicySize"] == answer["SessionTokenUtilization"]

    @pytest.mark.parametrize(
        "params",
        [{"Name": "B"}, {"Name": "B" * 33}, {"Name": "B b"}, {"DurationSeconds": 899}, {"DurationSeconds": 129_601}],
    )
    def test_constraints(self, world: World, params: dict[str, Any]) -> None:
        assert isinstance(world.error("GetFederationToken", **{"Name": "Bob", **params}), ValidationFailed)

    def test_an_hour_for_root(self, world: World) -> None:
        answer = world.call("GetFederationToken", root_of(HOME), Name="Bob", DurationSeconds=129_600)
        assert answer["Credentials"]["Expiration"] == float(int(world.cloud.now())) + 3600


class TestRules:
    def test_nobody_is_refused(self, world: World) -> None:
        assert isinstance(world.error("GetFederationToken", ANONYMOUS, Name="Bob"), MissingAuthentication)

    def test_it_needs_permission(self, world: World) -> None:
        # Source: IAM User Guide: the resource is the federated user.
        refused = world.refused("GetFederationToken", world.user("Alice"), Name="Bob")
        assert refused[0] == "AccessDenied"
        assert f"sts:GetFederationToken on resource: arn:aws:sts::{HOME}:federated-user/Bob" in refused[1]

    def test_tags_need_another(self, world: World) -> None:
        user = world.user("Alice", {"Action": "sts:GetFederationToken", "Resource": "*"})
        tags = [{"Key": "team", "Value": "red"}]
        refused = world.refused("GetFederationToken", user, Name="Bob", Tags=tags)
        assert refused[0] == "AccessDenied" and "sts:TagSession" in refused[1]

    @pytest.mark.parametrize(
        ("params", "code"),
        [
            ({"Policy": "{}"}, "MalformedPolicyDocument"),
            ({"Tags": LARGE}, "PackedPolicyTooLarge"),
            ({"Tags": [{"Key": "a", "Value": "1"}, {"Key": "A", "Value": "2"}]}, "InvalidParameterValue"),
        ],
    )
    def test_what_it_carries_is_checked(self, world: World, params: dict[str, Any], code: str) -> None:
        assert world.refused("GetFederationToken", world.user("Broker", *BROKER), Name="Bob", **params)[0] == code


class TestBehaviour:
    def begun(self, world: World, **params: Any) -> dict[str, str]:
        answer = world.call("GetFederationToken", world.user("Broker", *BROKER), Name="Bob", **params)
        credentials: dict[str, str] = answer["Credentials"]
        return credentials

    def test_who_it_is(self, world: World) -> None:
        who = world.client("sts", self.begun(world)).get_caller_identity()
        assert (who["Arn"], who["UserId"]) == (f"arn:aws:sts::{HOME}:federated-user/Bob", f"{HOME}:Bob")

    def test_without_a_policy_it_may_nothing(self, world: World) -> None:
        # Source: API Reference: "if you do not pass a policy, then the resulting ... session has no permissions".
        assert denied(world.client("sqs", self.begun(world)), "list_queues")[1] == "AccessDenied"

    def test_only_what_user_and_policy_allow(self, world: World) -> None:
        policy = document({"Action": ["sqs:ListQueues", "s3:*"], "Resource": "*"})
        begun = self.begun(world, Policy=policy)
        sqs = world.client("sqs", begun)
        assert sqs.list_queues()
        assert denied(sqs, "create_queue", QueueName="jobs")[1] == "AccessDenied"
        assert denied(world.client("s3", begun), "list_buckets")[1] == "AccessDenied"

    def test_a_resource_may_name_it(self, world: World) -> None:
        # Source: API Reference: "the session has the permissions allowed by the policy" of the resource.
        world.cloud.call("sqs", "CreateQueue", {"QueueName": "jobs"}, account=HOME)
        url = f"http://127.0.0.1:4566/{HOME}/jobs"
        policy = {
            "Version": "2012-10-17",
            "Statement": {
                "Effect": "Allow",
                "Principal": {"AWS": f"arn:aws:sts::{HOME}:federated-user/Bob"},
                "Action": "sqs:SendMessage",
                "Resource": "*",
            },
        }
        attributes = {"Policy": json.dumps(policy)}
        world.cloud.call("sqs", "SetQueueAttributes", {"QueueUrl": url, "Attributes": attributes}, account=HOME)
        sqs = world.client("sqs", self.begun(world))
        assert sqs.send_message(QueueUrl=url, MessageBody="hello")["MessageId"]
        assert denied(sqs, "receive_message", QueueUrl=url)[1] == "AccessDenied"

    def test_it_may_not_become_anything_else(self, world: World) -> None:
        # Source: API Reference: no operations of STS but GetCallerIdentity.
        sts = world.client("sts", self.begun(world, Policy=document({"Action": "sts:*", "Resource": "*"})))
        role = f"arn:aws:iam::{HOME}:role/Reader"
        for operation, params in (
            ("assume_role", {"RoleArn": role, "RoleSessionName": "session1"}),
            ("get_access_key_info", {"AccessKeyId": "AKIAIOSFODNN7EXAMPLE"}),
            ("decode_authorization_message", {"EncodedMessage": "text"}),
        ):
            assert denied(sts, operation, **params)[:2] == (403, "AccessDenied")
