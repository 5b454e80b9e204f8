"""`fogbank env`: the variables that point AWS's clients at the server."""

import argparse
import json
import shlex
from pathlib import Path

from fogbank.app.cli.failure import Failure
from fogbank.app.cli.target import Admin, reachable

REGION = "us-east-1"
KEY = "test"


def env(asked: argparse.Namespace) -> None:
    """Print the variables in the form that the shell evaluates."""
    if asked.proxy:
        raise Failure("'env --proxy' is not available yet", exit_code=2)
    admin = Admin(asked)
    variables = {"AWS_ENDPOINT_URL": reachable(admin.url), "AWS_REGION": REGION, "AWS_DEFAULT_REGION": REGION}
    if admin.running is None or admin.running.auth == "lenient":
        variables |= {"AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": KEY}
    if asked.https:
        from fogbank.app.cli.authority import certificate

        if admin.running is None:
            raise Failure("the certificate of a server elsewhere cannot be read: use --data instead of --url")
        bundle = str(certificate(Path(admin.running.root)))
        variables["AWS_ENDPOINT_URL"] = variables["AWS_ENDPOINT_URL"].replace("http://", "https://", 1)
        variables |= {"AWS_CA_BUNDLE": bundle, "NODE_EXTRA_CA_CERTS": bundle}
    if asked.shell == "json":
        print(json.dumps(variables, indent=2))
        return
    form = "set -gx {} {};" if asked.shell == "fish" else "export {}={}"
    for name, value in variables.items():
        print(form.format(name, shlex.quote(value)))
