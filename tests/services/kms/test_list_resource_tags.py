"""ListResourceTags. Source: KMS API Reference, ListResourceTags."""

import pytest

from fogbank.kernel.errors import InvalidPageToken
from tests.services.kms.conftest import STATES, WITHOUT_ALIASES, Kms


class TestShape:
    def test_without_tags(self, kms: Kms) -> None:
        assert kms.call("ListResourceTags", KeyId=kms.key()) == {"Tags": [], "Truncated": False}


class TestRules:
    def test_wrong_keys(self, kms: Kms) -> None:
        """NotFoundException, InvalidArnException."""
        assert kms.wrong_keys("ListResourceTags") == WITHOUT_ALIASES

    def test_in_every_state(self, kms: Kms) -> None:
        assert kms.codes_by_state("ListResourceTags") == dict.fromkeys(STATES, "")

    def test_fifty_at_most(self, kms: Kms) -> None:
        assert kms.code_of("ListResourceTags", KeyId=kms.key(), Limit=51) == "ValidationError"

    def test_a_marker_of_nobody(self, kms: Kms) -> None:
        """InvalidMarkerException over HTTP (wire/faults.py)."""
        with pytest.raises(InvalidPageToken):
            kms.call("ListResourceTags", KeyId=kms.key(), Marker="made-up")


class TestBehaviour:
    def test_pages_hold_every_tag_once(self, kms: Kms) -> None:
        tags = [{"TagKey": f"k{n}", "TagValue": str(n)} for n in range(5)]
        key = kms.key(Tags=tags)
        seen = []
        page = kms.call("ListResourceTags", KeyId=key, Limit=2)
        while page["Truncated"]:
            seen += page["Tags"]
            page = kms.call("ListResourceTags", KeyId=key, Limit=2, Marker=page["NextMarker"])
        assert seen + page["Tags"] == tags
