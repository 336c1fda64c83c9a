"""Keeps what needs a person up to date while facts change: for the strip and for the tiles."""

from PySide6.QtCore import QObject, QTimer, Signal

from studio_app.domain.alarm import Alarm
from studio_app.domain.booth import Booth, Health, Link, Live, Output
from studio_app.domain.chat import ChatSourceFacts, Question
from studio_app.domain.commission import Drift
from studio_app.domain.ids import ServerId
from studio_app.domain.plugin import Instance, Plugin
from studio_app.domain.records import RecordKey, ServerFacts
from studio_app.domain.recovery import Panic, Recovery
from ui.bridge.client import BoothKey, Connection
from ui.bridge.studio import StudioBridge
from ui.bridge.throttle import READABLE_MS, Throttle
from ui.console.needs_me_chat import chat_needs
from ui.console.needs_me_plugins import plugin_needs
from ui.console.needs_me_rule import Need, ServerView, aged, what_needs_me
from ui.console.wall_booth import BoothView, read_booth
from ui.docks.alarms_model import alarms_of
from ui.docks.plugins_model import Downs

SOON_MS = 30
"""Booths that are lost together (a switch, a server) are judged together."""


_KINDS = (
    *(Booth, Link, Output, Live, Health, Panic, Recovery, Drift, Alarm),
    *(Plugin, Instance, ChatSourceFacts, Question),
)


class NeedsBook(QObject):
    """Judges anew at most twice a second, and remembers since when each need has stood."""

    changed = Signal()
    """`needs` is another tuple now."""

    def __init__(self, bridge: StudioBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._needs: tuple[Need, ...] = ()
        self._worst: dict[BoothKey, Need] = {}
        self._throttle = Throttle(self.refresh, self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self._throttle.now)
        self._downs = Downs()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._throttle.ask)
        bridge.watch(self._told, *_KINDS, owner=self)
        ends = (
            bridge.booths_changed.connect(self._throttle.ask),
            bridge.connections_changed.connect(self._hurry),
        )
        self.destroyed.connect(lambda: [end() for end in ends])
        self.refresh()

    @property
    def needs(self) -> tuple[Need, ...]:
        """Everything that needs a person, the most pressing first."""
        return self._needs

    def worst(self, booth: BoothKey) -> Need | None:
        """What presses most at one booth."""
        return self._worst.get(booth)

    def refresh(self) -> None:
        """Judge now."""
        views = [read_booth(self._bridge, key) for key in self._bridge.booths]
        alarms = self._alarms()
        booths: list[BoothView] = [
            view._replace(alarms=tuple(alarms.get(view.key, ())))
            for view in views
            if view is not None
        ]
        servers = [server_view(connection) for connection in self._bridge.connections]
        now = self._bridge.now()
        besides = (*plugin_needs(self._bridge, self._downs, now), *chat_needs(self._bridge))
        found = what_needs_me(servers, booths, besides)
        self._look_again_in(self._downs.soonest_s(now))
        needs = aged(found, self._needs, now)
        if needs == self._needs:
            return
        self._needs = needs
        self._worst = {}
        for need in needs:
            if need.booth is not None:
                self._worst.setdefault(need.booth, need)
        self.changed.emit()

    def _look_again_in(self, seconds: float | None) -> None:
        """A wait becomes a long one without any news."""
        if seconds is None:
            self._later.stop()
        else:
            self._later.start(round(seconds * 1000) + READABLE_MS)

    def _alarms(self) -> dict[BoothKey, list[Alarm]]:
        """The standing alarms of each booth."""
        found: dict[BoothKey, list[Alarm]] = {}
        for seen in alarms_of(self._bridge):
            for booth in seen.alarm.booths:
                found.setdefault((seen.server, booth), []).append(seen.alarm)
        return found

    def _told(self, _booth: BoothKey, key: RecordKey) -> None:
        if key[0] in ("link", "live", "booth", "connection", "panic", "recovery", "alarm"):
            self._hurry()  # a person must not wait half a second for these
        else:
            self._throttle.ask()

    def _hurry(self) -> None:
        if not self._soon.isActive():
            self._soon.start()


def server_view(connection: Connection) -> ServerView:
    """One server as the rule sees it."""
    facts = connection.get(ServerFacts, "server")
    server: ServerId | None = connection.server_id
    return ServerView(
        server=server,
        name=connection.name or connection.address,
        status=connection.status,
        problem=connection.problem,
        warnings=facts.warnings if facts is not None else (),
    )
