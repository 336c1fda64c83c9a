"""Which servers a window talks to, and what it needs to get in: kept in its home, tokens in the
keyring."""

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import msgspec

from studio_app.domain.errors import fail
from studio_app.domain.ids import ServerId
from studio_app.domain.struct import Fact
from studio_app.support.paths import Paths, write_private
from studio_app.support.signal import Signal
from ui.bridge.client import Connection, ConnectionStatus, Heard, Token

log = logging.getLogger(__name__)


class KnownServer(Fact, frozen=True, kw_only=True):
    """One server in the file."""

    address: str
    certificate: str | None = None


class RunningServer(Fact, frozen=True, kw_only=True):
    """What `server.json` says of the server that runs on this machine for this account."""

    address: str
    port: int
    tls: bool = False
    server_id: ServerId = ServerId("")
    """The same after a restart, wherever it listens then; "" from a server that does not say."""

    @property
    def where(self) -> str:
        """As `StudioClient` takes it: to this very machine it speaks plainly unless told."""
        host = f"[{self.address}]" if ":" in self.address else self.address
        return f"https://{host}:{self.port}" if self.tls else f"{host}:{self.port}"


class Tokens(Protocol):
    """Where tokens are kept; `studio_app.support.secrets.Secrets`."""

    async def get(self, name: str) -> str | None: ...
    async def set(self, name: str, secret: str) -> None: ...
    async def delete(self, name: str) -> None: ...


class Joining(Protocol):
    """What the book needs of `StudioClient`."""

    @property
    def servers(self) -> Sequence[Connection]: ...
    @property
    def servers_changed(self) -> Heard[Connection]: ...
    def join(self, address: str, token: Token, certificate: str | None) -> Connection: ...
    async def leave(self, connection: Connection) -> None: ...


class ServerBook:
    """Adds, remembers and forgets servers. The server of this machine is found by its runtime
    notes each time and not written down."""

    def __init__(self, joining: Joining, paths: Paths, file: Path, tokens: Tokens) -> None:
        self._joining = joining
        self._paths = paths
        self._file = file
        self._tokens = tokens
        self._local: Connection | None = None
        self._local_id = ServerId("")
        self._kept: dict[str, KnownServer] = {}
        self.changed: Signal[()] = Signal()
        """A server was added or removed."""
        self._disconnect = joining.servers_changed.connect(self._server_changed)

    def close(self) -> None:
        """Stop listening."""
        self._disconnect()

    async def open(self, addresses: Sequence[str] = (), token: Token = None) -> None:
        """Connect to this machine's server, the ones remembered, and those named. `token` opens
        the named ones (and the local one when none is named)."""
        if not addresses and (running := self.running_local()) is not None:
            await self._join_local(running, token)
        self._kept = {known.address: known for known in self._read()}
        for known in list(self._kept.values()):
            if not addresses and known.address not in self._addresses():
                await self._join(known.address, None, known.certificate)
        for address in addresses:
            await self._join(address, token, None)

    async def follow_local(self) -> None:
        """Go over to this machine's server when it was started anew at another port, or for the
        first time. The same server keeps its connection: the booth that is chosen and who is
        signed in stay. Another one in its place is a stranger to both."""
        running = self.running_local()
        if running is None:
            return
        address = running.where
        if self._local is None:
            if address not in self._addresses():
                await self._join_local(running, None)
        elif (
            self._local.address != address and self._local.status is not ConnectionStatus.CONNECTED
        ):
            if running.server_id and running.server_id == self._local_id:
                self._local.move(address)
                return
            old, self._local = self._local, None
            await self._joining.leave(old)
            await self._join_local(running, None)

    def running_local(self) -> RunningServer | None:
        """The server that runs on this machine, as its runtime notes say."""
        try:
            return msgspec.json.decode(self._paths.server_file.read_bytes(), type=RunningServer)
        except FileNotFoundError:
            return None
        except (OSError, msgspec.DecodeError) as error:
            log.warning("%s cannot be read: %s", self._paths.server_file, error)
            return None

    def is_local(self, connection: Connection) -> bool:
        """Whether it is this machine's server, found by itself."""
        return connection is self._local

    def local_key(self) -> str | None:
        """The key by which this account is the owner of the local server."""
        try:
            return self._paths.local_key_file.read_text(encoding="ascii").strip() or None
        except (OSError, UnicodeDecodeError):
            return None

    def use_local_key(self, connection: Connection) -> bool:
        """Go on as the owner of this machine's server; False when there is no key."""
        if not self.is_local(connection) or self.local_key() is None:
            return False
        connection.use_token(self.local_key)
        return True

    async def add(self, address: str) -> Connection:
        """Add a server and remember it. Raises StudioError when there is one of this address."""
        address = address.strip()
        for there in self._joining.servers:
            if there.address == address:
                raise fail("server_twice", address=address, server=there.name, other=address)
        connection = await self._join(address, None, None)
        self._kept[address] = KnownServer(address=address, certificate=connection.certificate)
        self._write()
        return connection

    async def remove(self, connection: Connection) -> None:
        """Disconnect from a server and forget it and its token."""
        address, token_name = connection.address, self._token_name(connection)
        if connection is self._local:
            self._local = None
        await self._joining.leave(connection)
        if self._kept.pop(address, None) is not None:
            self._write()
        await self._keep_token(token_name, None)
        self.changed.emit()

    async def sign_in(self, connection: Connection, name: str, pin: str) -> None:
        """Sign in and remember the token. Raises StudioError."""
        token = await connection.sign_in(name, pin)
        await self._keep_token(self._token_name(connection), token)

    async def sign_out(self, connection: Connection) -> None:
        """Forget the token and show the sign-in page."""
        await self._keep_token(self._token_name(connection), None)
        connection.use_token(None)

    async def _join_local(self, running: RunningServer, token: Token) -> None:
        self._local_id = running.server_id
        name = _token_of(running.server_id) if running.server_id else ""
        self._local = await self._join(running.where, token, None, name)

    async def _join(
        self, address: str, token: Token, certificate: str | None, token_name: str = ""
    ) -> Connection:
        if token is None:
            try:
                token = await self._tokens.get(token_name or _token_of(address))
            except OSError as error:
                log.warning("the token for %s cannot be read: %s", address, error)
        connection = self._joining.join(address, token, certificate)
        self.changed.emit()
        return connection

    def _addresses(self) -> set[str]:
        return {connection.address for connection in self._joining.servers}

    def _token_name(self, connection: Connection) -> str:
        """This machine's server is known by its id: its port may be another one next time."""
        local = connection is self._local and self._local_id
        return _token_of(self._local_id if local else connection.address)

    async def _keep_token(self, name: str, token: str | None) -> None:
        try:
            if token is None:
                await self._tokens.delete(name)
            else:
                await self._tokens.set(name, token)
        except OSError as error:
            log.warning("the %s cannot be kept: %s", name, error)

    def _server_changed(self, connection: Connection) -> None:
        if (
            connection is self._local
            and connection.status is ConnectionStatus.SIGN_IN_NEEDED
            and connection.needs_first_user
            and connection.principal is None
        ):
            # Nobody has a PIN yet: whoever owns this account sets the studio up. Only once: the
            # key is taken before the status says so, and giving it again would end the connection.
            self.use_local_key(connection)
        kept = self._kept.get(connection.address)
        if kept is not None and connection.certificate not in (None, kept.certificate):
            self._kept[kept.address] = KnownServer(
                address=kept.address, certificate=connection.certificate
            )
            self._write()

    def _read(self) -> list[KnownServer]:
        try:
            return msgspec.json.decode(self._file.read_bytes(), type=list[KnownServer])
        except FileNotFoundError:
            return []
        except (OSError, msgspec.DecodeError) as error:
            log.warning("%s cannot be read: %s; servers must be added again", self._file, error)
            return []

    def _write(self) -> None:
        try:
            write_private(self._file, msgspec.json.encode(list(self._kept.values())))
        except OSError as error:
            log.warning("%s cannot be written: %s", self._file, error)


def _token_of(server: str) -> str:
    return f"token {server}"
