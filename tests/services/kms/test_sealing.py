"""The form of ciphertexts: known answers, and a decryption written from the description alone.

A change that breaks these makes everything unreadable that was encrypted before.
"""

import hashlib
import hmac
import struct

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fogbank.services.kms import sealing
from fogbank.services.kms.sealing import Name
from tests.services.kms.conftest import Kms

NAME = Name("111122223333", "1234abcd-12ab-34cd-56ef-1234567890ab", "ab" * 32)
MULTI_REGION = NAME._replace(key_id="mrk-1234abcd12ab34cd56ef1234567890ab")
SECRET, RANDOM = bytes(range(32)), bytes(range(100, 128))
CONTEXT = {"team": "red", "Zürich": "1"}
HEAD = "01000019df6690e51234abcd12ab34cd56ef1234567890ab" + "ab" * 32


def opened(blob: bytes, secret: bytes, context: dict[str, str]) -> bytes:
    """Decrypt by what sealing.py says of itself, without its code."""
    head, salt, nonce, sealed = blob[:56], blob[56:72], blob[72:84], blob[84:]
    counter, length = struct.pack(">I", 1), struct.pack(">I", 256)
    key = hmac.new(secret, counter + b"fogbank.kms.seal" + b"\0" + salt + length, hashlib.sha256).digest()
    pairs = b""
    for name, value in sorted((n.encode(), v.encode()) for n, v in context.items()):
        pairs += struct.pack(">I", len(name)) + name + struct.pack(">I", len(value)) + value
    return AESGCM(key).decrypt(nonce, sealed, head + pairs)


class TestKnownAnswers:
    def test_with_a_context(self) -> None:
        blob = sealing.seal(NAME, SECRET, b"hello", CONTEXT, RANDOM)
        assert blob.hex() == HEAD + RANDOM.hex() + "0160709a3ca8103bc91b755e5a890cbcb8d411e153"

    def test_without_one(self) -> None:
        blob = sealing.seal(NAME, SECRET, b"hello", {}, RANDOM)
        assert blob.hex() == HEAD + RANDOM.hex() + "0160709a3ce69e5b09812e5f22f70bff307bc5f669"

    def test_of_a_multi_region_key(self) -> None:
        blob = sealing.seal(MULTI_REGION, SECRET, b"hello", {}, RANDOM)
        assert blob.hex() == "0101" + HEAD[4:] + RANDOM.hex() + "0160709a3c01b77b4eea5d25d164fd0f06bd6f3601"

    def test_the_id_of_material(self) -> None:
        assert (
            sealing.material_id(NAME.key_id, SECRET)
            == "070c39780fb80e867dccb269d914ed5375cb7c0c1909aba60901b4c9153e311f"
        )
        assert sealing.material_id(MULTI_REGION.key_id, SECRET) != sealing.material_id(NAME.key_id, SECRET)


class TestForm:
    def test_the_name_comes_back(self) -> None:
        for name in (NAME, MULTI_REGION, NAME._replace(account="000000000000"), NAME._replace(account="9" * 12)):
            blob = sealing.seal(name, SECRET, b"", {}, RANDOM)
            assert sealing.name_of(blob) == name
            assert sealing.unseal(blob, SECRET, {}) == b""

    def test_what_is_too_short_or_of_another_version_has_no_name(self) -> None:
        blob = sealing.seal(NAME, SECRET, b"", {}, RANDOM)
        for wrong in (b"", blob[:-1], b"\x02" + blob[1:], b"\x01\x02" + blob[2:]):
            assert sealing.name_of(wrong) is None

    def test_it_opens_by_its_description(self) -> None:
        blob = sealing.seal(NAME, SECRET, b"hello", CONTEXT, RANDOM)
        assert opened(blob, SECRET, CONTEXT) == b"hello"

    def test_every_byte_counts(self) -> None:
        blob = sealing.seal(NAME, SECRET, b"hello", CONTEXT, RANDOM)
        for at in range(len(blob)):
            changed = blob[:at] + bytes((blob[at] ^ 1,)) + blob[at + 1 :]
            assert sealing.unseal(changed, SECRET, CONTEXT) is None

    def test_ciphertexts_of_the_service_have_this_form(self, kms: Kms) -> None:
        key = kms.key()
        blob = kms.seal(key)
        name = sealing.name_of(blob)
        assert name is not None
        assert (name.key_id, name.material) == (key.rpartition("/")[2], kms.describe(key)["CurrentKeyMaterialId"])
        assert len(blob) == 56 + 28 + len(b"secret") + 16
