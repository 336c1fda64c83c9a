"""The feed: every client that listens, and the heartbeat that watches over them."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from aiohttp import web

from studio_app.domain.access import Session
from studio_app.domain.feed import PING_EVERY_S, CloseCode
from studio_app.server.acting import Acting
from studio_app.server.feed_client import Channels, FeedClient, Identity
from studio_app.server.log_channel import LogChannel
from studio_app.server.meter_channel import MeterChannel
from studio_app.server.picture_channel import PictureChannel
from studio_app.server.ports import Door, LogFamily, LogSource, MeterSource, PictureSource
from studio_app.server.state_channel import StateChannel
from studio_app.support.clock import Clock

__all__ = ["Feed", "Identity"]

FRAME_MOST = 1 << 20
"""Bytes of the largest frame that a client may send."""


class Feed:
    """All clients of a server. Lives on the loop's thread."""

    def __init__(
        self,
        *,
        identity: Identity,
        acting: Acting,
        door: Door,
        state: StateChannel,
        logs: Sequence[LogSource] = (),
        log_families: Sequence[LogFamily] = (),
        pictures: PictureSource,
        meters: MeterSource,
        clock: Clock,
    ) -> None:
        self._channels = Channels(
            identity=identity,
            acting=acting,
            clock=clock,
            state=state,
            logs=LogChannel(logs, log_families),
            pictures=PictureChannel(pictures, clock),
            meters=MeterChannel(meters),
        )
        self._clients: set[FeedClient] = set()
        self._disconnect = door.ended.connect(self._session_ended)
        self._heart: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to watch over the clients."""
        self._heart = asyncio.get_running_loop().create_task(self._beat(), name="feed heartbeat")

    async def stop(self) -> None:
        """Say goodbye to every client and let go of the channels."""
        self._disconnect()
        if self._heart is not None:
            self._heart.cancel()
            await asyncio.gather(self._heart, return_exceptions=True)
        for client in list(self._clients):
            client.end(CloseCode.STOPPING, "server_stopping")
        await asyncio.gather(*(client.leave() for client in list(self._clients)))
        self._channels.pictures.stop()
        self._channels.meters.stop()
        self._channels.state.stop()

    async def serve(
        self, request: web.Request, session: Session, renew: Callable[[], Awaitable[Session]]
    ) -> web.WebSocketResponse:
        """Talk to one client until it goes or is made to go; `renew` tells, now and then, that
        the session is in use, and raises StudioError when it is over."""
        # Flow control on every frame; pings are answered and counted here, not unseen.
        answer = web.WebSocketResponse(
            timeout=1.0,
            autoping=False,
            compress=False,
            max_msg_size=FRAME_MOST,
            writer_limit=1,
        )
        await answer.prepare(request)
        transport = request.transport
        if transport is None:
            return answer
        client = FeedClient(self._channels, answer, transport, session, renew)
        self._clients.add(client)
        try:
            await client.run()
        finally:
            self._clients.discard(client)
            client.gone.set()
        return answer

    def _session_ended(self, session_id: str) -> None:
        for client in list(self._clients):
            if client.session.id == session_id:
                client.end(CloseCode.SIGNED_OUT, "session_expired")

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(PING_EVERY_S)
            for client in list(self._clients):
                client.beat()
