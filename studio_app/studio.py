"""Builds and owns everything in a server, and takes it down again in the right order."""

import asyncio
import contextlib
import logging
import os
import secrets
import string
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import NamedTuple

from resources import resource
from studio_app import __version__
from studio_app.database.database import Database
from studio_app.database.engine import database_url, make_private_file, open_engine
from studio_app.domain.actions.house import StopServer
from studio_app.domain.errors import fail
from studio_app.domain.ids import ServerId
from studio_app.domain.problems import problem
from studio_app.domain.records import ServerFacts
from studio_app.domain.settings import StudioSettings
from studio_app.obs.links import LinkRoom
from studio_app.obs.probe import try_obs
from studio_app.plugin_host.host import PluginHost
from studio_app.plugin_host.ports import Sinks
from studio_app.server.app import Listen, StudioServer
from studio_app.server.blobs import BlobStore
from studio_app.server.feed import Identity
from studio_app.services.action_desk import ActionContext, ActionDesk, Outcome
from studio_app.services.alarm_history import AlarmHistory
from studio_app.services.alarm_limits import AlarmLimitsDesk
from studio_app.services.alarms import Alarms
from studio_app.services.at_work import AtWork, KeptWork
from studio_app.services.audit import AuditLog
from studio_app.services.booth_access import BoothAccess
from studio_app.services.booths import PASSWORDS, Booths
from studio_app.services.buyer_book import BuyerBook
from studio_app.services.buyer_rows import BuyerRows
from studio_app.services.buyers import Buyers
from studio_app.services.chat import ChatService
from studio_app.services.chat_desk import ChatDesk, ChatParts
from studio_app.services.chat_judge import ChatJudge
from studio_app.services.chat_keeping import ChatKeeping
from studio_app.services.chat_outgoing import ChatOutgoing
from studio_app.services.chat_questions import ChatQuestions
from studio_app.services.chat_ring import ChatLogs
from studio_app.services.chat_rows import ChatRows
from studio_app.services.chat_sources import ChatSources
from studio_app.services.clock_watch import ClockWatch
from studio_app.services.commissioning import Commissioning
from studio_app.services.csv_export import chat_export, orders_export
from studio_app.services.drift import DriftWatch
from studio_app.services.find_obs import ObsFinder
from studio_app.services.groups import Groups
from studio_app.services.health_history import HealthHistory
from studio_app.services.health_rows import HealthRows
from studio_app.services.jobs import Jobs
from studio_app.services.kept_file import KeptFile
from studio_app.services.live import LiveService
from studio_app.services.live_sources import LiveSources
from studio_app.services.meters import MeterService
from studio_app.services.obs_setup import ObsSetup
from studio_app.services.order_rows import OrderRows
from studio_app.services.orders import Orders
from studio_app.services.outputs import Outputs
from studio_app.services.panic import KeptPanics, PanicService
from studio_app.services.pictures import PictureService
from studio_app.services.pins import PinHasher
from studio_app.services.plugin_secrets import PLUGIN_SECRETS, PluginSecrets
from studio_app.services.plugins import Plugins
from studio_app.services.program_sound import ProgramSound
from studio_app.services.program_watch import ProgramWatcher
from studio_app.services.removed_secrets import RemovedSecrets
from studio_app.services.settings_desk import SettingsDesk
from studio_app.services.sound import Sound
from studio_app.services.sources import Sources
from studio_app.services.staff import Staff
from studio_app.services.studio_file import StudioFile
from studio_app.services.switching import Switching
from studio_app.services.templates import TemplateShelf
from studio_app.stores.alarms import AlarmStore
from studio_app.stores.booths import BoothStore
from studio_app.stores.chat import ChatStore
from studio_app.stores.house import HouseStore
from studio_app.stores.plugins import PluginStore
from studio_app.support.clock import SteadyClock
from studio_app.support.paths import Paths, write_private
from studio_app.support.running import (
    HomeLock,
    HomeTaken,
    RunningServer,
    find_running,
    remove_notes,
    write_notes,
)
from studio_app.support.secrets import Secrets, open_secrets

log = logging.getLogger(__name__)

STOP_WITHIN_S = 5.0
LOCK_TRIES = 6
LOCK_AGAIN_S = 0.07
_ID_LETTERS = string.ascii_lowercase + string.digits


class Studio:
    """One studio server: `start()`, then `wait_stopped()` or `stop()`. On the loop's thread."""

    def __init__(
        self,
        paths: Paths,
        *,
        listen: tuple[str, int] | None = None,
        seen_secret: Callable[[str], None] = lambda _: None,
        hasher: PinHasher | None = None,
        until_exit: bool = False,
    ) -> None:
        """`listen` goes before what the settings say. `seen_secret` is told every secret that
        passes, for the log to strike it out. `until_exit`: the folders stay taken when it has
        stopped, until the process has ended, so that whoever sees them free sees no process."""
        self._until_exit = until_exit
        self.paths = paths
        self._listen = listen
        self._seen_secret = seen_secret
        self._hasher = hasher
        self._stopping: list[tuple[str, Callable[[], Awaitable[object] | None]]] = []
        """What was started, with how it is stopped; taken from the end."""
        self._asked_to_stop = asyncio.Event()
        self._local_key = ""
        self.address: tuple[str, int] = ("", 0)
        """Where it listens, once started."""

    async def start(self) -> None:
        """Start everything. Raises StudioError or OSError; then nothing is left running."""
        try:
            await self._start()
        except BaseException:
            await self.stop()
            raise

    async def stop(self) -> None:
        """Stop everything, newest first; what does not stop in time is left behind and said."""
        deadline = asyncio.get_running_loop().time() + STOP_WITHIN_S
        while self._stopping:
            name, stop = self._stopping.pop()
            left_s = max(0.2, deadline - asyncio.get_running_loop().time())
            try:
                async with asyncio.timeout(left_s):
                    waiting = stop()
                    if waiting is not None:
                        await waiting
            except TimeoutError:
                log.error("%s did not stop in time", name)
            except Exception:
                log.exception("%s did not stop cleanly", name)

    async def wait_stopped(self) -> None:
        """Return when somebody has asked the server to stop."""
        await self._asked_to_stop.wait()

    def ask_to_stop(self) -> None:
        """Have `wait_stopped` return; from a signal handler or the action."""
        self._asked_to_stop.set()

    def _owns(self, name: str, stop: Callable[[], Awaitable[object] | None]) -> None:
        self._stopping.append((name, stop))

    async def _start(self) -> None:
        await self._take_home()
        core = await self._open_core()
        staff = self._open_staff(core)
        room = self._open_booths(core)
        chat = await self._open_chat(core, room)
        plugins = await self._open_plugins(core, room, chat)
        alarms = await self._open_alarms(core, room)
        self._owns("actions", core.desk.stop)  # while links, staff and database still answer
        core.file.start()
        self._owns("settings", core.file.stop)
        watch = ClockWatch(core.clock, core.house)
        watch.start()
        self._owns("clock watch", watch.stop)
        await self._open_doors(core, staff, room, alarms, chat, plugins)

    async def _take_home(self) -> None:
        """Make the folders and lock them. Raises StudioError when another server has them."""
        paths = self.paths
        try:
            paths.make()
            lock = await _lock(paths.lock_file)
        except HomeTaken as error:
            running = find_running(paths)
            where = f" at {running.url}" if running else ""
            raise fail("server_runs", folder=paths.data, where=where) from error
        except OSError as error:
            detail = error.strerror or error
            raise fail("home_unusable", folder=error.filename, detail=detail) from error
        if not self._until_exit:
            self._owns("lock", lock.release)

    async def _open_core(self) -> "_Core":
        """What everything else stands on: settings, secrets, database, actions."""
        paths = self.paths
        clock = SteadyClock()
        server_id = read_server_id(paths.server_id_file)
        house = HouseStore(
            ServerFacts(
                server_id=server_id, name="BoothDeck", version=__version__, started=clock.now()
            )
        )
        file = StudioFile(paths, house)
        file.load()
        kept = await open_secrets(f"boothdeck-{server_id}", paths.secrets_file, self._seen_secret)
        if not kept.in_keyring:
            house.warn("keyring", problem("keyring_missing"))
        database = await self._open_database(file.settings, kept)
        audit = AuditLog(database, server_id, house, clock)
        audit.start()
        self._owns("audit", audit.stop)
        desk = ActionDesk(server_id, Jobs(house, clock), audit, clock)
        await desk.start()
        desk.bind(StopServer, self._stop_server)
        return _Core(server_id, clock, house, file, kept, database, audit, desk)

    async def _open_database(self, settings: StudioSettings, kept: Secrets) -> Database:
        setting, file = settings.server.database, self.paths.database_file
        password: str | None = None
        try:
            if setting:
                password = await kept.get("database")
            else:
                make_private_file(file)
        except OSError as error:
            raise fail("secrets_unavailable", detail=error.strerror or error) from error
        database = Database(open_engine(database_url(setting, file, password)), setting or file)
        self._owns("database", database.stop)
        await database.start()
        return database

    def _open_commissioning(self, core: "_Core", access: BoothAccess, booths: Booths) -> None:
        """Booths built from templates, and the watch over what they become."""
        shelf = TemplateShelf(resource("booth_templates"), self.paths.templates)
        drift = DriftWatch(access.links, access.store, shelf, core.clock)
        drift.bind(core.desk)
        drift.start()
        self._owns("drift", drift.stop)
        Commissioning(access, shelf, booths, drift).bind(core.desk)

    def _open_staff(self, core: "_Core") -> Staff:
        self._local_key = secrets.token_urlsafe(32)
        self._seen_secret(self._local_key)
        hasher = self._hasher or PinHasher()
        staff = Staff(core.database, core.clock, hasher, self._local_key)
        staff.bind(core.desk)
        staff.start()
        self._owns("staff", staff.stop)
        return staff

    def _open_booths(self, core: "_Core") -> "_Room":
        """The links to every OBS, and what is done with them."""
        store = BoothStore()
        links = LinkRoom(store, core.clock)
        self._owns("links", links.stop)
        pictures = PictureService(links, store, core.clock)
        self._owns("pictures", pictures.stop)
        meters = MeterService(links)
        self._owns("meters", meters.stop)
        live = LiveService(store, core.clock)
        live.bind(core.desk)
        self._owns("live", live.stop)
        sound = ProgramSound(store, meters)
        self._owns("program sound", sound.stop)
        watcher = ProgramWatcher(store, pictures, meters, sound, core.clock)
        watcher.start()
        self._owns("program watch", watcher.stop)
        rows = HealthRows(core.database, core.server_id)
        health = HealthHistory(store, sound, rows, core.clock, lambda: core.file.settings.health)
        health.start()
        self._owns("health history", health.stop)
        access = BoothAccess(links, store)
        switching = Switching(access)
        self._owns("switching", switching.stop)
        outputs = Outputs(access)
        for service in (
            switching,
            ObsSetup(access),
            Sources(access),
            Sound(access),
            outputs,
        ):
            service.bind(core.desk)
        removed = self._open_removed(core, PASSWORDS, self.paths.removed_booths_file)
        booths = Booths(core.file, store, links, core.secrets, removed, try_obs)
        booths.bind(core.desk)
        ObsFinder(store, try_obs).bind(core.desk)
        self._open_commissioning(core, access, booths)
        Groups(core.desk, store, core.house).bind(core.desk)
        booths.start()
        self._owns("booths", booths.stop)
        panic = PanicService(
            access, switching, core.clock, KeptFile(self.paths.panic_file, KeptPanics)
        )
        panic.bind(core.desk)
        panic.start()
        self._owns("panic", panic.stop)
        at_work = AtWork(
            store, outputs, switching, core.clock, KeptFile(self.paths.at_work_file, KeptWork)
        )
        at_work.bind(core.desk)
        at_work.start()
        self._owns("at work", at_work.stop)
        return _Room(store, pictures, meters, health, live)

    async def _open_chat(self, core: "_Core", room: "_Room") -> "_ChatRoom":
        """What viewers write."""
        rows = ChatRows(core.database, core.server_id)
        logs = ChatLogs(rows, room.store.booths)
        buyers = BuyerRows(core.database, core.server_id)
        book = BuyerBook(buyers)
        judge = ChatJudge(lambda: core.file.settings.chat)
        service = ChatService(rows, logs, book, core.house, core.clock, judge)
        store = ChatStore()
        questions = ChatQuestions(store, rows, core.clock)
        parts = ChatParts(service, rows, logs, questions, store, core.clock)
        await service.start()
        self._owns("chat", service.stop)
        await questions.start()
        service.taken.connect(questions.taken)
        Buyers(parts, buyers, book).bind(core.desk)
        keeping = ChatKeeping(rows, buyers, book, lambda: core.file.settings.chat, core.clock)
        keeping.start()
        self._owns("chat keeping", keeping.stop)
        orders = OrderRows(core.database, core.server_id)
        return _ChatRoom(service, logs, parts, buyers, orders)

    def _open_chat_desk(
        self, core: "_Core", room: "_Room", chat: "_ChatRoom", host: PluginHost
    ) -> None:
        """What is done with messages, there where they came from, too."""
        sources = ChatSources(chat.parts.store, host.store, chat.service, core.clock)
        sources.start()
        self._owns("chat sources", sources.stop)
        desk = ChatDesk(chat.parts, host)
        desk.bind(core.desk)
        orders = Orders(desk, chat.orders, chat.buyers, room.store.booths, core.clock)
        orders.bind(core.desk)
        outgoing = ChatOutgoing(chat.parts, desk, host, lambda: core.file.settings.chat)
        self._owns("chat outgoing", outgoing.stop)

    def _open_removed(self, core: "_Core", kind: str, file: Path) -> RemovedSecrets:
        removed = RemovedSecrets(kind, file, core.secrets, core.clock)
        removed.start()
        self._owns(f"removed {kind}", removed.stop)
        return removed

    async def _open_plugins(self, core: "_Core", room: "_Room", chat: "_ChatRoom") -> PluginHost:
        """What listens, speaks and moves in processes of its own."""
        kept = PluginSecrets(core.secrets)
        host = PluginHost(
            self.paths.plugins, PluginStore(), Sinks(chat=chat.service), kept, core.clock
        )
        self._open_chat_desk(core, room, chat, host)
        live = LiveSources(host.store, chat.service.told_live, room.live)
        self._owns("live sources", live.stop)
        removed = self._open_removed(core, PLUGIN_SECRETS, self.paths.removed_plugins_file)
        plugins = Plugins(core.file, host, kept, removed)
        plugins.bind(core.desk)
        self._owns("plugins", plugins.stop)
        await plugins.start()
        return host

    async def _open_alarms(self, core: "_Core", room: "_Room") -> "_AlarmRoom":
        """What watches over all of that."""
        history = AlarmHistory(core.database, core.server_id, core.clock)
        history.start()
        self._owns("alarm history", history.stop)
        store = AlarmStore()
        alarms = Alarms(
            room.store,
            core.house,
            store,
            history,
            lambda: core.file.settings,
            core.clock,
            self.paths.data,
        )
        alarms.bind(core.desk)
        AlarmLimitsDesk(core.file, room.health, core.clock).bind(core.desk)
        SettingsDesk(core.file).bind(core.desk)
        await alarms.start()
        self._owns("alarms", alarms.stop)
        core.file.changed.connect(alarms.look_at_all)
        return _AlarmRoom(store, history)

    async def _open_doors(
        self,
        core: "_Core",
        staff: Staff,
        room: "_Room",
        alarms: "_AlarmRoom",
        chat: "_ChatRoom",
        plugins: PluginHost,
    ) -> None:
        """Listen, last of all, and say where."""
        settings = core.file.settings
        server = StudioServer(
            identity=Identity(core.server_id, settings.name, __version__),
            desk=core.desk,
            door=staff,
            stores=[core.house, room.store, alarms.store, plugins.store, chat.parts.store],
            logs=[core.audit, alarms.history, chat.logs.all, chat.orders, plugins.log],
            log_families=[chat.logs],
            pictures=room.pictures,
            meters=room.meters,
            health=room.health,
            hooks=plugins,
            chat=chat_export(chat.parts.rows, core.audit, core.clock),
            orders=orders_export(chat.orders, core.audit, core.clock),
            blobs=BlobStore(self.paths.data / "blobs"),
            clock=core.clock,
            listen=self._where(settings),
        )
        self._owns("server", server.stop)
        self.address = await server.start()
        host, port = self.address
        running = RunningServer(
            address="127.0.0.1" if host in ("0.0.0.0", "::") else host,
            port=port,
            tls=bool(settings.server.tls_cert),
            pid=os.getpid(),
            server_id=core.server_id,
        )
        write_notes(self.paths, running, self._local_key)
        self._owns("notes", lambda: remove_notes(self.paths))
        log.info("the server listens at %s", running.url)

    def _where(self, settings: StudioSettings) -> Listen:
        server = settings.server
        host, port = self._listen or (server.listen, server.port)
        folder = self.paths.config
        return Listen(
            bind=host,
            port=port,
            names=server.allowed_names,
            tls_cert=folder / server.tls_cert if server.tls_cert else None,
            tls_key=folder / server.tls_key if server.tls_key else None,
        )

    async def _stop_server(self, _: StopServer, context: ActionContext) -> Outcome:
        log.info("%s stops the server", context.principal.name)
        # A moment later, so that whoever asked gets the answer.
        asyncio.get_running_loop().call_later(0.2, self.ask_to_stop)
        return Outcome()


class _Core(NamedTuple):
    """What everything else in a server stands on."""

    server_id: ServerId
    clock: SteadyClock
    house: HouseStore
    file: StudioFile
    secrets: Secrets
    database: Database
    audit: AuditLog
    desk: ActionDesk


class _Room(NamedTuple):
    """The booths as clients see them."""

    store: BoothStore
    pictures: PictureService
    meters: MeterService
    health: HealthHistory
    live: LiveService


class _ChatRoom(NamedTuple):
    """The chat as sources and clients see it."""

    service: ChatService
    logs: ChatLogs
    parts: ChatParts
    buyers: BuyerRows
    orders: OrderRows


class _AlarmRoom(NamedTuple):
    """The alarms as clients see them."""

    store: AlarmStore
    history: AlarmHistory


def read_server_id(file: Path) -> ServerId:
    """This server's id, made at its first start. Raises OSError."""
    with contextlib.suppress(FileNotFoundError):
        known = file.read_text(encoding="ascii").strip()
        if len(known) == 12 and set(known) <= set(_ID_LETTERS):
            return ServerId(known)
    made = "".join(secrets.choice(_ID_LETTERS) for _ in range(12))
    write_private(file, made.encode())
    return ServerId(made)


async def _lock(file: Path) -> HomeLock:
    """The lock of a home. Whoever looks for a server holds it for a moment; who has it for longer
    is one. Raises HomeTaken, OSError."""
    for _ in range(LOCK_TRIES - 1):
        with contextlib.suppress(HomeTaken):
            return HomeLock(file)
        await asyncio.sleep(LOCK_AGAIN_S)
    return HomeLock(file)
