"""`boothdeck commission` as a technician types it: one result a booth, and words for what is wrong.

On simulated booths; test_commission.py does the same with real OBS.
"""

import json
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import pytest_asyncio

from studio_app.domain.booth import Link, LinkStatus
from tests.end2end.house import add_booths
from tests.end2end.simulator import Simulator
from tests.studio_process import ROOT, StudioProcess, until


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


class Room(NamedTuple):
    """A server with two simulated booths."""

    studio: StudioProcess

    def run(self, *words: str) -> Ended:
        """`boothdeck …`; never a traceback."""
        done = subprocess.run(
            [sys.executable, "-m", "studio_app", "--home", str(self.studio.home), *words],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=90,
            check=False,
        )
        assert "Traceback" not in done.stderr
        return Ended(done.returncode, done.stdout, done.stderr)


@pytest_asyncio.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    with ExitStack() as stack:
        simulator = Simulator(tmp_path / "booths", "simulator", 2, "--still")
        stack.callback(simulator.stop)
        studio = StudioProcess(tmp_path / "home")
        stack.callback(studio.kill)
        studio.start()
        async with studio.client() as (client, server):
            booths = await add_booths(server, simulator.booths)

            def up() -> bool:
                links = [server.get(Link, "link", booth) for booth in booths]
                return all(link and link.status is LinkStatus.CONNECTED for link in links)

            await until(client, up)
        yield Room(studio)


async def test_a_technician_builds_two_booths(room: Room) -> None:
    seen = room.run("commission", "1", "--template", "partner-studio", "--dry-run")
    assert seen.code == 0
    assert "01 Booth 1: " in seen.out
    assert "to change" in seen.out
    assert "New scene “Overlays”" in seen.out
    built = room.run("commission", "booth-1", "2", "--template", "partner-studio")
    assert built.code == 0, built
    assert "01 Booth 1: " in built.out
    assert "02 Booth 2: " in built.out
    assert "changed" in built.out
    settings = room.studio.paths.settings_file.read_text("utf-8")
    assert settings.count('template = "partner-studio"') == 2
    assert settings.count('human = "Host"') == 2
    again = room.run("commission", "--all", "--json")
    assert again.code == 0
    told = json.loads(again.out)
    assert told["ok"] is True
    assert [(each["number"], each["changes"]) for each in told["booths"]] == [(1, []), (2, [])]
    done = room.run("do", "drift.check", "booth=booth-1", "--json")
    assert json.loads(done.out)["result"]["status"] == "ok"


async def test_what_is_asked_wrongly_is_said(room: Room) -> None:
    assert room.run("commission").code == 2
    assert "--all" in room.run("commission").err
    assert room.run("commission", "1", "--dry-run").code == 2
    nobody = room.run("commission", "77", "--template", "partner-studio")
    assert nobody.code == 1
    assert "no booth 77" in nobody.err
    unknown = room.run("commission", "1", "--template", "partner-stodio")
    assert unknown.code == 1
    assert "no booth template partner-stodio" in unknown.out
    bare = room.run("commission", "1")
    assert bare.code == 1
    assert "choose a template" in bare.out
    own = room.studio.paths.templates
    own.mkdir()
    (own / "mine.toml").write_text('id = "mine"\ntitel = "x"\n', encoding="utf-8")
    listed = room.run("templates")
    assert listed.code == 1
    assert "fashion-booth" in listed.out
    assert "mine.toml:2: titel: unknown; did you mean title?" in listed.err
    assert json.loads(room.run("templates", "--json").out)["folder"] == str(own)
