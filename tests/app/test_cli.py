"""The `fogbank` command against real servers. Its form: docs/interfaces.md, "The CLI"."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fogbank.app.cli.clock import instant, seconds
from fogbank.app.cli.failure import Failure
from tests.app.served import Served, environment, fogbank_command, served

ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(data=tmp_path_factory.mktemp("data")) as server:
        yield server


def run(server: Served, *arguments: str) -> str:
    """The command's output; fails the test where the command fails."""
    done = fogbank_command(*arguments, FOGBANK_DATA=str(server.data))
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def runs(pid: int) -> bool:
    """Whether the process runs; one that has ended may still be waiting for its parent to look (state Z)."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return bool(state.strip()) and not state.startswith("Z")


class TestDurationsAndInstants:
    @pytest.mark.parametrize(
        ("text", "wanted_s"),
        [
            ("90s", 90),
            ("15m", 900),
            ("36h", 129600),
            ("30d", 2592000),
            ("2w", 1209600),
            ("1d12h", 129600),
            ("1.5h", 5400),
        ],
    )
    def test_durations(self, text: str, wanted_s: float) -> None:
        assert seconds(text) == wanted_s

    @pytest.mark.parametrize("text", ["", "90", "s", "1 h", "-1h", "1y", "1h30", "1h!"])
    def test_no_durations(self, text: str) -> None:
        with pytest.raises(Failure, match="is no duration: write 90s"):
            seconds(text)

    def test_instants_are_utc_where_they_name_no_zone(self) -> None:
        # 2027-01-31T12:00:00Z is 20849.5 days after 1970-01-01.
        assert instant("2027-01-31T12:00:00") == instant("2027-01-31T13:00:00+01:00") == 20849.5 * 86400
        with pytest.raises(Failure, match="is no instant"):
            instant("tomorrow")


class TestCommandsOnAServer:
    def test_status(self, server: Served) -> None:
        rows = dict(line.split(maxsplit=1) for line in run(server, "status").splitlines())
        assert rows["url"] == server.url
        assert rows["process"] == str(server.process.pid)
        assert rows["data"] == str(server.data)
        assert "sqs" in rows["services"].split(", ")
        assert ISO.match(rows["clock"])

    def test_clock(self, server: Served) -> None:
        before = instant(run(server, "clock", "show").strip())
        after = instant(run(server, "clock", "advance", "30d").strip())
        assert 0 <= after - before - 30 * 86400 < 60
        there = datetime.fromtimestamp(after + 40 * 86400, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        told = run(server, "clock", "set", there)
        assert 0 <= instant(told.strip()) - instant(there) < 60
        assert run(server, "clock", "rate", "60").endswith("(runs 60 times as fast)\n")
        assert ISO.fullmatch(run(server, "clock", "rate", "1").strip())
        frozen = run(server, "clock", "freeze")
        assert frozen.endswith("(frozen)\n")
        assert run(server, "clock", "show") == frozen
        assert "frozen" not in run(server, "clock", "resume")

    @pytest.mark.parametrize(
        ("arguments", "line"),
        [
            (["clock", "set", "1999-01-01"], "Time only goes forward: set an instant that is not past."),
            (["clock", "advance", "90"], "'90' is no duration: write 90s, 15m, 36h, 30d, 2w or 1d12h"),
            (["clock", "rate", "0"], "a clock's rate is above 0; freeze it to stop it"),
            (["why", "x"], "There is no call x among the last ones."),
            (["snapshot", "load", "nothing"], "There is no snapshot 'nothing'."),
            (
                ["status", "--url", "http://127.0.0.1:1"],
                "http://127.0.0.1:1 does not answer: [Errno 111] Connection refused",
            ),
            (["status", "--url", "sqs"], "'sqs' is no address of a server: write http://HOST:PORT"),
        ],
    )
    def test_failures_are_one_line(self, server: Served, arguments: list[str], line: str) -> None:
        done = fogbank_command(*arguments, FOGBANK_DATA=str(server.data))
        assert (done.returncode, done.stdout, done.stderr) == (1, "", f"fogbank: {line}\n")

    def test_env_is_what_shells_evaluate(self, server: Served) -> None:
        wanted = {
            "AWS_ENDPOINT_URL": server.url,
            "AWS_REGION": "us-east-1",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
        }
        assert json.loads(run(server, "env", "--shell", "json")) == wanted
        script = run(server, "env") + 'echo "$AWS_ENDPOINT_URL $AWS_SECRET_ACCESS_KEY"'
        told = subprocess.run(["bash", "-ec", script], capture_output=True, text=True, check=True).stdout
        assert told == f"{server.url} test\n"
        assert run(server, "env", "--shell", "fish").splitlines()[0] == f"set -gx AWS_ENDPOINT_URL {server.url};"

    def test_aws_passes_everything_on(self, server: Served) -> None:
        answer = run(server, "aws", "sts", "get-caller-identity", "--output", "json")
        assert json.loads(answer)["Account"] == "000000000000"
        again = fogbank_command(
            "aws", "sts", "get-caller-identity", "--query", "Account", "--output", "text",
            FOGBANK_DATA=str(server.data), AWS_ACCESS_KEY_ID="123456789012", AWS_SECRET_ACCESS_KEY="any",
        )  # fmt: skip
        assert again.stdout == "123456789012\n"
        failed = fogbank_command("aws", "sts", "no-such-operation", FOGBANK_DATA=str(server.data))
        assert failed.returncode == 2  # the AWS CLI's own: argparse did not understand the command line

    def test_requests(self, server: Served) -> None:
        run(server, "aws", "sts", "get-caller-identity")
        newest = run(server, "requests", "--limit", "1")
        assert "sts:GetCallerIdentity" in newest
        assert "  200  " in newest
        assert newest.count("\n") == 1

    def test_why(self, server: Served) -> None:
        url = json.loads(run(server, "aws", "sqs", "create-queue", "--queue-name", "mine", "--output", "json"))[
            "QueueUrl"
        ]
        stranger = {"AWS_ACCESS_KEY_ID": "222222222222", "FOGBANK_DATA": str(server.data)}
        arguments = ("sqs", "receive-message", "--queue-url", url, "--region", "us-east-1")
        refused = fogbank_command("aws", *arguments, **stranger, AWS_SECRET_ACCESS_KEY="x")
        assert "is not authorized to perform: sqs:ReceiveMessage" in refused.stderr
        request_id = run(server, "requests", "--limit", "1").split()[-1]
        told = run(server, "why", request_id).splitlines()
        assert told == [
            "sqs:ReceiveMessage answered 403 AccessDeniedException",
            "principal  arn:aws:iam::222222222222:root",
            "",
            "action     sqs:ReceiveMessage",
            "resource   arn:aws:sqs:us-east-1:000000000000:mine of account 000000000000",
            "refused    because no resource-based policy allows the sqs:ReceiveMessage action",
        ]
        assert run(server, "why").splitlines() == told  # the newest call that failed
        run(server, "aws", "sts", "get-caller-identity")
        request_id = run(server, "requests", "--limit", "1").split()[-1]
        assert "no policy was asked" in run(server, "why", request_id)

    def test_snapshots_and_reset(self, server: Served) -> None:
        run(server, "aws", "sqs", "create-queue", "--queue-name", "kept")
        assert run(server, "snapshot", "save", "full") == "Saved: full\n"
        assert run(server, "reset") == "Reset: the cloud is empty\n"
        assert "kept" not in run(server, "aws", "sqs", "list-queues")
        assert run(server, "snapshot", "list") == "full\n"
        assert run(server, "snapshot", "load", "full") == "Loaded: full\n"
        assert "kept" in run(server, "aws", "sqs", "list-queues")

    def test_logs_of_a_foreground_server(self, server: Served) -> None:
        done = fogbank_command("logs", FOGBANK_DATA=str(server.data))
        assert done.returncode == 1
        assert done.stderr == f"fogbank: process {server.process.pid} runs in the foreground and logs to its terminal\n"


class TestAWrongUse:
    @pytest.mark.parametrize("command", ["bill", "fault", "scenario"])
    def test_what_is_not_there_yet_says_so(self, command: str) -> None:
        done = fogbank_command(command, "list", "--by", "tag")
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == f"fogbank: '{command}' is not available yet\n"

    def test_unknown_options_are_one_line(self) -> None:
        done = fogbank_command("up", "--colour", "blue")
        assert done.returncode == 2
        assert done.stderr == "fogbank: unrecognized arguments: --colour blue (see fogbank --help)\n"

    def test_no_server(self, tmp_path: Path) -> None:
        for command in (["status"], ["down"], ["logs"], ["clock", "show"], ["env"]):
            done = fogbank_command(*command, "--data", str(tmp_path))
            assert (done.returncode, done.stdout) == (1, "")
            assert done.stderr == f"fogbank: no server runs on {tmp_path}: start one with 'fogbank up'\n"

    def test_a_missing_aws_cli_is_named(self, server: Served) -> None:
        # Isolated from site-packages (-S), so that awscli cannot be imported, with an empty PATH.
        code = "import sys; from fogbank.app.cli import main; sys.exit(main(['aws', 's3', 'ls']))"
        env = environment(FOGBANK_DATA=str(server.data), PATH="/nonexistent")
        command = [sys.executable, "-S", "-c", code]
        done = subprocess.run(command, check=False, env=env, capture_output=True, text=True, timeout=30)
        assert done.returncode == 1
        assert done.stderr.startswith("fogbank: the AWS CLI is not installed: 'pip install awscli'")


class TestDetach:
    def test_up_status_logs_down(self, tmp_path: Path) -> None:
        up = fogbank_command("up", "--detach", "--port", "0", cwd=tmp_path)
        try:
            assert (up.returncode, up.stderr) == (0, "")
            url = re.fullmatch(r"Ready: (http://127\.0\.0\.1:\d+)\n", up.stdout)
            assert url
            written = json.loads((tmp_path / ".fogbank/server.json").read_text())
            assert written["url"] == url[1]
            assert url[1] in fogbank_command("status", cwd=tmp_path).stdout
            assert fogbank_command("logs", cwd=tmp_path).returncode == 0
        finally:
            down = fogbank_command("down", cwd=tmp_path)
        assert down.stdout == f"Stopped: {url[1]}\n"
        assert not (tmp_path / ".fogbank/server.json").exists()
        assert not runs(written["pid"])

    def test_a_server_without_data_is_found_too(self, tmp_path: Path) -> None:
        env = {"TMPDIR": str(tmp_path)}
        up = fogbank_command("up", "--detach", "--ephemeral", "--port", "0", cwd=tmp_path, **env)
        assert up.returncode == 0, up.stderr
        assert "none (ephemeral)" in fogbank_command("status", cwd=tmp_path, **env).stdout
        assert fogbank_command("down", cwd=tmp_path, **env).returncode == 0
        assert [place.name for place in tmp_path.rglob("*") if place.suffix != ".log"] == [f"fogbank-run-{os.getuid()}"]

    def test_several_without_data_must_be_told_apart(self, tmp_path: Path) -> None:
        env = {"TMPDIR": str(tmp_path)}
        with served(env=environment(**env)) as one, served(env=environment(**env)) as other:
            done = fogbank_command("status", cwd=tmp_path, **env)
            assert done.returncode == 1
            assert one.url in done.stderr
            assert other.url in done.stderr
            assert one.url in fogbank_command("status", "--url", one.url, cwd=tmp_path, **env).stdout

    def test_a_failed_start_is_told(self, tmp_path: Path) -> None:
        with served(data=tmp_path / "a") as server:
            up = fogbank_command("up", "--detach", "--port", str(server.port), "--data", str(tmp_path / "b"))
        assert (up.returncode, up.stdout) == (1, "")
        assert up.stderr == (
            f"fogbank: port {server.port} of 127.0.0.1 is in use: choose another with --port (0: any free one)\n"
        )

    def test_follow_ends_with_the_server(self, tmp_path: Path) -> None:
        assert fogbank_command("up", "--detach", "--port", "0", "--data", str(tmp_path)).returncode == 0
        command = [sys.executable, "-m", "fogbank", "logs", "-f", "--data", str(tmp_path)]
        follow = subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, text=True)
        try:
            with (tmp_path / "log").open("a") as log:
                log.write("a line of the log\n")
            assert follow.stdout
            assert "a line of the log\n" in iter(follow.stdout.readline, "")
        finally:
            down = fogbank_command("down", "--data", str(tmp_path))
            follow.communicate(timeout=30)
        assert (down.returncode, follow.returncode) == (0, 0)

    def test_a_stale_run_file_is_no_server(self, tmp_path: Path) -> None:
        with served(data=tmp_path) as server:
            server.kill()
        assert (tmp_path / "server.json").exists()
        done = fogbank_command("down", "--data", str(tmp_path))
        assert done.stderr == f"fogbank: no server runs on {tmp_path}: start one with 'fogbank up'\n"
        with served(data=tmp_path) as again:
            assert again.url in fogbank_command("status", "--data", str(tmp_path)).stdout
            os.kill(again.process.pid, signal.SIGTERM)
            assert again.process.wait(30) == 0
