"""What several of these modules share: a referee, a real OBS beside a simulated one, databases."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from typing import Any

import obsws_python
import pytest
import pytest_asyncio

from studio_app.rehearsal.show import booth_show
from studio_app.rehearsal.simulator import SimulatedObs
from tests import real_obs
from tests.fakes.postgres import Cluster, cluster, new_database
from tests.fakes.side_by_side import (
    Side,
    level,
    watched,
)


@pytest.fixture(scope="module")
def referee(obs: real_obs.RealObs) -> Iterator[Any]:
    """Another client of another make, which tells what OBS really has."""
    logging.getLogger("obsws_python").setLevel(logging.CRITICAL)
    client = obsws_python.ReqClient(
        host="127.0.0.1", port=obs.port, password=obs.password, timeout=5
    )
    yield client
    client.disconnect()


@pytest.fixture(scope="module")
def side_receiver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[real_obs.RtmpServer]:
    server = real_obs.RtmpServer(tmp_path_factory.mktemp("receiver"))
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def real_side(
    display: str, side_receiver: real_obs.RtmpServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[real_obs.RealObs]:
    sound = real_obs.PulseAudio(tmp_path_factory.mktemp("pulse"))
    sound.start()
    with real_obs.factory(tmp_path_factory.mktemp("obs"), display) as start:
        yield start(stream_to=side_receiver.url, env=sound.env)[0]
    sound.stop()


@pytest_asyncio.fixture
async def simulated_side(real_side: real_obs.RealObs) -> AsyncIterator[SimulatedObs]:
    plan = booth_show("Real OBS 1", (640, 360), film=real_side.folder / "film.wav")
    simulated = SimulatedObs(name="Real OBS 1", password="a password", plan=plan)
    # Debian's OBS has no virtual camera without a kernel module.
    simulated.booth.outputs.has_virtualcam = False
    await simulated.start()
    yield simulated
    await simulated.stop()


@pytest_asyncio.fixture
async def sides(
    real_side: real_obs.RealObs, simulated_side: SimulatedObs
) -> AsyncIterator[tuple[Side, Side]]:
    async with (
        watched("real", real_side.port, real_side.password) as true,
        watched("simulated", simulated_side.port, simulated_side.password) as played,
    ):
        await asyncio.gather(level(true), level(played))
        yield true, played


@pytest.fixture(scope="module")
def postgres() -> Iterator[Cluster]:
    """One PostgreSQL for a module; its tests use names of their own."""
    with cluster() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
async def url(request: pytest.FixtureRequest) -> str:
    """Where the database is: a new one, of each kind in turn."""
    if request.param == "sqlite":
        return ""
    return await new_database(request.getfixturevalue("postgres"))
