"""A kernel whose access decision asks a made-up service."""

from collections.abc import Iterator

import pytest

from tests.kernel.conftest import Bench


class PeopleBench(Bench):
    """Calls go to the service that keeps what principals hold."""

    service = "people"


@pytest.fixture
def people() -> Iterator[PeopleBench]:
    bench = PeopleBench()
    bench.kernel.sources = {"held": "people", "ceilings": "people"}
    yield bench
    bench.close()
