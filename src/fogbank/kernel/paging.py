"""Pagination: answers end with a signed token that says the key to go on after.

A handler returns `Page(members, resume)`; the pipeline puts the token where the model wants it, and gives it back as
`call.resume` on the next call. A token that was not made here, or for another operation, account or region, is the
service's modelled error.
"""

import base64
import hmac
from typing import Any, NamedTuple

import msgspec

from fogbank.kernel.errors import InvalidPageToken

Resume = tuple[Any, ...]


class Page(NamedTuple):
    """One page: the answer's members, and the key after which the next one begins (None: the last page)."""

    members: dict[str, Any]
    resume: Resume | None = None


class Tokens:
    """Makes and reads the tokens of one cloud."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def make(self, scope: str, resume: Resume) -> str:
        """A token for this key; `scope` names operation, account and region."""
        body = msgspec.msgpack.encode(resume)
        return base64.urlsafe_b64encode(self._sign(scope, body) + body).decode().rstrip("=")

    def read(self, scope: str, token: str) -> Resume:
        """The key in a token; raises InvalidPageToken."""
        try:
            raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        except ValueError:
            raise InvalidPageToken("The pagination token is not valid.") from None
        signature, body = raw[:12], raw[12:]
        if not hmac.compare_digest(signature, self._sign(scope, body)):
            raise InvalidPageToken("The pagination token is not valid.")
        return tuple(msgspec.msgpack.decode(body))

    def _sign(self, scope: str, body: bytes) -> bytes:
        return hmac.digest(self._secret, scope.encode() + b"\0" + body, "sha256")[:12]
