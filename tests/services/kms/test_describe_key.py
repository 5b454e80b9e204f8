"""DescribeKey. Source: KMS API Reference, DescribeKey and KeyMetadata."""

from tests.cloud import ACCOUNT, REGION
from tests.services.kms.conftest import DAY_S, GUEST, NOWHERE, WITH_ALIASES, Kms, allow, policy


class TestShape:
    def test_every_way_to_name_a_key(self, kms: Kms) -> None:
        key = kms.key()
        kms.call("CreateAlias", AliasName="alias/app", TargetKeyId=key)
        told = kms.describe(key)
        for name in (told["KeyId"], "alias/app", f"arn:aws:kms:{REGION}:{ACCOUNT}:alias/app"):
            assert kms.describe(name) == told


class TestRules:
    def test_wrong_keys(self, kms: Kms) -> None:
        """NotFoundException, InvalidArnException."""
        assert kms.wrong_keys("DescribeKey") == WITH_ALIASES
        error = kms.error("DescribeKey", KeyId="alias/none")
        assert (error.code, error.message) == (
            "NotFoundException",
            f"Alias arn:aws:kms:{REGION}:{ACCOUNT}:alias/none is not found.",
        )

    def test_whether_others_have_a_key_is_not_told(self, kms: Kms) -> None:
        """Source: IAM User Guide, access denied error messages."""
        error = kms.error("DescribeKey", KeyId=f"arn:aws:kms:{REGION}:{GUEST}:key/{NOWHERE}")
        assert (error.code, error.status) == ("AccessDenied", 403)
        assert "because the resource does not exist in this Region, no resource-based policies allow" in error.message
        theirs = kms.key(account=GUEST)
        assert kms.code_of("DescribeKey", KeyId=theirs) == "AccessDenied"

    def test_a_grant_token_that_is_none(self, kms: Kms) -> None:
        assert kms.code_of("DescribeKey", KeyId=kms.key(), GrantTokens=["x"]) == "InvalidGrantTokenException"


class TestBehaviour:
    def test_in_every_state(self, kms: Kms) -> None:
        assert kms.codes_by_state("DescribeKey") == dict.fromkeys(
            ("Enabled", "Disabled", "PendingDeletion", "PendingImport"), ""
        )

    def test_when_a_key_will_be_gone(self, kms: Kms) -> None:
        key = kms.key()
        kms.call("ScheduleKeyDeletion", KeyId=key, PendingWindowInDays=7)
        told = kms.describe(key)
        assert (told["KeyState"], told["Enabled"], told["DeletionDate"]) == (
            "PendingDeletion",
            False,
            kms.now() + 7 * DAY_S,
        )

    def test_a_predefined_alias_gets_its_key(self, kms: Kms) -> None:
        """Source: API Reference, DescribeKey, KeyId: KMS associates the alias with an AWS managed key."""
        told = kms.describe("alias/aws/sqs")
        assert (told["KeyManager"], told["Description"]) == (
            "AWS",
            "Default key that protects my SQS messages when no other key is defined",
        )
        assert kms.describe("alias/aws/sqs") == told
        assert kms.describe("alias/aws/sqs", region="eu-west-1")["Arn"] != told["Arn"]
        assert kms.code_of("DescribeKey", KeyId="alias/aws/nothing") == "NotFoundException"

    def test_a_key_of_another_account_whose_policy_lets_it(self, kms: Kms) -> None:
        key = kms.key(Policy=policy(allow(GUEST, "kms:DescribeKey")))
        kms.call("CreateAlias", AliasName="alias/shared", TargetKeyId=key)
        for name in (key, f"arn:aws:kms:{REGION}:{ACCOUNT}:alias/shared"):
            assert kms.describe(name, account=GUEST)["Arn"] == key
        assert kms.code_of("DescribeKey", KeyId="alias/shared", account=GUEST) == "NotFoundException"
