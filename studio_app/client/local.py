"""Reaching the server that runs on this machine, as its account's own program."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from studio_app.client.connection import ServerConnection
from studio_app.client.status import ConnectionStatus
from studio_app.client.studio import StudioClient
from studio_app.domain.errors import StudioError, fail
from studio_app.support.paths import Paths
from studio_app.support.running import find_running, read_local_key

CONNECT_WITHIN_S = 10.0


@asynccontextmanager
async def local_server(
    paths: Paths, program: str = "command line"
) -> AsyncIterator[ServerConnection]:
    """A connection to this account's server, with all its state. Raises StudioError:
    `no_server_here`, `server_unreachable`, and why it does not let us in."""
    running = find_running(paths)
    if running is None:
        raise fail("no_server_here")
    client = StudioClient(program)
    try:
        connection = client.add_server(running.url, read_local_key(paths))
        await _connected(client, connection)
        yield connection
    finally:
        await client.close()


async def _connected(client: StudioClient, connection: ServerConnection) -> None:
    settled = asyncio.Event()

    def look(_: ServerConnection) -> None:
        if connection.status in (
            ConnectionStatus.CONNECTED,
            ConnectionStatus.SIGN_IN_NEEDED,
            ConnectionStatus.REFUSED,
        ):
            settled.set()

    disconnect = client.servers_changed.connect(look)
    try:
        look(connection)
        async with asyncio.timeout(CONNECT_WITHIN_S):
            await settled.wait()
    except TimeoutError as error:
        detail = connection.problem.text if connection.problem else "no answer"
        raise fail("server_unreachable", address=connection.address, detail=detail) from error
    finally:
        disconnect()
    if connection.status is not ConnectionStatus.CONNECTED:
        raise StudioError(connection.problem) if connection.problem else fail("not_signed_in")
