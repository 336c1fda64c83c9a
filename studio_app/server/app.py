"""The server as clients reach it: where it listens, what answers at which path."""

import ssl
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from aiohttp import web

from studio_app.domain.actions.chat import SearchChat
from studio_app.domain.actions.orders import FindOrders
from studio_app.domain.errors import fail
from studio_app.domain.settings import DEFAULT_PORT
from studio_app.server.acting import Acting
from studio_app.server.api import BODY_MOST, Api
from studio_app.server.blobs import BlobStore
from studio_app.server.certificate import load_tls
from studio_app.server.csv_api import CHAT, ORDERS, CsvApi
from studio_app.server.feed import Feed, Identity
from studio_app.server.guard import Guard
from studio_app.server.health_api import HealthApi
from studio_app.server.hooks_api import HooksApi
from studio_app.server.ports import (
    CsvSource,
    Desk,
    Door,
    HealthSource,
    HookHost,
    LogFamily,
    LogSource,
    MeterSource,
    PictureSource,
)
from studio_app.server.replies import harden
from studio_app.server.state_channel import StateChannel
from studio_app.stores.store import RecordStore
from studio_app.support.clock import Clock
from studio_app.support.network import is_loopback

HEAD_WITHIN_S = 10.0
"""From connecting, or from the answer before, until a request's headers are there whole."""


class Listen(NamedTuple):
    """Where a server listens. `names` are host names it is also reached by."""

    bind: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    names: tuple[str, ...] = ()
    tls_cert: Path | None = None
    tls_key: Path | None = None


class StudioServer:
    """HTTP and feed of one studio server. Lives on the loop's thread."""

    def __init__(
        self,
        *,
        identity: Identity,
        desk: Desk,
        door: Door,
        stores: Sequence[RecordStore],
        logs: Sequence[LogSource],
        log_families: Sequence[LogFamily] = (),
        pictures: PictureSource,
        meters: MeterSource,
        health: HealthSource,
        hooks: HookHost | None = None,
        chat: CsvSource[SearchChat] | None = None,
        orders: CsvSource[FindOrders] | None = None,
        blobs: BlobStore,
        clock: Clock,
        listen: Listen,
    ) -> None:
        self._identity = identity
        self._door = door
        self._blobs = blobs
        self._health = health
        self._hooks = hooks
        self._chat = chat
        self._orders = orders
        self._clock = clock
        self._listen = listen
        self._acting = Acting(desk)
        self._state = StateChannel(stores)
        self._feed = Feed(
            identity=identity,
            acting=self._acting,
            door=door,
            state=self._state,
            logs=logs,
            log_families=log_families,
            pictures=pictures,
            meters=meters,
            clock=clock,
        )
        self._runner: web.AppRunner | None = None

    async def start(self) -> tuple[str, int]:
        """Listen; returns address and port. Raises StudioError: tls_required, tls_unusable,
        cannot_listen."""
        tls = self._tls()
        names = (self._listen.bind, *self._listen.names)
        guard = Guard(self._door, names, tls=tls is not None)
        api = Api(
            identity=self._identity,
            guard=guard,
            door=self._door,
            acting=self._acting,
            feed=self._feed,
            state=self._state,
            blobs=self._blobs,
        )
        app = web.Application(middlewares=[guard.check], client_max_size=BODY_MOST)
        app.on_response_prepare.append(harden)
        app.add_routes(api.routes())
        app.add_routes(HealthApi(guard, self._health, self._clock).routes())
        if self._chat is not None:
            app.add_routes(CsvApi(guard, CHAT, self._chat).routes())
        if self._orders is not None:
            app.add_routes(CsvApi(guard, ORDERS, self._orders).routes())
        if self._hooks is not None:
            app.add_routes(HooksApi(self._hooks).routes())
        await self._blobs.start()
        self._feed.start()
        # aiohttp counts from the connection's first moment, whatever trickles in meanwhile: so
        # who dribbles headers to hold our sockets is cut off too.
        self._runner = web.AppRunner(
            app, access_log=None, shutdown_timeout=2.0, keepalive_timeout=HEAD_WITHIN_S
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, self._listen.bind, self._listen.port, ssl_context=tls)
        try:
            await site.start()
        except OSError as error:
            await self.stop()
            raise fail(
                "cannot_listen",
                address=f"{self._listen.bind}:{self._listen.port}",
                detail=error.strerror or error,
            ) from error
        address = self._runner.addresses[0]
        return str(address[0]), int(address[1])

    async def stop(self) -> None:
        """Stop listening, say goodbye to everybody, cancel the actions under way."""
        if self._runner is not None:
            for site in list(self._runner.sites):
                await site.stop()
        await self._feed.stop()
        await self._acting.stop()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None
        await self._blobs.stop()

    def _tls(self) -> ssl.SSLContext | None:
        listen = self._listen
        if is_loopback(listen.bind) and listen.tls_cert is None and listen.tls_key is None:
            return None
        return load_tls(listen.tls_cert, listen.tls_key)
