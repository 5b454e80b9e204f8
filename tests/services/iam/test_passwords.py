"""Login profiles, ChangePassword, the account password policy. Source: IAM API Reference; IAM User Guide, Set an
account password policy for IAM users."""

import pytest

from fogbank.services.iam.records_credentials import LoginProfile
from tests.cloud import ACCOUNT, Driver
from tests.services.iam.client import Client

GOOD, BETTER = "Correct-horse-1", "Battery-staple-2"
DAY_S = 86400.0


def profile_in_store(iam: Client, owner: str) -> LoginProfile:
    """What is kept of a password, which no call tells."""
    kernel = iam.cloud.cloud.kernel
    found = kernel.store.begin(kernel.clock.now()).get(LoginProfile, ACCOUNT, owner)
    assert found is not None
    return found


class TestLoginProfile:
    def test_made_told_changed_deleted(self, iam: Client) -> None:
        iam.user("jo")
        made = iam.call("CreateLoginProfile", UserName="jo", Password=GOOD, PasswordResetRequired=True)
        wanted = {"UserName": "jo", "CreateDate": iam.cloud.now(), "PasswordResetRequired": True}
        assert made == {"LoginProfile": wanted}
        assert iam.call("GetLoginProfile", UserName="jo") == made
        iam.cloud.advance(60)
        iam.call("UpdateLoginProfile", UserName="jo", Password=BETTER, PasswordResetRequired=False)
        told = iam.call("GetLoginProfile", UserName="jo")["LoginProfile"]
        assert told == {**wanted, "PasswordResetRequired": False}, "the date is that of the first password"
        iam.call("DeleteLoginProfile", UserName="jo")
        assert iam.refused("GetLoginProfile", UserName="jo") == (
            "NoSuchEntity",
            "Login Profile for User jo cannot be found.",
        )

    def test_no_password_can_be_read_back(self, iam: Client) -> None:
        jo = iam.user("jo")
        iam.call("CreateLoginProfile", UserName="jo", Password=GOOD)
        kept = profile_in_store(iam, jo.id).password
        assert GOOD.encode() not in kept.hash + kept.salt
        assert len(kept.hash) == 32

    def test_twice(self, iam: Client) -> None:
        iam.user("jo")
        iam.call("CreateLoginProfile", UserName="jo", Password=GOOD)
        assert iam.refused("CreateLoginProfile", UserName="jo", Password=GOOD) == (
            "EntityAlreadyExists",
            "Login Profile for user jo already exists.",
        )

    def test_nobody(self, iam: Client) -> None:
        for operation in ("CreateLoginProfile", "GetLoginProfile", "UpdateLoginProfile", "DeleteLoginProfile"):
            more = {"Password": GOOD} if operation.startswith(("C", "U")) else {}
            wanted = ("NoSuchEntity", "The user with name jo cannot be found.")
            assert iam.refused(operation, UserName="jo", **more) == wanted

    def test_users_without_one(self, iam: Client) -> None:
        iam.user("jo")
        for operation in ("GetLoginProfile", "UpdateLoginProfile", "DeleteLoginProfile"):
            assert iam.refused(operation, UserName="jo")[0] == "NoSuchEntity"

    def test_a_password_must_be_given(self, iam: Client) -> None:
        iam.user("jo")
        assert iam.refused("CreateLoginProfile", UserName="jo")[0] == "ValidationError"

    def test_how_long_sessions_last(self, iam: Client) -> None:
        iam.user("jo")
        iam.call("CreateLoginProfile", UserName="jo", Password=GOOD, MaxSigninSessionDuration=3600)
        told = iam.call("GetLoginProfile", UserName="jo")["LoginProfile"]
        assert told["MaxSigninSessionDuration"] == 3600
        both = {"MaxSigninSessionDuration": 7200, "ResetMaxSigninSessionDuration": True}
        assert iam.refused("UpdateLoginProfile", UserName="jo", **both)[0] == "InvalidInput"
        iam.call("UpdateLoginProfile", UserName="jo", MaxSigninSessionDuration=7200)
        iam.call("UpdateLoginProfile", UserName="jo", PasswordResetRequired=True)
        assert iam.call("GetLoginProfile", UserName="jo")["LoginProfile"]["MaxSigninSessionDuration"] == 7200
        iam.call("UpdateLoginProfile", UserName="jo", ResetMaxSigninSessionDuration=True)
        assert "MaxSigninSessionDuration" not in iam.call("GetLoginProfile", UserName="jo")["LoginProfile"]
        assert iam.refused("UpdateLoginProfile", UserName="jo", MaxSigninSessionDuration=60)[0] == "ValidationError"


class TestDefaultPolicy:
    """Source: IAM User Guide, Default password policy; texts observed."""

    @pytest.mark.parametrize(
        ("password", "text"),
        [
            ("Ab1-xyz", "Password should have a minimum length of 8"),
            (
                "lower-case-only",
                "Password should meet 1 more of the following requirements: Password should have at least one "
                "uppercase letter, Password should have at least one number",
            ),
            (
                "lowercase",
                "Password should meet 2 more of the following requirements: Password should have at least one "
                "uppercase letter, Password should have at least one symbol, Password should have at least one number",
            ),
            (
                f"{ACCOUNT}@example.com",
                "Password should not be identical to your AWS account name or email address",
            ),
        ],
    )
    def test_what_it_refuses(self, iam: Client, password: str, text: str) -> None:
        iam.user("jo")
        refused = iam.refused("CreateLoginProfile", UserName="jo", Password=password)
        assert refused == ("PasswordPolicyViolation", text)

    def test_it_is_not_the_accounts_own(self, iam: Client) -> None:
        assert iam.refused("GetAccountPasswordPolicy") == (
            "NoSuchEntity",
            f"The Password Policy with domain name {ACCOUNT} cannot be found.",
        )
        assert iam.refused("DeleteAccountPasswordPolicy")[0] == "NoSuchEntity"


class TestOwnPolicy:
    def test_what_is_not_said_goes_back_to_its_default(self, iam: Client) -> None:
        iam.call("UpdateAccountPasswordPolicy", MinimumPasswordLength=12, RequireSymbols=True, MaxPasswordAge=90)
        iam.call("UpdateAccountPasswordPolicy", RequireNumbers=True)
        assert iam.call("GetAccountPasswordPolicy")["PasswordPolicy"] == {
            "MinimumPasswordLength": 6,
            "RequireSymbols": False,
            "RequireNumbers": True,
            "RequireUppercaseCharacters": False,
            "RequireLowercaseCharacters": False,
            "AllowUsersToChangePassword": False,
            "ExpirePasswords": False,
        }

    def test_all_of_it(self, iam: Client) -> None:
        policy = {
            "MinimumPasswordLength": 14,
            "RequireSymbols": True,
            "RequireNumbers": True,
            "RequireUppercaseCharacters": True,
            "RequireLowercaseCharacters": True,
            "AllowUsersToChangePassword": True,
            "MaxPasswordAge": 90,
            "PasswordReusePrevention": 24,
            "HardExpiry": True,
        }
        iam.call("UpdateAccountPasswordPolicy", **policy)
        assert iam.call("GetAccountPasswordPolicy")["PasswordPolicy"] == {**policy, "ExpirePasswords": True}
        iam.call("DeleteAccountPasswordPolicy")
        assert iam.refused("GetAccountPasswordPolicy")[0] == "NoSuchEntity"

    @pytest.mark.parametrize(
        ("member", "value"),
        [
            ("MinimumPasswordLength", 5),
            ("MinimumPasswordLength", 129),
            ("MaxPasswordAge", 0),
            ("MaxPasswordAge", 1096),
            ("PasswordReusePrevention", 25),
        ],
    )
    def test_bounds(self, iam: Client, member: str, value: int) -> None:
        assert iam.refused("UpdateAccountPasswordPolicy", **{member: value})[0] == "ValidationError"

    @pytest.mark.parametrize(
        ("member", "lacking", "text"),
        [
            ("RequireUppercaseCharacters", "no-capital-1", "uppercase letter"),
            ("RequireLowercaseCharacters", "NO-SMALL-1", "lowercase letter"),
            ("RequireSymbols", "NoSymbol1 é", "symbol"),
            ("RequireNumbers", "No-Digit", "number"),
        ],
    )
    def test_each_rule(self, iam: Client, member: str, lacking: str, text: str) -> None:
        iam.user("jo")
        iam.call("UpdateAccountPasswordPolicy", **{member: True})
        refused = iam.refused("CreateLoginProfile", UserName="jo", Password=lacking)
        assert refused == ("PasswordPolicyViolation", f"Password should have at least one {text}")
        iam.call("CreateLoginProfile", UserName="jo", Password=GOOD)

    def test_six_small_letters_where_nothing_is_required(self, iam: Client) -> None:
        iam.user("jo")
        iam.call("UpdateAccountPasswordPolicy")
        assert iam.refused("CreateLoginProfile", UserName="jo", Password="short") == (
            "PasswordPolicyViolation",
            "Password should have a minimum length of 6",
        )
        iam.call("CreateLoginProfile", UserName="jo", Password="simple")

    def test_other_accounts_have_their_own(self, iam: Client, cloud: Driver) -> None:
        iam.call("UpdateAccountPasswordPolicy")
        assert Client(cloud, "111122223333").refused("GetAccountPasswordPolicy")[0] == "NoSuchEntity"


class TestChangePassword:
    def test_ones_own(self, iam: Client) -> None:
        jo = iam.user("jo")
        iam.allow("jo", "iam:ChangePassword")
        iam.call("CreateLoginProfile", UserName="jo", Password=GOOD, PasswordResetRequired=True)
        iam.call("ChangePassword", as_=jo, OldPassword=GOOD, NewPassword=BETTER)
        assert iam.call("GetLoginProfile", UserName="jo")["LoginProfile"]["PasswordResetRequired"] is False
        assert iam.refused("ChangePassword", as_=jo, OldPassword=GOOD, NewPassword=BETTER)[0] == "AccessDenied"
        iam.call("ChangePassword", as_=jo, OldPassword=BETTER, NewPassword=GOOD)

    def test_the_policy_counts(self, iam: Client) -> None:
        jo = iam.user("jo")
        iam.allow("jo", "iam:ChangePassword")
        iam.call("CreateLoginProfile", UserName="jo", Password=GOOD)
        refused = iam.refused("ChangePassword", as_=jo, OldPassword=GOOD, NewPassword="short")
        assert refused[0] == "PasswordPolicyViolation"

    def test_who_has_no_password(self, iam: Client) -> None:
        jo = iam.user("jo")
        iam.allow("jo", "iam:ChangePassword")
        assert iam.refused("ChangePassword", as_=jo, OldPassword=GOOD, NewPassword=BETTER) == (
            "NoSuchEntity",
            "Login Profile for User jo cannot be found.",
        )
        assert iam.refused("ChangePassword", OldPassword=GOOD, NewPassword=BETTER)[0] == "InvalidUserType"

    def test_all_users_may_where_the_policy_says_so(self, iam: Client) -> None:
        """Source: API Reference, AllowUsersToChangePassword: only for their user, without a policy of their own."""
        jo = iam.user("jo")
        iam.call("CreateLoginProfile", UserName="jo", Password=GOOD)
        assert iam.refused("ChangePassword", as_=jo, OldPassword=GOOD, NewPassword=BETTER)[0] == "AccessDenied"
        iam.call("UpdateAccountPasswordPolicy", AllowUsersToChangePassword=True)
        iam.call("ChangePassword", as_=jo, OldPassword=GOOD, NewPassword=BETTER)
        assert iam.call("GetAccountPasswordPolicy", as_=jo)["PasswordPolicy"]["AllowUsersToChangePassword"]
        assert iam.refused("UpdateLoginProfile", as_=jo, UserName="jo", Password=GOOD)[0] == "AccessDenied"

    def test_an_old_password_again(self, iam: Client) -> None:
        jo = iam.user("jo")
        passwords = [f"Password-{n}" for n in range(4)]
        iam.call("UpdateAccountPasswordPolicy", PasswordReusePrevention=3, AllowUsersToChangePassword=True)
        iam.call("CreateLoginProfile", UserName="jo", Password=passwords[0])
        for old, new in ((0, 1), (1, 2)):
            iam.call("ChangePassword", as_=jo, OldPassword=passwords[old], NewPassword=passwords[new])
        for again in passwords[:3]:
            assert iam.refused("ChangePassword", as_=jo, OldPassword=passwords[2], NewPassword=again) == (
                "PasswordPolicyViolation",
                "Policy constraint violation with password reuse prevention during password change.",
            )
        iam.call("ChangePassword", as_=jo, OldPassword=passwords[2], NewPassword=passwords[3])
        iam.call("ChangePassword", as_=jo, OldPassword=passwords[3], NewPassword=passwords[0])

    def test_without_prevention_any(self, iam: Client) -> None:
        iam.user("jo")
        iam.call("CreateLoginProfile", UserName="jo", Password=GOOD)
        iam.call("UpdateLoginProfile", UserName="jo", Password=GOOD)
