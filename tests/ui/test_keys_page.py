"""Keys are recorded by pressing, conflicts are told, each person has their own, and they print."""

from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from studio_app.domain.actions.sound import SetMute
from ui.console.key_sheet import sheet_html
from ui.console.own_keys import name_of, read_name
from ui.console.shortcuts import Shortcuts
from ui.dialogs.keys_page import KeysPage
from ui.settings import WindowSettings
from ui.translations import Language


@pytest.fixture
def shortcuts(qtbot: QtBot, language: Language, tmp_path: Path) -> Shortcuts:
    """Minh's keys."""
    window = QWidget()
    qtbot.addWidget(window)
    return Shortcuts(window, WindowSettings(tmp_path / "console.ini"), "Minh")


def enter(page: KeysPage, name: str, keys: str) -> None:
    """As if the keys were pressed in the field."""
    page.fields[name].setKeySequence(QKeySequence(keys))
    page.fields[name].editingFinished.emit()


def test_conflicts_are_told_and_change_nothing(qtbot: QtBot, shortcuts: Shortcuts) -> None:
    page = KeysPage(shortcuts)
    qtbot.addWidget(page)
    enter(page, "undo", "Ctrl+K")
    assert page.told == "These keys belong to “Commands”."
    assert page.fields["undo"].keySequence() == QKeySequence("Ctrl+Z")
    enter(page, "undo", "7")
    assert "Digits choose booths" in page.told


def test_one_is_put_back_as_shipped(qtbot: QtBot, shortcuts: Shortcuts) -> None:
    page = KeysPage(shortcuts)
    qtbot.addWidget(page)
    assert page.resets["cut"].isHidden()
    enter(page, "cut", "X")
    assert not page.resets["cut"].isHidden()
    page.resets["cut"].click()
    assert shortcuts.keys("cut") == "C"
    assert page.resets["cut"].isHidden()


def test_keys_of_one_s_own_are_rows_too_and_can_be_taken_away(
    qtbot: QtBot, shortcuts: Shortcuts
) -> None:
    page = KeysPage(shortcuts)
    qtbot.addWidget(page)
    name = name_of(SetMute, {"input": "Mic", "muted": True})
    assert shortcuts.give(name, "F8") == ""
    assert page._titles[name].text() == "Mute an input or open it: Mic, yes"
    page.resets[name].click()
    assert name not in page.fields
    assert shortcuts.keys(name) == ""


def test_each_person_has_their_own(shortcuts: Shortcuts, tmp_path: Path) -> None:
    name = name_of(SetMute, {})
    shortcuts.change("cut", "X")
    shortcuts.give(name, "F8")
    shortcuts.use_person("Lan")
    assert (shortcuts.keys("cut"), shortcuts.keys(name)) == ("C", "")
    assert shortcuts.change("take", "X") == ""
    shortcuts.use_person("Minh")
    assert (shortcuts.keys("cut"), shortcuts.keys(name)) == ("X", "F8")
    again = Shortcuts(QWidget(), WindowSettings(tmp_path / "console.ini"), "Minh")
    assert (again.keys("cut"), again.keys(name)) == ("X", "F8")


def test_a_name_keeps_its_answers_but_no_secret_and_survives_what_is_gone() -> None:
    name = name_of(SetMute, {"input": "Mic", "muted": True})
    assert read_name(name) == (SetMute, {"input": "Mic", "muted": True})
    assert read_name('action:sound.mute {"input": 5, "muted": true}') == (SetMute, {"muted": True})
    assert read_name("action:sound.mute {broken") == (SetMute, {})
    assert read_name("action:of.tomorrow") == (None, {})


def test_the_sheet_has_every_key_in_the_chosen_language(
    qtbot: QtBot, shortcuts: Shortcuts, language: Language, tmp_path: Path
) -> None:
    shortcuts.give(name_of(SetMute, {"input": "Mic <1>"}), "F8")
    language.use("vi")
    html = sheet_html(shortcuts, shortcuts.person)
    for name in shortcuts.names:
        assert shortcuts.keys(name) in html
    assert "Bảng lệnh" in html
    assert "Mic &lt;1&gt;" in html
    page = KeysPage(shortcuts)
    qtbot.addWidget(page)
    page.write(tmp_path / "keys.pdf")
    assert (tmp_path / "keys.pdf").read_bytes().startswith(b"%PDF")
    page.write(tmp_path / "none" / "keys.pdf")
    assert "none" in page.told
