"""A server is killed between writing an order and answering: the window asks again and gets that
very order, and there is no second one."""

import asyncio
from pathlib import Path
from typing import cast

import msgspec
import pytest

from studio_app.client import ServerConnection, StudioClient
from studio_app.domain.actions.chat import SearchChat
from studio_app.domain.actions.orders import FindOrders, MakeOrder
from studio_app.domain.chat import FoundRow
from studio_app.domain.feed import LogRow, LogRows
from studio_app.domain.ids import ServerId
from studio_app.domain.orders import FoundOrder, Order, OrderLine
from tests.studio_process import StudioProcess

STUDIO = """
[[booth]]
id = "booth-1"
number = 1
name = "Thời trang"
port = 1

[[plugin]]
id = "replay-1"
plugin = "chat_replay"
booth = "booth-1"
settings = {{ file = "{file}", speed_pct = 100 }}
"""
DYING = """
import os, sys
from studio_app.cli.main import run
from studio_app.services.order_rows import OrderRows

made = OrderRows.__init__

def dying(self, *arguments):
    made(self, *arguments)
    self.added.connect(lambda: os._exit(9))

OrderRows.__init__ = dying
sys.exit(run(sys.argv[1:]))
"""
"""A server that is gone without a word as soon as an order is on the disk."""


class DyingServer(StudioProcess):
    dies = True

    def _command(self, port: int) -> list[str]:
        python, _, _, *arguments = super()._command(port)
        if not self.dies:
            return super()._command(port)
        return [python, "-c", DYING, *arguments]

    def wait(self) -> None:
        """Return when it has died."""
        assert self._process is not None
        assert self._process.wait(60) == 9


class Log:
    """What a window got of a log."""

    def __init__(self, channel: str) -> None:
        self.channel = channel
        self.rows: list[LogRow] = []
        self.told = asyncio.Event()
        """There is a row."""

    def watch(self, client: StudioClient, connection: ServerConnection) -> None:
        """From now on, beginning with the newest."""
        client.log_rows.connect(self._take)
        connection.watch_log(self.channel)

    def _take(self, _: ServerId, rows: LogRows) -> None:
        if rows.channel == self.channel and rows.rows:
            self.rows += rows.rows
            self.told.set()


async def messages(connection: ServerConnection) -> tuple[FoundRow, ...]:
    return cast("tuple[FoundRow, ...]", (await connection.act(SearchChat())).value)


async def test_what_was_ordered_is_ordered_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOOTHDECK_KEYRING", "file")
    server = DyingServer(tmp_path / "home")
    file = tmp_path / "chat.jsonl"
    file.write_text('{"ms": 0, "account": "lan", "author": "Lan", "text": "chốt a12"}\n', "utf-8")
    server.paths.settings_file.parent.mkdir(parents=True, exist_ok=True)
    server.paths.settings_file.write_text(STUDIO.format(file=file.as_posix()), encoding="utf-8")
    try:
        running = await asyncio.to_thread(server.start)
        async with server.client() as (client, connection), asyncio.timeout(120):
            chat = Log("chat")
            chat.watch(client, connection)
            await chat.told.wait()
            found = await messages(connection)
            wish = MakeOrder(row=found[0].cursor, lines=(OrderLine(code="A12"),))
            asked = asyncio.create_task(connection.act(wish, not_after_ms=110_000))
            await asyncio.to_thread(server.wait)
            server.dies = False
            await asyncio.to_thread(server.start, running.port)
            answer = await asked
            made = cast(FoundOrder, answer.value)
            assert (made.order.number, made.order.name) == (1, "Lan")
            assert answer.undo is not None
            assert (await connection.act(FindOrders())).value == (made,)
            log = Log("orders")
            log.watch(client, connection)
            await log.told.wait()
            assert [row.cursor for row in log.rows] == [made.cursor]
            assert msgspec.msgpack.decode(log.rows[0].data, type=Order) == made.order
            marked = {found.cursor: found.row.order for found in await messages(connection)}
            assert marked[wish.row or 0] == 1
    finally:
        server.kill()
