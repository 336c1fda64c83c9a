"""Single instance, keys that were changed, figures of one width, catalogues that are complete."""

from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from resources import resource
from studio_app.domain.problems import problem
from studio_app.domain.roles import Role
from ui.components import PartsLabel
from ui.console.shortcuts import Shortcuts
from ui.fonts import font, tabular
from ui.settings import WindowSettings
from ui.single import SingleInstance
from ui.translations import (
    Language,
    Message,
    faults,
    read,
    texts_in,
    update,
    write,
)
from ui.words import problem_text, word


def test_a_second_console_raises_the_first(qtbot: QtBot, tmp_path: Path) -> None:
    raised: list[int] = []
    first, second = SingleInstance(tmp_path), SingleInstance(tmp_path)
    assert first.claim(lambda: raised.append(1))
    assert not second.claim(lambda: None)
    assert second.raise_other()
    qtbot.waitUntil(lambda: raised == [1])
    first.release()
    assert second.claim(lambda: None)
    second.release()


def test_another_home_has_its_own_console(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one, other = SingleInstance(tmp_path / "a"), SingleInstance(tmp_path / "b")
    assert one.claim(lambda: None)
    assert other.claim(lambda: None)
    one.release()
    other.release()


def test_changed_keys_are_kept_and_never_doubled(qtbot: QtBot, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    keys = Shortcuts(window, WindowSettings(tmp_path / "console.ini"))
    assert keys.change("cut", "X") == ""
    assert keys.change("undo", "X") == "cut"
    assert keys.change("undo", "7") == "digits"
    again = Shortcuts(window, WindowSettings(tmp_path / "console.ini"))
    assert again.keys("cut") == "X"
    again.reset()
    assert Shortcuts(window, WindowSettings(tmp_path / "console.ini")).keys("cut") == "C"


@pytest.mark.parametrize("weight", [QFont.Weight.Normal, QFont.Weight.Bold])
def test_every_figure_has_one_width(qtbot: QtBot, weight: QFont.Weight) -> None:
    metrics = QFontMetricsF(font(17, weight))
    assert len({round(metrics.horizontalAdvance(f"{figure}:7"), 3) for figure in range(10)}) == 1


def test_the_shipped_font_is_not_mixed_with_an_installed_one() -> None:
    made = tabular(resource("fonts", "BeVietnamPro-Regular.ttf").read_bytes())
    assert "BoothDeck Sans".encode("utf-16-be") in made
    assert "Be Vietnam Pro".encode("utf-16-be") not in made
    with pytest.raises(ValueError, match="no"):
        tabular(b"\x00\x01\x00\x00\x00\x00" + bytes(6))


def test_problems_are_said_with_their_codes_in_words(language: Language) -> None:
    refused = problem("not_allowed", name="Lan", role=Role.HOST, least=Role.TECHNICIAN)
    assert "Lan is host; this needs technician" in problem_text(refused)
    language.use("vi")
    assert "cần kỹ thuật trở lên" in problem_text(refused)
    assert word(Role.DIRECTOR) == "đạo diễn"


def test_catalogue_check_finds_every_kind_of_fault() -> None:
    texts = {("A", "one {name}"): False, ("A", "%n thing(s)"): True, ("A", "two"): False}
    done = {
        ("A", "one {name}"): Message(["một {ten}"]),
        ("A", "%n thing(s)"): Message(["%n thứ"], counted=True),
        ("A", "old"): Message(["cũ"]),
    }
    found = list(faults("vi", done, texts))
    assert len(found) == 3
    assert any("placeholders" in line for line in found)
    assert any("“two” is missing" in line for line in found)
    assert any("obsolete" in line for line in found)


def test_update_keeps_what_was_said_and_write_reads_back(tmp_path: Path) -> None:
    old = {("A", "one"): Message(["một"]), ("A", "gone"): Message(["mất"])}
    new = update("vi", old, {("A", "one"): False, ("A", "%n <b>"): True})
    assert new[("A", "one")] == Message(["một"])
    assert not new[("A", "%n <b>")].complete
    write(tmp_path / "vi.ts", "vi", new)
    assert read(tmp_path / "vi.ts") == new


def test_texts_are_found_with_their_class() -> None:
    source = """
class Bar(QFrame):
    def show(self):
        self.tr("one "
                "two")
        self.tr("%n of", "", 3)
        QCoreApplication.translate("Other", "three")
"""
    assert dict(texts_in(source)) == {
        ("Bar", "one two"): False,
        ("Bar", "%n of"): True,
        ("Other", "three"): False,
    }


def test_facts_that_do_not_fit_give_way_whole(qtbot: QtBot) -> None:
    label, figures = PartsLabel(), PartsLabel(whole=True)
    figures.setMinimumWidth(0)
    for each in (label, figures):
        qtbot.addWidget(each)
        each.show()
        each.show_text("OBS lost · as of 20:47:09 · next try in 4 s")
        widths = [
            each.fontMetrics().horizontalAdvance(text) + 4
            for text in ("OBS lost", "OBS lost · as of 20:47:09", each.whole_text)
        ]
        said = []
        for width in widths:
            each.resize(width, 20)
            said.append(each.text())
        assert said == ["OBS lost", "OBS lost · as of 20:47:09", each.whole_text]
        assert each.toolTip() == ""
        each.resize(widths[0] - 10, 20)
        assert each.toolTip() == each.whole_text
    assert label.text().endswith("…")
    assert figures.text() == ""
    label.resize(label.minimumWidth(), 20)
    assert label.text() == ""  # two letters say nothing
