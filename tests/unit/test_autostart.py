"""Start-up entries: what systemd and the Task Scheduler get to read, and where it is put."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from studio_app.support.autostart import (
    systemd_word,
    task_xml,
    user_unit,
    windows_word,
)

ROOT = Path(__file__).parents[2]
PACKAGED = ROOT / "packaging"
TASKS = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"


def settings(unit: str) -> dict[str, str]:
    lines = [line for line in unit.splitlines() if "=" in line and not line.startswith("#")]
    return dict(line.split("=", 1) for line in lines)


def test_both_units_come_back_for_ever_and_stay_stopped_when_stopped_on_purpose() -> None:
    for unit in (
        user_unit(["/usr/bin/boothdeck", "server"]),
        (PACKAGED / "systemd" / "boothdeck.service").read_text(),
    ):
        said = settings(unit)
        assert said["Restart"] == "always"
        assert said["RestartPreventExitStatus"] == "0"
        assert said["StartLimitIntervalSec"] == "0"
        assert said["NoNewPrivileges"] == "true"
        assert said["UMask"] == "0077"
        assert said["ExecStart"] == "/usr/bin/boothdeck server"


def test_the_packaged_entries_are_what_the_program_writes() -> None:
    unit = (PACKAGED / "systemd" / "user" / "boothdeck.service").read_text()
    assert unit == user_unit(["/usr/bin/boothdeck", "server"])
    program = r"C:\Program Files\BoothDeck\boothdeck.exe"
    task = (PACKAGED / "windows" / "boothdeck-task.xml").read_text(encoding="utf-16")
    assert task == task_xml([program, "server"], "@USER@")


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("/usr/bin/boothdeck", "/usr/bin/boothdeck"),
        ("/srv/Nova Mall", '"/srv/Nova Mall"'),
        ("100%", "100%%"),
        ("$HOME", "$$HOME"),
        ('a"b\\c', '"a\\"b\\\\c"'),
        ("", '""'),
    ],
)
def test_words_are_written_as_systemd_reads_them(word: str, written: str) -> None:
    assert systemd_word(word) == written


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("server", "server"),
        (r"C:\Nova Mall", r'"C:\Nova Mall"'),
        ("C:\\Nova Mall\\", '"C:\\Nova Mall\\\\"'),
        ('say "hi"', '"say \\"hi\\""'),
    ],
)
def test_words_are_written_as_windows_splits_them(word: str, written: str) -> None:
    assert windows_word(word) == written


def test_the_task_is_sound_xml_that_starts_at_sign_in_and_never_ends_by_itself() -> None:
    text = task_xml([r"C:\A & B\boothdeck.exe", "--home", r"D:\Nova Mall", "server"], r"PC\Lan")
    root = ElementTree.fromstring(text.replace('encoding="UTF-16"', ""))

    def said(path: str) -> str | None:
        return root.findtext("/".join(TASKS + part for part in path.split("/")))

    assert said("Actions/Exec/Command") == r"C:\A & B\boothdeck.exe"
    assert said("Actions/Exec/Arguments") == r'--home "D:\Nova Mall" server'
    assert said("Triggers/LogonTrigger/UserId") == r"PC\Lan"
    assert said("Settings/ExecutionTimeLimit") == "PT0S"
    assert said("Settings/RestartOnFailure/Interval") == "PT1M"
    assert said("Settings/MultipleInstancesPolicy") == "IgnoreNew"


def test_systemd_itself_finds_nothing_wrong(tmp_path: Path) -> None:
    """Where systemd is; elsewhere the texts above are all that can be held."""
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        return
    for manager, name in (("--system", "boothdeck.service"), ("--user", "user/boothdeck.service")):
        unit = (PACKAGED / "systemd" / name).read_text()
        file = tmp_path / "boothdeck.service"
        file.write_text(unit.replace("/usr/bin/boothdeck", "/bin/true"))
        done = subprocess.run(
            [analyze, manager, "verify", str(file)],
            env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")


def install(folder: Path, systemctl: str, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run the command with a systemctl of ours, which notes what it is asked."""
    programs = folder / "bin"
    programs.mkdir(exist_ok=True)
    if systemctl:
        program = programs / "systemctl"
        program.write_text(f'#!/bin/sh\necho "$@" >> {folder}/asked\n{systemctl}\n')
        program.chmod(0o755)
    command = [sys.executable, "-m", "studio_app", "--home", str(folder / "Nova Mall")]
    return subprocess.run(
        [*command, "server", "install-autostart", *words],
        cwd=ROOT,
        env={**os.environ, "PATH": f"{programs}:/bin", "XDG_CONFIG_HOME": str(folder / "config")}
        if systemctl
        else {**os.environ, "PATH": str(programs), "XDG_CONFIG_HOME": str(folder / "config")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_installed_and_removed_with_clear_words(tmp_path: Path) -> None:
    done = install(tmp_path, "exit 0", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    file = tmp_path / "config" / "systemd" / "user" / "boothdeck.service"
    assert told["file"] == str(file)
    said = settings(file.read_text())
    assert said["ExecStart"].endswith(f'--home "{tmp_path}/Nova Mall" server')
    assert said["WorkingDirectory"] == str(ROOT)
    asked = (tmp_path / "asked").read_text().splitlines()
    assert asked == ["--user daemon-reload", "--user enable boothdeck.service"]
    assert any("enable-linger" in line for line in told["said"])
    done = install(tmp_path, "exit 0", "--remove")
    assert (done.returncode, file.exists()) == (0, False)
    assert "Removed" in done.stdout
    assert install(tmp_path, "exit 0", "--remove").returncode == 0


def test_without_systemd_it_says_what_to_do(tmp_path: Path) -> None:
    done = install(tmp_path, "")
    assert done.returncode == 1
    assert "systemctl --user enable" in done.stderr
    refused = "echo Failed to connect to bus >&2; exit 1"
    done = install(tmp_path, refused)
    assert done.returncode == 1
    assert "Failed to connect to bus" in done.stderr
