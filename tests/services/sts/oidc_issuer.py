"""An OpenID Connect issuer on this machine for tests: its own keys, tokens, and the two documents that it serves."""

import contextlib
import json
import threading
from collections.abc import Iterator
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from joserfc import jwk, jwt

DISCOVERY = "/.well-known/openid-configuration"


@cache
def _first_key() -> Any:
    return jwk.RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})


class Issuer:
    """A running issuer. `documents`: what it answers, by path; `asked`: the paths that were asked for.

    Nobody gets an answer while it is not `open`.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.keys: dict[str, Any] = {"one": _first_key()}
        self.documents: dict[str, bytes] = {}
        self.asked: list[str] = []
        self.open = threading.Event()
        self.open.set()
        self.publish()

    @property
    def name(self) -> str:
        """As it stands in ARNs and condition keys."""
        return self.url.partition("://")[2]

    def publish(self, *names: str, **more: Any) -> None:
        """Serve these of its keys (all), and a discovery document with more in it."""
        keys = [self.keys[name].as_dict(private=False) for name in names or self.keys]
        found = {"issuer": self.url, "jwks_uri": f"{self.url}/keys", **more}
        self.documents = {DISCOVERY: json.dumps(found).encode(), "/keys": json.dumps({"keys": keys}).encode()}

    def elliptic(self, name: str, curve: str = "P-256") -> None:
        """Another key."""
        self.keys[name] = jwk.ECKey.generate_key(curve, {"kid": name})

    def token(self, now: float, *, key: str = "one", alg: str = "RS256", signer: Any = None, **claims: Any) -> str:
        """A token of `alice` for the client "app", valid for ten minutes; a claim that is None is left out."""
        times = {"iat": int(now), "exp": int(now) + 600}
        said = {"iss": self.url, "sub": "alice", "aud": "app", **times, **claims}
        given = {name: value for name, value in said.items() if value is not None}
        return jwt.encode({"alg": alg, "kid": key}, given, signer or self.keys[key], algorithms=[alg])


@contextlib.contextmanager
def issuing() -> Iterator[Issuer]:
    """An issuer for a while."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            issuer.asked.append(self.path)
            issuer.open.wait(30)
            body = issuer.documents.get(self.path)
            self.send_response(200 if body is not None else 404)
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_: Any) -> None:
            """Tests are quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        issuer = Issuer(f"http://127.0.0.1:{server.server_address[1]}")
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield issuer
        finally:
            server.shutdown()
            thread.join()
