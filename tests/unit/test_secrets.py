"""Passwords go to the keyring where one works, else to a file of their owner's; nothing hangs."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend as Backend
from keyring.errors import KeyringLocked, PasswordDeleteError

from studio_app.support import secrets as secrets_module
from studio_app.support.secrets import KEYRING_VARIABLE, FileBackend, Secrets, open_secrets


class MemoryKeyring(Backend):
    """A keyring that works, until it is locked or made to hang."""

    priority = 1.0

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False
        self.hang: threading.Event | None = None

    def _wait(self) -> None:
        if self.hang is not None:
            self.hang.wait(20)
        if self.locked:
            raise KeyringLocked("locked")

    def get_password(self, service: str, username: str) -> str | None:
        self._wait()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._wait()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._wait()
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError("not there")


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Iterator[MemoryKeyring]:
    """A keyring of this test's own in the place of the person's."""
    monkeypatch.delenv(KEYRING_VARIABLE, raising=False)
    monkeypatch.setattr(secrets_module, "KEYRING_TIMEOUT_S", 0.3)
    before = keyring.get_keyring()
    own = MemoryKeyring()
    keyring.set_keyring(own)
    yield own
    if own.hang is not None:
        own.hang.set()
    keyring.set_keyring(before)


async def test_a_working_keyring_is_used_and_left_clean(
    tmp_path: Path, ring: MemoryKeyring
) -> None:
    seen: list[str] = []
    kept = await open_secrets("boothdeck-x", tmp_path / "secrets.json", seen.append)
    assert kept.in_keyring
    assert ring.kept == {}
    await kept.set("obs/b1", "hunter22")
    assert ring.kept == {("boothdeck-x", "obs/b1"): "hunter22"}
    assert await kept.get("obs/b1") == "hunter22"
    assert "hunter22" in seen  # so that the log strikes it out
    await kept.delete("obs/b1")
    await kept.delete("obs/b1")
    assert await kept.get("obs/b1") is None
    assert not (tmp_path / "secrets.json").exists()


@pytest.mark.parametrize("how", ["locked", "hangs", "told not to"])
async def test_without_a_working_keyring_there_is_the_file(
    tmp_path: Path, ring: MemoryKeyring, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ring.locked = how == "locked"
    ring.hang = threading.Event() if how == "hangs" else None
    if how == "told not to":
        monkeypatch.setenv(KEYRING_VARIABLE, "file")
    kept = await open_secrets("boothdeck-x", tmp_path / "secrets.json")
    assert not kept.in_keyring
    await kept.set("obs/b1", "mật khẩu")
    assert await kept.get("obs/b1") == "mật khẩu"
    if sys.platform != "win32":
        assert (tmp_path / "secrets.json").stat().st_mode & 0o777 == 0o600
    again = Secrets(FileBackend(tmp_path / "secrets.json"))
    assert await again.get("obs/b1") == "mật khẩu"


async def test_a_keyring_that_hangs_later_is_said_and_waits_for_nobody(
    tmp_path: Path, ring: MemoryKeyring
) -> None:
    kept = await open_secrets("boothdeck-x", tmp_path / "secrets.json")
    await kept.set("obs/b1", "hunter22")
    ring.hang = threading.Event()
    assert await kept.get("obs/b1") == "hunter22"  # known already
    with pytest.raises(OSError, match="did not answer"):
        await kept.get("obs/b2")
    ring.hang.set()
    ring.locked = True
    with pytest.raises(OSError, match="refused"):
        await kept.set("obs/b1", "x")
    assert await kept.get("obs/b1") == "hunter22"


async def test_a_damaged_file_is_kept_aside(tmp_path: Path) -> None:
    file = tmp_path / "secrets.json"
    file.write_text("{not json")
    kept = Secrets(FileBackend(file))
    assert await kept.get("obs/b1") is None
    await kept.set("obs/b1", "x")
    assert (tmp_path / "secrets.broken.json").read_text() == "{not json"


def test_no_repr_shows_a_secret(tmp_path: Path) -> None:
    FileBackend(tmp_path / "s").set("a", "hunter22")
    assert "hunter22" not in repr(Secrets(FileBackend(tmp_path / "s")))
