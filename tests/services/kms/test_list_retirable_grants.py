"""ListRetirableGrants. Source: KMS API Reference, ListRetirableGrants."""

import pytest

from fogbank.kernel.errors import InvalidPageToken
from tests.cloud import ACCOUNT
from tests.services.kms.conftest import GUEST, Kms

ANN, BOB = (f"arn:aws:iam::{ACCOUNT}:user/{name}" for name in ("ann", "bob"))


def make(kms: Kms, retiring: str, **params: str) -> str:
    key = kms.key(**params)
    asked = {"KeyId": key, "GranteePrincipal": BOB, "RetiringPrincipal": retiring, "Operations": ["Decrypt"]}
    return str(kms.call("CreateGrant", **asked, **params)["GrantId"])


class TestRules:
    def test_one_retiring_principal(self, kms: Kms) -> None:
        for wrong in ({}, {"RetiringPrincipal": ANN, "RetiringServicePrincipal": "s3.amazonaws.com"}):
            assert kms.code_of("ListRetirableGrants", **wrong) == "ValidationError"
        assert kms.code_of("ListRetirableGrants", RetiringPrincipal="ann") == "InvalidArnException"
        assert kms.code_of("ListRetirableGrants", RetiringPrincipal=ANN, Limit=101) == "ValidationError"

    def test_a_marker_of_nobody(self, kms: Kms) -> None:
        """InvalidMarkerException over HTTP (wire/faults.py)."""
        with pytest.raises(InvalidPageToken):
            kms.call("ListRetirableGrants", RetiringPrincipal=ANN, Marker="made-up")


class TestBehaviour:
    def test_on_whosever_keys_of_the_region(self, kms: Kms) -> None:
        mine = {make(kms, ANN), make(kms, ANN), make(kms, ANN, account=GUEST)}
        make(kms, BOB)
        make(kms, ANN, region="eu-west-1")
        grants = kms.call("ListRetirableGrants", RetiringPrincipal=ANN)["Grants"]
        assert {grant["GrantId"] for grant in grants} == mine
        assert {grant["RetiringPrincipal"] for grant in grants} == {ANN}

    def test_pages_hold_every_grant_once(self, kms: Kms) -> None:
        ids = sorted(make(kms, ANN) for _ in range(5))
        seen: list[str] = []
        page = kms.call("ListRetirableGrants", RetiringPrincipal=ANN, Limit=2)
        while page["Truncated"]:
            seen += [grant["GrantId"] for grant in page["Grants"]]
            page = kms.call("ListRetirableGrants", RetiringPrincipal=ANN, Limit=2, Marker=page["NextMarker"])
        assert sorted([*seen, *(grant["GrantId"] for grant in page["Grants"])]) == ids
