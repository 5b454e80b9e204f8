"""The root key pair: told once, replaced, deleted, and the way back in. Its form: docs/interfaces.md."""

import json
import stat
from pathlib import Path
from typing import Any

from tests.app.served import KEYS, Served, fogbank_command, served
from tests.journeys.identities import ACCOUNT, Credentials, document, refused, root_of, signing

STRICT = ("--auth", "strict")
GONE = (403, "InvalidClientTokenId")


def who(server: Served, credentials: Credentials) -> str:
    answer: str = signing(server, "sts", credentials).get_caller_identity()["Arn"]
    return answer


def turned_away(server: Served, credentials: Credentials) -> bool:
    return refused(signing(server, "sts", credentials), "get_caller_identity") == GONE


def root_keys(server: Served, credentials: Credentials) -> int:
    """IAM-020."""
    summary: dict[str, int] = signing(server, "iam", credentials).get_account_summary()["SummaryMap"]
    return summary["AccountAccessKeysPresent"]


def admin_of(server: Served) -> dict[str, Any]:
    """The key of a new user who may do everything."""
    iam = signing(server, "iam", root_of(server))
    iam.create_user(UserName="admin")
    everything = document({"Action": "*", "Resource": "*"})
    iam.put_user_policy(UserName="admin", PolicyName="all", PolicyDocument=everything)
    key: dict[str, Any] = iam.create_access_key(UserName="admin")["AccessKey"]
    return key


def test_it_is_told_at_the_first_strict_start_though_others_have_keys(tmp_path: Path) -> None:
    with served(data=tmp_path) as server:
        assert server.before_ready == []
        lenient = {"AccessKeyId": KEYS["AWS_ACCESS_KEY_ID"], "SecretAccessKey": "x"}
        iam = signing(server, "iam", lenient)
        iam.create_user(UserName="al")
        key = iam.create_access_key(UserName="al")["AccessKey"]
    with served(*STRICT, data=tmp_path) as server:
        assert who(server, root_of(server)) == f"arn:aws:iam::{ACCOUNT}:root"
        assert who(server, key).endswith(":user/al")


def test_one_that_is_deleted_stays_so_until_a_new_one_is_asked_for(tmp_path: Path) -> None:
    """IAM-020: root keys can be absent."""
    with served(*STRICT, data=tmp_path) as server:
        root, admin = root_of(server), admin_of(server)
        assert root_keys(server, admin) == 1
        signing(server, "iam", root).delete_access_key(AccessKeyId=root["AccessKeyId"])
        assert turned_away(server, root)
        assert root_keys(server, admin) == 0
    with served(*STRICT, data=tmp_path) as server:
        assert server.before_ready == []
        assert root_keys(server, admin) == 0
    with served(*STRICT, "--new-root-key", data=tmp_path) as server:
        assert who(server, root_of(server)) == f"arn:aws:iam::{ACCOUNT}:root"
        assert root_keys(server, admin) == 1
    with served(*STRICT, data=tmp_path) as server:
        assert server.before_ready == []


def test_a_new_one_ends_the_others_and_their_sessions(tmp_path: Path) -> None:
    with served(*STRICT, data=tmp_path) as server:
        old, admin = root_of(server), admin_of(server)
        second = signing(server, "iam", old).create_access_key()["AccessKey"]
        session = signing(server, "sts", old).get_session_token()["Credentials"]
        mine = signing(server, "sts", admin).get_session_token()["Credentials"]
        assert {who(server, each) for each in (old, second, session)} == {f"arn:aws:iam::{ACCOUNT}:root"}
    with served(*STRICT, "--new-root-key", data=tmp_path) as server:
        assert all(turned_away(server, each) for each in (old, second, session))
        assert who(server, root_of(server)) == f"arn:aws:iam::{ACCOUNT}:root"
        assert who(server, mine) == who(server, admin) == f"arn:aws:iam::{ACCOUNT}:user/admin"


def test_one_that_is_not_active_can_be_replaced(tmp_path: Path) -> None:
    with served(*STRICT, data=tmp_path) as server:
        root = root_of(server)
        signing(server, "iam", root).update_access_key(AccessKeyId=root["AccessKeyId"], Status="Inactive")
        assert turned_away(server, root)
    with served("--new-root-key", data=tmp_path) as server:  # in a lenient start too
        assert who(server, root_of(server)) == f"arn:aws:iam::{ACCOUNT}:root"


def test_in_the_background_the_command_tells_it_and_the_log_does_not(tmp_path: Path) -> None:
    options = ("--detach", "--port", "0", *STRICT, "--data", str(tmp_path))
    pairs = []
    for more in ((), ("--new-root-key",)):
        done = fogbank_command("up", *options, *more)
        try:
            assert (done.returncode, done.stderr) == (0, "")
            told, ready = done.stdout.splitlines()
            assert told.startswith("Root key (shown once): AWS_ACCESS_KEY_ID=AKIA")
            assert ready.startswith("Ready: ")
            pairs.append(dict(word.split("=", 1) for word in told.split()[4:]))
        finally:
            fogbank_command("down", "--data", str(tmp_path))
    assert pairs[0] != pairs[1]
    log = (tmp_path / "log").read_text()
    assert not any(value in log for pair in pairs for value in pair.values())


def test_a_reset_leaves_it_and_nobody_else(tmp_path: Path) -> None:
    with served(*STRICT, data=tmp_path) as server:
        root, admin = root_of(server), admin_of(server)
        session = signing(server, "sts", root).get_session_token()["Credentials"]
        assert fogbank_command("reset", "--data", str(tmp_path)).returncode == 0
        assert who(server, root) == f"arn:aws:iam::{ACCOUNT}:root"
        assert all(turned_away(server, each) for each in (admin, session))


def test_only_the_owner_reads_the_secrets(tmp_path: Path) -> None:
    with served(*STRICT, data=tmp_path) as server:
        secret = root_of(server)["SecretAccessKey"].encode()
        assert fogbank_command("snapshot", "save", "s", "--data", str(tmp_path)).returncode == 0
        files = [path for path in tmp_path.rglob("*") if path.is_file() and secret in path.read_bytes()]
        assert tmp_path / "snapshots/s/store.db" in files
        for path in files:
            assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
        env = fogbank_command("env", "--shell", "json", "--data", str(tmp_path))
        assert not {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"} & set(json.loads(env.stdout))
