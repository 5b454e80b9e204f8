"""A kernel with made-up services and without HTTP."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from fogbank.kernel.errors import ServiceError
from fogbank.kernel.identity.principal import Principal, root_of
from fogbank.kernel.kernel import Kernel
from fogbank.kernel.registry import Registry
from fogbank.kernel.store.embedded import Embedded

PAGE = SimpleNamespace(input_token="Token", output_token="Token", limit_key="Limit")


class Wire:
    """Stands where wire/door.py stands; only contracts are asked of it."""

    def contract(self, service: str, operation: str) -> Any:
        return SimpleNamespace(
            validate=lambda params: None,
            page=PAGE if operation == "ListNotes" else None,
            token_member="ClientToken" if operation == "WriteNote" else None,
            streams_in=False,
            tellers=(lambda value: value, lambda value: value),
        )

    def __getattr__(self, name: str) -> Any:
        return lambda *args: None


class Bench:
    """A running kernel, driven from outside by calls to one service."""

    service = "notes"

    def __init__(self, path: Path | None = None, seed: int = 1) -> None:
        self.loop = asyncio.new_event_loop()
        self.kernel = Kernel(Embedded(path), Registry("tests.kernel.rooms"), wire=Wire(), seed=seed)
        self.run(self.kernel.start())
        self.kernel.clock.freeze(True)

    def run(self, work: Any) -> Any:
        return self.loop.run_until_complete(work)

    def turn(self) -> None:
        for _ in range(5):
            self.run(asyncio.sleep(0))

    def start(self, operation: str, who: Principal | None = None, **params: Any) -> "asyncio.Future[Any]":
        done = self.loop.create_future()
        principal = who or root_of("111111111111")

        async def begin() -> Any:
            perform = self.kernel.pipeline.perform
            return perform(principal, self.service, operation, params, "eu-west-3", done.set_result)

        done.call = self.run(begin())  # type: ignore[attr-defined]
        self.turn()
        return done

    def call(self, operation: str, who: Principal | None = None, **params: Any) -> Any:
        answer = self.run(asyncio.wait_for(self.start(operation, who, **params), 10))
        if isinstance(answer, ServiceError):
            raise answer
        return answer

    def advance(self, seconds: float) -> None:
        self.run(self.kernel.advance(seconds))
        self.turn()

    def close(self) -> None:
        self.run(self.kernel.stop())
        self.loop.close()


@pytest.fixture
def bench() -> Iterator[Bench]:
    bench = Bench()
    yield bench
    bench.close()
