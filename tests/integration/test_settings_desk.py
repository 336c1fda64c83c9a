"""The server's settings as actions: read whole, changed one by one, comments kept, nobody lost."""

from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest

from studio_app.domain.actions.settings import ChangeSetting, ReadSettings, SettingsShown
from studio_app.domain.errors import StudioError
from studio_app.domain.records import ServerFacts
from studio_app.domain.settings import StudioSettings, read_settings
from studio_app.services import settings_desk, studio_text
from studio_app.services.settings_desk import SettingsDesk, setting_names
from studio_app.services.studio_file import StudioFile
from studio_app.stores.house import HouseStore
from studio_app.support.paths import find_paths
from tests.fakes.house import SERVER_ID, TurnedClock


class Kept:
    """The desk on a file of its own."""

    def __init__(self, home: Path) -> None:
        paths = find_paths(home, {})
        paths.make()
        self.path = paths.settings_file
        facts = ServerFacts(server_id=SERVER_ID, name="", version="0", started=TurnedClock().now())
        self.file = StudioFile(paths, HouseStore(facts))
        self.desk = SettingsDesk(self.file)

    async def change(self, field: str, value: object, **more: object) -> ChangeSetting:
        """Change one; the action that undoes it."""
        action = msgspec.convert({"field": field, "value": value, **more}, ChangeSetting)
        outcome = await self.desk._change(action, None)  # type: ignore[arg-type]
        assert isinstance(outcome.undo, ChangeSetting)
        return outcome.undo

    async def read(self) -> SettingsShown:
        """What is in force."""
        outcome = await self.desk._read(ReadSettings(), None)  # type: ignore[arg-type]
        assert isinstance(outcome.value, SettingsShown)
        return outcome.value


@pytest.fixture
async def kept(tmp_path: Path) -> AsyncIterator[Kept]:
    """A new file, as shipped."""
    made = Kept(tmp_path)
    made.file.load()
    yield made
    await made.file.stop()


def test_every_setting_but_the_booths_is_there() -> None:
    names = setting_names()
    assert {"name", "language", "server.port", "health.keep_days", "alarms.cpu_pct"} <= set(names)
    assert not [name for name in names if "booth" in name]
    assert settings_desk.value_of(StudioSettings(), "server.port") == 7450


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "Nova “Quận 7”"),
        ("language", "en"),
        ("server.port", 7500),
        ("server.allowed_names", ["a.example", "b.example"]),
        ("health.keep_days", 30),
        ("alarms.cpu_pct", 91.5),
        ("alarms.unproven_min", 0),
    ],
)
async def test_a_change_keeps_every_comment_and_is_undone(
    kept: Kept, field: str, value: object
) -> None:
    comments = [line for line in kept.path.read_text("utf-8").splitlines() if "#" in line]
    undo = await kept.change(field, value)
    text = kept.path.read_text("utf-8")
    now = (await kept.read()).values[field]
    assert (list(now) if isinstance(now, tuple) else now) == value
    assert read_settings(text, "studio.toml").problems == ()
    kept_comments = [line for line in text.splitlines() if "#" in line]
    assert len(kept_comments) == len(comments)
    await kept.change(undo.field, msgspec.to_builtins(undo.value))
    assert kept.file.settings == StudioSettings()


async def test_what_a_window_has_not_seen_is_not_overwritten(kept: Kept) -> None:
    kept.path.write_text(studio_text.set_field(kept.path.read_text("utf-8"), "", "name", "Lan's"))
    with pytest.raises(StudioError) as refused:
        await kept.change("name", "Minh's", seen="BoothDeck")
    assert refused.value.problem.code == "setting_changed"
    assert "Lan's" in refused.value.problem.text
    await kept.change("name", "Minh's", seen="Lan's")
    assert kept.file.settings.name == "Minh's"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("server.port", 70_000, "from 0 to 65535"),
        ("language", "fr", "one of"),
        ("alarms.cpu_pct", 0, "percent from 0.1 to 100"),
        ("server.listen", "0.0.0.0", "tls_cert"),
        ("server.database", "postgresql://a:b@c/d", "password"),
        ("name", "", "1 to 60"),
    ],
)
async def test_a_wrong_value_is_refused_at_its_field(
    kept: Kept, field: str, value: object, said: str
) -> None:
    before = kept.path.read_bytes()
    with pytest.raises(StudioError) as refused:
        await kept.change(field, value)
    assert refused.value.problem.code == "bad_setting"
    assert refused.value.problem.args["field"] == field
    assert said in refused.value.problem.text
    assert kept.path.read_bytes() == before


async def test_what_is_not_a_setting_is_named(kept: Kept) -> None:
    for field in ("booth", "server", "server.prot", "password"):
        with pytest.raises(StudioError) as refused:
            await kept.change(field, "x")
        assert refused.value.problem.code == "no_such_setting"


async def test_what_waits_for_a_restart_is_said(kept: Kept) -> None:
    assert (await kept.read()).waiting == ()
    await kept.change("server.port", 7500)
    await kept.change("alarms.cpu_pct", 90)
    assert (await kept.read()).waiting == ("server.port",)


async def test_without_a_value_it_is_as_shipped_again(kept: Kept) -> None:
    await kept.change("health.keep_days", 30)
    await kept.change("health.keep_days", None)
    assert (await kept.read()).values["health.keep_days"] == 14
