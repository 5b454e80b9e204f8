"""ListKeys. Source: KMS API Reference, ListKeys."""

import pytest

from fogbank.kernel.errors import InvalidPageToken
from tests.services.kms.conftest import GUEST, Kms


class TestShape:
    def test_ids_and_arns(self, kms: Kms) -> None:
        assert kms.call("ListKeys") == {"Keys": [], "Truncated": False}
        key = kms.key()
        assert kms.call("ListKeys") == {"Keys": [{"KeyId": key.rpartition("/")[2], "KeyArn": key}], "Truncated": False}


class TestRules:
    def test_a_marker_of_nobody(self, kms: Kms) -> None:
        """InvalidMarkerException over HTTP (wire/faults.py)."""
        with pytest.raises(InvalidPageToken):
            kms.call("ListKeys", Marker="made-up")

    def test_keys_that_others_share_are_not_here(self, kms: Kms) -> None:
        assert kms.code_of("ListKeys", ResourceOwners=["OTHER_ACCOUNTS_VIA_RAM"]) == "NotImplemented"
        assert kms.call("ListKeys", ResourceOwners=["SELF"]) == {"Keys": [], "Truncated": False}


class TestBehaviour:
    def test_pages_hold_every_key_once(self, kms: Kms) -> None:
        keys = {kms.key() for _ in range(5)}
        seen: list[str] = []
        page = kms.call("ListKeys", Limit=2)
        while page["Truncated"]:
            assert len(page["Keys"]) == 2
            seen += [key["KeyArn"] for key in page["Keys"]]
            page = kms.call("ListKeys", Limit=2, Marker=page["NextMarker"])
        assert "NextMarker" not in page
        seen += [key["KeyArn"] for key in page["Keys"]]
        assert (len(seen), set(seen)) == (5, keys)

    def test_only_those_of_the_account_and_region(self, kms: Kms) -> None:
        """KMS-007."""
        kms.key(account=GUEST)
        kms.key(region="eu-west-1")
        assert kms.call("ListKeys")["Keys"] == []

    def test_keys_that_are_to_be_deleted_are_listed_until_they_are(self, kms: Kms) -> None:
        key = kms.key()
        kms.call("ScheduleKeyDeletion", KeyId=key, PendingWindowInDays=7)
        assert len(kms.call("ListKeys")["Keys"]) == 1
        kms.advance(7 * 86_400)
        assert kms.call("ListKeys")["Keys"] == []
