"""Follows docs/adding-an-operation.md in a copy of the project, as its reader does."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import boto3
import pytest

from dev import scaffold, where
from tests.app.served import SRC, environment, served

ROOT = SRC.parent if (SRC.parent / "docs").exists() else Path(__file__).parents[2]
PAGE = ROOT / "docs/adding-an-operation.md"
FILE = re.compile(r"```python\n# (\S+)\n(.*?)```", re.DOTALL)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project after steps 1 to 6, without the service that the page makes."""
    root = tmp_path_factory.mktemp("project")
    ignore = shutil.ignore_patterns("__pycache__", "node_modules", ".*_cache", "account")
    for name in ("src", "tests"):
        shutil.copytree(ROOT / name, root / name, ignore=ignore)
    shutil.copy(ROOT / "pyproject.toml", root)
    lines, found = where.places(root, "account", "GetAlternateContact")
    assert (lines[0] in PAGE.read_text(), found) == (True, False)
    written = scaffold.write(root, "account")
    for path, text in FILE.findall(PAGE.read_text()):
        assert path in written or path.endswith(("operations/contacts.py", "test_get_alternate_contact.py")), path
        (root / path).write_text(text)
    return root


def test_the_handler_is_found(project: Path) -> None:
    lines, found = where.places(project, "account", "GetAlternateContact")
    assert found
    assert lines[0].startswith("src/fogbank/services/account/operations/contacts.py:")
    assert lines[1] == "tests/services/account/test_get_alternate_contact.py:1"


def test_its_tests_pass(project: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/services/account"],
        check=False,
        cwd=project,
        env=environment(PYTHONPATH=str(project / "src")),
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "4 passed" in done.stdout


def test_a_client_uses_it(project: Path) -> None:
    with served(env=environment(PYTHONPATH=str(project / "src"))) as server:
        assert "account" in server.admin("health")["services"]
        client = boto3.client(
            "account",
            endpoint_url=server.url,
            region_name="us-east-1",
            aws_access_key_id="test",
            aws_secret_access_key="test",
        )
        contact = {"Name": "Jo", "Title": "CFO", "EmailAddress": "jo@example.com", "PhoneNumber": "+15555550100"}
        client.put_alternate_contact(AlternateContactType="BILLING", **contact)
        told = client.get_alternate_contact(AlternateContactType="BILLING")["AlternateContact"]
        assert told == {**contact, "AlternateContactType": "BILLING"}
        with pytest.raises(client.exceptions.ResourceNotFoundException, match="No contact of the inputted"):
            client.get_alternate_contact(AlternateContactType="SECURITY")
