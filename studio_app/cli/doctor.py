"""`boothdeck doctor`: looks at everything that a studio needs and says what to do."""

import argparse
import asyncio
import importlib.metadata
import os
import shutil
import socket
import sqlite3
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from enum import StrEnum

import msgspec
import sqlalchemy as sa

from studio_app.cli.output import Exit, dump, say
from studio_app.client.local import local_server
from studio_app.database.database import Database
from studio_app.database.engine import database_url, open_engine
from studio_app.domain.errors import StudioError
from studio_app.domain.records import ServerFacts
from studio_app.domain.settings import (
    BoothSettings,
    SettingsSyntaxError,
    StudioSettings,
    read_settings,
)
from studio_app.obs.probe import try_obs
from studio_app.obs.referee import ask_referee
from studio_app.server.certificate import fingerprint, grouped, load_tls
from studio_app.services.booths import address_of
from studio_app.services.removed_booths import password_name
from studio_app.studio import read_server_id
from studio_app.support.paths import Paths
from studio_app.support.running import find_running
from studio_app.support.secrets import Secrets, open_secrets

LEAST_FREE_MB = 200
GOOD_FREE_MB = 2000
BUILT = datetime(2026, 1, 1, tzinfo=UTC)
"""No clock that is right shows an earlier time."""


class Level(StrEnum):
    """How a finding is."""

    OK = "ok"
    WARNING = "warning"
    WRONG = "wrong"


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing looked at; `advice` is what to do, where something is to be done."""

    what: str
    level: Level
    found: str
    advice: str = ""


def ok(what: str, found: str) -> Finding:
    """Nothing to do."""
    return Finding(what=what, level=Level.OK, found=found)


def warning(what: str, found: str, advice: str = "") -> Finding:
    """It works, yet somebody should know."""
    return Finding(what=what, level=Level.WARNING, found=found, advice=advice)


def wrong(what: str, found: str, advice: str = "") -> Finding:
    """It does not work until something is done."""
    return Finding(what=what, level=Level.WRONG, found=found, advice=advice)


def examine(paths: Paths, arguments: argparse.Namespace) -> int:
    """Look at everything and print it; fails when something is wrong."""
    findings: list[Finding] = []

    def tell(finding: Finding) -> None:
        findings.append(finding)
        if not arguments.json:
            mark = {"ok": "ok     ", "warning": "WARNING", "wrong": "WRONG  "}[finding.level.value]
            say(f"{mark} {finding.what}: {finding.found}")
            if finding.advice:
                say(f"        → {finding.advice}")

    asyncio.run(_examine(paths, tell))
    if arguments.json:
        dump(findings)
    wrongs = sum(finding.level is Level.WRONG for finding in findings)
    if not arguments.json:
        say("All is well." if not wrongs else f"{wrongs} to mend.")
    return Exit.FAILED if wrongs else Exit.OK


async def _examine(paths: Paths, tell: Callable[[Finding], None]) -> None:
    for finding in (python(), qt(), screen(), clock()):
        tell(finding)
    if (home := folders(paths)).level is Level.WRONG:
        tell(home)  # nothing below could be looked at
        return
    tell(home)
    tell(disk(paths))
    settings, found = read_file(paths)
    for finding in found:
        tell(finding)
    kept = await open_secrets(
        f"boothdeck-{read_server_id(paths.server_id_file)}", paths.secrets_file
    )
    tell(keyring(kept))
    for finding in await running_server(paths, settings):
        tell(finding)
    tell(await database(paths, settings, kept))
    if settings.server.tls_cert or settings.server.tls_key:
        tell(tls(paths, settings))
    examined = await asyncio.gather(*(booth_obs(booth, kept) for booth in settings.booth))
    for booth_findings in examined:
        for finding in booth_findings:
            tell(finding)


def python() -> Finding:
    """The Python that runs us."""
    return ok("Python", f"{sys.version.split()[0]} at {sys.executable}")


def qt() -> Finding:
    """The Qt that windows would use; it is not loaded here."""
    try:
        version = importlib.metadata.version("PySide6-Essentials")
    except importlib.metadata.PackageNotFoundError:
        return warning(
            "Qt", "not installed", "Windows cannot be opened here; a server runs all the same."
        )
    if version.startswith("6.12.0") and sys.version_info < (3, 12):
        return wrong("Qt", f"PySide6 {version}", "It crashes on Python 3.11: install 6.11.3.")
    return ok("Qt", f"PySide6 {version}")


def screen() -> Finding:
    """Whether windows have somewhere to open."""
    if not sys.platform.startswith("linux"):
        return ok("Screen", "this system's own")
    display = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY")
    if not display:
        return warning("Screen", "none", "Windows need a desktop; a server does not.")
    return ok("Screen", display)


def clock(now: datetime | None = None) -> Finding:
    """Whether the machine's time can be right."""
    now = now or datetime.now(UTC)
    if now < BUILT:
        return wrong("Clock", f"{now:%Y-%m-%d %H:%M} UTC", "Set it, or let the network set it.")
    return ok("Clock", f"{now.astimezone():%Y-%m-%d %H:%M %Z}")


def folders(paths: Paths) -> Finding:
    """Whether settings and data can be kept."""
    try:
        paths.make()
        trial = paths.data / ".doctor"
        trial.write_bytes(b"")
        trial.unlink()
    except OSError as error:
        return wrong(
            "Folders", f"{error.filename}: {error.strerror}", "Check its owner, rights and space."
        )
    return ok("Folders", str(paths.home or paths.data))


def disk(paths: Paths) -> Finding:
    """Room for the database and logs."""
    free_mb = shutil.disk_usage(paths.data).free // 1_000_000
    if free_mb < LEAST_FREE_MB:
        return wrong("Disk", f"{free_mb} MB free", "Free some space before a show.")
    if free_mb < GOOD_FREE_MB:
        return warning("Disk", f"{free_mb} MB free", "Free some space before a long show.")
    return ok("Disk", f"{free_mb // 1000} GB free")


def read_file(paths: Paths) -> tuple[StudioSettings, list[Finding]]:
    """The settings, and everything that is wrong with them."""
    what = "Settings"
    try:
        text = paths.settings_file.read_text(encoding="utf-8-sig")
        read = read_settings(text, str(paths.settings_file))
    except FileNotFoundError:
        found = f"{paths.settings_file} is not there yet; the first start of a server makes it"
        return StudioSettings(), [ok(what, found)]
    except SettingsSyntaxError as error:
        return StudioSettings(), [wrong(what, error.problem.text, "Mend that line.")]
    except (OSError, UnicodeDecodeError) as error:
        return StudioSettings(), [wrong(what, f"{paths.settings_file}: {error}")]
    if not read.problems:
        count = len(read.settings.booth)
        return read.settings, [ok(what, f"{paths.settings_file}, {count} booths")]
    return read.settings, [wrong(what, found.text, "Mend that line.") for found in read.problems]


def keyring(kept: Secrets) -> Finding:
    """Where passwords go."""
    if kept.in_keyring:
        return ok("Keyring", "the system's own works")
    return warning(
        "Keyring",
        "none works here; passwords are in a file that only this account can read",
        "On Linux: install and unlock gnome-keyring or KWallet, if others use this account.",
    )


async def running_server(paths: Paths, settings: StudioSettings) -> list[Finding]:
    """The server of these folders, or whether one could listen."""
    running = find_running(paths)
    if running is None:
        return [listening(settings)]
    try:
        async with local_server(paths) as server:
            facts = server.get(ServerFacts, "server")
    except StudioError as error:
        return [wrong("Server", error.problem.text, "Stop it and start it again.")]
    said = [warning("Server", found.text) for found in facts.warnings] if facts else []
    return [ok("Server", f"runs at {running.url}"), *said]


def listening(settings: StudioSettings) -> Finding:
    """Whether the port that a server would take is free."""
    host, port = settings.server.listen, settings.server.port
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family, socket.SOCK_STREAM) as trial:
            if os.name != "nt":
                trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind((host, port))
    except OSError as error:
        return wrong(
            "Port",
            f"{host}:{port} cannot be taken: {error.strerror}",
            "Stop what uses it, or set another port under [server] in studio.toml.",
        )
    return ok("Port", f"{host}:{port} is free; no server runs")


async def database(paths: Paths, settings: StudioSettings, kept: Secrets) -> Finding:
    """Whether rows could be written."""
    what = "Database"
    setting, file = settings.server.database, paths.database_file
    if not setting:
        return await asyncio.to_thread(_sqlite, what, paths)
    try:
        password = await kept.get("database")
        # Not started: a doctor changes nothing, so it brings no tables up to date.
        trial = Database(open_engine(database_url(setting, file, password)), setting)
        try:
            await trial.read(lambda connection: connection.scalar(sa.text("SELECT 1")))
        finally:
            await trial.stop()
    except (StudioError, OSError) as error:
        return wrong(what, str(error), "Is PostgreSQL running, and may this account use it?")
    return ok(what, f"{setting} answers")


def _sqlite(what: str, paths: Paths) -> Finding:
    file = paths.database_file
    if not file.exists():
        return ok(what, "made at the first start of a server")
    try:
        connection = sqlite3.connect(file, timeout=2.0, isolation_level=None)
        try:
            result = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
        finally:
            connection.close()
    except sqlite3.Error as error:
        return wrong(what, f"{file}: {error}", "Check its rights; restore it from a backup.")
    if result != "ok":
        return wrong(what, f"{file} is damaged: {result}", "Restore it from a backup.")
    return ok(what, f"{file} is whole and can be written")


def tls(paths: Paths, settings: StudioSettings) -> Finding:
    """Whether the certificate can be used."""
    cert, key = (
        paths.config / name if name else None
        for name in (settings.server.tls_cert, settings.server.tls_key)
    )
    try:
        load_tls(cert, key)
    except StudioError as error:
        return wrong("TLS", error.problem.text)
    shown = fingerprint(cert) if cert is not None else ""
    return ok("TLS", f"certificate and key fit; SHA-256 {grouped(shown)}")


async def booth_obs(booth: BoothSettings, kept: Secrets) -> Iterable[Finding]:
    """A booth's OBS by our own eyes and by obsws-python's."""
    what = f"Booth {booth.number:02d} {booth.name}"
    try:
        password = await kept.get(password_name(booth.id)) or ""
    except OSError as error:
        return [wrong(what, f"its password cannot be read: {error}")]
    test = await try_obs(booth.address, booth.port, password)
    if test.problem is not None:
        return [wrong(what, f"{test.problem.text}")]
    found = [
        ok(
            what,
            f"OBS {test.obs_version} at {address_of(booth.address, booth.port)}, "
            f"{len(test.scenes)} scenes, {test.took_ms} ms",
        )
    ]
    try:
        version = await ask_referee(booth.address, booth.port, password)
    except StudioError as error:
        return [*found, warning(what, f"obsws-python could not talk to it: {error}")]
    if version != test.obs_version:
        found.append(warning(what, f"obsws-python was told version {version}"))
    return [*found, *_scenes(what, booth, test.scenes)]


def _scenes(what: str, booth: BoothSettings, scenes: tuple[str, ...]) -> list[Finding]:
    return [
        warning(
            what,
            f"the scene “{scene}”, which has the role {role.value}, is not there",
            "Rename it in OBS or in studio.toml.",
        )
        for role, scene in booth.scene_roles.items()
        if scene not in scenes
    ]
