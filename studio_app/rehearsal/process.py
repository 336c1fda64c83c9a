"""A simulator as a process of its own: booths told of on stdout, faults ordered on stdin.

Both are lines of JSON. The first line out is `{"ports": [...], "passwords": [...], "names":
[...]}`. An order is `{"do": "freeze", "booth": 2, "on": true, "id": 7}`; its answer carries the
same `id` and `"ok": true`, or `"error"` with what is allowed. The process ends with its stdin, so
it never outlives who started it.
"""

import asyncio
import inspect
import secrets
import sys
import threading
from collections.abc import Awaitable, Callable, Sequence
from typing import BinaryIO, TypeAlias

import msgspec

from studio_app.rehearsal.faults import StreamLie
from studio_app.rehearsal.garbage import GARBAGE
from studio_app.rehearsal.model import Input, Scene
from studio_app.rehearsal.protocol import Json, RequestFailed
from studio_app.rehearsal.simulator import SimulatedObs

LANDSCAPE, PORTRAIT = (1280, 720), (720, 1280)


class OrderRefused(ValueError):
    """An order that names something that is not there; the message says what is."""


class Order:
    """One order's fields, checked as they are read. Raises OrderRefused."""

    def __init__(self, fields: Json) -> None:
        self._fields = fields

    def text(self, key: str) -> str:
        """A field that must be text."""
        found = self._fields.get(key)
        if not isinstance(found, str):
            raise OrderRefused(f"{key}: needs text, got {found!r}")
        return found

    def number(self, key: str) -> float:
        """A field that must be a number."""
        found = self._fields.get(key)
        if isinstance(found, bool) or not isinstance(found, int | float):
            raise OrderRefused(f"{key}: needs a number, got {found!r}")
        return found

    def on(self) -> bool:
        """The field `on`; true when it is not given."""
        found = self._fields.get("on", True)
        if not isinstance(found, bool):
            raise OrderRefused(f"on: needs true or false, got {found!r}")
        return found


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


Deed: TypeAlias = Callable[[SimulatedObs, Order], Awaitable[None] | None]


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
    answer: Json = {}
    try:
        fields = msgspec.json.decode(line, type=dict[str, object])
        answer["id"] = fields.get("id")
        name = fields.get("do")
        deed = DEEDS.get(name) if isinstance(name, str) else None
        if not deed:
            raise OrderRefused(f"do: {name!r} is unknown; allowed are {sorted(DEEDS)}")
        for sim in _meant(booths, fields.get("booth")):
            done = deed(sim, Order(fields))
            if inspect.isawaitable(done):
                await done
    except (OrderRefused, msgspec.DecodeError, RequestFailed, OSError) as error:
        return {**answer, "ok": False, "error": str(error)}
    return {**answer, "ok": True}


def _meant(booths: Sequence[SimulatedObs], which: object) -> Sequence[SimulatedObs]:
    """The booth of this number from 1, or all when none is given."""
    if which is None:
        return booths
    if isinstance(which, bool) or not isinstance(which, int) or not 1 <= which <= len(booths):
        raise OrderRefused(f"booth: {which!r} is not there; allowed are 1 to {len(booths)}")
    return [booths[which - 1]]


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
    out = answers or sys.stdout.buffer
    loop = asyncio.get_running_loop()
    lines: asyncio.Queue[bytes] = asyncio.Queue()

    def read(source: BinaryIO) -> None:
        for line in iter(source.readline, b""):
            loop.call_soon_threadsafe(lines.put_nowait, line)
        loop.call_soon_threadsafe(lines.put_nowait, b"")

    def tell(message: Json) -> None:
        out.write(msgspec.json.encode(message) + b"\n")
        out.flush()

    try:
        ports = [await sim.start() for sim in running]
        tell(
            {
                "ports": ports,
                "passwords": [sim.password for sim in running],
                "names": [sim.booth.name for sim in running],
            }
        )
        # A thread, because a pipe on stdin cannot be awaited on every system.
        source = orders or sys.stdin.buffer
        threading.Thread(target=read, args=(source,), name="simulator orders", daemon=True).start()
        while line := await lines.get():
            tell(await obey(running, line))
    finally:
        for sim in running:
            await sim.stop()
