"""A real and a simulated OBS side by side: the same act on both, what each tells compared."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TypeAlias

from studio_app.rehearsal.protocol import JSON_PROTOCOL, MSGPACK_PROTOCOL, Json
from tests.fakes.wire_client import Event, Reply, WireClient

Shape: TypeAlias = object
Call: TypeAlias = tuple[str, Json | None]

UNSTEADY = {"SceneItemTransformChanged"}
"""Depends on when a picture was first drawn: its fields are compared, not how often it comes."""

FREE = {"eventData", "slotValue"}


@dataclass
class Side:
    """One OBS seen by two clients, one in each encoding; acts are done by the first."""

    name: str
    port: int
    password: str
    clients: list[WireClient]

    @property
    def first(self) -> WireClient:
        return self.clients[0]


@asynccontextmanager
async def watched(name: str, port: int, password: str) -> AsyncIterator[Side]:
    clients = [
        await WireClient.open(port, password, protocol)
        for protocol in (MSGPACK_PROTOCOL, JSON_PROTOCOL)
    ]
    yield Side(name, port, password, clients)
    for client in clients:
        await client.close()


async def level(side: Side) -> None:
    """Bring an OBS to where every test begins: Host on air, quick fades."""
    calls: list[Call] = [
        ("SetStudioModeEnabled", {"studioModeEnabled": False}),
        ("SetCurrentSceneTransition", {"transitionName": "Fade"}),
        ("SetCurrentSceneTransitionDuration", {"transitionDuration": 60}),
        ("SetCurrentProgramScene", {"sceneName": "Host"}),
    ]
    for kind, data in calls:
        reply = await side.first.ask(kind, data)
        assert reply.code == 100, reply
    await settle(side, 0.2)


# --- shapes ---------------------------------------------------------------------------------


def shape(value: object, key: str = "") -> Shape:
    """What a value is made of: names and types, all the way down; contents left out."""
    if key in FREE:
        return "free"
    if isinstance(value, dict):
        return {name: shape(value[name], name) for name in sorted(value)}
    if isinstance(value, list):
        kinds: list[Shape] = []
        for inner in value:
            if (one := shape(inner)) not in kinds:
                kinds.append(one)
        return sorted(kinds, key=repr)
    return type(value).__name__


def reply_shape(reply: Reply) -> Shape:
    return {"code": reply.code, "data": shape(reply.data), "comment": reply.comment}


def event_shape(event: Event) -> Shape:
    told = event.data or {}
    state = told.get("outputState"), told.get("mediaAction")
    return {"kind": event.kind, "intent": event.intent, "data": shape(event.data), "state": state}


def kinds(events: Sequence[Event]) -> set[str]:
    """Which events there were; outputs and media by their state too."""
    return {
        " ".join(
            str(part)
            for part in (
                event.kind,
                (event.data or {}).get("outputState"),
                (event.data or {}).get("mediaAction"),
            )
            if part
        )
        for event in events
        if event.kind not in UNSTEADY
    }


async def both_answer(sides: tuple[Side, Side], kind: str, data: Json | None) -> Reply:
    """Ask both sides in both encodings; all four answers must have one shape."""
    replies = [await client.ask(kind, data) for side in sides for client in side.clients]
    shapes = [reply_shape(reply) for reply in replies]
    assert shapes[0] == shapes[1], f"{kind}: OBS itself differs between encodings"
    assert shapes[2] == shapes[0], f"{kind} {data}: simulated (MessagePack) differs"
    assert shapes[3] == shapes[0], f"{kind} {data}: simulated (JSON) differs"
    return replies[0]


def forget(*sides: Side) -> None:
    """Forget the events heard so far."""
    for side in sides:
        for client in side.clients:
            client.events.clear()


async def act(sides: tuple[Side, Side], *calls: Call, quiet_s: float = 0.15) -> None:
    """Do the same on both sides and compare the answers and the events that follow.

    `quiet_s`: both sides are done when they have told nothing new for so long.
    """
    true, played = sides
    forget(*sides)
    for kind, data in calls:
        replies = [await side.first.ask(kind, data) for side in sides]
        assert reply_shape(replies[1]) == reply_shape(replies[0]), f"{kind} {data}"
    await asyncio.gather(settle(played, quiet_s), settle(true, quiet_s))
    expected = kinds(played.first.events)
    if not expected <= kinds(true.first.events):
        with contextlib.suppress(TimeoutError):
            await true.first.until(lambda heard: expected <= kinds(heard))
        await settle(true, quiet_s)
    assert expected == kinds(true.first.events), f"{calls}: simulated and real tell other events"
    all_fields_match(true, played)


async def settle(side: Side, quiet_s: float) -> None:
    """Wait until a side has told nothing new for a while, longer than a quick fade takes."""
    began = asyncio.get_running_loop().time()
    while True:
        now = asyncio.get_running_loop().time()
        heard = [
            event.at
            for client in side.clients
            for event in client.events
            if event.kind not in UNSTEADY
        ]
        if now - max(heard, default=began) >= quiet_s and now - began >= quiet_s:
            return
        assert now < began + 8, f"{side.name} does not come to rest"
        await asyncio.sleep(0.02)


def all_fields_match(true: Side, played: Side) -> None:
    """Every kind of event that both told has the same fields on both sides in both encodings."""
    for kind in {event.kind for event in true.first.events}:
        shapes = [
            {repr(event_shape(event)) for event in client.events if event.kind == kind}
            for side in (true, played)
            for client in side.clients
        ]
        if kind in UNSTEADY and not all(shapes):
            continue
        assert shapes[0] == shapes[1] == shapes[2] == shapes[3], kind
