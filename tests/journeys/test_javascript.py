"""The JavaScript SDK v3, unmodified: js/journey.mjs, js/identity.mjs."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.served import Served, environment, fogbank_command, served
from tests.journeys.identities import role, root_of, signing, trusting, user

FOLDER = Path(__file__).parent / "js"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A strict server, so that every signature is verified."""
    with served("--auth", "strict", data=tmp_path_factory.mktemp("data")) as server:
        yield server


def run(server: Served, script: str, *arguments: str, options: tuple[str, ...] = (), **env: str) -> None:
    """Run a script to its end, told of the server what `fogbank env` tells."""
    node = shutil.which("node")
    assert node, "the tests of the JavaScript SDK need Node.js (Debian: nodejs, npm)"
    assert (FOLDER / "node_modules/@aws-sdk").exists(), f"run `npm ci` in {FOLDER}, or `python3 -m dev test`"
    told = fogbank_command("env", "--shell", "json", *options, "--data", str(server.data))
    done = subprocess.run(
        [node, script, *arguments],
        check=False,
        cwd=FOLDER,
        env=environment(**{**json.loads(told.stdout), **env}),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (0, "done\n"), done.stderr


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_the_sdk_for_javascript(server: Served, scheme: str) -> None:
    options = ("--https",) if scheme == "https" else ()
    run(server, "journey.mjs", f"from-js-{scheme}", options=options, **server.root_key)


CONFIG = """
[profile user]
aws_access_key_id = {AccessKeyId}
aws_secret_access_key = {SecretAccessKey}
[profile role]
source_profile = user
role_arn = {role}
external_id = from-js
[profile stranger]
source_profile = user
role_arn = {role}
external_id = wrong
"""


def test_a_user_who_enters_a_role(server: Served, tmp_path: Path) -> None:
    """IAM-017, STS-001, STS-002: the SDK's own chain of credentials, from profiles in a file."""
    s3 = signing(server, "s3", root_of(server))
    s3.create_bucket(Bucket="for-js")
    s3.put_object(Bucket="for-js", Key="a", Body=b"water")
    arn, key = user(server, "js", {"Action": "sts:AssumeRole", "Resource": "*"})
    trust = trusting({"AWS": arn}, StringEquals={"sts:ExternalId": "from-js"})
    reader = role(server, "js", trust, {"Action": "s3:GetObject", "Resource": "arn:aws:s3:::for-js/*"})
    (tmp_path / "config").write_text(CONFIG.format(role=reader, **key))
    files = {"AWS_CONFIG_FILE": str(tmp_path / "config"), "AWS_SHARED_CREDENTIALS_FILE": "/nonexistent"}
    run(server, "identity.mjs", "for-js", **files)
