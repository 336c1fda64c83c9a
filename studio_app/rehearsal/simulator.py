"""A simulated OBS on a port of its own: sessions, events, meters, and all that can fail."""

import asyncio
import itertools
from collections import deque
from collections.abc import Sequence

from websockets.asyncio.server import Server, ServerConnection, broadcast, serve
from websockets.http11 import Request, Response
from websockets.typing import Subprotocol

from studio_app.rehearsal.booth import Booth
from studio_app.rehearsal.faults import Faults
from studio_app.rehearsal.garbage import GARBAGE
from studio_app.rehearsal.meters import METER_HZ, Meters
from studio_app.rehearsal.protocol import (
    JSON_PROTOCOL,
    MSGPACK_PROTOCOL,
    Broadcast,
    Close,
    Frame,
    Intent,
    event,
)
from studio_app.rehearsal.session import Session
from studio_app.rehearsal.show import DEFAULT_MICROPHONES, ShowPlan, booth_show
from studio_app.rehearsal.versions import Version

__all__ = ["SimulatedObs"]

METERS = int(Intent.INPUT_VOLUME_METERS)
"""As a plain number: tested for every session 20 times a second, where an IntFlag is slow."""


class SimulatedObs:
    """One booth's OBS. All methods belong to the loop that called `start`.

    `shape`: canvas in pixels, width by height. `inputs`: how many microphones are always on air,
    or their names. `living`: the show runs by itself, as if it had for a while. `plan`: another
    scene collection than the usual one.
    """

    def __init__(
        self,
        *,
        name: str = "Booth",
        password: str = "",
        shape: tuple[int, int] = (1280, 720),
        inputs: int | Sequence[str] = 4,
        obs_version: str = "29.0.2",
        seed: int = 1,
        living: bool = False,
        plan: ShowPlan | None = None,
    ) -> None:
        microphones = _microphones(inputs)
        self.faults = Faults()
        self.booth = Booth(
            name=name,
            plan=plan or booth_show(name, shape, microphones=microphones),
            version=Version(obs_version),
            faults=self.faults,
            seed=seed,
        )
        self.booth.on_event = self._tell
        self.faults.on_freeze = self._freeze_changed
        self.faults.on_stream = self.booth.outputs.lie_changed
        self.password = password
        self.port = 0
        self._host = "127.0.0.1"
        self._living = living
        self._meters = Meters(seed)
        self._sessions: set[Session] = set()
        self._server: Server | None = None
        self._pulse: asyncio.Task[None] | None = None
        self._flood: asyncio.Task[None] | None = None
        self._thawed = asyncio.Event()
        self._thawed.set()
        self._untold: deque[tuple[Intent, Broadcast]] = deque()
        self._flush_due = False

    # --- life -----------------------------------------------------------------------------------

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> int:
        """Listen and serve; returns the port. Raises OSError when the port is taken."""
        self._host = host
        await self._listen(port)
        self._pulse = asyncio.create_task(self._beat(), name=f"simulated OBS {self.booth.name}")
        if self._living:
            self.booth.outputs.stream.begin(ago_s=600.0 + 41 * (self.port % 37))
        return self.port

    async def stop(self) -> None:
        """OBS is closed: says so, ends every session, frees the port."""
        self.faults.clear()
        self.booth.emit("ExitStarted")
        self._flush()
        for task in (self._pulse, self._flood):
            if task:
                task.cancel()
        await asyncio.gather(
            *(task for task in (self._pulse, self._flood) if task), return_exceptions=True
        )
        self._pulse = self._flood = None
        self.booth.stop()
        if self._server:
            self._server.close()
            await self._server.wait_closed()
            self._server = None

    async def kill(self) -> None:
        """OBS dies: every socket is cut, the port refuses; `revive` starts it again."""
        if self._server:
            self._server.close(close_connections=False)
        await self.drop()
        if self._server:
            await self._server.wait_closed()
            self._server = None

    async def revive(self) -> None:
        """Listen again on the same port."""
        if not self._server:
            await self._listen(self.port)

    async def drop(self) -> None:
        """Cut every session's TCP connection without a word; new ones are served."""
        sessions = list(self._sessions)
        for session in sessions:
            session.socket.transport.abort()
        await asyncio.gather(*(session.socket.wait_closed() for session in sessions))

    async def kick(self) -> None:
        """Send every session away, as somebody does in OBS's own list of them."""
        for session in list(self._sessions):
            await session.socket.close(Close.SESSION_INVALIDATED, "Your session was invalidated.")

    async def _listen(self, port: int) -> None:
        self._server = await serve(
            self._serve,
            self._host,
            port,
            compression=None,
            subprotocols=[Subprotocol(JSON_PROTOCOL), Subprotocol(MSGPACK_PROTOCOL)],
            select_subprotocol=_choose,
            process_request=self._hold_handshake,
            open_timeout=None,
            ping_interval=None,
            close_timeout=1,
            max_size=None,
            server_header=None,
        )
        self.port = next(iter(self._server.sockets)).getsockname()[1]

    # --- faults ---------------------------------------------------------------------------------

    def flood(self, events_per_s: int, *, faders: bool = False) -> None:
        """From now on tell this many events a second, of a fader that moves or of nothing that
        is known; 0 ends it."""
        if self._flood:
            self._flood.cancel()
            self._flood = None
        if events_per_s:
            self._flood = asyncio.create_task(
                self._pour(events_per_s, faders), name=f"simulated OBS {self.booth.name}: flood"
            )

    async def send_raw(self, *frames: Frame) -> None:
        """Send frames as they are to every identified session: text or bytes, broken or not."""
        for session in [one for one in self._sessions if one.identified]:
            for frame in frames:
                await session.socket.send(frame)

    async def send_garbage(self, kind: str) -> None:
        """Send one kind of broken frame, by its name in GARBAGE, to every identified session."""
        for session in [one for one in self._sessions if one.identified]:
            await session.socket.send(GARBAGE[kind](session.protocol))

    @property
    def clients(self) -> int:
        """How many sessions are identified."""
        return sum(session.identified for session in self._sessions)

    async def _pour(self, events_per_s: int, faders: bool) -> None:
        counter = itertools.count(1)
        ridden = self.booth.show.inputs[-1]

        def tell() -> None:
            if faders:
                self.booth.edit.set_volume(ridden, 0.5 + next(counter) % 100 / 1000)
            else:
                self.booth.emit("CustomEvent", {"flood": next(counter)})

        loop = asyncio.get_running_loop()
        due = loop.time()
        while True:
            burst = max(1, events_per_s // 200)
            for _ in range(burst):
                tell()
            due += burst / events_per_s
            await asyncio.sleep(max(0.0, due - loop.time()))

    def _freeze_changed(self, frozen: bool) -> None:
        for session in self._sessions:
            transport = session.socket.transport
            if frozen:
                transport.pause_reading()
            else:
                transport.resume_reading()
        if frozen:
            self._thawed.clear()
        else:
            self._thawed.set()
            self.booth.thaw()
            self._flush()

    # --- sessions and events ----------------------------------------------------------------------

    async def _hold_handshake(
        self, connection: ServerConnection, request: Request
    ) -> Response | None:
        await self._thawed.wait()
        return None

    async def _serve(self, connection: ServerConnection) -> None:
        session = Session(connection, self.booth, self.password, self._flush, self._thawed.wait)
        self._sessions.add(session)
        try:
            await session.run()
        finally:
            self._sessions.discard(session)

    def _tell(self, kind: str, intent: Intent, message: Broadcast) -> None:
        """Queue an event; it goes out after the answer to the request that caused it."""
        if self.faults.mute_events:
            return
        self._untold.append((intent, message))
        if not self._flush_due and self._server:
            self._flush_due = True
            asyncio.get_running_loop().call_soon(self._flush)

    def _flush(self) -> None:
        self._flush_due = False
        if self.faults.freeze:
            return
        while self._untold:
            self._spread(*self._untold.popleft())

    def _spread(self, intent: int, message: Broadcast) -> None:
        for protocol in (JSON_PROTOCOL, MSGPACK_PROTOCOL):
            wanting = [
                session.socket
                for session in self._sessions
                if session.identified
                and session.protocol == protocol
                and session.subscriptions & intent
            ]
            if wanting:
                self.booth.messages_out += len(wanting)
                broadcast(wanting, message.frame(protocol))

    async def _beat(self) -> None:
        """Meters, 20 times a second, while somebody wants them."""
        loop = asyncio.get_running_loop()
        due = loop.time()
        while True:
            due = max(due + 1 / METER_HZ, loop.time() - 1)
            await asyncio.sleep(max(0.0, due - loop.time()))
            if self.faults.freeze or self.faults.mute_events:
                continue
            if not any(one.subscriptions & METERS for one in self._sessions):
                continue
            levels = self._meters.next(self.booth, self.booth.audible())
            told = event("InputVolumeMeters", levels, Intent.INPUT_VOLUME_METERS)
            self._spread(METERS, Broadcast(told))


def _microphones(inputs: int | Sequence[str]) -> Sequence[str]:
    if not isinstance(inputs, int):
        return inputs
    more = (f"Mic {number}" for number in range(len(DEFAULT_MICROPHONES) + 1, inputs + 1))
    return [*DEFAULT_MICROPHONES[:inputs], *more]


def _choose(connection: ServerConnection, offered: Sequence[Subprotocol]) -> Subprotocol | None:
    """Like OBS: the first one it knows, and plain JSON for who names none."""
    return next((one for one in offered if one in {JSON_PROTOCOL, MSGPACK_PROTOCOL}), None)
