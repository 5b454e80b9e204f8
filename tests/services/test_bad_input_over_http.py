"""Bad input to every operation as a client sends it, against a whole server: no answer of 5xx, none that is no answer.

The smaller part of what test_bad_input.py does in memory: here the requests go through botocore's serialisers, sockets,
our parsers, and the answers through botocore's parsers.
"""

import random
import re
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.awsrequest import AWSPreparedRequest
from botocore.config import Config
from botocore.exceptions import ClientError

from fogbank.wire.models import Models
from tests.app.served import KEYS, Served, served
from tests.services.bad_requests import Spoiler
from tests.services.bad_worlds import made
from tests.services.test_bad_input import SERVICES, operations_of

ROUNDS = 2
_WAITS = frozenset({"ReceiveMessage"})
"""Operations that wait in real time."""
_MODELS = Models()


_HEADER = re.compile(r"[\w.-]+: [^\0-\x1f\x7f]*", re.ASCII)


class NotSent(Exception):
    """No client sends such a header."""


class Remote:
    """A server as a test's driver: calls by botocore, which checks nothing, and time by the admin API."""

    def __init__(self, server: Served) -> None:
        self.advance = server.advance
        self._session = boto3.session.Session(KEYS["AWS_ACCESS_KEY_ID"], KEYS["AWS_SECRET_ACCESS_KEY"])
        self._options = {
            "endpoint_url": server.url,
            "region_name": KEYS["AWS_DEFAULT_REGION"],
            "config": Config(parameter_validation=False, retries={"total_max_attempts": 1}, read_timeout=20),
        }
        self._server = server
        self._clients: dict[str, Any] = {}
        self.sent = False

    def call(self, service: str, operation: str, params: dict[str, Any] | None = None) -> Any:
        """A call; raises ClientError, and whatever botocore says where it cannot send, or cannot read the answer."""
        if service not in self._clients:
            client = self._clients[service] = self._session.client(service, **self._options)
            client.meta.events.register("before-send", self._sending)
        self.sent = False
        return self._clients[service]._make_api_call(operation, params or {})

    def now(self) -> float:
        """The time in the cloud."""
        return float(self._server.admin("clock")["now"])

    def _sending(self, request: AWSPreparedRequest, **_: Any) -> None:
        for name, value in request.headers.items():
            text = value.decode("latin-1") if isinstance(value, bytes) else str(value)
            if not _HEADER.fullmatch(f"{name}: {text}"):
                raise NotSent
        self.sent = True


@pytest.fixture(scope="module")
def server() -> Iterator[Served]:
    with served() as server:
        yield server


def wrong(remote: Remote, service: str, operation: str, params: dict[str, Any]) -> str:
    """What is wrong with the answer to a request, where botocore can send it."""
    try:
        remote.call(service, operation, params)
    except ClientError as error:
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        return "" if 300 <= status < 500 or status == 501 else f"{status} {error}"
    except Exception as error:
        return repr(error) if remote.sent else ""
    return ""


@pytest.mark.parametrize("service", SERVICES)
def test_every_answer_is_one(server: Served, service: str, simulation_seed: int) -> None:
    server.admin("reset", {})
    draw = random.Random(f"{simulation_seed} {service} over HTTP")
    remote = Remote(server)
    found, given = made(remote, service)
    spoiler = Spoiler(_MODELS.service(service), found, draw, remote.now())
    operations = [name for name in operations_of(service) if name not in _WAITS] * ROUNDS
    draw.shuffle(operations)
    problems = []
    for operation in operations:
        params = spoiler.request(operation, given.get(operation, {}))
        params.pop("ContentLength", None)  # the server would wait for so much
        if said := wrong(remote, service, operation, params):
            problems.append(f"{service}:{operation} with {params!r}: {said}")
    assert problems == [], f"seed {simulation_seed}: " + problems[0][-600:]
    rows = server.admin("requests?limit=1000")
    assert [row for row in rows if row["status"] >= 500 and row["status"] != 501] == []
    assert remote.call("sts", "GetCallerIdentity")["Account"]
