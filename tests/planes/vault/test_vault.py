"""The vault: one root key, in a file that only its owner reads, or in memory."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fogbank.app.build import Cloud
from fogbank.app.settings import Settings
from fogbank.planes.vault import KeyFileError, RootVault, WrongKey
from tests.cloud import Driver, running

SECRET = b"0123456789abcdef0123456789abcdef"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "vault.key"


async def _load(driver: Driver, name: str) -> None:
    driver.cloud.load(name)  # it sets timers, so it wants the loop


class TestWrapping:
    def test_a_secret_comes_back(self) -> None:
        vault = RootVault(None)
        assert vault.unwrap(vault.wrap(SECRET)) == SECRET
        assert vault.unwrap(vault.wrap(b"")) == b""

    def test_what_is_wrapped_does_not_show_the_secret_and_differs_each_time(self) -> None:
        vault = RootVault(None)
        wrapped = {vault.wrap(SECRET) for _ in range(8)}
        assert len(wrapped) == 8
        assert not any(SECRET in each for each in wrapped)

    def test_the_form_is_aes_256_gcm_under_the_key_of_the_file(self, path: Path) -> None:
        wrapped = RootVault(path).wrap(SECRET)
        key = path.read_bytes()
        assert (len(key), wrapped[0]) == (32, 1)
        assert AESGCM(key).decrypt(wrapped[1:13], wrapped[13:], b"fogbank.vault\x01") == SECRET

    def test_another_vault_or_a_changed_byte_does_not_open(self, path: Path) -> None:
        wrapped = RootVault(path).wrap(SECRET)
        stranger = RootVault(None)
        stranger.wrap(SECRET)
        with pytest.raises(WrongKey):
            stranger.unwrap(wrapped)
        for at in (0, 5, 20, len(wrapped) - 1):
            changed = wrapped[:at] + bytes((wrapped[at] ^ 1,)) + wrapped[at + 1 :]
            with pytest.raises(WrongKey):
                RootVault(path).unwrap(changed)

    def test_it_remembers_a_bounded_number_of_open_secrets(self) -> None:
        vault = RootVault(None)
        wrapped = [vault.wrap(str(number).encode()) for number in range(1100)]
        assert len(vault._open) == 1024
        assert [vault.unwrap(each) for each in wrapped] == [str(number).encode() for number in range(1100)]


class TestFile:
    def test_it_is_made_when_it_is_needed_and_only_its_owner_reads_it(self, path: Path) -> None:
        vault = RootVault(path)
        assert not path.exists()
        vault.wrap(SECRET)
        assert path.stat().st_mode & 0o777 == 0o600
        assert not path.with_name("vault.key.part").exists()

    def test_a_second_process_opens_what_the_first_one_wrapped(self, path: Path) -> None:
        wrapped = RootVault(path).wrap(SECRET)
        assert RootVault(path).unwrap(wrapped) == SECRET

    def test_what_a_crash_left_is_replaced(self, path: Path) -> None:
        path.with_name("vault.key.part").write_bytes(b"half")
        RootVault(path).wrap(SECRET)
        assert len(path.read_bytes()) == 32

    @pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o610])
    def test_a_file_that_others_may_use_is_refused(self, path: Path, mode: int) -> None:
        wrapped = RootVault(path).wrap(SECRET)
        path.chmod(mode)
        with pytest.raises(KeyFileError, match="may be read or changed by others"):
            RootVault(path).unwrap(wrapped)
        path.chmod(0o600)
        assert RootVault(path).unwrap(wrapped) == SECRET

    def test_a_file_of_another_length_or_kind_is_refused(self, path: Path, tmp_path: Path) -> None:
        path.write_bytes(b"short")
        path.chmod(0o600)
        with pytest.raises(KeyFileError, match="5 bytes"):
            RootVault(path).wrap(SECRET)
        path.unlink()
        path.symlink_to(tmp_path / "elsewhere")
        with pytest.raises(KeyFileError, match="cannot be read"):
            RootVault(path).wrap(SECRET)

    def test_a_missing_file_makes_no_new_key_for_old_secrets(self, path: Path) -> None:
        wrapped = RootVault(path).wrap(SECRET)
        path.unlink()
        with pytest.raises(WrongKey, match="missing"):
            RootVault(path).unwrap(wrapped)
        assert not path.exists()


class TestInACloud:
    def test_a_cloud_that_keeps_no_secret_has_no_key(self, tmp_path: Path) -> None:
        with running(data=tmp_path) as driver:
            driver.call("sts", "GetCallerIdentity")
        assert not (tmp_path / "vault.key").exists()

    def test_it_does_not_begin_with_a_file_that_others_may_read(self, tmp_path: Path) -> None:
        (tmp_path / "vault.key").write_bytes(SECRET)
        (tmp_path / "vault.key").chmod(0o644)
        with pytest.raises(KeyFileError, match="chmod 600"):
            Cloud(Settings(data=tmp_path))
        (tmp_path / "vault.key").chmod(0o600)
        with running(data=tmp_path) as driver:
            assert driver.cloud.vault.unwrap(driver.cloud.vault.wrap(b"x")) == b"x"

    def test_a_snapshot_takes_its_key_along(self, tmp_path: Path) -> None:
        with running(data=tmp_path / "a") as driver:
            wrapped = driver.cloud.vault.wrap(SECRET)
            driver.cloud.save("then")
        kept = tmp_path / "a" / "snapshots" / "then" / "vault.key"
        assert kept.stat().st_mode & 0o777 == 0o600
        with running(data=tmp_path / "b") as driver:
            driver.cloud.vault.wrap(b"another key is in use here")
            (tmp_path / "b" / "snapshots").mkdir()
            kept.parent.rename(tmp_path / "b" / "snapshots" / "then")
            driver.run(_load(driver, "then"))
            assert driver.cloud.vault.unwrap(wrapped) == SECRET
        with running(data=tmp_path / "b") as driver:
            assert driver.cloud.vault.unwrap(wrapped) == SECRET

    def test_a_fork_opens_what_the_first_cloud_wrapped(self) -> None:
        with running() as driver:
            wrapped = driver.cloud.vault.wrap(SECRET)
            other = driver.cloud.fork(Settings(data=None))
            assert other.vault.unwrap(wrapped) == SECRET
            driver.run(other.stop())
