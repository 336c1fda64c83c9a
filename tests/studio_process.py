"""A real studio server in a process of its own, in a home of its own, and a client connected."""

import asyncio
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from studio_app.client import ConnectionStatus, ServerConnection, StudioClient
from studio_app.support.paths import Paths, find_paths
from studio_app.support.running import RunningServer, find_running, read_local_key

ROOT = Path(__file__).parents[1]
READY_WITHIN_S = 40.0
STOP_WITHIN_S = 15.0


class StudioProcess:
    """`boothdeck server` in `home`; ends with `stop` (politely) or `kill` (-9)."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.paths: Paths = find_paths(home)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """Of the running server."""
        if self._process is None:
            raise RuntimeError("the server is not started")
        return self._process.pid

    def start(self, port: int = 0) -> RunningServer:
        """Start, at a port of the system's choice or this one, and wait until it says where it
        is."""
        self.home.mkdir(parents=True, exist_ok=True)
        with (self.home / "server.out").open("ab") as out:
            self._process = subprocess.Popen(
                self._command(port),
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
            )
        deadline = time.monotonic() + READY_WITHIN_S
        while time.monotonic() < deadline:
            running = find_running(self.paths)
            if running is not None and running.pid == self.pid:
                return running
            if self._process.poll() is not None:
                break
            time.sleep(0.02)
        raise RuntimeError(f"the server did not start:\n{self.output()}")

    def _command(self, port: int) -> list[str]:
        listen = ("--listen", f"127.0.0.1:{port}")
        return [sys.executable, "-m", "studio_app", "--home", str(self.home), "server", *listen]

    def running(self) -> RunningServer:
        """How the server is reached."""
        running = find_running(self.paths)
        if running is None:
            raise RuntimeError(f"the server does not run:\n{self.output()}")
        return running

    def output(self) -> str:
        """The end of what it printed and logged."""
        return (self.home / "server.out").read_text(errors="replace")[-4000:]

    def stop(self) -> int:
        """End it politely; its exit code."""
        if self._process is None:
            return 0
        self._process.terminate()
        try:
            return self._process.wait(STOP_WITHIN_S)
        except subprocess.TimeoutExpired:
            self.kill()
            raise

    def kill(self) -> None:
        """End it without a word."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    @asynccontextmanager
    async def client(self) -> AsyncIterator[tuple[StudioClient, ServerConnection]]:
        """A client that acts as this account's owner, connected."""
        running = self.running()
        client = StudioClient("test")
        connection = client.add_server(running.url, lambda: read_local_key(self.paths))
        try:
            await until(client, lambda: connection.status is ConnectionStatus.CONNECTED)
            yield client, connection
        finally:
            await client.close()


async def until(
    client: StudioClient, condition: Callable[[], bool], timeout_s: float = 15.0
) -> None:
    """Wait until `condition()` holds, looked at after everything that any server says."""
    seen = asyncio.Event()
    disconnect = (
        client.mirror_changed.connect(lambda *_: seen.set()),
        client.servers_changed.connect(lambda _: seen.set()),
    )
    try:
        async with asyncio.timeout(timeout_s):
            while not condition():
                seen.clear()
                await seen.wait()
    finally:
        for leave in disconnect:
            leave()


async def end_by_stdin(process: asyncio.subprocess.Process) -> None:
    """Close its stdin, which ends our workers, and wait; kill it when that is not enough."""
    if process.stdin is not None:
        process.stdin.close()
    try:
        async with asyncio.timeout(10):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
