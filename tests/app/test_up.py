"""How a server starts and ends, and what of it outlives it."""

import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import textwrap
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import botocore.exceptions
import pytest

from tests.app.served import KEYS, SRC, Served, environment, fogbank_command, served

REACHABLE = (
    "--host 0.0.0.0 is reachable from other machines: add --auth strict, so that only keys that this cloud issued are "
    "accepted"
)


def client(service: str, server: Served, key: str = "test", secret: str = "test") -> Any:
    return boto3.client(
        service,
        endpoint_url=server.url,
        region_name="us-east-1",
        aws_access_key_id=key,
        aws_secret_access_key=secret,
    )


class TestStart:
    def test_ready_means_that_it_answers(self) -> None:
        with served() as server:
            health = server.admin("health")
            assert health["status"] == "ok"
            assert {"s3", "sqs", "sts"} <= set(health["services"])
            assert server.before_ready == []

    def test_nothing_heavy_is_imported(self) -> None:
        # Each of these costs 10 to 300 ms; none is needed until something asks for it.
        script = textwrap.dedent("""
            import asyncio, sys
            from fogbank.app.server import Server
            from fogbank.app.settings import Settings

            async def start():
                server = Server(Settings(port=0, data=None))
                await server.start()
                print("\\n".join(sys.modules))
                await server.stop()

            asyncio.run(start())
        """)
        done = subprocess.run(
            [sys.executable, "-c", script], env=environment(), capture_output=True, text=True, timeout=60, check=True
        )
        loaded = {name.partition(".")[0] for name in done.stdout.split()}
        assert not loaded & {"boto3", "botocore", "cryptography", "aiohttp", "requests", "urllib3", "awscrt"}
        assert "httptools" in loaded  # the list is one of modules

    def test_the_command_line_alone_imports_little(self) -> None:
        code = "import sys; from fogbank.app.cli.options import parser; parser(); print(chr(10).join(sys.modules))"
        done = subprocess.run(
            [sys.executable, "-c", code], env=environment(), capture_output=True, text=True, timeout=60, check=True
        )
        assert not set(done.stdout.split()) & {"asyncio", "http.client", "json", "subprocess", "apsw", "orjson"}

    def test_the_second_on_one_directory_is_refused(self, tmp_path: Path) -> None:
        with served(data=tmp_path) as server:
            second = fogbank_command("up", "--port", "0", "--data", str(tmp_path))
            assert second.returncode == 1
            assert second.stderr == (
                f"fogbank: another Fogbank (process {server.process.pid}) runs on {tmp_path}; "
                "end it with 'fogbank down', or choose another directory with --data\n"
            )
            assert server.admin("health")["status"] == "ok"

    def test_a_port_in_use_is_refused(self, tmp_path: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            done = fogbank_command("up", "--port", str(port), "--data", str(tmp_path))
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith(f"fogbank: port {port} of 127.0.0.1 is in use: choose another with --port")
        assert done.stderr.count("\n") == 1

    @pytest.mark.parametrize(
        ("options", "line"),
        [
            (["--host", "0.0.0.0"], REACHABLE),
            (["--port", "65536"], "--port is from 0 to 65535, not 65536"),
            (["--auth", "none"], "--auth is lenient or strict, not 'none'"),
            (["--durability", "some"], "--durability is normal or full, not 'some'"),
        ],
    )
    def test_settings_that_do_not_go_together(self, tmp_path: Path, options: list[str], line: str) -> None:
        done = fogbank_command("up", "--data", str(tmp_path / "d"), *options)
        assert (done.returncode, done.stdout, done.stderr) == (1, "", f"fogbank: {line}\n")
        assert not (tmp_path / "d").exists()

    def test_a_data_directory_that_is_a_file(self, tmp_path: Path) -> None:
        place = tmp_path / "file"
        place.touch()
        done = fogbank_command("up", "--port", "0", "--data", str(place))
        assert (done.returncode, done.stderr) == (1, f"fogbank: {place}: File exists\n")

    def test_ipv6_loopback(self) -> None:
        with served("--host", "::1") as server:
            assert server.url == f"http://[::1]:{server.port}"
            assert server.admin("health")["status"] == "ok"
            queue = client("sqs", server).create_queue(QueueName="six")["QueueUrl"]
            assert queue == f"{server.url}/000000000000/six"

    def test_the_environment_stands_in_for_options(self, tmp_path: Path) -> None:
        env = environment(FOGBANK_AUTH="strict", FOGBANK_HOST="127.0.0.2")
        with served(data=tmp_path, env=env) as server:
            assert server.url.startswith("http://127.0.0.2:")
            assert server.before_ready[0].startswith("Root key (shown once): ")


class TestEnd:
    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
    def test_a_signal_ends_it_cleanly(self, tmp_path: Path, number: int) -> None:
        with served(data=tmp_path) as server:
            server.process.send_signal(number)
            assert server.process.wait(30) == 0
        assert server.errors == ""

    def test_a_long_poll_does_not_hold_it_up(self, tmp_path: Path) -> None:
        with served(data=tmp_path) as server:
            queue = client("sqs", server).create_queue(QueueName="slow")["QueueUrl"]
            script = (
                "import boto3, sys; sqs = boto3.client('sqs', endpoint_url=sys.argv[1]); "
                "print('asking', flush=True); sqs.receive_message(QueueUrl=sys.argv[2], WaitTimeSeconds=20)"
            )
            poll = subprocess.Popen(
                [sys.executable, "-c", script, server.url, queue],
                env=environment(**KEYS, AWS_MAX_ATTEMPTS="1"),
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )
            try:
                assert poll.stdout
                assert poll.stdout.readline() == "asking\n"
                began = time.monotonic()
                assert server.stop() == 0
                assert time.monotonic() - began < 15
            finally:
                poll.kill()
                poll.communicate()

    def test_without_data_nothing_is_left(self, tmp_path: Path) -> None:
        with served(env=environment(TMPDIR=str(tmp_path))) as server:
            assert server.admin("health")["status"] == "ok"
            assert len(list(tmp_path.iterdir())) == 2  # its directory, and the one of the run files
        assert [list(left.iterdir()) for left in tmp_path.iterdir()] == [[]]


class TestRestart:
    def test_data_and_time_are_there_again(self, tmp_path: Path) -> None:
        with served(data=tmp_path) as server:
            queue = client("sqs", server).create_queue(QueueName="jobs")["QueueUrl"].rpartition(":")[2]
            client("sqs", server).send_message(QueueUrl=f"http://127.0.0.1:{queue}", MessageBody="kept")
            client("s3", server).create_bucket(Bucket="pictures")
            client("s3", server).put_object(Bucket="pictures", Key="a", Body=b"bytes")
            server.advance(86400.0)
            instant = server.admin("clock")["now"]
        with served(data=tmp_path) as server:
            assert 0 <= server.admin("clock")["now"] - instant < 60
            assert client("s3", server).get_object(Bucket="pictures", Key="a")["Body"].read() == b"bytes"
            url = client("sqs", server).get_queue_url(QueueName="jobs")["QueueUrl"]
            assert url.startswith(server.url)
            assert client("sqs", server).receive_message(QueueUrl=url)["Messages"][0]["Body"] == "kept"

    def test_frozen_stays_frozen_and_the_rate_stays(self, tmp_path: Path) -> None:
        with served(data=tmp_path) as server:
            server.admin("clock", {"rate": 60})
            frozen = server.admin("clock", {"frozen": True})
        with served(data=tmp_path) as server:
            assert server.admin("clock") == frozen
            assert frozen["rate"] == 60


def account(server: Served, key: str, secret: str) -> str:
    answer: str = client("sts", server, key, secret).get_caller_identity()["Account"]
    return answer


class TestCredentials:
    def test_lenient(self) -> None:
        with served() as server:
            assert account(server, "test", "test") == "000000000000"
            assert account(server, "AKIAIOSFODNN7EXAMPLE", "anything") == "000000000000"
            assert account(server, "123456789012", "anything") == "123456789012"

    def test_strict(self, tmp_path: Path) -> None:
        with served("--auth", "strict", data=tmp_path) as server:
            assert set(server.root_key) == {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"}
            key, secret = server.root_key["AWS_ACCESS_KEY_ID"], server.root_key["AWS_SECRET_ACCESS_KEY"]
            assert account(server, key, secret) == "000000000000"
            for wrong, code in (("test", "InvalidClientTokenId"), (key, "SignatureDoesNotMatch")):
                with pytest.raises(botocore.exceptions.ClientError) as refused:
                    account(server, wrong, "wrong")
                assert refused.value.response["Error"]["Code"] == code
                assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == 403
            env = json.loads(fogbank_command("env", "--shell", "json", "--data", str(tmp_path)).stdout)
            assert "AWS_ACCESS_KEY_ID" not in env
        with served("--auth", "strict", data=tmp_path) as server:
            assert server.before_ready == []
            assert account(server, key, secret) == "000000000000"

    def test_all_addresses_with_strict(self, tmp_path: Path) -> None:
        with served("--auth", "strict", "--host", "0.0.0.0", data=tmp_path) as server:
            status = fogbank_command("status", "--data", str(tmp_path))
            assert status.returncode == 0, status.stderr
            env = json.loads(fogbank_command("env", "--shell", "json", "--data", str(tmp_path)).stdout)
            assert env["AWS_ENDPOINT_URL"] == f"http://127.0.0.1:{server.port}"


class TestAdminToken:
    def test_only_with_the_token(self, tmp_path: Path) -> None:
        token = {"FOGBANK_ADMIN_TOKEN": "open sesame"}
        with served(data=tmp_path, env=environment(**token)) as server:
            with pytest.raises(urllib.error.HTTPError) as refused:
                server.admin("health")
            assert refused.value.code == 401
            refused.value.close()
            assert fogbank_command("status", "--data", str(tmp_path)).returncode == 1
            assert fogbank_command("status", "--data", str(tmp_path), **token).returncode == 0


@pytest.fixture
def nobody_special() -> Iterator[tuple[Path, dict[str, Any]]]:
    """A directory that an ordinary user owns, and how to start a process as that user.

    Where the tests run as root, a user is made, and gets a copy of the interpreter: root's own is often in a place
    that others cannot enter.
    """
    folder = Path(tempfile.mkdtemp(prefix="fogbank-user-"))
    name = f"fogbank-test-{os.getpid()}"
    try:
        if os.getuid() != 0:
            yield folder, {"command": (sys.executable, "-m", "fogbank"), "env": environment()}
            return
        subprocess.run(["useradd", "--no-create-home", "--shell", "/bin/sh", name], check=True)
        user = pwd.getpwnam(name)
        python = _copy_of_python(folder)
        folder.chmod(0o755)
        home = folder / "home"
        home.mkdir()
        os.chown(home, user.pw_uid, user.pw_gid)
        env = {"PATH": "/usr/bin:/bin", "HOME": str(home), "TMPDIR": str(home), "PYTHONPATH": str(folder / "packages")}
        yield (
            home,
            {
                "command": (str(python), "-m", "fogbank"),
                "env": env,
                "cwd": home,
                "user": user.pw_uid,
                "group": user.pw_gid,
                "extra_groups": [],
            },
        )
    finally:
        if os.getuid() == 0:
            subprocess.run(["userdel", name], check=False)
        shutil.rmtree(folder)


def _copy_of_python(folder: Path) -> Path:
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    base = Path(sys.base_prefix)
    leave_out = shutil.ignore_patterns("site-packages", "test", "tests", "__pycache__", "config-*", "idlelib")
    (folder / "bin").mkdir()
    python = shutil.copy(Path(sys.executable).resolve(), folder / "bin" / version)
    shutil.copytree(base / "lib" / version, folder / "lib" / version, ignore=leave_out)
    for library in (base / "lib").glob("libpython*.so*"):
        shutil.copy(library, folder / "lib")
    packages = folder / "packages"
    shutil.copytree(SRC, packages, ignore=shutil.ignore_patterns("__pycache__"))
    installed = Path(boto3.__file__).parents[1]
    for package in ("apsw", "botocore", "httptools", "msgspec", "orjson", "uvloop"):
        shutil.copytree(installed / package, packages / package, ignore=shutil.ignore_patterns("__pycache__"))
    return Path(python)


def test_an_ordinary_user_can_run_it(nobody_special: tuple[Path, dict[str, Any]]) -> None:
    home, popen = nobody_special
    with served(data=home / "data", **popen) as server:
        assert account(server, "test", "test") == "000000000000"
        client("s3", server).create_bucket(Bucket="mine")
        assert (home / "data/store.db").stat().st_uid == (home / "data").stat().st_uid
        down = [*popen.pop("command"), "down", "--data", str(home / "data")]
        done = subprocess.run(down, check=False, **popen, capture_output=True, text=True, timeout=60)
        assert (done.returncode, done.stdout) == (0, f"Stopped: {server.url}\n"), done.stderr
        assert server.process.wait(30) == 0
