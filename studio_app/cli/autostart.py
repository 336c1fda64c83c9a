"""`boothdeck server install-autostart`: has the server started with this account, or no longer."""

import argparse
import getpass
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from studio_app.cli.output import Exit, dump, remark, say
from studio_app.support.autostart import (
    SERVICE,
    TASK,
    task_xml,
    user_unit,
    user_unit_file,
)
from studio_app.support.paths import Paths
from studio_app.support.programs import own_program

COMMAND_WITHIN_S = 20.0
ROOT = Path(__file__).parents[2]


def install(paths: Paths, arguments: argparse.Namespace) -> int:
    """Install the start-up entry of this system, or remove it."""
    words = ["--home", str(paths.home)] if paths.home is not None else []
    command = own_program(*words, "server")
    if sys.platform == "win32":
        done = _remove_task() if arguments.remove else _install_task(paths, command)
    elif sys.platform == "linux":
        done = _remove_unit() if arguments.remove else _install_unit(command)
    else:
        done = Installed(
            where="",
            ok=False,
            said=("This system has no start-up entry of ours. Have it run:", " ".join(command)),
        )
    if arguments.json:
        dump({"ok": done.ok, "file": done.where, "said": list(done.said)})
    else:
        for line in done.said:
            (say if done.ok else remark)(line)
    return Exit.OK if done.ok else Exit.FAILED


class Installed:
    """What came of it: the file, whether it is in force, and what to tell."""

    def __init__(self, where: str, ok: bool, said: Sequence[str]) -> None:
        self.where = where
        self.ok = ok
        self.said = tuple(said)


# --- Linux --------------------------------------------------------------------------------------


def _unit_file() -> Path:
    config = os.environ.get("XDG_CONFIG_HOME", "")
    return user_unit_file(Path(config) if config else Path.home() / ".config")


def _install_unit(command: Sequence[str]) -> Installed:
    file = _unit_file()
    text = user_unit(command)
    if not getattr(sys, "frozen", False):
        # From source the program is found only from its own folder.
        text = text.replace("Type=exec\n", f"Type=exec\nWorkingDirectory={_plain(ROOT)}\n")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        return Installed(
            str(file), ok=False, said=[f"{file} cannot be written: {error.strerror or error}."]
        )
    said = [f"Written: {file}"]
    for step in (("daemon-reload",), ("enable", SERVICE)):
        problem = _systemctl(*step)
        if problem:
            return Installed(
                str(file),
                ok=False,
                said=[
                    *said,
                    f"Not in force yet: {problem}",
                    "Sign in to the desktop of this account and run there:",
                    f"  systemctl --user daemon-reload && systemctl --user enable {SERVICE}",
                ],
            )
    said += [
        "The server starts when this account signs in, and again whenever it ends by itself.",
        f"Start it now: systemctl --user start {SERVICE}",
        "Before anybody signs in (a machine that comes back alone at night):",
        f"  sudo loginctl enable-linger {getpass.getuser()}",
    ]
    return Installed(str(file), ok=True, said=said)


def _remove_unit() -> Installed:
    file = _unit_file()
    if not file.exists():
        return Installed(str(file), ok=True, said=["There is no start-up entry."])
    problem = _systemctl("disable", SERVICE)
    try:
        file.unlink()
    except OSError as error:
        said = [f"{file} cannot be removed: {error.strerror or error}."]
        return Installed(str(file), ok=False, said=said)
    _systemctl("daemon-reload")
    said = [f"Removed: {file}", "A server that runs now goes on: boothdeck server stop ends it."]
    if problem:
        said.append(f"systemd was not told: {problem}")
    return Installed(str(file), ok=True, said=said)


def _plain(path: Path) -> str:
    return str(path).replace("%", "%%")


def _systemctl(*words: str) -> str:
    """Why it did not work; "" when it did."""
    program = shutil.which("systemctl")
    if program is None:
        return "this system has no systemctl."
    return _run([program, "--user", *words])


def _run(command: Sequence[str]) -> str:
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            timeout=COMMAND_WITHIN_S,
        )
    except (OSError, subprocess.SubprocessError) as error:
        return f"{command[0]} failed: {error}"
    return "" if done.returncode == 0 else (done.stderr or done.stdout).strip() or "it failed."


# --- Windows ------------------------------------------------------------------------------------


def _install_task(paths: Paths, command: Sequence[str]) -> Installed:
    file = paths.data / "autostart.xml"
    user = f"{os.environ.get('USERDOMAIN', '.')}\\{getpass.getuser()}"
    try:
        paths.make()
        file.write_text(task_xml(command, user), encoding="utf-16")
    except OSError as error:
        return Installed(
            str(file), ok=False, said=[f"{file} cannot be written: {error.strerror or error}."]
        )
    problem = _run(["schtasks", "/Create", "/TN", TASK, "/XML", str(file), "/F"])
    if problem:
        said = [
            f"The Task Scheduler refused: {problem}",
            "Run this in a window of your own account",
        ]
        return Installed(str(file), ok=False, said=said)
    return Installed(
        str(file),
        ok=True,
        said=[
            f"The Task Scheduler has “{TASK}”: the server starts at your sign-in,",
            "and again a minute after it failed.",
            f'Start it now: schtasks /Run /TN "{TASK}"',
            "Let Windows sign this account in by itself where the PC must come back alone.",
        ],
    )


def _remove_task() -> Installed:
    problem = _run(["schtasks", "/Delete", "/TN", TASK, "/F"])
    said = [f"The Task Scheduler refused: {problem}" if problem else f"Removed: “{TASK}”"]
    return Installed("", ok=not problem, said=said)
