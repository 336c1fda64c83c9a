"""The contract of camera control, held by every one that works offline."""

from pathlib import Path

import pytest

from studio_app.api import Preset
from studio_app.domain.errors import StudioError
from studio_app.domain.plugin import InstanceStatus, PluginKind
from studio_app.plugin_host.frames import CallMove, CallPresets, CallRecall
from tests.plugins.contract import answers_for, every, housed, keeps_its_manifest, manifest_of


@every(PluginKind.CAMERA)
def test_it_has_what_its_manifest_promises(folder: Path) -> None:
    keeps_its_manifest(folder)


@every(PluginKind.CAMERA)
async def test_it_goes_where_it_is_sent_and_nowhere_else(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = manifest_of(folder)
    async with housed(folder, tmp_path, monkeypatch) as house:
        house.set_up("camera-1", manifest.id, answers_for(manifest, "127.0.0.1:1"))
        await house.becomes("camera-1", InstanceStatus.CONNECTED)
        presets = await house.host.ask("camera-1", CallPresets())
        assert isinstance(presets, tuple)
        assert all(isinstance(preset, Preset) for preset in presets)
        for preset in presets:
            await house.host.ask("camera-1", CallRecall(preset=preset.id))
        with pytest.raises(StudioError) as refused:
            await house.host.ask("camera-1", CallRecall(preset="no such view"))
        assert refused.value.problem.code == "plugin_refused"
        for speeds in ((0.5, 0.0, 0.0), (0.0, -1.0, 1.0), (0.0, 0.0, 0.0)):
            pan, tilt, zoom = speeds
            await house.host.ask("camera-1", CallMove(pan=pan, tilt=tilt, zoom=zoom))
