"""A flood of chat while server and runners are killed: nothing acknowledged is lost, nothing twice.

A crowd and a webhook tell the same booth's chat; a window follows it. Server, the crowd's runner
and the webhook's are killed (-9) in turn, the crowd's connection breaks and it tells again what it
told before. Afterwards the database must hold each row that the window saw, as it saw it, each call
that was answered with 200, once, and no message of the crowd twice. What the crowd sent while
nobody read it is gone, as with the service it plays: that is counted, not judged.
"""

import argparse
import asyncio
import contextlib
import hmac
import itertools
import os
import signal
import sqlite3
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from hashlib import blake2b
from pathlib import Path

import aiohttp
import msgspec
import psutil

from studio_app.client import ConnectionStatus, ServerConnection, StudioClient
from studio_app.domain.actions.plugins import AddInstance
from studio_app.domain.chat import ChatRow
from studio_app.domain.errors import StudioError
from studio_app.domain.feed import LogRows
from studio_app.domain.ids import BoothId, ServerId
from studio_app.domain.plugin import Instance, InstanceStatus
from studio_app.support.running import read_local_key
from studio_app.support.secrets import KEYRING_VARIABLE
from tests.crowd_process import CrowdProcess, crowd_process, hear, stored
from tests.soak.harness import Report, main
from tests.studio_process import StudioProcess, until

HOOK, HOOK_SECRET = "web-1", "a secret of this soak"
CALLS_PER_S = 20.0
BACK_WITHIN_S = 90.0
SEEN_FIRST = 200
"""Rows that the window must have got since the last kill before the next one comes."""
LEAST_SENT = 0.7
"""Of what the rate asks for: the rest of the time somebody was being killed."""
SETTINGS = """
[chat]
flood_per_10s = 0
budget_mb = 20000
"""


class Window:
    """What a window was shown, by cursor: a digest of each row."""

    def __init__(self) -> None:
        self.seen: dict[int, bytes] = {}
        self.of_crowd = 0
        self.otherwise = 0
        """Rows that came once more and said something else."""
        self.came = asyncio.Event()

    def take(self, _: ServerId, rows: LogRows) -> None:
        """Rows of the chat came."""
        for each in rows.rows:
            row = msgspec.msgpack.decode(each.data, type=ChatRow)
            what = digest(row.kind.value, row.account, row.author, row.text)
            self.of_crowd += each.cursor not in self.seen and row.source != HOOK
            before = self.seen.setdefault(each.cursor, what)
            self.otherwise += before != what
        self.came.set()

    async def more(self, count: int, timeout_s: float) -> None:
        """Wait for so many more of the crowd's. Raises TimeoutError."""
        goal = self.of_crowd + count
        async with asyncio.timeout(timeout_s):
            while self.of_crowd < goal:
                self.came.clear()
                await self.came.wait()


def digest(*parts: str) -> bytes:
    """What a row says, in few bytes."""
    return blake2b("\0".join(parts).encode(), digest_size=8).digest()


class Caller:
    """A service that calls until it is answered 200, with the same id each time, then goes on."""

    def __init__(self, url: str) -> None:
        self.answered: list[int] = []
        """The calls that were answered 200."""
        self.again = 0
        """Calls that had to be repeated."""
        self._url = f"{url}/api/hooks/{HOOK}"
        self._ending = False

    def end(self) -> None:
        """The call under way is the last one."""
        self._ending = True

    async def run(self) -> None:
        """Call on and on, several at a time."""
        numbers = itertools.count(1)
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=20)) as http:
            await asyncio.gather(*(self._call_on(http, numbers) for _ in range(4)))

    async def _call_on(self, http: aiohttp.ClientSession, numbers: "itertools.count[int]") -> None:
        while not self._ending:
            number = next(numbers)
            while not await self._call(http, number):
                self.again += 1
                await asyncio.sleep(0.25)
            self.answered.append(number)
            await asyncio.sleep(4 / CALLS_PER_S)

    async def _call(self, http: aiohttp.ClientSession, number: int) -> bool:
        said = {"id": str(number), "account": f"w{number % 50}", "text": f"cuộc gọi {number}"}
        body, at = msgspec.json.encode(said), str(int(time.time()))
        signed = hmac.new(HOOK_SECRET.encode(), f"{at}.".encode() + body, "sha256").hexdigest()
        headers = {"X-BoothDeck-Timestamp": at, "X-BoothDeck-Signature": signed}
        try:
            async with http.post(self._url, data=body, headers=headers) as answer:
                await answer.read()
                return answer.status == 200
        except (aiohttp.ClientError, TimeoutError, OSError):
            return False


class Soak:
    """One server, its sources, and who kills them."""

    def __init__(self, studio: StudioProcess, crowd: CrowdProcess, report: Report) -> None:
        self.studio = studio
        self.crowd = crowd
        self.report = report
        self.window = Window()
        self.port = 0
        self.instance = ""
        self.slowest_s = 0.0

    @asynccontextmanager
    async def furnished(self) -> AsyncIterator[tuple[StudioClient, ServerConnection]]:
        """The server with both sources, and a client that outlives it."""
        self.port = (await asyncio.to_thread(self.studio.start)).port
        client = StudioClient("soak")
        url = self.studio.running().url
        server = client.add_server(url, lambda: read_local_key(self.studio.paths))
        client.log_rows.connect(self.window.take)
        try:
            await until(client, lambda: server.status is ConnectionStatus.CONNECTED, 30)
            booth, self.instance = await hear(server, self.crowd)
            await server.act(
                AddInstance(
                    instance=HOOK,
                    plugin="chat_webhook",
                    booth=booth,
                    secrets={"secret": HOOK_SECRET},
                )
            )
            await self._all_connected(client, server)
            server.watch_log(f"chat/{BoothId(booth)}", None, 500)
            yield client, server
        finally:
            await client.close()

    async def harm(self, what: str, client: StudioClient, server: ServerConnection) -> None:
        """Do it, and wait until all is well again and rows come."""
        began = time.monotonic()
        match what:
            case "server":
                await asyncio.to_thread(self.studio.kill)
                await asyncio.to_thread(self.studio.start, self.port)
            case "crowd's runner":
                os.kill(self._runner("chat_socialstream"), signal.SIGKILL)
            case "webhook's runner":
                os.kill(self._runner("chat_webhook"), signal.SIGKILL)
            case _:
                await self.crowd.order("drop")
        try:
            await self._all_connected(client, server)
            await self.window.more(SEEN_FIRST, BACK_WITHIN_S)
        except TimeoutError:
            self.report.wrong.append(f"{what}: not back within {BACK_WITHIN_S:.0f} s")
        self.slowest_s = max(self.slowest_s, time.monotonic() - began)

    def _runner(self, plugin: str) -> int:
        return next(
            each.pid
            for each in psutil.Process(self.studio.pid).children(recursive=True)
            if each.cmdline()[-2:] == ["plugin", plugin]
        )

    async def _all_connected(self, client: StudioClient, server: ServerConnection) -> None:
        def connected() -> bool:
            found = [
                server.get(Instance, "plugin_instance", each) for each in (self.instance, HOOK)
            ]
            return server.status is ConnectionStatus.CONNECTED and all(
                each is not None and each.status is InstanceStatus.CONNECTED for each in found
            )

        with contextlib.suppress(StudioError):
            await until(client, connected, BACK_WITHIN_S)


HARMS = ("server", "crowd's runner", "the line", "server", "webhook's runner")


async def measure(arguments: argparse.Namespace) -> Report:
    report = Report(name="chat")
    os.environ[KEYRING_VARIABLE] = "file"
    with tempfile.TemporaryDirectory(prefix="boothdeck-soak-") as name:
        studio = StudioProcess(Path(name) / "home")
        studio.paths.make()
        studio.paths.settings_file.write_text(SETTINGS, encoding="utf-8")
        try:
            words = ("--booths=1", f"--rate={arguments.rate}", f"--seed={arguments.seed}")
            async with crowd_process(*words) as crowd:
                await crowd.order("retell")
                await _soak(Soak(studio, crowd, report), arguments)
        finally:
            studio.kill()
    return report


async def _soak(soak: Soak, arguments: argparse.Namespace) -> None:
    report, pause_s = soak.report, arguments.seconds / arguments.kills
    async with soak.furnished() as (client, server):
        caller = Caller(soak.studio.running().url)
        calling = asyncio.create_task(caller.run(), name="caller")
        for what in itertools.islice(itertools.cycle(HARMS), arguments.kills):
            due = time.monotonic() + pause_s
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            progress(f"{what}; {len(soak.window.seen)} rows seen, {len(caller.answered)} calls")
            await soak.harm(what, client, server)
        caller.end()
        async with asyncio.timeout(BACK_WITHIN_S):
            await calling
        await soak.crowd.order("rate", per_s=0)
        sent = (await soak.crowd.sent())[0]
        await _quiet(soak.window)
    await asyncio.to_thread(soak.studio.stop)
    kept = await asyncio.to_thread(stored, soak.studio.paths.database_file, soak.instance)
    judge(report, soak, caller)
    report.need(kept.twice == 0, f"{kept.twice} messages of the crowd are there twice")
    least = arguments.rate * arguments.seconds * LEAST_SENT
    report.need(sent.sent >= least, f"only {sent.sent} messages were sent: nobody listened")
    report.figures.update(
        kills=arguments.kills,
        sent=sent.sent,
        sent_again=sent.repeated,
        kept=len(kept.numbers),
        unread=kept.lost(sent),
        slowest_back_s=soak.slowest_s,
    )


async def _quiet(window: Window) -> None:
    """Wait until no row has come for a while."""
    with contextlib.suppress(TimeoutError):
        while True:
            await window.more(1, 3)


def judge(report: Report, soak: Soak, caller: Caller) -> None:
    """Compare what was acknowledged with what is there."""
    with closing(sqlite3.connect(soak.studio.paths.database_file)) as database:
        there = {
            row[0]: digest(*row[1:])
            for row in database.execute("SELECT id, kind, account, author, text FROM chat")
        }
        calls = [
            int(row[0].rpartition(":")[2])
            for row in database.execute("SELECT service_id FROM chat WHERE source = ?", (HOOK,))
        ]
    seen = soak.window.seen
    gone = sum(cursor not in there for cursor in seen)
    other = sum(there.get(cursor, what) != what for cursor, what in seen.items())
    lost = set(caller.answered) - set(calls)
    report.need(gone == 0, f"{gone} rows that a window saw are gone")
    report.need(other == 0, f"{other} rows say something else than a window saw")
    report.need(soak.window.otherwise == 0, f"{soak.window.otherwise} rows changed while shown")
    report.need(not lost, f"{len(lost)} calls were answered 200 and are gone")
    report.need(len(calls) == len(set(calls)), "calls are there twice")
    report.need(bool(caller.answered), "no call was answered")
    report.figures.update(
        rows=len(there), seen=len(seen), calls=len(caller.answered), calls_again=caller.again
    )


def progress(text: str) -> None:
    """Say how far it is, to whoever watches."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rate", type=float, default=2000, help="messages a second")
    short = bool(os.environ.get("CI"))
    parser.add_argument(
        "--seconds",
        type=float,
        default=60.0 if short else 600.0,
        help="without the time to recover (default 600; on a build machine 60)",
    )
    parser.add_argument("--kills", type=int, default=len(HARMS) if short else 30)
    parser.add_argument("--seed", type=int, default=1)


if __name__ == "__main__":
    main(measure, add_arguments)
