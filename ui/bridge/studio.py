"""The one place where widgets read the studio: typed records by booth, and who is told of what.

Everything happens on the loop's thread. Widgets subscribe to the kinds of record and the booth
they show, so that a change repaints only what shows it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import NamedTuple, TypeVar

from PySide6.QtCore import QObject

from studio_app.domain.booth import Booth, Link, Live, Output, OutputKind
from studio_app.domain.feed import BoothMeters, Bus, LogRows, Picture, PictureWant
from studio_app.domain.ids import BoothId, ServerId
from studio_app.domain.onair import Air, AirStatus, judge_air, link_gone
from studio_app.domain.records import RECORDS, RecordKey
from studio_app.domain.roles import Role
from studio_app.domain.struct import Fact
from studio_app.support.signal import Signal
from ui.bridge.client import BoothKey, Client, Connection, ConnectionStatus
from ui.bridge.log_readers import LogReaders

F = TypeVar("F", bound=Fact)

Told = Callable[[BoothKey, RecordKey], object]
"""Called with the booth and the whole record key that changed; read the new value yourself."""

_KINDS: dict[type[Fact], str] = {kind.type: name for name, kind in RECORDS.items()}


class Want(NamedTuple):
    """A picture that a widget wants: at most `fps` a second and `width` pixels wide."""

    booth: BoothKey
    bus: Bus
    fps: float
    width: int


class _Watch(NamedTuple):
    told: Told
    booth: BoothKey | None
    kinds: frozenset[str]


class StudioBridge(QObject):
    """Reads and news of all servers of one window."""

    def __init__(self, client: Client, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._watches: list[_Watch] = []
        self._by_booth: dict[BoothKey, list[_Watch]] = {}
        self._by_id: dict[ServerId, Connection] = {}
        self._places: tuple[BoothKey, ...] = ()
        self._picture_wants: dict[QObject, tuple[Want, ...]] = {}
        self._meter_wants: dict[QObject, tuple[BoothKey, ...]] = {}
        self.booths_changed: Signal[()] = Signal()
        """The list or order of booths is another one now."""
        self.connections_changed: Signal[()] = Signal()
        """A server came, went, or changed its status, name, warnings or who we are there."""
        self.picture: Signal[BoothKey, Picture] = Signal()
        self.meters: Signal[BoothKey, BoothMeters] = Signal()
        self.log_rows: Signal[ServerId, LogRows] = client.log_rows
        self.log_readers = LogReaders(client.log_rows, client.servers_changed)
        self._disconnects = (
            client.mirror_changed.connect(self._mirror_changed),
            client.servers_changed.connect(self._server_changed),
            client.picture.connect(self._picture_came),
            client.meters.connect(self._meters_came),
        )
        self._refresh()

    def close(self) -> None:
        """Stop listening to the client."""
        for disconnect in self._disconnects:
            disconnect()
        self.log_readers.close()

    # --- servers ---------------------------------------------------------------------------------

    @property
    def connections(self) -> Sequence[Connection]:
        """The servers in the order they were added."""
        return self._client.servers

    def connection(self, server: ServerId) -> Connection | None:
        """The connection to a server; None when it is not (or not yet) known."""
        return self._by_id.get(server)

    def connected(self, booth: BoothKey) -> bool:
        """Whether the booth's server talks to us now; what is shown is old otherwise."""
        connection = self._by_id.get(booth[0])
        return connection is not None and connection.status is ConnectionStatus.CONNECTED

    def may(self, booth: BoothKey | None, least: Role) -> bool:
        """Whether who is signed in there may do what needs at least this role."""
        connection = self._by_id.get(booth[0]) if booth else None
        principal = connection.principal if connection else None
        return principal is not None and principal.role.allows(least)

    def now(self, booth: BoothKey | None = None) -> datetime:
        """The clock of the booth's server (of the first server without a booth), aware UTC."""
        connection = self._by_id.get(booth[0]) if booth else None
        if connection is None:
            connection = next(iter(self._client.servers), None)
        return connection.server_now() if connection else datetime.now(UTC)

    # --- booths ----------------------------------------------------------------------------------

    @property
    def booths(self) -> tuple[BoothKey, ...]:
        """Every booth in its fixed place: by server, then by number."""
        return self._places

    def find(self, number: int) -> BoothKey | None:
        """The booth with this number; the first server's when several have it."""
        return next((key for key in self._places if self._number(key) == number), None)

    def get(self, booth: BoothKey, type_: type[F], *parts: str) -> F | None:
        """A booth's record by its type: `get(booth, Input, "Mic")`."""
        connection = self._by_id.get(booth[0])
        if connection is None:
            return None
        return connection.get(type_, _KINDS[type_], booth[1], *parts)

    def names(self, booth: BoothKey, type_: type[Fact]) -> Iterator[str]:
        """The last key parts of a booth's records of one type: names of inputs, scenes …"""
        connection = self._by_id.get(booth[0])
        if connection is not None:
            for key in connection.keys(_KINDS[type_], booth[1]):
                yield key[-1]

    def title(self, booth: BoothKey) -> str:
        """The booth's two-digit number as it stands on the wall; its id before that is known."""
        config = self.get(booth, Booth)
        return f"{config.number:02}" if config else booth[1]

    def air(self, booth: BoothKey) -> Air:
        """Whether the booth is on air; unknown while its server is away."""
        config = self.get(booth, Booth)
        if config is None:
            return Air(status=AirStatus.UNKNOWN)
        stream = self.get(booth, Output, OutputKind.STREAM)
        air = judge_air(config, self.get(booth, Link), stream, self.get(booth, Live))
        if self.connected(booth):
            return air
        return Air(status=AirStatus.UNKNOWN, since=air.since)

    def fresh(self, booth: BoothKey) -> bool:
        """Whether what is known of the booth is being confirmed: server and OBS both answer."""
        return self.connected(booth) and not link_gone(self.get(booth, Link))

    # --- who is told -----------------------------------------------------------------------------

    def watch(
        self,
        told: Told,
        *types: type[Fact],
        booth: BoothKey | None = None,
        owner: QObject | None = None,
    ) -> Callable[[], None]:
        """Call `told` when a record of these types (all when none) changes, of one booth or of
        all; also, with the key ("connection",), when the booth's server comes or goes. What is
        returned ends it; it ends by itself with `owner`."""
        watch = _Watch(told, booth, frozenset(_KINDS[each] for each in types))
        place = self._watches if booth is None else self._by_booth.setdefault(booth, [])
        place.append(watch)

        def end(*_: object) -> None:
            if watch in place:
                place.remove(watch)

        if owner is not None:
            owner.destroyed.connect(end)
        return end

    def want_pictures(self, owner: QObject, wants: Iterable[Want]) -> None:
        """Replace the pictures that `owner` wants; of several owners the greatest counts."""
        if owner not in self._picture_wants:
            owner.destroyed.connect(lambda: self._forget_pictures(owner))
        self._picture_wants[owner] = tuple(wants)
        self._send_picture_wants()

    def want_meters(self, owner: QObject, booths: Iterable[BoothKey]) -> None:
        """Replace the booths whose meters `owner` wants."""
        if owner not in self._meter_wants:
            owner.destroyed.connect(lambda: self._forget_meters(owner))
        self._meter_wants[owner] = tuple(booths)
        self._send_meter_wants()

    def _forget_pictures(self, owner: QObject) -> None:
        if self._picture_wants.pop(owner, None):
            self._send_picture_wants()

    def _forget_meters(self, owner: QObject) -> None:
        if self._meter_wants.pop(owner, None):
            self._send_meter_wants()

    def _send_picture_wants(self) -> None:
        for connection in self._client.servers:
            connection.watch_pictures(
                merged(
                    want
                    for wants in self._picture_wants.values()
                    for want in wants
                    if want.booth[0] == connection.server_id
                )
            )

    def _send_meter_wants(self) -> None:
        for connection in self._client.servers:
            wanted = {
                booth[1]: None
                for booths in self._meter_wants.values()
                for booth in booths
                if booth[0] == connection.server_id
            }
            connection.watch_meters(list(wanted))

    # --- from the client -------------------------------------------------------------------------

    def _mirror_changed(
        self, server: ServerId, key: RecordKey, _old: Fact | None, _new: Fact | None
    ) -> None:
        if key[0] == "booth":
            self._refresh()
        if key[0] == "server":
            self.connections_changed.emit()
        if len(key) < 2 or key[0] == "job":
            return
        self._tell((server, BoothId(key[1])), key)

    def _tell(self, booth: BoothKey, key: RecordKey) -> None:
        for watches in (self._by_booth.get(booth, ()), self._watches):
            for watch in tuple(watches):
                if not watch.kinds or key[0] in watch.kinds or key[0] == "connection":
                    watch.told(booth, key)

    def _server_changed(self, connection: Connection) -> None:
        before = self._by_id.get(connection.server_id) if connection.server_id else None
        self._refresh()
        if before is not connection:
            self._send_picture_wants()
            self._send_meter_wants()
        for booth in self._places:
            if booth[0] == connection.server_id:
                self._tell(booth, ("connection",))
        self.connections_changed.emit()

    def _refresh(self) -> None:
        self._by_id = {each.server_id: each for each in self._client.servers if each.server_id}
        places: list[BoothKey] = []
        for server, connection in self._by_id.items():
            keys = [(server, BoothId(key[1])) for key in connection.keys("booth")]
            places.extend(sorted(keys, key=self._number))
        if tuple(places) != self._places:
            self._places = tuple(places)
            self.booths_changed.emit()

    def _number(self, booth: BoothKey) -> int:
        config = self.get(booth, Booth)
        return config.number if config else 0

    def _picture_came(self, server: ServerId, picture: Picture) -> None:
        self.picture.emit((server, picture.booth), picture)

    def _meters_came(self, server: ServerId, meters: BoothMeters) -> None:
        self.meters.emit((server, meters.booth), meters)


def merged(wants: Iterable[Want]) -> list[PictureWant]:
    """One want for each booth and bus: the highest rate and width that anybody asked for."""
    greatest: dict[tuple[BoothId, Bus], tuple[float, int]] = {}
    for want in wants:
        fps, width = greatest.get((want.booth[1], want.bus), (0.0, 0))
        greatest[want.booth[1], want.bus] = (max(fps, want.fps), max(width, want.width))
    return [
        PictureWant(booth=booth, bus=bus, fps=fps, width=width)
        for (booth, bus), (fps, width) in greatest.items()
    ]
