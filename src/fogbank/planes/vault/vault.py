"""The plane itself: wraps and unwraps under a root key that it makes when it first needs one.

A wrapped secret is one byte of version (1), 12 bytes of nonce, and the secret under AES-256-GCM with its 16-byte tag;
`fogbank.vault` and the version are authenticated along. Nonces and the key come from the operating system also where a
cloud has a seed: what is kept outlives a run, and two runs from one seed must not use a nonce twice.
"""

from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING

from fogbank.kernel.ids import Ids
from fogbank.planes.vault import keyfile

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_VERSION = b"\x01"
_NAME = b"fogbank.vault"
_NONCE_BYTES = 12
_OPEN_MAX = 1024


class WrongKey(Exception):
    """A stored secret does not open: it was wrapped under another root key, or it was changed."""


class RootVault:
    """Secrets of one cloud. `path`: the key's file, or None for a key in memory.

    The last thousand secrets stay open in memory, because services ask for the same ones with every call.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._ids = Ids()
        self._key = b""
        self._cipher: AESGCM | None = None
        self._open: OrderedDict[bytes, bytes] = OrderedDict()

    def check(self) -> None:
        """Refuse to begin with a key file that is not to be trusted. Raises KeyFileError."""
        if self._path is not None:
            keyfile.read(self._path)

    def wrap(self, secret: bytes) -> bytes:
        """The secret in a form that may be stored. Raises KeyFileError."""
        cipher = self._cipher or self._ready(make=True)
        nonce = self._ids.secret(_NONCE_BYTES)
        wrapped = _VERSION + nonce + cipher.encrypt(nonce, secret, _NAME + _VERSION)
        self._remember(wrapped, secret)
        return wrapped

    def unwrap(self, wrapped: bytes) -> bytes:
        """The secret again. Raises WrongKey and KeyFileError."""
        secret = self._open.get(wrapped)
        if secret is not None:
            self._open.move_to_end(wrapped)
            return secret
        from cryptography.exceptions import InvalidTag

        cipher = self._cipher or self._ready(make=False)
        version, nonce, sealed = wrapped[:1], wrapped[1 : 1 + _NONCE_BYTES], wrapped[1 + _NONCE_BYTES :]
        try:
            secret = cipher.decrypt(nonce, sealed, _NAME + version)
        except (InvalidTag, ValueError):
            raise WrongKey("a stored secret does not open under this installation's root key") from None
        self._remember(wrapped, secret)
        return secret

    def _remember(self, wrapped: bytes, secret: bytes) -> None:
        self._open[wrapped] = secret
        if len(self._open) > _OPEN_MAX:
            self._open.popitem(last=False)

    def _ready(self, *, make: bool) -> "AESGCM":
        key = keyfile.read(self._path) if self._path is not None else None
        if key is None:
            if not make:
                raise WrongKey("there is no root key: the file that wrapped the stored secrets is missing")
            key = self._ids.secret(keyfile.KEY_BYTES)
            if self._path is not None:
                keyfile.write(self._path, key)
        return self._use(key)

    def _use(self, key: bytes) -> "AESGCM":
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        self._key = key
        self._open.clear()
        self._cipher = AESGCM(key)
        return self._cipher

    # -- the whole at once

    def save(self, target: Path) -> None:
        """Put the key beside the rows of a snapshot, if there is one."""
        key = self._key or (keyfile.read(self._path) if self._path is not None else None)
        if key:
            keyfile.write(target, key)

    def load(self, source: Path) -> None:
        """Use the key of a snapshot, whose rows are about to be loaded, from now on."""
        key = keyfile.read(source)
        if key is None or key == self._key:
            return
        if self._path is not None:
            keyfile.write(self._path, key)
        self._use(key)
