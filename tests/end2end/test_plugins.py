"""Plugins in a whole server: the handbook followed to the letter, hooks, and servers that die."""

import asyncio
import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import msgspec
import psutil
import pytest

from studio_app.client import ServerConnection, StudioClient
from studio_app.domain.chat import ChatRow
from studio_app.domain.feed import LogRows
from studio_app.domain.ids import ServerId
from studio_app.domain.plugin import Instance, InstanceStatus, PluginLine
from tests.fakes.plugin_house import EXAMPLES
from tests.studio_process import ROOT, StudioProcess, until

HANDBOOK = ROOT / "docs" / "plugins.md"


class Shell:
    """Runs what the handbook says, with `boothdeck` on the path and the file of its own."""

    def __init__(self, studio: StudioProcess, folder: Path) -> None:
        self.file = folder / "chat.txt"
        self._bin = folder / "bin"
        self._bin.mkdir()
        program = self._bin / "boothdeck"
        words = f"{sys.executable} -m studio_app --home {studio.home}"
        program.write_text(f'#!/bin/sh\ncd {ROOT}\nexec {words} "$@"\n', encoding="utf-8")
        program.chmod(0o755)

    async def __call__(self, block: str) -> str:
        """What it prints; every line must go well."""
        said = block.replace("/tmp/chat.txt", str(self.file))
        process = await asyncio.create_subprocess_exec(
            "sh",
            "-ec",
            said,
            env={"PATH": f"{self._bin}:/usr/bin:/bin", "LANG": "C.UTF-8", "PYTHONUTF8": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        out, _ = await asyncio.wait_for(process.communicate(), 90)
        assert process.returncode == 0, out.decode()
        return out.decode()


class Heard:
    """The rows of a log that have come to a client, each once."""

    def __init__(
        self, client: StudioClient, server: ServerConnection, channel: str, kind: type
    ) -> None:
        self._client = client
        self._channel = channel
        self._kind = kind
        self.rows: dict[int, ChatRow | PluginLine] = {}
        self._seen = asyncio.Event()
        client.log_rows.connect(self._came)
        server.watch_log(channel, 0, 500)

    def _came(self, _: ServerId, frame: LogRows) -> None:
        if frame.channel == self._channel:
            for row in frame.rows:
                self.rows[row.cursor] = msgspec.msgpack.decode(row.data, type=self._kind)
            self._seen.set()

    async def until(self, text: str) -> None:
        """Wait for this text."""
        async with asyncio.timeout(60):
            while not any(text in row.text for row in self.rows.values()):
                self._seen.clear()
                await self._seen.wait()


@pytest.fixture
async def studio(tmp_path: Path) -> AsyncIterator[StudioProcess]:
    made = StudioProcess(tmp_path / "home")
    made.home.mkdir()
    booth = '[[booth]]\nid = "booth-1"\nnumber = 1\nname = "Một"\nport = 1\n'
    (made.home / "studio.toml").write_text(booth, encoding="utf-8")
    shutil.copytree(EXAMPLES / "chat_echo", made.paths.plugins / "chat_echo")
    try:
        await asyncio.to_thread(made.start)
        yield made
    finally:
        made.kill()


def set_up(studio: StudioProcess, instance: str, plugin: str, settings: str = "") -> None:
    """Write it into studio.toml."""
    file = studio.home / "studio.toml"
    entry = f'\n[[plugin]]\nid = "{instance}"\nplugin = "{plugin}"\nbooth = "booth-1"\n{settings}\n'
    file.write_text(file.read_text("utf-8") + entry, encoding="utf-8")


async def becomes(
    client: StudioClient, server: ServerConnection, instance: str, status: InstanceStatus
) -> None:
    def there() -> bool:
        found = server.get(Instance, "plugin_instance", instance)
        return found is not None and found.status is status

    await until(client, there, 40)


async def test_the_handbook_leads_to_a_working_source(
    studio: StudioProcess, tmp_path: Path
) -> None:
    page = HANDBOOK.read_text("utf-8")
    blocks = re.findall(r"^```(\w+)\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    tomls = [text for kind, text in blocks if kind == "toml"]
    code = next(text for kind, text in blocks if kind == "python")
    look, set_it_up, write = [text for kind, text in blocks if kind == "sh"][:3]
    shell = Shell(studio, tmp_path)
    folder = re.findall(r"plugins belong into (.*)", await shell(look))[0]
    made = Path(folder) / "chat_lines"
    (made / "strings").mkdir(parents=True)
    (made / "manifest.toml").write_text(tomls[0], encoding="utf-8")
    (made / "strings" / "vi.toml").write_text(tomls[1], encoding="utf-8")
    (made / "__init__.py").write_text(code, encoding="utf-8")
    async with studio.client() as (client, server):
        chat = Heard(client, server, "chat/booth-1", ChatRow)
        said = await shell(set_it_up)
        assert "chat_lines" in said
        await becomes(client, server, "lines-1", InstanceStatus.FAILED)
        assert "There is no file" in await shell(look)
        await shell(write)
        await chat.until("chốt 2 cái A15")
        assert [(row.author, row.text) for row in chat.rows.values()] == [  # type: ignore[union-attr]
            ("Lan", "còn size M không shop?"),
            ("Minh", "chốt 2 cái A15"),
        ]
        # It goes on where it was.
        await shell("boothdeck do plugin.restart plugin=chat_lines")
        await shell('echo "Hoa: tên em là Hoa" >> /tmp/chat.txt')
        await chat.until("tên em là Hoa")
        assert len(chat.rows) == 3
        listed = json.loads(await shell("boothdeck plugins --json"))
        (mine,) = [each for each in listed if each["instance"] == "lines-1"]
        assert (mine["status"], mine["booth"]) == ("connected", "booth-1")


async def test_services_call_plugins_and_nothing_else(studio: StudioProcess) -> None:
    set_up(studio, "echo-1", "chat_echo", "settings = { count = 0 }")
    set_up(studio, "off-1", "chat_echo", "on = false")
    set_up(studio, "twitch-1", "chat_twitch", 'on = false\nsettings = { channel = "x" }')
    url = f"{studio.running().url}/api/hooks/"
    async with studio.client() as (client, server), aiohttp.ClientSession() as http:
        chat = Heard(client, server, "chat/booth-1", ChatRow)
        await becomes(client, server, "echo-1", InstanceStatus.CONNECTED)
        await becomes(client, server, "twitch-1", InstanceStatus.OFF)
        record = server.get(Instance, "plugin_instance", "echo-1")
        assert record is not None
        assert record.hook == "/api/hooks/echo-1"

        async def call(name: str, body: bytes = b"x", **more: str) -> tuple[int, str]:
            async with http.post(url + name, data=io.BytesIO(body), headers=more) as answer:
                return answer.status, await answer.text()

        assert await call("echo-1", b"from a service") == (200, '{"ok": true}')
        await chat.until("from a service")
        assert (await call("twitch-1"))[0] == 404
        assert (await call("none-1"))[0] == 404
        assert (await call("off-1"))[0] == 503
        assert (await call("echo-1", Host="evil.example"))[0] == 421
        assert (await call("echo-1", Origin="https://evil.example"))[0] == 403
        assert (await call("echo-1", b"x" * (2 << 20)))[0] == 413
        assert (await call("echo-1", b"\xff"))[0] == 503  # the plugin's own fault
        statuses = [(await call("off-1"))[0] for _ in range(400)]
        assert set(statuses) == {503, 429}


async def test_what_was_acknowledged_outlives_a_killed_server_and_its_runners_do_not(
    studio: StudioProcess,
) -> None:
    set_up(studio, "echo-1", "chat_echo", "settings = { count = 4000 }")
    async with studio.client() as (client, server):
        log = Heard(client, server, "plugins", PluginLine)
        chat = Heard(client, server, "chat/booth-1", ChatRow)
        await log.until("runs (process")
        await chat.until("xin chào 300")
        said = next(row.text for row in log.rows.values() if "runs (process" in row.text)
        pid = int(re.findall(r"\d+", said)[0])
        seen = {row.text for row in chat.rows.values()}
        studio.kill()
    await asyncio.to_thread(psutil.Process(pid).wait, 15) if psutil.pid_exists(pid) else None
    assert not psutil.pid_exists(pid)
    await asyncio.to_thread(studio.start)
    async with studio.client() as (client, server):
        chat = Heard(client, server, "chat/booth-1", ChatRow)
        await chat.until("xin chào 4000")
        found = await everything(client, server, "chat/booth-1")
        assert seen <= set(found)
        assert found == [f"xin chào {number}" for number in range(1, 4001)]


async def everything(client: StudioClient, server: ServerConnection, channel: str) -> list[str]:
    """The texts of a whole chat, oldest first, read by pages."""
    rows: dict[int, str] = {}
    pages: asyncio.Queue[LogRows] = asyncio.Queue()

    def came(_: ServerId, frame: LogRows) -> None:
        if frame.channel == channel and not frame.live:
            pages.put_nowait(frame)

    disconnect = client.log_rows.connect(came)
    before = 2**53
    while True:
        server.page_log(channel, before, 500)
        page = await asyncio.wait_for(pages.get(), 30)
        for row in page.rows:
            rows[row.cursor] = msgspec.msgpack.decode(row.data, type=ChatRow).text
        if not page.more:
            disconnect()
            return [rows[cursor] for cursor in sorted(rows)]
        before = min(rows)
