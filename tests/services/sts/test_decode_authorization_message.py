"""DecodeAuthorizationMessage. Source: STS API Reference, DecodeAuthorizationMessage; AWS CLI, its example."""

import json

import pytest

from fogbank.kernel.errors import ValidationFailed
from fogbank.kernel.identity import trace
from fogbank.kernel.identity.evaluate import Question, decide
from fogbank.kernel.identity.held import Attached, Held
from fogbank.kernel.identity.principal import Principal
from tests.services.sts.world import HOME, World, denied, document

VOLUME = f"arn:aws:ec2:us-east-1:{HOME}:volume/vol-1"


def encoded(world: World, user: Principal) -> str:
    """The message behind a refusal, as services that have such messages append it (EC2: UnauthorizedOperation)."""
    own = document({"Sid": "never", "Effect": "Deny", "Action": "ec2:DeleteVolume", "Resource": "*"})
    question = Question(user, "ec2:DeleteVolume", VOLUME, HOME, {})
    decision = decide(question, Held((Attached("own", own, user.arn),)))
    return trace.encode(world.cloud.cloud.kernel.tokens, decision)


class TestShape:
    @pytest.mark.parametrize("text", ["", "x" * 10_241])
    def test_constraints(self, world: World, text: str) -> None:
        assert isinstance(world.error("DecodeAuthorizationMessage", EncodedMessage=text), ValidationFailed)


class TestRules:
    def test_it_needs_permission(self, world: World) -> None:
        user = world.user("Alice")
        refused = world.refused("DecodeAuthorizationMessage", user, EncodedMessage=encoded(world, user))
        assert refused[0] == "AccessDenied" and "sts:DecodeAuthorizationMessage" in refused[1]

    @pytest.mark.parametrize("text", ["no message", "AAAA"])
    def test_what_was_not_encoded_here(self, world: World, text: str) -> None:
        # Source: the model: InvalidAuthorizationMessageException.
        assert world.refused("DecodeAuthorizationMessage", EncodedMessage=text)[0] == (
            "InvalidAuthorizationMessageException"
        )

    def test_over_the_wire(self, world: World) -> None:
        root = world.client("sts", {"AccessKeyId": HOME, "SecretAccessKey": "any"})
        assert denied(root, "decode_authorization_message", EncodedMessage="no message")[:2] == (
            400,
            "InvalidAuthorizationMessageException",
        )


class TestBehaviour:
    def test_it_says_what_decided(self, world: World) -> None:
        user = world.user("Alice")
        answer = world.call("DecodeAuthorizationMessage", EncodedMessage=encoded(world, user))
        said = json.loads(answer["DecodedMessage"])
        assert (said["allowed"], said["explicitDeny"]) == (False, True)
        assert said["context"]["principal"] == {"id": user.id, "name": "Alice", "arn": user.arn}
        assert (said["context"]["action"], said["context"]["resource"]) == ("DeleteVolume", VOLUME)
        assert [each["statementId"] for each in said["matchedStatements"]["items"]] == ["never"]
