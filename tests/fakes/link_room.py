"""What the tests of the link on simulated OBS ask for: its parts, and things no record tells."""

import asyncio
from collections.abc import Callable

from studio_app.domain.booth import LinkStatus
from studio_app.domain.ids import BoothId
from studio_app.rehearsal.model import Input as SimulatedInput
from studio_app.rehearsal.model import Scene as SimulatedScene
from studio_app.rehearsal.simulator import SimulatedObs
from tests.fakes.booth_room import BoothRoom


def microphone(simulator: SimulatedObs) -> SimulatedInput:
    """Its host's microphone."""
    found = simulator.booth.show.find("Host mic")
    assert isinstance(found, SimulatedInput)
    return found


def scene(simulator: SimulatedObs, name: str) -> SimulatedScene:
    """One of its scenes."""
    found = simulator.booth.show.find(name)
    assert isinstance(found, SimulatedScene)
    return found


async def poll(condition: Callable[[], bool], within_s: float = 5.0) -> None:
    """Wait for something that no record tells."""
    for _ in range(round(within_s / 0.005)):
        if condition():
            return
        await asyncio.sleep(0.005)
    raise AssertionError(f"did not come in {within_s} s")


def on_air(room: BoothRoom, scene: str) -> Callable[[], bool]:
    """A condition: the first booth has this scene on air."""
    return lambda: room.switcher().program == scene


def lost(room: BoothRoom, booth: BoothId) -> Callable[[], bool]:
    """A condition: the booth's link is not there."""
    return lambda: room.status(booth) is not LinkStatus.CONNECTED
