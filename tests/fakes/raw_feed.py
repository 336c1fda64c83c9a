"""A feed client that reads its socket only as fast as a test tells it to."""

import asyncio
import base64
import os
import socket
import struct
from contextlib import suppress
from typing import Self

import msgspec

from studio_app.domain.feed import Frame, ServerFrame

_DECODER: msgspec.msgpack.Decoder[ServerFrame] = msgspec.msgpack.Decoder(ServerFrame)
BINARY, CLOSE = 2, 8
SMALL = 4096


class RawFeed:
    """A bare WebSocket: nothing is read, and no ping answered, unless asked for."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._buffer = bytearray()
        self.bytes_read = 0

    @classmethod
    async def open(cls, address: str, token: str) -> Self:
        """Connect with buffers as small as the system allows."""
        host, _, port = address.partition(":")
        raw = socket.socket()
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL)
        raw.setblocking(False)
        await asyncio.get_running_loop().sock_connect(raw, (host, int(port)))
        reader, writer = await asyncio.open_connection(sock=raw, limit=SMALL)
        key = base64.b64encode(os.urandom(16)).decode()
        writer.write(
            f"GET /api/feed HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\n"
            f"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: {key}\r\n\r\n".encode()
        )
        head = await reader.readuntil(b"\r\n\r\n")
        assert b" 101 " in head, head
        return cls(reader, writer)

    def send(self, frame: Frame | bytes) -> None:
        """A frame, or any bytes in its place."""
        self.send_message(frame if isinstance(frame, bytes) else msgspec.msgpack.encode(frame))

    def send_message(self, payload: bytes, opcode: int = BINARY) -> None:
        """A message, masked with zeros as clients may."""
        size = len(payload)
        head = struct.pack("!BB", 0x80 | opcode, 0x80 | min(126, size))
        head += b"" if size < 126 else struct.pack("!H", size)
        self._writer.write(head + bytes(4) + payload)

    async def read_some(self, most: int) -> int:
        """Take up to so many bytes off the line; `next` reads them. 0 at its end."""
        found = await self._reader.read(most)
        self._buffer += found
        self.bytes_read += len(found)
        return len(found)

    async def next(self) -> ServerFrame | tuple[int, str]:
        """The next frame; code and reason when the server closes."""
        while True:
            opcode, payload = await self._message()
            if opcode == CLOSE:
                return struct.unpack("!H", payload[:2])[0], payload[2:].decode()
            if opcode == BINARY:
                return _DECODER.decode(payload)

    async def closed(self) -> None:
        """Wait until the server has hung up, whatever it sends before."""
        with suppress(ConnectionError):
            while await self.read_some(1 << 16):
                pass

    async def close(self) -> None:
        """Hang up."""
        self._writer.transport.abort()
        self._writer.close()
        with suppress(ConnectionError):
            await self._writer.wait_closed()

    async def _message(self) -> tuple[int, bytes]:
        first, size = await self._exactly(2)
        if size == 126:
            (size,) = struct.unpack("!H", await self._exactly(2))
        elif size == 127:
            (size,) = struct.unpack("!Q", await self._exactly(8))
        return first & 0x0F, await self._exactly(size)

    async def _exactly(self, size: int) -> bytes:
        while len(self._buffer) < size:
            if not await self.read_some(size - len(self._buffer)):
                raise ConnectionResetError("the server has hung up")
        found = bytes(self._buffer[:size])
        del self._buffer[:size]
        return found
