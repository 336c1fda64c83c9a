"""Who did what: paged by cursor, filtered, exported, and quick with thousands of rows."""

import csv
import io
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from studio_app.domain.feed import AuditRow
from studio_app.domain.ids import ServerId
from studio_app.domain.roles import Role
from tests.ui.conftest import Desked
from tests.ui.fake_client import START
from ui.docks.audit import AuditDock
from ui.translations import Language


def row(at: int, **fields: object) -> tuple[int, AuditRow]:
    """The row with this cursor; every third was refused."""
    facts: dict[str, object] = {
        "at": START + timedelta(seconds=at),
        "who": ("Minh", "Lan")[at % 2],
        "role": "technician",
        "origin": "console 127.0.0.1",
        "action": ("sound.mute", "program.take")[at % 2],
        "params": f'{{"booth":"booth-{at % 4 + 1}","input":"Đàn bầu","muted":true}}',
        "result": "ok" if at % 3 else "stale_view",
        "detail": "" if at % 3 else "Not done: on air is “AI”.",
        **fields,
    }
    return at, AuditRow(**facts)  # type: ignore[arg-type]


@pytest.fixture
def server(desked: Desked) -> ServerId:
    """A server with four booths where we are an administrator."""
    made = desked.studio.add_server()
    for number in range(1, 5):
        desked.studio.add_booth(made, number)
    return made


@pytest.fixture
def dock(qtbot: QtBot, desked: Desked, server: ServerId, language: Language) -> AuditDock:
    """Seen, with rows 101 to 300."""
    made = AuditDock(desked.bridge, desked.ops)
    qtbot.addWidget(made)
    made.resize(1000, 400)
    made.show()
    desked.studio.log(server, "audit", [row(at) for at in range(101, 301)], more=True)
    qtbot.waitUntil(lambda: made.model.rowCount() == 200)
    return made


def test_nothing_is_read_before_it_is_seen(
    qtbot: QtBot, desked: Desked, server: ServerId, language: Language
) -> None:
    made = AuditDock(desked.bridge, desked.ops)
    qtbot.addWidget(made)
    assert desked.studio.connection(server).logs_watched == []
    made.show()
    assert desked.studio.connection(server).logs_watched == ["audit"]


def test_newest_first_with_who_when_where_what_and_result(dock: AuditDock) -> None:
    first = dock.model.lines[0]
    assert first.when == "04/03 20:52:09"
    assert (first.entry.row.who, first.entry.row.origin) == ("Minh", "console 127.0.0.1")
    assert first.booth == "01"
    assert first.what == "Mute an input or open it: Đàn bầu, yes"
    assert first.result == "Not done: on air is “AI”."
    assert dock.model.lines[1].result == "done"


def test_older_rows_come_by_cursor_and_new_ones_on_top(
    qtbot: QtBot, desked: Desked, server: ServerId, dock: AuditDock
) -> None:
    bar = dock.table.verticalScrollBar()
    bar.setValue(bar.maximum())
    connection = desked.studio.connection(server)
    assert connection.pages_asked == [("audit", 101)], "the end was reached"
    dock.older_button.click()
    assert len(connection.pages_asked) == 1, "one page at a time"
    desked.studio.log(server, "audit", [row(at) for at in range(1, 101)], live=False)
    desked.studio.log(server, "audit", [row(301)])
    qtbot.waitUntil(lambda: dock.model.rowCount() == 301)
    cursors = [line.entry.cursor for line in dock.model.lines]
    assert cursors == list(range(301, 0, -1))
    assert dock.older_button.isHidden()


def test_filters_by_person_booth_action_failure_and_folded_text(
    qtbot: QtBot, dock: AuditDock
) -> None:
    dock.person.setCurrentIndex(dock.person.findData("Lan"))
    dock.person.activated.emit(0)
    assert {line.entry.row.who for line in dock.model.lines} == {"Lan"}
    dock.failed.setChecked(True)
    assert all(line.failed for line in dock.model.lines)
    assert dock.model.rowCount() == 33
    dock.booth.setCurrentIndex(dock.booth.findData("02"))
    dock.booth.activated.emit(0)
    assert {line.booth for line in dock.model.lines} == {"02"}
    dock.text.setText("dan bau 127.0.0.1")
    qtbot.wait(0)
    assert dock.model.rowCount() > 0
    dock.text.setText("no such thing")
    qtbot.waitUntil(lambda: dock.model.rowCount() == 0)
    assert not dock.export_button.isEnabled()


def test_what_is_shown_is_exported_for_other_programs(
    qtbot: QtBot, desked: Desked, server: ServerId, dock: AuditDock, tmp_path: Path
) -> None:
    desked.studio.log(server, "audit", [row(301, who="=HYPERLINK(1)")])
    qtbot.waitUntil(lambda: dock.model.rowCount() == 201)
    dock.export(tmp_path / "audit.csv")
    text = (tmp_path / "audit.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 201
    assert rows[0]["who"] == "'=HYPERLINK(1)", "no spreadsheet runs it"
    assert rows[1]["at"] == "2026-03-04T13:52:09+00:00"
    assert rows[1]["action"] == "sound.mute"
    assert "201 rows" in desked.notices[-1].text
    dock.export(tmp_path / "none" / "audit.csv")
    assert "cannot be written" in desked.notices[-1].text


def test_asking_where_to_export_blocks_nothing(
    qtbot: QtBot, desked: Desked, server: ServerId, dock: AuditDock
) -> None:
    qtbot.waitUntil(dock.export_button.isEnabled)
    dock.export_button.click()
    dialog = dock.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.isVisible()
    assert QApplication.activeModalWidget() is None
    dialog.reject()


def test_a_role_that_may_not_is_told_so(qtbot: QtBot, desked: Desked, language: Language) -> None:
    desked.studio.add_server(role=Role.TECHNICIAN)
    made = AuditDock(desked.bridge, desked.ops)
    qtbot.addWidget(made)
    made.show()
    assert "directors and above" in made._note.text()
    assert desked.studio.servers[0].logs_watched == []


def test_ten_thousand_rows_are_filtered_while_one_types(
    qtbot: QtBot, desked: Desked, server: ServerId, dock: AuditDock
) -> None:
    many = [row(at) for at in range(301, 10_301)]
    desked.studio.log(server, "audit", many)
    qtbot.waitUntil(lambda: dock.model.rowCount() == 10_200, timeout=5000)
    dock.text.setText("lan take")
    qtbot.waitUntil(lambda: dock.model.rowCount() == 5_100, timeout=2000)
