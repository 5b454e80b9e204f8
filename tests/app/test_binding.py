"""Who reaches a server: loopback by default, other machines only a strict one; and who reaches its admin API."""

import socket
import urllib.error
from pathlib import Path

import pytest

from fogbank.app.settings import Settings, SettingsError, is_loopback
from tests.app.served import environment, fogbank_command, served
from tests.app.test_admin import ask
from tests.journeys.identities import refused, root_of, signing


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.8.9.10", "::1", "0:0:0:0:0:0:0:1", "localhost", "fogbank.localhost"]
)
def test_loopback(host: str) -> None:
    assert is_loopback(host)
    assert Settings(host=host).checked().auth == "lenient"


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "0", "192.168.1.5", "169.254.169.254", "127.example.com", "localhost.example.com", "host"]
)
def test_every_other_address_has_to_be_strict(host: str) -> None:
    """Also names that begin like loopback addresses: whose they are is told by somebody's DNS."""
    with pytest.raises(SettingsError, match=f"--host {host} is reachable from other machines: add --auth strict"):
        Settings(host=host).checked()
    assert Settings(host=host, auth="strict").checked().host == host


def test_no_address_is_not_all_addresses(tmp_path: Path) -> None:
    done = fogbank_command("up", "--host", "", "--auth", "strict", "--data", str(tmp_path / "d"))
    assert done.returncode == 1
    assert done.stderr.startswith("fogbank: --host is an address to listen on: 127.0.0.1, or 0.0.0.0 for all")


def test_the_environment_opens_nothing_either(tmp_path: Path) -> None:
    done = fogbank_command("up", "--data", str(tmp_path / "d"), FOGBANK_HOST="0.0.0.0")
    assert done.returncode == 1
    assert done.stderr.startswith("fogbank: --host 0.0.0.0 is reachable from other machines: add --auth strict")


def own_address() -> str:
    """An address of this machine by which others reach it: the one that it would send from."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
        way.connect(("192.0.2.1", 9))  # RFC 5737: nobody's; nothing is sent
        address: str = way.getsockname()[0]
    return address


def test_a_strict_one_serves_its_neighbours_but_not_its_admin_api(tmp_path: Path) -> None:
    with served("--auth", "strict", "--host", "0.0.0.0", data=tmp_path) as server:
        server.url = f"http://{own_address()}:{server.port}"
        assert refused(signing(server, "s3", {"AccessKeyId": "test", "SecretAccessKey": "test"}), "list_buckets") == (
            403,
            "InvalidAccessKeyId",
        )
        s3 = signing(server, "s3", root_of(server))
        s3.create_bucket(Bucket="neighbours")
        queue = signing(server, "sqs", root_of(server)).create_queue(QueueName="q")["QueueUrl"]
        assert queue.startswith(server.url)
        with pytest.raises(urllib.error.HTTPError) as turned_away:
            server.admin("health")
        assert turned_away.value.code == 403
        turned_away.value.close()
        assert fogbank_command("status", "--data", str(tmp_path)).returncode == 0


class TestAdmin:
    @pytest.mark.parametrize("host", ["example.com", "127.0.0.1.example.com", "169.254.169.254", ""])
    def test_it_is_not_reached_by_another_name(self, host: str) -> None:
        """DNS rebinding: a page's own name gets the address 127.0.0.1, and the browser believes that both are one."""
        with served() as server:
            named = f"{host}:{server.port}" if host else ""
            status, answer = ask(server, "POST", "reset", Host=named, Origin=f"http://{named}")
            assert status in (400, 403)
            assert "loopback" in answer["error"]
            for own in ("localhost", "127.0.0.1", "[::1]", "cloud.localhost"):
                assert ask(server, "GET", "health", Host=f"{own}:{server.port}")[0] == 200

    def test_an_empty_token_is_none(self, tmp_path: Path) -> None:
        with served(data=tmp_path, env=environment(FOGBANK_ADMIN_TOKEN="")) as server:
            assert server.admin("health")["status"] == "ok"

    def test_a_token_of_any_letters(self, tmp_path: Path) -> None:
        with served(data=tmp_path, env=environment(FOGBANK_ADMIN_TOKEN="Sésam")) as server:
            for wrong in ("Bearer Sesam", "Bearer S\xe9sam", "Basic x", ""):
                assert ask(server, "GET", "health", Authorization=wrong)[0] == 401
            right = "Bearer Sésam".encode().decode("latin-1")
            assert ask(server, "GET", "health", Authorization=right)[0] == 200
            assert fogbank_command("status", "--data", str(tmp_path), FOGBANK_ADMIN_TOKEN="Sésam").returncode == 0
