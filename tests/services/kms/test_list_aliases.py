"""ListAliases. Source: KMS API Reference, ListAliases."""

import pytest

from fogbank.kernel.errors import InvalidPageToken
from tests.cloud import ACCOUNT, REGION
from tests.services.kms.conftest import WITHOUT_ALIASES, Kms


class TestShape:
    def test_one_alias(self, kms: Kms) -> None:
        key = kms.key()
        kms.call("CreateAlias", AliasName="alias/app", TargetKeyId=key)
        assert kms.call("ListAliases") == {
            "Aliases": [
                {
                    "AliasName": "alias/app",
                    "AliasArn": f"arn:aws:kms:{REGION}:{ACCOUNT}:alias/app",
                    "TargetKeyId": key.rpartition("/")[2],
                    "CreationDate": kms.now(),
                    "LastUpdatedDate": kms.now(),
                }
            ],
            "Truncated": False,
        }


class TestRules:
    def test_wrong_keys(self, kms: Kms) -> None:
        """NotFoundException, InvalidArnException."""
        assert kms.wrong_keys("ListAliases") == WITHOUT_ALIASES

    def test_a_hundred_at_most(self, kms: Kms) -> None:
        assert kms.code_of("ListAliases", Limit=101) == "ValidationError"
        assert kms.code_of("ListAliases", Limit=100) == ""

    def test_a_marker_of_nobody(self, kms: Kms) -> None:
        """InvalidMarkerException over HTTP (wire/faults.py)."""
        with pytest.raises(InvalidPageToken):
            kms.call("ListAliases", Marker="made-up")


class TestBehaviour:
    @pytest.mark.parametrize("of_one_key", [True, False])
    def test_pages_hold_every_alias_once(self, kms: Kms, of_one_key: bool) -> None:
        key = kms.key()
        names = [f"alias/{letter}" for letter in "ecabd"]
        for name in names:
            kms.call("CreateAlias", AliasName=name, TargetKeyId=key)
        if of_one_key:
            kms.call("CreateAlias", AliasName="alias/other", TargetKeyId=kms.key())
        of = {"KeyId": key} if of_one_key else {}
        seen: list[str] = []
        page = kms.call("ListAliases", Limit=2, **of)
        while page["Truncated"]:
            seen += [alias["AliasName"] for alias in page["Aliases"]]
            page = kms.call("ListAliases", Limit=2, Marker=page["NextMarker"], **of)
        assert [*seen, *(alias["AliasName"] for alias in page["Aliases"])] == sorted(names)

    def test_awss_own_once_they_have_a_key(self, kms: Kms) -> None:
        assert kms.call("ListAliases")["Aliases"] == []
        key = kms.describe("alias/aws/s3")["KeyId"]
        (alias,) = kms.call("ListAliases")["Aliases"]
        assert (alias["AliasName"], alias["TargetKeyId"]) == ("alias/aws/s3", key)
