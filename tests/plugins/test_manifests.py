"""Every chat source that ships: a manifest that reads, all of it in Vietnamese, few lines."""

import importlib
import json
import re
from pathlib import Path

import pytest

from studio_app.api import ChatSource
from studio_app.domain.manifest_text import read_manifest, read_words
from tests.fakes.plugin_context import PLUGINS

NAMES = sorted(path.parent.name for path in PLUGINS.glob("chat_*/manifest.toml"))
LINES_MOST = 60
ROOT = PLUGINS.parent


def read(name: str, *path: str) -> str:
    return Path(PLUGINS, name, *path).read_text(encoding="utf-8")


def test_there_is_one_for_every_channel() -> None:
    services = "facebook replay restream shopee socialstream tiktok twitch webhook youtube"
    assert [f"chat_{each}" for each in services.split()] == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_manifest_says_all(name: str) -> None:
    found = read_manifest(read(name, "manifest.toml"), "manifest.toml", name)
    assert found.problems == ()
    assert found.manifest is not None
    assert found.manifest.description
    for setting in found.manifest.setting:
        assert not (setting.secret and setting.default), "a secret in a manifest"


@pytest.mark.parametrize("name", NAMES)
def test_every_word_of_it_is_there_in_vietnamese(name: str) -> None:
    manifest = read_manifest(read(name, "manifest.toml"), "manifest.toml", name).manifest
    assert manifest is not None
    words = read_words(read(name, "strings", "vi.toml"), "vi.toml", manifest)
    assert words.problems == ()
    wanted = {"name", "description"} | {f"setting.{each.name}.title" for each in manifest.setting}
    wanted |= {f"setting.{s.name}.description" for s in manifest.setting if s.description}
    assert wanted - set(words.words) == set()


@pytest.mark.parametrize("name", NAMES)
def test_a_source_stays_short(name: str) -> None:
    lines = read(name, "__init__.py").splitlines()
    code = [line for line in lines if line.strip() and not line.strip().startswith("#")]
    assert len(code) < LINES_MOST


@pytest.mark.parametrize("name", [name for name in NAMES if name != "chat_tiktok"])
def test_its_class_is_a_chat_source(name: str) -> None:
    assert issubclass(importlib.import_module(f"plugins.{name}").PLUGIN, ChatSource)


def test_what_must_not_be_shipped_is_no_part_of_the_program() -> None:
    runtime = (ROOT / "requirements" / "runtime.txt").read_text(encoding="utf-8").lower()
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    core = project.partition("[project.optional-dependencies]")[0]
    assert "tiktok" not in runtime
    assert "TikTok" not in core
    # The tests' version is the one that the plugin asks for.
    tests = (ROOT / "requirements" / "dev.txt").read_text(encoding="utf-8")
    manifest = read_manifest(read("chat_tiktok", "manifest.toml"), "", "chat_tiktok").manifest
    assert manifest is not None
    (asked,) = manifest.requires
    assert re.search(rf"^{re.escape(asked.lower())}\b", tests, re.MULTILINE)


def test_payloads_hold_nobodys_data() -> None:
    for path in (PLUGINS.parent / "tests" / "plugins" / "payloads").iterdir():
        text = path.read_text(encoding="utf-8")
        for line in text.splitlines() if path.suffix == ".jsonl" else [text]:
            json.loads(line)
        assert set(re.findall(r"\b0\d{9}\b", text)) <= {"0901234567"}
