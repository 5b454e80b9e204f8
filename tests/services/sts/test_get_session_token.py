"""GetSessionToken, and MFA. Source: STS API Reference, GetSessionToken; IAM User Guide, Configuring MFA-protected API
access.
"""

from typing import Any

import pytest

from fogbank.kernel.errors import MissingAuthentication, ValidationFailed
from fogbank.kernel.identity.principal import ANONYMOUS, root_of
from tests.services.iam.client import totp
from tests.services.sts.world import HOME, World, denied, trusting

WITH_MFA = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}
RECENT_MFA = {"NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}}
NOT_YOURS = (
    "AccessDenied",
    "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and "
    "associated with this user.",
)


class TestShape:
    def test_the_answer(self, world: World) -> None:
        user = world.user("Alice")
        answer = world.call("GetSessionToken", user)
        assert answer.keys() == {"Credentials", "SessionTokenSize", "SessionTokenUtilization"}
        assert answer["Credentials"]["Expiration"] == float(int(world.cloud.now())) + 43_200

    @pytest.mark.parametrize("seconds", [899, 129_601])
    def test_constraints(self, world: World, seconds: int) -> None:
        assert isinstance(world.error("GetSessionToken", DurationSeconds=seconds), ValidationFailed)

    @pytest.mark.parametrize(("asked", "given"), [(None, 3600), (900, 900), (129_600, 3600)])
    def test_an_hour_for_root(self, world: World, asked: int | None, given: int) -> None:
        # Source: API Reference: "If the duration is longer than one hour, the session ... defaults to one hour."
        params = {"DurationSeconds": asked} if asked else {}
        answer = world.call("GetSessionToken", root_of(HOME), **params)
        assert answer["Credentials"]["Expiration"] == float(int(world.cloud.now())) + given


class TestRules:
    def test_nobody_is_refused(self, world: World) -> None:
        assert isinstance(world.error("GetSessionToken", ANONYMOUS), MissingAuthentication)

    @pytest.mark.parametrize("operation", ["get_session_token", "get_federation_token"])
    def test_not_with_session_credentials(self, world: World, operation: str) -> None:
        # Source: observed, "Cannot call GetSessionToken with session credentials".
        user = world.user("Alice", {"Action": "sts:*", "Resource": "*"})
        sts = world.client("sts", world.call("GetSessionToken", user)["Credentials"])
        params = {"Name": "Bob"} if operation == "get_federation_token" else {}
        name = "".join(part.title() for part in operation.split("_"))
        assert denied(sts, operation, **params) == (
            403,
            "AccessDenied",
            f"Cannot call {name} with session credentials",
        )

    def test_no_permission_is_needed(self, world: World) -> None:
        # Source: API Reference: "You cannot use policies to control authentication operations."
        user = world.user("Alice", {"Effect": "Deny", "Action": "sts:*", "Resource": "*"})
        assert world.call("GetSessionToken", user)


class TestMfa:
    @pytest.mark.parametrize("params", [{"TokenCode": "123456"}, {"SerialNumber": f"arn:aws:iam::{HOME}:mfa/phone"}])
    def test_half_of_it(self, world: World, params: dict[str, str]) -> None:
        refused = world.refused("GetSessionToken", world.user("Alice"), **params)
        assert refused[0] == "AccessDenied" and "must provide both" in refused[1]

    def test_a_device_of_nobody_or_of_somebody_else(self, world: World) -> None:
        alice, bob = world.user("Alice"), world.user("Bob")
        device = world.device(alice)
        code = totp(device.seed, world.cloud.now())
        for who, serial in ((alice, f"arn:aws:iam::{HOME}:mfa/none"), (bob, device.serial)):
            assert world.refused("GetSessionToken", who, SerialNumber=serial, TokenCode=code) == NOT_YOURS

    def test_a_wrong_code_and_one_that_was_used(self, world: World) -> None:
        user = world.user("Alice")
        device = world.device(user)
        code = totp(device.seed, world.cloud.now())
        wrong = f"{(int(code) + 1) % 10**6:06d}"
        failed = ("AccessDenied", "MultiFactorAuthentication failed with invalid MFA one time pass code. ")
        given: dict[str, Any] = {"SerialNumber": device.serial}
        assert world.refused("GetSessionToken", user, TokenCode=wrong, **given) == failed
        assert world.call("GetSessionToken", user, TokenCode=code, **given)
        assert world.refused("GetSessionToken", user, TokenCode=code, **given) == failed

    @pytest.mark.parametrize("condition", [WITH_MFA, RECENT_MFA])
    def test_policies_see_it(self, world: World, condition: dict[str, Any]) -> None:
        user = world.user("Alice", {"Action": "sqs:ListQueues", "Resource": "*", "Condition": condition})
        device = world.device(user)
        plain = world.call("GetSessionToken", user)["Credentials"]
        code = totp(device.seed, world.cloud.now())
        proven = world.call("GetSessionToken", user, SerialNumber=device.serial, TokenCode=code)["Credentials"]
        for credentials in (world.key(user), plain):
            assert denied(world.client("sqs", credentials), "list_queues")[1] == "AccessDenied"
        sqs = world.client("sqs", proven)
        assert sqs.list_queues()
        world.cloud.advance(3600)
        if condition is RECENT_MFA:
            assert denied(sqs, "list_queues")[1] == "AccessDenied"
        else:
            assert sqs.list_queues()

    @pytest.mark.parametrize("condition", [WITH_MFA, RECENT_MFA])
    def test_roles_ask_for_it(self, world: World, condition: dict[str, Any]) -> None:
        # Source: API Reference, AssumeRole, Using MFA with AssumeRole.
        user = world.user("Alice")
        device = world.device(user)
        arn = world.role("Reader", trusting({"AWS": user.arn}, **condition))
        asked = {"RoleArn": arn, "RoleSessionName": "session1"}
        assert world.refused("AssumeRole", user, **asked)[0] == "AccessDenied"
        proof = {"SerialNumber": device.serial, "TokenCode": totp(device.seed, world.cloud.now())}
        assert world.call("AssumeRole", user, **asked, **proof)
        world.cloud.advance(60)
        proof["TokenCode"] = totp(device.seed, world.cloud.now())
        session = world.client("sts", world.call("GetSessionToken", user, **proof)["Credentials"])
        assert session.assume_role(**asked)


class TestBehaviour:
    def test_it_is_the_user(self, world: World) -> None:
        user = world.user("Alice", {"Action": "sqs:*", "Resource": "*"})
        begun = world.call("GetSessionToken", user)["Credentials"]
        who = world.client("sts", begun).get_caller_identity()
        assert (who["Arn"], who["UserId"], who["Account"]) == (user.arn, user.id, HOME)
        assert world.client("sqs", begun).list_queues()

    def test_it_ends_with_its_time(self, world: World) -> None:
        # STS-002: ExpiredToken, by the clock of the cloud.
        begun = world.call("GetSessionToken", world.user("Alice"), DurationSeconds=900)["Credentials"]
        sts = world.client("sts", begun)
        world.cloud.advance(899)
        assert sts.get_caller_identity()
        world.cloud.advance(1)
        assert denied(sts, "get_caller_identity") == (
            403,
            "ExpiredToken",
            "The security token included in the request is expired",
        )

    def test_it_ends_with_the_user(self, world: World) -> None:
        sts = world.client("sts", world.call("GetSessionToken", world.user("Alice"))["Credentials"])
        assert sts.get_caller_identity()
        world.cloud.call("iam", "DeleteUser", {"UserName": "Alice"}, account=HOME)
        assert denied(sts, "get_caller_identity")[:2] == (403, "InvalidClientTokenId")

    @pytest.mark.parametrize("token", [None, "IQoJb3JpZ2luX2VjEnotTheToken"])
    def test_without_its_token_it_is_nothing(self, world: World, token: str | None) -> None:
        # STS-005.
        begun = world.call("GetSessionToken", world.user("Alice"))["Credentials"]
        stripped = {name: value for name, value in begun.items() if name != "SessionToken"}
        sts = world.client("sts", {**stripped, **({"SessionToken": token} if token else {})})
        assert denied(sts, "get_caller_identity") == (
            403,
            "InvalidClientTokenId",
            "The security token included in the request is invalid.",
        )
