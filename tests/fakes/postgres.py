"""A real PostgreSQL of one's own for tests: a cluster in a temporary folder, on loopback."""

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import create_async_engine

from studio_app.database.engine import database_url

RUN_AS = "postgres"
"""Who runs it when we are root, as PostgreSQL refuses to be run by root."""


class Cluster(NamedTuple):
    """A running server: its address without the password, as the settings want it."""

    address: str
    password: str

    @property
    def url(self) -> str:
        """The address with the password in it."""
        return self.address.replace("@", f":{self.password}@", 1)


def find_program(name: str) -> str:
    """One of PostgreSQL's server programs, newest version first. Raises RuntimeError."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (folder / name).exists():
            return str(folder / name)
    found = shutil.which(name)
    if found is None:
        raise RuntimeError(f"{name} is not installed: apt-get install postgresql")
    return found


@contextmanager
def cluster() -> Iterator[Cluster]:
    """Make it, start it, and remove it in the end."""
    folder = Path(tempfile.mkdtemp(prefix="boothdeck-postgres-"))
    try:
        secret = folder / "password"
        password = secrets.token_urlsafe(12)
        secret.write_text(password)
        if os.geteuid() == 0:
            shutil.chown(folder, RUN_AS)
            shutil.chown(secret, RUN_AS)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        data = folder / "data"
        _run(
            find_program("initdb"),
            f"--pgdata={data}",
            "--username=deck",
            "--auth=scram-sha-256",
            f"--pwfile={secret}",
            "--encoding=UTF8",
            "--no-sync",
        )
        options = f"-c port={port} -c listen_addresses=127.0.0.1 -c fsync=off -k {folder}"
        control = (find_program("pg_ctl"), f"--pgdata={data}")
        _run(*control, "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield Cluster(f"postgresql://deck@127.0.0.1:{port}/postgres", password)
        finally:
            _run(*control, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def new_database(running: Cluster) -> str:
    """The URL of an empty database of one's own in a cluster."""
    name = f"test_{secrets.token_hex(6)}"
    engine = create_async_engine(database_url(running.url, Path()), isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(sa.text(f"CREATE DATABASE {name}"))
    await engine.dispose()
    return f"{running.url.rpartition('/')[0]}/{name}"


def _run(*command: str) -> None:
    """Run one of its programs as somebody who may. Raises RuntimeError with what it said."""
    words = [*command]
    if os.geteuid() == 0:
        words = ["setpriv", f"--reuid={RUN_AS}", f"--regid={RUN_AS}", "--init-groups", *words]
    with tempfile.TemporaryFile() as said:
        # A file, not a pipe: the server that pg_ctl leaves behind keeps what it inherits open.
        code = subprocess.run(
            words, cwd="/", stdin=subprocess.DEVNULL, stdout=said, stderr=said, check=False
        ).returncode
        if code:
            said.seek(0)
            raise RuntimeError(f"{command[0]} failed:\n{said.read().decode()[-2000:]}")
