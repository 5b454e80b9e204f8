"""The clock: follows the wall, stands, turns, and goes on over a restart."""

import asyncio
from pathlib import Path

import pytest

from fogbank.kernel.clock import Clock
from tests.kernel.conftest import Bench


class Wall:
    """A wall clock that the test moves."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def test_at_rest_it_follows_the_wall() -> None:
    wall = Wall()
    clock = Clock(wall)
    wall.now += 5
    assert clock.now() == 1_000_005.0
    assert clock.wall_delay(1_000_007.0) == 2.0


def test_at_another_rate() -> None:
    wall = Wall()
    clock = Clock(wall)
    clock.set_rate(60)
    wall.now += 2
    assert clock.now() == 1_000_120.0
    assert clock.wall_delay(1_000_180.0) == 1.0
    with pytest.raises(ValueError, match="above 0"):
        clock.set_rate(0)


def test_frozen_it_stands() -> None:
    wall = Wall()
    clock = Clock(wall)
    clock.freeze(True)
    wall.now += 9
    assert clock.now() == 1_000_000.0
    assert clock.wall_delay(1_000_001.0) is None
    clock.freeze(False)
    wall.now += 1
    assert clock.now() == 1_000_001.0


def test_a_wall_instant_has_its_virtual_time() -> None:
    wall = Wall()
    clock = Clock(wall)
    wall.now += 100
    clock.move(clock.now() + 86400)
    clock.resume()
    wall.now += 100
    clock.set_rate(10)
    wall.now += 100
    clock.freeze(True)
    wall.now += 100
    assert clock.at_wall(1_000_050) == 1_000_050
    assert clock.at_wall(1_000_150) == 1_000_150 + 86400
    assert clock.at_wall(1_000_250) == 1_000_200 + 86400 + 500
    assert clock.at_wall(1_000_350) == clock.now() == 1_000_200 + 86400 + 1000
    later = Clock(wall)
    later.load(*clock.state())
    assert later.at_wall(1_000_150) == 1_000_150 + 86400


def test_a_kept_state_goes_on_as_if_the_machine_had_run() -> None:
    wall = Wall()
    clock = Clock(wall)
    clock.move(clock.now() + 86400)
    clock.resume()
    state = clock.state()
    wall.now += 100
    later = Clock(wall)
    later.load(*state)
    assert later.now() == 1_000_000.0 + 86400 + 100


def test_jobs_run_in_order_each_at_its_own_instant(bench: Bench) -> None:
    ran: list[tuple[str, float]] = []
    kernel = bench.kernel

    def chain(call: object, name: str) -> None:
        ran.append((name, kernel.clock.now() - began))
        if name == "day":
            call.tx.at(kernel.clock.now() + 10, "notes.chain", "after the day")  # type: ignore[attr-defined]

    kernel.registry.add_job("notes.chain", chain)
    began = kernel.clock.now()
    tx = kernel.store.begin(began)
    for name, delay_s in (("week", 7 * 86400.0), ("day", 86400.0), ("hour", 3600.0)):
        tx.at(began + delay_s, "notes.chain", name)
    tx.at(began + 5, "notes.chain", "taken back")
    tx.cancel("notes.chain", "taken back")
    kernel.store.apply(tx)
    bench.advance(30 * 86400)
    assert ran == [("hour", 3600.0), ("day", 86400.0), ("after the day", 86410.0), ("week", 604800.0)]


def test_time_and_timers_survive_a_restart(tmp_path: Path) -> None:
    first = Bench(tmp_path / "s.db")
    first.advance(86400)
    first.call("WriteNote", Name="a", Text="hello", EraseAfter=100)
    instant = first.kernel.clock.now()
    first.close()
    second = Bench(tmp_path / "s.db")
    try:
        assert second.kernel.clock.now() >= instant
        assert second.call("ReadNote", Name="a")
        second.advance(100)
        second.run(asyncio.sleep(0))
        assert second.call("CountNotes") == {"Count": 0}
    finally:
        second.close()
