"""`dev regen`: every generated file, written anew or compared with what is there."""

import gzip
from collections.abc import Iterator, Sequence
from pathlib import Path

from dev import authorization, catalogue, docs, shapes
from dev.project import ROOT, SERVICES, say, service_folders, service_name
from dev.venv import TEST, inside


def regen(arguments: Sequence[str]) -> int:
    """Write the generated files that are not as they should be."""
    elsewhere = inside(TEST, command="regen", arguments=arguments)
    if elsewhere is not None:
        return elsewhere
    written = 0
    for path, content in stale(ROOT):
        target = ROOT / path
        if content is None:
            target.unlink()
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(_packed(target, content))
        say(f"{'removed' if content is None else 'wrote'} {path}")
        written += 1
    if not written:
        say("every generated file is current")
    return 0


def stale(root: Path) -> Iterator[tuple[str, str | None]]:
    """Path and right content (None: it should not be there) of each generated file that is not current."""
    wanted = generated(root)
    for path, content in wanted.items():
        target = root / path
        if not target.exists() or _unpacked(target) != content:
            yield path, content
    for page in sorted((root / docs.FOLDER).glob("*.md")):
        path = page.relative_to(root).as_posix()
        if path not in wanted:
            yield path, None


def generated(root: Path) -> dict[str, str]:
    """Everything that is generated: path below the root, and content."""
    files = catalogue.generate() | authorization.generate()
    for package in service_folders(root):
        files[f"{SERVICES}/{package.name}/_shapes.py"] = shapes.generate(service_name(package.name))
    return files | docs.generate(root)


def _packed(target: Path, content: str) -> bytes:
    """The bytes of a generated file: the same for the same text and the same zlib."""
    raw = content.encode()
    return gzip.compress(raw, mtime=0) if target.suffix == ".gz" else raw


def _unpacked(target: Path) -> str:
    """The text of a generated file: another zlib may have packed it."""
    raw = target.read_bytes()
    return (gzip.decompress(raw) if target.suffix == ".gz" else raw).decode()
