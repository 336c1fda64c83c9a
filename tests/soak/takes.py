"""A thousand quick takes on a real OBS: every one confirmed, none twice, the tally right at last.

The takes go the whole way: client, server, OBS, its event, the client's mirror. A client of
another make listens to the same OBS and is the referee of what really went on air.
"""

import argparse
import asyncio
import logging
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import obsws_python
from obsws_python.subs import Subs

from studio_app.client import ServerConnection
from studio_app.domain.actions.house import AddBooth
from studio_app.domain.actions.switching import (
    ChooseTransition,
    Cut,
    SetPreview,
    SetStudioMode,
    Take,
)
from studio_app.domain.booth import Switcher, Tally
from studio_app.domain.errors import StudioError
from studio_app.domain.ids import BoothId
from studio_app.rehearsal.local_obs import Xvfb
from tests.real_obs import factory
from tests.soak.harness import Report, main
from tests.studio_process import StudioProcess, until

BOOTH = BoothId("real")
SCENES = ("Host", "AI", "Break", "Standby")
SETTLES_WITHIN_S = 15.0


class Referee:
    """Every scene that went on air, by OBS's word to another client."""

    def __init__(self, port: int, password: str) -> None:
        logging.getLogger("obsws_python").setLevel(logging.CRITICAL)
        access = {"host": "127.0.0.1", "port": port, "password": password, "timeout": 10}
        self.aired: list[str] = []
        self._events = obsws_python.EventClient(**access, subs=int(Subs.SCENES))
        self._events.callback.register(self.on_current_program_scene_changed)
        self._requests = obsws_python.ReqClient(**access)

    def on_current_program_scene_changed(self, event: Any) -> None:
        """Note it; obsws-python finds this callback by its name."""
        self.aired.append(event.scene_name)

    @property
    def program(self) -> str:
        """What is on air now."""
        return str(self._requests.get_current_program_scene().current_program_scene_name)

    @property
    def stream(self) -> tuple[bool, int]:
        """Whether OBS sends, and how many bytes it has sent since that began."""
        status = self._requests.get_stream_status()
        return bool(status.output_active), int(status.output_bytes)

    def close(self) -> None:
        """Leave."""
        self._events.disconnect()
        self._requests.disconnect()


@contextmanager
def referee_of(port: int, password: str) -> Iterator[Referee]:
    """A referee for as long as the block lasts."""
    made = Referee(port, password)
    try:
        yield made
    finally:
        made.close()


async def measure(arguments: argparse.Namespace) -> Report:
    with tempfile.TemporaryDirectory(prefix="boothdeck-soak-") as name, ExitStack() as stack:
        folder = Path(name)
        screen = Xvfb(folder)
        stack.callback(screen.stop)
        start = stack.enter_context(factory(folder, screen.display))
        (obs,) = await asyncio.to_thread(start, 1)
        studio = StudioProcess(folder / "home")
        stack.callback(studio.kill)
        await asyncio.to_thread(studio.start)
        referee = stack.enter_context(referee_of(obs.port, obs.password))
        async with studio.client() as (client, server):
            await server.act(
                AddBooth(booth=BOOTH, number=1, name="Real", port=obs.port, password=obs.password)
            )
            await until(client, lambda: server.get(Switcher, "switcher", BOOTH) is not None)
            report = await take_all(server, referee, arguments.takes)
            last = SCENES[arguments.takes % len(SCENES)]
            await settle(server, referee, report, last, arguments.takes)
    return report


async def take_all(server: ServerConnection, referee: Referee, takes: int) -> Report:
    """All takes one after the other, each confirmed before the next."""
    await server.act(SetStudioMode(booth=BOOTH, on=True))
    await server.act(ChooseTransition(booth=BOOTH, transition="Cut"))
    await server.act(Cut(booth=BOOTH, scene=SCENES[0]))
    await asyncio.sleep(1)  # what was before the first take has been told by then
    referee.aired.clear()
    report = Report(name="takes")
    shown: list[str] = []
    took_ms: list[float] = []
    began = time.monotonic()
    for number in range(1, takes + 1):
        scene = SCENES[number % len(SCENES)]
        try:
            await server.act(SetPreview(booth=BOOTH, scene=scene))
            pressed = time.monotonic()
            await server.act(Take(booth=BOOTH, seen_preview=scene))
        except StudioError as error:
            report.wrong.append(f"take {number} to {scene}: {error.problem.text}")
            continue
        took_ms.append((time.monotonic() - pressed) * 1000)
        switcher = server.get(Switcher, "switcher", BOOTH)
        shown.append(switcher.program if switcher is not None else "")
        if shown[-1] != scene:
            report.wrong.append(f"take {number}: confirmed, yet {shown[-1]} is shown for {scene}")
    ranked = sorted(took_ms) or [0.0]
    report.figures.update(
        takes=takes,
        confirmed=len(took_ms),
        takes_per_s=takes / (time.monotonic() - began),
        p50_ms=ranked[len(ranked) // 2],
        p99_ms=ranked[min(len(ranked) - 1, len(ranked) * 99 // 100)],
        slowest_ms=ranked[-1],
    )
    return report


async def settle(
    server: ServerConnection, referee: Referee, report: Report, last: str, takes: int
) -> None:
    """When all has come to rest, everybody says the same."""
    deadline = time.monotonic() + SETTLES_WITHIN_S

    def at_rest() -> bool:
        tally = server.get(Tally, "tally", BOOTH)
        return len(referee.aired) >= takes and tally is not None and last in tally.program

    while time.monotonic() < deadline:
        if at_rest():
            break
        await asyncio.sleep(0.1)
    tally = server.get(Tally, "tally", BOOTH)
    on_air = set(tally.program) & set(SCENES) if tally is not None else set()
    report.need(on_air == {last}, f"the tally says {sorted(on_air)}, on air is {last}")
    report.need(referee.program == last, f"OBS shows {referee.program}, {last} was taken last")
    wanted = [SCENES[number % len(SCENES)] for number in range(1, takes + 1)]
    report.need(
        referee.aired == wanted,
        f"OBS aired {len(referee.aired)} scenes, {takes} were taken: lost or doubled",
    )
    report.figures.update(aired=len(referee.aired), tally=", ".join(sorted(on_air)))


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--takes", type=int, default=1000)


if __name__ == "__main__":
    main(measure, _add_arguments)
