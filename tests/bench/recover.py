"""Recover: the server killed with every booth on air; until all are confirmed on air again.

Measured from the start of the new server process to the moment when a client's mirror shows every
booth connected and streaming. Meanwhile every OBS must not have noticed: its stream's own counters
go on. The peer is plain obsws-python, started as a process, that takes up the same booths one
after the other.
"""

import argparse
import asyncio
import json
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import obsws_python

from studio_app.client import ServerConnection, StudioClient
from studio_app.domain.actions.house import AddBooth
from studio_app.domain.actions.outputs import StartOutput
from studio_app.domain.booth import Link, LinkStatus, Output, OutputKind, OutputStatus
from studio_app.domain.ids import BoothId
from tests.bench.harness import Result, main
from tests.bench.take import Access, Talker, talking
from tests.real_obs import ObsFactory, RealObs, RtmpServer, Xvfb
from tests.studio_process import StudioProcess, until

ON_AIR_WITHIN_S = 60.0


class Counted(NamedTuple):
    """What an OBS says of its own stream."""

    active: bool
    duration_ms: int
    bytes: int


class Recovered(NamedTuple):
    """What one kill came to."""

    recovered_ms: float
    unnoticed: bool
    """Whether every stream went on all the while."""


def counted(access: Access) -> Counted:
    """Ask an OBS itself, past BoothDeck."""
    client: Any = obsws_python.ReqClient(
        host="127.0.0.1", port=access[0], password=access[1], timeout=5
    )
    try:
        told = client.get_stream_status()
        return Counted(told.output_active, told.output_duration, told.output_bytes)
    finally:
        client.disconnect()


def went_on(before: Counted, after: Counted, between_s: float) -> bool:
    """Whether it is one and the same stream, with no time missing but what asking takes."""
    grown_s = (after.duration_ms - before.duration_ms) / 1000
    return after.active and after.bytes > before.bytes and grown_s > between_s - 1.5


def booth_id(number: int) -> BoothId:
    """The id of the booth with this number."""
    return BoothId(f"booth-{number}")


def on_air(server: ServerConnection, booths: int) -> int:
    """How many booths the mirror shows connected and streaming."""
    return sum(
        (link := server.get(Link, "link", booth_id(number))) is not None
        and link.status is LinkStatus.CONNECTED
        and (stream := server.get(Output, "output", booth_id(number), OutputKind.STREAM))
        is not None
        and stream.status is OutputStatus.ACTIVE
        for number in range(1, booths + 1)
    )


async def put_on_air(
    client: StudioClient, server: ServerConnection, accesses: Sequence[Access]
) -> None:
    """Add these booths and start their streams; those that stream already are left alone."""
    for number, (port, password) in enumerate(accesses, 1):
        booth = booth_id(number)
        await server.act(
            AddBooth(booth=booth, number=number, name=booth, port=port, password=password)
        )

    def known(number: int) -> Output | None:
        return server.get(Output, "output", booth_id(number), OutputKind.STREAM)

    numbers = range(1, len(accesses) + 1)
    await until(client, lambda: all(known(number) for number in numbers), ON_AIR_WITHIN_S)
    for number in numbers:
        stream = known(number)
        if stream is None or stream.status is OutputStatus.OFF:
            await server.act(StartOutput(booth=booth_id(number), output=OutputKind.STREAM))
    await until(client, lambda: on_air(server, len(accesses)) == len(accesses), ON_AIR_WITHIN_S)


async def kill_and_recover(studio: StudioProcess, accesses: Sequence[Access]) -> Recovered:
    """Kill -9 the server, start it anew, and wait until every booth is confirmed on air."""
    before = [await asyncio.to_thread(counted, access) for access in accesses]
    began_all = time.monotonic()
    studio.kill()
    began = time.monotonic()
    await asyncio.to_thread(studio.start)
    async with studio.client() as (client, server):
        await until(client, lambda: on_air(server, len(accesses)) == len(accesses), ON_AIR_WITHIN_S)
        recovered_ms = (time.monotonic() - began) * 1000
    unnoticed = True
    for access, then in zip(accesses, before, strict=True):
        now = await asyncio.to_thread(counted, access)
        unnoticed &= went_on(then, now, time.monotonic() - began_all)
    return Recovered(recovered_ms, unnoticed)


async def peers_way(accesses: Sequence[Access]) -> float:
    """Milliseconds from the peer's start until it has taken up every booth."""
    began = time.monotonic()
    peer = await Talker.start("tests.bench.recover_peer")
    try:
        peer.tell(json.dumps(accesses))
        streams = json.loads(await peer.hear())
        took_ms = (time.monotonic() - began) * 1000
    finally:
        await peer.end()
    if not all(streams):
        raise LookupError("the peer finds booths that do not stream")
    return took_ms


async def measure(arguments: argparse.Namespace) -> Result:
    with tempfile.TemporaryDirectory(prefix="boothdeck-bench-") as name:
        folder = Path(name)
        screen = Xvfb(folder)
        factory = ObsFactory(folder, screen.display)
        rtmp = RtmpServer(folder / "rtmp")
        studio = StudioProcess(folder / "home")
        try:
            rtmp.start()
            real: list[RealObs] = await asyncio.to_thread(
                factory, arguments.obs, stream_to=rtmp.url, fps=arguments.fps
            )
            await asyncio.to_thread(studio.start)
            return await _measure(studio, real, arguments)
        finally:
            studio.kill()
            factory.close()
            rtmp.stop()
            screen.stop()


async def _measure(
    studio: StudioProcess, real: list[RealObs], arguments: argparse.Namespace
) -> Result:
    simulator = ("studio_app", "worker", "simulator", "--booths", str(arguments.simulated))
    async with talking(*simulator) as simulated:
        told = json.loads(await simulated.hear())
        accesses: list[Access] = [
            *((obs.port, obs.password) for obs in real),
            *zip(told["ports"], told["passwords"], strict=True),
        ]
        async with studio.client() as (client, server):
            await put_on_air(client, server, accesses)
        ours: list[Recovered] = []
        theirs: list[float] = []
        for _ in range(arguments.kills):
            ours.append(await kill_and_recover(studio, accesses))
            theirs.append(await peers_way(accesses))
    recovered_ms, peer_ms = min(each.recovered_ms for each in ours), min(theirs)
    return Result(
        name="recover",
        figures={
            "booths": len(accesses),
            "real_obs": len(real),
            "kills": len(ours),
            "recovered_ms": recovered_ms,
            "worst_ms": max(each.recovered_ms for each in ours),
            "obs_noticed": sum(not each.unnoticed for each in ours),
        },
        peer={"booths": len(accesses), "recovered_ms": peer_ms, "worst_ms": max(theirs)},
        ratio=recovered_ms / peer_ms,
    )


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--obs", type=int, default=2, help="how many of the booths are real OBS")
    parser.add_argument(
        "--fps",
        type=int,
        default=30,
        help="of each real OBS: fewer where many render and encode on the processor of one machine",
    )
    parser.add_argument("--simulated", type=int, default=12, help="simulated booths beside them")
    parser.add_argument("--kills", type=int, default=3)


if __name__ == "__main__":
    main(measure, _add_arguments)
