"""RetireGrant. Source: KMS API Reference, RetireGrant; Developer Guide, Retiring and revoking grants."""

from fogbank.kernel.identity.principal import root_of
from tests.cloud import ACCOUNT, REGION
from tests.services.kms.conftest import GUEST, NOWHERE, Kms, allow, policy
from tests.services.kms.test_create_grant import DECRYPT, grant


class TestRules:
    def test_either_a_token_or_key_and_id(self, kms: Kms) -> None:
        key = kms.key()
        made = kms.call("CreateGrant", KeyId=key, **DECRYPT)
        token, grant_id = {"GrantToken": made["GrantToken"]}, {"GrantId": made["GrantId"]}
        for wrong in ({}, grant_id, {"KeyId": key}, {**token, **grant_id}):
            assert kms.code_of("RetireGrant", **wrong) == "ValidationError"
        assert kms.code_of("RetireGrant", GrantToken="x") == "InvalidGrantTokenException"
        assert kms.code_of("RetireGrant", KeyId="arn:aws:s3:::b", **grant_id) == "InvalidArnException"
        elsewhere = key.replace(REGION, "eu-west-3")
        assert kms.code_of("RetireGrant", KeyId=elsewhere, **grant_id) == "NotFoundException"

    def test_what_is_not_there(self, kms: Kms) -> None:
        nowhere = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/{NOWHERE}"
        for key in (nowhere, kms.key()):
            assert kms.code_of("RetireGrant", KeyId=key, GrantId="0" * 64) == "NotFoundException"
            assert kms.code_of("RetireGrant", KeyId=key, GrantId="none") == "InvalidGrantIdException"

    def test_a_dry_run(self, kms: Kms) -> None:
        key = kms.key()
        made = kms.call("CreateGrant", KeyId=key, **DECRYPT)
        assert kms.code_of("RetireGrant", GrantToken=made["GrantToken"], DryRun=True) == "DryRunOperationException"
        assert kms.code_of("RetireGrant", GrantToken=made["GrantToken"]) == ""


class TestBehaviour:
    def test_the_retiring_principal(self, kms: Kms) -> None:
        key, ann, bob = kms.key(), kms.user("ann"), kms.user("bob")
        made = grant(kms, key, ann, "Decrypt", RetiringPrincipal=bob.arn)
        asked = {"KeyId": key, "GrantId": made}
        assert kms.code_of("RetireGrant", by=ann, **asked) == "AccessDenied"
        assert kms.call("RetireGrant", by=bob, **asked) == {}
        assert kms.call("ListGrants", KeyId=key)["Grants"] == []

    def test_the_grantee_where_the_grant_says_so(self, kms: Kms) -> None:
        key, ann = kms.key(), kms.user("ann")
        made = grant(kms, key, ann, "Decrypt", "RetireGrant")
        assert kms.code_of("RetireGrant", by=ann, KeyId=key, GrantId=made) == ""

    def test_the_keys_account_and_whom_it_lets(self, kms: Kms) -> None:
        """kms:RetireGrant counts in policies of IAM, and not in a key's policy."""
        ann, bob, eve = kms.user("ann"), kms.user("bob", "kms:RetireGrant"), kms.user("eve")
        key = kms.key(Policy=policy(allow(eve.arn, "kms:RetireGrant")))
        first, second = grant(kms, key, ann, "Decrypt"), grant(kms, key, ann, "Encrypt")
        assert kms.code_of("RetireGrant", by=eve, KeyId=key, GrantId=first) == "AccessDenied"
        assert kms.code_of("RetireGrant", by=bob, KeyId=key, GrantId=first) == ""
        assert kms.code_of("RetireGrant", KeyId=key, GrantId=second) == ""

    def test_another_account_that_is_the_retiring_principal(self, kms: Kms) -> None:
        key, ann = kms.key(), kms.user("ann")
        theirs = kms.user("their", "kms:RetireGrant", account=GUEST)
        nobody = kms.user("nobody", account=GUEST)
        made = grant(kms, key, ann, "Decrypt", RetiringPrincipal=root_of(GUEST).arn)
        asked = {"KeyId": key, "GrantId": made}
        assert kms.code_of("RetireGrant", by=nobody, **asked) == "AccessDenied"
        assert kms.code_of("RetireGrant", by=theirs, **asked) == ""
        again = grant(kms, key, ann, "Decrypt", RetiringPrincipal=root_of(GUEST).arn)
        assert kms.code_of("RetireGrant", account=GUEST, KeyId=key, GrantId=again) == ""
