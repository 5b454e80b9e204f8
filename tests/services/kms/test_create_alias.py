"""CreateAlias. Source: KMS API Reference, CreateAlias; Developer Guide, Aliases in AWS KMS."""

import pytest

from tests.cloud import ACCOUNT, REGION
from tests.services.kms.conftest import GUEST, WITHOUT_ALIASES, Kms


class TestShape:
    def test_it_answers_nothing(self, kms: Kms) -> None:
        assert kms.call("CreateAlias", AliasName="alias/app", TargetKeyId=kms.key()) == {}


class TestRules:
    def test_wrong_keys(self, kms: Kms) -> None:
        """NotFoundException."""
        assert kms.wrong_keys("CreateAlias", "TargetKeyId", AliasName="alias/x") == WITHOUT_ALIASES

    def test_the_prefix(self, kms: Kms) -> None:
        key = kms.key()
        for wrong in ("app", "Alias/app", "alias/"):
            error = kms.error("CreateAlias", AliasName=wrong, TargetKeyId=key)
            assert error.code == "ValidationError"
            assert error.message.startswith('Alias must start with the prefix "alias/".')
        assert kms.code_of("CreateAlias", AliasName="alias/a b", TargetKeyId=key) == "ValidationError"

    def test_awss_own_prefix(self, kms: Kms) -> None:
        code = kms.code_of("CreateAlias", AliasName="alias/aws/mine", TargetKeyId=kms.key())
        assert code == "InvalidAliasNameException"

    def test_a_name_stands_for_one_key(self, kms: Kms) -> None:
        kms.call("CreateAlias", AliasName="alias/app", TargetKeyId=kms.key())
        error = kms.error("CreateAlias", AliasName="alias/app", TargetKeyId=kms.key())
        assert (error.code, error.message) == (
            "AlreadyExistsException",
            f"An alias with the name arn:aws:kms:{REGION}:{ACCOUNT}:alias/app already exists",
        )

    @pytest.mark.parametrize(
        ("state", "code"),
        [("Disabled", ""), ("PendingDeletion", "KMSInvalidStateException"), ("PendingImport", "")],
    )
    def test_states(self, kms: Kms, state: str, code: str) -> None:
        key = kms.into(kms.key(**({"Origin": "EXTERNAL"} if state == "PendingImport" else {})), state)
        assert kms.code_of("CreateAlias", AliasName="alias/app", TargetKeyId=key) == code

    def test_the_quota_of_a_key(self, kms: Kms) -> None:
        kms.set_quota("L-2601EE20", 2)
        key = kms.key()
        for name in ("a", "b"):
            kms.call("CreateAlias", AliasName=f"alias/{name}", TargetKeyId=key)
        assert kms.code_of("CreateAlias", AliasName="alias/c", TargetKeyId=key) == "LimitExceededException"
        assert kms.code_of("CreateAlias", AliasName="alias/c", TargetKeyId=kms.key()) == ""

    def test_not_of_another_accounts_key(self, kms: Kms) -> None:
        theirs = kms.key(account=GUEST)
        assert kms.code_of("CreateAlias", AliasName="alias/app", TargetKeyId=theirs) == "AccessDenied"


class TestBehaviour:
    def test_the_key_goes_by_its_names(self, kms: Kms) -> None:
        key = kms.key()
        for name in ("alias/app", "alias/team/app_1"):
            kms.call("CreateAlias", AliasName=name, TargetKeyId=key)
            assert kms.open(kms.seal(name)) == b"secret"

    def test_regions_and_accounts_have_names_of_their_own(self, kms: Kms) -> None:
        for where in ({}, {"region": "eu-west-1"}, {"account": GUEST}):
            kms.call("CreateAlias", AliasName="alias/app", TargetKeyId=kms.key(**where), **where)
