"""What is set up of plugins: written to studio.toml by actions, taken over from it when edited."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from studio_app.domain.plugin import InstanceStatus
from studio_app.domain.records import ServerFacts
from studio_app.services.plugin_secrets import PluginSecrets
from studio_app.services.plugins import Plugins
from studio_app.services.studio_file import StudioFile
from studio_app.stores.house import HouseStore
from studio_app.support.paths import find_paths
from studio_app.support.secrets import FileBackend, Secrets
from tests.fakes.house import SERVER_ID, House, TurnedClock, open_house, problem_of
from tests.fakes.plugin_house import PluginHouse

BOOTH = '# the only one\n[[booth]]\nid = "b1"\nnumber = 1\nname = "Một"\n'


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
        self.kept = Secrets(FileBackend(paths.secrets_file))
        self.plugins = PluginHouse(home / "own", secrets=PluginSecrets(self.kept))
        self.service = Plugins(self.file, self.plugins.host, PluginSecrets(self.kept))
        self.service.bind(house.desk)

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
