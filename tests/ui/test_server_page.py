"""Every setting of a server: what it takes, what is wrong at its field, who else changed it."""

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from studio_app.domain.actions.settings import ChangeSetting, ReadSettings, SettingsShown
from studio_app.domain.errors import StudioError
from studio_app.domain.problems import problem
from studio_app.domain.roles import Role
from tests.ui.conftest import Desked
from ui.dialogs.server_page import ServerPage
from ui.dialogs.setting_words import asks, default_of, explained
from ui.translations import Language

SHIPPED = {name: default_of(name) for name in asks()}


@pytest.fixture
def page(qtbot: QtBot, desked: Desked, language: Language) -> ServerPage:
    """Read from a server where everything is as shipped."""
    desked.studio.add_server()
    desked.studio.answer(ReadSettings, SettingsShown(file="studio.toml", values=SHIPPED))
    made = ServerPage(desked.bridge, desked.ops)
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    made.refresh()
    qtbot.waitUntil(made.fields["server.port"].isEnabled)
    return made


def write(page: ServerPage, name: str, text: str) -> None:
    field = page.fields[name]
    assert isinstance(field, QLineEdit)
    field.setText(text)
    field.editingFinished.emit()


def changes(desked: Desked) -> list[ChangeSetting]:
    return [act for act in desked.studio.acts if isinstance(act, ChangeSetting)]


def test_every_setting_is_explained_with_default_and_range(page: ServerPage) -> None:
    assert [name for name in page.fields if not explained(name)] == []
    text = page._texts["server.port"].text()
    assert "a whole number from 0 to 65535" in text
    assert "as shipped: 7450" in text
    assert page.resets["server.port"].isHidden()


def test_a_value_is_sent_with_what_was_seen(qtbot: QtBot, desked: Desked, page: ServerPage) -> None:
    write(page, "health.keep_days", "30")
    qtbot.waitUntil(lambda: len(changes(desked)) == 1)
    assert changes(desked)[0] == ChangeSetting(field="health.keep_days", value=30, seen=14)
    write(page, "alarms.cpu_pct", "91,5")
    qtbot.waitUntil(lambda: len(changes(desked)) == 2)
    assert changes(desked)[1].value == 91.5
    write(page, "server.allowed_names", "a.example, b.example")
    qtbot.waitUntil(lambda: len(changes(desked)) == 3)
    assert changes(desked)[2].value == ("a.example", "b.example")
    language = page.fields["language"]
    assert isinstance(language, QComboBox)
    language.setCurrentText("en")
    language.activated.emit(language.currentIndex())
    qtbot.waitUntil(lambda: len(changes(desked)) == 4)
    assert changes(desked)[3].value == "en"


def test_what_cannot_be_is_said_at_its_field_and_not_sent(desked: Desked, page: ServerPage) -> None:
    write(page, "server.port", "70000")
    assert "from 0 to 65535" in page.notes["server.port"].text()
    assert page.fields["server.port"].property("look") == "wrong"
    assert changes(desked) == []


def test_what_the_server_refuses_stands_at_its_field(
    qtbot: QtBot, desked: Desked, page: ServerPage
) -> None:
    refused = problem("bad_setting", field="server.listen", detail="without tls_cert …")
    desked.studio.answer(ChangeSetting, StudioError(refused))
    write(page, "server.listen", "0.0.0.0")
    qtbot.waitUntil(lambda: "tls_cert" in page.notes["server.listen"].text())
    assert page.notes["name"].isHidden()


def test_a_change_by_somebody_else_is_shown_before_anything_is_overwritten(
    qtbot: QtBot, desked: Desked, page: ServerPage
) -> None:
    changed = {**SHIPPED, "name": "Nova"}
    desked.studio.answer(ReadSettings, SettingsShown(file="studio.toml", values=changed))
    refused = problem("setting_changed", field="name", now='"Nova"')
    desked.studio.answer(ChangeSetting, StudioError(refused))
    page.fields["name"].clearFocus()  # a field that is typed in is left alone
    write(page, "name", "Minh")
    qtbot.waitUntil(lambda: "changed it meanwhile" in page.notes["name"].text())
    field = page.fields["name"]
    assert isinstance(field, QLineEdit)
    qtbot.waitUntil(lambda: field.text() == "Nova")


def test_what_needs_a_restart_says_so_and_what_differs_can_be_put_back(
    qtbot: QtBot, desked: Desked, page: ServerPage
) -> None:
    values = {**SHIPPED, "server.port": 7500}
    shown = SettingsShown(file="studio.toml", values=values, waiting=("server.port",))
    desked.studio.answer(ReadSettings, shown)
    page.refresh()
    qtbot.waitUntil(lambda: "next start" in page.notes["server.port"].text())
    page.resets["server.port"].click()
    qtbot.waitUntil(lambda: bool(changes(desked)))
    assert changes(desked)[0] == ChangeSetting(field="server.port", value=None, seen=7500)


def test_without_an_administrator_nothing_can_be_changed(
    qtbot: QtBot, desked: Desked, language: Language
) -> None:
    desked.studio.add_server(role=Role.DIRECTOR)
    made = ServerPage(desked.bridge, desked.ops)
    qtbot.addWidget(made)
    made.refresh()
    assert not any(field.isEnabled() for field in made.fields.values())
