"""The doctor's rules: clocks, OBS's version, its plugins, who else gets in."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from studio_app.cli.doctor_booths import _plugins, _version
from studio_app.cli.doctor_machine import clock, clock_beside, disk, keyring
from studio_app.cli.findings import Level
from studio_app.domain.booth import SentBy
from studio_app.domain.ids import BoothId
from studio_app.domain.settings import BoothSettings
from studio_app.obs.referee import ObsReport
from studio_app.support.paths import find_paths
from studio_app.support.secrets import open_secrets

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
WHOLE = frozenset({"ffmpeg_source", "browser_source", "v4l2_input"})
BOOTH = BoothSettings(id=BoothId("b1"), number=1, name="One")
BY_PLATFORM = BoothSettings(id=BoothId("b1"), number=1, name="One", sent_by=SentBy.PLATFORM_PROGRAM)


@pytest.mark.parametrize(
    ("now", "said", "level", "words"),
    [
        (NOON, "yes", Level.OK, "set by the network"),
        (NOON, "", Level.OK, "2026"),
        (NOON, "no", Level.WARNING, "not set by the network"),
        (NOON - timedelta(days=365), "yes", Level.WRONG, "2025"),
    ],
)
def test_the_machines_clock(now: datetime, said: str, level: Level, words: str) -> None:
    found = clock(now, lambda: said)
    assert found.level is level
    assert words in found.found
    assert (found.advice == "") is (level is Level.OK)


@pytest.mark.parametrize(
    ("ahead_s", "level", "words"),
    [
        (0, Level.OK, "the same as the server"),
        (-1.9, Level.OK, "the same as the server"),
        (65, Level.WARNING, "the server is 65 s ahead of this machine"),
        (-65, Level.WARNING, "the server is 65 s behind this machine"),
    ],
)
def test_clocks_beside_each_other(ahead_s: float, level: Level, words: str) -> None:
    found = clock_beside("the server", NOON + timedelta(seconds=ahead_s), NOON, "Do this.")
    assert (found.level, found.found) == (level, words)
    assert found.advice == ("Do this." if level is Level.WARNING else "")


@pytest.mark.parametrize(
    ("free_mb", "level"), [(100, Level.WRONG), (1_000, Level.WARNING), (50_000, Level.OK)]
)
def test_room_on_this_machines_disk(
    free_mb: int, level: Level, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = SimpleNamespace(free=free_mb * 1_000_000)
    monkeypatch.setattr("studio_app.cli.doctor_machine.shutil.disk_usage", lambda _: usage)
    found = disk(find_paths(tmp_path))
    assert found.level is level
    assert ("Free some space" in found.advice) is (level is not Level.OK)


async def test_a_machine_without_a_keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOOTHDECK_KEYRING", "file")
    found = keyring(await open_secrets("boothdeck-test", tmp_path / "secrets"))
    assert found.level is Level.WARNING
    assert "in a file" in found.found
    assert "gnome-keyring" in found.advice


@pytest.mark.parametrize(
    ("version", "levels"),
    [
        ("29.0.2", [Level.OK]),
        ("30.1.2", [Level.OK]),
        ("30.2.0", []),
        ("32.1.0-rc1", []),
        ("33.0.0", [Level.WARNING]),
        ("of our own making", []),
    ],
)
def test_the_version_of_obs(version: str, levels: list[Level]) -> None:
    assert [found.level for found in _version("Booth 01", version)] == levels


def report(**what: object) -> ObsReport:
    """An OBS that has all, but for `what`."""
    whole: dict[str, object] = {"input_kinds": WHOLE, "sends_somewhere": True}
    return ObsReport(version="30.2.0", **(whole | {"virtual_camera": True} | what))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("booth", "told", "words"),
    [
        (BOOTH, report(), []),
        (BOOTH, report(input_kinds=frozenset()), []),
        (BOOTH, report(input_kinds=WHOLE - {"ffmpeg_source"}), ["obs-ffmpeg"]),
        (BOOTH, report(input_kinds=WHOLE - {"browser_source"}), ["obs-browser"]),
        (BOOTH, report(input_kinds=WHOLE - {"v4l2_input"}), ["camera"]),
        (BOOTH, report(input_kinds=WHOLE - {"v4l2_input"} | {"dshow_input"}), []),
        (BOOTH, report(sends_somewhere=False), ["where to send"]),
        (BOOTH, report(sends_somewhere=None, virtual_camera=False), []),
        (BY_PLATFORM, report(sends_somewhere=False), []),
        (BY_PLATFORM, report(virtual_camera=False), ["virtual camera"]),
    ],
)
def test_what_an_obs_lacks(booth: BoothSettings, told: ObsReport, words: list[str]) -> None:
    found = list(_plugins("Booth 01", booth, told))
    assert len(found) == len(words)
    for each, word in zip(found, words, strict=True):
        assert word in each.found
        assert each.advice
