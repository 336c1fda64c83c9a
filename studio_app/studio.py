"""Builds and owns everything in a server, and takes it down again in the right order."""

import asyncio
import contextlib
import logging
import os
import secrets
import string
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from sqlalchemy.engine import URL

from studio_app import __version__
from studio_app.database.database import Database
from studio_app.database.engine import database_url, make_private_file, open_engine
from studio_app.domain.actions.house import StopServer
from studio_app.domain.errors import fail
from studio_app.domain.feed import Bus, PictureWant
from studio_app.domain.ids import BoothId, ServerId
from studio_app.domain.problems import problem
from studio_app.domain.records import ServerFacts
from studio_app.domain.settings import StudioSettings
from studio_app.obs.links import LinkRoom
from studio_app.obs.probe import try_obs
from studio_app.server.app import Listen, StudioServer
from studio_app.server.blobs import BlobStore
from studio_app.server.feed import Identity
from studio_app.services.action_desk import ActionContext, ActionDesk, Outcome
from studio_app.services.audit import AuditLog
from studio_app.services.booths import Booths
from studio_app.services.find_obs import ObsFinder
from studio_app.services.jobs import Jobs
from studio_app.services.pins import PinHasher
from studio_app.services.removed_booths import RemovedBooths
from studio_app.services.staff import Staff
from studio_app.services.studio_file import StudioFile
from studio_app.stores.booths import BoothStore
from studio_app.stores.house import HouseStore
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
from studio_app.support.signal import Signal

log = logging.getLogger(__name__)

CLOCK_LOOK_S = 10.0
CLOCK_MAY_DRIFT_S = 5.0
STOP_WITHIN_S = 5.0
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
    ) -> None:
        """`listen` goes before what the settings say. `seen_secret` is told every secret that
        passes, for the log to strike it out."""
        self.paths = paths
        self._listen = listen
        self._seen_secret = seen_secret
        self._hasher = hasher
        self._stopping: list[tuple[str, Callable[[], Awaitable[object] | None]]] = []
        """What was started, with how it is stopped; taken from the end."""
        self._asked_to_stop = asyncio.Event()
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
        paths = self.paths
        try:
            paths.make()
            lock = HomeLock(paths.lock_file)
        except HomeTaken as error:
            running = find_running(paths)
            where = f" at {running.url}" if running else ""
            raise fail("server_runs", folder=paths.data, where=where) from error
        except OSError as error:
            detail = error.strerror or error
            raise fail("home_unusable", folder=error.filename, detail=detail) from error
        self._owns("lock", lock.release)
        server_id = read_server_id(paths.server_id_file)
        clock = SteadyClock()
        facts = ServerFacts(
            server_id=server_id, name="BoothDeck", version=__version__, started=clock.now()
        )
        house = HouseStore(facts)
        file = StudioFile(paths, house)
        file.load()
        settings = file.settings
        secrets_ = await open_secrets(
            f"boothdeck-{server_id}", paths.secrets_file, self._seen_secret
        )
        if not secrets_.in_keyring:
            house.warn("keyring", problem("keyring_missing"))
        if not settings.server.database:
            make_private_file(paths.database_file)
        database = Database(
            open_engine(await self._database_url(settings, secrets_)),
            settings.server.database or paths.database_file,
        )
        self._owns("database", database.stop)
        await database.start()
        audit = AuditLog(database, server_id, house, clock)
        audit.start()
        self._owns("audit", audit.stop)
        desk = ActionDesk(server_id, Jobs(house, clock), audit, clock)
        await desk.start()
        self._owns("actions", desk.stop)
        desk.bind(StopServer, self._stop_server)
        local_key = secrets.token_urlsafe(32)
        self._seen_secret(local_key)
        staff = Staff(database, clock, self._hasher or PinHasher(), local_key)
        staff.bind(desk)
        staff.start()
        self._owns("staff", staff.stop)
        booth_store = BoothStore()
        links = LinkRoom(booth_store, clock)
        self._owns("links", links.stop)
        removed = RemovedBooths(paths.data / "removed-booths.json", secrets_, clock)
        booths = Booths(file, booth_store, links, secrets_, removed, try_obs)
        booths.bind(desk)
        ObsFinder(booth_store, try_obs).bind(desk)
        booths.start()
        self._owns("booths", booths.stop)
        file.start()
        self._owns("settings", file.stop)
        watch = asyncio.create_task(self._watch_clock(clock, house), name="clock watch")
        self._owns("clock watch", lambda: _ended(watch))
        server = StudioServer(
            identity=Identity(server_id, settings.name, __version__),
            desk=desk,
            door=staff,
            stores=[house, booth_store],
            logs=[audit],
            pictures=_NoPictures(),
            meters=_NoMeters(),
            blobs=BlobStore(paths.data / "blobs"),
            clock=clock,
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
            server_id=server_id,
        )
        write_notes(paths, running, local_key)
        self._owns("notes", lambda: remove_notes(paths))
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

    async def _database_url(self, settings: StudioSettings, kept: Secrets) -> URL:
        password = None
        if settings.server.database:
            try:
                password = await kept.get("database")
            except OSError as error:
                raise fail("secrets_unavailable", detail=error) from error
        return database_url(settings.server.database, self.paths.database_file, password)

    async def _stop_server(self, _: StopServer, context: ActionContext) -> Outcome:
        log.info("%s stops the server", context.principal.name)
        # A moment later, so that whoever asked gets the answer.
        asyncio.get_running_loop().call_later(0.2, self.ask_to_stop)
        return Outcome()

    async def _watch_clock(self, clock: SteadyClock, house: HouseStore) -> None:
        while True:
            drift_s = round(clock.drift_s())
            if abs(drift_s) > CLOCK_MAY_DRIFT_S:
                house.warn("clock", problem("clock_jumped", seconds=f"{drift_s:+d}"))
            else:
                house.warn("clock")
            await asyncio.sleep(CLOCK_LOOK_S)


def read_server_id(file: Path) -> ServerId:
    """This server's id, made at its first start. Raises OSError."""
    with contextlib.suppress(FileNotFoundError):
        known = file.read_text(encoding="ascii").strip()
        if len(known) == 12 and set(known) <= set(_ID_LETTERS):
            return ServerId(known)
    made = "".join(secrets.choice(_ID_LETTERS) for _ in range(12))
    write_private(file, made.encode())
    return ServerId(made)


async def _ended(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


class _NoPictures:
    def __init__(self) -> None:
        self.arrived: Signal[BoothId, Bus, bytes] = Signal()

    def want(self, client: object, wants: Sequence[PictureWant]) -> None: ...


class _NoMeters:
    def __init__(self) -> None:
        self.arrived: Signal[BoothId, bytes] = Signal()

    def want(self, client: object, booths: Sequence[BoothId]) -> None: ...
