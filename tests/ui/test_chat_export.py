"""The chat into a file from the server: all of it by the filter, or no file at all."""

import asyncio
import csv
import errno
import io
from collections.abc import Iterable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from studio_app.domain.chat import ChatKind, ChatRow, FoundRow, Hidden
from studio_app.domain.chat_csv import HEAD, chat_csv
from studio_app.domain.errors import fail
from studio_app.domain.ids import BoothId
from studio_app.domain.roles import Principal, Role
from tests.ui import chat_scene as scene
from tests.ui.chat_open import open_evening
from tests.ui.conftest import Desked
from ui.bridge.client import BoothKey, ConnectionStatus
from ui.docks.chat import ChatDock
from ui.docks.chat_filter import Show
from ui.operations.csv_sieve import CsvSieve
from ui.translations import Language

SEVEN = BoothId("booth-7")
KEPT = [
    scene.row(SEVEN, 1, 'nói "chốt",\nrồi thôi', question=True),
    scene.row(SEVEN, 2, "đã đáp", question=True, answered_by="Hà"),
    scene.row(SEVEN, 3, "ẩn", hidden=Hidden.WORD, question=True),
    scene.row(SEVEN, 4, kind=ChatKind.FOLLOW),
    scene.row(SEVEN, 5, "từ kênh kia", source="tiktok-7b"),
]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where downloads go."""
    made = tmp_path / "downloads"
    made.mkdir()
    monkeypatch.setattr("ui.operations.downloads.downloads", lambda: made)
    return made


@pytest.fixture
def booth(desked: Desked) -> BoothKey:
    """Booth 07 with its channels."""
    made = desked.studio.add_booth(desked.studio.add_server(), 7)
    scene.furnish(desked.studio, made)
    return made


@pytest.fixture
def dock(
    qtbot: QtBot, desked: Desked, booth: BoothKey, language: Language, tmp_path: Path
) -> ChatDock:
    """On booth 07; eleven rows are loaded."""
    return open_evening(qtbot, desked, booth, tmp_path)


def served(rows: Iterable[ChatRow]) -> bytes:
    """As the server writes it."""
    found = [FoundRow(cursor=at, row=row) for at, row in enumerate(rows, 1)]
    return ("\ufeff" + HEAD + chat_csv(found, whole=False)).encode()


def read(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def cursors(folder: Path) -> list[str]:
    """What stands in the only file."""
    (file,) = folder.iterdir()
    return [row["cursor"] for row in read(file.read_bytes())]


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_wherever_it_is_cut_every_row_goes_through_once(size: int) -> None:
    data = served(KEPT)
    sieve = CsvSieve(lambda _: True)
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    assert read(b"".join(map(sieve.take, pieces))) == read(data)
    assert sieve.rows == len(KEPT)


def test_everything_that_is_kept_is_fetched_not_only_what_is_loaded(
    qtbot: QtBot, desked: Desked, booth: BoothKey, dock: ChatDock, folder: Path
) -> None:
    desked.studio.csv = [served(scene.row(SEVEN, at) for at in range(1, 2001))]
    menu = dock.head.menu()
    {action.text(): action for action in menu.actions()}["Export everything that is kept"].trigger()
    qtbot.waitUntil(lambda: bool(desked.notices))
    assert desked.studio.csv_asked == [{"booth": SEVEN}]
    assert desked.notices[-1].text.startswith("2,000 rows are in ")
    (file,) = folder.iterdir()
    assert file.name.startswith("boothdeck-chat-07-")
    rows = read(file.read_bytes())
    assert len(rows) == 2000
    assert rows[0]["booth"] == "07"
    qtbot.waitUntil(lambda: not dock.export.isVisible())


@pytest.mark.parametrize(
    ("show", "kind", "kept"),
    [
        (Show.ALL, None, ["1", "2", "3", "4", "5"]),
        (Show.QUESTIONS, "message", ["1"]),
        (Show.EVENTS, None, ["4"]),
        (Show.HIDDEN, None, ["3"]),
    ],
)
def test_the_filter_holds_where_the_server_knows_none(
    qtbot: QtBot,
    desked: Desked,
    dock: ChatDock,
    folder: Path,
    show: Show,
    kind: str | None,
    kept: list[str],
) -> None:
    desked.studio.csv = [served(KEPT)]
    dock.head.choose_kind(show)
    dock.head.export_all_wanted.emit(24)
    qtbot.waitUntil(lambda: bool(desked.notices))
    (query,) = desked.studio.csv_asked
    assert query.get("kind") == kind
    assert query["since"] == "2026-03-03T13:47:09+00:00"
    assert cursors(folder) == kept


def test_one_channel_and_words_are_kept_to(
    qtbot: QtBot, desked: Desked, booth: BoothKey, dock: ChatDock, folder: Path
) -> None:
    desked.studio.csv = [served(KEPT)]
    dock.head.channels.channel_chosen.emit("tiktok", "tiktok-7b")
    dock.head.search.setText("kênh")
    dock.head.export_all_wanted.emit(0)
    qtbot.waitUntil(lambda: bool(desked.notices))
    assert desked.studio.csv_asked == [{"booth": SEVEN, "service": "tiktok", "query": "kênh"}]
    assert cursors(folder) == ["5"]


def test_it_says_how_far_it_is_and_can_be_cancelled(
    qtbot: QtBot, desked: Desked, dock: ChatDock, folder: Path
) -> None:
    desked.studio.csv = [served(KEPT), asyncio.Event()]
    dock.head.export_all_wanted.emit(0)
    qtbot.waitUntil(lambda: dock.export.text.whole_text == "Export: 5 rows so far …")
    assert [file.suffix for file in folder.iterdir()] == [".part"]
    dock.head.export_all_wanted.emit(0)
    dock.set_booth(None)
    assert dock.export.isVisible(), "it goes on while other rows are looked at"
    dock.export.cancel_button.click()
    qtbot.waitUntil(lambda: not dock.export.isVisible())
    assert list(folder.iterdir()) == []
    assert len(desked.studio.csv_asked) == 1, "one at a time"
    assert not desked.notices


def test_a_link_that_breaks_leaves_no_file_and_is_said(
    qtbot: QtBot, desked: Desked, dock: ChatDock, folder: Path
) -> None:
    broken = fail("server_unreachable", address="127.0.0.1:7450", detail="reset")
    desked.studio.csv = [served(KEPT), broken]
    dock.head.export_all_wanted.emit(0)
    qtbot.waitUntil(lambda: bool(desked.notices))
    assert "127.0.0.1:7450" in desked.notices[-1].text
    assert list(folder.iterdir()) == []
    qtbot.waitUntil(lambda: not dock.export.isVisible())


def test_a_full_disk_leaves_no_file_and_is_said(
    qtbot: QtBot, desked: Desked, dock: ChatDock, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_self: CsvSieve, _piece: bytes) -> bytes:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(CsvSieve, "take", full)
    desked.studio.csv = [served(KEPT)]
    dock.head.export_all_wanted.emit(0)
    qtbot.waitUntil(lambda: bool(desked.notices))
    assert "No space left on device" in desked.notices[-1].text
    assert list(folder.iterdir()) == []


def test_of_several_servers_each_has_its_file(
    qtbot: QtBot, desked: Desked, dock: ChatDock, folder: Path
) -> None:
    desked.studio.add_server("srv000000002", "Nova 2")
    desked.studio.csv = [served(KEPT)]
    dock.head.all.setChecked(True)
    dock.head.export_all_wanted.emit(0)
    qtbot.waitUntil(lambda: len(desked.notices) == 2)
    names = sorted(file.name for file in folder.iterdir())
    assert names[0].startswith("boothdeck-chat-all-Nova-2-")
    assert names[1].startswith("boothdeck-chat-all-Nova-Q7-")
    assert desked.studio.csv_asked == [{}, {}]


def test_who_may_not_have_it_is_told_in_the_menu(
    qtbot: QtBot, desked: Desked, booth: BoothKey, dock: ChatDock
) -> None:
    connection = desked.studio.connection(booth[0])
    connection.principal = Principal(name="Mai", role=Role.HOST)
    desked.studio.set_status(connection, ConnectionStatus.CONNECTED)

    def offered(text: str) -> tuple[bool, str]:
        menu = dock.head.menu()
        (action,) = (action for action in menu.actions() if action.text() == text)
        return action.isEnabled(), action.toolTip()

    qtbot.waitUntil(lambda: not offered("Export everything that is kept")[0])
    assert "order desk" in offered("Export everything that is kept")[1]
    assert offered("Export what is shown")[0]
