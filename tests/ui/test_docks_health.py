"""The health dock: curves with their gaps, values under a cursor, an hour, a night, a file."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDockWidget, QLabel, QMainWindow
from pytestqt.qtbot import QtBot

from studio_app.domain.booth import LinkStatus
from studio_app.domain.errors import fail
from studio_app.domain.health import COARSE_S, FINE_S, QUANTITIES, HealthReading, HealthRow
from tests.ui import docks_scene as scene
from tests.ui.conftest import Desked
from tests.ui.docks_open import shown
from tests.ui.fake_client import START
from ui.bridge.client import BoothKey, ConnectionStatus
from ui.docks import health_words as words
from ui.docks.health import HealthDock
from ui.docks.health_model import PLOTS, Plot, Range, curve, gaps, joined, row_at, ticks, top
from ui.operations import Tone
from ui.translations import Language

SINCE = START - timedelta(hours=1)


def rows(*seconds: int, cpu: float | None = 10.0) -> list[HealthRow]:
    """Rows that begin so many seconds after `SINCE`."""
    figures = HealthReading(cpu_pct=cpu, fps=30)
    return [HealthRow(at=SINCE + timedelta(seconds=at), figures=figures) for at in seconds]


# --- the model -----------------------------------------------------------------------------------


def test_a_curve_is_never_drawn_over_a_gap() -> None:
    found = curve(rows(0, 10, 20, 60, 70), "cpu_pct", FINE_S)
    assert [len(piece) for piece in found] == [3, 2]
    assert found[0][0].at == SINCE + timedelta(seconds=5)


def test_a_figure_that_is_unknown_for_a_while_ends_its_curve_alone() -> None:
    some = [*rows(0, 10), *rows(20, cpu=None), *rows(30)]
    assert [len(piece) for piece in curve(some, "cpu_pct", FINE_S)] == [2, 1]
    assert [len(piece) for piece in curve(some, "fps", FINE_S)] == [4]


def test_gaps_are_where_nothing_is_known_and_the_last_row_may_be_late() -> None:
    def seconds(*numbers: int) -> list[tuple[int, int]]:
        until = SINCE + timedelta(seconds=100)
        found = gaps(rows(*numbers), SINCE, until, FINE_S)
        return [
            (round((a - SINCE).total_seconds()), round((b - SINCE).total_seconds()))
            for a, b in found
        ]

    assert seconds(0, 10, 20, 60, 70) == [(30, 60)]
    assert seconds(30, 40, 50, 60, 70) == [(0, 30)]
    assert seconds(0, 10, 20, 30) == [(40, 100)]
    assert seconds() == [(0, 100)]


@given(st.lists(st.integers(0, 359), unique=True))
def test_every_moment_is_in_a_row_or_in_a_gap(numbers: list[int]) -> None:
    some = rows(*sorted(number * FINE_S for number in numbers))
    until = SINCE + timedelta(hours=2)
    holes = gaps(some, SINCE, until, FINE_S)
    for second in range(5, 3600, 50):
        at = SINCE + timedelta(seconds=second)
        known = row_at(some, at, FINE_S) is not None
        assert known is not any(begin <= at < end for begin, end in holes)


def test_more_rows_replace_the_unfinished_one_and_old_ones_leave() -> None:
    later = rows(20, 30, cpu=50)
    found = joined(rows(0, 10, 20), later, SINCE + timedelta(seconds=10))
    assert [row.at.second for row in found] == [row.at.second for row in rows(10, 20, 30)]
    assert found[1].figures.cpu_pct == 50


def test_a_scale_is_what_is_usual_or_the_next_round_number() -> None:
    plot = Plot(("kbps",), 0, 1000)
    assert top([], plot) == 1000
    assert top([800], plot) == 1000
    assert top([5900], plot) == 10_000
    assert top([1900.5], plot) == 2000
    assert top([5000], Plot(("x",), 0, 100, grows=False)) == 100


def test_every_figure_that_is_kept_is_shown() -> None:
    assert {name for plot in PLOTS for name in plot.names} == {one.name for one in QUANTITIES}


def test_the_axis_has_whole_times_of_day_in_vietnam() -> None:
    found = ticks(SINCE, START, 6)
    assert [at.minute for at in found] == [50, 0, 10, 20, 30, 40]
    night = ticks(datetime(2026, 3, 4, 1, 10, tzinfo=UTC), datetime(2026, 3, 4, 13, tzinfo=UTC), 6)
    assert [(at.hour + 7) % 24 for at in night] == [10, 12, 14, 16, 18]


def test_values_are_written_as_people_read_them() -> None:
    figures = HealthReading(kbps=5940, disk_free_mb=81_200, rms_db=-23.4, peak_db=-127.5)
    assert words.value_text("kbps", figures) == "5.9 Mb/s"
    assert words.value_text("disk_free_mb", figures) == "81.2 GB"
    assert words.value_text("rms_db", figures) == "−23 / −∞ dB"
    assert words.value_text("cpu_pct", figures) == "–"
    assert words.value_text("cpu_pct", None) == "–"


# --- the dock ------------------------------------------------------------------------------------


def open_health(
    qtbot: QtBot, desked: Desked, *, filled: bool = True, size: tuple[int, int] = (816, 440)
) -> tuple[HealthDock, BoothKey]:
    """The dock on booth 07, with an hour of figures."""
    booth = scene.furnish(desked.studio)
    if filled:
        scene.history(desked.studio, booth)
    dock = shown(qtbot, HealthDock(desked.bridge, desked.ops), booth, size)
    qtbot.waitUntil(lambda: dock.plot.page is not None)
    return dock, booth


def place_of(dock: HealthDock, at: datetime) -> QPoint:
    """Where a moment is on the plot."""
    return QPoint(round(dock.plot._x(at)), dock.plot.height() // 2)


def test_an_hour_is_read_once_and_then_only_what_is_new(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_health(qtbot, desked)
    assert desked.studio.health_asked == [(booth[1], SINCE)]
    assert dock.plot.page is not None
    assert len(dock.plot.page.rows) > 300
    last = dock.plot.page.rows[-1].at
    connection = desked.studio.connection(booth[0])
    connection.now = START + timedelta(seconds=10)
    assert isinstance(desked.studio.health, dict)
    figures = HealthReading(cpu_pct=77.7)
    desked.studio.health[booth[1]].append(HealthRow(at=START, figures=figures))
    dock._read()
    qtbot.waitUntil(lambda: "77.7 %" in dock.plot.values())
    assert desked.studio.health_asked[-1] == (booth[1], last)
    assert dock.plot.page.since == SINCE + timedelta(seconds=10)


def test_the_cursor_shows_the_values_of_its_moment_and_none_in_a_gap(
    qtbot: QtBot, desked: Desked
) -> None:
    dock, _ = open_health(qtbot, desked)
    newest = dock.plot.values()
    qtbot.waitUntil(lambda: dock.plot.painted > 0)
    painted = dock.plot.painted
    QTest.mouseMove(dock.plot, place_of(dock, START - timedelta(minutes=29)))
    qtbot.waitUntil(lambda: dock.plot.cursor_at is not None)
    assert dock.plot.values() != newest
    assert dock.plot.values()[3] > "30"
    QTest.mouseMove(dock.plot, place_of(dock, START - timedelta(minutes=34)))
    qtbot.waitUntil(lambda: set(dock.plot.values()) == {"–"})
    dock.plot.repaint()
    assert dock.plot.painted == painted, "a cursor that moves paints no curve anew"
    QTest.mouseMove(dock.plot, QPoint(2, 100))
    qtbot.waitUntil(lambda: dock.plot.values() == newest)


def test_the_arrows_move_the_cursor_by_one_row(qtbot: QtBot, desked: Desked) -> None:
    dock, _ = open_health(qtbot, desked)
    dock.plot.setFocus()
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left):
        QTest.keyClick(dock.plot, key)
    before = dock.plot.cursor_at
    assert before is not None
    QTest.keyClick(dock.plot, Qt.Key.Key_Left)
    assert dock.plot.cursor_at == before - timedelta(seconds=FINE_S)
    QTest.keyClick(dock.plot, Qt.Key.Key_Home)
    assert dock.plot.cursor_at is not None
    assert dock.plot.cursor_at - SINCE < timedelta(seconds=FINE_S)
    QTest.keyClick(dock.plot, Qt.Key.Key_End)
    assert dock.plot.cursor_at is None


def test_a_night_is_read_in_minutes(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_health(qtbot, desked)
    scene.history(desked.studio, booth, every_s=COARSE_S, count=720)
    dock.ranges[Range.NIGHT].click()
    qtbot.waitUntil(lambda: dock.plot.page is not None and dock.plot.page.every_s == COARSE_S)
    assert desked.studio.health_asked[-1] == (booth[1], START - timedelta(hours=12))
    assert dock.plot.page is not None
    assert len(dock.plot.page.rows) > 600


def test_what_is_old_is_not_written_as_if_it_were_of_now(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_health(qtbot, desked)
    assert dock.plot.values()[0] != "–"
    scene.link(desked.studio, booth, LinkStatus.LOST)
    qtbot.waitUntil(lambda: set(dock.plot.values()) == {"–"})
    QTest.mouseMove(dock.plot, place_of(dock, START - timedelta(minutes=10)))
    qtbot.waitUntil(lambda: dock.plot.values()[0] != "–")


def test_another_booth_shows_nothing_of_the_last_one(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_health(qtbot, desked)
    other = desked.studio.add_booth(booth[0], 8)
    dock.set_booth(other)
    assert dock.plot.page is None
    qtbot.waitUntil(lambda: dock.plot.page is not None)
    assert "Nothing is known" in dock.nothing.text()
    assert not dock.export.isEnabled()


def test_an_hour_without_figures_says_why(qtbot: QtBot, desked: Desked) -> None:
    dock, _ = open_health(qtbot, desked, filled=False)
    assert "ten seconds after OBS is connected" in dock.nothing.text()
    assert dock.nothing.isVisible()


def test_a_failed_reading_is_said_once_and_the_gap_grows(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_health(qtbot, desked)
    connection = desked.studio.connection(booth[0])
    desked.studio.health = fail("database_slow", seconds=15)
    connection.now = START + timedelta(minutes=5)
    dock._read()
    qtbot.waitUntil(lambda: bool(dock.problem.text))
    assert dock.plot.page is not None
    assert dock.plot.page.until == connection.now
    assert set(dock.plot.values()) == {"–"}
    dock.problem.clear()
    dock._read()
    qtbot.waitUntil(lambda: not desked.ops.desk.busy)
    assert dock.problem.text == ""


def test_without_any_figures_a_failed_reading_stands_in_the_middle(
    qtbot: QtBot, desked: Desked
) -> None:
    booth = scene.furnish(desked.studio)
    desked.studio.health = fail("database_slow", seconds=15)
    dock = shown(qtbot, HealthDock(desked.bridge, desked.ops), booth)
    qtbot.waitUntil(lambda: "15" in dock.nothing.text())


def test_an_alarm_is_a_mark_that_says_what_it_was(qtbot: QtBot, desked: Desked) -> None:
    booth = scene.furnish(desked.studio)
    scene.history(desked.studio, booth)
    scene.alarm(desked.studio, booth)
    dock = shown(qtbot, HealthDock(desked.bridge, desked.ops), booth)
    qtbot.waitUntil(lambda: bool(dock.plot.marks))
    mark = dock.plot.marks[0]
    place = QPoint(round(dock.plot._x(mark.since)) + 3, 8)
    assert "too slow" in dock.plot.tip_at(place)
    assert dock.plot.tip_at(QPoint(300, 8)) == ""
    assert "LUFS" in dock.plot.tip_at(QPoint(300, dock.plot._row(len(PLOTS) - 1).center().y()))


def test_export_writes_what_is_shown(
    qtbot: QtBot, desked: Desked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.operations.downloads.downloads", lambda: tmp_path)
    dock, _ = open_health(qtbot, desked)
    assert dock.plot.page is not None
    dock.export.click()
    qtbot.waitUntil(lambda: bool(desked.notices))
    assert desked.notices[-1].tone is Tone.DONE
    (file,) = tmp_path.iterdir()
    assert file.name == "boothdeck-07-2026-03-04-204709.csv"
    assert str(file) in desked.notices[-1].text
    assert len(file.read_text("utf-8-sig").splitlines()) == 1 + len(dock.plot.page.rows)


def test_an_export_that_fails_says_why(
    qtbot: QtBot, desked: Desked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.operations.downloads.downloads", lambda: tmp_path / "gone")
    dock, _ = open_health(qtbot, desked)
    dock.export.click()
    qtbot.waitUntil(lambda: "cannot be written" in dock.problem.text)


def test_a_hidden_dock_reads_nothing(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_health(qtbot, desked)
    dock.hide()
    assert not dock._again.isActive()
    asked = len(desked.studio.health_asked)
    dock.set_booth(desked.studio.add_booth(booth[0], 9))
    assert len(desked.studio.health_asked) == asked
    dock.show()
    qtbot.waitUntil(lambda: len(desked.studio.health_asked) > asked)


def test_a_server_that_is_gone_leaves_the_curves(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_health(qtbot, desked)
    connection = desked.studio.connection(booth[0])
    desked.studio.set_status(connection, ConnectionStatus.LOST)
    qtbot.waitUntil(lambda: set(dock.plot.values()) == {"–"})
    assert dock.plot.page is not None
    assert dock.plot.page.rows


def test_every_word_follows_the_language(qtbot: QtBot, desked: Desked, language: Language) -> None:
    dock, _ = open_health(qtbot, desked)
    painted = dock.plot.painted
    language.use("vi")
    qtbot.waitUntil(lambda: dock.export.text() == "Xuất tệp")
    assert dock.plot.values()[4].endswith("Mb/s")
    assert "," in dock.plot.values()[4]
    qtbot.waitUntil(lambda: dock.plot.painted > painted)


def test_behind_another_tab_nothing_is_read_until_it_comes_forward(
    qtbot: QtBot, desked: Desked
) -> None:
    booth = scene.furnish(desked.studio)
    scene.history(desked.studio, booth)
    window = QMainWindow()
    qtbot.addWidget(window)
    docks = []
    panel = HealthDock(desked.bridge, desked.ops)
    for inside in (panel, QLabel("in front")):
        dock = QDockWidget()
        dock.setWidget(inside)
        window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        docks.append(dock)
    window.tabifyDockWidget(*docks)
    docks[1].raise_()
    window.resize(900, 600)
    window.show()
    qtbot.waitExposed(window)
    panel.set_booth(booth)
    panel._read()
    assert desked.studio.health_asked == []
    docks[0].raise_()
    qtbot.waitUntil(lambda: panel.plot.page is not None)
