"""AssumeRole. Source: STS API Reference, AssumeRole; IAM User Guide, Roles terms and concepts."""

import json
from typing import Any

import pytest

from fogbank.kernel.errors import NotImplementedHere, ValidationFailed
from fogbank.kernel.identity.principal import service_of
from tests.services.sts.world import HOME, OTHER, World, denied, document, trusting

NAMED: dict[str, Any] = {"RoleSessionName": "session1"}
ANY_ROLE = {"Action": "sts:AssumeRole", "Resource": "*"}


class TestShape:
    def test_the_answer(self, world: World) -> None:
        # Source: API Reference, AssumeRole, example; IAM User Guide, IAM identifiers: the path is not in the ARN.
        user = world.user("Alice")
        arn = world.role("Reader", trusting({"AWS": user.arn}), Path="/teams/")
        answer = world.call("AssumeRole", user, RoleArn=arn, **NAMED)
        credentials, entered = answer["Credentials"], answer["AssumedRoleUser"]
        assert credentials.keys() == {"AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration"}
        assert credentials["AccessKeyId"].startswith("ASIA") and len(credentials["AccessKeyId"]) == 20
        assert credentials["Expiration"] == float(int(world.cloud.now())) + 3600
        assert entered["Arn"] == f"arn:aws:sts::{HOME}:assumed-role/Reader/session1"
        assert entered["AssumedRoleId"].startswith("AROA") and entered["AssumedRoleId"].endswith(":session1")
        assert answer["SessionTokenSize"] == len(credentials["SessionToken"])
        assert "SourceIdentity" not in answer

    @pytest.mark.parametrize(
        ("params", "words"),
        [
            ({"DurationSeconds": 899}, "greater than or equal to 900"),  # STS-003
            ({"DurationSeconds": 43201}, "less than or equal to 43200"),  # STS-003
            ({"RoleSessionName": "a"}, "length greater than or equal to 2"),
            ({"RoleSessionName": "with blank"}, "regular expression pattern"),
            ({"ExternalId": "no*star"}, "regular expression pattern"),
            ({"TokenCode": "12345"}, "length greater than or equal to 6"),
            ({"Tags": [{"Key": "k", "Value": "v"}] * 51}, "length less than or equal to 50"),
        ],
    )
    def test_constraints(self, world: World, params: dict[str, Any], words: str) -> None:
        error = world.error("AssumeRole", RoleArn=f"arn:aws:iam::{HOME}:role/Reader", **{**NAMED, **params})
        assert isinstance(error, ValidationFailed) and words in error.message

    @pytest.mark.parametrize(
        "arn", [f"arn:aws:iam::{HOME}:user/Alice", f"arn:aws:iam::{HOME}:oidc-provider/x", "a" * 20]
    )
    def test_only_roles_have_sessions(self, world: World, arn: str) -> None:
        # Source: observed, "ValidationError: Request ARN is invalid".
        assert world.refused("AssumeRole", RoleArn=arn, **NAMED) == ("ValidationError", "Request ARN is invalid")

    def test_contexts_are_not_implemented(self, world: World) -> None:
        user = world.user("Alice")
        arn = world.role("Reader", trusting({"AWS": user.arn}))
        contexts = [{"ProviderArn": "arn:aws:iam::aws:contextProvider/IdentityCenter", "ContextAssertion": "text"}]
        with pytest.raises(NotImplementedHere):
            world.call("AssumeRole", user, RoleArn=arn, ProvidedContexts=contexts, **NAMED)


class TestTrust:
    """STS-001, STS-004, FED-003: whom a role lets in."""

    def test_who_is_named_needs_no_policy_of_their_own(self, world: World) -> None:
        user = world.user("Alice")
        assert world.call("AssumeRole", user, RoleArn=world.role("Reader", trusting({"AWS": user.arn})), **NAMED)

    @pytest.mark.parametrize("allowed", [True, False])
    def test_a_trusted_account_leaves_it_to_its_policies(self, world: World, allowed: bool) -> None:
        user = world.user("Alice", *([ANY_ROLE] if allowed else []))
        arn = world.role("Reader", trusting({"AWS": HOME}))
        if allowed:
            assert world.call("AssumeRole", user, RoleArn=arn, **NAMED)
        else:
            assert world.refused("AssumeRole", user, RoleArn=arn, **NAMED)[0] == "AccessDenied"

    @pytest.mark.parametrize(
        ("allowed", "trusted", "enters"), [(True, True, True), (True, False, False), (False, True, False)]
    )
    def test_across_accounts_both_sides_have_to_agree(
        self, world: World, allowed: bool, trusted: bool, enters: bool
    ) -> None:
        user = world.user("Alice", *([ANY_ROLE] if allowed else []))
        arn = world.role("Reader", trusting({"AWS": HOME if trusted else OTHER}), account=OTHER)
        if enters:
            answer = world.call("AssumeRole", user, RoleArn=arn, **NAMED)
            assert answer["AssumedRoleUser"]["Arn"] == f"arn:aws:sts::{OTHER}:assumed-role/Reader/session1"
        else:
            assert world.refused("AssumeRole", user, RoleArn=arn, **NAMED)[0] == "AccessDenied"

    def test_a_role_that_is_not_there_looks_like_one_that_does_not_trust(self, world: World) -> None:
        user = world.user("Alice", ANY_ROLE)
        there = world.role("Reader", trusting({"AWS": OTHER}))
        one, other = (world.refused("AssumeRole", user, RoleArn=arn, **NAMED) for arn in (there, there[:-6] + "Nobody"))
        assert one[0] == other[0] == "AccessDenied"
        assert one[1].replace("Reader", "") == other[1].replace("Nobody", "")
        assert f"User: {user.arn} is not authorized to perform: sts:AssumeRole on resource: {there[:-6]}" in one[1]

    def test_a_service(self, world: World) -> None:
        arn = world.role("Runner", trusting({"Service": "lambda.amazonaws.com"}))
        assert world.call("AssumeRole", service_of("lambda", HOME), RoleArn=arn, **NAMED)
        assert world.refused("AssumeRole", service_of("ec2", HOME), RoleArn=arn, **NAMED)[0] == "AccessDenied"

    def test_not_a_root_user(self, world: World) -> None:
        # Source: observed, "Roles may not be assumed by root accounts." A key that nobody issued is not a root user's.
        arn = world.role("Reader", trusting({"AWS": HOME}))
        key = world.cloud.call("iam", "CreateAccessKey", {}, account=HOME)["AccessKey"]
        root = world.client("sts", key)
        assert denied(root, "assume_role", RoleArn=arn, **NAMED) == (
            403,
            "AccessDenied",
            "Roles may not be assumed by root accounts.",
        )
        lenient = world.client("sts", {"AccessKeyId": HOME, "SecretAccessKey": "any"})
        assert lenient.assume_role(RoleArn=arn, **NAMED)["AssumedRoleUser"]

    @pytest.mark.parametrize(("given", "enters"), [("open sesame", False), ("sesame", True), (None, False)])
    def test_external_id(self, world: World, given: str | None, enters: bool) -> None:
        # FED-003. Source: IAM User Guide, Access to AWS accounts owned by third parties.
        user = world.user("Alice", ANY_ROLE)
        arn = world.role("Shared", trusting({"AWS": HOME}, StringEquals={"sts:ExternalId": "sesame"}), account=OTHER)
        params = {**NAMED, **({"ExternalId": given.replace(" ", "-")} if given else {})}
        if enters:
            assert world.call("AssumeRole", user, RoleArn=arn, **params)
        else:
            assert world.refused("AssumeRole", user, RoleArn=arn, **params)[0] == "AccessDenied"

    def test_a_session_must_be_called_as_the_trust_policy_wants(self, world: World) -> None:
        user = world.user("Alice")
        arn = world.role("Reader", trusting({"AWS": user.arn}, StringLike={"sts:RoleSessionName": "${aws:username}"}))
        assert world.refused("AssumeRole", user, RoleArn=arn, **NAMED)[0] == "AccessDenied"
        assert world.call("AssumeRole", user, RoleArn=arn, RoleSessionName="Alice")


class TestDuration:
    """STS-003. Source: API Reference, AssumeRole, DurationSeconds."""

    def test_up_to_what_the_role_allows(self, world: World) -> None:
        user = world.user("Alice")
        short = world.role("Short", trusting({"AWS": user.arn}))
        long = world.role("Long", trusting({"AWS": user.arn}), MaxSessionDuration=43200)
        assert world.refused("AssumeRole", user, RoleArn=short, DurationSeconds=3601, **NAMED) == (
            "ValidationError",
            "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
        )
        begun = world.call("AssumeRole", user, RoleArn=long, DurationSeconds=43200, **NAMED)
        assert begun["Credentials"]["Expiration"] == float(int(world.cloud.now())) + 43200

    def test_an_hour_in_a_chain(self, world: World) -> None:
        # Source: observed: "3600 works, 3601 does not", whatever the role allows.
        user = world.user("Alice")
        first = world.role("First", trusting({"AWS": user.arn}), ANY_ROLE)
        second = world.role("Second", trusting({"AWS": first}), MaxSessionDuration=43200)
        chained = world.client("sts", world.call("AssumeRole", user, RoleArn=first, **NAMED)["Credentials"])
        assert denied(chained, "assume_role", RoleArn=second, DurationSeconds=3601, **NAMED) == (
            400,
            "ValidationError",
            "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
        )
        assert chained.assume_role(RoleArn=second, DurationSeconds=3600, **NAMED)["Credentials"]


class TestPolicies:
    """Session policies. Source: API Reference, AssumeRole, Policy and PolicyArns."""

    def role(self, world: World) -> tuple[Any, str]:
        user = world.user("Alice")
        return user, world.role("Reader", trusting({"AWS": user.arn}), {"Action": "sqs:*", "Resource": "*"})

    @pytest.mark.parametrize(
        ("params", "code", "words"),
        [
            ({"Policy": "no JSON"}, "MalformedPolicyDocument", "Syntax errors in policy."),
            ({"Policy": document({"Action": "s3:*", "Resource": "*"}) + " " * 2048}, "ValidationError", "to 2048"),
            ({"PolicyArns": [{"arn": f"arn:aws:iam::aws:policy/P{n}"} for n in range(11)]}, "ValidationError", "to 10"),
            ({"PolicyArns": [{"arn": f"arn:aws:iam::{HOME}:policy/Gone"}]}, "MalformedPolicyDocument", "Gone"),
            ({"PolicyArns": [{"arn": f"arn:aws:iam::{OTHER}:policy/Theirs"}]}, "MalformedPolicyDocument", "Theirs"),
        ],
    )
    def test_refused(self, world: World, params: dict[str, Any], code: str, words: str) -> None:
        user, arn = self.role(world)
        refused = world.refused("AssumeRole", user, RoleArn=arn, **NAMED, **params)
        assert refused[0] == code and words in refused[1]

    def test_only_what_both_allow(self, world: World) -> None:
        user, arn = self.role(world)
        policy = document({"Action": ["sqs:ListQueues", "s3:*"], "Resource": "*"})
        begun = world.call("AssumeRole", user, RoleArn=arn, Policy=policy, **NAMED)["Credentials"]
        sqs = world.client("sqs", begun)
        assert sqs.list_queues()
        assert denied(sqs, "create_queue", QueueName="jobs")[1] == "AccessDenied"
        assert denied(world.client("s3", begun), "list_buckets")[1] == "AccessDenied"

    def test_managed_ones(self, world: World) -> None:
        user, arn = self.role(world)
        managed = [{"arn": "arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess"}]
        begun = world.call("AssumeRole", user, RoleArn=arn, PolicyArns=managed, **NAMED)["Credentials"]
        sqs = world.client("sqs", begun)
        assert sqs.list_queues()
        assert denied(sqs, "create_queue", QueueName="jobs")[1] == "AccessDenied"

    def test_the_token_grows_with_what_it_carries(self, world: World) -> None:
        # Source: AWS What's New, STS simplifies session token size limits: 4,096 bytes for the whole token.
        user, arn = self.role(world)
        trust = trusting({"AWS": user.arn}, "sts:AssumeRole", "sts:TagSession")
        world.cloud.call("iam", "UpdateAssumeRolePolicy", {"RoleName": "Reader", "PolicyDocument": trust}, account=HOME)
        plain = world.call("AssumeRole", user, RoleArn=arn, **NAMED)
        tagged = world.call("AssumeRole", user, RoleArn=arn, Tags=[{"Key": "team", "Value": "x1y2z3" * 40}], **NAMED)
        assert tagged["SessionTokenSize"] == len(tagged["Credentials"]["SessionToken"]) > plain["SessionTokenSize"]
        assert tagged["PackedPolicySize"] == tagged["SessionTokenUtilization"] > plain["SessionTokenUtilization"]
        asked = world.call("AssumeRole", user, RoleArn=arn, MinimumSessionTokenSize=4096, **NAMED)
        assert len(asked["Credentials"]["SessionToken"]) == 4096 and asked["SessionTokenUtilization"] == 100

    def test_and_has_a_limit(self, world: World) -> None:
        user, arn = self.role(world)
        trust = trusting({"AWS": user.arn}, "sts:AssumeRole", "sts:TagSession")
        world.cloud.call("iam", "UpdateAssumeRolePolicy", {"RoleName": "Reader", "PolicyDocument": trust}, account=HOME)
        ids = world.cloud.cloud.kernel.ids
        tags = [{"Key": f"key{n}", "Value": ids.hex(256)} for n in range(50)]
        refused = world.refused("AssumeRole", user, RoleArn=arn, Tags=tags, **NAMED)
        assert refused[0] == "PackedPolicyTooLarge" and "4096 bytes" in refused[1]


class TestBehaviour:
    """STS-002, STS-009: what a session may do, and until when."""

    def test_the_roles_permissions_not_the_callers(self, world: World) -> None:
        user = world.user("Alice", {"Action": "s3:*", "Resource": "*"})
        arn = world.role("Reader", trusting({"AWS": user.arn}), {"Action": "sqs:ListQueues", "Resource": "*"})
        begun = world.call("AssumeRole", user, RoleArn=arn, **NAMED)["Credentials"]
        assert world.client("sqs", begun).list_queues()
        status, code, message = denied(world.client("s3", begun), "list_buckets")
        assert (status, code) == (403, "AccessDenied")
        assert f"arn:aws:sts::{HOME}:assumed-role/Reader/session1" in message

    def test_removing_a_permission_takes_effect_at_once(self, world: World) -> None:
        user = world.user("Alice")
        arn = world.role("Reader", trusting({"AWS": user.arn}), {"Action": "sqs:*", "Resource": "*"})
        sqs = world.client("sqs", world.call("AssumeRole", user, RoleArn=arn, **NAMED)["Credentials"])
        assert sqs.list_queues()
        world.cloud.call("iam", "DeleteRolePolicy", {"RoleName": "Reader", "PolicyName": "own"}, account=HOME)
        assert denied(sqs, "list_queues")[1] == "AccessDenied"

    def test_sessions_go_with_their_role(self, world: World) -> None:
        user = world.user("Alice")
        arn = world.role("Reader", trusting({"AWS": user.arn}))
        sts = world.client("sts", world.call("AssumeRole", user, RoleArn=arn, **NAMED)["Credentials"])
        assert sts.get_caller_identity()["Arn"].endswith("assumed-role/Reader/session1")
        world.cloud.call("iam", "DeleteRole", {"RoleName": "Reader"}, account=HOME)
        assert denied(sts, "get_caller_identity")[:2] == (403, "InvalidClientTokenId")
        assert world.role("Reader", trusting({"AWS": user.arn})) == arn
        assert denied(sts, "get_caller_identity")[:2] == (403, "InvalidClientTokenId")

    def test_who_is_made_again_is_not_trusted(self, world: World) -> None:
        # Source: IAM User Guide, AWS JSON policy elements: Principal: the role keeps the id of the user.
        user = world.user("Alice")
        arn = world.role("Reader", trusting({"AWS": user.arn}))
        world.cloud.call("iam", "DeleteUser", {"UserName": "Alice"}, account=HOME)
        again = world.user("Alice")
        assert again.arn == user.arn
        assert world.refused("AssumeRole", again, RoleArn=arn, **NAMED)[0] == "AccessDenied"

    def test_a_session_policy_of_a_chain_does_not_go_on(self, world: World) -> None:
        user = world.user("Alice")
        first = world.role("First", trusting({"AWS": user.arn}), ANY_ROLE)
        second = world.role("Second", trusting({"AWS": first}), {"Action": "sqs:*", "Resource": "*"})
        policy = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **ANY_ROLE}]})
        begun = world.call("AssumeRole", user, RoleArn=first, Policy=policy, **NAMED)["Credentials"]
        chained = world.client("sts", begun).assume_role(RoleArn=second, RoleSessionName="session2")["Credentials"]
        assert world.client("sqs", chained).list_queues()
        assert world.client("sts", chained).get_caller_identity()["Arn"].endswith("assumed-role/Second/session2")
