"""The demo shows a whole studio and leaves nothing behind, whichever way it ends."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from studio_app.domain.settings import read_settings
from studio_app.rehearsal import demo as demo_module
from studio_app.rehearsal.demo import MARK, DemoWish, fresh_home, run_demo
from studio_app.rehearsal.demo_booths import VIETNAMESE, demo_booths
from studio_app.rehearsal.demo_process import DemoFailed
from studio_app.support.paths import find_paths
from studio_app.support.running import HomeLock, is_taken
from studio_app.support.secrets import FileBackend
from tests.studio_process import ROOT

# Stands in for the window: waits until every booth is connected and writes down what it saw.
WINDOW = """
import json, subprocess, sys, time
from pathlib import Path
words = sys.argv[1:]
home = Path(words[words.index("--home") + 1])
key = Path(words[words.index("--token-file") + 1]).read_text()
def ask(*command):
    said = subprocess.run(
        [sys.executable, "-m", "studio_app", *command, "--json"], capture_output=True, text=True
    )
    return json.loads(said.stdout)
for _ in range(60):
    booths = ask("booths")
    rows = ask("do", "chat.search", "limit=500")["result"]
    heard = {row["row"]["booth"] for row in rows}
    if booths and all(b["link"] == "connected" and b["booth"] in heard for b in booths):
        break
    time.sleep(0.5)
people = ask("user", "list")
seen = {"booths": booths, "people": people, "heard": sorted(heard), "words": words, "key": key}
(home.parent / "seen.json").write_text(json.dumps(seen))
"""


def children() -> set[int]:
    """Processes that we started and that still run."""
    return {
        child.pid
        for child in psutil.Process().children(recursive=True)
        if child.status() != psutil.STATUS_ZOMBIE
    }


def window(script: str, folder: Path) -> list[str]:
    """The command of a stand-in window."""
    file = folder / "window.py"
    file.write_text(script)
    return [sys.executable, str(file)]


@pytest.fixture(autouse=True)
def _in_the_source_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


def test_every_booth_is_there_and_everything_is_gone_afterwards(tmp_path: Path) -> None:
    before = children()
    told: list[str] = []
    command = window(WINDOW, tmp_path)
    wish = DemoWish(
        booths=3, base=tmp_path, window=["--seconds", "1"], open_window=lambda *w: [*command, *w]
    )
    assert run_demo(wish, told.append) == 0
    seen = json.loads((tmp_path / "seen.json").read_text())
    names = [booth["name"] for booth in seen["booths"]]
    assert names[:3] == [booth.name for booth in demo_booths(3)]
    assert len(names) == 4, told  # the real OBS beside them
    assert {booth["link"] for booth in seen["booths"]} == {"connected"}
    assert seen["heard"] == sorted(booth["booth"] for booth in seen["booths"])
    assert seen["booths"][0]["program"] == VIETNAMESE["Host"]
    assert len({person["role"] for person in seen["people"]}) == 5
    assert seen["words"][-2:] == ["--seconds", "1"]
    assert any("Hoàng Long" in line and "admin" in line for line in told)
    assert children() <= before
    assert not is_taken(find_paths(tmp_path / "demo"))


def test_a_window_that_fails_gives_its_code_and_nothing_stays(tmp_path: Path) -> None:
    before = children()
    command = window("raise SystemExit(7)", tmp_path)
    wish = DemoWish(
        booths=1, real_obs=False, base=tmp_path, open_window=lambda *words: [*command, *words]
    )
    assert run_demo(wish, lambda _: None) == 7
    assert children() <= before


def test_a_polite_kill_takes_everything_down(tmp_path: Path) -> None:
    script = "import time; open('opened', 'w').close(); time.sleep(60)"
    command = window(script, tmp_path)
    runner = (
        "import sys; from pathlib import Path;"
        "from studio_app.rehearsal.demo import DemoWish, run_demo;"
        f"wish = DemoWish(booths=1, real_obs=False, base=Path({str(tmp_path)!r}),"
        f" open_window=lambda *w: {command!r});"
        "sys.exit(run_demo(wish, lambda _: None))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", runner], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}
    ) as demo:
        deadline = time.monotonic() + 60
        while not (tmp_path / "opened").exists():
            assert time.monotonic() < deadline
            assert demo.poll() is None
            time.sleep(0.05)
        started = psutil.Process(demo.pid).children(recursive=True)
        assert len(started) >= 3
        demo.send_signal(signal.SIGTERM)
        demo.wait(30)
        _, alive = psutil.wait_procs(started, timeout=10)
        assert alive == []


def test_its_home_is_made_anew_and_never_anybody_elses(tmp_path: Path) -> None:
    home = fresh_home(tmp_path)
    assert home == tmp_path / "demo"
    (home / "old").touch()
    assert fresh_home(tmp_path) == home
    assert not (home / "old").exists()
    paths = find_paths(home)
    paths.make()
    lock = HomeLock(paths.lock_file)  # another demo runs there
    assert fresh_home(tmp_path) == tmp_path / "demo-2"
    lock.release()
    (home / MARK).unlink()  # somebody's own folder, for all we know
    (home / "precious").touch()
    assert fresh_home(tmp_path) == tmp_path / "demo-2"
    assert (home / "precious").exists()


def test_what_cannot_start_is_said_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        demo_module, "own_program", lambda *words: [sys.executable, "-c", "raise SystemExit('no')"]
    )
    with pytest.raises(DemoFailed, match="did not start"):
        run_demo(DemoWish(booths=1, real_obs=False, base=tmp_path), lambda _: None)


def test_what_is_written_for_the_server_is_without_error(tmp_path: Path) -> None:
    paths = find_paths(tmp_path)
    paths.make()
    found = [
        demo_module.Found(settings=demo_module.settings_of(booth, number, 4455), password="x")
        for number, booth in enumerate(demo_booths(20), 1)
    ]
    relay = {"url": "ws://127.0.0.1:9", "sessions": [f"booth{n}" for n in range(1, 21)]}
    channels = demo_module.channels_of(relay, found)
    demo_module.furnish(paths, found, channels)
    read = read_settings(paths.settings_file.read_text("utf-8"), "studio.toml")
    assert read.problems == ()
    assert len(read.settings.booth) == 20
    assert [each.booth for each in read.settings.plugin] == [
        each.id for each in read.settings.booth
    ]
    secrets = FileBackend(paths.secrets_file)
    assert secrets.get("plugin/viewers-20/session") == "booth20"
