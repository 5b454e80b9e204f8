"""DeleteImportedKeyMaterial. Source: KMS API Reference, DeleteImportedKeyMaterial."""

from tests.services.kms.conftest import WITHOUT_ALIASES, Kms
from tests.services.kms.wrapping import expiring, put

FIRST, SECOND = b"1" * 32, b"2" * 32


class TestShape:
    def test_which_material_is_gone(self, kms: Kms) -> None:
        key = kms.key(Origin="EXTERNAL")
        first = put(kms, key, FIRST)["KeyMaterialId"]
        assert kms.call("DeleteImportedKeyMaterial", KeyId=key) == {"KeyId": key, "KeyMaterialId": first}


class TestRules:
    def test_wrong_keys(self, kms: Kms) -> None:
        """NotFoundException, InvalidArnException."""
        assert kms.wrong_keys("DeleteImportedKeyMaterial") == WITHOUT_ALIASES
        assert kms.code_of("DeleteImportedKeyMaterial", KeyId=kms.key()) == "UnsupportedOperationException"

    def test_material_that_is_not_the_keys(self, kms: Kms) -> None:
        key = kms.key(Origin="EXTERNAL")
        assert kms.code_of("DeleteImportedKeyMaterial", KeyId=key, KeyMaterialId="0" * 64) == "NotFoundException"

    def test_without_material_nothing_happens(self, kms: Kms) -> None:
        """Source: Developer Guide, Key states: no effect."""
        key = kms.key(Origin="EXTERNAL")
        assert kms.code_of("DeleteImportedKeyMaterial", KeyId=key) == ""
        assert kms.state(key) == "PendingImport"


class TestBehaviour:
    def test_the_key_waits_for_the_same_material(self, kms: Kms) -> None:
        key = kms.key(Origin="EXTERNAL")
        put(kms, key, FIRST, **expiring(kms.now() + 60))
        blob = kms.seal(key)
        kms.call("DeleteImportedKeyMaterial", KeyId=key)
        assert (kms.state(key), kms.code_of("Decrypt", CiphertextBlob=blob)) == (
            "PendingImport",
            "KMSInvalidStateException",
        )
        assert "ExpirationModel" not in kms.describe(key)
        put(kms, key, FIRST)
        assert kms.open(blob) == b"secret"
        kms.advance(60)
        assert kms.state(key) == "Enabled", "the old expiry went with the old import"

    def test_a_disabled_key_waits_too_and_one_that_goes_just_goes(self, kms: Kms) -> None:
        for state, then in (("Disabled", "PendingImport"), ("PendingDeletion", "PendingDeletion")):
            key = kms.key(Origin="EXTERNAL")
            put(kms, key, FIRST)
            kms.into(key, state)
            kms.call("DeleteImportedKeyMaterial", KeyId=key)
            assert kms.state(key) == then

    def test_material_that_waits_for_its_rotation(self, kms: Kms) -> None:
        """Source: RotationsListEntry: it is not permanently associated with the key."""
        key = kms.key(Origin="EXTERNAL")
        put(kms, key, FIRST)
        second = put(kms, key, SECOND, ImportType="NEW_KEY_MATERIAL")["KeyMaterialId"]
        kms.call("DeleteImportedKeyMaterial", KeyId=key, KeyMaterialId=second)
        assert kms.state(key) == "Enabled"
        assert put(kms, key, b"3" * 32, ImportType="NEW_KEY_MATERIAL")
