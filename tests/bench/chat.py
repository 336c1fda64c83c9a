"""Chat: 2,000 messages a second from a crowd through plugin, dedupe, commit, feed and console.

Crowd, server, plugin and console are processes of their own; the console shows the booth's chat,
20,000 rows of it. Then the peer, plain libraries in one process, reads, keeps and shows the same
from the same crowd. `--seconds` are those measured, after the list is full and memory has warmed.
"""

import argparse
import asyncio
import os
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import psutil

from studio_app.domain.plugin import Instance, InstanceStatus
from tests.bench.harness import CpuMeter, Figures, Result, main
from tests.bench.wall import Child, child
from tests.crowd_process import CrowdProcess, Stored, crowd_process, hear, stored
from tests.studio_process import StudioProcess, until

STAMP_EVERY = 20
PEER_S = 60.0
CI_SECONDS = 60.0
WARM_S = 120.0
"""As long as it takes until nearly everybody of the audience has been heard once."""
ALL_THERE_WITHIN_S = 60.0
SETTINGS = """
[chat]
keep_days = 30
budget_mb = 20000
"""


async def measure(arguments: argparse.Namespace) -> Result:
    with tempfile.TemporaryDirectory(prefix="boothdeck-bench-") as name:
        folder = Path(name)
        studio = StudioProcess(folder / "home")
        studio.paths.make()
        studio.paths.settings_file.write_text(SETTINGS, encoding="utf-8")
        try:
            await asyncio.to_thread(studio.start)
            async with AsyncExitStack() as stack:
                return await _measure(stack, folder, studio, arguments)
        finally:
            studio.kill()


async def _measure(
    stack: AsyncExitStack, folder: Path, studio: StudioProcess, arguments: argparse.Namespace
) -> Result:
    rate, seconds = arguments.rate, arguments.seconds
    crowd = await stack.enter_async_context(
        crowd_process("--booths=2", f"--rate={rate}", f"--stamp-every={STAMP_EVERY}")
    )
    instance = await _set_up(studio, crowd)
    console = await stack.enter_async_context(_console(studio))
    await _ask(console, "full", 20_000 / rate + 120)
    runner = _runner_of(studio)
    await asyncio.sleep(arguments.warm if arguments.warm is not None else min(WARM_S, seconds))
    await _ask(console, "begin", 30)
    before = (await crowd.sent())[0]
    rss = psutil.Process(studio.pid).memory_info().rss
    meters = {
        "server_core_pct": CpuMeter(studio.pid),
        "runner_core_pct": CpuMeter(runner),
        "crowd_core_pct": CpuMeter(crowd.pid),
    }
    await asyncio.sleep(seconds)
    cost = {name: meter.core_pct() for name, meter in meters.items()}
    found = await _ask(console, "measure", 30)
    growth_mb = (psutil.Process(studio.pid).memory_info().rss - rss) / 1e6
    after = (await crowd.sent())[0]
    kept, shown = await _all_there(studio, crowd, console, instance)
    sent = (await crowd.sent())[0]
    first, rows = int(str(shown["first"])), int(str(shown["rows"]))
    lost_shown = kept.last_row - first + 1 - rows
    peer = await _peer(stack, folder, crowd, rate, min(seconds, PEER_S))
    figures: Figures = {
        "messages_per_s": (after.sent - before.sent) / seconds,
        "sent": sent.sent,
        "lost": kept.lost(sent) + lost_shown,
        "twice": kept.twice,
        "ui_p99_ms": _number(found, "ui_p99_ms"),
        "ui_p50_ms": _number(found, "ui_p50_ms"),
        "ui_max_ms": _number(found, "ui_max_ms"),
        "console_core_pct": _number(found, "core_pct"),
        **cost,
        "rss_growth_mb": max(growth_mb, _number(found, "rss_growth_mb")),
        "server_rss_growth_mb": growth_mb,
        "console_rss_growth_mb": _number(found, "rss_growth_mb"),
        "delay_p50_ms": _number(found, "delay_p50_ms"),
        "delay_p99_ms": _number(found, "delay_p99_ms"),
        "rows": int(_number(found, "rows")),
        "paints_per_s": _number(found, "paints_per_s"),
        "held": after.held,
    }
    ours = sum(float(figures[f"{name}_core_pct"]) for name in ("server", "runner", "console"))
    return Result(name="chat", figures=figures, peer=peer, ratio=ours / float(peer["core_pct"]))


async def _set_up(studio: StudioProcess, crowd: CrowdProcess) -> str:
    """The booth and its source; returns when the source is connected."""
    async with studio.client() as (client, server):
        _, instance = await hear(server, crowd)

        def connected() -> bool:
            source = server.get(Instance, "plugin_instance", instance)
            return source is not None and source.status is InstanceStatus.CONNECTED

        await until(client, connected, 60)
    return instance


@asynccontextmanager
async def _console(studio: StudioProcess) -> AsyncIterator[Child]:
    running = studio.running()
    async with child(
        "-m",
        "tests.bench.chat_console",
        "--",
        f"--home={studio.home.with_name('console')}",
        f"--server={running.url}",
        f"--token-file={studio.paths.local_key_file}",
        "--layout=order_desk",
        "--size=1920x1080",
        "--booth=1",
        offscreen=True,
    ) as made:
        yield made


async def _ask(console: Child, line: str, timeout_s: float) -> dict[str, object]:
    console.tell(line)
    return await console.hear(timeout_s)


def _runner_of(studio: StudioProcess) -> int:
    """The process that the plugin runs in."""
    return next(
        each.pid
        for each in psutil.Process(studio.pid).children(recursive=True)
        if "plugin" in each.cmdline()
    )


async def _all_there(
    studio: StudioProcess, crowd: CrowdProcess, console: Child, instance: str
) -> tuple[Stored, dict[str, object]]:
    """The crowd is quiet: all that is under way arrives, then the server ends and its database is
    looked into."""
    await crowd.order("rate", per_s=0)
    sent = (await crowd.sent())[0]
    deadline = time.monotonic() + ALL_THERE_WITHIN_S
    while time.monotonic() < deadline:
        kept = await asyncio.to_thread(stored, studio.paths.database_file, instance)
        if kept.lost(sent) <= 0:
            break
        await asyncio.sleep(2)
    kept = await asyncio.to_thread(stored, studio.paths.database_file, instance)
    shown = await _ask(console, f"until {kept.last_row}", 90)
    await asyncio.to_thread(studio.stop)
    return await asyncio.to_thread(stored, studio.paths.database_file, instance), shown


async def _peer(
    stack: AsyncExitStack, folder: Path, crowd: CrowdProcess, rate: float, seconds: float
) -> Figures:
    """The other session's crowd, which nobody has heard before."""
    await crowd.order("rate", booth=2, per_s=rate)
    peer = await stack.enter_async_context(
        child(
            "-m",
            "tests.bench.chat_peer",
            f"{crowd.url}/join/{crowd.sessions[1]}/4",
            str(folder / "peer.sqlite3"),
            f"--seconds={seconds}",
            offscreen=True,
        )
    )
    return {name: float(str(value)) for name, value in (await peer.hear(seconds + 90)).items()}


def _number(found: dict[str, object], key: str) -> float:
    return float(str(found[key]))


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rate", type=float, default=2000, help="messages a second")
    parser.add_argument(
        "--seconds",
        type=float,
        default=CI_SECONDS if os.environ.get("CI") else 600.0,
        help="how long it is measured (default 600; on a build machine 60)",
    )
    parser.add_argument("--warm", type=float, help="seconds before, with the list full")


if __name__ == "__main__":
    main(measure, _add_arguments)
