"""AWS's managed policies, all of them, as AWS publishes them; read when first asked.

`python3 -m dev managed-policies` makes the data file. Only the default version of each is kept. A description is there
for well-known ones, an id as AWS has it for some; the other ids are derived from the name and so the same everywhere.
Source: AWS Managed Policy Reference; dev/managed_policies.py says where the documents come from.
"""

import base64
import hashlib
import lzma
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

_HOME = ":iam::aws:policy/"


class ManagedPolicy(NamedTuple):
    """`path`: "/", "/job-function/", …; `default_version`: "v3"; `document`: JSON; instants in epoch seconds."""

    arn: str
    name: str
    path: str
    id: str
    description: str
    default_version: str
    document: str
    created_at: float
    updated_at: float


def find(arn: str) -> ManagedPolicy | None:
    """The policy with this ARN, "arn:aws:iam::aws:policy/…"; of whatever partition the ARN is."""
    partition, home, name = arn.removeprefix("arn:").partition(_HOME)
    return _all(partition).get(name) if home else None


def every(partition: str = "aws") -> Sequence[ManagedPolicy]:
    """All of them, ordered by path and name."""
    return tuple(_all(partition).values())


@lru_cache(maxsize=8)
def _all(partition: str) -> dict[str, ManagedPolicy]:
    """By what stands behind "policy/" in the ARN."""
    packed = Path(__file__).with_name("_managed.tsv.xz").read_bytes()
    found = {}
    for line in sorted(lzma.decompress(packed).decode().splitlines()):
        arn, identifier, version, created, updated, description, document = line.split("\t")
        inner = arn.partition(_HOME)[2]
        folder, _, name = inner.rpartition("/")
        found[inner] = ManagedPolicy(
            f"arn:{partition}{_HOME}{inner}",
            name,
            f"/{folder}/" if folder else "/",
            identifier or _derived(inner),
            description,
            version,
            document if partition == "aws" else document.replace('"arn:aws:', f'"arn:{partition}:'),
            datetime.fromisoformat(created).timestamp(),
            datetime.fromisoformat(updated).timestamp(),
        )
    return found


def _derived(name: str) -> str:
    """ANPA and 17 characters, as AWS's ids have. Source: IAM User Guide, IAM identifiers, Unique identifiers."""
    digest = hashlib.sha256(f"managed policy {name}".encode()).digest()
    return "ANPAI" + base64.b32encode(digest).decode()[:16]
