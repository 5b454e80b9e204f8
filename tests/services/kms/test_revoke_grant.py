"""RevokeGrant. Source: KMS API Reference, RevokeGrant."""

from tests.services.kms.conftest import GUEST, STATES, WITHOUT_ALIASES, Kms, allow, policy
from tests.services.kms.test_create_grant import grant


class TestRules:
    def test_wrong_keys(self, kms: Kms) -> None:
        """NotFoundException, InvalidArnException."""
        assert kms.wrong_keys("RevokeGrant", GrantId="x") == WITHOUT_ALIASES

    def test_a_grant_that_is_not_there(self, kms: Kms) -> None:
        error = kms.error("RevokeGrant", KeyId=kms.key(), GrantId="0" * 64)
        assert (error.code, error.message) == ("NotFoundException", f"Grant ID {'0' * 64} not found")
        assert kms.code_of("RevokeGrant", KeyId=kms.key(), GrantId="none") == "InvalidGrantIdException"

    def test_in_every_state(self, kms: Kms) -> None:
        ann = kms.user("ann")
        for state in STATES[:3]:
            key = kms.key()
            made = grant(kms, key, ann, "Decrypt")
            kms.into(key, state)
            assert kms.code_of("RevokeGrant", KeyId=key, GrantId=made) == ""

    def test_a_dry_run(self, kms: Kms) -> None:
        key, ann = kms.key(), kms.user("ann")
        made = grant(kms, key, ann, "Decrypt")
        assert kms.code_of("RevokeGrant", KeyId=key, GrantId=made, DryRun=True) == "DryRunOperationException"
        assert len(kms.call("ListGrants", KeyId=key)["Grants"]) == 1


class TestBehaviour:
    def test_what_it_permitted_is_over(self, kms: Kms) -> None:
        key, ann = kms.key(), kms.user("ann")
        blob, made = kms.seal(key), grant(kms, key, ann, "Decrypt")
        assert kms.open(blob, by=ann) == b"secret"
        assert kms.call("RevokeGrant", KeyId=key, GrantId=made) == {}
        assert kms.code_of("Decrypt", CiphertextBlob=blob, by=ann) == "AccessDenied"
        assert kms.code_of("RevokeGrant", KeyId=key, GrantId=made) == "NotFoundException"

    def test_others_may_where_the_policy_lets_them(self, kms: Kms) -> None:
        key, ann = kms.key(Policy=policy(allow(GUEST, "kms:RevokeGrant"))), kms.user("ann")
        made = grant(kms, key, ann, "Decrypt")
        assert kms.code_of("RevokeGrant", KeyId=key, GrantId=made, account=GUEST) == ""
