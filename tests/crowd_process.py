"""The rehearsal's crowd as a process of its own, and what became of what it sent."""

import asyncio
import json
import sqlite3
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import NamedTuple

from studio_app.client import ServerConnection
from studio_app.domain.actions.house import AddBooth
from studio_app.domain.actions.plugins import AddInstance
from studio_app.domain.chat import ChatKind
from studio_app.domain.ids import BoothId
from tests.studio_process import ROOT, end_by_stdin

STARTS_WITHIN_S = 60.0
NOBODY = 9
"""A port where no OBS is: the discard service's, closed on any machine of ours."""


class Sent(NamedTuple):
    """What one booth's crowd sent to somebody who listened."""

    sent: int
    first_id: int
    repeated: int
    by_kind: Mapping[str, int]
    held: int
    listeners: int


class CrowdProcess:
    """`boothdeck worker crowd`, ordered about."""

    def __init__(self, process: asyncio.subprocess.Process, url: str, sessions: list[str]) -> None:
        self.url = url
        self.sessions = sessions
        self.pid = process.pid
        self._process = process

    async def order(self, do: str, **more: object) -> Mapping[str, object]:
        """Have something done. Raises RuntimeError when it is refused."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"do": do, **more}).encode() + b"\n")
        answer = await _line(self._process)
        if not answer.get("ok"):
            raise RuntimeError(f"the crowd refused {do}: {answer.get('error')}")
        return answer

    async def sent(self) -> list[Sent]:
        """What each booth's crowd has sent so far."""
        rooms = (await self.order("sent"))["sent"]
        assert isinstance(rooms, list)
        return [Sent(**{name: room[name] for name in Sent._fields}) for room in rooms]

    async def end(self) -> None:
        """Close its stdin, then wait; kill it when that is not enough."""
        await end_by_stdin(self._process)


async def _line(process: asyncio.subprocess.Process) -> Mapping[str, object]:
    assert process.stdout is not None
    async with asyncio.timeout(STARTS_WITHIN_S):
        line = await process.stdout.readline()
    if not line:
        raise RuntimeError("the crowd ended early")
    found = json.loads(line)
    assert isinstance(found, dict)
    return found


@asynccontextmanager
async def crowd_process(*words: str) -> AsyncIterator[CrowdProcess]:
    """`boothdeck worker crowd words…` for as long as the block lasts."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "studio_app", "worker", "crowd", *words),
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=1 << 20,
    )
    try:
        told = await _line(process)
        sessions = told["sessions"]
        assert isinstance(sessions, list)
        made = CrowdProcess(process, str(told["url"]), sessions)
        yield made
        await made.end()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def hear(
    server: ServerConnection, crowd: CrowdProcess, number: int = 1
) -> tuple[BoothId, str]:
    """Add booth `number`, without an OBS, and set up a source of its crowd's; both ids."""
    booth, instance = BoothId(f"b{number:02}"), f"crowd-{number}"
    await server.act(AddBooth(booth=booth, number=number, name=f"Booth {number}", port=NOBODY))
    await server.act(
        AddInstance(
            instance=instance,
            plugin="chat_socialstream",
            booth=booth,
            settings={"server": crowd.url},
            secrets={"session": crowd.sessions[number - 1]},
        )
    )
    return booth, instance


class Stored(NamedTuple):
    """What lies in a server's database of one source."""

    numbers: frozenset[int]
    """The crowd's ids of everything but likes, of which only sums are kept."""
    likes: int
    twice: int
    """Rows of an id that has another one already."""
    first_row: int
    last_row: int

    def lost(self, sent: Sent) -> int:
        """How much of what was sent is missing; all of it was sent to somebody."""
        likes = sent.by_kind.get(ChatKind.LIKE, 0)
        return sent.sent - likes - len(self.numbers) + max(0, likes - self.likes)


def stored(file: Path, instance: str) -> Stored:
    """Look into the database of a server that has ended."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
        ids = [
            int(row[0].partition("-")[0])
            for row in database.execute(
                "SELECT service_id FROM chat WHERE source = ? AND service_id != ''", (instance,)
            )
        ]
        likes = database.execute(
            "SELECT coalesce(sum(count), 0) FROM chat WHERE source = ? AND kind = 'like'",
            (instance,),
        ).fetchone()[0]
        ends = database.execute("SELECT min(id), max(id) FROM chat").fetchone()
    numbers = frozenset(ids)
    return Stored(numbers, likes, len(ids) - len(numbers), ends[0] or 0, ends[1] or 0)
