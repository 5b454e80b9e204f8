"""One server for each module of journeys, and clients that are told nothing but its address."""

from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest

from tests.app.served import KEYS, Served, served

Client = Callable[..., Any]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server with a data directory."""
    with served(data=tmp_path_factory.mktemp("data")) as server:
        yield server


@pytest.fixture(scope="module")
def session(server: Served) -> boto3.Session:
    """boto3 with the server's root key where it is strict, else with those that any local cloud is used with."""
    keys = {name.lower(): value for name, value in {**KEYS, **(server.root_key if server.before_ready else {})}.items()}
    return boto3.Session(
        aws_access_key_id=keys["aws_access_key_id"],
        aws_secret_access_key=keys["aws_secret_access_key"],
        region_name="us-east-1",
    )


@pytest.fixture(scope="module")
def client(server: Served, session: boto3.Session) -> Client:
    """Makes a boto3 client of a service."""

    def make(service: str, **options: Any) -> Any:
        return session.client(service, **{"endpoint_url": server.url, **options})

    return make
