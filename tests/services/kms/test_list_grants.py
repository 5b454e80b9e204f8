"""ListGrants. Source: KMS API Reference, ListGrants; Developer Guide, Viewing grants."""

import pytest

from fogbank.kernel.errors import InvalidPageToken
from tests.cloud import ACCOUNT
from tests.services.kms.conftest import GUEST, STATES, WITHOUT_ALIASES, Kms, allow, policy

ANN, BOB = (f"arn:aws:iam::{ACCOUNT}:user/{name}" for name in ("ann", "bob"))


class TestShape:
    def test_all_of_a_grant(self, kms: Kms) -> None:
        key = kms.key()
        made = kms.call(
            "CreateGrant",
            KeyId=key,
            GranteePrincipal=ANN,
            RetiringPrincipal=BOB,
            Operations=["Decrypt", "Encrypt"],
            Constraints={"EncryptionContextEquals": {"a": "b"}},
            Name="mine",
        )
        assert kms.call("ListGrants", KeyId=key) == {
            "Grants": [
                {
                    "KeyId": key,
                    "GrantId": made["GrantId"],
                    "Name": "mine",
                    "CreationDate": kms.now(),
                    "GranteePrincipal": ANN,
                    "RetiringPrincipal": BOB,
                    "IssuingAccount": f"arn:aws:iam::{ACCOUNT}:root",
                    "Operations": ["Decrypt", "Encrypt"],
                    "Constraints": {"EncryptionContextEquals": {"a": "b"}},
                }
            ],
            "Truncated": False,
        }

    def test_of_a_service(self, kms: Kms) -> None:
        key = kms.key()
        source = {"SourceArn": f"arn:aws:s3:::{ACCOUNT}-bucket".replace("s3:::", f"s3:us-east-1:{ACCOUNT}:")}
        kms.call(
            "CreateGrant",
            KeyId=key,
            GranteeServicePrincipal="s3.amazonaws.com",
            RetiringServicePrincipal="s3.amazonaws.com",
            Operations=["Decrypt"],
            Constraints=source,
        )
        (grant,) = kms.call("ListGrants", KeyId=key)["Grants"]
        assert (grant["GranteeServicePrincipal"], grant["RetiringServicePrincipal"]) == ("s3.amazonaws.com",) * 2
        assert (grant["Constraints"], "GranteePrincipal" in grant) == (source, False)


class TestRules:
    def test_wrong_keys(self, kms: Kms) -> None:
        """NotFoundException, InvalidArnException."""
        assert kms.wrong_keys("ListGrants") == WITHOUT_ALIASES

    def test_in_every_state(self, kms: Kms) -> None:
        assert kms.codes_by_state("ListGrants") == dict.fromkeys(STATES, "")

    def test_limits_and_filters(self, kms: Kms) -> None:
        both = {"GranteePrincipal": ANN, "GranteeServicePrincipal": "s3.amazonaws.com"}
        for wrong in ({"Limit": 101}, both):
            assert kms.code_of("ListGrants", KeyId=kms.key(), **wrong) == "ValidationError"
        assert kms.code_of("ListGrants", KeyId=kms.key(), GrantId="none") == "InvalidGrantIdException"

    def test_a_marker_of_nobody(self, kms: Kms) -> None:
        """InvalidMarkerException over HTTP (wire/faults.py)."""
        with pytest.raises(InvalidPageToken):
            kms.call("ListGrants", KeyId=kms.key(), Marker="made-up")


class TestBehaviour:
    def test_pages_and_filters(self, kms: Kms) -> None:
        key = kms.key()
        ids = [
            kms.call("CreateGrant", KeyId=key, GranteePrincipal=who, Operations=["Decrypt"])["GrantId"]
            for who in (ANN, BOB, ANN, BOB, ANN)
        ]
        seen: list[str] = []
        page = kms.call("ListGrants", KeyId=key, Limit=2)
        while page["Truncated"]:
            seen += [grant["GrantId"] for grant in page["Grants"]]
            page = kms.call("ListGrants", KeyId=key, Limit=2, Marker=page["NextMarker"])
        assert sorted([*seen, *(grant["GrantId"] for grant in page["Grants"])]) == sorted(ids)
        assert len(kms.call("ListGrants", KeyId=key, GranteePrincipal=ANN)["Grants"]) == 3
        assert [grant["GrantId"] for grant in kms.call("ListGrants", KeyId=key, GrantId=ids[1])["Grants"]] == [ids[1]]
        assert kms.call("ListGrants", KeyId=kms.key())["Grants"] == []

    def test_others_see_them_where_the_policy_lets_them(self, kms: Kms) -> None:
        key = kms.key(Policy=policy(allow(GUEST, "kms:ListGrants")))
        assert kms.code_of("ListGrants", KeyId=key, account=GUEST) == ""
        assert kms.code_of("ListGrants", KeyId=kms.key(), account=GUEST) == "AccessDenied"
