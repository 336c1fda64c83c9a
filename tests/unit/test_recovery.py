"""Which scene is a booth's standby, and what is kept on the disk off the loop."""

import asyncio
from pathlib import Path

import pytest

from studio_app.domain.actions.recovery import EndPanic, StartPanic
from studio_app.domain.booth import Booth, SceneRole
from studio_app.domain.recovery import standby_scene
from studio_app.domain.roles import Role
from studio_app.services.kept_file import KeptFile
from studio_app.support.paths import write_private

WRITE = "studio_app.services.kept_file.write_private"
SCENES = ("Live", "Chờ (an toàn)", "Show [standby] 9:16", "Standby")


def booth(standby: str = "", role: str = "") -> Booth:
    return Booth(
        number=1,
        name="One",
        address="127.0.0.1:4455",
        local=True,
        standby_scene=standby,
        scene_roles={SceneRole.STANDBY: role} if role else {},
    )


@pytest.mark.parametrize(
    ("entry", "scenes", "found"),
    [
        (booth("Live", role="Standby"), SCENES, "Live"),
        (booth("gone", role="Standby"), SCENES, "Standby"),
        (booth(role="gone"), SCENES, "Show [standby] 9:16"),
        (booth(), ("Live", "Chờ (an toàn)", "Standby"), "Standby"),
        (booth(), ("Live", " STANDBY "), " STANDBY "),
        (booth(), ("Live", "Chờ (an toàn)"), "Chờ (an toàn)"),
        (booth(), ("Live", "Standby camera"), None),
        (booth(), (), None),
    ],
)
def test_the_standby_scene(entry: Booth, scenes: tuple[str, ...], found: str | None) -> None:
    assert standby_scene(entry, scenes) == found


def test_panic_needs_a_technician() -> None:
    assert StartPanic.ROLE is EndPanic.ROLE is Role.TECHNICIAN
    assert StartPanic.INVERSE == EndPanic.NAME
    assert EndPanic.INVERSE == StartPanic.NAME


async def test_the_newest_value_reaches_the_disk_and_those_between_need_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[bytes] = []

    def write(path: Path, content: bytes) -> None:
        written.append(content)
        write_private(path, content)

    monkeypatch.setattr(WRITE, write)
    kept: KeptFile[dict[str, int]] = KeptFile(tmp_path / "kept.json", dict[str, int])
    assert kept.load() is None
    for value in range(100):
        kept.keep({"value": value})
    await kept.written()
    assert kept.load() == {"value": 99}
    assert len(written) < 10


async def test_a_disk_that_is_full_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(path: Path, content: bytes) -> None:
        raise OSError(28, "No space left on device")

    kept: KeptFile[dict[str, int]] = KeptFile(tmp_path / "kept.json", dict[str, int])
    with monkeypatch.context() as broken:
        broken.setattr(WRITE, full)
        for value in range(3):
            kept.keep({"value": value})
            await kept.written()
    assert caplog.text.count("cannot be written") == 1, "said once"
    kept.keep({"value": 7})
    await kept.written()
    await asyncio.sleep(0)
    assert kept.load() == {"value": 7}
