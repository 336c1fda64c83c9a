"""How a rehearsal's process is told what to do: one JSON object a line on stdin, each answered.

An order is `{"do": "freeze", "booth": 2, "on": true, "id": 7}`; its answer carries the same `id`
and `"ok": true`, or `"error"` with what is allowed. The process ends with its stdin, so it never
outlives who started it.
"""

import asyncio
import inspect
import sys
import threading
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from typing import BinaryIO, TypeAlias, TypeVar

import msgspec

from studio_app.rehearsal.protocol import Json, RequestFailed

T = TypeVar("T")
Deed: TypeAlias = Callable[[T, "Order"], Awaitable[None] | None]
Obey: TypeAlias = Callable[[bytes], Awaitable[Json | None]]


class OrderRefused(ValueError):
    """An order that names something that is not there; the message says what is."""


class Order:
    """One order's fields, checked as they are read. Raises OrderRefused."""

    def __init__(self, fields: Json) -> None:
        self._fields = fields
        self.answer: Json = {}
        """What a deed adds to the answer."""

    def text(self, key: str, default: str | None = None) -> str:
        """A field that must be text."""
        found = self._fields.get(key, default)
        if not isinstance(found, str):
            raise OrderRefused(f"{key}: needs text, got {found!r}")
        return found

    def number(self, key: str) -> float:
        """A field that must be a number."""
        found = self._fields.get(key)
        if isinstance(found, bool) or not isinstance(found, int | float):
            raise OrderRefused(f"{key}: needs a number, got {found!r}")
        return found

    def whole(self, key: str, least: int, most: int) -> int:
        """A field that must be a whole number within these limits."""
        found = self.number(key)
        if found != int(found) or not least <= found <= most:
            raise OrderRefused(f"{key}: needs a whole number from {least} to {most}, got {found}")
        return int(found)

    def within(self, key: str, least: float, most: float) -> float:
        """A field that must be a number within these limits."""
        found = self.number(key)
        if not least <= found <= most:
            raise OrderRefused(f"{key}: needs a number from {least:g} to {most:g}, got {found}")
        return found

    def on(self) -> bool:
        """The field `on`; true when it is not given."""
        found = self._fields.get("on", True)
        if not isinstance(found, bool):
            raise OrderRefused(f"on: needs true or false, got {found!r}")
        return found


async def obey(
    deeds: Mapping[str, Deed[T]],
    things: Sequence[T],
    line: bytes,
    *,
    also: Collection[str] = (),
) -> Json:
    """Carry out one order on the things it means; the answer that goes out. `also`: what else is
    allowed, for the words of a refusal."""
    answer: Json = {}
    try:
        fields = msgspec.json.decode(line, type=dict[str, object])
        answer["id"] = fields.get("id")
        name = fields.get("do")
        deed = deeds.get(name) if isinstance(name, str) else None
        if not deed:
            raise OrderRefused(f"do: {name!r} is unknown; allowed are {sorted((*deeds, *also))}")
        order = Order(fields)
        for thing in _meant(things, fields.get("booth")):
            done = deed(thing, order)
            if inspect.isawaitable(done):
                await done
    except (OrderRefused, msgspec.DecodeError, RequestFailed, OSError) as error:
        return {**answer, "ok": False, "error": str(error)}
    return {**answer, **order.answer, "ok": True}


def asks_for(line: bytes) -> str:
    """What an order names in `do`; empty when it cannot be read."""
    try:
        name = msgspec.json.decode(line, type=dict[str, object]).get("do")
    except msgspec.DecodeError:
        return ""
    return name if isinstance(name, str) else ""


def _meant(things: Sequence[T], which: object) -> Sequence[T]:
    """The thing of this number from 1, or all when none is given."""
    if which is None:
        return list(things)
    if isinstance(which, bool) or not isinstance(which, int) or not 1 <= which <= len(things):
        raise OrderRefused(f"booth: {which!r} is not there; allowed are 1 to {len(things)}")
    return [things[which - 1]]


async def take_orders(
    told: Json,
    carry_out: Obey,
    *,
    orders: BinaryIO | None = None,
    answers: BinaryIO | None = None,
) -> None:
    """Tell of what runs, then obey until the orders end or one is answered with None.

    `orders`, `answers`: by default the process's stdin and stdout.
    """
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

    tell(told)
    # A thread, because a pipe on stdin cannot be awaited on every system.
    source = orders or sys.stdin.buffer
    threading.Thread(target=read, args=(source,), name="rehearsal orders", daemon=True).start()
    while line := await lines.get():
        answer = await carry_out(line)
        if answer is None:
            break
        tell(answer)
