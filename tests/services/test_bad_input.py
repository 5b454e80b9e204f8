"""A loop of bad input over every operation of every service: each answer is a success or says what was wrong.

Never an answer of 5xx (but 501 for what is not implemented), never a traceback in the log, and the cloud goes on. All
values are drawn from the simulation's seed; a failure prints it with the operation and its parameters.
"""

import asyncio
import json
import logging
import random
import traceback
from collections.abc import Callable, Collection, Iterator
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from fogbank.kernel.errors import ServiceError
from fogbank.kernel.identity.principal import ANONYMOUS, Principal, root_of
from fogbank.kernel.ports import Fetched, Unreachable
from fogbank.kernel.registry import Registry
from fogbank.wire.message import Response
from fogbank.wire.models import Models
from fogbank.wire.protocols import Codec, codec
from tests.cloud import ACCOUNT, REGION, Driver
from tests.services.authorization.worlds import WITHOUT
from tests.services.bad_requests import Spoiler
from tests.services.bad_worlds import made

_REGISTRY = Registry("fogbank.services")
SERVICES = _REGISTRY.names()
_MODELS = Models()
ROUNDS = 30
"""How often every operation is asked for."""
HISTORY = 80
"""Calls after which the world is as it was: what bad input left behind is met by other operations before."""
_PATIENCE_S = 20.0


class NoWeb:
    """Nothing outside of the cloud answers."""

    async def get(
        self, url: str, *, size_bytes_max: int, seconds_max: float, thumbprints: Collection[str] = ()
    ) -> Fetched:
        raise Unreachable(url)


class Loop:
    """Bad calls to one service, and what is wrong with their answers."""

    def __init__(self, cloud: Driver, service: str, seed: int, caplog: pytest.LogCaptureFixture) -> None:
        self._cloud = cloud
        self._draw = random.Random(f"{seed} {service}")
        self._model = _MODELS.service(service)
        self._caplog = caplog
        cloud.cloud.kernel.planes["web"] = NoWeb()
        found, self._given = made(cloud, service)
        self._spoiler = Spoiler(self._model, found, self._draw, cloud.now())
        self._callers = [root_of(ACCOUNT), self._user("admin", "*"), self._user("reader", "*:List*")]
        self._callers += [*self._callers[:2] * 5, root_of("111122223333"), ANONYMOUS]
        cloud.cloud.save("world")

    def _user(self, name: str, action: str) -> Principal:
        user = self._cloud.call("iam", "CreateUser", {"UserName": name})["User"]
        allow = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": action, "Resource": "*"}}
        document = {"UserName": name, "PolicyName": "only", "PolicyDocument": json.dumps(allow)}
        self._cloud.call("iam", "PutUserPolicy", document)
        return Principal("user", user["Arn"], ACCOUNT, user["UserId"])

    def problems(self, operations: list[str]) -> Iterator[str]:
        """Ask for the operations; what went wrong."""
        for number, operation in enumerate(operations):
            if number % HISTORY == 0:
                self._cloud.run(self._back())
            params = self._spoiler.request(operation, self._given.get(operation, {}))
            who = self._draw.choice(self._callers)
            wrong = self._ask(who, operation, params) or self._logged()
            if wrong:
                yield f"{self._model.name}:{operation} by {who.arn} with {params!r}: {wrong}"
        self._cloud.advance(self._draw.choice([1.0, 3600.0, 40 * 86400.0]))
        if wrong := self._logged():
            yield f"{self._model.name}, what comes later: {wrong}"

    async def _back(self) -> None:
        self._spoiler.forget()
        self._cloud.cloud.load("world")

    def _ask(self, who: Principal, operation: str, params: dict[str, Any]) -> str:
        """Make a call and write its answer as it would be sent; what is wrong with it."""
        try:
            answer = self._cloud.run(self._answer(who, operation, params))
        except ServiceError as error:
            if not 300 <= error.status < 500 and error.status != 501:
                return repr(error)
            refused = error
            return self._written(operation, lambda written: _read(written.fault(refused, "id")))
        except TimeoutError:
            return f"no answer within {_PATIENCE_S} s"
        self._spoiler.learn(answer)
        return self._written(operation, lambda written: written.serialize(answer, "id"))

    def _written(self, operation: str, write: Callable[[Codec], Response]) -> str:
        """What is wrong with an answer as the service's protocols have it."""
        for protocol in self._model.protocols:
            try:
                body = write(codec(self._model.operation(operation), protocol)).body
            except Exception:
                return traceback.format_exc()
            if not isinstance(body, bytes):
                body.close()
        return ""

    async def _answer(self, who: Principal, operation: str, params: dict[str, Any]) -> Any:
        cloud = self._cloud.cloud
        asked = asyncio.ensure_future(cloud.perform(who, self._model.name, operation, params, REGION))
        for _ in range(5):
            await asyncio.sleep(0)
        if not asked.done():  # it may be a long poll
            await cloud.kernel.advance(60.0)
        return await asyncio.wait_for(asked, _PATIENCE_S)

    def _logged(self) -> str:
        records = [record for record in self._caplog.records if record.levelno >= logging.ERROR]
        text = "\n".join(logging.Formatter().format(record) for record in records)
        self._caplog.clear()
        return text


def _read(response: Response) -> Response:
    """An error, which every client must be able to read."""
    assert isinstance(response.body, bytes)
    if response.body.lstrip().startswith(b"<"):
        ET.fromstring(response.body)
    elif response.body and "json" in response.headers["Content-Type"]:
        json.loads(response.body)
    return response


def operations_of(service: str) -> list[str]:
    """The operations of a service that are implemented."""
    found = _REGISTRY.service(service)
    assert found is not None
    return [name for name in found.handlers if name not in WITHOUT.get(service, ())]


@pytest.mark.filterwarnings("ignore::UserWarning:cryptography", "ignore::UserWarning:fogbank")
@pytest.mark.parametrize("service", SERVICES)
def test_every_answer_is_one(
    cloud: Driver, service: str, simulation_seed: int, caplog: pytest.LogCaptureFixture
) -> None:
    draw = random.Random(simulation_seed)
    operations = operations_of(service) * ROUNDS
    draw.shuffle(operations)
    problems = list(Loop(cloud, service, simulation_seed, caplog).problems(operations))
    assert problems == [], f"seed {simulation_seed}"
    assert cloud.call("sts", "GetCallerIdentity")["Account"] == ACCOUNT
