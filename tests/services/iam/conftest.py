"""The fixture that tests of IAM share."""

import pytest

from tests.cloud import Driver
from tests.services.iam.client import Client


@pytest.fixture
def iam(cloud: Driver) -> Client:
    """IAM of the default account."""
    return Client(cloud)
