"""Twelve real OBS commissioned from nothing by one command, changed by hand, mended, run again.

The command line asks, the server builds, obsws-python changes things by hand and is the referee of
what is there. Asked: is every booth as its template says; does a second run change nothing; how
long until a change by hand is told; is what the technician added untouched; what does it cost?
"""

import argparse
import asyncio
import json
import logging
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import obsws_python
import psutil

from studio_app.client import ServerConnection, StudioClient
from studio_app.domain.booth import Link, LinkStatus
from studio_app.domain.commission import Drift, DriftStatus
from studio_app.domain.ids import BoothId
from studio_app.rehearsal.local_obs import LocalObs, Xvfb
from studio_app.rehearsal.show import ScenePlan, ShowPlan
from tests.end2end.house import add_booths
from tests.end2end.simulator import Access
from tests.soak.harness import Report, main
from tests.studio_process import ROOT, StudioProcess, until

EMPTY = ShowPlan(size=(640, 360), inputs=(), scenes=(ScenePlan(name="Scene"),), program="Scene")
"""What OBS has when it is first started."""
TOLD_WITHIN_S = 12.0
BY_HAND = 5
"""How many things `change_by_hand` changes that are the template's."""


def start_empty(folder: Path, display: str, count: int, stack: ExitStack) -> list[LocalObs]:
    """OBS with nothing in them."""
    fresh = [
        LocalObs(folder / f"obs{number}", display=display, name=f"OBS {number}", show=EMPTY)
        for number in range(count)
    ]
    for obs in fresh:
        stack.callback(obs.kill)
        obs.launch()
    with ThreadPoolExecutor(count) as pool:
        list(pool.map(lambda obs: obs.wait_ready(), fresh))
    return fresh


async def command(studio: StudioProcess, *words: str) -> tuple[int, list[dict[str, Any]]]:
    """`boothdeck commission …`: its exit code and one result a booth."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "studio_app", "--home", str(studio.home), "commission", *words, "--json"),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    out, _ = await process.communicate()
    return process.returncode or 0, list(json.loads(out).get("booths", ()))


def change_by_hand(obs: LocalObs) -> None:
    """What a technician does on a bad evening; and something of their own, which stays."""
    client = obsws_python.ReqClient(
        host="127.0.0.1", port=obs.port, password=obs.password, timeout=20
    )
    try:
        client.create_scene("My scene")
        client.create_input("Host", "My logo", "color_source_v3", {}, True)
        client.set_input_name("Host microphone", "Mic 2")
        camera = client.get_scene_item_id("Host", "Host camera").scene_item_id
        client.set_scene_item_enabled("Host", camera, False)
        client.set_input_volume("Program loopback", vol_db=-30)
        client.set_source_filter_settings("Mic 2", "Limiter", {"threshold": -12.0}, True)
        # Its only item: OBS forgets the source with it.
        words = client.get_scene_item_id("Break", "Break words").scene_item_id
        client.remove_scene_item("Break", words)
    finally:
        client.disconnect()


def own_things(obs: LocalObs) -> bool:
    """Whether the technician's own things are there."""
    client = obsws_python.ReqClient(
        host="127.0.0.1", port=obs.port, password=obs.password, timeout=20
    )
    try:
        scenes = [each["sceneName"] for each in client.get_scene_list().scenes]
        items = [each["sourceName"] for each in client.get_scene_item_list("Host").scene_items]
        return "My scene" in scenes and "My logo" in items
    finally:
        client.disconnect()


async def measure(arguments: argparse.Namespace) -> Report:
    """The whole soak."""
    logging.getLogger("obsws_python").setLevel(logging.CRITICAL)
    report = Report(name="commission", figures={"booths": arguments.booths})
    with tempfile.TemporaryDirectory(prefix="boothdeck-soak-") as name, ExitStack() as stack:
        folder = Path(name)
        screen = Xvfb(folder)
        stack.callback(screen.stop)
        every = await asyncio.to_thread(
            start_empty, folder, screen.display, arguments.booths, stack
        )
        studio = StudioProcess(folder / "home")
        stack.callback(studio.kill)
        await asyncio.to_thread(studio.start)
        async with studio.client() as (client, server):
            booths = await add_booths(server, [Access(obs.port, obs.password) for obs in every])
            await until(client, lambda: all(_up(server, booth) for booth in booths), 60)
            await _from_nothing(studio, report, arguments.template)
            await _drifts(client, server, booths, DriftStatus.OK, report, "settled_s")
            server_cpu = psutil.Process(studio.pid)
            before_s, began_s = sum(server_cpu.cpu_times()[:2]), time.monotonic()
            await asyncio.sleep(arguments.rest_s)
            used_s = sum(server_cpu.cpu_times()[:2]) - before_s
            report.figures["watch_core_pct"] = 100 * used_s / (time.monotonic() - began_s)
            with ThreadPoolExecutor(len(every)) as pool:
                await asyncio.to_thread(lambda: list(pool.map(change_by_hand, every)))
                await _drifts(client, server, booths, DriftStatus.DRIFTED, report, "told_s")
                await _mend(studio, report)
                await _drifts(client, server, booths, DriftStatus.OK, report, "mended_s")
                kept = await asyncio.to_thread(lambda: list(pool.map(own_things, every)))
            report.need(all(kept), "what a technician had added is gone")
    return report


async def _from_nothing(studio: StudioProcess, report: Report, template: str) -> None:
    began_s = time.monotonic()
    code, results = await command(studio, "--all", "--template", template)
    report.figures["built_s"] = time.monotonic() - began_s
    report.figures["changes"] = sum(len(each["changes"]) for each in results)
    report.need(code == 0, f"commissioning ended with {code}")
    _good(report, results, "built")
    began_s = time.monotonic()
    code, again = await command(studio, "--all", "--template", template)
    report.figures["again_s"] = time.monotonic() - began_s
    changed = [change["text"] for each in again for change in each["changes"]]
    report.need(code == 0 and not changed, f"a second run changed {changed[:5]}")


async def _mend(studio: StudioProcess, report: Report) -> None:
    code, results = await command(studio, "--all")
    report.need(code == 0, f"mending ended with {code}")
    _good(report, results, "mended")
    report.need(
        all(len(each["changes"]) >= BY_HAND for each in results), "not everything was mended"
    )
    _, again = await command(studio, "--all")
    report.need(not any(each["changes"] for each in again), "a second mending changed something")


def _good(report: Report, results: Sequence[dict[str, Any]], what: str) -> None:
    good = sum(1 for each in results if each["ok"])
    report.figures[what] = good
    report.need(good == report.figures["booths"], f"{what}: {good} of {report.figures['booths']}")
    for each in results:
        for found in [each["problem"]] if each["problem"] else []:
            report.wrong.append(f"{each['booth']}: {found['text']}")


async def _drifts(
    client: StudioClient,
    server: ServerConnection,
    booths: Sequence[BoothId],
    wanted: DriftStatus,
    report: Report,
    figure: str,
) -> None:
    """Wait until every booth's drift is told so; the time it took."""
    began_s = time.monotonic()

    def told() -> bool:
        records = [server.get(Drift, "drift", booth) for booth in booths]
        return all(
            record is not None
            and record.status is wanted
            and (not record.changes or len(record.changes) >= BY_HAND)
            for record in records
        )

    try:
        await until(client, told, 60)
    except TimeoutError:
        report.wrong.append(f"{figure}: not every booth was told to be {wanted}")
    report.figures[figure] = time.monotonic() - began_s
    report.need(time.monotonic() - began_s <= TOLD_WITHIN_S, f"{figure}: over {TOLD_WITHIN_S} s")


def _up(server: ServerConnection, booth: BoothId) -> bool:
    link = server.get(Link, "link", booth)
    return link is not None and link.status is LinkStatus.CONNECTED


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The soak's own words."""
    parser.add_argument("--booths", type=int, default=12)
    parser.add_argument("--template", default="partner-studio")
    parser.add_argument("--rest-s", type=float, default=20.0, help="to measure the watch alone")


if __name__ == "__main__":
    main(measure, add_arguments)
