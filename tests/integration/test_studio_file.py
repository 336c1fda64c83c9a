"""`studio.toml` is followed live: edits at once, half-written ones never, and nobody's is lost."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest

from studio_app.domain.errors import StudioError
from studio_app.domain.ids import BoothId
from studio_app.domain.records import ServerFacts
from studio_app.domain.settings import BoothSettings, StudioSettings
from studio_app.services import studio_file, studio_text
from studio_app.services.studio_file import StudioFile
from studio_app.stores.house import HouseStore
from studio_app.support.paths import Paths, find_paths
from tests.fakes.house import SERVER_ID, TurnedClock

TWO = """\
name = "Studio"
[[booth]]
id = "b1"
number = 1
name = "Một"
[[booth]]
id = "b2"
number = 2
name = "Hai"
"""
THREE = BoothSettings(id=BoothId("b3"), number=3, name="Ba")


@pytest.fixture(autouse=True)
def _quick_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(studio_file, "LOOK_EVERY_S", 0.02)


class Kept:
    """A file that is followed, with what it brings about."""

    def __init__(self, paths: Paths) -> None:
        paths.make()
        self.path = paths.settings_file
        clock = TurnedClock()
        self.house = HouseStore(
            ServerFacts(server_id=SERVER_ID, name="", version="0", started=clock.now())
        )
        self.file = StudioFile(paths, self.house)

    @property
    def ids(self) -> list[str]:
        """The booths in force."""
        return [booth.id for booth in self.file.settings.booth]

    @property
    def codes(self) -> list[str]:
        """What is warned of."""
        return [warning.code for warning in self.house.server.warnings]

    def write(self, text: str) -> None:
        """As an editor saves it."""
        self.path.write_text(text, encoding="utf-8")

    async def says(self, *codes: str) -> None:
        """Wait until exactly this is warned of."""
        assert await self.house.until(lambda: self.codes == [*codes], 10), self.codes

    async def has(self, *ids: str) -> None:
        """Wait until exactly these booths are in force."""
        changed = asyncio.Event()
        disconnect = self.file.changed.connect(changed.set)
        async with asyncio.timeout(10):
            while self.ids != [*ids]:
                changed.clear()
                await changed.wait()
        disconnect()


@asynccontextmanager
async def following(folder: Path, text: str | None = TWO) -> AsyncIterator[Kept]:
    """The file with this text, followed."""
    kept = Kept(find_paths(folder))
    if text is not None:
        kept.write(text)
    kept.file.load()
    kept.file.start()
    try:
        yield kept
    finally:
        await kept.file.stop()


def has_third(before: StudioSettings, after: StudioSettings) -> bool:
    """What adding the third must bring about."""
    return after.booth == (*before.booth, THREE)


async def test_the_first_start_makes_a_file_to_edit(tmp_path: Path) -> None:
    async with following(tmp_path, None) as kept:
        assert kept.path.read_text("utf-8") == studio_text.NEW_FILE
        assert (kept.ids, kept.codes) == ([], [])


async def test_an_edit_is_taken_over_live(tmp_path: Path) -> None:
    async with following(tmp_path) as kept:
        assert kept.ids == ["b1", "b2"]
        kept.write(TWO.replace('id = "b2"', 'id = "b9"').replace('"Studio"', '"Phòng 2"'))
        await kept.has("b1", "b9")
        assert kept.house.server.name == "Phòng 2"


async def test_a_bad_booth_is_said_and_the_others_go_on(tmp_path: Path) -> None:
    async with following(tmp_path) as kept:
        kept.write(TWO.replace("number = 2", "number = 200") + '[[booth]]\nid = "b3"\n')
        await kept.says("settings_error", "settings_error", "settings_error")
        assert kept.ids == ["b1", "b2"]
        assert kept.file.by_booth["b2"][0].args["line"] == "8"
        kept.write(TWO)
        await kept.says()
        assert kept.file.by_booth == {}


async def test_a_half_written_file_is_waited_for(tmp_path: Path) -> None:
    async with following(tmp_path) as kept:
        seen: list[list[str]] = []
        kept.file.changed.connect(lambda: seen.append(kept.ids))
        whole = TWO + '[[booth]]\nid = "b3"\nnumber = 3\nname = "Ba"\n'
        for end in range(0, len(whole), 7):
            kept.write(whole[:end])
            await asyncio.sleep(0.005)
        kept.write(whole)
        await kept.has("b1", "b2", "b3")
        assert all(set(ids) >= {"b1", "b2"} for ids in seen)


@pytest.mark.parametrize("text", ["", "   \n", "name = [", "a = 1\na = 2\n"])
async def test_an_unreadable_file_changes_nothing_and_is_said(tmp_path: Path, text: str) -> None:
    async with following(tmp_path) as kept:
        kept.write(text)
        await kept.says("settings_unreadable")
        assert kept.ids == ["b1", "b2"]
        kept.write(TWO.replace("b2", "b5"))
        await kept.has("b1", "b5")
        await kept.says()


async def test_a_file_that_goes_away_changes_nothing_and_is_said(tmp_path: Path) -> None:
    async with following(tmp_path) as kept:
        aside = kept.path.rename(tmp_path / "aside.toml")
        await kept.says("settings_unreadable")
        assert kept.ids == ["b1", "b2"]
        aside.rename(kept.path)
        await kept.says()


async def test_other_encodings_are_said(tmp_path: Path) -> None:
    async with following(tmp_path) as kept:
        kept.path.write_bytes(TWO.encode("utf-16"))
        await kept.says("settings_unreadable")
        assert "UTF-8" in kept.house.server.warnings[0].text
        kept.path.write_bytes(b"\xef\xbb\xbf" + TWO.replace("b2", "b5").encode())
        await kept.has("b1", "b5")


async def test_a_start_with_an_unreadable_file_uses_the_last_good_one(tmp_path: Path) -> None:
    async with following(tmp_path):
        pass
    async with following(tmp_path, "name = [") as kept:
        assert kept.ids == ["b1", "b2"]
        assert kept.codes == ["settings_unreadable"]
        with pytest.raises(StudioError) as caught:
            await kept.file.edit(partial(studio_text.add_booth, booth=THREE), has_third)
        assert caught.value.problem.code == "settings_unreadable"
        assert kept.path.read_text() == "name = ["


async def test_what_only_a_restart_takes_over_is_said(tmp_path: Path) -> None:
    async with following(tmp_path) as kept:
        kept.write(TWO + "[server]\nport = 7999\n")
        await kept.says("settings_restart")
        assert "port" in kept.house.server.warnings[0].text
        kept.write(TWO)
        await kept.says()


async def test_a_change_is_written_and_in_force_when_it_returns(tmp_path: Path) -> None:
    async with following(tmp_path) as kept:
        await kept.file.edit(partial(studio_text.add_booth, booth=THREE), has_third)
        assert kept.ids == ["b1", "b2", "b3"]
        assert kept.path.read_text("utf-8").startswith(TWO)


async def test_an_edit_by_hand_at_the_same_moment_is_not_lost(tmp_path: Path) -> None:
    async with following(tmp_path) as kept:
        by_hand = ['name = "Ở giữa"\n']

        def change(text: str) -> str:
            if by_hand:  # somebody saves between our reading and our writing
                kept.write(by_hand.pop() + text.removeprefix('name = "Studio"\n'))
            return studio_text.add_booth(text, THREE)

        await kept.file.edit(change, has_third)
        assert kept.ids == ["b1", "b2", "b3"]
        assert kept.house.server.name == "Ở giữa"
        assert "Ở giữa" in kept.path.read_text("utf-8")


async def test_somebody_who_saves_all_the_time_is_not_overwritten(tmp_path: Path) -> None:
    async with following(tmp_path) as kept:
        count = iter(range(100))

        def change(text: str) -> str:
            kept.write(TWO.replace("Studio", f"Studio {next(count)}"))
            return studio_text.add_booth(text, THREE)

        with pytest.raises(StudioError) as caught:
            await kept.file.edit(change, has_third)
        assert caught.value.problem.code == "settings_changed_meanwhile"
        assert "b3" not in kept.path.read_text()


async def test_a_change_that_comes_out_wrong_is_not_written(tmp_path: Path) -> None:
    async with following(tmp_path) as kept:
        with pytest.raises(StudioError) as caught:
            await kept.file.edit(lambda text: text + "\n# nothing\n", has_third)
        assert caught.value.problem.code == "settings_changed_meanwhile"
        assert kept.path.read_text() == TWO


async def test_a_linked_file_stays_a_link(tmp_path: Path) -> None:
    target = tmp_path / "elsewhere.toml"
    home = tmp_path / "home"
    find_paths(home).make()
    find_paths(home).settings_file.symlink_to(target)
    async with following(home) as kept:
        await kept.file.edit(partial(studio_text.add_booth, booth=THREE), has_third)
        assert kept.path.is_symlink()
        assert "b3" in target.read_text()
