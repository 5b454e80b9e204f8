"""The local authority: its files, its chain, and the certificates that it gives."""

import asyncio
import ssl
import stat
import subprocess
import time
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from fogbank.kernel.ports import Issued
from fogbank.planes.authority import LocalAuthority

NOW = 1_893_456_000.0
"""2030-01-01T00:00:00Z: certificates are made for the clock that is handed in, not for the machine's."""
DAY_S = 86_400.0


def authority(directory: Path, now: float = NOW) -> LocalAuthority:
    return LocalAuthority(directory / "ca", lambda: now)


def constraints(certificate: x509.Certificate) -> tuple[bool, bool, int | None]:
    found = certificate.extensions.get_extension_for_class(x509.BasicConstraints)
    return found.critical, found.value.ca, found.value.path_length


def issued(made: LocalAuthority, algorithm: str = "EC_prime256v1", *names: str) -> tuple[bytes, Issued]:
    key = made.make_key(algorithm)
    return key, made.issue(key, names or ("a.example",), not_before=NOW, not_after=NOW + 90 * DAY_S)


class TestFiles:
    def test_they_are_the_owners_alone_and_stay(self, tmp_path: Path) -> None:
        made = authority(tmp_path)
        path = made.certificate_path
        issued(made)
        names = ["ecdsa-256.key", "ecdsa-256.pem", "root.key", "root.pem"]
        assert sorted(file.name for file in path.parent.iterdir()) == names
        assert {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()} == {0o600}
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        before = path.read_bytes()
        assert authority(tmp_path).certificate_path.read_bytes() == before

    def test_a_pair_that_a_crash_tore_apart_is_made_anew(self, tmp_path: Path) -> None:
        path = authority(tmp_path).certificate_path
        before = path.read_bytes()
        other = authority(tmp_path / "other").certificate_path
        (path.parent / "root.key").write_bytes((other.parent / "root.key").read_bytes())
        assert authority(tmp_path).certificate_path.read_bytes() != before

    def test_an_intermediate_of_another_root_is_made_anew(self, tmp_path: Path) -> None:
        issued(authority(tmp_path))
        for name in ("root.key", "root.pem"):
            (tmp_path / "ca" / name).unlink()
        _, after = issued(authority(tmp_path))
        leaf, intermediate, root = x509.load_pem_x509_certificates((after.certificate + after.chain).encode())
        intermediate.verify_directly_issued_by(root)
        leaf.verify_directly_issued_by(intermediate)


class TestChain:
    def test_the_root_signs_one_level_of_authorities(self, tmp_path: Path) -> None:
        """RFC 5280, 4.2.1.9."""
        root = x509.load_pem_x509_certificate(authority(tmp_path).certificate_path.read_bytes())
        assert constraints(root) == (True, True, 1)
        assert root.not_valid_before_utc.timestamp() < NOW < root.not_valid_after_utc.timestamp()

    @pytest.mark.parametrize(
        ("algorithm", "digest", "issuer"),
        [
            ("RSA_2048", "sha256", "Fogbank RSA 2048 M01"),
            ("EC_prime256v1", "sha256", "Fogbank ECDSA 256 M01"),
            ("EC_secp384r1", "sha384", "Fogbank ECDSA 384 M01"),
        ],
    )
    def test_each_kind_of_key_has_its_intermediate(
        self, tmp_path: Path, algorithm: str, digest: str, issuer: str
    ) -> None:
        made = authority(tmp_path)
        _, answer = issued(made, algorithm)
        leaf = x509.load_pem_x509_certificate(answer.certificate.encode())
        intermediate, root = x509.load_pem_x509_certificates(answer.chain.encode())
        assert constraints(intermediate) == (True, True, 0)
        assert constraints(leaf) == (True, False, None)
        assert root.public_bytes(serialization.Encoding.PEM) == made.certificate_path.read_bytes()
        assert leaf.signature_hash_algorithm is not None
        assert leaf.signature_hash_algorithm.name == digest
        assert leaf.issuer.rfc4514_string() == f"CN={issuer},O=Fogbank"
        enciphers = leaf.extensions.get_extension_for_class(x509.KeyUsage).value.key_encipherment
        assert enciphers == (algorithm == "RSA_2048")

    def test_a_verifier_goes_from_the_leaf_to_the_root_by_the_chain(self, tmp_path: Path) -> None:
        made = authority(tmp_path, time.time())
        key = made.make_key("RSA_2048")
        names = ("www.example.com", "*.example.org", "127.0.0.1")
        answer = made.issue(key, names, not_before=time.time(), not_after=time.time() + DAY_S)
        leaf = x509.load_pem_x509_certificate(answer.certificate.encode())
        intermediate, root = x509.load_pem_x509_certificates(answer.chain.encode())
        verifier = PolicyBuilder().store(Store([root]))
        for name in ("www.example.com", "a.example.org"):
            found = verifier.build_server_verifier(x509.DNSName(name)).verify(leaf, [intermediate])
            assert found == [leaf, intermediate, root]
        with pytest.raises(VerificationError):
            verifier.build_server_verifier(x509.DNSName("www.example.com")).verify(leaf, [])
        with pytest.raises(VerificationError):
            verifier.build_server_verifier(x509.DNSName("example.org")).verify(leaf, [intermediate])

    def test_a_server_of_the_standard_library_takes_it(self, tmp_path: Path) -> None:
        key, answer = issued(authority(tmp_path))
        file = tmp_path / "all.pem"
        file.write_bytes(key + (answer.certificate + answer.chain).encode())
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(file)


class TestTime:
    def test_the_clients_outside_go_by_the_machines_clock(self, tmp_path: Path) -> None:
        """A cloud that is 100 days ahead issues what is valid now too."""
        made = authority(tmp_path)
        later = NOW + 100 * DAY_S
        answer = made.issue(made.make_key("EC_prime256v1"), ["a"], not_before=later, not_after=later + DAY_S)
        leaf = x509.load_pem_x509_certificate(answer.certificate.encode())
        assert leaf.not_valid_before_utc.timestamp() == NOW
        assert leaf.not_valid_after_utc.timestamp() == later + DAY_S


class TestKeys:
    def test_an_rsa_key_is_made_beside_the_loop(self, tmp_path: Path) -> None:
        key = serialization.load_pem_private_key(asyncio.run(authority(tmp_path).new_key("RSA_2048")), None)
        assert getattr(key, "key_size", 0) == 2048

    def test_a_sealed_key_opens_with_its_passphrase(self, tmp_path: Path) -> None:
        made = authority(tmp_path)
        key = made.make_key("EC_secp521r1")
        sealed = made.seal_key(key, b"tr0ub4dor")
        assert sealed.startswith("-----BEGIN ENCRYPTED PRIVATE KEY-----\n")
        opened = subprocess.run(
            ["openssl", "pkey", "-passin", "pass:tr0ub4dor"], input=sealed.encode(), capture_output=True, check=True
        )
        assert opened.stdout == key
        with pytest.raises(ValueError, match=r"(?i)password|decrypt"):
            serialization.load_pem_private_key(sealed.encode(), b"another")
