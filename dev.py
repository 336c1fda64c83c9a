#!/usr/bin/env python3
"""The one command of a developer or a build machine: sets up what is missing, then runs it.

Standard library only; Linux, Windows and macOS. Progress goes to stderr, so that what a command
itself prints (a bench's JSON, pytest's closing line) is all there is on stdout.
"""

from __future__ import annotations

import ast
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from requirements.environment import LOCKS, OLDEST, ROOT, WINDOWS, set_up, venv_program
from requirements.system import (
    DISPLAY,
    GIT,
    REAL_OBS,
    TEST_PARTS,
    SetUpError,
    ensure_parts,
    find_program,
    quietly,
    say,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import NoReturn


def hand_over(command: Sequence[str | Path], **env: str) -> NoReturn:
    """Become another program: its output, its signals and its exit code are ours."""
    words = [str(word) for word in command]
    sys.stderr.flush()
    environment = {**os.environ, **env}
    if WINDOWS:  # there exec returns to the shell before the new program ends
        sys.exit(subprocess.call(words, env=environment))
    os.execvpe(words[0], words, environment)


def become_new_enough(argv: Sequence[str]) -> None:
    """When this Python is too old, go on in a newer one. Raises SetUpError when there is none."""
    if sys.version_info[:2] >= OLDEST:
        return
    names = [[f"python3.{minor}"] for minor in (11, 12, 13, 14)]
    for command in [*names, *(["py", f"-3.{minor}"] for minor in (11, 12, 13, 14))]:
        if shutil.which(command[0]) is None:
            continue
        ask = f"import sys; sys.exit(sys.version_info < {OLDEST})"
        if subprocess.run([*command, "-c", ask], capture_output=True, check=False).returncode == 0:
            hand_over([*command, str(ROOT / "dev.py"), *argv])
    wanted = ".".join(map(str, OLDEST))
    raise SetUpError(f"Python {wanted} or newer is needed and none was found; install one")


def print_and_exit(text: str) -> NoReturn:
    """Print what was asked for, to stdout, and end well."""
    sys.stdout.write(f"{text}\n")
    sys.exit(0)


def in_ci() -> bool:
    """Whether a build machine runs us: there a missing part is an error."""
    return os.environ.get("CI", "").lower() not in ("", "0", "false")


def command_test(arguments: Sequence[str]) -> NoReturn:
    """Run every test with few repetitions; arguments go to pytest."""
    set_up(TEST_PARTS, why="test", parts_required=in_ci())
    hand_over([venv_program("python"), "-m", "pytest", *arguments], QT_QPA_PLATFORM="offscreen")


def command_run(arguments: Sequence[str]) -> NoReturn:
    """Run the program itself: `run server`, `run console`, `run doctor` …"""
    set_up(why="run")
    hand_over([venv_program("python"), "-m", "studio_app", *arguments])


def command_demo(arguments: Sequence[str]) -> NoReturn:
    """Open the console on a rehearsal studio; --screenshot FILE --seconds N leaves a picture."""
    no_display = sys.platform.startswith("linux") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
    set_up(why="demo")
    ensure_parts([REAL_OBS], why="demo with a real OBS beside the simulated booths", required=False)
    demo: list[str | Path] = [venv_program("python"), "-m", "studio_app", "demo", *arguments]
    if not no_display:
        hand_over(demo)
    ensure_parts([DISPLAY], why="demo without a screen", required=True)
    say("There is no display: showing the demo on a virtual one")
    with virtual_display() as display:
        environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        with subprocess.Popen([str(word) for word in demo], env=environment) as process:
            try:
                code = process.wait()
            except BaseException:
                process.terminate()
                raise
    sys.exit(code)


@contextmanager
def virtual_display() -> Iterator[str]:
    """Hold an Xvfb on a free display number; yields its name. Raises SetUpError."""
    program = find_program("Xvfb")
    if program is None:
        raise SetUpError("There is no display, and no Xvfb to make one: install xvfb")
    # Without this a SIGTERM would leave the display running behind us.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    read, write = os.pipe()
    command = [program, "-displayfd", str(write), "-screen", "0", "1920x1080x24"]
    with subprocess.Popen(
        [*command, "-nolisten", "tcp", "-noreset"],
        pass_fds=[write],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as xvfb:
        os.close(write)
        try:
            with os.fdopen(read, encoding="ascii") as answer:
                number = answer.readline().strip()  # empty when Xvfb ends without a display
            if not number:
                raise SetUpError("Xvfb did not start; is /tmp/.X11-unix writable?")
            yield f":{number}"
        finally:
            xvfb.terminate()


def measures(folder: Path) -> dict[str, str]:
    """List the benches or soaks in a folder: name to the first sentence of its docstring. Those
    are what the harness's `main` runs; the rest are their parts."""
    found = {}
    for path in sorted(folder.glob("[!_]*.py")):
        module = ast.parse(path.read_text(encoding="utf-8"))
        imports = [each for each in module.body if isinstance(each, ast.ImportFrom)]
        if any(
            (each.module or "").endswith(".harness") and name.name == "main"
            for each in imports
            for name in each.names
        ):
            found[path.stem] = (ast.get_docstring(module) or "").split("\n", 1)[0]
    return found


def run_measure(kind: str, arguments: Sequence[str]) -> NoReturn:
    """Run `bench NAME` or `soak NAME`; without a name list them."""
    there = measures(ROOT / "tests" / kind)
    listing = "\n".join(f"  {name:16} {doc}" for name, doc in there.items()) or "  (none yet)"
    usage_line = f"Usage: dev.py {kind} NAME [--json] [arguments of NAME]\n{listing}"
    if not arguments:
        print_and_exit(usage_line)
    if arguments[0] not in there:
        raise SetUpError(f"There is no {kind} “{arguments[0]}”. {usage_line}")
    set_up(TEST_PARTS, why=kind, parts_required=in_ci())
    module = f"tests.{kind}.{arguments[0]}"
    os.chdir(ROOT)
    hand_over([venv_program("python"), "-m", module, *arguments[1:]])


def command_bench(arguments: Sequence[str]) -> NoReturn:
    """Measure one thing against its peer: `bench NAME [--json]`; no NAME lists them."""
    run_measure("bench", arguments)


def command_soak(arguments: Sequence[str]) -> NoReturn:
    """Run one test at its full count: `soak NAME`; no NAME lists them."""
    run_measure("soak", arguments)


def command_lock(arguments: Sequence[str]) -> NoReturn:
    """Write requirements/ anew from pyproject.toml; arguments (--upgrade …) go to uv."""
    options = ["--universal", "--python-version", ".".join(map(str, OLDEST)), "--generate-hashes"]
    quiet = ["--quiet", "--no-emit-index-url", "--no-emit-find-links"]
    again = ["--custom-compile-command", "python dev.py lock"]
    # TikTokLive asks for it and imports it nowhere; there is no wheel of it, and only wheels are
    # installed.
    unused = ["--no-emit-package", "protobuf3-to-dict"]
    with_dev = ["--extra", "dev", "-c", "requirements/runtime.txt", *unused]
    extras: tuple[list[str], list[str]] = ([], with_dev)
    with tempfile.TemporaryDirectory(prefix="boothdeck-lock-") as folder:
        # uv stays out of .venv: it is needed here only, and must not lock itself.
        say("Fetching uv")
        quietly([sys.executable, "-m", "venv", folder], "Could not make an environment for uv")
        python = Path(folder, "Scripts" if WINDOWS else "bin", "python")
        quietly([python, "-m", "pip", "install", "--quiet", "uv"], "pip could not install uv")
        for lock, extra in zip(LOCKS, extras, strict=True):
            name = lock.relative_to(ROOT).as_posix()
            say(f"Locking {name}")
            compile_: list[str | Path] = [
                python,
                "-m",
                "uv",
                "pip",
                "compile",
                "pyproject.toml",
                "-o",
                name,
            ]
            quietly([*compile_, *options, *quiet, *again, *extra, *arguments], "uv found no lock")
    sys.exit(0)


def check_steps() -> list[tuple[str, list[str | Path]]]:
    """List what `check` runs: a name and a command each."""
    python = venv_program("python")
    steps: list[tuple[str, list[str | Path]]] = [
        ("ruff check", [venv_program("ruff"), "check", "--quiet"]),
        ("ruff format", [venv_program("ruff"), "format", "--check", "--quiet", "--diff"]),
        ("mypy --strict", [venv_program("mypy"), "--strict"]),
        ("import-linter", [venv_program("lint-imports")]),
        ("house rules", [python, "-m", "tests.house_rules"]),
    ]
    if (ROOT / "ui" / "translations.py").exists():
        steps.append(("translations", [python, "-m", "ui.translations", "check"]))
    return steps


def command_check(arguments: Sequence[str]) -> NoReturn:
    """Run every check on the sources: style, types, layers, house rules, translations."""
    if arguments:
        raise SetUpError("check takes no arguments: it always checks everything")
    set_up([GIT], why="check", parts_required=in_ci())
    failed = []
    for name, command in check_steps():
        started = time.monotonic()
        done = subprocess.run(
            [str(word) for word in command],
            cwd=ROOT,
            env={**os.environ, "PYTHONUTF8": "1", "NO_COLOR": "1", "QT_QPA_PLATFORM": "offscreen"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        verdict = "FAILED" if done.returncode else "ok"
        seconds = time.monotonic() - started
        if done.returncode or name == "house rules":  # its warnings are worth a look
            sys.stdout.write(done.stdout)
        sys.stdout.write(f"{name:16} {verdict:8} {seconds:5.1f} s\n")
        sys.stdout.flush()
        if done.returncode:
            failed.append(name)
    sys.stdout.write(f"check: failed: {', '.join(failed)}\n" if failed else "check: all passed\n")
    sys.exit(1 if failed else 0)


COMMANDS: dict[str, Callable[[Sequence[str]], NoReturn]] = {
    "demo": command_demo,
    "test": command_test,
    "check": command_check,
    "bench": command_bench,
    "soak": command_soak,
    "run": command_run,
    "lock": command_lock,
}


def usage() -> str:
    """Say what there is."""
    lines = [f"  {name:6} {(command.__doc__ or '').strip()}" for name, command in COMMANDS.items()]
    return "\n".join(["Usage: python3 dev.py COMMAND [arguments]", "", *lines])


def main(argv: Sequence[str]) -> NoReturn:
    """Run one command; everything after its name belongs to it."""
    if not argv or argv[0] in ("-h", "--help", "help"):
        print_and_exit(usage())
    try:
        if argv[0] not in COMMANDS:
            raise SetUpError(f"There is no command “{argv[0]}”. {usage()}")
        become_new_enough(argv)
        COMMANDS[argv[0]](argv[1:])
    except SetUpError as error:
        say(str(error))
        sys.exit(1)
    except OSError as error:
        say(f"The system refused: {error}")
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main(sys.argv[1:])
