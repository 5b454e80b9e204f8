"""`fogbank ca`: where the authority is, and the stores of a machine that are made to trust it.

The stores are folders of the test's own, with tools that write down how they were called: a test must not make the
machine that runs it trust anything.
"""

import os
from pathlib import Path

import pytest

from fogbank.app.cli import trust
from fogbank.planes.authority import LocalAuthority
from tests.app.served import fogbank_command, served

NOW = 1_893_456_000.0


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    return LocalAuthority(tmp_path / "ca", lambda: NOW).certificate_path


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty PATH (but for the shell's own tools) to put tools into."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("cp", "rm", "sh"):
        found = next(Path(place) / name for place in os.environ["PATH"].split(":") if (Path(place) / name).exists())
        (folder / name).symlink_to(found)
    monkeypatch.setenv("PATH", str(folder))
    return folder


def tool(folder: Path, name: str, *, fails: bool = False) -> Path:
    """A tool that logs its arguments; its log."""
    log = folder / f"{name}.log"
    (folder / name).write_text(f'#!/bin/sh\necho "$@" >> {log}\n' + ("echo no >&2; exit 3\n" if fails else ""))
    (folder / name).chmod(0o755)
    return log


def debian(root: Path) -> Path:
    folder = root / "usr/local/share/ca-certificates"
    folder.mkdir(parents=True)
    return folder


class TestStores:
    def test_a_machine_without_any(self, certificate: Path, tools: Path, tmp_path: Path) -> None:
        assert trust.stores(certificate, tmp_path, tmp_path) == []

    def test_debian_puts_and_removes(self, certificate: Path, tools: Path, tmp_path: Path) -> None:
        log, folder = tool(tools, "update-ca-certificates"), debian(tmp_path)
        (store,) = trust.stores(certificate, tmp_path, tmp_path)
        assert trust.run(store, store.put) is None
        (file,) = folder.iterdir()
        assert (file.suffix, file.read_bytes()) == (".crt", certificate.read_bytes())
        assert trust.run(store, store.remove) is None
        assert list(folder.iterdir()) == []
        assert log.read_text() == "\n\n"

    def test_authorities_of_two_clouds_lie_side_by_side(self, certificate: Path, tools: Path, tmp_path: Path) -> None:
        tool(tools, "update-ca-certificates")
        folder = debian(tmp_path)
        other = LocalAuthority(tmp_path / "other", lambda: NOW).certificate_path
        for one in (certificate, other, certificate):
            (store,) = trust.stores(one, tmp_path, tmp_path)
            trust.run(store, store.put)
        assert len(list(folder.iterdir())) == 2

    @pytest.mark.parametrize("folder", ["etc/pki/ca-trust/source/anchors", "etc/ca-certificates/trust-source/anchors"])
    def test_systems_with_update_ca_trust(self, certificate: Path, tools: Path, tmp_path: Path, folder: str) -> None:
        tool(tools, "update-ca-trust")
        (tmp_path / folder).mkdir(parents=True)
        (store,) = trust.stores(certificate, tmp_path, tmp_path)
        assert trust.run(store, store.put) is None
        assert len(list((tmp_path / folder).iterdir())) == 1

    def test_p11_kit_where_there_is_no_folder(self, certificate: Path, tools: Path, tmp_path: Path) -> None:
        log = tool(tools, "trust")
        (tmp_path / "etc").mkdir()
        (store,) = trust.stores(certificate, tmp_path, tmp_path)
        assert trust.run(store, store.put) is None
        assert trust.run(store, store.remove) is None
        assert log.read_text() == f"anchor {certificate}\nanchor --remove {certificate}\n"

    def test_nss_databases_of_the_user(self, certificate: Path, tools: Path, tmp_path: Path) -> None:
        log = tool(tools, "certutil")
        for place in (".pki/nssdb", ".mozilla/firefox/abc.default", ".mozilla/firefox/Crash Reports"):
            (tmp_path / place).mkdir(parents=True)
        for place in (".pki/nssdb", ".mozilla/firefox/abc.default"):
            (tmp_path / place / "cert9.db").touch()
        found = trust.stores(certificate, tmp_path, tmp_path)
        assert [trust.run(store, store.put) for store in found] == [None, None]
        first, second = log.read_text().splitlines()
        assert first.startswith(f"-d sql:{tmp_path}/.pki/nssdb -A -t C,, -n fogbank-")
        assert second.startswith(f"-d sql:{tmp_path}/.mozilla/firefox/abc.default -A")


class TestWhatCannotBeDone:
    def test_a_tool_that_fails_is_told_with_its_words(self, certificate: Path, tools: Path, tmp_path: Path) -> None:
        tool(tools, "update-ca-certificates", fails=True)
        debian(tmp_path)
        (store,) = trust.stores(certificate, tmp_path, tmp_path)
        assert trust.run(store, store.put) == "update-ca-certificates failed (no)"

    def test_a_place_that_is_not_there_is_not_changed(self, certificate: Path, tools: Path, tmp_path: Path) -> None:
        tool(tools, "update-ca-certificates")
        folder = debian(tmp_path)
        (store,) = trust.stores(certificate, tmp_path, tmp_path)
        folder.rmdir()
        assert trust.run(store, store.put) == "this user may not change it"

    def test_commands_are_shown_as_one_types_them(self) -> None:
        command = ("cp", "/a b/root.pem", "/c")
        assert trust.shown(command, as_root=True) == "sudo cp '/a b/root.pem' /c"
        assert trust.shown(command, as_root=False) == "cp '/a b/root.pem' /c"


class TestCommand:
    def test_show_path_and_pem_say_the_same(self, tmp_path: Path) -> None:
        with served(data=tmp_path / "data") as server:
            where = ("--data", str(server.data))
            path = fogbank_command("ca", "path", *where).stdout.strip()
            assert path == str(tmp_path / "data/ca/root.pem")
            assert fogbank_command("ca", *where).stdout == fogbank_command("ca", "show", *where).stdout
            assert fogbank_command("ca", "show", *where).stdout.startswith(f"Certificate: {path}\n")
            assert fogbank_command("ca", "--pem", *where).stdout == Path(path).read_text()

    def test_a_machine_without_a_store_is_told_where_the_certificate_is(self, tmp_path: Path, tools: Path) -> None:
        with served(data=tmp_path / "data") as server:
            done = fogbank_command("ca", "install", "--data", str(server.data), PATH=str(tools), HOME=str(tmp_path))
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith("fogbank: no trust store that Fogbank knows is on this machine")
        assert done.stderr.rstrip().endswith(f"{tmp_path}/data/ca/root.pem")

    def test_install_and_uninstall_go_through_the_stores(self, tmp_path: Path, tools: Path) -> None:
        log = tool(tools, "certutil")
        (tmp_path / ".pki/nssdb").mkdir(parents=True)
        (tmp_path / ".pki/nssdb/cert9.db").touch()
        with served(data=tmp_path / "data") as server:
            for verb, told in (("install", "trusts the authority now"), ("uninstall", "trusts it no more")):
                done = fogbank_command("ca", verb, "--data", str(server.data), PATH=str(tools), HOME=str(tmp_path))
                assert (done.returncode, done.stderr) == (0, "")
                assert done.stdout == f"NSS {tmp_path}/.pki/nssdb: {told}\n"
        assert [line.split()[2] for line in log.read_text().splitlines()] == ["-A", "-D"]

    def test_what_failed_is_shown_as_commands(self, tmp_path: Path, tools: Path) -> None:
        tool(tools, "certutil", fails=True)
        (tmp_path / ".pki/nssdb").mkdir(parents=True)
        (tmp_path / ".pki/nssdb/cert9.db").touch()
        with served(data=tmp_path / "data") as server:
            done = fogbank_command("ca", "install", "--data", str(server.data), PATH=str(tools), HOME=str(tmp_path))
        assert done.returncode == 1
        first, second = done.stdout.splitlines()
        assert first == f"NSS {tmp_path}/.pki/nssdb: certutil failed (no). Run:"
        assert second.startswith(f"  certutil -d sql:{tmp_path}/.pki/nssdb -A -t C,, -n fogbank-")
