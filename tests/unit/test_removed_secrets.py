"""Secrets of what was removed wait a day, and none is lost or mixed up on the way."""

from datetime import timedelta
from pathlib import Path

import pytest

from studio_app.services.removed_secrets import RemovedSecrets
from studio_app.support.secrets import Secrets
from tests.fakes.house import TurnedClock

KEYS = ("door-1/token", "door-1/password")


class Ring:
    """A keyring in memory that answers no more after so many changes."""

    in_keyring = True

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}
        self.changes_left = 1000

    def _change(self) -> None:
        if self.changes_left == 0:
            raise OSError("no answer")
        self.changes_left -= 1

    def get(self, name: str) -> str | None:
        return self.kept.get(name)

    def set(self, name: str, secret: str) -> None:
        self._change()
        self.kept[name] = secret

    def delete(self, name: str) -> None:
        self._change()
        self.kept.pop(name, None)


class Server:
    """What one start of a server has of them; the ring, the file and the clock outlive it."""

    def __init__(self, folder: Path, ring: Ring, clock: TurnedClock, kind: str = "plugin") -> None:
        self.secrets = Secrets(ring)
        self.removed = RemovedSecrets(kind, folder / "removed.json", self.secrets, clock)


def fill(ring: Ring, of: str) -> dict[str, str]:
    """Two secrets that are in use; by key."""
    values = {key: f"{key} of {of}" for key in KEYS}
    ring.kept.update({f"plugin/{key}": value for key, value in values.items()})
    return values


@pytest.mark.parametrize("changes", range(5))
async def test_wherever_putting_aside_stops_all_of_it_comes_back(
    tmp_path: Path, changes: int
) -> None:
    ring, clock = Ring(), TurnedClock()
    values = fill(ring, "A")
    ring.changes_left = changes
    when = await Server(tmp_path, ring, clock).removed.put_aside(KEYS)
    ring.changes_left = 1000
    clock.turn(timedelta(hours=23))
    server = Server(tmp_path, ring, clock)
    await server.removed.forget_old()
    assert await server.removed.kept(KEYS, when) == values
    # Asking for them, as an undo that then fails does, has taken nothing away.
    assert await server.removed.kept(KEYS, when) == values


@pytest.mark.parametrize("changes", range(2))
async def test_what_is_in_use_again_is_never_swept(tmp_path: Path, changes: int) -> None:
    ring, clock = Ring(), TurnedClock()
    values = fill(ring, "A")
    server = Server(tmp_path, ring, clock)
    when = await server.removed.put_aside(KEYS)
    assert not any(name.startswith("plugin/") for name in ring.kept)
    for key, value in (await server.removed.kept(KEYS, when)).items():
        await server.secrets.set(f"plugin/{key}", value)
    ring.changes_left = changes
    await server.removed.forget(KEYS)  # stops midway
    ring.changes_left = 1000
    clock.turn(timedelta(hours=25))
    await Server(tmp_path, ring, clock).removed.forget_old()
    assert ring.kept == {f"plugin/{key}": value for key, value in values.items()}


@pytest.mark.parametrize("changes", [*range(6), 1000])
async def test_secrets_of_two_removals_are_never_mixed_up(tmp_path: Path, changes: int) -> None:
    ring, clock = Ring(), TurnedClock()
    fill(ring, "A")
    server = Server(tmp_path, ring, clock)
    first = await server.removed.put_aside(KEYS)
    clock.turn(timedelta(minutes=1))
    values = fill(ring, "B")
    ring.changes_left = changes
    server = Server(tmp_path, ring, clock)
    second = await server.removed.put_aside(KEYS)
    ring.changes_left = 1000
    assert first is not None
    assert not set((await server.removed.kept(KEYS, first)).values()) & set(values.values())
    if second is not None:
        assert await server.removed.kept(KEYS, second) == values


async def test_a_day_later_nothing_of_it_is_left(tmp_path: Path) -> None:
    ring, clock = Ring(), TurnedClock()
    fill(ring, "A")
    removed = Server(tmp_path, ring, clock).removed
    when = await removed.put_aside(KEYS)
    clock.turn(timedelta(days=1, seconds=1))
    assert await removed.kept(KEYS, when) == {}
    await removed.forget_old()
    assert ring.kept == {}
    assert await removed.put_aside(KEYS) is None, "there was none"


async def test_a_booth_removed_under_an_older_version_keeps_its_day(tmp_path: Path) -> None:
    ring, clock = Ring(), TurnedClock()
    ring.kept["obs-removed/b1"] = "pass-word-1"
    (tmp_path / "removed.json").write_text('{"b1":"2026-05-01T13:00:00Z"}', encoding="utf-8")
    removed = Server(tmp_path, ring, clock, kind="obs").removed
    assert await removed.kept(["b1"]) == {"b1": "pass-word-1"}
    clock.turn(timedelta(hours=2))
    await removed.forget_old()
    assert ring.kept == {}
