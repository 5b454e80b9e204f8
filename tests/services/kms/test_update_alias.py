"""UpdateAlias. Source: KMS API Reference, UpdateAlias; Developer Guide, Key states, [10]."""

from tests.services.kms.conftest import Kms


class TestRules:
    def test_an_alias_that_is_not_there(self, kms: Kms) -> None:
        key = kms.key()
        assert kms.code_of("UpdateAlias", AliasName="alias/none", TargetKeyId=key) == "NotFoundException"
        assert kms.code_of("UpdateAlias", AliasName="none", TargetKeyId=key) == "ValidationError"
        assert kms.code_of("UpdateAlias", AliasName="alias/aws/s3", TargetKeyId=key) == "InvalidAliasNameException"

    def test_only_to_a_key_of_the_same_kind_and_usage(self, kms: Kms) -> None:
        kms.call("CreateAlias", AliasName="alias/app", TargetKeyId=kms.pair("ECC_NIST_P256"))
        for other in (
            kms.key(),
            kms.pair("HMAC_256", "GENERATE_VERIFY_MAC"),
            kms.pair("ECC_NIST_P256", "KEY_AGREEMENT"),
        ):
            assert kms.code_of("UpdateAlias", AliasName="alias/app", TargetKeyId=other) == "ValidationError"
        assert kms.code_of("UpdateAlias", AliasName="alias/app", TargetKeyId=kms.pair("ECC_NIST_P384")) == ""

    def test_away_from_a_key_that_goes_but_not_to_one(self, kms: Kms) -> None:
        old, new = kms.key(), kms.key()
        kms.call("CreateAlias", AliasName="alias/app", TargetKeyId=old)
        kms.into(old, "PendingDeletion")
        assert kms.code_of("UpdateAlias", AliasName="alias/app", TargetKeyId=old) == "KMSInvalidStateException"
        assert kms.code_of("UpdateAlias", AliasName="alias/app", TargetKeyId=new) == ""

    def test_the_quota_of_the_new_key(self, kms: Kms) -> None:
        kms.set_quota("L-2601EE20", 1)
        full = kms.key()
        kms.call("CreateAlias", AliasName="alias/a", TargetKeyId=full)
        kms.call("CreateAlias", AliasName="alias/b", TargetKeyId=kms.key())
        assert kms.code_of("UpdateAlias", AliasName="alias/b", TargetKeyId=full) == "LimitExceededException"
        assert kms.code_of("UpdateAlias", AliasName="alias/a", TargetKeyId=full) == ""


class TestBehaviour:
    def test_the_name_moves(self, kms: Kms) -> None:
        old, new = kms.key(), kms.key()
        kms.call("CreateAlias", AliasName="alias/app", TargetKeyId=old)
        made_at = kms.now()
        kms.advance(60)
        kms.call("UpdateAlias", AliasName="alias/app", TargetKeyId=new)
        assert kms.describe("alias/app")["Arn"] == new
        assert kms.call("ListAliases", KeyId=old)["Aliases"] == []
        (alias,) = kms.call("ListAliases", KeyId=new)["Aliases"]
        assert (alias["CreationDate"], alias["LastUpdatedDate"]) == (made_at, made_at + 60)
