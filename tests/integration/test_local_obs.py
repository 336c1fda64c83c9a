"""A real OBS started by us: furnished, frozen, killed, restarted, and missing."""

import asyncio

import pytest

from studio_app.rehearsal.local_obs import LocalObs, LocalObsError, answers
from tests.fakes.wire_client import METERS, WireClient
from tests.real_obs import ObsFactory, PulseAudio


async def test_upright_furnished_and_with_sound(
    obs_factory: ObsFactory, pulse_audio: PulseAudio
) -> None:
    (obs,) = await asyncio.to_thread(obs_factory, size=(360, 640), env=pulse_audio.env)
    client = await WireClient.open(obs.port, obs.password, subscriptions=METERS)
    video = (await client.ask("GetVideoSettings")).data
    assert video
    assert (video["baseWidth"], video["baseHeight"]) == (360, 640)
    groups = (await client.ask("GetGroupList")).data
    assert groups == {"groups": ["Product"]}
    await client.ask("SetCurrentProgramScene", {"sceneName": "Break"})

    def film_is_heard(_: object) -> bool:
        told = client.events[-1].data if client.events else None
        inputs = told["inputs"] if told else []
        assert isinstance(inputs, list)
        return any(
            one["inputName"] == "Break film" and max(map(max, one["inputLevelsMul"]), default=0) > 0
            for one in inputs
            if one["inputLevelsMul"]
        )

    await client.until(film_is_heard, timeout_s=10)
    await client.close()


async def test_killed_restarted_on_its_port_and_frozen(obs_factory: ObsFactory) -> None:
    (obs,) = await asyncio.to_thread(obs_factory)
    port, first = obs.port, obs.pid
    await asyncio.to_thread(obs.kill)
    assert not obs.alive
    assert not answers(port, obs.password)
    await asyncio.to_thread(obs.start)
    assert obs.port == port
    assert obs.pid != first
    client = await WireClient.open(port, obs.password)
    obs.freeze()
    waiting = asyncio.create_task(client.ask("GetVersion"))
    done, _ = await asyncio.wait([waiting], timeout=0.3)
    assert not done
    obs.thaw()
    assert (await waiting).code == 100
    await client.close()
    with pytest.raises(LocalObsError, match="another OBS answers there"):
        answers(port, "not its password")


def test_a_missing_program_names_its_package(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    obs = LocalObs(tmp_path_factory.mktemp("obs"), display=":0")
    with pytest.raises(LocalObsError, match="apt-get install obs-studio"):
        obs.launch()
    assert not obs.alive
