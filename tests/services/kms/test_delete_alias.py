"""DeleteAlias. Source: KMS API Reference, DeleteAlias."""

from tests.cloud import ACCOUNT, REGION
from tests.services.kms.conftest import Kms


class TestRules:
    def test_an_alias_that_is_not_there(self, kms: Kms) -> None:
        error = kms.error("DeleteAlias", AliasName="alias/none")
        assert (error.code, error.message) == (
            "NotFoundException",
            f"Alias arn:aws:kms:{REGION}:{ACCOUNT}:alias/none is not found.",
        )

    def test_awss_own_aliases_stay(self, kms: Kms) -> None:
        kms.describe("alias/aws/s3")
        assert kms.code_of("DeleteAlias", AliasName="alias/aws/s3") == "AccessDenied"


class TestBehaviour:
    def test_the_key_stays(self, kms: Kms) -> None:
        key = kms.key()
        for name in ("alias/a", "alias/b"):
            kms.call("CreateAlias", AliasName=name, TargetKeyId=key)
        assert kms.call("DeleteAlias", AliasName="alias/a") == {}
        assert kms.code_of("DescribeKey", KeyId="alias/a") == "NotFoundException"
        assert kms.describe("alias/b")["Arn"] == key

    def test_in_every_state_of_the_key(self, kms: Kms) -> None:
        for state in ("Disabled", "PendingDeletion"):
            key = kms.key()
            kms.call("CreateAlias", AliasName="alias/app", TargetKeyId=key)
            kms.into(key, state)
            assert kms.code_of("DeleteAlias", AliasName="alias/app") == ""
