"""`boothdeck console` opens a window with a server behind it, which goes on when it closes."""

import argparse
import socket
import sys
from pathlib import Path

import pytest

from studio_app.cli import console
from studio_app.cli.server import stop_server
from studio_app.support.paths import HOME_VARIABLE, Paths, find_paths
from studio_app.support.programs import DISPLAYS, own_program, window_program
from studio_app.support.running import find_running
from tests.studio_process import ROOT


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Paths:
    """A home whose server takes any port; and the source tree to start programs from."""
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    monkeypatch.setenv("BOOTHDECK_KEYRING", "file")
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")  # a machine where windows can open
    monkeypatch.chdir(ROOT)
    paths = find_paths(tmp_path)
    paths.make()
    paths.settings_file.write_text("[server]\nport = 0\n")
    return paths


def show_window(monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Have this run in the place of the window."""
    monkeypatch.setattr(
        console, "window_program", lambda *words: [sys.executable, "-c", script, *words]
    )


def test_the_server_is_started_once_and_goes_on(
    home: Paths, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    show_window(monkeypatch, "import sys; sys.exit(len(sys.argv))")
    try:
        code = console.open_console(home, argparse.Namespace(window=["--language", "vi"]))
        assert code == 3  # the window's own: it was given both words
        running = find_running(home)
        assert running is not None
        assert "Starting" in capsys.readouterr().err
        assert console.open_console(home, argparse.Namespace(window=[])) == 1
        assert find_running(home) == running
        assert capsys.readouterr().err == ""
    finally:
        assert stop_server(home, argparse.Namespace(json=False)) == 0
    assert find_running(home) is None


def test_a_server_that_cannot_start_is_said_and_no_window_opens(
    home: Paths, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    show_window(monkeypatch, "raise SystemExit('a window without a server')")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        home.settings_file.write_text(f"[server]\nport = {taken.getsockname()[1]}\n")
        assert console.open_console(home, argparse.Namespace(window=[])) == 1
    said = capsys.readouterr().err
    assert "could not start" in said
    assert str(taken) not in said
    assert "127.0.0.1:" in said
    assert "Traceback" not in said


def test_without_a_display_that_is_said_and_nothing_is_started(
    home: Paths, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    show_window(monkeypatch, "raise SystemExit('Qt would abort')")
    for name in DISPLAYS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert console.open_console(home, argparse.Namespace(window=[])) == 1
    assert "no display" in capsys.readouterr().err
    assert find_running(home) is None


def test_another_server_needs_none_here(home: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    show_window(monkeypatch, "")
    words = ["--server", "studio-q8:7450"]
    assert console.open_console(home, argparse.Namespace(window=words)) == 0
    assert find_running(home) is None


def test_programs_are_started_by_what_runs_us(monkeypatch: pytest.MonkeyPatch) -> None:
    assert own_program("server") == [sys.executable, "-m", "studio_app", "server"]
    assert window_program() == [sys.executable, "-m", "ui"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert own_program("server") == [sys.executable, "server"]
