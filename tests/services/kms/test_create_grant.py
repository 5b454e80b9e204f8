"""CreateGrant. Source: KMS API Reference, CreateGrant; Developer Guide, Grants in AWS KMS."""

import re
from typing import Any

import pytest

from fogbank.kernel.identity.principal import Principal, root_of
from tests.cloud import ACCOUNT, REGION
from tests.services.kms.conftest import GUEST, WITHOUT_ALIASES, Kms, allow, policy

ANN = f"arn:aws:iam::{ACCOUNT}:user/ann"
DECRYPT: dict[str, Any] = {"GranteePrincipal": ANN, "Operations": ["Decrypt"]}


def grant(kms: Kms, key: str, to: Principal, *operations: str, by: Principal | None = None, **params: Any) -> str:
    """A new grant's id."""
    params = {"KeyId": key, "GranteePrincipal": to.arn, "Operations": list(operations), **params}
    return str(kms.call("CreateGrant", by=by, **params)["GrantId"])


class TestShape:
    def test_an_id_and_a_token(self, kms: Kms) -> None:
        answer = kms.call("CreateGrant", KeyId=kms.key(), **DECRYPT)
        assert set(answer) == {"GrantId", "GrantToken"}
        assert re.fullmatch(r"[0-9a-f]{64}", answer["GrantId"])
        assert 1 <= len(answer["GrantToken"]) <= 8192


class TestRules:
    def test_wrong_keys(self, kms: Kms) -> None:
        """NotFoundException, InvalidArnException."""
        assert kms.wrong_keys("CreateGrant", **DECRYPT) == WITHOUT_ALIASES

    def test_states(self, kms: Kms) -> None:
        assert kms.codes_by_state("CreateGrant", **DECRYPT) == {
            "Enabled": "",
            "Disabled": "DisabledException",
            "PendingDeletion": "KMSInvalidStateException",
            "PendingImport": "KMSInvalidStateException",
        }

    @pytest.mark.parametrize(
        "params",
        [
            {"Operations": ["Decrypt"]},
            {"GranteePrincipal": ANN, "GranteeServicePrincipal": "s3.amazonaws.com", "Operations": ["Decrypt"]},
            {"GranteeServicePrincipal": "s3.amazonaws.com", "Operations": ["Decrypt"]},
            {"GranteePrincipal": ANN, "Operations": []},
            {"GranteePrincipal": ANN, "Operations": ["Sign"]},
            {"GranteePrincipal": ANN, "Operations": ["PutKeyPolicy"]},
        ],
    )
    def test_whom_and_what(self, kms: Kms, params: dict[str, Any]) -> None:
        assert kms.code_of("CreateGrant", KeyId=kms.key(), **params) == "ValidationError"

    def test_operations_are_those_of_the_key(self, kms: Kms) -> None:
        """Source: API Reference, CreateGrant, Operations."""
        key = kms.pair("RSA_2048")
        assert kms.code_of("CreateGrant", KeyId=key, **DECRYPT) == "ValidationError"
        signing = {**DECRYPT, "Operations": ["Sign", "Verify", "GetPublicKey", "DescribeKey"]}
        assert kms.code_of("CreateGrant", KeyId=key, **signing) == ""

    def test_a_grantee_that_is_no_principal(self, kms: Kms) -> None:
        error = kms.error("CreateGrant", KeyId=kms.key(), GranteePrincipal="ann", Operations=["Decrypt"])
        assert (error.code, error.message) == ("InvalidArnException", "ARN does not refer to a valid principal: ann")

    @pytest.mark.parametrize(
        "constraints",
        [
            {"EncryptionContextSubset": {str(n): "" for n in range(9)}},
            {"EncryptionContextEquals": {"a": "x" * 384}},
        ],
    )
    def test_constraints_are_bounded(self, kms: Kms, constraints: dict[str, Any]) -> None:
        """Source: Developer Guide, Using grant constraints: 8 pairs, 384 characters."""
        assert kms.code_of("CreateGrant", KeyId=kms.key(), Constraints=constraints, **DECRYPT) == "ValidationError"

    def test_contexts_only_where_there_are_any(self, kms: Kms) -> None:
        constraints = {"EncryptionContextSubset": {"a": "b"}}
        rsa = kms.pair("RSA_2048", "ENCRYPT_DECRYPT")
        assert kms.code_of("CreateGrant", KeyId=rsa, Constraints=constraints, **DECRYPT) == "ValidationError"
        describing = {**DECRYPT, "Operations": ["Decrypt", "DescribeKey", "RetireGrant", "CreateGrant"]}
        assert kms.code_of("CreateGrant", KeyId=kms.key(), Constraints=constraints, **describing) == ""

    def test_the_quota(self, kms: Kms) -> None:
        kms.set_quota("L-D594A657", 1)
        key = kms.key()
        first = kms.call("CreateGrant", KeyId=key, **DECRYPT)["GrantId"]
        assert kms.code_of("CreateGrant", KeyId=key, **DECRYPT) == "LimitExceededException"
        kms.call("RevokeGrant", KeyId=key, GrantId=first)
        assert kms.code_of("CreateGrant", KeyId=key, **DECRYPT) == ""

    def test_tokens_and_dry_runs(self, kms: Kms) -> None:
        key = kms.key()
        assert kms.code_of("CreateGrant", KeyId=key, GrantTokens=["x"], **DECRYPT) == "InvalidGrantTokenException"
        assert kms.code_of("CreateGrant", KeyId=key, DryRun=True, **DECRYPT) == "DryRunOperationException"
        assert kms.call("ListGrants", KeyId=key)["Grants"] == []


class TestBehaviour:
    def test_the_grantee_may_what_the_grant_says_and_only_that(self, kms: Kms) -> None:
        """KMS-002."""
        key, ann = kms.key(), kms.user("ann")
        blob = kms.seal(key)
        assert kms.code_of("Decrypt", CiphertextBlob=blob, by=ann) == "AccessDenied"
        answer = kms.call("CreateGrant", KeyId=key, **DECRYPT)
        assert kms.open(blob, by=ann) == b"secret"
        assert kms.open(blob, by=ann, GrantTokens=[answer["GrantToken"]]) == b"secret"
        assert kms.code_of("Encrypt", KeyId=key, Plaintext=b"x", by=ann) == "AccessDenied"
        assert kms.code_of("Decrypt", CiphertextBlob=kms.seal(kms.key()), by=ann) == "AccessDenied"
        assert kms.code_of("Decrypt", CiphertextBlob=blob, by=kms.user("bob")) == "AccessDenied"

    def test_an_explicit_deny_still_counts(self, kms: Kms) -> None:
        ann = kms.user("ann")
        deny = {"Effect": "Deny", "Principal": {"AWS": ann.arn}, "Action": "kms:Decrypt", "Resource": "*"}
        key = kms.key(Policy=policy(deny))
        blob = kms.seal(key)
        grant(kms, key, ann, "Decrypt")
        assert kms.code_of("Decrypt", CiphertextBlob=blob, by=ann) == "AccessDenied"

    def test_another_account(self, kms: Kms) -> None:
        key = kms.key()
        grant(kms, key, root_of(GUEST), "Decrypt")
        assert kms.open(kms.seal(key), account=GUEST) == b"secret"

    def test_constraints_on_the_context(self, kms: Kms) -> None:
        key, ann, bob = kms.key(), kms.user("ann"), kms.user("bob")
        pairs = {"team": "red"}
        grant(kms, key, ann, "Encrypt", Constraints={"EncryptionContextSubset": pairs})
        grant(kms, key, bob, "Encrypt", "DescribeKey", Constraints={"EncryptionContextEquals": pairs})
        asked = {"KeyId": key, "Plaintext": b"x"}
        for context, subset, equals in (
            ({"team": "red"}, "", ""),
            ({"team": "red", "more": "1"}, "", "AccessDenied"),
            ({"team": "Red"}, "AccessDenied", "AccessDenied"),
            ({}, "AccessDenied", "AccessDenied"),
        ):
            assert kms.code_of("Encrypt", by=ann, EncryptionContext=context, **asked) == subset
            assert kms.code_of("Encrypt", by=bob, EncryptionContext=context, **asked) == equals
        assert kms.code_of("DescribeKey", KeyId=key, by=bob) == "", "constraints are not about it"

    def test_a_grant_that_lets_make_grants_lets_make_no_wider_ones(self, kms: Kms) -> None:
        """Source: Developer Guide, Granting CreateGrant permission."""
        key, ann, bob = kms.key(), kms.user("ann"), kms.user("bob")
        subset = {"EncryptionContextSubset": {"team": "red"}}
        grant(kms, key, ann, "Decrypt", "GenerateDataKey", "CreateGrant", Constraints=subset)
        make = {"KeyId": key, "GranteePrincipal": bob.arn, "by": ann}
        narrower = {"EncryptionContextSubset": {"team": "red", "more": "1"}}
        exact = {"EncryptionContextEquals": {"team": "red"}}
        for constraints in (subset, narrower, exact):
            assert kms.code_of("CreateGrant", Operations=["Decrypt"], Constraints=constraints, **make) == ""
        wider = {"EncryptionContextSubset": {"more": "1"}}
        assert kms.code_of("CreateGrant", Operations=["Decrypt"], Constraints=wider, **make) == "AccessDenied"
        assert kms.code_of("CreateGrant", Operations=["Decrypt"], **make) == "AccessDenied"
        assert kms.code_of("CreateGrant", Operations=["Encrypt"], Constraints=subset, **make) == "AccessDenied"

    def test_a_name_makes_it_once(self, kms: Kms) -> None:
        """Source: API Reference, CreateGrant, Name."""
        key = kms.key()
        first = kms.call("CreateGrant", KeyId=key, Name="n", **DECRYPT)
        again = kms.call("CreateGrant", KeyId=key, Name="n", **DECRYPT)
        assert first["GrantId"] == again["GrantId"]
        assert first["GrantToken"] != again["GrantToken"]
        others = [
            kms.call("CreateGrant", KeyId=key, Name="n", **{**DECRYPT, "Operations": ["Encrypt"]}),
            kms.call("CreateGrant", KeyId=key, **DECRYPT),
            kms.call("CreateGrant", KeyId=key, **DECRYPT),
        ]
        assert len({first["GrantId"], *(other["GrantId"] for other in others)}) == 4

    def test_conditions_on_the_grant_that_may_be_made(self, kms: Kms) -> None:
        """Source: Developer Guide, condition keys, kms:GrantOperations, kms:GranteePrincipal."""
        ann, bob = kms.user("ann"), kms.user("bob")
        conditions = {
            "ForAllValues:StringEquals": {"kms:GrantOperations": ["Decrypt", "Encrypt"]},
            "StringEquals": {"kms:GranteePrincipal": bob.arn},
            "Bool": {"kms:GrantIsForAWSResource": "false"},
        }
        key = kms.key(Policy=policy(allow(ann.arn, "kms:CreateGrant", Condition=conditions)))
        make = {"KeyId": key, "by": ann}
        assert kms.code_of("CreateGrant", GranteePrincipal=bob.arn, Operations=["Decrypt"], **make) == ""
        assert kms.code_of("CreateGrant", GranteePrincipal=ann.arn, Operations=["Decrypt"], **make) == "AccessDenied"
        wider = {"GranteePrincipal": bob.arn, "Operations": ["Decrypt", "GenerateDataKey"]}
        assert kms.code_of("CreateGrant", **wider, **make) == "AccessDenied"

    def test_the_grants_go_with_the_key(self, kms: Kms) -> None:
        key = kms.key()
        grant(kms, key, root_of(GUEST), "Decrypt", RetiringPrincipal=root_of(GUEST).arn)
        kms.call("ScheduleKeyDeletion", KeyId=key, PendingWindowInDays=7)
        kms.advance(7 * 86_400)
        mine = {"RetiringPrincipal": root_of(GUEST).arn, "account": GUEST}
        assert kms.call("ListRetirableGrants", **mine)["Grants"] == []
        assert REGION in key
