"""A simulator as a process of its own: booths told of on stdout, faults ordered on stdin.

The first line out is `{"ports": [...], "passwords": [...], "names": [...]}`; then it takes orders.
"""

import secrets
from collections.abc import Sequence
from typing import BinaryIO, TypeAlias

from studio_app.rehearsal import orders as orders_
from studio_app.rehearsal.faults import StreamLie
from studio_app.rehearsal.garbage import GARBAGE
from studio_app.rehearsal.model import Input, Scene
from studio_app.rehearsal.orders import Order, OrderRefused
from studio_app.rehearsal.protocol import Json
from studio_app.rehearsal.simulator import SimulatedObs

LANDSCAPE, PORTRAIT = (1280, 720), (720, 1280)


def _scene(sim: SimulatedObs, name: str) -> Scene:
    found = sim.booth.show.find(name)
    if not isinstance(found, Scene) or found.group:
        names = [scene.name for scene in sim.booth.show.scenes]
        raise OrderRefused(f"scene: no scene is named {name!r}; there are {names}")
    return found


def _input(sim: SimulatedObs, name: str) -> Input:
    found = sim.booth.show.find(name)
    if not isinstance(found, Input):
        names = [one.name for one in sim.booth.show.inputs]
        raise OrderRefused(f"input: no input is named {name!r}; there are {names}")
    return found


def _stream_lie(sim: SimulatedObs, order: Order) -> None:
    name = order.text("lie")
    allowed = [lie.value for lie in StreamLie]
    if name not in allowed:
        raise OrderRefused(f"lie: {name!r} is unknown; allowed are {allowed}")
    sim.faults.stream = StreamLie(name)


async def _garbage(sim: SimulatedObs, order: Order) -> None:
    kind = order.text("kind")
    if kind not in GARBAGE:
        raise OrderRefused(f"kind: {kind!r} is unknown; allowed are {sorted(GARBAGE)}")
    await sim.send_garbage(kind)


Deed: TypeAlias = orders_.Deed[SimulatedObs]


def _set(field: str) -> Deed:
    return lambda sim, order: setattr(sim.faults, field, order.on())


def _set_seconds(field: str) -> Deed:
    return lambda sim, order: setattr(sim.faults, field, order.number("seconds"))


DEEDS: dict[str, Deed] = {
    "freeze": _set("freeze"),
    "not_ready": _set("not_ready"),
    "mute_events": _set("mute_events"),
    "events_first": _set("events_first"),
    "record_fails": _set("record_fails"),
    "black": _set("black"),
    "still": _set("still"),
    "silent": _set("silent"),
    "disk_full": _set("disk_full"),
    "busy": _set("busy"),
    "stall": _set_seconds("stall_s"),
    "reply_delay": _set_seconds("reply_delay_s"),
    "stream_lie": _stream_lie,
    "clear": lambda sim, order: sim.faults.clear(),
    "drop": lambda sim, order: sim.drop(),
    "kill": lambda sim, order: sim.kill(),
    "revive": lambda sim, order: sim.revive(),
    "flood": lambda sim, order: sim.flood(int(order.number("events_per_s"))),
    "ride_faders": lambda sim, order: sim.flood(int(order.number("events_per_s")), faders=True),
    "garbage": _garbage,
    "program": lambda sim, order: sim.booth.switching.cut_to(_scene(sim, order.text("scene"))),
    "mute": lambda sim, order: sim.booth.edit.mute(
        _input(sim, order.text("input")), muted=order.on()
    ),
    "start_stream": lambda sim, order: sim.booth.outputs.start_stream(),
    "stop_stream": lambda sim, order: sim.booth.outputs.stop_stream(),
}
"""What can be ordered, by the name in `do`."""


async def obey(booths: Sequence[SimulatedObs], line: bytes) -> Json:
    """Carry out one order; the answer that goes out."""
    return await orders_.obey(DEEDS, booths, line)


async def run(
    *,
    booths: int = 4,
    inputs: int = 4,
    first_number: int = 1,
    obs_version: str = "29.0.2",
    living: bool = True,
    portrait: Sequence[int] = (),
    orders: BinaryIO | None = None,
    answers: BinaryIO | None = None,
) -> None:
    """Serve `booths` simulated OBS until the orders end. Each has a password of its own.

    `portrait`: numbers of the booths that are upright, 720x1280; the others are 1280x720.
    `orders`, `answers`: by default the process's stdin and stdout.
    """
    numbers = range(first_number, first_number + booths)
    running = [
        SimulatedObs(
            name=f"Booth {number}",
            password=secrets.token_urlsafe(12),
            shape=PORTRAIT if number in portrait else LANDSCAPE,
            inputs=inputs,
            obs_version=obs_version,
            seed=number,
            living=living,
        )
        for number in numbers
    ]
    await serve(running, orders=orders, answers=answers)


async def serve(
    running: Sequence[SimulatedObs],
    *,
    orders: BinaryIO | None = None,
    answers: BinaryIO | None = None,
) -> None:
    """Start these simulated OBS, tell of them, and obey until the orders end; then stop them."""
    try:
        told: Json = {
            "ports": [await sim.start() for sim in running],
            "passwords": [sim.password for sim in running],
            "names": [sim.booth.name for sim in running],
        }
        await orders_.take_orders(
            told, lambda line: obey(running, line), orders=orders, answers=answers
        )
    finally:
        for sim in running:
            await sim.stop()
