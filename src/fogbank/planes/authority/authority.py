"""The plane itself: the root and its intermediates in one directory, each made when it is first needed.

`cryptography` is imported then too: a start that needs no certificate does not pay for it.
"""

import asyncio
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from fogbank.kernel.ports import Issued

if TYPE_CHECKING:
    from cryptography import x509

    from fogbank.planes.authority.forms import Key, Signer

DAY_S = 86_400
AUTHORITY_DAYS = 3650
ROOT = "root"

_NAMES = {
    ROOT: ("Fogbank local authority", "EC_prime256v1"),
    "rsa-2048": ("Fogbank RSA 2048 M01", "RSA_2048"),
    "ecdsa-256": ("Fogbank ECDSA 256 M01", "EC_prime256v1"),
    "ecdsa-384": ("Fogbank ECDSA 384 M01", "EC_secp384r1"),
}
"""File: common name and key. The intermediates are named as Amazon's are."""


class LocalAuthority:
    """The certificate authority of one cloud."""

    def __init__(self, directory: Path, wall: Callable[[], float]) -> None:
        """`wall` is the machine's clock: certificates are judged by clients outside of the cloud."""
        self._directory = directory
        self._wall = wall
        self._signers: dict[str, Signer] = {}

    @property
    def certificate_path(self) -> Path:
        """The root certificate in PEM, for clients to trust; made if it is not there."""
        self._signer(ROOT)
        return self._directory / "root.pem"

    async def new_key(self, algorithm: str) -> bytes:
        """A private key in PEM (PKCS #8); made in another thread, because an RSA key takes its time."""
        return await asyncio.to_thread(self.make_key, algorithm)

    def make_key(self, algorithm: str) -> bytes:
        """As `new_key`, now: for keys that are made fast."""
        from fogbank.planes.authority import forms

        return forms.key_text(forms.new_key(algorithm))

    def seal_key(self, key: bytes, passphrase: bytes) -> str:
        """The key as encrypted PKCS #8 in PEM: `openssl pkey` opens it with the passphrase."""
        from fogbank.planes.authority import forms

        return forms.key_text(forms.load_key(key), passphrase).decode()

    def issue(
        self,
        key: bytes,
        names: Sequence[str],
        *,
        not_before: float,
        not_after: float,
        purposes: Sequence[str] = ("SERVER_AUTH",),
    ) -> Issued:
        """A certificate for a private key (PEM), and the chain from its issuer to the root.

        It is valid from `not_before`, or from the machine's day where that is earlier: a cloud whose clock was turned
        forward must still be reached by clients that go by the machine's.
        """
        from fogbank.planes.authority import forms

        private = forms.load_key(key)
        signer = self._signer(_signs_for(private))
        begins_at = min(not_before, self._wall() // DAY_S * DAY_S)
        leaf = forms.new_leaf(private, names, begins_at, not_after, purposes, signer)
        chain = [signer[0], self._signer(ROOT)[0]]
        text = b"".join(forms.certificate_text(certificate) for certificate in chain)
        return Issued(forms.certificate_text(leaf).decode(), text.decode())

    # -- the authorities themselves

    def _signer(self, file: str) -> "Signer":
        known = self._signers.get(file)
        if known is None:
            known = self._signers[file] = self._read(file) or self._make(file)
        return known

    def _read(self, file: str) -> "Signer | None":
        from cryptography import x509

        from fogbank.planes.authority import forms

        try:
            certificate = x509.load_pem_x509_certificate((self._directory / f"{file}.pem").read_bytes())
            key = forms.load_key((self._directory / f"{file}.key").read_bytes())
        except FileNotFoundError:
            return None
        # A crash between two files leaves a pair that does not belong together.
        whole = key.public_key() == certificate.public_key()
        constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
        if file == ROOT:
            # A root of before there were intermediates may not sign them.
            return (certificate, key) if whole and constraints.path_length == 1 else None
        # One that another root signed is of no use.
        return (certificate, key) if whole and _is_signed_by(certificate, self._signer(ROOT)[0]) else None

    def _make(self, file: str) -> "Signer":
        from fogbank.planes.authority import forms

        name, algorithm = _NAMES[file]
        now = self._wall()
        above = None if file == ROOT else self._signer(ROOT)
        # A day back: the clocks of clients differ. No authority outlives the one above it.
        ends_at = above[0].not_valid_after_utc.timestamp() if above else now + AUTHORITY_DAYS * DAY_S
        made = forms.new_authority(name, algorithm, now - DAY_S, ends_at, above)
        self._write(f"{file}.key", forms.key_text(made[1]))
        self._write(f"{file}.pem", forms.certificate_text(made[0]))
        return made

    def _write(self, name: str, data: bytes) -> None:
        import tempfile

        self._directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        # mkstemp opens with mode 0600; the rename makes the file appear whole or not at all.
        handle, new = tempfile.mkstemp(dir=self._directory)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(new).replace(self._directory / name)


def _is_signed_by(certificate: "x509.Certificate", issuer: "x509.Certificate") -> bool:
    from cryptography.exceptions import InvalidSignature

    try:
        certificate.verify_directly_issued_by(issuer)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True


def _signs_for(key: "Key") -> str:
    """Which intermediate signs for such a key: RSA for RSA, and a curve that is as strong."""
    from cryptography.hazmat.primitives.asymmetric import rsa

    if isinstance(key, rsa.RSAPrivateKey):
        return "rsa-2048"
    return "ecdsa-384" if key.key_size > 256 else "ecdsa-256"
