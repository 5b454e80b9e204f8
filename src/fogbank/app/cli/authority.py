"""`fogbank ca`: the local certificate authority, which clients must trust to use HTTPS."""

import argparse
import time
from pathlib import Path

from fogbank.app.cli import trust
from fogbank.app.cli.failure import Failure
from fogbank.app.cli.target import process

_HOW = """\
Until a client trusts it, HTTPS fails there. For this shell only:
  eval "$(fogbank env --https)"
For one client:
  AWS CLI, boto3   AWS_CA_BUNDLE={path}
  Node.js          NODE_EXTRA_CA_CERTS={path}
  curl             curl --cacert {path} ...
For the whole machine (needs root there; `fogbank ca uninstall` takes it back):
  fogbank ca install"""


def certificate(root: Path) -> Path:
    """The authority's certificate in PEM; made where the server's directory has none yet."""
    from fogbank.planes.authority import LocalAuthority

    try:
        return LocalAuthority(root / "ca", time.time).certificate_path
    except PermissionError as error:
        raise Failure(f"{error.filename}: {error.strerror}") from None


def ca(asked: argparse.Namespace) -> int:
    """Do what the verb says with the authority of the server that is meant."""
    running, _ = process(asked)
    path = certificate(Path(running.root))
    if asked.verb in ("install", "uninstall"):
        return _change(path, asked.verb)
    if asked.pem:
        print(path.read_text(), end="")
    elif asked.verb == "path":
        print(path)
    else:
        print(f"Certificate: {path}\n{_HOW.format(path=path)}")
    return 0


def _change(path: Path, verb: str) -> int:
    """Go through the machine's stores; the exit code is 0 where each that there is was changed."""
    found = trust.stores(path, Path("/"), Path.home())
    if not found:
        raise Failure(f"no trust store that Fogbank knows is on this machine; the certificate is {path}")
    done = True
    for store in found:
        commands = store.put if verb == "install" else store.remove
        why = trust.run(store, commands)
        if why is None:
            print(f"{store.name}: {'trusts the authority now' if verb == 'install' else 'trusts it no more'}")
            continue
        done = False
        print(f"{store.name}: {why}. Run:")
        for command in commands:
            print(f"  {trust.shown(command, as_root=store.of_the_machine)}")
    return 0 if done else 1
