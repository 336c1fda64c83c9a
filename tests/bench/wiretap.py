"""A tap on the wire between the server and an OBS: when which message passed, by one clock.

Run as a process (`python -m tests.bench.wiretap OBS_PORT`) it prints its own port, forwards bytes
both ways, and answers each line on stdin with the stamps since the last one, as JSON. Stamps are
`time.monotonic()` seconds, which all processes of a Linux machine share.
"""

import asyncio
import contextlib
import json
import socket
import sys
import time
from collections.abc import Callable

TAKE = b"TriggerStudioModeTransition"
TAKEN = b"CurrentProgramSceneChanged"


class Frames:
    """Cuts a WebSocket byte stream into payloads; the HTTP handshake before it is passed over."""

    def __init__(self, on_payload: Callable[[bytes], None]) -> None:
        self._on_payload = on_payload
        self._buffer = bytearray()
        self._shaken = False

    def feed(self, data: bytes) -> None:
        """Take the next bytes and report every payload that is now complete."""
        self._buffer += data
        if not self._shaken:
            end = self._buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            del self._buffer[: end + 4]
            self._shaken = True
        while (payload := self._next()) is not None:
            self._on_payload(payload)

    def _next(self) -> bytes | None:
        """The next whole payload, unmasked (RFC 6455, section 5.2)."""
        buffer = self._buffer
        if len(buffer) < 2:
            return None
        masked, length, at = buffer[1] & 0x80, buffer[1] & 0x7F, 2
        wide = {126: 2, 127: 8}.get(length, 0)
        if wide:
            length, at = int.from_bytes(buffer[2 : 2 + wide], "big"), 2 + wide
        key = buffer[at : at + 4] if masked else b""
        at += len(key)
        if len(buffer) < at + length:
            return None
        payload = bytes(buffer[at : at + length])
        del buffer[: at + length]
        if masked:
            stream = (key * (length // 4 + 1))[:length]
            payload = (int.from_bytes(payload, "big") ^ int.from_bytes(stream, "big")).to_bytes(
                length, "big"
            )
        return payload


class Tap:
    """One listening port in front of one OBS."""

    def __init__(self, obs_port: int) -> None:
        self._obs_port = obs_port
        self._stamps: list[tuple[str, float]] = []
        self._pumps: set[asyncio.Task[None]] = set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Forward one connection until either side ends it."""
        there, back = await asyncio.open_connection("127.0.0.1", self._obs_port)
        # To OBS the tap stands in the studio's place, and acknowledges at once as that does.
        wire = back.get_extra_info("socket")
        ways = ((reader, back, TAKE, "take", None), (there, writer, TAKEN, "taken", wire))
        pumps = [asyncio.create_task(self._pump(*way), name=f"pump {way[3]}") for way in ways]
        self._pumps.update(pumps)
        with contextlib.suppress(asyncio.CancelledError):  # the bench is over
            await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
        for end in (writer, back):
            end.close()
        await asyncio.gather(*pumps, return_exceptions=True)
        self._pumps.difference_update(pumps)

    async def _pump(
        self,
        source: asyncio.StreamReader,
        target: asyncio.StreamWriter,
        needle: bytes,
        name: str,
        wire: socket.socket | None,
    ) -> None:
        arrived = 0.0

        def look(payload: bytes) -> None:
            if needle in payload:
                self._stamps.append((name, arrived))

        frames = Frames(look)
        with contextlib.suppress(ConnectionError):
            while data := await source.read(1 << 16):
                arrived = time.monotonic()
                if wire is not None:
                    wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
                target.write(data)
                frames.feed(data)
                await target.drain()

    def collect(self) -> list[tuple[str, float]]:
        """Return the stamps since the last call."""
        stamps, self._stamps = self._stamps, []
        return stamps


async def main() -> None:
    tap = Tap(int(sys.argv[1]))
    server = await asyncio.start_server(tap.serve, "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    lines = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    async with server:
        while await lines.readline():
            sys.stdout.write(json.dumps(tap.collect()) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main())
