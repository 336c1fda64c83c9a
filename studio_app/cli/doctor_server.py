"""The doctor's look at the server: settings, the running one or its port, database, TLS."""

import asyncio
import os
import socket
import sqlite3
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from studio_app.cli.doctor_machine import clock_beside
from studio_app.cli.findings import Finding, ok, warning, wrong
from studio_app.client.local import local_server
from studio_app.database.database import Database
from studio_app.database.engine import database_url, open_engine
from studio_app.domain.errors import StudioError, fail
from studio_app.domain.records import ServerFacts
from studio_app.domain.settings import SettingsSyntaxError, StudioSettings, read_settings
from studio_app.server.certificate import fingerprint, grouped, load_tls
from studio_app.support.paths import Paths
from studio_app.support.running import find_running
from studio_app.support.secrets import Secrets


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


async def running_server(paths: Paths, settings: StudioSettings) -> list[Finding]:
    """The server of these folders, or whether one could listen."""
    running = find_running(paths)
    if running is None:
        return [listening(settings)]
    try:
        async with local_server(paths) as server:
            facts = server.get(ServerFacts, "server")
            beside = clock_beside(
                "the server",
                server.server_now(),
                datetime.now(UTC),
                "This machine's clock was set while the server ran. Start the server again when "
                "no booth is on air.",
            )
    except StudioError as error:
        return [wrong("Server", error.problem.text, "Stop it and start it again.")]
    said = [warning("Server", found.text) for found in facts.warnings] if facts else []
    return [ok("Server", f"runs at {running.url}"), beside, *said]


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


async def database(paths: Paths, settings: StudioSettings, kept: Secrets) -> list[Finding]:
    """Whether rows could be written, and whether the machine they go to has our time."""
    what = "Database"
    setting, file = settings.server.database, paths.database_file
    if not setting:
        return [await asyncio.to_thread(_sqlite, what, paths)]
    try:
        password = await kept.get("database")
        # Not started: a doctor changes nothing, so it brings no tables up to date.
        trial = Database(open_engine(database_url(setting, file, password)), setting)
        try:
            before = datetime.now(UTC)
            theirs = await trial.read(_clock_of)
            ours = before + (datetime.now(UTC) - before) / 2
        finally:
            await trial.stop()
    except (StudioError, OSError) as error:
        return [wrong(what, str(error), "Is PostgreSQL running, and may this account use it?")]
    advice = "Let the network set both: stock, orders and audit are shared by several servers."
    return [
        ok(what, f"{setting} answers"),
        clock_beside("the database's machine", theirs, ours, advice),
    ]


async def _clock_of(connection: AsyncConnection) -> datetime:
    """PostgreSQL's own time, aware."""
    now = await connection.scalar(sa.text("SELECT clock_timestamp()"))
    if not isinstance(now, datetime):
        raise fail("database_error", detail=f"it told {now!r} for its time")
    return now


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
