"""A local relay of Social Stream Ninja's protocol with a rehearsal's crowd behind it.

`ws://127.0.0.1:PORT/join/SESSION/IN/OUT`: channel 4 hears the chat, what is written on channel 1 is
an order to the relay (`sendChat`). Source: its api.md.
"""

import asyncio
import http
import logging
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec
from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

from studio_app.rehearsal.crowd import Crowd
from studio_app.rehearsal.crowd_data import read_crowd, read_shops
from studio_app.rehearsal.crowd_room import Room
from studio_app.rehearsal.crowd_words import Phrases

log = logging.getLogger(__name__)

CHAT_CHANNEL = "4"
STEP_S = 0.02
"""How often messages go out; what is due goes in one write."""
LATE_S = 1.0
"""Behind by more than this, a machine that slept say, it begins anew."""
LEAST_AUDIENCE = 200
SECONDS_BETWEEN = 20
"""One who ever writes does so about so seldom."""


class Asked(msgspec.Struct):
    """What a client may send; the rest of its commands is for windows that are not here."""

    action: str = ""
    value: str = ""


class CrowdServer:
    """Sessions named `booth1`, `booth2` …, each with a crowd of its own. On one loop."""

    def __init__(
        self, folder: Path, *, booths: int, per_s: float, seed: int = 1, stamp_every: int = 0
    ) -> None:
        """`folder`: the data of rehearsals. Blocks for reading it; raises OSError, ValueError."""
        self._file = read_crowd(folder)
        self._shops = read_shops(folder)
        self._phrases = Phrases(self._file)
        self._per_s = per_s
        self._seed = seed
        self._stamp_every = stamp_every
        self._rooms: list[Room] = []
        self._by_session: dict[str, Room] = {}
        self._asked = msgspec.json.Decoder(Asked)
        self._server: Server | None = None
        self._pulse: asyncio.Task[None] | None = None
        self.port = 0
        self.have(booths)

    @property
    def rooms(self) -> Sequence[Room]:
        """The booths' rooms, in order."""
        return self._rooms

    def have(self, booths: int) -> None:
        """Have so many sessions. Those that go are dropped and forgotten."""
        for room in self._rooms[booths:]:
            del self._by_session[room.session]
            room.drop()
        del self._rooms[booths:]
        for number in range(len(self._rooms), booths):
            crowd = Crowd(
                self._shops[number % len(self._shops)],
                self._file,
                self._phrases,
                seed=self._seed * 1000 + number,
            )
            room = Room(
                f"booth{number + 1}",
                crowd,
                per_s=self._per_s,
                # Microseconds: a crowd that is started again never reuses an id.
                first_id=time.time_ns() // 1000,
                stamp_every=self._stamp_every,
            )
            set_rate(room, self._per_s)
            self._rooms.append(room)
            self._by_session[room.session] = room

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> int:
        """Listen and go on; returns the port. Raises OSError when the port is taken."""
        self._server = await serve(
            self._serve,
            host,
            port,
            compression=None,
            process_request=self._may_join,
            ping_interval=None,
            close_timeout=1,
            server_header=None,
        )
        self.port = next(iter(self._server.sockets)).getsockname()[1]
        self._pulse = asyncio.create_task(self._go_on(), name="rehearsal crowd")
        return self.port

    async def stop(self) -> None:
        """End every connection and free the port."""
        if self._pulse is not None:
            self._pulse.cancel()
            await asyncio.gather(self._pulse, return_exceptions=True)
            self._pulse = None
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()
            self._server = None

    def _may_join(self, connection: ServerConnection, request: Request) -> Response | None:
        room, channel = self._asked_for(request.path)
        if room is None or channel != CHAT_CHANNEL:
            return connection.respond(http.HTTPStatus.NOT_FOUND, "No such session or channel.\n")
        if room.refuse:
            return connection.respond(http.HTTPStatus.SERVICE_UNAVAILABLE, "Try again later.\n")
        return None

    def _asked_for(self, path: str) -> tuple[Room | None, str]:
        """The room of `/join/SESSION/IN[/OUT]`, and the channel that is to be heard."""
        words = path.partition("?")[0].strip("/").split("/")
        if len(words) not in (3, 4) or words[0] != "join":
            return None, ""
        return self._by_session.get(words[1]), words[2]

    async def _serve(self, connection: ServerConnection) -> None:
        request = connection.request
        room, _ = self._asked_for(request.path if request is not None else "")
        if room is None:
            return
        room.join(connection)
        try:
            async for frame in connection:
                self._obey(room, frame)
        except ConnectionClosed:
            pass
        finally:
            room.leave(connection)

    def _obey(self, room: Room, frame: str | bytes) -> None:
        try:
            asked = self._asked.decode(frame)
        except msgspec.DecodeError:
            return  # as the relay does with what it does not understand
        if asked.action == "sendChat" and asked.value:
            room.heard(asked.value)

    async def _go_on(self) -> None:
        then = time.monotonic()
        due = then
        while True:
            due += STEP_S
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            now = time.monotonic()
            elapsed_s = min(now - then, LATE_S)
            then = now
            due = max(due, now - STEP_S)
            for room in tuple(self._rooms):
                try:
                    room.go_on(elapsed_s)
                except Exception:
                    log.exception("the crowd of %s stumbled", room.session)


def set_rate(room: Room, per_s: float) -> None:
    """So many messages a second, by an audience to match."""
    room.per_s = per_s
    room.crowd.audience = max(LEAST_AUDIENCE, round(per_s * SECONDS_BETWEEN))
