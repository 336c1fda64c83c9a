"""Booths: the file, the records and the links say the same, whoever changes them."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from ipaddress import IPv4Network
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest

from studio_app.domain.actions import ALL_ACTIONS, Action
from studio_app.domain.actions.house import BoothTest, FoundObs
from studio_app.domain.booth import Booth, Link, LinkStatus
from studio_app.domain.errors import fail
from studio_app.domain.feed import ActionCall, Done
from studio_app.domain.ids import BoothId
from studio_app.domain.records import JobStatus, RecordKey
from studio_app.domain.roles import Role
from studio_app.domain.struct import Fact
from studio_app.obs.links import LinkRoom
from studio_app.obs.probe import try_obs
from studio_app.rehearsal.simulator import SimulatedObs
from studio_app.services import booths as booths_module
from studio_app.services import studio_file
from studio_app.services.booths import PASSWORDS, Booths, password_name
from studio_app.services.find_obs import ObsFinder, configured_ports
from studio_app.services.removed_secrets import RemovedSecrets
from studio_app.services.studio_file import StudioFile
from studio_app.stores.booths import BoothStore
from studio_app.support.paths import Paths, find_paths
from studio_app.support.secrets import FileBackend, Secrets
from tests.fakes.house import TECHNICIAN, House, open_house, problem_of, result_of

B1 = BoothId("b1")


@pytest.fixture(autouse=True)
def _quick_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(studio_file, "LOOK_EVERY_S", 0.02)


class Room(NamedTuple):
    """A server's booths."""

    house: House
    store: BoothStore
    secrets: Secrets
    paths: Paths
    sims: list[SimulatedObs]

    async def add(
        self, number: int = 1, sim: int = 0, more: Mapping[str, object] | None = None
    ) -> Done:
        """Add a booth whose OBS is one of the simulated; `more` goes before what is usual."""
        params: dict[str, object] = {
            "booth": f"b{number}",
            "number": number,
            "name": f"Booth {number}",
            "port": self.sims[sim].port,
            "password": self.sims[sim].password,
        }
        return await self.house.act("booth.add", {**params, **(more or {})})

    async def undo(self, done: Done) -> Done:
        """Take an action back, as a window does."""
        call = done.undo
        assert isinstance(call, ActionCall)
        return await self.house.act(call.name, msgspec.msgpack.decode(call.params))

    def status(self, booth: BoothId = B1) -> LinkStatus | None:
        """How its link is."""
        link = self.store.get(Link, "link", booth)
        return link.status if link else None

    async def becomes(self, status: LinkStatus, booth: BoothId = B1) -> None:
        """Wait for this status."""
        assert await self.store.until(lambda: self.status(booth) is status, 15), self.store.get(
            Link, "link", booth
        )

    def booth(self, booth: BoothId = B1) -> Booth:
        """Its record."""
        record = self.store.get(Booth, "booth", booth)
        assert record is not None
        return record

    def text(self) -> str:
        """`studio.toml`."""
        return self.paths.settings_file.read_text("utf-8")


@asynccontextmanager
async def open_room(folder: Path, sims: int = 1) -> AsyncIterator[Room]:
    """A house with booths, and simulated OBS to link them to."""
    paths = find_paths(folder)
    paths.make()
    running = [SimulatedObs(name=f"S{n}", password=f"pass-{n}-word") for n in range(sims)]
    for sim in running:
        await sim.start()
    async with open_house(paths.data) as house:
        file = StudioFile(paths, house.store)
        file.load()
        store = BoothStore()
        links = LinkRoom(store, house.clock)
        secrets = Secrets(FileBackend(paths.secrets_file))
        removed = RemovedSecrets(PASSWORDS, paths.removed_booths_file, secrets, house.clock)
        booths = Booths(file, store, links, secrets, removed, try_obs)
        booths.bind(house.desk)
        finder = ObsFinder(
            store,
            try_obs,
            config_folders=(),
            ports_here=[sim.port for sim in running],
            networks=lambda: [IPv4Network("127.0.0.0/29")],
            network_port=running[0].port if running else 1,
        )
        finder.bind(house.desk)
        booths.start()
        file.start()
        try:
            yield Room(house, store, secrets, paths, running)
        finally:
            await file.stop()
            await booths.stop()
            await links.stop()
            for sim in running:
                await sim.stop()


async def test_a_booth_is_added_linked_and_written(tmp_path: Path) -> None:
    async with open_room(tmp_path) as room:
        roles = {"human": "Host"}
        done = await room.add(
            more={"host": "Thảo", "scene_roles": roles, "destinations": ["TikTok"]}
        )
        assert done.problem is None, done.problem
        assert room.booth().name == "Booth 1"
        assert room.booth().host == "Thảo"
        assert room.booth().local
        assert room.booth().address == f"127.0.0.1:{room.sims[0].port}"
        assert room.booth().warnings == ()
        await room.becomes(LinkStatus.CONNECTED)
        assert 'id = "b1"' in room.text()
        assert room.sims[0].password not in room.text()
        assert await room.secrets.get(password_name("b1")) == room.sims[0].password


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"booth": "b1"}, "booth_exists"),
        ({"number": 1}, "number_taken"),
        ({"number": 100}, "bad_parameters"),
        ({"booth": "no spaces"}, "bad_parameters"),
        ({"address": "ws://x:1"}, "bad_parameters"),
    ],
)
async def test_a_booth_that_cannot_be_is_refused(
    tmp_path: Path, more: dict[str, object], code: str
) -> None:
    async with open_room(tmp_path) as room:
        await room.add()
        before = room.text()
        refused = await room.add(2, more=more)
        assert problem_of(refused).code == code
        assert room.text() == before
        assert await room.secrets.get(password_name("b2")) is None


async def test_only_what_really_changed_reconnects(tmp_path: Path) -> None:
    async with open_room(tmp_path, sims=2) as room:
        await room.add(1, 0)
        await room.add(2, 1)
        await room.becomes(LinkStatus.CONNECTED)
        await room.becomes(LinkStatus.CONNECTED, BoothId("b2"))
        relinked: set[str] = set()

        def changed(key: RecordKey, old: Fact | None, new: Fact | None) -> None:
            if key[0] == "link":
                relinked.add(key[1])

        room.store.changed.connect(changed)
        renamed = await room.house.act("booth.edit", {"booth": "b1", "name": "Mới", "number": 9})
        assert renamed.problem is None
        room.paths.settings_file.write_text(room.text() + "\n# by hand\n", encoding="utf-8")
        added = await room.add(3, 0)
        assert added.problem is None
        await room.becomes(LinkStatus.CONNECTED, BoothId("b3"))
        assert relinked == {"b3"}
        assert room.booth().name == "Mới"
        back = await room.undo(renamed)
        assert back.problem is None
        assert (room.booth().name, room.booth().number) == ("Booth 1", 1)


async def test_another_port_reconnects_there(tmp_path: Path) -> None:
    async with open_room(tmp_path, sims=2) as room:
        await room.add()
        await room.becomes(LinkStatus.CONNECTED)
        password = room.sims[1].password
        moved = await room.house.act(
            "booth.edit", {"booth": "b1", "port": room.sims[1].port, "password": password}
        )
        assert moved.problem is None
        await room.sims[0].stop()
        await room.becomes(LinkStatus.CONNECTED)
        assert room.booth().address == f"127.0.0.1:{room.sims[1].port}"


async def test_a_password_is_mended_and_the_mending_undone(tmp_path: Path) -> None:
    async with open_room(tmp_path) as room:
        await room.add(more={"password": "wrong"})
        await room.becomes(LinkStatus.REFUSED)
        right = room.sims[0].password
        mended = await room.house.act("booth.edit", {"booth": "b1", "password": right})
        assert mended.problem is None
        await room.becomes(LinkStatus.CONNECTED)
        assert mended.undo is not None
        assert b"wrong" not in bytes(mended.undo.params)  # what a client sees of it
        assert (await room.undo(mended)).problem is None
        assert await room.secrets.get(password_name("b1")) == "wrong"
        await room.becomes(LinkStatus.REFUSED)


async def test_a_removed_booth_comes_back_with_its_password(tmp_path: Path) -> None:
    async with open_room(tmp_path) as room:
        await room.add(more={"host": "Thảo"})
        await room.becomes(LinkStatus.CONNECTED)
        before = room.booth()
        removed = await room.house.act("booth.remove", {"booth": "b1"})
        assert removed.problem is None
        assert await room.store.until(lambda: not room.store.everything(), 10)
        assert "[[booth]]\nid" not in room.text()
        assert await room.secrets.get(password_name("b1")) is None
        assert (await room.undo(removed)).problem is None
        assert room.booth() == before
        await room.becomes(LinkStatus.CONNECTED)


async def test_an_undo_that_fails_midway_keeps_the_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def edit(*_: object) -> None:
        raise fail("settings_not_written", file="studio.toml", detail="the disk is full")

    async with open_room(tmp_path) as room:
        await room.add()
        removed = await room.house.act("booth.remove", {"booth": "b1"})
        with monkeypatch.context() as full:
            full.setattr(studio_file.StudioFile, "edit", edit)
            assert problem_of(await room.undo(removed)).code == "settings_not_written"
        assert (await room.undo(removed)).problem is None
        await room.becomes(LinkStatus.CONNECTED)


async def test_a_day_later_the_password_is_gone(tmp_path: Path) -> None:
    async with open_room(tmp_path) as room:
        await room.add()
        await room.house.act("booth.remove", {"booth": "b1"})
        from_now = room.house.clock
        from_now.wall = from_now.wall.replace(year=from_now.wall.year + 1)
        await room.add(more={"password": ""})
        await room.becomes(LinkStatus.REFUSED)
        assert room.sims[0].password not in room.paths.secrets_file.read_text()


async def test_removing_and_adding_at_once_ends_linked(tmp_path: Path) -> None:
    async with open_room(tmp_path) as room:
        await room.add()
        for _ in range(5):
            removed = await room.house.act("booth.remove", {"booth": "b1"})
            assert (await room.undo(removed)).problem is None
        await room.becomes(LinkStatus.CONNECTED)


async def test_many_changes_at_once_are_all_kept(tmp_path: Path) -> None:
    async with open_room(tmp_path) as room:
        answers = await asyncio.gather(*(room.add(number) for number in range(1, 9)))
        assert [done.problem for done in answers] == [None] * 8
        edits = [{"booth": f"b{number}", "host": f"H{number}"} for number in range(1, 9)]
        await asyncio.gather(*(room.house.act("booth.edit", edit) for edit in edits))
        hosts = [room.booth(BoothId(f"b{number}")).host for number in range(1, 9)]
        assert hosts == [f"H{number}" for number in range(1, 9)]


async def test_a_booth_on_another_machine_warns_of_plain_ws(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(booths_module, "is_this_machine", lambda _: False)
    async with open_room(tmp_path) as room:
        assert (await room.add()).problem is None
        assert not room.booth().local
        assert [warning.code for warning in room.booth().warnings] == ["plain_ws"]


async def test_a_booth_edited_by_hand_into_nonsense_stays_and_says_so(tmp_path: Path) -> None:
    async with open_room(tmp_path) as room:
        await room.add()
        await room.becomes(LinkStatus.CONNECTED)
        good = room.text()
        room.paths.settings_file.write_text(good.replace("number = 1\n", "number = 0\n"))
        assert await room.store.until(lambda: bool(room.booth().warnings), 10)
        assert room.booth().warnings[0].code == "settings_error"
        assert room.status() is LinkStatus.CONNECTED
        room.paths.settings_file.write_text(good)
        assert await room.store.until(lambda: not room.booth().warnings, 10)


@pytest.mark.parametrize("name", ["booth.add", "booth.edit", "booth.remove", "booth.find"])
async def test_only_administrators_change_booths(tmp_path: Path, name: str) -> None:
    kind: type[Action] = ALL_ACTIONS[name]
    assert kind.ROLE is Role.ADMIN
    async with open_room(tmp_path, sims=0) as room:
        refused = await room.house.act(name, {"booth": "b1"}, by=TECHNICIAN)
        assert problem_of(refused).code == "not_allowed"


async def test_a_trial_says_what_is_there(tmp_path: Path) -> None:
    async with open_room(tmp_path) as room:
        port, password = room.sims[0].port, room.sims[0].password
        good = await room.house.act("booth.test", {"port": port, "password": password})
        found = result_of(good, BoothTest)
        assert isinstance(found, BoothTest)
        assert found.problem is None
        assert "Host" in found.scenes
        bad = result_of(await room.house.act("booth.test", {"port": port}), BoothTest)
        assert isinstance(bad, BoothTest)
        assert bad.problem is not None
        assert bad.problem.code == "link_wrong_password"
        await room.add()
        known = result_of(
            await room.house.act("booth.test", {"port": port, "booth": "b1"}), BoothTest
        )
        assert isinstance(known, BoothTest)
        assert known.problem is None


async def test_retry_tries_at_once(tmp_path: Path) -> None:
    async with open_room(tmp_path) as room:
        await room.add()
        await room.becomes(LinkStatus.CONNECTED)
        await room.sims[0].kill()
        await room.becomes(LinkStatus.LOST)
        await room.sims[0].revive()
        assert (await room.house.act("link.retry", {"booth": "b1"})).problem is None
        await room.becomes(LinkStatus.CONNECTED)
        unknown = await room.house.act("link.retry", {"booth": "b7"})
        assert problem_of(unknown).code == "no_such_booth"
        assert "b1" in problem_of(unknown).args["booths"]


async def found_by(room: Room, *, network: bool) -> tuple[FoundObs, ...]:
    """What booth.find finds."""
    done = await room.house.act("booth.find", {"network": network})
    store = room.house.store

    def ended() -> bool:
        job = store.job(done.job or "")
        return job is not None and job.status is JobStatus.DONE

    assert await store.until(ended, 30)
    job = store.job(done.job or "")
    assert job is not None
    assert job.progress == 1.0
    return msgspec.msgpack.decode(job.result, type=tuple[FoundObs, ...])


async def test_obs_on_this_machine_is_found_and_known_booths_are_named(tmp_path: Path) -> None:
    async with open_room(tmp_path, sims=2) as room:
        await room.add(1, 0)
        first, second = await found_by(room, network=False)
        assert (first.port, first.booth, first.needs_password) == (room.sims[0].port, "b1", True)
        assert (second.port, second.booth) == (room.sims[1].port, None)


async def test_the_network_is_looked_at_only_when_asked(tmp_path: Path) -> None:
    async with open_room(tmp_path) as room:
        elsewhere = SimulatedObs(name="other", password="")
        await elsewhere.start("127.0.0.5", room.sims[0].port)
        try:
            here = await found_by(room, network=False)
            assert {found.address for found in here} == {"127.0.0.1"}
            everywhere = await found_by(room, network=True)
            assert {found.address for found in everywhere} == {"127.0.0.1", "127.0.0.5"}
            assert not everywhere[-1].needs_password
        finally:
            await elsewhere.stop()


def test_ports_are_read_from_obs_own_settings(tmp_path: Path) -> None:
    folder = tmp_path / "obs-studio"
    plugin = folder / "plugin_config" / "obs-websocket"
    plugin.mkdir(parents=True)
    (plugin / "config.json").write_text('{"server_port": 4466, "server_password": "x"}')
    (folder / "global.ini").write_bytes(b"\xef\xbb\xbf[OBSWebSocket]\nServerPort=4467\nX=1\n")
    assert list(configured_ports([folder, tmp_path / "missing"])) == [4466, 4467]
    (plugin / "config.json").write_text("[1]")
    (folder / "global.ini").write_bytes(b"ServerPort=x\n\xff")
    assert list(configured_ports([folder])) == []
