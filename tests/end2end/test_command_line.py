"""`boothdeck` on the command line, from an empty home to a take, as a technician or a script."""

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import psutil
import pytest

from studio_app.domain.actions import ALL_ACTIONS
from studio_app.support.paths import find_paths
from studio_app.support.running import find_running, process_alive
from tests.end2end.house import House
from tests.studio_process import ROOT

PIN = "271828"


class Shell:
    """Runs `boothdeck` with one home."""

    def __init__(self, home: Path) -> None:
        self._home = home

    def __call__(self, *words: str, typed: str = "", code: int = 0) -> str:
        """What it prints; fails when it ends with another code."""
        done = subprocess.run(
            [sys.executable, "-m", "studio_app", "--home", str(self._home), *words],
            cwd=ROOT,
            input=typed,
            capture_output=True,
            text=True,
            timeout=90,
            check=False,
        )
        assert done.returncode == code, f"{words}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        assert "Traceback" not in done.stderr
        return done.stdout

    def json(self, *words: str, typed: str = "", code: int = 0) -> object:
        """The same, of `--json`."""
        return json.loads(self(*words, "--json", typed=typed, code=code))


def ask(url: str, body: object = None, token: str = "") -> object:
    """What an HTTP request is answered. Raises urllib.error.HTTPError."""
    request = urllib.request.Request(
        url,
        data=None if body is None else json.dumps(body).encode(),
        headers={
            "Content-Type": "application/json",
            **({"Authorization": f"Bearer {token}"} if token else {}),
        },
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.loads(answer.read())


def test_from_an_empty_home_to_a_take(house: House) -> None:
    home = house.folder / "home"
    boothdeck = Shell(home)
    boothdeck("booths", code=3)
    server = house.server()
    url = server.running().url
    (booth,) = house.simulator(1).booths

    assert boothdeck.json("booths") == []
    boothdeck("user", "add", "Lan", "--role", "technician", "--pin-stdin", typed=f"{PIN}\n")
    add = ("booth.add", "booth=one", "number=7", "name=Hương Sen", f"port={booth.port}")
    boothdeck("do", *add, "password=-", typed=f"{booth.password}\n")
    found = boothdeck.json("doctor")
    assert isinstance(found, list)
    assert not [finding for finding in found if finding["level"] == "wrong"]

    signed_in = ask(f"{url}/api/sign-in", {"name": "Lan", "pin": PIN})
    assert isinstance(signed_in, dict)
    token = str(signed_in["token"])
    for name, parameters in (
        ("studio_mode.set", {"booth": "one", "on": True}),
        ("preview.set", {"booth": "one", "scene": "Break"}),
        ("program.take", {"booth": "one"}),
    ):
        assert name in ALL_ACTIONS, sorted(ALL_ACTIONS)
        ask(f"{url}/api/actions/{name}", parameters, token)
    with pytest.raises(urllib.error.HTTPError, match="401"):
        ask(f"{url}/api/actions/program.take", {"booth": "one"})

    (line,) = list_of(boothdeck.json("booths"))
    assert (line["number"], line["name"], line["link"]) == (7, "Hương Sen", "connected")
    assert line["program"] == "Break"
    boothdeck("do", "program.cut", "booth=one", "scene=Host")
    (line,) = list_of(boothdeck.json("booths"))
    assert line["program"] == "Host"
    boothdeck("do", "program.cut", "booth=two", code=1)
    people = boothdeck.json("user", "list")
    assert [person["name"] for person in list_of(people)] == ["Lan"]

    pid = server.running().pid
    boothdeck("server", "stop")
    assert find_running(find_paths(home)) is None
    assert server.stop() == 0
    assert not process_alive(pid)
    boothdeck("server", "stop")  # none runs: as good


def list_of(value: object) -> list[dict[str, object]]:
    """JSON that must be a list of objects."""
    assert isinstance(value, list)
    return value


def test_what_needs_no_server(tmp_path: Path) -> None:
    boothdeck = Shell(tmp_path)
    actions = {action["name"]: action for action in list_of(boothdeck.json("actions"))}
    assert set(actions) == set(ALL_ACTIONS)
    assert all(action["role"] and action["summary"] for action in actions.values())
    assert "booth" in str(actions["program.take"]["parameters"])
    boothdeck("do", "no.such.action", code=1)
    boothdeck("no-such-command", code=2)
    (tmp_path / "studio.toml").write_text('[[booth]]\nid = "one"\nnumber = "seven"\n')
    findings = list_of(boothdeck.json("doctor", code=1))
    wrong = [str(finding["found"]) for finding in findings if finding["level"] == "wrong"]
    assert any("studio.toml" in text and "3" in text for text in wrong), wrong


def test_console_starts_the_server_that_stays(house: House) -> None:
    home = house.folder / "home"
    picture = house.folder / "window.png"
    environment = {**os.environ, "DISPLAY": house.display, "QT_QPA_PLATFORM": "xcb"}
    house.folder.joinpath("home").mkdir()
    (home / "studio.toml").write_text("[server]\nport = 0\n")
    command = [sys.executable, "-m", "studio_app", "--home", str(home), "console"]
    command += ["--seconds", "3", "--screenshot", str(picture)]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    try:
        assert done.returncode == 0, done.stderr
        assert picture.stat().st_size > 5_000
        running = find_running(find_paths(home))
        assert running is not None, "the server looks after booths when the window is closed"
        server = psutil.Process(running.pid)
    finally:
        Shell(home)("server", "stop")
    psutil.wait_procs([server], 20)  # the lock is let go of just before the end
    assert not server.is_running() or server.status() == psutil.STATUS_ZOMBIE
