"""ListKeyRotations. Source: KMS API Reference, ListKeyRotations and RotationsListEntry."""

import pytest

from fogbank.kernel.errors import InvalidPageToken
from tests.services.kms.conftest import DAY_S, WITHOUT_ALIASES, Kms


class TestShape:
    def test_rotations_and_the_first_material(self, kms: Kms) -> None:
        key = kms.key()
        key_id, first = key.rpartition("/")[2], kms.describe(key)["CurrentKeyMaterialId"]
        assert kms.call("ListKeyRotations", KeyId=key) == {"Rotations": [], "Truncated": False}
        kms.advance(60)
        kms.call("RotateKeyOnDemand", KeyId=key)
        rotation = {
            "KeyId": key_id,
            "KeyMaterialId": kms.describe(key)["CurrentKeyMaterialId"],
            "KeyMaterialState": "CURRENT",
            "RotationDate": kms.now(),
            "RotationType": "ON_DEMAND",
        }
        assert kms.call("ListKeyRotations", KeyId=key)["Rotations"] == [rotation]
        everything = kms.call("ListKeyRotations", KeyId=key, IncludeKeyMaterial="ALL_KEY_MATERIAL")["Rotations"]
        assert everything == [
            {"KeyId": key_id, "KeyMaterialId": first, "KeyMaterialState": "NON_CURRENT"},
            rotation,
        ]


class TestRules:
    def test_wrong_keys(self, kms: Kms) -> None:
        """NotFoundException, InvalidArnException."""
        assert kms.wrong_keys("ListKeyRotations") == WITHOUT_ALIASES

    def test_only_keys_that_rotate(self, kms: Kms) -> None:
        assert kms.code_of("ListKeyRotations", KeyId=kms.pair("ECC_NIST_P256")) == "UnsupportedOperationException"

    def test_a_marker_of_nobody(self, kms: Kms) -> None:
        """InvalidMarkerException over HTTP (wire/faults.py)."""
        with pytest.raises(InvalidPageToken):
            kms.call("ListKeyRotations", KeyId=kms.key(), Marker="made-up")


class TestBehaviour:
    def test_pages_hold_every_rotation_once_in_order(self, kms: Kms) -> None:
        key = kms.key()
        kms.call("EnableKeyRotation", KeyId=key, RotationPeriodInDays=90)
        kms.advance(5 * 90 * DAY_S)
        dates: list[float] = []
        page = kms.call("ListKeyRotations", KeyId=key, Limit=2)
        while page["Truncated"]:
            dates += [rotation["RotationDate"] for rotation in page["Rotations"]]
            page = kms.call("ListKeyRotations", KeyId=key, Limit=2, Marker=page["NextMarker"])
        dates += [rotation["RotationDate"] for rotation in page["Rotations"]]
        assert (len(dates), dates) == (5, sorted(dates))
