"""All servers a window or program talks to, and what it hears from any of them."""

import asyncio

import aiohttp

from studio_app.client.connection import Hooks, ServerConnection, Token
from studio_app.domain.feed import BoothMeters, LogRows, Picture
from studio_app.domain.ids import ServerId
from studio_app.domain.records import RecordKey
from studio_app.domain.struct import Fact
from studio_app.support.signal import Signal


class StudioClient:
    """A list of servers; every key is the server's id and the key within it.

    Everything happens on the running loop's thread.
    """

    def __init__(self, program: str = "program") -> None:
        """`program` says in audit rows what asked: "console", "stage", "command line"."""
        self.mirror_changed: Signal[ServerId, RecordKey, Fact | None, Fact | None] = Signal()
        """Server, key, old and new value; after the whole patch is in place."""
        self.servers_changed: Signal[ServerConnection] = Signal()
        """Its status, name, principal or clock is another one; or it came or went."""
        self.picture: Signal[ServerId, Picture] = Signal()
        self.meters: Signal[ServerId, BoothMeters] = Signal()
        self.log_rows: Signal[ServerId, LogRows] = Signal()
        self._program = program
        self._servers: list[ServerConnection] = []
        self._http: aiohttp.ClientSession | None = None
        self._hooks = Hooks(
            record=self.mirror_changed.emit,
            changed=self.servers_changed.emit,
            picture=self.picture.emit,
            meters=self.meters.emit,
            log_rows=self.log_rows.emit,
            claimed=self._claimed,
        )

    @property
    def servers(self) -> tuple[ServerConnection, ...]:
        """In the order added."""
        return tuple(self._servers)

    def add_server(
        self, address: str, token: Token, *, certificate: str | None = None
    ) -> ServerConnection:
        """Connect to a server and stay connected; never raises, `status` and `problem` tell.

        `address` is NAME:PORT or a URL. `certificate` is the fingerprint seen before; without one
        the first certificate shown is believed and stands in `ServerConnection.certificate`.
        """
        connection = ServerConnection(
            self._session, address, token, certificate, self._program, self._hooks
        )
        self._servers.append(connection)
        self.servers_changed.emit(connection)
        return connection

    async def remove_server(self, connection: ServerConnection) -> None:
        """Disconnect and forget all that it said."""
        if connection in self._servers:
            self._servers.remove(connection)
            await connection.close()
            self.servers_changed.emit(connection)

    async def close(self) -> None:
        """Disconnect from every server."""
        await asyncio.gather(*(self.remove_server(server) for server in self.servers))
        if self._http is not None:
            await self._http.close()
            self._http = None

    def _session(self) -> aiohttp.ClientSession:
        if self._http is None:
            self._http = aiohttp.ClientSession(
                # Let go of idle connections before the server does: no request on a closing one.
                connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=5.0),
                cookie_jar=aiohttp.DummyCookieJar(),
            )
        return self._http

    def _claimed(self, server_id: ServerId, by: ServerConnection) -> ServerConnection | None:
        for server in self._servers:
            if server is not by and server.server_id == server_id:
                return server
        return None
