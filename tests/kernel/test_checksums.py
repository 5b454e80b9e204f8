"""Checksums: published check values, feeding in pieces, and the arithmetic of multipart uploads."""

import random
from base64 import b64decode

import pytest

from fogbank.kernel import checksums
from fogbank.kernel.checksums import Digests

CHECK = b"123456789"
# CRCs: the check values of Greg Cook's Catalogue of parametrised CRC algorithms (CRC-32/ISO-HDLC, CRC-32/ISCSI,
# CRC-64/NVME). MD5 and SHA: RFC 1321, A.5 and FIPS 180-4, by way of their well-known values over the same digits.
# XXHASH: over no bytes at all, xxHash's own sanity checks (github.com/Cyan4973/xxHash, cli/xsum_sanity_check.c).
VALUES = {
    "CRC32": (CHECK, "cbf43926"),
    "CRC32C": (CHECK, "e3069283"),
    "CRC64NVME": (CHECK, "ae8b14860a799888"),
    "MD5": (CHECK, "25f9e794323b453885f5181f1b624d0b"),
    "SHA1": (CHECK, "f7c3bc1d808e04732adf679965ccc34ca7ae3441"),
    "SHA256": (CHECK, "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225"),
    "SHA512": (
        b"abc",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e"
        "2a9ac94fa54ca49f",
    ),
    "XXHASH64": (b"", "ef46db3751d8e999"),
    "XXHASH3": (b"", "2d06800538d394c2"),
    "XXHASH128": (b"", "99aa06d3014798d86001c324468d497f"),
}  # fmt: skip


class TestValues:
    def test_every_algorithm_of_the_model(self) -> None:
        # S3's model, ChecksumAlgorithm.
        assert set(checksums.SIZES) == {
            "CRC32", "CRC32C", "SHA1", "SHA256", "CRC64NVME", "SHA512", "MD5", "XXHASH64", "XXHASH3", "XXHASH128",
        }  # fmt: skip

    @pytest.mark.parametrize("name", VALUES)
    def test_published(self, name: str) -> None:
        data, value = VALUES[name]
        assert checksums.checksum(name, data).hex() == value
        assert len(bytes.fromhex(value)) == checksums.SIZES[name]

    def test_in_pieces(self) -> None:
        rng = random.Random(3)
        data = rng.randbytes(300_000)
        digests = Digests(checksums.SIZES)
        cuts = sorted(rng.randrange(len(data)) for _ in range(20))
        for a, b in zip([0, *cuts], [*cuts, len(data)], strict=True):
            digests.update(data[a:b])
        assert digests.size_bytes == len(data)
        for name in checksums.SIZES:
            value = checksums.checksum(name, data)
            # Asked for twice on purpose: some hashes can be finished only once.
            assert [digests.digest(name), digests.digest(name)] == [value, value]
            assert digests.hex(name) == value.hex()
            assert b64decode(digests.base64(name)) == value

    def test_an_unknown_name(self) -> None:
        with pytest.raises(ValueError, match="ADLER"):
            Digests(["ADLER"])


class TestBase64:
    def test_there_and_back(self) -> None:
        value = checksums.checksum("CRC32", CHECK)
        # The value in S3 User Guide style: base64 of the bytes, big end first.
        assert checksums.to_base64(value) == "y/Q5Jg=="
        assert checksums.from_base64("CRC32", "y/Q5Jg==") == value

    @pytest.mark.parametrize("text", ["", "y/Q5", "y/Q5Jg", "y/Q5Jg===", " y/Q5Jg==", "y/Q5Jg==\n", "é", "y/Q5JiY="])
    def test_what_is_none(self, text: str) -> None:
        assert checksums.from_base64("CRC32", text) is None


class TestParts:
    @pytest.mark.parametrize("name", sorted(checksums.COMBINABLE))
    def test_a_crc_of_the_whole_from_its_parts(self, name: str) -> None:
        rng = random.Random(5)
        parts = [rng.randbytes(size) for size in (5_000_000, 1, 0, 70_000)]
        whole = b""
        value = checksums.checksum(name, b"")
        for part in parts:
            whole += part
            value = checksums.combine(name, value, checksums.checksum(name, part), len(part))
            assert value == checksums.checksum(name, whole)

    def test_only_crcs_combine(self) -> None:
        with pytest.raises(ValueError, match="SHA256"):
            checksums.combine("SHA256", b"", b"", 0)

    def test_composite(self) -> None:
        # S3 User Guide, Checking object integrity: the checksum of the parts' checksums, then "-" and their number.
        parts = [checksums.checksum("SHA256", data) for data in (b"a", b"b")]
        value = checksums.composite("SHA256", parts)
        assert value == checksums.to_base64(checksums.checksum("SHA256", parts[0] + parts[1])) + "-2"
