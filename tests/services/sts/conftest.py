"""A world for the tests of STS."""

import pytest

from tests.cloud import Driver
from tests.services.sts.world import World


@pytest.fixture
def world(cloud: Driver) -> World:
    """People in the test's cloud."""
    return World(cloud)
