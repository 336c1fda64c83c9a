"""Fixtures that many tests share: the screen that real OBS instances draw on, and the instances."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests import real_obs

# Few examples, as `test` promises; no deadline, as the machine is shared and times mean nothing.
settings.register_profile("quick", max_examples=50, deadline=None)
settings.load_profile("quick")


@pytest.fixture(scope="session")
def display(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One invisible screen for the whole run; its name, like `:7`."""
    screen = real_obs.Xvfb(tmp_path_factory.mktemp("xvfb"))
    yield screen.display
    screen.stop()


@pytest.fixture(scope="module")
def obs(display: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[real_obs.RealObs]:
    """A furnished OBS, 640x360 at 30 fps, shared by the tests of one module."""
    with real_obs.factory(tmp_path_factory.mktemp("obs"), display) as start:
        yield start()[0]


@pytest.fixture
def obs_factory(
    display: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[real_obs.ObsFactory]:
    """Starts any number of furnished OBS instances for one test: `obs_factory(n=3)`."""
    with real_obs.factory(tmp_path_factory.mktemp("obs"), display) as start:
        yield start


@pytest.fixture
def rtmp_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[real_obs.RtmpServer]:
    """A running RTMP receiver on a loopback port."""
    server = real_obs.RtmpServer(tmp_path_factory.mktemp("rtmp"))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def pulse_audio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[real_obs.PulseAudio]:
    """A running private sound server; give its `env` to what shall use it."""
    server = real_obs.PulseAudio(tmp_path_factory.mktemp("pulse"))
    server.start()
    yield server
    server.stop()
