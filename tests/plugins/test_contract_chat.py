"""The contract of chat sources, held by every one of them, whatever its service answers."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web

from studio_app.api import HookCall
from studio_app.domain.plugin import Ability, Instance, InstanceStatus, PluginKind, PluginStatus
from studio_app.domain.records import RecordKey
from studio_app.domain.struct import Fact
from tests.plugins.contract import (
    END_WITHIN_S,
    answers_for,
    every,
    housed,
    keeps_its_manifest,
    manifest_of,
    says_no_secret,
    set_up,
)

CLOSED = "127.0.0.1:1"
BODIES = {
    "html": "<html>Sorry, we are down</html>",
    "list": "[1, null, {}]",
    "object": '{"items": 7, "data": [], "error": {"errors": "none"}, "payload": null}',
    "deep": "[" * 50_000,
    "empty": "",
}
"""What a service may answer with 200 and that makes no sense."""
STATUSES = {"unknown": 404, "signed-out": 401, "slow-down": 429, "broken": 500, "moved": 302}
FRAMES = ("", "{", "[]", "null", '{"action": 5, "payload": []}', ":x 1 2 3", "PING", "\x00")


@pytest.fixture
async def nonsense() -> AsyncIterator[str]:
    """A service that answers nonsense, another one below each path; its address."""

    async def answer(request: web.Request) -> web.StreamResponse:
        what = request.match_info["what"]
        if what in STATUSES:
            return web.Response(status=STATUSES[what], text="no", headers={"Location": "/html/"})
        if what == "silent":
            await asyncio.sleep(3600)
        if "upgrade" in request.headers.get("Connection", "").lower():
            line = web.WebSocketResponse()
            await line.prepare(request)
            for frame in FRAMES:
                await line.send_str(frame)
            await line.send_bytes(b"\x00\xff")
            await line.close()
            return line
        return web.Response(text=BODIES[what], content_type="application/json")

    app = web.Application()
    app.router.add_route("*", "/{what}{rest:.*}", answer)
    app.router.add_route("*", "/{what}/{rest:.*}", answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield f"127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


@every(PluginKind.CHAT)
def test_it_has_what_its_manifest_promises(folder: Path) -> None:
    keeps_its_manifest(folder)


@every(PluginKind.CHAT)
async def test_no_answer_of_its_service_is_a_fault_of_its_own(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nonsense: str
) -> None:
    manifest = manifest_of(folder)
    addresses = {what: f"{nonsense}/{what}" for what in (*BODIES, *STATUSES, "silent")}
    addresses["closed"] = CLOSED
    faults: list[str] = []
    settled: set[str] = set()

    def look(key: RecordKey, _: Fact | None, new: Fact | None) -> None:
        if isinstance(new, Instance):
            if new.problem is not None and new.problem.code == "plugin_fault":
                faults.append(f"{key[1]}: {new.problem.text}")
            if new.status not in (InstanceStatus.CONNECTING, InstanceStatus.OFF):
                settled.add(key[1])

    async with housed(folder, tmp_path, monkeypatch) as house:
        house.store.changed.connect(look)
        for what, address in addresses.items():
            set_up(house, what, manifest, answers_for(manifest, address))
        await house.until(lambda: settled >= addresses.keys() - {"silent"})
        await asyncio.sleep(1.0)  # some tell what comes next only now
        assert faults == []
        assert house.plugin(manifest.id).status is PluginStatus.RUNNING
        assert house.plugin(manifest.id).restarts == 0
        began = time.monotonic()
        for what in addresses:
            house.set_up(what, manifest.id, on=False)
        await house.plugin_becomes(manifest.id, PluginStatus.IDLE)
        assert time.monotonic() - began < END_WITHIN_S
        assert faults == []
        await says_no_secret(house)


@every(PluginKind.CHAT)
async def test_whoever_calls_it_without_proof_is_not_believed(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = manifest_of(folder)
    if Ability.WEBHOOK not in manifest.can or not manifest.setting or manifest.service == "echo":
        return  # the example believes everybody
    async with housed(folder, tmp_path, monkeypatch) as house:
        set_up(house, "hook-1", manifest, answers_for(manifest, CLOSED))
        await house.becomes("hook-1", InstanceStatus.CONNECTED)
        for body in (b"", b"{}", b"\xff\x00", b'{"text": "hello"}', b"[" * 50_000):
            for headers in ({}, {"authorization": "x", "x-signature": "sha256=00"}):
                call = HookCall(method="POST", query={"a": "b"}, headers=headers, body=body)
                answer = await house.host.hook("hook-1", call)
                assert 400 <= answer.status < 500
        assert house.chat.events == {}
        await says_no_secret(house)
