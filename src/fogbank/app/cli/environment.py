"""`fogbank env`: the variables that point AWS's clients at the server."""

import argparse
import json
import shlex

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

        if admin.running is None or admin.running.data is None:
            raise Failure("the certificate authority of a server without a data directory cannot be found")
        bundle = str(certificate(admin.running.data))
        variables["AWS_ENDPOINT_URL"] = variables["AWS_ENDPOINT_URL"].replace("http://", "https://", 1)
        variables |= {"AWS_CA_BUNDLE": bundle, "NODE_EXTRA_CA_CERTS": bundle}
    if asked.shell == "json":
        print(json.dumps(variables, indent=2))
        return
    for name, value in variables.items():
        print(f"set -gx {name} {shlex.quote(value)};" if asked.shell == "fish" else f"export {name}={shlex.quote(value)}")
