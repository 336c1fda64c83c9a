"""Profiles of a real OBS, with obsws-python as the independent referee."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from studio_app.domain.actions.switching import ChooseProfile
from studio_app.domain.booth import Setup
from studio_app.domain.errors import StudioError
from tests.fakes.booth_room import BOOTH, BoothRoom, context
from tests.real_obs import RealObs


@pytest_asyncio.fixture
async def room(obs: RealObs) -> AsyncIterator[BoothRoom]:
    made = BoothRoom()
    made.add(obs.port, obs.password)
    await made.connected()
    yield made
    await made.close()


async def test_another_profile_and_back(room: BoothRoom, referee: Any) -> None:
    """With all that hangs on it: the canvas that it brings."""

    def profile() -> str:
        return room.get(Setup, "setup", BOOTH).profile

    first, canvas = profile(), room.switcher().canvas
    referee.create_profile("Upright")  # OBS changes to it at once
    try:
        await room.until(lambda: profile() == "Upright", 10)
        referee.set_video_settings(25, 1, 360, 640, 360, 640)
        outcome = await room.setup.choose_profile(
            ChooseProfile(booth=BOOTH, profile=first), context()
        )
        assert outcome.undo == ChooseProfile(booth=BOOTH, profile="Upright")
        assert referee.get_profile_list().current_profile_name == first
        await room.until(lambda: room.switcher().canvas == canvas)
        await room.setup.choose_profile(ChooseProfile(booth=BOOTH, profile="Upright"), context())
        await room.until(lambda: room.switcher().canvas == (360, 640))
        with pytest.raises(StudioError) as missing:
            await room.setup.choose_profile(ChooseProfile(booth=BOOTH, profile="None"), context())
        assert missing.value.problem.code == "no_such_profile"
    finally:
        referee.remove_profile("Upright")
    await room.until(lambda: profile() == first)
