"""GetAccessKeyInfo. Source: STS API Reference, GetAccessKeyInfo."""

import pytest

from fogbank.kernel.errors import ValidationFailed
from tests.services.sts.world import HOME, OTHER, World, denied


class TestShape:
    @pytest.mark.parametrize("key", ["AKIA", "AKIA-IOSFODNN7EXAMPLE", "A" * 129])
    def test_constraints(self, world: World, key: str) -> None:
        assert isinstance(world.error("GetAccessKeyInfo", AccessKeyId=key), ValidationFailed)


class TestRules:
    def test_it_needs_permission(self, world: World) -> None:
        user = world.user("Alice")
        refused = world.refused("GetAccessKeyInfo", user, AccessKeyId=world.key(user)["AccessKeyId"])
        assert refused[0] == "AccessDenied" and "sts:GetAccessKeyInfo" in refused[1]

    def test_a_key_that_nobody_has(self, world: World) -> None:
        assert world.refused("GetAccessKeyInfo", AccessKeyId="AKIAIOSFODNN7EXAMPLE")[0] == "ValidationError"

    def test_not_with_a_users_session(self, world: World) -> None:
        # Source: API Reference, GetSessionToken, Permissions: which operations of STS such credentials may call.
        user = world.user("Alice", {"Action": "sts:*", "Resource": "*"})
        begun = world.call("GetSessionToken", user)["Credentials"]
        refused = denied(world.client("sts", begun), "get_access_key_info", AccessKeyId=begun["AccessKeyId"])
        assert refused[:2] == (403, "AccessDenied")


class TestBehaviour:
    def test_lasting_and_temporary_ones_of_any_account(self, world: World) -> None:
        stranger = world.user("Bob", account=OTHER)
        key = world.key(stranger)["AccessKeyId"]
        session = world.call("GetSessionToken", stranger)["Credentials"]["AccessKeyId"]
        for access_key in (key, session):
            assert world.call("GetAccessKeyInfo", AccessKeyId=access_key) == {"Account": OTHER}
        mine = world.key(world.user("Alice"))["AccessKeyId"]
        assert world.call("GetAccessKeyInfo", AccessKeyId=mine) == {"Account": HOME}
