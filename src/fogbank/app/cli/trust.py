"""The stores of trusted authorities that a machine may have, and the commands that change each.

A store is changed by the tools of its own system and never by hand, so what is done here is what a person would type,
and is printed where this user may not do it.
"""

import hashlib
import os
import shlex
import shutil
import ssl
import subprocess
from pathlib import Path
from typing import NamedTuple

Command = tuple[str, ...]
_TOOL_S = 120


class TrustStore(NamedTuple):
    """One store. `place` is what must be writable; `of_the_machine`: only root may change it."""

    name: str
    place: Path
    put: tuple[Command, ...]
    remove: tuple[Command, ...]
    of_the_machine: bool = True


class _System(NamedTuple):
    name: str
    folder: str
    suffix: str
    tool: str


_SYSTEMS = (
    _System("Debian, Ubuntu", "usr/local/share/ca-certificates", ".crt", "update-ca-certificates"),
    _System("Fedora, RHEL", "etc/pki/ca-trust/source/anchors", ".pem", "update-ca-trust"),
    _System("openSUSE", "etc/pki/trust/anchors", ".pem", "update-ca-certificates"),
    _System("Arch", "etc/ca-certificates/trust-source/anchors", ".crt", "update-ca-trust"),
)
"""Source: update-ca-certificates(8), update-ca-trust(8)."""


def stores(certificate: Path, root: Path, home: Path) -> list[TrustStore]:
    """The stores below `root` and of the user's `home` that could trust a certificate (PEM)."""
    name = f"fogbank-{_fingerprint(certificate)}"
    return [*_system(certificate, name, root), *_databases(certificate, name, home)]


def run(store: TrustStore, commands: tuple[Command, ...]) -> str | None:
    """Run a store's commands; why that was not possible, else None."""
    if not os.access(store.place, os.W_OK):
        return "this user may not change it"
    for command in commands:
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_TOOL_S)
        except (OSError, subprocess.TimeoutExpired) as error:
            return f"{command[0]} did not run ({error})"
        if done.returncode:
            return f"{command[0]} failed ({done.stderr.strip() or done.returncode})"
    return None


def shown(command: Command, *, as_root: bool) -> str:
    """The command as one types it."""
    return ("sudo " if as_root else "") + shlex.join(command)


def _fingerprint(certificate: Path) -> str:
    """So that the authorities of several clouds lie side by side."""
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(certificate.read_text())).hexdigest()[:12]


def _system(certificate: Path, name: str, root: Path) -> list[TrustStore]:
    """The machine's own store: the first system whose folder and tool are here, else p11-kit's, else macOS's."""
    for system in _SYSTEMS:
        folder = root / system.folder
        if folder.is_dir() and shutil.which(system.tool):
            file = str(folder / f"{name}{system.suffix}")
            put = (("cp", str(certificate), file), (system.tool,))
            return [TrustStore(system.name, folder, put, (("rm", "-f", file), (system.tool,)))]
    if shutil.which("trust"):
        file = str(certificate)
        anchors = root / "etc"
        return [TrustStore("p11-kit", anchors, (("trust", "anchor", file),), (("trust", "anchor", "--remove", file),))]
    keychain = root / "Library/Keychains/System.keychain"
    if keychain.exists() and shutil.which("security"):
        add = ("security", "add-trusted-cert", "-d", "-k", str(keychain), str(certificate))
        take = ("security", "remove-trusted-cert", "-d", str(certificate))
        return [TrustStore("macOS", keychain, (add,), (take,))]
    return []


def _databases(certificate: Path, name: str, home: Path) -> list[TrustStore]:
    """NSS databases, which Firefox and Chromium have of their own, where certutil is there to change them."""
    if not shutil.which("certutil"):
        return []
    folders = [home / ".pki/nssdb", *sorted(home.glob(".mozilla/firefox/*"))]
    found = []
    for folder in folders:
        if not (folder / "cert9.db").exists():
            continue
        tool = ("certutil", "-d", f"sql:{folder}")
        put = ((*tool, "-A", "-t", "C,,", "-n", name, "-i", str(certificate)),)
        found.append(TrustStore(f"NSS {folder}", folder, put, ((*tool, "-D", "-n", name),), of_the_machine=False))
    return found
