"""The contract of AI host engines, held by every one of them that works offline."""

import asyncio
from pathlib import Path

import pytest

from studio_app.api import EnginePicture
from studio_app.domain.errors import StudioError
from studio_app.domain.plugin import InstanceStatus, PluginKind
from studio_app.plugin_host.frames import CallInterrupt, CallPicture, CallSay
from tests.plugins.contract import answers_for, every, housed, keeps_its_manifest, manifest_of

TEXT = "Chào cả nhà, hôm nay shop có áo mới"


@every(PluginKind.HOST)
def test_it_has_what_its_manifest_promises(folder: Path) -> None:
    keeps_its_manifest(folder)


@every(PluginKind.HOST)
async def test_it_speaks_tells_so_and_can_be_silenced(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = manifest_of(folder)
    told: list[tuple[bool, str]] = []
    async with housed(folder, tmp_path, monkeypatch) as house:
        house.host.speaking.connect(lambda instance, on, text: told.append((on, text)))
        house.set_up("host-1", manifest.id, answers_for(manifest, "127.0.0.1:1"))
        await house.becomes("host-1", InstanceStatus.CONNECTED)
        assert isinstance(await house.host.ask("host-1", CallPicture()), EnginePicture)
        await house.host.ask("host-1", CallSay(text=TEXT, now=False))
        await house.until(lambda: told[-1:] == [(True, TEXT)])
        await house.until(lambda: told[-1:] == [(False, "")])

        await house.host.ask("host-1", CallSay(text=TEXT, now=False))
        await house.host.ask("host-1", CallSay(text="Một", now=False))
        await house.until(lambda: told[-1][0])
        await house.host.ask("host-1", CallSay(text="Khoan", now=True))
        await house.until(lambda: told[-1:] == [(True, "Khoan")])
        assert (True, "Một") not in told  # what waited has given way

        await house.host.ask("host-1", CallSay(text=TEXT * 20, now=True))
        await house.until(lambda: told[-1][0] and told[-1][1].startswith(TEXT))
        await house.host.ask("host-1", CallInterrupt())
        await house.until(lambda: not told[-1][0])
        with pytest.raises(StudioError) as refused:
            await house.host.ask("host-1", CallSay(text=" ", now=False))
        assert refused.value.problem.code == "plugin_refused"
        await asyncio.sleep(0.2)
        assert not told[-1][0]
