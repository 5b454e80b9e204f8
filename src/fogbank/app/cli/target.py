"""The running server that a command means, and its admin API."""

import argparse
import json
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import SplitResult, urlsplit

from fogbank.app.cli import runfile
from fogbank.app.cli.failure import Failure
from fogbank.app.settings import Settings, SettingsError, from_environment

if TYPE_CHECKING:
    from http.client import HTTPConnection

_ANY = {"0.0.0.0": "127.0.0.1", "::": "::1"}


def settings() -> Settings:
    """What the environment asks for."""
    try:
        return from_environment()
    except SettingsError as error:
        raise Failure(str(error)) from None


def process(asked: argparse.Namespace) -> tuple[runfile.Running, IO[str]]:
    """The server on this machine that is meant, with the handle of its run file."""
    if asked.data:
        return runfile.find(Path(asked.data))
    return runfile.find_any(settings().data or Path())


class Admin:
    """The admin API of the server that is meant."""

    def __init__(self, asked: argparse.Namespace) -> None:
        self._token = settings().admin_token
        self.running = None if asked.url else process(asked)[0]
        self.url = reachable(self.running.url if self.running else asked.url)

    def get(self, path: str) -> Any:
        """What the server answers to GET."""
        return self._ask("GET", path, None)

    def post(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """What the server answers to POST."""
        return self._ask("POST", path, body)

    def put(self, path: str) -> Any:
        """What the server answers to PUT."""
        return self._ask("PUT", path, None)

    def _ask(self, method: str, path: str, body: dict[str, Any] | None) -> Any:
        from http.client import HTTPException

        headers = {"Authorization": f"Bearer {self._token}".encode()} if self._token else {}
        connection = _connect(urlsplit(self.url))
        try:
            content = json.dumps(body) if body is not None else None
            connection.request(method, f"/_fogbank/{path}", content, headers)
            response = connection.getresponse()
            answer = _json(response.read())
        except (OSError, HTTPException) as error:
            raise Failure(f"{self.url} does not answer: {error}") from None
        finally:
            connection.close()
        if response.status >= 400:
            raise Failure(answer.get("error", f"{self.url} answered {response.status}"))
        return answer


def _connect(url: SplitResult) -> "HTTPConnection":
    from http.client import HTTPConnection

    if url.scheme != "http" or not url.hostname:
        raise Failure(f"{url.geturl()!r} is no address of a server: write http://HOST:PORT")
    # No time limit: turning the clock far takes as long as what comes due.
    return HTTPConnection(url.hostname, url.port or 80)


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return {"error": "what answers there is not Fogbank's admin API"}


def reachable(url: str) -> str:
    """The address to connect to: one that listens on every address is reached over loopback."""
    parts = urlsplit(url)
    host = _ANY.get(parts.hostname or "")
    if host is None:
        return url.rstrip("/")
    return f"{parts.scheme}://{f'[{host}]' if ':' in host else host}:{parts.port}"
