"""Where a console process is put together and taken apart: arguments, loop, parts, window."""

import argparse
import asyncio
import contextlib
import logging
import signal
import sys
from collections.abc import Callable, Coroutine, Iterator, Sequence
from pathlib import Path
from types import TracebackType

import qasync
from PySide6.QtCore import QCoreApplication, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from resources import resource
from studio_app.client import ServerConnection, StudioClient
from studio_app.support.logs import start_logging
from studio_app.support.memory import keep_what_is_there
from studio_app.support.paths import Paths, find_paths
from studio_app.support.secrets import Secrets, open_secrets
from studio_app.support.signal import Signal
from ui.bridge.client import Connection, Token
from ui.bridge.pictures import PictureHub
from ui.bridge.server_book import ServerBook
from ui.bridge.studio import StudioBridge
from ui.console.alarm_sound import AlarmSound
from ui.console.layouts import LAYOUTS
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
from ui.operations import Desk, Notices, Operations, Tone, said
from ui.settings import WindowSettings
from ui.single import SingleInstance
from ui.theme import apply_theme
from ui.translations import LANGUAGES, Language

log = logging.getLogger(__name__)

FOLLOW_S = 2.0
"""How often the notes of this machine's server are looked at while it is lost."""


class Joined:
    """The servers of a `StudioClient`, as the server book adds and removes them."""

    def __init__(self, client: StudioClient) -> None:
        self._client = client

    @property
    def servers(self) -> Sequence[ServerConnection]:
        return self._client.servers

    @property
    def servers_changed(self) -> Signal[ServerConnection]:
        return self._client.servers_changed

    def join(self, address: str, token: Token, certificate: str | None) -> ServerConnection:
        return self._client.add_server(address, token, certificate=certificate)

    async def leave(self, connection: Connection) -> None:
        for server in self._client.servers:
            if server is connection:
                await self._client.remove_server(server)


class LateSecrets:
    """The store of tokens, opened at its first use: a keyring that hangs delays no window."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._opened: Secrets | None = None
        self._turn = asyncio.Lock()

    async def get(self, name: str) -> str | None:
        return await (await self._secrets()).get(name)

    async def set(self, name: str, secret: str) -> None:
        await (await self._secrets()).set(name, secret)

    async def delete(self, name: str) -> None:
        await (await self._secrets()).delete(name)

    async def _secrets(self) -> Secrets:
        async with self._turn:
            if self._opened is None:
                self._opened = await open_secrets("boothdeck-console", self._file)
            return self._opened


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The command line of a console process."""
    parser = argparse.ArgumentParser(prog="boothdeck console", description=__doc__)
    parser.add_argument("--home", type=Path, help="folder of settings, data and logs")
    parser.add_argument(
        "--server",
        action="append",
        default=[],
        metavar="ADDRESS",
        help="connect to this server only; may be repeated",
    )
    parser.add_argument("--token-file", type=Path, help="file with the token for these servers")
    parser.add_argument("--language", choices=list(LANGUAGES), help="language of the window")
    parser.add_argument("--layout", choices=LAYOUTS, default="", help="layout to begin with")
    parser.add_argument("--booth", type=int, metavar="NUMBER", help="booth to begin with")
    parser.add_argument("--size", metavar="WIDTHxHEIGHT", help="size of the window")
    parser.add_argument("--seconds", type=float, help="close after this many seconds")
    parser.add_argument(
        "--screenshot", type=Path, metavar="FILE", help="save a picture of the window (PNG) then"
    )
    chosen = parser.parse_args(arguments)
    if chosen.screenshot is not None and chosen.seconds is None:
        parser.error("--screenshot needs --seconds: how long to wait before the picture")
    chosen.pixels = _size(parser, chosen.size)
    return chosen


Beside = Callable[[ConsoleWindow], Coroutine[None, None, None]]
"""Runs beside an open window, on its loop: for measurements."""


def main(arguments: Sequence[str] | None = None, *, beside: Beside | None = None) -> int:
    """Run a console until its window is closed; the process's exit code."""
    options = parse(sys.argv[1:] if arguments is None else arguments)
    paths = find_paths(options.home)
    paths.make()
    start_logging(paths.logs / "console.log")
    app = QApplication(["boothdeck"])
    app.setApplicationName("BoothDeck")
    app.setDesktopFileName("boothdeck")
    app.setWindowIcon(QIcon(str(resource("icons", "app.svg"))))
    app.setQuitOnLastWindowClosed(False)
    qInstallMessageHandler(_qt_message)
    apply_theme(app)
    single = SingleInstance(paths.runtime)
    forward: Signal[()] = Signal()
    if not single.claim(forward.emit):
        said = "brought to the front" if single.raise_other() else "but does not answer"
        sys.stderr.write(f"A console runs on {paths.runtime.parent} already; it was {said}.\n")
        return 0
    try:
        loop = qasync.QEventLoop(app)
        with loop:
            return int(loop.run_until_complete(_run(options, paths, app, forward, beside)))
    finally:
        single.release()
        qInstallMessageHandler(None)


async def _run(
    options: argparse.Namespace,
    paths: Paths,
    app: QApplication,
    forward: Signal[()],
    beside: Beside | None,
) -> int:
    settings = WindowSettings(paths.config / "console.ini")
    language = Language(app)
    language.use(options.language or settings.language)
    tokens = LateSecrets(paths.data / "console-secrets.json")
    client = StudioClient("console")
    bridge = StudioBridge(client)
    notices = Notices()
    desk = Desk(bridge, notices)
    ops = Operations(desk)
    book = ServerBook(Joined(client), paths, paths.config / "servers.json", tokens)
    pictures = PictureHub(bridge)
    needs = NeedsBook(bridge)
    sound = AlarmSound(bridge, settings)
    window = ConsoleWindow(
        Parts(
            bridge=bridge,
            ops=ops,
            book=book,
            settings=settings,
            language=language,
            needs=needs,
            wall=WallView(bridge, ops, pictures, needs),
            switcher=SwitcherDock(bridge, ops, pictures),
            mixer=MixerDock(bridge, ops),
            sources=SourcesDock(bridge, ops),
            outputs=OutputsDock(bridge, ops),
            health=HealthDock(bridge, ops),
            alarms=AlarmDock(bridge, ops, sound),
            audit=AuditDock(bridge, ops),
            plugins=PluginsDock(bridge, ops),
            chat=ChatDock(bridge, ops, settings),
            orders=OrdersDock(bridge, ops),
            second=SecondParts(
                wall=lambda: WallView(bridge, ops, pictures, needs),
                docks=lambda: {
                    "switcher": SwitcherDock(bridge, ops, pictures),
                    "sources": SourcesDock(bridge, ops),
                    "outputs": OutputsDock(bridge, ops),
                    "mixer": MixerDock(bridge, ops),
                },
                chat=lambda: ChatDock(bridge, ops, settings),
            ),
        ),
        layout=options.layout,
        size=options.pixels,
    )
    closed = asyncio.Event()
    app.lastWindowClosed.connect(closed.set)
    forward.connect(window.come_forward)
    with _failures_told(notices), _signals(window.close_now):
        window.show()
        keep_what_is_there()
        token = _token_of(options.token_file)
        tasks = [asyncio.create_task(_open(book, options, token), name="follow servers")]
        if beside is not None:
            tasks.append(asyncio.create_task(beside(window), name="beside the window"))
        try:
            code = await _until_closed(options, bridge, window, closed)
        finally:
            window.close_now()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await desk.stop()
            sound.close()
            book.close()
            bridge.close()
            pictures.close()
            await client.close()
            window.deleteLater()
    return code


async def _open(book: ServerBook, options: argparse.Namespace, token: Token) -> None:
    """Connect, then follow this machine's server to another port when it is started anew."""
    await book.open(options.server, token)
    while not options.server:
        await asyncio.sleep(FOLLOW_S)
        await book.follow_local()


async def _until_closed(
    options: argparse.Namespace,
    bridge: StudioBridge,
    window: ConsoleWindow,
    closed: asyncio.Event,
) -> int:
    """Wait for the window to be closed, or for `--seconds`; the exit code."""
    if options.booth is not None:

        def choose() -> None:
            if window.hands.booth is None and bridge.find(options.booth) is not None:
                window.hands.choose_number(options.booth)

        bridge.booths_changed.connect(choose)
    try:
        async with asyncio.timeout(options.seconds):
            await closed.wait()
    except TimeoutError:
        if options.screenshot is None:
            return 0
        if window.grab().save(str(options.screenshot), "PNG"):
            return 0
        sys.stderr.write(f"The picture cannot be written to {options.screenshot}\n")
        return 1
    return 0


def _token_of(file: Path | None) -> Token:
    """What lets in: the file is read at every try, as its server may be started anew."""
    if file is None:
        return None

    def read() -> str | None:
        try:
            return file.read_text(encoding="ascii").strip() or None
        except (OSError, UnicodeDecodeError) as error:
            log.warning("the token file %s cannot be read: %s", file, error)
            return None

    return read


@contextlib.contextmanager
def _failures_told(notices: Notices) -> Iterator[None]:
    """What nobody caught goes to the log with its traceback, and to the window in one line."""

    def tell(error: BaseException) -> None:
        kind = type(error).__name__
        title = said(
            lambda: QCoreApplication.translate("Main", "Something went wrong in this window")
        )
        text = said(
            lambda: QCoreApplication.translate(
                "Main", "{kind}. What is on air is not touched; the log has the details."
            ).format(kind=kind)
        )
        notices.say(title, text, Tone.FAILED)

    def hook(
        kind: type[BaseException], error: BaseException, traceback: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, traceback)
            return
        log.error("not caught", exc_info=(kind, error, traceback))
        tell(error)

    def in_loop(_: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
        error = context.get("exception")
        if isinstance(error, BaseException):
            log.error("%s", context.get("message"), exc_info=error)
            tell(error)
        else:
            log.error("%s", context.get("message"))

    before, sys.excepthook = sys.excepthook, hook
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(in_loop)
    try:
        yield
    finally:
        sys.excepthook = before
        loop.set_exception_handler(None)


@contextlib.contextmanager
def _signals(close: Callable[[], None]) -> Iterator[None]:
    """Ctrl+C and a polite kill close the window."""
    loop = asyncio.get_running_loop()
    numbers = (signal.SIGINT, signal.SIGTERM)
    with contextlib.suppress(NotImplementedError):  # Windows: there Ctrl+C ends the process
        for number in numbers:
            loop.add_signal_handler(number, close)
    try:
        yield
    finally:
        with contextlib.suppress(NotImplementedError):
            for number in numbers:
                loop.remove_signal_handler(number)


_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def _qt_message(kind: QtMsgType, _context: object, text: str) -> None:
    """Qt's own messages belong to the log as well."""
    logging.getLogger("qt").log(_LEVELS.get(kind, logging.WARNING), "%s", text)


def _size(parser: argparse.ArgumentParser, text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    width, _, height = text.partition("x")
    if not (width.isdigit() and height.isdigit()):
        parser.error(f"--size is WIDTHxHEIGHT in pixels, as 1920x1080; got {text!r}")
    return int(width), int(height)
