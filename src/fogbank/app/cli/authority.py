"""`fogbank ca`: the local certificate authority, which clients must trust to use HTTPS."""

import argparse
import time
from pathlib import Path

from fogbank.app.cli.failure import Failure
from fogbank.app.cli.target import process

_HOW = """\
Until a client trusts it, HTTPS fails there. For this shell only:
  eval "$(fogbank env --https)"
For one client:
  AWS CLI, boto3   AWS_CA_BUNDLE={path}
  Node.js          NODE_EXTRA_CA_CERTS={path}
  curl             curl --cacert {path} ...
For the whole machine (needs root):
  Debian, Ubuntu   cp {path} /usr/local/share/ca-certificates/fogbank.crt && update-ca-certificates
  Fedora, RHEL     cp {path} /etc/pki/ca-trust/source/anchors/fogbank.pem && update-ca-trust
  macOS            security add-trusted-cert -d -k /Library/Keychains/System.keychain {path}"""


def certificate(root: Path) -> Path:
    """The authority's certificate in PEM; made where the server's directory has none yet."""
    from fogbank.wire.tls import Authority

    try:
        return Authority(root / "ca", time.time).certificate_path
    except PermissionError as error:
        raise Failure(f"{error.filename}: {error.strerror}") from None


def show(asked: argparse.Namespace) -> None:
    """Print where the certificate is and how to install it, or the certificate itself."""
    running, _ = process(asked)
    path = certificate(Path(running.root))
    if asked.pem:
        print(path.read_text(), end="")
    else:
        print(f"Certificate: {path}\n{_HOW.format(path=path)}")
