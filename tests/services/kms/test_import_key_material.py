"""ImportKeyMaterial. Source: KMS API Reference, ImportKeyMaterial; Developer Guide, Importing key material."""

import hashlib
import hmac

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from tests.services.bad_values import of_no_algorithm
from tests.services.kms.conftest import DAY_S, WITHOUT_ALIASES, Kms
from tests.services.kms.wrapping import DIRECT, HYBRID, expiring, parameters, put, request, wrap

FIRST, SECOND = b"1" * 32, b"2" * 32


def pkcs8(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


def external(kms: Kms) -> str:
    return kms.key(Origin="EXTERNAL")


class TestShape:
    @pytest.mark.parametrize("algorithm", ["RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256"])
    def test_a_symmetric_key_works_with_its_material(self, kms: Kms, algorithm: str) -> None:
        key = external(kms)
        answer = put(kms, key, FIRST, algorithm)
        told = kms.describe(key)
        assert answer == {"KeyId": key, "KeyMaterialId": told["CurrentKeyMaterialId"]}
        assert (told["KeyState"], told["ExpirationModel"]) == ("Enabled", "KEY_MATERIAL_DOES_NOT_EXPIRE")
        assert kms.open(kms.seal(key)) == b"secret"

    @pytest.mark.parametrize("algorithm", [HYBRID, "RSA_AES_KEY_WRAP_SHA_1"])
    def test_an_rsa_key(self, kms: Kms, algorithm: str) -> None:
        mine = rsa.generate_private_key(65537, 2048)
        key = kms.pair("RSA_2048", Origin="EXTERNAL")
        assert put(kms, key, pkcs8(mine), algorithm) == {"KeyId": key}
        public = mine.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        assert kms.call("GetPublicKey", KeyId=key)["PublicKey"] == public

    def test_an_elliptic_curve_key_signs_as_the_same_key_does_outside(self, kms: Kms) -> None:
        mine = ec.generate_private_key(ec.SECP256R1())
        key = kms.pair("ECC_NIST_P256", Origin="EXTERNAL")
        put(kms, key, pkcs8(mine))
        signature = kms.call("Sign", KeyId=key, Message=b"m", SigningAlgorithm="ECDSA_SHA_256")["Signature"]
        mine.public_key().verify(signature, b"m", ec.ECDSA(hashes.SHA256()))

    def test_an_hmac_key(self, kms: Kms) -> None:
        key = kms.pair("HMAC_224", "GENERATE_VERIFY_MAC", Origin="EXTERNAL")
        put(kms, key, b"k" * 28)
        mac = kms.call("GenerateMac", KeyId=key, Message=b"m", MacAlgorithm="HMAC_SHA_224")["Mac"]
        assert mac == hmac.digest(b"k" * 28, b"m", hashlib.sha224)


class TestRules:
    def test_wrong_keys(self, kms: Kms) -> None:
        """NotFoundException, InvalidArnException."""
        params = {"ImportToken": b"x", "EncryptedKeyMaterial": b"x"}
        assert kms.wrong_keys("ImportKeyMaterial", **params) == WITHOUT_ALIASES
        assert kms.code_of("ImportKeyMaterial", KeyId=kms.key(), **params) == "UnsupportedOperationException"

    def test_not_into_a_key_that_is_to_be_deleted(self, kms: Kms) -> None:
        key = external(kms)
        asked = request(kms, key, FIRST)
        kms.into(key, "PendingDeletion")
        assert kms.code_of("ImportKeyMaterial", **asked) == "KMSInvalidStateException"

    def test_the_token_is_the_one_of_the_key(self, kms: Kms) -> None:
        key, other = external(kms), external(kms)
        asked = request(kms, key, FIRST)
        token = asked["ImportToken"]
        for wrong in (b"x", token[:-1], b"A" + token[1:], parameters(kms, other)["ImportToken"]):
            code = kms.code_of("ImportKeyMaterial", **{**asked, "ImportToken": wrong})
            assert code == "InvalidImportTokenException"

    def test_the_token_is_good_for_a_day(self, kms: Kms) -> None:
        key = external(kms)
        asked = request(kms, key, FIRST)
        kms.advance(DAY_S)
        assert kms.code_of("ImportKeyMaterial", **asked) == "ExpiredImportTokenException"

    @pytest.mark.parametrize("algorithm", [DIRECT, HYBRID])
    def test_what_was_not_wrapped_for_this_token(self, kms: Kms, algorithm: str) -> None:
        key = kms.pair("ECC_NIST_P256", Origin="EXTERNAL")
        material = pkcs8(ec.generate_private_key(ec.SECP256R1()))
        asked = request(kms, key, material, algorithm)
        wrapped = asked["EncryptedKeyMaterial"]
        foreign = wrap(parameters(kms, key)["PublicKey"], algorithm, material)
        for wrong in (b"x", foreign, wrapped[:-1] + bytes((wrapped[-1] ^ 1,))):
            code = kms.code_of("ImportKeyMaterial", **{**asked, "EncryptedKeyMaterial": wrong})
            assert code == "InvalidCiphertextException"

    @pytest.mark.parametrize(
        ("spec", "usage", "material"),
        [
            ("SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", b"x" * 16),
            ("HMAC_256", "GENERATE_VERIFY_MAC", b"x" * 31),
            ("ECC_NIST_P256", "SIGN_VERIFY", b"x" * 32),
            ("ECC_NIST_P256", "SIGN_VERIFY", pkcs8(ec.generate_private_key(ec.SECP256K1()))),
            ("ECC_NIST_P256", "SIGN_VERIFY", of_no_algorithm(pkcs8(ec.generate_private_key(ec.SECP256R1())))),
        ],
    )
    def test_material_of_another_spec(self, kms: Kms, spec: str, usage: str, material: bytes) -> None:
        key = kms.pair(spec, usage, Origin="EXTERNAL")
        assert kms.code_of("ImportKeyMaterial", **request(kms, key, material)) == "IncorrectKeyMaterialException"

    def test_when_it_expires(self, kms: Kms) -> None:
        """Source: API Reference, ExpirationModel and ValidTo: required, in the future, 365 days at most."""
        key = external(kms)
        asked = request(kms, key, FIRST)
        del asked["ExpirationModel"]
        for wrong in (
            {},
            {"ValidTo": kms.now()},
            {"ValidTo": kms.now() + 366 * DAY_S},
            {"ValidTo": kms.now() + 1, "ExpirationModel": "KEY_MATERIAL_DOES_NOT_EXPIRE"},
        ):
            assert kms.code_of("ImportKeyMaterial", **asked, **wrong) == "ValidationError"
        assert kms.code_of("ImportKeyMaterial", **asked, ValidTo=kms.now() + 365 * DAY_S) == ""

    def test_an_asymmetric_key_keeps_its_first_material(self, kms: Kms) -> None:
        key = kms.pair("HMAC_256", "GENERATE_VERIFY_MAC", Origin="EXTERNAL")
        put(kms, key, FIRST)
        assert kms.code_of("ImportKeyMaterial", **request(kms, key, SECOND)) == "IncorrectKeyMaterialException"
        assert put(kms, key, FIRST)

    def test_new_and_existing(self, kms: Kms) -> None:
        """Source: API Reference, ImportType: existing unless said otherwise, once there is any."""
        key = external(kms)
        first = put(kms, key, FIRST)["KeyMaterialId"]
        assert kms.code_of("ImportKeyMaterial", **request(kms, key, SECOND)) == "IncorrectKeyMaterialException"
        again = request(kms, key, FIRST, ImportType="NEW_KEY_MATERIAL")
        assert kms.code_of("ImportKeyMaterial", **again) == "IncorrectKeyMaterialException"
        assert put(kms, key, FIRST, KeyMaterialId=first)["KeyMaterialId"] == first
        wrong = request(kms, key, FIRST, KeyMaterialId="0" * 64)
        assert kms.code_of("ImportKeyMaterial", **wrong) == "IncorrectKeyMaterialException"
        both = request(kms, key, SECOND, KeyMaterialId=first, ImportType="NEW_KEY_MATERIAL")
        assert kms.code_of("ImportKeyMaterial", **both) == "ValidationError"


class TestBehaviour:
    def test_it_expires_by_the_clock_and_can_come_back(self, kms: Kms) -> None:
        key = external(kms)
        valid_to = kms.now() + 10 * DAY_S
        first = put(kms, key, FIRST, **expiring(valid_to))["KeyMaterialId"]
        assert kms.describe(key)["ValidTo"] == valid_to
        blob = kms.seal(key)
        kms.advance(10 * DAY_S - 1)
        assert kms.open(blob) == b"secret"
        kms.advance(1)
        assert kms.state(key) == "PendingImport"
        error = kms.error("Decrypt", CiphertextBlob=blob)
        assert (error.code, error.message) == ("KMSInvalidStateException", f"{key} is pending import.")
        assert kms.code_of("ImportKeyMaterial", **request(kms, key, SECOND)) == "IncorrectKeyMaterialException"
        assert put(kms, key, FIRST)["KeyMaterialId"] == first
        assert kms.open(blob) == b"secret"

    def test_a_second_import_changes_when_it_expires(self, kms: Kms) -> None:
        key = external(kms)
        put(kms, key, FIRST, **expiring(kms.now() + DAY_S))
        put(kms, key, FIRST)
        kms.advance(2 * DAY_S)
        assert kms.state(key) == "Enabled"

    def test_rotation_with_imported_material(self, kms: Kms) -> None:
        """Source: API Reference, RotateKeyOnDemand and RotationsListEntry."""
        key = external(kms)
        first = put(kms, key, FIRST)["KeyMaterialId"]
        blob = kms.seal(key)
        assert kms.code_of("RotateKeyOnDemand", KeyId=key) == "KMSInvalidStateException"
        options = {"ImportType": "NEW_KEY_MATERIAL", "KeyMaterialDescription": "two"}
        second = put(kms, key, SECOND, **options)["KeyMaterialId"]
        assert kms.describe(key)["CurrentKeyMaterialId"] == first
        third = request(kms, key, b"3" * 32, ImportType="NEW_KEY_MATERIAL")
        assert kms.code_of("ImportKeyMaterial", **third) == "KMSInvalidStateException"
        listed = kms.call("ListKeyRotations", KeyId=key, IncludeKeyMaterial="ALL_KEY_MATERIAL")["Rotations"]
        assert [(row["KeyMaterialId"], row["KeyMaterialState"], row["ImportState"]) for row in listed] == [
            (first, "CURRENT", "IMPORTED"),
            (second, "PENDING_ROTATION", "IMPORTED"),
        ]
        assert listed[1]["KeyMaterialDescription"] == "two"
        assert "RotationDate" not in listed[1]
        kms.call("RotateKeyOnDemand", KeyId=key)
        assert kms.describe(key)["CurrentKeyMaterialId"] == second
        assert kms.open(blob) == b"secret"
        (rotation,) = kms.call("ListKeyRotations", KeyId=key)["Rotations"]
        assert (rotation["KeyMaterialId"], rotation["RotationType"]) == (second, "ON_DEMAND")

    def test_a_key_needs_every_material_that_it_ever_used(self, kms: Kms) -> None:
        """Source: API Reference, ImportKeyMaterial: all of the key materials associated with the KMS key."""
        key = external(kms)
        put(kms, key, FIRST, **expiring(kms.now() + 10 * DAY_S))
        put(kms, key, SECOND, ImportType="NEW_KEY_MATERIAL")
        kms.call("RotateKeyOnDemand", KeyId=key)
        kms.advance(10 * DAY_S)
        assert kms.state(key) == "PendingImport"
        put(kms, key, FIRST)
        assert kms.state(key) == "Enabled"

    def test_material_that_waits_may_expire_without_harm(self, kms: Kms) -> None:
        key = external(kms)
        put(kms, key, FIRST)
        put(kms, key, SECOND, ImportType="NEW_KEY_MATERIAL", **expiring(kms.now() + DAY_S))
        kms.advance(DAY_S)
        assert kms.state(key) == "Enabled"
        listed = kms.call("ListKeyRotations", KeyId=key, IncludeKeyMaterial="ALL_KEY_MATERIAL")["Rotations"]
        assert len(listed) == 1
