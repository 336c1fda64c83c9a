"""The chat as a file: over HTTP, in the client, on the command line; no number leaves unnoticed."""

import csv
import io
import sys
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import msgspec
import pytest

from studio_app.cli import chat as cli_chat
from studio_app.cli.main import run
from studio_app.client import ServerConnection
from studio_app.domain.actions.chat import SearchChat
from studio_app.domain.chat import ChatEvent, ChatKind, FoundRow
from studio_app.domain.chat_csv import HEAD
from studio_app.domain.errors import StudioError, fail
from studio_app.domain.feed import Act, AuditRow, Done
from studio_app.domain.roles import Principal, Role
from studio_app.server import csv_api
from studio_app.services import csv_export
from studio_app.services.csv_export import CsvExport, chat_export
from studio_app.support.logs import start_logging
from studio_app.support.paths import Paths
from tests.fakes.browser import Browser
from tests.fakes.chat_room import DESK, ONE, TWO, ChatRoom, open_chat
from tests.fakes.house import TECHNICIAN
from tests.fakes.server import FakeHouse, booth, client_of, until

PHONE = "0912 345 678"
Row = dict[str, str]


def export(room: ChatRoom) -> CsvExport[SearchChat, FoundRow]:
    return chat_export(room.rows, room.house.audit, room.house.clock)


async def pages(
    room: ChatRoom,
    wish: SearchChat,
    most: int | None = None,
    *,
    by: Principal = DESK,
    whole: bool = False,
) -> list[str]:
    """Every page of an export."""
    made = await export(room).csv(wish, most, by, whole=whole)
    return [page async for page in made]


async def rows(room: ChatRoom, wish: SearchChat, most: int | None = None) -> list[Row]:
    return read("".join(await pages(room, wish, most)))


def read(text: str) -> list[Row]:
    return list(csv.DictReader(io.StringIO(text)))


def texts(found: list[Row]) -> list[str]:
    return [row["text"] for row in found]


async def numbers(room: ChatRoom) -> None:
    """What is found below, ten messages in two booths."""
    for number in range(1, 11):
        even = number % 2 == 0
        where, service = (TWO, "facebook") if even else (ONE, "tiktok")
        await room.say(f"tin số {number}", booth=where, service=service)


async def test_every_page_is_small_and_none_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_export, "PAGE", 3)
    async with open_chat(tmp_path) as room:
        await numbers(room)
        found = await pages(room, SearchChat())
        assert [page.count("\n") for page in found] == [1, 3, 3, 3, 1]
        assert texts(read("".join(found))) == [f"tin số {number}" for number in range(1, 11)]
        newest = await rows(room, SearchChat(), 4)
        assert texts(newest) == [f"tin số {number}" for number in (7, 8, 9, 10)]


async def test_its_filters_are_those_of_the_search(tmp_path: Path) -> None:
    async with open_chat(tmp_path) as room:
        await numbers(room)
        gift = ChatEvent(kind=ChatKind.GIFT, author="Lan", account="lan", text="Hoa", count=3)
        await room.chat.take("tiktok-1", "tiktok", ONE, [gift], "")
        assert texts(await rows(room, SearchChat(query="TIN SO 4"))) == ["tin số 4"]
        assert len(await rows(room, SearchChat(booth=TWO))) == 5
        assert len(await rows(room, SearchChat(service="tiktok"))) == 6
        (one,) = await rows(room, SearchChat(kind=ChatKind.GIFT))
        assert (one["text"], one["count"], one["author"]) == ("Hoa", "3", "Lan")
        assert len(await rows(room, SearchChat(booth=TWO), 2)) == 2
        now = room.house.clock.now()
        assert await rows(room, SearchChat(since=now + timedelta(minutes=1))) == []
        assert await rows(room, SearchChat(until=now - timedelta(minutes=1))) == []


async def test_what_comes_meanwhile_does_not_make_it_endless(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_export, "PAGE", 1)
    async with open_chat(tmp_path) as room:
        await room.say("một", "hai")
        found = []
        async for page in await export(room).csv(SearchChat(), None, DESK, whole=False):
            found.append(page)
            await room.say("nữa")
        assert texts(read("".join(found))) == ["một", "hai"]


async def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    async with open_chat(tmp_path) as room:
        await room.say("=HYPERLINK(1)", "+1 áo", "-2", "@all", 'nói "chốt", rồi thôi')
        found = texts(await rows(room, SearchChat()))
        assert found[:4] == ["'=HYPERLINK(1)", "'+1 áo", "'-2", "'@all"]
        assert found[4] == 'nói "chốt", rồi thôi'


async def test_whole_numbers_only_for_who_handles_orders_and_the_audit_tells(
    tmp_path: Path,
) -> None:
    async with open_chat(tmp_path) as room:
        await room.say(f"gọi {PHONE} nhé")
        masked = "".join(await pages(room, SearchChat()))
        assert PHONE not in masked
        assert PHONE in "".join(await pages(room, SearchChat(), whole=True))
        with pytest.raises(StudioError, match="order"):
            await pages(room, SearchChat(), by=TECHNICIAN, whole=True)
        host = Principal(name="Mai", role=Role.HOST)
        with pytest.raises(StudioError) as refused:
            await pages(room, SearchChat(), by=host)
        assert refused.value.problem.code == "not_allowed"
        broken_off = await export(room).csv(SearchChat(), None, DESK, whole=True)
        await anext(broken_off)
        await broken_off.aclose()
        assert await room.house.audit.written(10)
        noted = [row.data for row in await room.house.audit.before(None, 50)]
        told = [row.detail for row in noted if isinstance(row, AuditRow) and row.who == DESK.name]
        assert told == [
            "1 rows with whole phone numbers",
            "0 rows with whole phone numbers",
        ]


# --- over HTTP -----------------------------------------------------------------------------------


@asynccontextmanager
async def served(folder: Path) -> AsyncIterator[tuple[ChatRoom, FakeHouse]]:
    """A chat with ten messages behind a server."""
    async with open_chat(folder) as room:
        await numbers(room)
        made = FakeHouse(folder)
        made.chat = export(room)

        async def does(act: Act, principal: Principal) -> Done:
            return await room.house.desk.perform(act, principal)

        made.desk.does = does
        made.apply({("booth", str(TWO)): booth(7)})
        await made.start()
        try:
            yield room, made
        finally:
            await made.stop()


async def test_a_spreadsheet_opens_it(tmp_path: Path) -> None:
    async with served(tmp_path) as (_, made), aiohttp.ClientSession() as session:
        url = f"http://{made.address}/api/chat.csv?booth={TWO}&limit=2"
        headers = {"Authorization": f"Bearer {Role.ORDER_DESK}"}
        async with session.get(url, headers=headers) as answer:
            assert answer.status == 200
            assert (answer.content_type, answer.charset) == ("text/csv", "utf-8")
            assert "boothdeck-chat.csv" in answer.headers["Content-Disposition"]
            body = await answer.read()
        assert body.startswith("\ufeff".encode()), "Excel takes it for UTF-8"
        assert texts(read(body.decode("utf-8-sig"))) == ["tin số 8", "tin số 10"]


async def test_who_may_not_is_told(tmp_path: Path) -> None:
    async with served(tmp_path) as (_, made), aiohttp.ClientSession() as session:
        browser = Browser(session, made.address)
        assert (await browser.ask("GET", "/api/chat.csv", token=None)).status == 401
        assert (await browser.ask("GET", "/api/chat.csv", token=Role.HOST)).code == "not_allowed"
        path = "/api/chat.csv?phones=whole"
        assert (await browser.ask("GET", path, token=Role.TECHNICIAN)).code == "buyers_not_for"


class _Broken:
    """Breaks off after its heading."""

    async def csv(
        self, wish: SearchChat, most: int | None, by: Principal, *, whole: bool
    ) -> AsyncGenerator[str, None]:
        async def break_off() -> AsyncGenerator[str, None]:
            yield HEAD
            raise fail("database_slow", seconds=5)

        return break_off()


async def test_what_breaks_off_does_not_look_whole(tmp_path: Path) -> None:
    made = FakeHouse(tmp_path)
    made.chat = _Broken()
    await made.start()
    try:
        async with client_of(made) as (_, (connection,)):
            with pytest.raises(StudioError) as broken:
                assert [piece async for piece in connection.chat_csv({})]
            assert broken.value.problem.code == "server_unreachable"
    finally:
        await made.stop()


async def test_who_takes_no_more_is_cut_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_api, "STUCK_S", 0.2)
    ended: list[bool] = []

    class Endless:
        async def csv(
            self, wish: SearchChat, most: int | None, by: Principal, *, whole: bool
        ) -> AsyncGenerator[str, None]:
            async def go_on() -> AsyncGenerator[str, None]:
                try:
                    while True:
                        yield "x" * 1_000_000
                finally:
                    ended.append(True)

            return go_on()

    made = FakeHouse(tmp_path)
    made.chat = Endless()
    await made.start()
    try:
        async with client_of(made) as (_, (connection,)):
            pieces = connection.chat_csv({})
            await anext(pieces)
            await until(lambda: ended)
            await pieces.aclose()
    finally:
        await made.stop()


# --- on the command line -------------------------------------------------------------------------


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home whose server has ten messages, five of them in booth number 7."""

    folders = (tmp_path / f"server {number}" for number in range(9))

    @asynccontextmanager
    async def local(_paths: Paths) -> AsyncIterator[ServerConnection]:
        folder = next(folders)
        folder.mkdir()
        async with served(folder) as (room, made):
            await room.say(f"gọi {PHONE} nhé", booth=TWO)
            async with client_of(made) as (_, (connection,)):
                yield connection

    monkeypatch.setattr(cli_chat, "local_server", local)
    return tmp_path


def said(home: Path, monkeypatch: pytest.MonkeyPatch, *words: str) -> str:
    """What the command prints."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", out)
        assert run(["--home", str(home), "chat", *words, "--hours", "99999"]) == 0
    start_logging(None, on_stderr=None)
    out.flush()
    assert isinstance(out.buffer, io.BytesIO)
    return out.buffer.getvalue().decode()


def test_the_command_prints_a_table_csv_or_json(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = said(here, monkeypatch, "7").splitlines()
    assert len(table) == 1 + 6
    assert "facebook" in table[1]
    assert "tin số 2" in table[1]
    assert PHONE not in table[-1]
    every = read(said(here, monkeypatch, "all", "--csv").removeprefix("\ufeff"))
    assert len(every) == 11
    found = msgspec.json.decode(said(here, monkeypatch, TWO, "--json"), type=list[FoundRow])
    assert [one.row.text for one in found][:2] == ["tin số 2", "tin số 4"]
    assert found[0].row.at <= datetime.now(UTC)
    whole = said(here, monkeypatch, "07", "--phones", "whole", "--csv")
    assert PHONE in whole


def test_the_command_says_what_it_does_not_know(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--home", str(here), "chat", "9"]) == 1
    assert f"{TWO}, all" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        run(["--home", str(here), "chat", "7", "--hours", "0"])
    start_logging(None, on_stderr=None)
