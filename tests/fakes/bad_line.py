"""A line between client and server that is as bad as a test wants: slow, late, lossy, cut."""

import asyncio
import random
import socket
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

CHUNK = 4096
UNDER_WAY = 16
"""Chunks that the line itself holds; what is more waits at the sender, as on a real one."""
AGAIN_S = 0.2
"""What TCP waits, at the least, before it sends a lost packet again; all behind it wait too."""


class BadLine:
    """A relay on loopback to one address. Change its qualities at any time."""

    def __init__(self, address: str, seed: int = 1) -> None:
        self._random = random.Random(seed)
        host, _, port = address.rpartition(":")
        self._target = (host, int(port))
        self._server: asyncio.Server | None = None
        self._open: dict[asyncio.Task[None], list[asyncio.StreamWriter]] = {}
        self._flowing = asyncio.Event()
        self._flowing.set()
        self.delay_s = 0.0
        """Each way."""
        self.loss = 0.0
        """The share of chunks that are lost, and sent again."""
        self.bytes_per_s: float | None = None
        """To the client, for each connection; None: as many as there are."""
        self.address = ""
        self.connections = 0
        """Ever made."""
        self.bytes_down = 0
        """That have reached clients."""

    @property
    def port(self) -> int:
        """Of `address`."""
        return int(self.address.rpartition(":")[2])

    async def start(self) -> None:
        """Listen at `address`."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=CHUNK)
        host, port = self._server.sockets[0].getsockname()
        self.address = f"{host}:{port}"

    async def stop(self) -> None:
        """Cut what is open and listen no more."""
        if self._server is not None:
            self._server.close()
        self.cut()
        await asyncio.gather(*self._open, return_exceptions=True)

    def hold(self) -> None:
        """Nothing passes any more, and nobody is told."""
        self._flowing.clear()

    def flow(self) -> None:
        """It passes again, what was held first."""
        self._flowing.set()

    def cut(self) -> None:
        """Reset every connection."""
        for task, ends in list(self._open.items()):
            for end in ends:
                reset(end)
            task.cancel()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        ends = self._open[task] = [writer]
        self.connections += 1
        try:
            far_reader, far_writer = await asyncio.open_connection(sock=await self._reach())
            ends.append(far_writer)
            async with asyncio.TaskGroup() as ways:
                ways.create_task(self._carry(reader, far_writer, down=False))
                ways.create_task(self._carry(far_reader, writer, down=True))
        except (OSError, ExceptionGroup, asyncio.CancelledError):
            pass  # the other end goes as well
        finally:
            for end in ends:
                reset(end)
            del self._open[task]

    async def _reach(self) -> socket.socket:
        """A socket to the server that takes little ahead: its backlog is the server's to feel."""
        raw = socket.socket()
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, CHUNK)
        raw.setblocking(False)
        try:
            await asyncio.get_running_loop().sock_connect(raw, self._target)
        except BaseException:  # nobody listens, or the line is cut meanwhile
            raw.close()
            raise
        return raw

    async def _carry(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, down: bool
    ) -> None:
        """One way, until it ends: what is read goes out `delay_s` later."""
        under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(UNDER_WAY)
        loop = asyncio.get_running_loop()

        async def deliver() -> None:
            while True:
                due_s, data = await under_way.get()
                await asyncio.sleep(due_s - loop.time())
                times = 0
                while self._random.random() < self.loss:
                    times += 1
                await asyncio.sleep(times * AGAIN_S)
                await self._flowing.wait()
                writer.write(data)
                await writer.drain()
                if down:
                    self.bytes_down += len(data)
                    if self.bytes_per_s is not None:
                        await asyncio.sleep(len(data) / self.bytes_per_s)

        delivery = asyncio.create_task(deliver())
        try:
            while data := await reader.read(CHUNK):
                await under_way.put((loop.time() + self.delay_s, data))
        finally:
            delivery.cancel()
            await asyncio.gather(delivery, return_exceptions=True)
        raise ConnectionResetError("one end has gone")


def reset(end: asyncio.StreamWriter) -> None:
    """Hang up without a goodbye."""
    raw = end.get_extra_info("socket")
    if raw is not None:
        with suppress(OSError):
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    end.transport.abort()


@asynccontextmanager
async def bad_line(address: str) -> AsyncIterator[BadLine]:
    """A line that is good until told otherwise; gone at the end."""
    line = BadLine(address)
    await line.start()
    try:
        yield line
    finally:
        await line.stop()
