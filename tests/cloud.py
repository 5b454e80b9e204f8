"""Drives one cloud in memory, as tests do: in through calls, time by `advance`, never through the store."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fogbank.app.build import Cloud
from fogbank.app.settings import Settings
from fogbank.kernel.identity.principal import Principal, root_of

ACCOUNT = "000000000000"
REGION = "us-east-1"


class Pending:
    """A call that has been made and may still be waiting for its answer."""

    def __init__(self, driver: "Driver", task: "asyncio.Task[Any]") -> None:
        self._driver = driver
        self.task = task

    @property
    def done(self) -> bool:
        """Whether the answer is there."""
        return self.task.done()

    def result(self) -> Any:
        """The answer; raises its error. Fails the test where it does not come within 10 s."""
        return self._driver.run(asyncio.wait_for(self.task, 10))

    def cancel(self) -> None:
        """The client goes away."""
        self.task.cancel()
        self._driver.turn()


class Driver:
    """A running cloud, its calls and its clock."""

    def __init__(self, cloud: Cloud, loop: asyncio.AbstractEventLoop) -> None:
        self.cloud = cloud
        self._loop = loop

    def run(self, work: Any) -> Any:
        """Run a coroutine on the cloud's loop."""
        return self._loop.run_until_complete(work)

    def turn(self, times: int = 5) -> None:
        """Let the loop go round."""
        for _ in range(times):
            self.run(asyncio.sleep(0))

    def call(
        self,
        service: str,
        operation: str,
        params: dict[str, Any] | None = None,
        *,
        account: str = ACCOUNT,
        region: str = REGION,
        principal: Principal | None = None,
    ) -> Any:
        """Make a call as an account's root (or another principal): its result; raises its ServiceError."""
        who = principal or root_of(account)
        return self.run(self.cloud.perform(who, service, operation, params or {}, region))

    def start(self, service: str, operation: str, params: dict[str, Any], *, account: str = ACCOUNT) -> Pending:
        """Make a call without waiting for its answer."""
        task = self._loop.create_task(self.cloud.perform(root_of(account), service, operation, params, REGION))
        self.turn()
        return Pending(self, task)

    def advance(self, seconds: float) -> None:
        """Turn the clock; all that comes due has been done when this returns."""
        self.run(self.cloud.kernel.advance(seconds))
        self.turn()

    def now(self) -> float:
        """Virtual time."""
        return self.cloud.kernel.clock.now()


@contextmanager
def running(seed: int = 1, data: Path | None = None) -> Iterator[Driver]:
    """A cloud that runs: in memory, or in a directory. Its clock is frozen, so that only `advance` moves it."""
    loop = asyncio.new_event_loop()
    cloud = Cloud(Settings(data=data, seed=seed))
    try:
        loop.run_until_complete(cloud.start())
        cloud.kernel.clock.freeze(True)
        yield Driver(cloud, loop)
    finally:
        loop.run_until_complete(cloud.stop())
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()
