"""Orders as a file: over HTTP, in the client, on the command line; no number leaves unnoticed."""

import csv
import io
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import msgspec
import pytest

from studio_app.cli import orders as cli_orders
from studio_app.cli.main import run
from studio_app.client import ServerConnection
from studio_app.domain.actions.orders import FindOrders
from studio_app.domain.errors import StudioError
from studio_app.domain.feed import Act, AuditRow, Done
from studio_app.domain.orders import FoundOrder
from studio_app.domain.roles import Principal, Role
from studio_app.services import csv_export
from studio_app.services.csv_export import orders_export
from studio_app.support.logs import start_logging
from studio_app.support.paths import Paths
from tests.fakes.browser import Browser
from tests.fakes.chat_room import DESK, ONE, TWO, ChatRoom, open_chat
from tests.fakes.house import TECHNICIAN
from tests.fakes.server import FakeHouse, booth, client_of

PHONE = "0912345678"
MASKED = "09•• ••• 678"


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


async def numbers(room: ChatRoom) -> None:
    """What is found below: five orders of two lines, the even ones in the other booth."""
    for number in range(1, 6):
        lines = [{"code": f"a{number}", "quantity": number}, {"words": "=1+1", "size": "M"}]
        said = {"name": "@Lan", "phone": PHONE, "note": f"hoặc {PHONE}", "lines": lines}
        where = TWO if number % 2 == 0 else ONE
        done = await room.house.act("order.make", {"booth": where, **said}, by=DESK)
        assert done.problem is None
    await room.house.act("order.status", {"number": 5, "status": "cancelled"}, by=DESK)


async def pages(
    room: ChatRoom,
    wish: FindOrders,
    most: int | None = None,
    *,
    by: Principal = DESK,
    whole: bool = False,
) -> list[str]:
    source = orders_export(room.orders, room.house.audit, room.house.clock)
    return [page async for page in await source.csv(wish, most, by, whole=whole)]


async def test_has_a_row_for_each_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_export, "PAGE", 2)
    async with open_chat(tmp_path) as room:
        await numbers(room)
        made = await pages(room, FindOrders())
        assert [page.count("\n") for page in made] == [1, 4, 4, 2]
        rows = read("".join(made))
        assert [row["order"] for row in rows] == [n for n in "12345" for _ in range(2)]
        assert rows[2] == {
            "order": "2",
            "status": "to_confirm",
            "made_utc": "2026-05-01T12:00:00Z",
            "changed_utc": "2026-05-01T12:00:00Z",
            "by": DESK.name,
            "booth": TWO,
            "service": "",
            "name": "'@Lan",
            "phone": MASKED,
            "address": "",
            "note": f"hoặc {MASKED}",
            "code": "A2",
            "words": "",
            "quantity": "2",
            "size": "",
            "colour": "",
        }
        assert rows[3]["words"] == "'=1+1"

        async def found(wish: FindOrders, most: int | None = None) -> str:
            return "".join(row["order"] for row in read("".join(await pages(room, wish, most))))

        assert await found(FindOrders(booth=TWO)) == "2244"
        assert await found(FindOrders(query="a3")) == "33"
        assert await found(FindOrders(), 2) == "4455"


async def test_whole_numbers_only_for_who_handles_orders_and_the_audit_tells(
    tmp_path: Path,
) -> None:
    async with open_chat(tmp_path) as room:
        await numbers(room)
        assert PHONE not in "".join(await pages(room, FindOrders()))
        assert PHONE in "".join(await pages(room, FindOrders(), whole=True))
        with pytest.raises(StudioError) as refused:
            await pages(room, FindOrders(), by=TECHNICIAN, whole=True)
        assert refused.value.problem.code == "buyers_not_for"
        with pytest.raises(StudioError) as refused:
            await pages(room, FindOrders(), by=Principal(name="Mai", role=Role.HOST))
        assert refused.value.problem.code == "not_allowed"
        assert await room.house.audit.written(10)
        rows = [row.data for row in await room.house.audit.before(None, 50)]
        told = [row.detail for row in rows if isinstance(row, AuditRow) and row.detail]
        assert told == ["5 rows with whole phone numbers"]


@asynccontextmanager
async def served(folder: Path) -> AsyncIterator[FakeHouse]:
    """The orders behind a server."""
    async with open_chat(folder) as room:
        await numbers(room)
        made = FakeHouse(folder)
        made.orders = orders_export(room.orders, room.house.audit, room.house.clock)

        async def does(act: Act, principal: Principal) -> Done:
            return await room.house.desk.perform(act, principal)

        made.desk.does = does
        made.apply({("booth", str(TWO)): booth(7)})
        await made.start()
        try:
            yield made
        finally:
            await made.stop()


async def test_a_spreadsheet_opens_it(tmp_path: Path) -> None:
    async with served(tmp_path) as made, aiohttp.ClientSession() as session:
        url = f"http://{made.address}/api/orders.csv?status=cancelled&phones=whole"
        headers = {"Authorization": f"Bearer {Role.ORDER_DESK}"}
        async with session.get(url, headers=headers) as answer:
            assert answer.status == 200
            assert "boothdeck-orders.csv" in answer.headers["Content-Disposition"]
            rows = read((await answer.read()).decode("utf-8-sig"))
        assert [(row["order"], row["phone"]) for row in rows] == [("5", PHONE), ("5", PHONE)]
        browser = Browser(session, made.address)
        assert (await browser.ask("GET", "/api/orders.csv", token=None)).status == 401
        assert (await browser.ask("GET", "/api/orders.csv", token=Role.HOST)).code == "not_allowed"
        path = "/api/orders.csv?kind=gift"
        assert (await browser.ask("GET", path, token=Role.ADMIN)).code == "bad_request"
        path = "/api/orders.csv?status=sent"
        assert (await browser.ask("GET", path, token=Role.ADMIN)).code == "bad_request"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home whose server has the orders, two of them in booth number 7."""
    folders = (tmp_path / f"server {number}" for number in range(9))

    @asynccontextmanager
    async def local(_paths: Paths) -> AsyncIterator[ServerConnection]:
        folder = next(folders)
        folder.mkdir()
        async with served(folder) as made, client_of(made) as (_, (connection,)):
            yield connection

    monkeypatch.setattr(cli_orders, "local_server", local)
    return tmp_path


def said(home: Path, monkeypatch: pytest.MonkeyPatch, *words: str) -> str:
    """What the command prints."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", out)
        assert run(["--home", str(home), "orders", *words]) == 0
    start_logging(None, on_stderr=None)
    out.flush()
    assert isinstance(out.buffer, io.BytesIO)
    return out.buffer.getvalue().decode()


def test_the_command_prints_a_table_csv_or_json(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = said(here, monkeypatch).splitlines()
    assert len(table) == 1 + 5
    assert "cancelled" in table[5]
    assert "5 × A5, 1 × =1+1 M" in table[5]
    assert PHONE not in "".join(table)
    assert len(read(said(here, monkeypatch, "7", "--csv").removeprefix("\ufeff"))) == 4
    found = msgspec.json.decode(said(here, monkeypatch, TWO, "--json"), type=list[FoundOrder])
    assert [(each.order.number, each.order.phone) for each in found] == [(2, MASKED), (4, MASKED)]
    assert PHONE in said(here, monkeypatch, "--phones", "whole")
