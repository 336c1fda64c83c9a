"""Alarms' tones: short, without clicks, louder by the fader, and one player that never raises."""

import threading

import numpy as np
import pytest

from studio_app.devices.playback import Player, Sound
from studio_app.devices.tones import CRITICAL, RATE_HZ, WARNING, Note, tone


@pytest.mark.parametrize("notes", [WARNING, CRITICAL])
def test_a_tone_is_short_and_never_clips_or_clicks(notes: tuple[Note, ...]) -> None:
    sound = tone(notes, 1.0)
    assert len(sound) < RATE_HZ
    assert np.abs(sound).max() <= 1.0
    assert np.abs(sound).max() > 0.5
    assert abs(sound[0]) < 0.01
    assert abs(sound[-1]) < 0.01
    assert np.abs(np.diff(sound)).max() < 0.35, "a step would be a click"


def test_the_two_severities_differ_in_pitch_and_number() -> None:
    assert len(tone(CRITICAL, 1.0)) > 2 * len(tone(WARNING, 1.0))
    assert {note.hz for note in CRITICAL}.isdisjoint({note.hz for note in WARNING})


def test_the_fader_has_silence_at_its_end() -> None:
    assert not tone(CRITICAL, 0.0).any()
    half, full = tone(WARNING, 0.5), tone(WARNING, 1.0)
    assert np.allclose(half * 4, full, atol=1e-6)
    assert np.array_equal(tone(WARNING, 7.0), full)


def test_a_device_that_fails_is_told_once_and_its_return_too() -> None:
    told: list[str] = []
    played = threading.Semaphore(0)
    broken = True

    def device(_sound: Sound) -> None:
        try:
            if broken:
                raise OSError("no default output device")
        finally:
            played.release()

    player = Player(told.append, device)
    sound = tone(WARNING, 1.0)
    for _ in range(3):
        player.play(sound)
        assert played.acquire(timeout=5)
    broken = False
    player.play(sound)
    assert played.acquire(timeout=5)
    player.close()
    assert told == ["no default output device", ""]


def test_a_slow_device_delays_nobody_and_sounds_do_not_pile_up() -> None:
    go, heard = threading.Event(), []

    def device(sound: Sound) -> None:
        heard.append(sound)
        go.wait(5)

    player = Player(lambda _: None, device)
    for _ in range(50):
        player.play(tone(WARNING, 1.0))
    go.set()
    player.close()
    assert len(heard) <= 2


def test_a_player_that_never_played_closes() -> None:
    Player(lambda _: None).close()
