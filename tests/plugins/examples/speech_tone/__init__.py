"""Tone: a tenth of a second of a tone for every word."""

import math
from array import array
from collections.abc import AsyncIterator

from studio_app import api

VOICES = {"low": 220, "high": 440}
RATE_HZ = 16_000


class Tone(api.Speech):
    async def voices(self) -> tuple[api.Voice, ...]:
        return tuple(api.Voice(id=each, name=each.title(), rate_hz=RATE_HZ) for each in VOICES)

    async def synthesize(self, text: str, voice: str) -> AsyncIterator[bytes]:
        pitch_hz = VOICES.get(voice or "low")
        if pitch_hz is None:
            raise api.Refused(f"There is no voice {voice}; there are {', '.join(VOICES)}")
        for _ in text.split():
            angles = (2 * math.pi * pitch_hz * step / RATE_HZ for step in range(RATE_HZ // 10))
            yield array("h", (int(9000 * math.sin(angle)) for angle in angles)).tobytes()


PLUGIN = Tone
