"""A whole server with a channel is killed in the middle of a busy chat: nothing is lost, nothing is
twice, and every row that a window has seen is there afterwards as it was."""

import asyncio
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import aiohttp
import msgspec
import pytest

from studio_app.client import ServerConnection, StudioClient
from studio_app.domain.chat import ChatKind, ChatRow
from studio_app.domain.feed import LogRows
from studio_app.domain.ids import ServerId
from studio_app.support.running import read_local_key
from tests.studio_process import StudioProcess

LINES = 2400
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

[chat]
flood_per_10s = 0
"""


@pytest.fixture(autouse=True)
def _no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOOTHDECK_KEYRING", "file")


class Window:
    """Rows of the booth's chat as a window got them."""

    def __init__(self) -> None:
        self.rows: dict[int, ChatRow] = {}
        self._grown = asyncio.Event()

    def watch(self, client: StudioClient, connection: ServerConnection) -> None:
        """From now on, beginning with the newest."""
        client.log_rows.connect(self._take)
        connection.watch_log("chat/booth-1", limit=500)

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait for rows."""
        async with asyncio.timeout(90):
            while not condition():
                self._grown.clear()
                await self._grown.wait()

    def has(self, count: int) -> bool:
        """Whether so many are there."""
        return len(self.rows) >= count

    def newest(self) -> str:
        """What was said last."""
        return self.rows[max(self.rows)].text if self.rows else ""

    def _take(self, _: ServerId, rows: LogRows) -> None:
        assert rows.problem is None, rows.problem
        for row in rows.rows:
            self.rows[row.cursor] = msgspec.msgpack.decode(row.data, type=ChatRow)
        self._grown.set()


def prepare(server: StudioProcess, file: Path) -> None:
    lines = [
        json.dumps({"ms": number * 3, "account": f"u{number % 97}", "text": f"câu {number}"})
        for number in range(LINES)
    ]
    file.write_text("\n".join(lines), encoding="utf-8")
    server.paths.settings_file.parent.mkdir(parents=True, exist_ok=True)
    server.paths.settings_file.write_text(STUDIO.format(file=file.as_posix()), encoding="utf-8")


async def all_rows(server: StudioProcess) -> list[dict[str, str]]:
    headers = {"Authorization": f"Bearer {read_local_key(server.paths)}"}
    url = f"{server.running().url}/api/chat.csv?limit=100000"
    async with aiohttp.ClientSession(headers=headers) as session, session.get(url) as answer:
        text = await answer.text()
        assert answer.status == 200, text
    head, *lines = text.removeprefix("\ufeff").splitlines()
    return [dict(zip(head.split(","), line.split(","), strict=True)) for line in lines]


async def test_nothing_is_lost_or_twice_over_kills(tmp_path: Path) -> None:
    server = StudioProcess(tmp_path / "home")
    prepare(server, tmp_path / "chat.jsonl")
    seen: dict[int, ChatRow] = {}
    try:
        for kill_at in (300, 500):
            await asyncio.to_thread(server.start)
            async with server.client() as (client, connection):
                window = Window()
                window.watch(client, connection)
                await window.until(partial(window.has, kill_at))
                server.kill()
            seen |= window.rows
        await asyncio.to_thread(server.start)
        async with server.client() as (client, connection):
            window = Window()
            window.watch(client, connection)
            await window.until(lambda: window.newest() == f"câu {LINES - 1}")
            rows = [row for row in await all_rows(server) if row["kind"] == ChatKind.MESSAGE]
        assert [row["text"] for row in rows] == [f"câu {number}" for number in range(LINES)]
        there = {int(row["cursor"]): row["text"] for row in rows}
        told = {cursor: row for cursor, row in seen.items() if row.kind is ChatKind.MESSAGE}
        assert len(told) > 500
        assert {cursor: row.text for cursor, row in told.items()}.items() <= there.items()
    finally:
        server.kill()
