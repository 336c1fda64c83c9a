"""The contract of speech, held by every one that works offline."""

from array import array
from pathlib import Path

import pytest

from studio_app.api import Voice
from studio_app.domain.errors import StudioError
from studio_app.domain.plugin import InstanceStatus, PluginKind
from studio_app.plugin_host.frames import CallVoices
from tests.plugins.contract import answers_for, every, housed, keeps_its_manifest, manifest_of


@every(PluginKind.SPEECH)
def test_it_has_what_its_manifest_promises(folder: Path) -> None:
    keeps_its_manifest(folder)


@every(PluginKind.SPEECH)
async def test_text_becomes_sound_piece_by_piece(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = manifest_of(folder)
    async with housed(folder, tmp_path, monkeypatch) as house:
        house.set_up("voice-1", manifest.id, answers_for(manifest, "127.0.0.1:1"))
        await house.becomes("voice-1", InstanceStatus.CONNECTED)
        voices = await house.host.ask("voice-1", CallVoices())
        assert isinstance(voices, tuple)
        assert voices
        assert all(isinstance(voice, Voice) for voice in voices)
        words = "áo dài màu đỏ size M " * 20
        for voice in ("", voices[-1].id):
            samples = array("h")
            async for piece in house.host.sound("voice-1", words, voice):
                assert len(piece) % 2 == 0
                samples.frombytes(piece)
            rate_hz = next(each.rate_hz for each in voices if voice in ("", each.id))
            assert len(samples) > rate_hz
            assert max(samples) > 1000
        async for _ in house.host.sound("voice-1", words):
            break  # nobody wants the rest
        assert [piece async for piece in house.host.sound("voice-1", "một")]
        with pytest.raises(StudioError):
            _ = [piece async for piece in house.host.sound("voice-1", "một", "no such voice")]
