"""A crowd as a process of its own: told of on stdout, ordered about on stdin.

The first line out is `{"port": …, "url": "ws://127.0.0.1:…", "sessions": [...], "seed": …}`; then
it takes orders. Without `booth` an order means every booth.
"""

from pathlib import Path
from typing import BinaryIO, TypeAlias

from studio_app.rehearsal import orders as orders_
from studio_app.rehearsal.crowd_room import REMEMBERED, Room
from studio_app.rehearsal.crowd_server import CrowdServer, set_rate
from studio_app.rehearsal.orders import Order, OrderRefused
from studio_app.rehearsal.protocol import Json

MOST_PER_S = 5000
MOST_BOOTHS = 99

Deed: TypeAlias = orders_.Deed[Room]


def _set(field: str) -> Deed:
    return lambda room, order: setattr(room, field, order.on())


def _rate(room: Room, order: Order) -> None:
    set_rate(room, order.within("per_s", 0.0, MOST_PER_S))


def _show(room: Room, order: Order) -> None:
    code = order.text("code")
    if not room.crowd.show(code, room.show_s):
        codes = [product.code for product in room.crowd.shop.product]
        raise OrderRefused(f"code: {code!r} is not sold in {room.session}; there are {codes}")


def _say(room: Room, order: Order) -> None:
    room.say(order.text("name", "Khách"), order.text("text"), order.text("site", "tiktok"))


def _sent(room: Room, order: Order) -> None:
    rooms = order.answer.setdefault("sent", [])
    assert isinstance(rooms, list)  # nothing else writes it
    rooms.append(
        {
            "session": room.session,
            "sent": room.sent,
            "first_id": room.first_id,
            "by_kind": dict(room.by_kind),
            "repeated": room.repeated,
            "held": room.held,
            "listeners": room.listeners,
            "replies": list(room.replies),
        }
    )


DEEDS: dict[str, Deed] = {
    "rate": _rate,
    "burst": lambda room, order: room.burst(order.whole("messages", 1, 1_000_000)),
    "show": _show,
    "say": _say,
    "end_live": lambda room, order: room.end_live(order.on()),
    "stall": _set("stall"),
    "drop": lambda room, order: room.drop(),
    "refuse": _set("refuse"),
    "repeat": lambda room, order: room.repeat(order.whole("messages", 1, REMEMBERED)),
    "retell": _set("retell"),
    "garbage": lambda room, order: room.garbage(),
    "sent": _sent,
}
"""What can be ordered of a room, by the name in `do`."""

STOP, BOOTHS = "stop", "booths"
"""What is ordered of the whole."""


async def obey(server: CrowdServer, line: bytes) -> Json | None:
    """Carry out one order; the answer that goes out, None when it is to stop."""
    stopped = False

    def stop(server: CrowdServer, order: Order) -> None:
        nonlocal stopped
        stopped = True

    def booths(server: CrowdServer, order: Order) -> None:
        server.have(order.whole("count", 1, MOST_BOOTHS))
        order.answer["sessions"] = [room.session for room in server.rooms]

    whole: dict[str, orders_.Deed[CrowdServer]] = {STOP: stop, BOOTHS: booths}
    if orders_.asks_for(line) in whole:
        answer = await orders_.obey(whole, [server], line)
        return None if stopped else answer
    return await orders_.obey(DEEDS, server.rooms, line, also=whole)


async def run(
    folder: Path,
    *,
    booths: int,
    per_s: float,
    seed: int,
    port: int = 0,
    stamp_every: int = 0,
    orders: BinaryIO | None = None,
    answers: BinaryIO | None = None,
) -> None:
    """Serve until the orders end. `folder`: the data of rehearsals. `orders`, `answers`: by default
    the process's stdin and stdout. Raises OSError when the port is taken."""
    server = CrowdServer(folder, booths=booths, per_s=per_s, seed=seed, stamp_every=stamp_every)
    try:
        await server.start(port=port)
        told: Json = {
            "port": server.port,
            "url": f"ws://127.0.0.1:{server.port}",
            "sessions": [room.session for room in server.rooms],
            "seed": seed,
        }
        await orders_.take_orders(
            told, lambda line: obey(server, line), orders=orders, answers=answers
        )
    finally:
        await server.stop()
