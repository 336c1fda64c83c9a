"""Which plugins there are: shipped, installed, the studio's own; what is missing or broken."""

from pathlib import Path

import pytest

from studio_app.domain.plugin import PluginStatus
from studio_app.plugin_host.discovery import discover

MANIFEST = 'id = "{id}"\nkind = "chat"\napi = {api}\nname = "{name}"\n'


def put(parent: Path, id_: str, *, api: int = 1, name: str = "X", more: str = "") -> Path:
    """A plugin's folder."""
    folder = parent / id_
    folder.mkdir(parents=True)
    text = MANIFEST.format(id=id_, api=api, name=name) + more
    (folder / "manifest.toml").write_text(text, encoding="utf-8")
    (folder / "__init__.py").write_text("raise SystemExit('never run in the server')\n", "utf-8")
    return folder


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "own"


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    return tmp_path / "shipped"


def test_what_ships_is_found_without_running_its_code(tmp_path: Path) -> None:
    found = discover(tmp_path / "none")
    assert {"chat_twitch", "chat_youtube", "chat_webhook"} <= set(found)
    assert all(each.shipped and each.manifest is not None for each in found.values())
    assert found["chat_twitch"].module == "plugins.chat_twitch"


def test_a_broken_one_is_told_and_harms_no_other(own: Path, shipped: Path) -> None:
    put(shipped, "chat_a")
    put(own, "chat_b", more="what = 5\n")
    put(own, "chat_c", api=9)
    (own / "chat_d").mkdir()
    (own / "chat_d" / "__init__.py").write_text("", "utf-8")
    (own / "chat_e").mkdir()
    (own / "chat_e" / "manifest.toml").write_bytes(b"\xff\xfe")
    (own / "_lib").mkdir()
    (own / "notes").mkdir()
    found = discover(own, shipped)
    assert set(found) == {"chat_a", "chat_b", "chat_c", "chat_d", "chat_e"}
    broken = {id_: each.problem.text for id_, each in found.items() if each.problem is not None}
    assert broken["chat_b"].startswith("chat_b/manifest.toml:5: what: unknown; ")
    assert "version 9 of the plugin interface, this BoothDeck has 1" in broken["chat_c"]
    assert broken["chat_d"].startswith("chat_d/manifest.toml:1: plugin: it is not there")
    assert "UTF-8" in broken["chat_e"]
    assert {found[id_].status for id_ in broken} == {PluginStatus.BROKEN}
    assert found["chat_a"].usable
    assert not found["chat_c"].usable


def test_ones_own_goes_before_what_ships_and_says_so(own: Path, shipped: Path) -> None:
    put(shipped, "chat_a", name="Shipped")
    mine = put(own, "chat_a", name="Mine")
    found = discover(own, shipped)["chat_a"]
    assert found.manifest is not None
    assert (found.manifest.name, found.shipped, found.usable) == ("Mine", False, True)
    assert found.problem is not None
    assert found.problem.code == "plugin_twice"
    assert found.problem.args["used"] == str(mine)

    (mine / "manifest.toml").write_text("id = ", "utf-8")
    found = discover(own, shipped)["chat_a"]
    assert found.manifest is not None
    assert (found.manifest.name, found.usable) == ("Shipped", True)
    assert found.problem is not None
    assert found.problem.code == "settings_error"


def test_what_is_required_and_not_there_is_named_with_its_licence_and_the_way_to_it(
    own: Path, shipped: Path
) -> None:
    put(shipped, "chat_a", more='requires = ["msgspec>=0.1", "no-such-thing-at-all==7.0.1"]\n')
    old = "no-such-thing==1; python_version < '3'"
    more = f'requires = ["{old}", "msgspec>999"]\nlicence = "AGPL."\n'
    put(shipped, "chat_b", more=more)
    put(shipped, "chat_c", more='requires = ["msgspec"]\n')
    found = discover(own, shipped)
    assert [each.status for each in found.values()] == [
        PluginStatus.MISSING,
        PluginStatus.MISSING,
        PluginStatus.IDLE,
    ]
    problem = found["chat_a"].problem
    assert problem is not None
    assert problem.args["requires"] == "no-such-thing-at-all==7.0.1"
    assert problem.args["command"].endswith(f"--target {own / '_lib'} no-such-thing-at-all==7.0.1")
    problem = found["chat_b"].problem
    assert problem is not None
    assert problem.code == "plugin_missing_licence"
    assert "terms of its own: AGPL." in problem.text
    assert "'msgspec>999'" in problem.args["command"]

    # Installed into the library folder it is there.
    info = own / "_lib" / "no_such_thing_at_all-7.0.1.dist-info"
    info.mkdir(parents=True)
    text = "Metadata-Version: 2.1\nName: no-such-thing-at-all\nVersion: 7.0.1\n"
    (info / "METADATA").write_text(text, "utf-8")
    assert discover(own, shipped)["chat_a"].usable


def test_an_installed_package_is_found_by_its_entry_point(
    own: Path, shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    put(site / "their_package", "chat_theirs")
    (site / "their_package" / "__init__.py").write_text("raise SystemExit('never')\n", "utf-8")
    info = site / "their_package-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: x\nVersion: 1\n", "utf-8")
    (info / "entry_points.txt").write_text(
        "[boothdeck.plugins]\nchat_theirs = their_package.chat_theirs\n", "utf-8"
    )
    monkeypatch.syspath_prepend(str(site))
    found = discover(own, shipped)
    assert list(found) == ["chat_theirs"]
    assert found["chat_theirs"].module == "their_package.chat_theirs"
    assert not found["chat_theirs"].shipped
    assert found["chat_theirs"].usable


def test_words_come_with_it_and_wrong_ones_do_not_stop_it(own: Path, shipped: Path) -> None:
    strings = put(shipped, "chat_a") / "strings"
    strings.mkdir()
    (strings / "vi.toml").write_text('name = "Ích"\nnone = "x"\n', "utf-8")
    found = discover(own, shipped)["chat_a"]
    assert found.words == {"vi": {"name": "Ích"}}
    assert found.usable
    assert found.problem is not None
    assert found.problem.text.startswith("chat_a/strings/vi.toml:2: none: unknown")
