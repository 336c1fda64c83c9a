"""What is set up of plugins: written to studio.toml by actions, taken over from it when edited."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from studio_app.domain.errors import fail
from studio_app.domain.feed import ActionCall, Done
from studio_app.domain.plugin import InstanceStatus
from studio_app.domain.records import ServerFacts
from studio_app.services.plugin_secrets import PLUGIN_SECRETS, PluginSecrets
from studio_app.services.plugins import Plugins
from studio_app.services.removed_secrets import RemovedSecrets
from studio_app.services.studio_file import StudioFile
from studio_app.stores.house import HouseStore
from studio_app.support.paths import find_paths
from studio_app.support.secrets import FileBackend, Secrets
from tests.fakes.house import SERVER_ID, House, TurnedClock, open_house, problem_of
from tests.fakes.plugin_house import PluginHouse

BOOTH = '# the only one\n[[booth]]\nid = "b1"\nnumber = 1\nname = "Một"\n'

DOOR = """
[[setting]]
name = "token"
title = "Token"
secret = true
required = true
"""
DOOR_CODE = """
import asyncio
from studio_app import api

class Door(api.ChatSource):
    async def run(self):
        self.context.connected()
        token = self.context.secrets["token"]
        await self.context.emit(api.ChatEvent(author="Door", text=f"opened with ...{token[-3:]}"))
        await asyncio.Event().wait()

PLUGIN = Door
"""
GOOD = {"instance": "door-1", "plugin": "chat_door", "booth": "b1"}


class Keyring(FileBackend):
    """One that can be locked."""

    locked = False

    def _may(self) -> None:
        if self.locked:
            raise OSError("the keyring is locked")

    def get(self, name: str) -> str | None:
        self._may()
        return super().get(name)

    def set(self, name: str, secret: str) -> None:
        self._may()
        super().set(name, secret)

    def delete(self, name: str) -> None:
        self._may()
        super().delete(name)


class Desk:
    """The service on a file, a keyring and a host of its own."""

    def __init__(self, home: Path, house: House) -> None:
        paths = find_paths(home, {})
        paths.make()
        self.path = paths.settings_file
        self.path.write_text(BOOTH, encoding="utf-8")
        facts = ServerFacts(server_id=SERVER_ID, name="", version="0", started=TurnedClock().now())
        self.house = house
        self.file = StudioFile(paths, HouseStore(facts))
        self.file.load()
        self.keyring = Keyring(paths.secrets_file)
        self.secrets_file = paths.secrets_file
        self.kept = Secrets(self.keyring)
        self.removed = RemovedSecrets(
            PLUGIN_SECRETS, paths.removed_plugins_file, self.kept, house.clock
        )
        kept = PluginSecrets(self.kept)
        self.own = home / "own"
        self.plugins = PluginHouse(self.own, secrets=kept)
        self.service = Plugins(self.file, self.plugins.host, kept, self.removed)
        self.service.bind(house.desk)

    async def put_there(self) -> None:
        """Have a plugin that cannot do without a secret."""
        folder = self.own / "chat_door"
        folder.mkdir(parents=True)
        head = 'id = "chat_door"\nkind = "chat"\napi = 1\nname = "Door"\n'
        (folder / "manifest.toml").write_text(head + DOOR, encoding="utf-8")
        (folder / "__init__.py").write_text(DOOR_CODE, encoding="utf-8")
        await self.act("plugin.scan")

    async def remove(self, instance: str = "door-1") -> Done:
        """Take one away."""
        done = await self.house.act("plugin.remove", {"instance": instance})
        assert done.problem is None, done.problem
        assert self.plugins.store.instance(instance) is None
        return done

    async def undo(self, done: Done) -> Done:
        """Take an action back, as a window does."""
        call = done.undo
        assert isinstance(call, ActionCall)
        return await self.house.act(call.name, msgspec.msgpack.decode(call.params))

    async def opened_with(self, end: str) -> None:
        """Wait until the door's newest opening was by a token that ends so."""
        chat = self.plugins.chat
        await self.plugins.until(
            lambda: chat.texts("door-1")[-1:] == [f"opened with ...{end}"],
        )

    async def act(self, name: str, **params: object) -> dict[str, object]:
        """Ask for an action that must go well; the parameters of what undoes it."""
        done = await self.house.act(name, params)
        assert done.problem is None, done.problem
        return {} if done.undo is None else {"name": done.undo.name}

    async def refused(self, name: str, **params: object) -> str:
        """Ask for an action that must be refused; what is said."""
        return problem_of(await self.house.act(name, params)).text

    @property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with open_house(tmp_path) as house:
        made = Desk(tmp_path / "home", house)
        await made.service.start()
        made.file.start()
        yield made
        await made.file.stop()
        await made.service.stop()


async def test_one_is_set_up_changed_turned_off_and_removed(desk: Desk) -> None:
    plugins = desk.plugins
    undo = await desk.act(
        "plugin.add",
        instance="echo-1",
        plugin="chat_echo",
        booth="b1",
        settings={"greeting": "chào"},
        secrets={"token": "very-secret-1"},
    )
    assert undo == {"name": "plugin.remove"}
    assert BOOTH in desk.text
    assert "very-secret" not in desk.text
    await plugins.until(lambda: plugins.chat.texts("echo-1") == ["chào 1"])
    record = plugins.instance("echo-1")
    assert (record.booth, record.settings) == ("b1", {"greeting": "chào"})
    assert (record.secrets, record.hook) == (("token",), "/api/hooks/echo-1")

    await desk.act("plugin.change", instance="echo-1", settings={"greeting": "chào", "count": 2})
    await plugins.until(lambda: plugins.chat.texts("echo-1") == ["chào 1", "chào 2"])
    # Another greeting is another account: it is read from its beginning.
    await desk.act("plugin.change", instance="echo-1", settings={})
    await plugins.until(lambda: plugins.chat.texts("echo-1")[2:] == ["xin chào 1"])
    assert await desk.kept.get("plugin/echo-1/token") == "very-secret-1"
    await desk.act("plugin.change", instance="echo-1", secrets={"token": ""})
    assert plugins.instance("echo-1").secrets == ()

    await desk.act("plugin.turn", instance="echo-1", on=False)
    await plugins.becomes("echo-1", InstanceStatus.OFF)
    await desk.act("plugin.remove", instance="echo-1")
    assert plugins.store.instance("echo-1") is None
    assert desk.text.rstrip() == BOOTH.rstrip()


async def test_what_is_wrong_is_said_and_changes_nothing(desk: Desk) -> None:
    good = {"instance": "echo-1", "plugin": "chat_echo", "booth": "b1"}
    said = {
        "no plugin": await desk.refused("plugin.add", **{**good, "plugin": "chat_none"}),
        "no booth": await desk.refused("plugin.add", **{**good, "booth": None}),
        "unknown booth": await desk.refused("plugin.add", **{**good, "booth": "b9"}),
        "setting": await desk.refused("plugin.add", **good, settings={"gretting": "x"}),
        "type": await desk.refused("plugin.add", **good, settings={"count": "many"}),
        "range": await desk.refused("plugin.add", **good, settings={"count": -1}),
        "secret": await desk.refused("plugin.add", **good, settings={"token": "x"}),
        "no secret": await desk.refused("plugin.add", **good, secrets={"tokn": "x"}),
    }
    assert "There is: " in said["no plugin"]
    assert "There is: b1" in said["no booth"] == said["unknown booth"].replace("b9", "")
    assert said["setting"] == "echo-1: gretting: unknown; did you mean greeting?"
    assert said["type"].startswith("echo-1: count: must be a whole number from 0 to 100000, got")
    assert "from 0" in said["range"]
    assert "do not belong in this file" in said["secret"]
    assert "known are token" in said["no secret"]
    assert desk.text == BOOTH
    await desk.act("plugin.add", **good, on=False)
    assert "set up already" in await desk.refused("plugin.add", **good)
    assert "There is: echo-1" in await desk.refused("plugin.turn", instance="other", on=True)


async def test_an_edit_by_hand_is_taken_over_and_a_wrong_one_harms_no_other(desk: Desk) -> None:
    plugins = desk.plugins
    good = '\n[[plugin]]\nid = "good"\nplugin = "chat_echo"\nbooth = "b1"\n'
    desk.path.write_text(
        BOOTH
        + good
        + '[[plugin]]\nid = "none"\nplugin = "chat_none"\nbooth = "b1"\n'
        + '[[plugin]]\nid = "nowhere"\nplugin = "chat_echo"\n'
        + '[[plugin]]\nid = "much"\nplugin = "chat_echo"\nbooth = "b1"\nsettings.count = "x"\n',
        encoding="utf-8",
    )
    await plugins.until(lambda: len(plugins.store.instances()) == 4)
    await plugins.becomes("good", InstanceStatus.CONNECTED)
    wrong = {id_: plugins.instance(id_) for id_ in ("none", "nowhere", "much")}
    assert {each.status for each in wrong.values()} == {InstanceStatus.FAILED}
    codes = [each.problem.code for each in wrong.values() if each.problem is not None]
    assert codes == ["no_such_plugin", "plugin_no_booth", "plugin_setting"]

    desk.path.write_text(BOOTH + good.replace("chat_echo", "chat_none"), encoding="utf-8")
    await plugins.until(lambda: set(plugins.store.instances()) == {"good"})
    await plugins.becomes("good", InstanceStatus.FAILED)
    desk.path.write_text(BOOTH + good, encoding="utf-8")
    await plugins.becomes("good", InstanceStatus.CONNECTED)


async def test_one_that_was_removed_comes_back_with_its_secret(desk: Desk) -> None:
    await desk.put_there()
    await desk.act("plugin.add", **GOOD, secrets={"token": "token-of-an-hour-ago"})
    await desk.act("plugin.change", instance="door-1", secrets={"token": "very-secret-one"})
    await desk.opened_with("one")
    removed = await desk.remove()
    assert await desk.kept.get("plugin/door-1/token") is None
    desk.plugins.chat.events.clear()
    assert (await desk.undo(removed)).problem is None
    await desk.opened_with("one")
    assert desk.plugins.instance("door-1").secrets == ("token",)
    assert "plugin-removed" not in desk.secrets_file.read_text(encoding="utf-8")
    # And once more: what is taken back can be removed again.
    assert (await desk.undo(await desk.remove())).problem is None
    assert "very-secret" not in desk.text


async def test_after_a_day_undo_says_which_secret_is_to_be_entered(desk: Desk) -> None:
    await desk.put_there()
    await desk.act("plugin.add", **GOOD, secrets={"token": "very-secret-one"})
    removed = await desk.remove()
    desk.house.clock.turn(timedelta(hours=25))
    why = problem_of(await desk.undo(removed))
    assert why.code == "plugin_secrets_gone"
    assert "door-1" in why.text
    assert "“Token”" in why.text
    assert desk.text.rstrip() == BOOTH.rstrip()
    await desk.removed.forget_old()
    assert "very-secret" not in desk.secrets_file.read_text(encoding="utf-8")
    assert problem_of(await desk.undo(removed)).code == "plugin_secrets_gone"


async def test_another_under_the_same_id_inherits_nothing(desk: Desk) -> None:
    await desk.put_there()
    await desk.act("plugin.add", **GOOD, secrets={"token": "very-secret-one"})
    first = await desk.remove()
    assert "token: missing; enter “Token”" in await desk.refused("plugin.add", **GOOD)
    desk.house.clock.turn(timedelta(seconds=1))
    await desk.act("plugin.add", **GOOD, secrets={"token": "very-secret-two"})
    await desk.opened_with("two")
    assert problem_of(await desk.undo(first)).code == "instance_exists"
    second = await desk.remove()
    # The first had another secret than the one that is put aside now.
    assert problem_of(await desk.undo(first)).code == "plugin_secrets_gone"
    desk.plugins.chat.events.clear()
    assert (await desk.undo(second)).problem is None
    await desk.opened_with("two")


async def test_one_without_secrets_comes_back_whenever(desk: Desk) -> None:
    echo = {"instance": "echo-1", "plugin": "chat_echo", "booth": "b1"}
    await desk.act("plugin.add", **echo, settings={"greeting": "chào"})
    removed = await desk.remove("echo-1")
    desk.house.clock.turn(timedelta(days=3))
    assert (await desk.undo(removed)).problem is None
    assert desk.plugins.instance("echo-1").settings == {"greeting": "chào"}


async def test_an_undo_that_fails_midway_can_be_tried_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await desk.put_there()
    await desk.act("plugin.add", **GOOD, secrets={"token": "very-secret-one"})
    removed = await desk.remove()

    async def edit(*_: object) -> None:
        raise fail("settings_not_written", file="studio.toml", detail="the disk is full")

    with monkeypatch.context() as full:
        full.setattr(desk.file, "edit", edit)
        assert problem_of(await desk.undo(removed)).code == "settings_not_written"
    assert await desk.kept.get("plugin/door-1/token") is None
    assert (await desk.undo(removed)).problem is None
    await desk.opened_with("one")


async def test_a_locked_keyring_keeps_nothing_from_going_or_coming_back(desk: Desk) -> None:
    await desk.put_there()
    await desk.act("plugin.add", **GOOD, secrets={"token": "very-secret-one"})
    desk.keyring.locked = True
    removed = await desk.remove()
    assert desk.text.rstrip() == BOOTH.rstrip()
    assert problem_of(await desk.undo(removed)).code == "secrets_unavailable"
    desk.keyring.locked = False
    assert (await desk.undo(removed)).problem is None
    await desk.opened_with("one")


async def test_one_whose_plugin_is_not_there_says_so_and_starts_when_it_appears(
    desk: Desk,
) -> None:
    await desk.kept.set("plugin/door-1/token", "very-secret-one")
    doors = "".join(
        f'\n[[plugin]]\nid = "door-{n}"\nplugin = "chat_door"\nbooth = "b1"\n' for n in (1, 2)
    )
    desk.path.write_text(BOOTH + doors, encoding="utf-8")
    await desk.plugins.until(lambda: len(desk.plugins.store.instances()) == 2)
    lost = desk.plugins.instance("door-1")
    assert (lost.plugin, lost.booth, lost.status) == ("chat_door", "b1", InstanceStatus.FAILED)
    assert lost.problem is not None
    assert lost.problem.code == "no_such_plugin"
    seen: list[tuple[str, InstanceStatus]] = []
    desk.plugins.store.changed.connect(
        lambda *_: seen.extend((i, e.status) for i, e in desk.plugins.store.instances().items())
    )

    await desk.put_there()
    await desk.opened_with("one")
    await desk.plugins.becomes("door-1", InstanceStatus.CONNECTED)
    # The other lacks its secret: it is not even tried.
    why = desk.plugins.instance("door-2").problem
    assert why is not None
    assert why.code == "plugin_setting"
    assert {status for name, status in seen if name == "door-2"} == {InstanceStatus.FAILED}
