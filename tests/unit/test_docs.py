"""The handbook says what the program does: actions, settings, keys, faults, links and pictures.

`python -m tests.unit.test_docs` writes docs/actions.md anew.
"""

import re
import sys
from pathlib import Path

import msgspec
import pytest

from studio_app.cli.do import _parameters
from studio_app.domain.actions import ALL_ACTIONS, NOT_UNDOABLE, Action
from studio_app.domain.roles import Role
from studio_app.domain.settings import (
    BoothSettings,
    ChatSettings,
    HealthSettings,
    InstanceSettings,
    ServerSettings,
    StudioSettings,
    read_settings,
)
from studio_app.domain.template import (
    BoothTemplate,
    ItemTemplate,
    SceneTemplate,
    SourceTemplate,
)
from studio_app.domain.template_text import read_template
from studio_app.rehearsal.process import DEEDS

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = (*sorted(DOCS.rglob("*.md")), DOCS.parent / "README.md", DOCS.parent / "CHANGELOG.md")
AGAIN = "run `python -m tests.unit.test_docs`"


def actions_page() -> str:
    """docs/actions.md as it must be."""
    lines = [
        "# Every action",
        "",
        "What a window, a key, the command line or a script can have done. `boothdeck actions`",
        "prints the same list. *Undo* names the action that takes it back; a *job* goes on for a",
        "while, with progress. A secret is never written on a command line: `password=-` asks.",
    ]
    for role in Role:
        names = sorted(name for name, action in ALL_ACTIONS.items() if action.ROLE is role)
        if names:
            lines += ["", f"## From {role.value} up", "", "| action | what | takes | undo |"]
            lines += ["|---|---|---|---|"]
            lines += [_row(ALL_ACTIONS[name]) for name in names]
    return "\n".join(lines) + "\n"


def _row(action: type[Action]) -> str:
    what = (action.__doc__ or "").strip().splitlines()[0]
    takes = "<br>".join(
        f"`{each['name']}` {each['takes']}"
        + ("" if each["required"] else " (optional)")
        + (" (secret)" if each["secret"] else "")
        for each in _parameters(action)
    )
    undo = "–" if action.INVERSE == NOT_UNDOABLE else f"`{action.INVERSE}`"
    job = " *(job)*" if action.LONG else ""
    return f"| `{action.NAME}` | {what}{job} | {takes or '–'} | {undo} |"


def test_the_list_of_actions_is_current() -> None:
    assert (DOCS / "actions.md").read_text(encoding="utf-8") == actions_page(), AGAIN


@pytest.mark.parametrize(
    "kind",
    [
        StudioSettings,
        ServerSettings,
        HealthSettings,
        ChatSettings,
        BoothSettings,
        InstanceSettings,
    ],
)
def test_every_setting_is_told_of(kind: type[msgspec.Struct]) -> None:
    page = (DOCS / "server.md").read_text(encoding="utf-8")
    missing = [f.name for f in msgspec.structs.fields(kind) if f"| `{f.name}` |" not in page]
    assert [name for name in missing if name not in ("server", "health", "booth", "plugin")] == []


def test_the_example_settings_are_right() -> None:
    page = (DOCS / "server.md").read_text(encoding="utf-8")
    examples = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    assert examples
    for example in examples:
        assert read_settings(example, "studio.toml").problems == ()


@pytest.mark.parametrize("kind", [BoothTemplate, SourceTemplate, SceneTemplate, ItemTemplate])
def test_every_field_of_a_template_is_told_of(kind: type[msgspec.Struct]) -> None:
    page = (DOCS / "commissioning.md").read_text(encoding="utf-8")
    names = {field.name for field in msgspec.structs.fields(kind)}
    assert [name for name in names if f"`{name}`" not in page and f"[[{name}]]" not in page] == []


def test_the_example_template_is_right() -> None:
    page = (DOCS / "commissioning.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    assert read_template(example, "one-camera.toml").problems == ()


def test_every_fault_that_can_be_ordered_is_told_of() -> None:
    page = (DOCS / "rehearsal.md").read_text(encoding="utf-8")
    assert [deed for deed in DEEDS if f"`{deed}`" not in page] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_pictures_are_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text)
    local = [target for target in targets if "://" not in target]
    assert [target for target in local if not (page.parent / target).exists()] == []


def test_every_picture_is_used() -> None:
    used = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert [p.name for p in (DOCS / "images").glob("*.png") if p.name not in used] == []


if __name__ == "__main__":
    (DOCS / "actions.md").write_text(actions_page(), encoding="utf-8")
    sys.stdout.write(f"{DOCS / 'actions.md'} is current\n")
