"""Wall: 32 booths on three consoles, pictures at 2 fps, meters at 20 Hz, beside obsws-python.

The simulator, the server and each console are processes of their own; first BoothDeck reads and
paints all booths, then the peer, a client on obsws-python, reads the same from the same simulator.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from studio_app.domain.actions.house import AddBooth
from studio_app.domain.booth import Link, LinkStatus
from studio_app.domain.ids import BoothId
from tests.bench.harness import CpuMeter, Figures, Result, main
from tests.real_obs import Xvfb
from tests.studio_process import StudioProcess, end_by_stdin, until

CONSOLES = 3
SETTLE_S = 4.0
PICTURE_FPS = 2.0


class Child:
    """A process of the bench, spoken to by lines."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.pid = process.pid
        self._process = process

    def tell(self, line: str) -> None:
        """Send one line."""
        if self._process.stdin is not None:
            self._process.stdin.write(line.encode() + b"\n")

    async def hear(self, timeout_s: float) -> dict[str, object]:
        """The next line, a JSON object."""
        stdout = self._process.stdout
        async with asyncio.timeout(timeout_s):
            line = await stdout.readline() if stdout is not None else b""
        if not line:
            raise EOFError(f"process {self.pid} of the bench ended early")
        found = json.loads(line)
        assert isinstance(found, dict)
        return found

    async def end(self) -> None:
        """Close its stdin, then wait; kill it when that is not enough."""
        await end_by_stdin(self._process)


@asynccontextmanager
async def child(
    *arguments: str, display: str = "", offscreen: bool = False
) -> AsyncIterator[Child]:
    """`python arguments…` for as long as the block lasts."""
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    if display:
        environment |= {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    if offscreen:
        environment |= {"QT_QPA_PLATFORM": "offscreen"}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *arguments,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env=environment,
        limit=1 << 20,
    )
    made = Child(process)
    try:
        yield made
    finally:
        await made.end()


async def measure(arguments: argparse.Namespace) -> Result:
    with tempfile.TemporaryDirectory(prefix="boothdeck-bench-") as name:
        folder = Path(name)
        screen = Xvfb(folder, screen="1920x1080x24")
        studio = StudioProcess(folder / "home")
        try:
            await asyncio.to_thread(studio.start)
            async with AsyncExitStack() as stack:
                return await _measure(stack, studio, screen.display, arguments)
        finally:
            studio.kill()
            screen.stop()


async def _measure(
    stack: AsyncExitStack, studio: StudioProcess, display: str, arguments: argparse.Namespace
) -> Result:
    count, seconds = arguments.booths, arguments.seconds
    simulator = await stack.enter_async_context(
        child("-m", "studio_app", "worker", "simulator", "--booths", str(count))
    )
    told = await simulator.hear(30)
    ports, passwords = told["ports"], told["passwords"]
    assert isinstance(ports, list)
    assert isinstance(passwords, list)
    await add_booths(studio, ports, passwords)
    consoles = [
        await stack.enter_async_context(_console(studio, number, seconds, display))
        for number in range(CONSOLES)
    ]
    await asyncio.sleep(SETTLE_S + 2 * CONSOLES)
    server_cpu, simulator_cpu = CpuMeter(studio.pid), CpuMeter(simulator.pid)
    for console in consoles:
        console.tell("measure")
    await asyncio.sleep(seconds)
    server_pct, simulator_pct = server_cpu.core_pct(), simulator_cpu.core_pct()
    found = [await console.hear(30) for console in consoles]
    for console in consoles:
        await console.end()
    studio.kill()
    peer = await _peer(stack, ports, passwords, seconds)
    figures: Figures = {
        "booths": count,
        "server_core_pct": server_pct,
        "console_core_pct": _worst(found, "core_pct"),
        "ui_p99_ms": _worst(found, "ui_p99_ms"),
        "ui_p50_ms": _worst(found, "ui_p50_ms"),
        "tiles_painted": int(-_worst(found, "tiles_painted", sign=-1)),
        "pictures_per_s": -_worst(found, "pictures_per_s", sign=-1),
        "paints_per_s": -_worst(found, "paints_per_s", sign=-1),
        "simulator_core_pct": simulator_pct,
    }
    core_pct = float(str(peer["core_pct"]))
    return Result(name="wall", figures=figures, peer=peer, ratio=server_pct / core_pct)


async def add_booths(
    studio: StudioProcess, ports: Sequence[int], passwords: Sequence[str]
) -> list[BoothId]:
    """Give the server these booths, and wait until all are connected; their ids."""
    booths = [BoothId(f"b{number:02}") for number in range(1, len(ports) + 1)]
    async with studio.client() as (client, server):
        for number, (booth, port, password) in enumerate(
            zip(booths, ports, passwords, strict=True), 1
        ):
            await server.act(
                AddBooth(
                    booth=booth,
                    number=number,
                    name=f"Booth {number}",
                    port=port,
                    password=password,
                )
            )

        def connected(booth: BoothId) -> bool:
            link = server.get(Link, "link", booth)
            return link is not None and link.status is LinkStatus.CONNECTED

        await until(client, lambda: all(map(connected, booths)), 60)
    return booths


@asynccontextmanager
async def _console(
    studio: StudioProcess, number: int, seconds: float, display: str
) -> AsyncIterator[Child]:
    home = studio.home.with_name(f"console{number}")
    running = studio.running()
    async with child(
        "-m",
        "tests.bench.wall_console",
        f"--seconds={seconds}",
        "--",
        f"--home={home}",
        f"--server={running.url}",
        f"--token-file={studio.paths.local_key_file}",
        "--layout=monitor",
        "--size=1920x1080",
        display=display,
    ) as made:
        yield made


async def _peer(
    stack: AsyncExitStack, ports: Sequence[int], passwords: Sequence[str], seconds: float
) -> Figures:
    peer = await stack.enter_async_context(
        child(
            "-m",
            "tests.bench.peer",
            *map(str, ports),
            f"--seconds={seconds}",
            f"--fps={PICTURE_FPS}",
        )
    )
    peer.tell(json.dumps(passwords))
    return {name: float(str(value)) for name, value in (await peer.hear(seconds + 60)).items()}


def _worst(found: Sequence[dict[str, object]], key: str, *, sign: int = 1) -> float:
    """The largest of all consoles' values; with `sign` -1 the smallest, negated."""
    return max(sign * float(str(one[key])) for one in found)


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--booths", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=15)


if __name__ == "__main__":
    main(measure, _add_arguments)
