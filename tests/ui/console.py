"""A whole console window on a fake studio, as `ui.main` puts it together."""

from pathlib import Path

from studio_app.devices.playback import Sound
from studio_app.support.paths import find_paths
from tests.ui.conftest import Desked
from tests.ui.fake_client import FakeConnection, FakeStudio
from ui.bridge.client import Connection, Token
from ui.bridge.pictures import PictureHub
from ui.bridge.server_book import ServerBook
from ui.console.alarm_sound import AlarmSound
from ui.console.needs_me_book import NeedsBook
from ui.console.second_window import SecondParts
from ui.console.wall import WallView
from ui.console.window import ConsoleWindow, Parts
from ui.docks.alarms import AlarmDock
from ui.docks.audit import AuditDock
from ui.docks.chat import ChatDock
from ui.docks.health import HealthDock
from ui.docks.mixer import MixerDock
from ui.docks.orders import OrdersDock
from ui.docks.outputs import OutputsDock
from ui.docks.plugins import PluginsDock
from ui.docks.sources import SourcesDock
from ui.docks.switcher import SwitcherDock
from ui.settings import WindowSettings
from ui.translations import Language


class FakeTokens:
    """A keyring that is a dict."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    async def get(self, name: str) -> str | None:
        return self.kept.get(name)

    async def set(self, name: str, secret: str) -> None:
        self.kept[name] = secret

    async def delete(self, name: str) -> None:
        self.kept.pop(name, None)


class FakeJoining:
    """Adds servers to the fake studio; what was asked for stands in `joined`."""

    def __init__(self, studio: FakeStudio) -> None:
        self._studio = studio
        self.servers_changed = studio.servers_changed
        self.joined: list[tuple[str, str | None, str | None]] = []

    @property
    def servers(self) -> list[FakeConnection]:
        return self._studio.servers

    def join(self, address: str, token: Token, certificate: str | None) -> FakeConnection:
        self.joined.append((address, token() if callable(token) else token, certificate))
        server = self._studio.add_server(f"srv{len(self.servers):09}", name=address)
        connection = self._studio.connection(server)
        connection.address = address
        return connection

    async def leave(self, connection: Connection) -> None:
        self._studio.servers = [each for each in self.servers if each is not connection]
        self._studio.servers_changed.emit(connection)  # type: ignore[arg-type]


class Console:
    """The window and its parts."""

    def __init__(self, desked: Desked, language: Language, home: Path) -> None:
        bridge, ops = desked.bridge, desked.ops
        self.studio = desked.studio
        self.bridge, self.ops = bridge, ops
        self.paths = find_paths(home, {})
        self.paths.make()
        self.settings = WindowSettings(home / "console.ini")
        self.language = language
        self.tokens = FakeTokens()
        self.joining = FakeJoining(desked.studio)
        self.book = ServerBook(self.joining, self.paths, home / "servers.json", self.tokens)
        self.pictures = PictureHub(bridge)
        self.needs = NeedsBook(bridge)
        self.heard: list[Sound] = []
        self.sound = AlarmSound(bridge, self.settings, self.heard.append)

    def open(self, size: tuple[int, int] = (1600, 900), layout: str = "") -> ConsoleWindow:
        """The window, shown."""
        bridge, ops = self.bridge, self.ops
        self.switcher = SwitcherDock(bridge, ops, self.pictures)
        self.window = ConsoleWindow(
            Parts(
                bridge=bridge,
                ops=ops,
                book=self.book,
                settings=self.settings,
                language=self.language,
                needs=self.needs,
                wall=WallView(bridge, ops, self.pictures, self.needs),
                switcher=self.switcher,
                mixer=MixerDock(bridge, ops),
                sources=SourcesDock(bridge, ops),
                outputs=OutputsDock(bridge, ops),
                health=HealthDock(bridge, ops),
                alarms=AlarmDock(bridge, ops, self.sound),
                audit=AuditDock(bridge, ops),
                plugins=PluginsDock(bridge, ops),
                chat=ChatDock(bridge, ops, self.settings),
                orders=OrdersDock(bridge, ops),
                second=SecondParts(
                    wall=lambda: WallView(bridge, ops, self.pictures, self.needs),
                    docks=lambda: {
                        "switcher": SwitcherDock(bridge, ops, self.pictures),
                        "sources": SourcesDock(bridge, ops),
                        "outputs": OutputsDock(bridge, ops),
                        "mixer": MixerDock(bridge, ops),
                    },
                    chat=lambda: ChatDock(bridge, ops, self.settings),
                ),
            ),
            layout=layout,
            size=size,
        )
        self.window.show()
        return self.window

    def close(self) -> None:
        """Take it apart as the program does."""
        self.window.close_now()
        self.sound.close()
        self.book.close()
        self.pictures.close()
        self.window.deleteLater()
        self.needs.deleteLater()
