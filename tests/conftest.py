"""Fixtures that every room's tests share: a cloud in memory, and the seed of a simulation."""

import secrets
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.cloud import Driver, running

SEED_BITS = 32

# Machines are noisy: no example fails for the time that it took.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--simulation-seed", type=int, default=None, help="run the simulations with this seed")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--simulation-seed") is None:
        config.option.simulation_seed = secrets.randbits(SEED_BITS)


def pytest_report_header(config: pytest.Config) -> str:
    seed = config.getoption("--simulation-seed")
    return f"simulation seed: {seed} (again with: python3 -m dev replay {seed})"


@pytest.fixture
def cloud() -> Iterator[Driver]:
    """A cloud in memory with a frozen clock."""
    with running() as driver:
        yield driver


@pytest.fixture(scope="session")
def simulation_seed(request: pytest.FixtureRequest) -> int:
    """The seed of this run: the one asked for, or one that the report's header shows."""
    seed: int = request.config.getoption("--simulation-seed")
    return seed
