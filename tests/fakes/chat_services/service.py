"""What all stand-ins share: a server on a free loopback port, and faults that are told to it."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from aiohttp import web

PAYLOADS = Path(__file__).resolve().parents[2] / "plugins" / "payloads"


def payload(name: str) -> Any:
    """A recorded-looking answer, in the whole shape that the vendor documents."""
    text = (PAYLOADS / name).read_text(encoding="utf-8")
    if name.endswith(".jsonl"):
        return [json.loads(line) for line in text.splitlines()]
    return json.loads(text)


class Service:
    """A stand-in; subclasses add routes. `answers` are given first, one request each."""

    def __init__(self) -> None:
        self.address = ""
        self.asked: list[str] = []
        """Path of every request."""
        self.answers: list[web.Response] = []

    def routes(self) -> list[web.RouteDef]:
        """What it serves."""
        raise NotImplementedError

    @property
    def socket_address(self) -> str:
        """The same for a WebSocket."""
        return self.address.replace("http", "ws", 1)

    @web.middleware
    async def _first(self, request: web.Request, handler: Any) -> web.StreamResponse:
        self.asked.append(request.path)
        if self.answers:
            return self.answers.pop(0)
        response: web.StreamResponse = await handler(request)
        return response

    @asynccontextmanager
    async def serving(self) -> AsyncIterator["Service"]:
        """Listen until the end of the block."""
        app = web.Application(middlewares=[self._first])
        app.add_routes(self.routes())
        runner = web.AppRunner(app, shutdown_timeout=0.2)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield self
        finally:
            await runner.cleanup()


class SocketService(Service):
    """A stand-in that pushes frames over a WebSocket to whoever is in."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[web.WebSocketResponse] = []
        self.said: list[str] = []
        """What clients sent."""

    async def greet(self, opened: web.WebSocketResponse, request: web.Request) -> None:
        """Sent to one who came in."""

    async def hear(self, opened: web.WebSocketResponse, text: str) -> None:
        """Somebody sent a frame."""

    async def socket(self, request: web.Request) -> web.WebSocketResponse:
        """Handler of a WebSocket route."""
        opened = web.WebSocketResponse()
        await opened.prepare(request)
        self.opened.append(opened)
        await self.greet(opened, request)
        async for frame in opened:
            if frame.type is web.WSMsgType.TEXT:
                self.said.append(frame.data)
                await self.hear(opened, frame.data)
        self.opened.remove(opened)
        return opened

    async def push(self, frame: object) -> None:
        """To all who are in; texts as they are, anything else as JSON."""
        text = frame if isinstance(frame, str) else json.dumps(frame, ensure_ascii=False)
        for opened in list(self.opened):
            await opened.send_str(text)

    def drop(self) -> None:
        """Cut every line, without a goodbye."""
        for opened in list(self.opened):
            request = opened._req
            if request is not None and request.transport is not None:
                request.transport.abort()
