"""A whole server killed with kill -9 while real OBS are on air, and an OBS killed beside it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from studio_app.domain.actions.recovery import Recover
from studio_app.domain.booth import Output, OutputKind, OutputStatus
from studio_app.domain.recovery import Part, Recovery, RecoveryStatus
from tests.bench.recover import booth_id, kill_and_recover, on_air, put_on_air
from tests.real_obs import ObsFactory, RtmpServer
from tests.studio_process import StudioProcess, until

FIRST, SECOND = booth_id(1), booth_id(2)


@pytest.fixture
def studio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[StudioProcess]:
    monkeypatch.setenv("BOOTHDECK_KEYRING", "file")
    process = StudioProcess(tmp_path / "home")
    process.start()
    yield process
    process.kill()


async def test_obs_never_notices_and_what_an_obs_lost_is_brought_back(
    studio: StudioProcess, obs_factory: ObsFactory, rtmp_server: RtmpServer
) -> None:
    both = obs_factory(2, stream_to=rtmp_server.url)
    accesses = [(obs.port, obs.password) for obs in both]
    async with studio.client() as (client, server):
        await put_on_air(client, server, accesses)
    recovered = await kill_and_recover(studio, accesses)
    assert recovered.unnoticed

    async with studio.client() as (client, server):

        def recovery(number: int) -> Recovery | None:
            return server.get(Recovery, "recovery", booth_id(number))

        # Who was live is shown, and that all of it is back.
        for number in (1, 2):
            record = recovery(number)
            assert record is not None
            assert record.status is RecoveryStatus.BACK
            assert Part.STREAM in record.was
        # Now the power goes at one booth, and at the server.
        studio.kill()
    both[1].kill()
    both[1].start()
    studio.start()
    async with studio.client() as (client, server):

        def missing() -> tuple[Part, ...]:
            record = server.get(Recovery, "recovery", SECOND)
            return record.missing if record is not None else ()

        await until(client, lambda: Part.STREAM in missing(), 20)
        first = server.get(Recovery, "recovery", FIRST)
        assert first is None or first.status is not RecoveryStatus.MISSING
        await server.act(Recover(booths=(SECOND,), parts=(Part.STREAM,)))
        await until(client, lambda: on_air(server, 2) == 2, 20)
        await until(client, lambda: not missing(), 5)
        stream = server.get(Output, "output", SECOND, OutputKind.STREAM)
        assert stream is not None
        assert stream.status is OutputStatus.ACTIVE
