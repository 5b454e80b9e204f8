"""`fogbank aws`: the AWS CLI, pointed at the server."""

import argparse
import importlib.util
import os
import shutil
import sys

from fogbank.app.cli.environment import KEY, REGION
from fogbank.app.cli.failure import Failure
from fogbank.app.cli.target import Admin


def aws(arguments: list[str]) -> int:
    """Become the AWS CLI. Keys and region that the user has set are kept; the endpoint is always the server's."""
    admin = Admin(argparse.Namespace(data=None, url=None))
    command = _find()
    assert admin.running is not None
    given = {"AWS_DEFAULT_REGION": REGION}
    if admin.running.auth == "lenient":
        given |= {"AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": KEY}
    for name, value in given.items():
        os.environ.setdefault(name, value)
    sys.stdout.flush()
    os.execv(command[0], [*command, "--endpoint-url", admin.url, *arguments])


def _find() -> list[str]:
    if importlib.util.find_spec("awscli") is not None:
        return [sys.executable, "-m", "awscli"]
    if found := shutil.which("aws"):
        return [found]
    raise Failure("the AWS CLI is not installed: 'pip install awscli' beside Fogbank, or put 'aws' on the PATH")
