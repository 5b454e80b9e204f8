"""PutKeyPolicy. Source: KMS API Reference, PutKeyPolicy; Developer Guide, Default key policy."""

import json

from tests.services.kms.conftest import GUEST, STATES, WITHOUT_ALIASES, Kms, allow, policy


class TestRules:
    def test_wrong_keys(self, kms: Kms) -> None:
        """NotFoundException, InvalidArnException."""
        assert kms.wrong_keys("PutKeyPolicy", Policy=policy()) == WITHOUT_ALIASES

    def test_in_every_state(self, kms: Kms) -> None:
        assert kms.codes_by_state("PutKeyPolicy", Policy=policy()) == dict.fromkeys(STATES, "")

    def test_a_policy_that_is_none(self, kms: Kms) -> None:
        key = kms.key()
        for wrong in ("x", "{}", policy({"Effect": "Allow", "Action": "kms:*", "Resource": "*"})):
            assert kms.code_of("PutKeyPolicy", KeyId=key, Policy=wrong) == "MalformedPolicyDocumentException"

    def test_a_statement_without_resource_or_action_is_kept(self, kms: Kms) -> None:
        """Source: API Reference, PutKeyPolicy, Policy: the requests succeed."""
        mine = policy({"Effect": "Allow", "Principal": {"AWS": GUEST}, "Action": "kms:Encrypt"})
        assert kms.code_of("PutKeyPolicy", KeyId=kms.key(), Policy=mine) == ""

    def test_a_policy_that_is_too_long(self, kms: Kms) -> None:
        long = policy(allow(GUEST, "kms:Encrypt", Sid="x" * 32_768))
        assert kms.code_of("PutKeyPolicy", KeyId=kms.key(), Policy=long) == "LimitExceededException"

    def test_nobody_locks_himself_out_by_mistake(self, kms: Kms) -> None:
        key = kms.key()
        theirs = json.dumps({"Version": "2012-10-17", "Statement": allow(GUEST, "kms:*")})
        assert kms.code_of("PutKeyPolicy", KeyId=key, Policy=theirs) == "MalformedPolicyDocumentException"
        kms.call("PutKeyPolicy", KeyId=key, Policy=theirs, BypassPolicyLockoutSafetyCheck=True)
        assert kms.code_of("GetKeyPolicy", KeyId=key) == "AccessDenied", "the account's root is no exception"

    def test_there_is_one_policy(self, kms: Kms) -> None:
        key = kms.key()
        error = kms.error("PutKeyPolicy", KeyId=key, PolicyName="AWS_RAM", Policy=policy())
        assert (error.code, error.message) == (
            "ValidationError",
            "The AWS_RAM policy can only be managed by the RAM service.",
        )
        assert kms.code_of("PutKeyPolicy", KeyId=key, PolicyName="mine", Policy=policy()) == "NotFoundException"


class TestBehaviour:
    def test_others_may_what_it_says(self, kms: Kms) -> None:
        """KMS-002."""
        key = kms.key()
        assert kms.code_of("Encrypt", KeyId=key, Plaintext=b"x", account=GUEST) == "AccessDenied"
        assert kms.call("PutKeyPolicy", KeyId=key, Policy=policy(allow(GUEST, "kms:Encrypt"))) == {}
        assert kms.code_of("Encrypt", KeyId=key, Plaintext=b"x", account=GUEST) == ""
        assert kms.code_of("Decrypt", CiphertextBlob=kms.seal(key), account=GUEST) == "AccessDenied"
        kms.call("PutKeyPolicy", KeyId=key, Policy=policy())
        assert kms.code_of("Encrypt", KeyId=key, Plaintext=b"x", account=GUEST) == "AccessDenied"
