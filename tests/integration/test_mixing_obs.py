"""Sources, filters, media and sound on a real OBS, with obsws-python as the independent referee."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from msgspec.structs import replace

from studio_app.domain.actions.sound import (
    SetBalance,
    SetMonitor,
    SetMute,
    SetSyncOffset,
    SetTracks,
    SetVolume,
)
from studio_app.domain.actions.sources import (
    ControlMedia,
    EnableFilter,
    LockItem,
    MediaVerb,
    MoveItem,
    SeekMedia,
    ShowItem,
)
from studio_app.domain.actions.switching import Cut
from studio_app.domain.booth import Filters, Media, MediaState, Monitor
from studio_app.domain.errors import StudioError
from studio_app.services import sound
from studio_app.services.action_desk import Outcome
from tests.fakes.booth_room import BOOTH, BoothRoom, context
from tests.real_obs import RealObs


@pytest_asyncio.fixture
async def room(obs: RealObs) -> AsyncIterator[BoothRoom]:
    made = BoothRoom()
    made.add(obs.port, obs.password)
    await made.connected()
    yield made
    await made.close()


async def undo(room: BoothRoom, outcome: Outcome) -> None:
    """Carry the inverse out."""
    by_action = {
        ShowItem: room.sources.show,
        LockItem: room.sources.lock,
        MoveItem: room.sources.move,
        EnableFilter: room.sources.enable_filter,
    }
    handler: Any = by_action[type(outcome.undo)]  # type: ignore[index]
    await handler(outcome.undo, context())


async def code(outcome: Any) -> str:
    """The code of the problem that this comes to."""
    with pytest.raises(StudioError) as failed:
        await outcome
    return failed.value.problem.code


# --- sources -------------------------------------------------------------------------------------


async def test_items_are_shown_locked_and_moved(room: BoothRoom, referee: Any) -> None:
    front, *_, back = room.scene("Host").items
    outcome = await room.sources.show(
        ShowItem(booth=BOOTH, scene="Host", item_id=front.item_id, visible=False), context()
    )
    assert referee.get_scene_item_enabled("Host", front.item_id).scene_item_enabled is False
    await undo(room, outcome)
    assert referee.get_scene_item_enabled("Host", front.item_id).scene_item_enabled is True
    outcome = await room.sources.lock(
        LockItem(booth=BOOTH, scene="Host", item_id=front.item_id, locked=True), context()
    )
    assert referee.get_scene_item_locked("Host", front.item_id).scene_item_locked is True
    await undo(room, outcome)
    outcome = await room.sources.move(
        MoveItem(booth=BOOTH, scene="Host", item_id=back.item_id, position=0), context()
    )
    count = len(room.scene("Host").items)
    assert referee.get_scene_item_index("Host", back.item_id).scene_item_index == count - 1
    await undo(room, outcome)
    assert referee.get_scene_item_index("Host", back.item_id).scene_item_index == 0
    far = MoveItem(booth=BOOTH, scene="Host", item_id=back.item_id, position=count)
    assert await code(room.sources.move(far, context())) == "out_of_range"
    wrong = ShowItem(booth=BOOTH, scene="Host", item_id=4711, visible=True)
    assert await code(room.sources.show(wrong, context())) == "no_such_source"


async def test_filters(room: BoothRoom, referee: Any) -> None:
    wish = EnableFilter(booth=BOOTH, source="Host camera", filter="Colour", enabled=False)
    outcome = await room.sources.enable_filter(wish, context())
    assert referee.get_source_filter("Host camera", "Colour").filter_enabled is False
    await undo(room, outcome)
    wrong = replace(wish, filter="Nothing")
    assert await code(room.sources.enable_filter(wrong, context())) == "no_such_filter"

    def filters() -> list[str]:
        record = room.store.get(Filters, "filters", BOOTH, "Host camera") or Filters()
        return [entry.name for entry in record.filters]

    referee.create_source_filter("Host camera", "Crop", "crop_filter", {})
    await room.until(lambda: filters() == ["Colour", "Crop"])
    referee.set_source_filter_index("Host camera", "Crop", 0)
    await room.until(lambda: filters() == ["Crop", "Colour"])
    referee.set_source_filter_name("Host camera", "Crop", "Cut out")
    await room.until(lambda: filters() == ["Cut out", "Colour"])
    referee.remove_source_filter("Host camera", "Cut out")
    await room.until(lambda: filters() == ["Colour"])


async def test_media_transport(room: BoothRoom, referee: Any) -> None:
    await room.switching.cut(Cut(booth=BOOTH, scene="Break"), context())
    film = "Break film"

    async def press(verb: MediaVerb) -> None:
        await room.sources.control_media(
            ControlMedia(booth=BOOTH, input=film, verb=verb), context()
        )

    def media() -> Media:
        return room.get(Media, "media", BOOTH, film)

    # OBS itself mixes up a restart and a pause that follow each other within some frames.
    await room.until(lambda: (media().cursor_ms or 0) > 900)
    await press(MediaVerb.PAUSE)
    assert referee.get_media_input_status(film).media_state == "OBS_MEDIA_STATE_PAUSED"
    outcome = await room.sources.seek_media(
        SeekMedia(booth=BOOTH, input=film, cursor_ms=10_000), context()
    )
    assert outcome.undo is not None
    await press(MediaVerb.PLAY)
    assert media().state is MediaState.PLAYING
    await room.until(lambda: 9_000 < (media().cursor_ms or 0) < 15_000, 4)
    await room.sources.seek_media(SeekMedia(booth=BOOTH, input=film, cursor_ms=2_000), context())
    assert referee.get_media_input_status(film).media_cursor < 8_000
    await press(MediaVerb.RESTART)
    await press(MediaVerb.STOP)
    wrong = ControlMedia(booth=BOOTH, input="Host camera", verb=MediaVerb.PLAY)
    assert await code(room.sources.control_media(wrong, context())) == "no_media"


# --- sound ---------------------------------------------------------------------------------------


async def test_every_knob_of_the_mixer(room: BoothRoom, referee: Any) -> None:
    mic = "Host mic"
    volume = await room.sound.turn(sound.VOLUME, SetVolume(booth=BOOTH, input=mic, volume_db=-12.5))
    assert referee.get_input_volume(mic).input_volume_db == pytest.approx(-12.5, abs=0.01)
    assert volume.undo == SetVolume(booth=BOOTH, input=mic, volume_db=0.0)
    await room.sound.turn(sound.VOLUME, SetVolume(booth=BOOTH, input=mic, volume_db=-100))
    assert room.input(mic).volume_db == -100
    await room.sound.turn(sound.VOLUME, SetVolume(booth=BOOTH, input=mic, volume_db=0))
    assert mic in room.tally().program
    await room.sound.turn(sound.MUTE, SetMute(booth=BOOTH, input=mic, muted=True))
    assert referee.get_input_mute(mic).input_muted is True
    assert mic not in room.tally().program, "nobody hears it"
    await room.sound.turn(sound.MUTE, SetMute(booth=BOOTH, input=mic, muted=False))
    await room.sound.turn(sound.BALANCE, SetBalance(booth=BOOTH, input=mic, balance=0.25))
    assert referee.get_input_audio_balance(mic).input_audio_balance == pytest.approx(0.25, abs=0.01)
    await room.sound.turn(
        sound.MONITOR, SetMonitor(booth=BOOTH, input=mic, monitor=Monitor.AND_OUTPUT)
    )
    assert referee.get_input_audio_monitor_type(mic).monitor_type.endswith("MONITOR_AND_OUTPUT")
    await room.sound.turn(sound.MONITOR, SetMonitor(booth=BOOTH, input=mic, monitor=Monitor.OFF))
    await room.sound.turn(sound.SYNC_OFFSET, SetSyncOffset(booth=BOOTH, input=mic, offset_ms=120))
    assert referee.get_input_audio_sync_offset(mic).input_audio_sync_offset == 120
    await room.sound.turn(sound.SYNC_OFFSET, SetSyncOffset(booth=BOOTH, input=mic, offset_ms=0))
    tracks = (True, False, True, True, True, False)
    await room.sound.turn(sound.TRACKS, SetTracks(booth=BOOTH, input=mic, tracks=tracks))
    told = referee.get_input_audio_tracks(mic).input_audio_tracks
    assert tuple(told[str(number)] for number in range(1, 7)) == tracks
    wrong = SetMute(booth=BOOTH, input="Host camera", muted=True)
    assert await code(room.sound.turn(sound.MUTE, wrong)) == "no_sound"
    wrong = SetMute(booth=BOOTH, input="Nobody", muted=True)
    assert await code(room.sound.turn(sound.MUTE, wrong)) == "no_such_source"


async def test_a_dragged_fader_ends_where_the_hand_left_it(room: BoothRoom, referee: Any) -> None:
    drags = [
        asyncio.create_task(
            room.sound.turn(
                sound.VOLUME, SetVolume(booth=BOOTH, input="Host mic", volume_db=-number / 2)
            )
        )
        for number in range(60)
    ]
    await asyncio.gather(*drags)
    assert room.input("Host mic").volume_db == pytest.approx(-29.5, abs=0.05)
    await asyncio.sleep(0.4)
    assert room.input("Host mic").volume_db == pytest.approx(-29.5, abs=0.05)
    assert referee.get_input_volume("Host mic").input_volume_db == pytest.approx(-29.5, abs=0.05)
    await room.sound.turn(sound.VOLUME, SetVolume(booth=BOOTH, input="Host mic", volume_db=0))
