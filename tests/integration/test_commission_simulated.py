"""Commissioning beside a simulated OBS: compared, refused in words, and drift while OBS is away."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from resources import resource
from studio_app.domain.booth import Booth
from studio_app.domain.commission import Drift, DriftStatus
from studio_app.domain.errors import StudioError
from studio_app.rehearsal.simulator import SimulatedObs
from studio_app.services import drift
from studio_app.services.templates import TemplateShelf
from tests.fakes.booth_room import BOOTH
from tests.fakes.commissioned import CommissionRoom

AS_IT_IS = """\
id = "as-it-is"
title = "What a simulated booth has"
canvas = { width = %d, height = %d, fps = 30 }

[[source]]
name = "Host mic"
what = "microphone"
sound = { muted = false }

[[scene]]
name = "Host"
role = "human"
item = [{ source = "Host mic" }]
"""


@pytest.fixture(autouse=True)
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looks soon after a change. Beside a real OBS they come as shipped."""
    monkeypatch.setattr(drift, "SETTLES_S", 0.1)
    monkeypatch.setattr(drift, "LEAST_GAP_S", 0.2)


@pytest_asyncio.fixture
async def simulator() -> AsyncIterator[SimulatedObs]:
    simulated = SimulatedObs()
    await simulated.start()
    yield simulated
    await simulated.stop()


@pytest_asyncio.fixture
async def room(simulator: SimulatedObs, tmp_path: Path) -> AsyncIterator[CommissionRoom]:
    made = CommissionRoom(tmp_path)
    made.reached[BOOTH] = ("127.0.0.1", simulator.port, "")
    made.add(simulator.port)
    await made.connected()
    width, height = made.switcher().canvas
    (tmp_path / "own.toml").write_text(AS_IT_IS % (width, height), encoding="utf-8")
    yield made
    await made.close()


@pytest.mark.parametrize("template", ["fashion-booth", "partner-studio"])
async def test_a_simulated_booth_is_built_like_a_real_one(
    room: CommissionRoom, template: str
) -> None:
    foreseen = await room.commission(template, dry_run=True)
    report = await room.commission(template)
    assert {each.text for each in report.changes} == {each.text for each in foreseen.changes}
    assert report.left == ()
    assert (await room.commission(template)).changes == ()
    await room.drifted()
    found = TemplateShelf(resource("booth_templates"), Path()).look().get(template)
    assert set(room.switcher().scenes) >= {scene.name for scene in found.scene}
    size = (found.canvas.width, found.canvas.height)
    await room.until(lambda: room.switcher().canvas == size)


async def test_an_obs_that_cannot_be_built_says_why(tmp_path: Path) -> None:
    simulated = SimulatedObs()
    lacks = ("CreateScene", "SetVideoSettings")
    simulated.booth.available_requests = [
        each for each in simulated.booth.available_requests if each not in lacks
    ]
    await simulated.start()
    room = CommissionRoom(tmp_path)
    try:
        room.reached[BOOTH] = ("127.0.0.1", simulated.port, "")
        room.add(simulated.port)
        await room.connected()
        assert (await room.commission("partner-studio", dry_run=True)).changes
        with pytest.raises(StudioError) as failed:
            await room.commission("partner-studio")
        assert failed.value.problem.code == "obs_lacks"
        assert "CreateScene, SetVideoSettings" in failed.value.problem.text
        assert room.get(Booth, "booth", BOOTH).template == ""
    finally:
        await room.close()
        await simulated.stop()


async def test_a_booth_whose_obs_is_away_is_unknown_and_known_again(
    room: CommissionRoom, simulator: SimulatedObs
) -> None:
    assert room.drift() is None, "built by hand: its drift is nobody's business"
    await room.change(BOOTH, {"template": "as-it-is"})
    drift = await room.until_drift(lambda told: told.status is not DriftStatus.UNKNOWN)
    since, port = drift.since, simulator.port
    await simulator.stop()
    drift = await room.until_drift(lambda told: told.status is DriftStatus.UNKNOWN)
    assert drift.problem is not None
    assert drift.changes == ()
    await simulator.start(port=port)
    drift = await room.until_drift(lambda told: told.status is not DriftStatus.UNKNOWN)
    assert drift.since > since
    await room.change(BOOTH, {"template": ""})
    assert room.drift() is None


async def test_a_template_that_is_edited_counts_at_once(
    room: CommissionRoom, tmp_path: Path
) -> None:
    await room.change(BOOTH, {"template": "as-it-is"})
    await room.until_drift(lambda told: told.status is not DriftStatus.UNKNOWN)
    text = (tmp_path / "own.toml").read_text("utf-8")
    (tmp_path / "own.toml").write_text(text.replace("muted = false", "muted = true"), "utf-8")

    def muted(told: Drift) -> bool:
        return any(change.setting == "mute" for change in told.changes)

    await room.until_drift(muted)
    (tmp_path / "own.toml").write_text(text.replace('what = "', 'waht = "'), "utf-8")
    drift = await room.until_drift(lambda told: told.status is DriftStatus.UNKNOWN)
    assert drift.problem is not None
    assert drift.problem.code == "no_such_template"
