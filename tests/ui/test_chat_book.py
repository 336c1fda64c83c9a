"""The chat's rows: in order, marked, trimmed, complete over gaps and lost connections."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from studio_app.domain.chat import Hidden
from tests.ui import chat_scene as scene
from tests.ui.conftest import Desked
from ui.bridge.chat import MOST, TRIMMED, ChatBook, ChatNews
from ui.bridge.client import BoothKey, ConnectionStatus

CHANNEL = "chat/booth-7"


@pytest.fixture
def booth(desked: Desked) -> BoothKey:
    """Booth 07 of a server."""
    return desked.studio.add_booth(desked.studio.add_server(), 7)


@pytest.fixture
def book(desked: Desked, booth: BoothKey) -> Iterator[ChatBook]:
    """Reads that booth, rows 101 to 200 so far."""
    made = ChatBook(desked.bridge)
    made.show_booth(booth)
    desked.studio.log(booth[0], CHANNEL, scene.rows(booth[1], 101, 200), more=True)
    yield made
    made.deleteLater()


def cursors(book: ChatBook) -> list[int]:
    return [line.cursor for line in book.lines]


def test_rows_are_kept_oldest_first_and_none_twice(
    desked: Desked, booth: BoothKey, book: ChatBook
) -> None:
    desked.studio.log(booth[0], CHANNEL, scene.rows(booth[1], 195, 210))
    assert cursors(book) == list(range(101, 211))


def test_older_pages_come_before_on_demand_one_at_a_time(
    desked: Desked, booth: BoothKey, book: ChatBook
) -> None:
    connection = desked.studio.connection(booth[0])
    book.older()
    book.older()
    assert connection.pages_asked == [(CHANNEL, 101)]
    desked.studio.log(booth[0], CHANNEL, scene.rows(booth[1], 1, 100), live=False)
    assert cursors(book) == list(range(1, 201))
    assert not book.more


def test_marks_change_what_is_true_of_a_row_and_are_no_rows(
    qtbot: QtBot, desked: Desked, booth: BoothKey, book: ChatBook
) -> None:
    told: list[ChatNews] = []
    book.news.connect(told.append)
    line = book.line((booth[0], 150))
    assert line is not None
    hidden = scene.mark(booth[1], 150, hidden=Hidden.PERSON, hidden_by="Thu Hà")
    desked.studio.log(booth[0], CHANNEL, [(201, hidden)])
    assert (line.row.hidden, line.row.hidden_by) == (Hidden.PERSON, "Thu Hà")
    assert line.row.text == "tin nhắn 150", "what was written stays"
    assert cursors(book)[-1] == 200
    qtbot.waitUntil(lambda: any(line in news.marked for news in told))
    desked.studio.log(booth[0], CHANNEL, [(202, scene.mark(booth[1], 150, answered_by="Lan"))])
    assert (line.row.hidden, line.row.answered_by) == (Hidden.NO, "Lan")
    desked.studio.log(booth[0], CHANNEL, [(203, scene.mark(booth[1], 9, pinned=True))])
    assert len(book.lines) == 100, "a mark of a row that is not here"


def test_of_an_erased_person_nothing_stays(desked: Desked, booth: BoothKey, book: ChatBook) -> None:
    studio, server = desked.studio, booth[0]
    rows = [
        (at, scene.row(booth[1], at, buyer=buyer)) for at, buyer in ((201, 7), (202, 8), (203, 7))
    ]
    studio.log(server, CHANNEL, rows)
    erased = scene.mark(booth[1], 0, hidden=Hidden.ERASED, buyer=7)
    studio.log(server, CHANNEL, [(204, erased)])
    left = [line.row.author + line.row.text for line in book.lines[-3:]]
    assert left == ["", "Khách 202tin nhắn 202", ""]
    assert book.lines[-1].row.hidden is Hidden.ERASED
    assert not book.lines[-1].folded.strip()


def test_twenty_thousand_rows_are_kept_and_trimmed_by_tenths(
    desked: Desked, booth: BoothKey, book: ChatBook
) -> None:
    for first in range(201, 20_101, 500):
        last = min(first + 499, 20_100)
        desked.studio.log(booth[0], CHANNEL, scene.rows(booth[1], first, last, text="a"))
    assert len(book.lines) == MOST
    assert not book.more, "there is no room for older ones"
    desked.studio.log(booth[0], CHANNEL, scene.rows(booth[1], 20_101, 20_101))
    assert len(book.lines) == MOST - TRIMMED
    assert cursors(book)[-1] == 20_101
    assert book.line((booth[0], 101)) is None
    assert book.more
    book.older()
    asked = desked.studio.connection(booth[0]).pages_asked
    assert asked == [(CHANNEL, cursors(book)[0])], "what was trimmed can be read again"


def test_after_rows_that_were_left_out_they_begin_anew(
    desked: Desked, booth: BoothKey, book: ChatBook
) -> None:
    studio, server = desked.studio, booth[0]
    studio.log(server, CHANNEL, scene.rows(booth[1], 201, 205))
    assert cursors(book) == list(range(101, 206))
    book.older()
    assert studio.connection(server).pages_asked == [(CHANNEL, 101)]
    # A mark may be among what is missing: what is true of the old rows is not known any more.
    studio.log(server, CHANNEL, scene.rows(booth[1], 1201, 1300), more=True)
    assert cursors(book) == list(range(1201, 1301))
    studio.log(server, CHANNEL, scene.rows(booth[1], 51, 100), live=False, more=True)
    assert cursors(book) == list(range(1201, 1301)), "that page belongs to other rows"
    book.older()
    assert studio.connection(server).pages_asked[-1] == (CHANNEL, 1201)
    studio.log(server, CHANNEL, scene.rows(booth[1], 1151, 1200), live=False, more=True)
    assert cursors(book) == list(range(1151, 1301))


def test_a_page_is_asked_again_after_an_absence(
    desked: Desked, booth: BoothKey, book: ChatBook
) -> None:
    connection = desked.studio.connection(booth[0])
    book.older()
    for status in (ConnectionStatus.LOST, ConnectionStatus.CONNECTED):
        desked.studio.set_status(connection, status)
    book.older()
    assert connection.pages_asked == [(CHANNEL, 101)] * 2


def test_another_booth_is_another_channel_and_nothing_of_the_last_stays(
    desked: Desked, booth: BoothKey, book: ChatBook
) -> None:
    other = desked.studio.add_booth(booth[0], 8)
    book.show_booth(other)
    assert book.lines == []
    assert desked.studio.connection(booth[0]).logs_watched == ["chat/booth-8"]
    desked.studio.log(booth[0], CHANNEL, scene.rows(booth[1], 201, 202))
    assert book.lines == []
    book.show_booth(None)
    assert desked.studio.connection(booth[0]).logs_watched == []


def test_all_booths_of_several_servers_are_one_list_by_server_and_cursor(
    desked: Desked, booth: BoothKey, book: ChatBook
) -> None:
    other = desked.studio.add_booth(desked.studio.add_server("srv000000002", "Thủ Đức"), 3)
    book.show_all()
    early = [(5, scene.row(booth[1], 0)), (6, scene.row(booth[1], 20))]
    late = [(5, scene.row(other[1], 10)), (6, scene.row(other[1], 30))]
    desked.studio.log(booth[0], "chat", early)
    desked.studio.log(other[0], "chat", late)
    assert [line.key for line in book.lines] == [
        (booth[0], 5),
        (other[0], 5),
        (booth[0], 6),
        (other[0], 6),
    ]
    assert [line.booth for line in book.lines][:2] == [booth, other]
    desked.studio.log(other[0], "chat", [(7, scene.mark(other[1], 5, pinned=True))])
    assert [line.row.pinned for line in book.lines] == [False, True, False, False]
    desked.studio.servers = desked.studio.servers[:1]
    desked.studio.servers_changed.emit(desked.studio.servers[0])
    assert {line.server for line in book.lines} == {booth[0]}, "a server that is left takes its own"


def test_what_comes_is_told_in_batches(
    qtbot: QtBot, desked: Desked, booth: BoothKey, book: ChatBook
) -> None:
    qtbot.waitUntil(lambda: not book._tell._timer.isActive())
    told: list[ChatNews] = []
    book.news.connect(told.append)
    for at in range(201, 401):
        desked.studio.log(booth[0], CHANNEL, scene.rows(booth[1], at, at))
    qtbot.waitUntil(lambda: sum(len(news.added) for news in told) == 200)
    assert len(told) < 20
