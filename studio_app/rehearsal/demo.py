"""The demo: a rehearsal studio with a server, staff and the window, and nothing left behind.

Simulated booths run in one process and, where it is installed, a real OBS beside them. What
cannot be had is said, and the rest goes on without it.
"""

import asyncio
import os
import secrets
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import msgspec
import platformdirs
import tomlkit

from studio_app.client.local import local_server
from studio_app.domain.actions.house import AddStaff
from studio_app.domain.booth import SentBy
from studio_app.domain.errors import StudioError
from studio_app.domain.ids import BoothId
from studio_app.domain.roles import Role
from studio_app.domain.settings import BoothSettings, InstanceSettings
from studio_app.rehearsal.demo_booths import SCENE_ROLES, DemoBooth, demo_booths
from studio_app.rehearsal.demo_process import (
    READY_WITHIN_S,
    STOP_WITHIN_S,
    DemoFailed,
    Telling,
)
from studio_app.rehearsal.local_obs import LocalObs, LocalObsError, Xvfb, end_process, tail
from studio_app.services.booths import password_name
from studio_app.services.plugin_secrets import secret_name
from studio_app.support.paths import HOME_VARIABLE, Paths, find_paths, make_private, write_private
from studio_app.support.programs import own_program, window_program
from studio_app.support.running import find_running, is_taken
from studio_app.support.secrets import KEYRING_VARIABLE, FileBackend

Tell = Callable[[str], None]

MARK = ".boothdeck-demo"
"""Only a folder with this file in it is ever emptied."""

STAFF: Mapping[str, Role] = {
    "Ngọc Mai": Role.HOST,
    "Thu Hà": Role.ORDER_DESK,
    "Quốc Anh": Role.TECHNICIAN,
    "Minh Châu": Role.DIRECTOR,
    "Hoàng Long": Role.ADMIN,
}


@dataclass(frozen=True, kw_only=True)
class DemoWish:
    """What somebody wants to see. `window`: further words for the window."""

    booths: int = 4
    real_obs: bool = True
    rate: float = 1.5
    """Messages a second that viewers write in each booth; 0: no viewers."""
    base: Path | None = None
    window: Sequence[str] = ()
    open_window: Callable[..., list[str]] = window_program
    """Makes the window's command of its words; another one shows the demo to a test."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """A booth with where its OBS is."""

    settings: BoothSettings
    password: str


@dataclass(frozen=True, kw_only=True)
class Channel:
    """What brings one booth's chat, and the secret that it needs."""

    settings: InstanceSettings
    session: str


def run_demo(wish: DemoWish, tell: Tell) -> int:
    """Show the demo until its window is closed; the window's exit code. Raises DemoFailed.

    Ctrl+C and SIGTERM end it in good order. Blocks; for the main thread only.
    """
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        with ExitStack() as stack:
            return _show(wish, tell, stack)
    finally:
        signal.signal(signal.SIGTERM, before)


def _show(wish: DemoWish, tell: Tell, stack: ExitStack) -> int:
    paths = find_paths(fresh_home(wish.base))
    paths.make()
    environment = {**os.environ, HOME_VARIABLE: str(paths.config), KEYRING_VARIABLE: "file"}
    real = _RealObs(paths.config / "obs", tell)
    stack.callback(real.stop)
    if wish.real_obs:
        real.begin()
    tell(f"Starting {wish.booths} simulated booths …")
    crowd = _start_crowd(wish, environment, paths, stack) if wish.rate else None
    found = _start_simulator(wish.booths, environment, paths, stack)
    if (beside := real.wait(number=wish.booths + 1)) is not None:
        found.append(beside)
    furnish(paths, found, channels_of(crowd.told(), found) if crowd is not None else ())
    tell("Starting the server …")
    _start_server(environment, paths, stack)
    tell("Staff of this rehearsal, name and PIN:")
    for name, role, pin in asyncio.run(_add_staff(paths)):
        tell(f"  {name:<12} {role.value:<12} {pin}")
    tell("Opening the window …")
    words = ["--home", str(paths.config), "--token-file", str(paths.local_key_file)]
    words += ["--booth", str(min(2, wish.booths)), *wish.window]
    return _run_window(wish.open_window(*words), environment)


def fresh_home(base: Path | None) -> Path:
    """An empty folder for a demo, below `base` or the account's cache. One that another demo is
    using is left alone, and so is a folder that no demo has made."""
    where = base or Path(platformdirs.user_cache_dir("boothdeck", appauthor=False))
    for number in range(1, 100):
        home = where.absolute() / ("demo" if number == 1 else f"demo-{number}")
        if home.exists() and (not (home / MARK).exists() or is_taken(find_paths(home))):
            continue
        shutil.rmtree(home, ignore_errors=True)
        try:
            make_private(home)
            (home / MARK).touch()
        except OSError as error:
            raise DemoFailed(f"{home} cannot be made: {error.strerror}") from error
        return home
    raise DemoFailed(f"Too many demos below {where}; remove the old ones.")


def _start_simulator(
    count: int, environment: Mapping[str, str], paths: Paths, stack: ExitStack
) -> list[Found]:
    """Simulated booths in a process of their own, which ends with its stdin."""
    process = Telling(
        "The simulated booths",
        own_program("worker", "demo-booths", "--booths", str(count)),
        environment,
        paths.logs / "simulator.log",
        stack,
    )
    access = msgspec.convert(process.told(), _Access)
    return [
        Found(settings=settings_of(booth, number, port), password=password)
        for number, (booth, port, password) in enumerate(
            zip(demo_booths(count), access.ports, access.passwords, strict=True), 1
        )
    ]


def settings_of(booth: DemoBooth, number: int, port: int) -> BoothSettings:
    """What `studio.toml` says of a booth of the demo whose OBS is at this port."""
    return BoothSettings(
        id=BoothId(f"booth-{number}"),
        number=number,
        name=booth.name,
        host=booth.host,
        port=port,
        sent_by=SentBy.PLATFORM_PROGRAM if booth.platform_program else SentBy.OBS,
        destinations=booth.destinations,
        scene_roles=booth.scene_roles,
    )


class _Access(msgspec.Struct):
    """What simulated booths tell of themselves."""

    ports: list[int]
    passwords: list[str]


class _Relay(msgspec.Struct):
    """What a crowd tells of itself."""

    url: str
    sessions: list[str]


def _start_crowd(
    wish: DemoWish, environment: Mapping[str, str], paths: Paths, stack: ExitStack
) -> Telling:
    """Viewers for every booth, the real OBS among them; they start while the booths do."""
    words = ("--booths", str(wish.booths + wish.real_obs), "--rate", str(wish.rate))
    return Telling(
        "The viewers",
        own_program("worker", "crowd", *words),
        environment,
        paths.logs / "crowd.log",
        stack,
    )


def channels_of(told: Mapping[str, object], booths: Sequence[Found]) -> list[Channel]:
    """A channel to its viewers for each booth."""
    relay = msgspec.convert(told, _Relay)
    return [
        Channel(
            settings=InstanceSettings(
                id=f"viewers-{booth.settings.number}",
                plugin="chat_socialstream",
                booth=booth.settings.id,
                settings={"server": relay.url},
            ),
            session=session,
        )
        for booth, session in zip(booths, relay.sessions, strict=False)
    ]


class _RealObs:
    """A real OBS beside the simulated ones, started while they start."""

    def __init__(self, folder: Path, tell: Tell) -> None:
        self._folder = folder
        self._tell = tell
        self._screen: Xvfb | None = None
        self._obs: LocalObs | None = None
        self._why_not = ""
        self._thread: threading.Thread | None = None

    def begin(self) -> None:
        """Start it where OBS and Xvfb are installed."""
        missing = [name for name in ("obs", "Xvfb") if shutil.which(name) is None]
        if missing:
            self._tell(f"No real OBS beside them: {' and '.join(missing)} is not installed here.")
            return
        self._tell("Starting a real OBS …")
        self._thread = threading.Thread(target=self._start, name="real OBS", daemon=True)
        self._thread.start()

    def _start(self) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._screen = Xvfb(self._folder)
            self._obs = LocalObs(
                self._folder / "one", display=self._screen.display, name="OBS", size=(640, 360)
            )
            self._obs.start(READY_WITHIN_S)
        except (LocalObsError, OSError) as error:
            self._why_not = str(error)

    def wait(self, number: int) -> Found | None:
        """The booth that it is, once it answers; None when there is none."""
        if self._thread is None:
            return None
        self._thread.join()
        if self._why_not or self._obs is None:
            self._tell(f"The real OBS did not start, so it is left out: {self._why_not}")
            return None
        settings = BoothSettings(
            id=BoothId(f"booth-{number}"),
            number=number,
            name="OBS thật",
            host="Real OBS",
            port=self._obs.port,
            scene_roles=SCENE_ROLES,
        )
        return Found(settings=settings, password=self._obs.password)

    def stop(self) -> None:
        """Close it and its screen."""
        if self._thread is not None:
            self._thread.join(READY_WITHIN_S)
        if self._obs is not None:
            self._obs.stop()
        if self._screen is not None:
            self._screen.stop()


def furnish(paths: Paths, booths: Sequence[Found], channels: Sequence[Channel] = ()) -> None:
    """Write the settings and keep the passwords, before the server starts."""
    document = tomlkit.document()
    document["name"] = "BoothDeck – rehearsal"
    tables = tomlkit.aot()
    for booth in booths:
        tables.append(tomlkit.item(msgspec.to_builtins(booth.settings)))
    document["booth"] = tables
    plugins = tomlkit.aot()
    for channel in channels:
        plugins.append(tomlkit.item(msgspec.to_builtins(channel.settings)))
    document["plugin"] = plugins
    write_private(paths.settings_file, tomlkit.dumps(document).encode())
    kept = FileBackend(paths.secrets_file)
    for booth in booths:
        kept.set(password_name(booth.settings.id), booth.password)
    for channel in channels:
        kept.set(secret_name(channel.settings.id, "session"), channel.session)


def _start_server(environment: Mapping[str, str], paths: Paths, stack: ExitStack) -> None:
    log = paths.logs / "server-start.log"
    with log.open("wb") as out:
        server = subprocess.Popen(
            own_program("server", "--listen", "127.0.0.1:0"),
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    stack.callback(end_process, server, STOP_WITHIN_S)
    deadline = time.monotonic() + READY_WITHIN_S
    while find_running(paths) is None:
        if server.poll() is not None or time.monotonic() > deadline:
            raise DemoFailed(f"The server did not start:\n{tail(log)}")
        time.sleep(0.05)


async def _add_staff(paths: Paths) -> list[tuple[str, Role, str]]:
    """One of each role, with PINs made up now."""
    people = [(name, role, _pin()) for name, role in STAFF.items()]
    try:
        async with local_server(paths, "demo") as server:
            for name, role, pin in people:
                await server.act(AddStaff(name=name, pin=pin, role=role))
    except StudioError as error:
        raise DemoFailed(f"The server takes no staff: {error}") from error
    return people


def _pin() -> str:
    """Six digits, each another: no repetition, and hardly ever a plain row."""
    while True:
        pin = "".join(secrets.SystemRandom().sample("0123456789", 6))
        if pin not in "01234567890123456789" and pin not in "98765432109876543210":
            return pin


def _run_window(command: Sequence[str], environment: Mapping[str, str]) -> int:
    """Ctrl+C reaches the window too; it closes by itself and we see that."""
    with subprocess.Popen(command, env=environment) as window:
        try:
            while True:
                try:
                    return window.wait()
                except KeyboardInterrupt:
                    continue
        finally:
            end_process(window, STOP_WITHIN_S)
