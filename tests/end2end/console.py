"""A console on a screen of X11: what it shows is read, its keys and mouse are a person's."""

import asyncio
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from studio_app.rehearsal.local_obs import end_process, find_program, tail
from tests.studio_process import ROOT

LOOK_WITHIN_S = 60.0
SEES_WITHIN_S = 30.0
"""Generous: a machine that runs other things is slow, not wrong."""
LOOK_EVERY_S = 0.1


class Window(msgspec.Struct, frozen=True):
    """An open window; `id` is X11's."""

    id: int
    title: str
    modal: bool
    active: bool


class Widget(msgspec.Struct, frozen=True):
    """Something that can be seen; `x`, `y` are its middle on the screen."""

    kind: str
    text: str
    name: str
    tip: str
    focus: bool
    enabled: bool
    x: int
    y: int


class Tile(msgspec.Struct, frozen=True):
    """What a booth's tile says."""

    number: str
    name: str
    server: str
    badge: str
    sending: str
    platform: str
    bar: str
    confirmed: bool
    picture: bool
    chosen: bool
    x: int
    y: int


class View(msgspec.Struct, frozen=True):
    """All that can be seen at one moment."""

    windows: list[Window]
    widgets: list[Widget]
    tiles: list[Tile]

    @property
    def texts(self) -> set[str]:
        """Every text of every widget, tooltips and names for screen readers included."""
        found = {text for each in self.widgets for text in (each.text, each.name, each.tip)}
        return found - {""}

    def shows(self, text: str) -> bool:
        """Whether some widget says this, alone or among other words."""
        return any(text in each for each in self.texts)

    def tile(self, number: int) -> Tile | None:
        """The tile of a booth, None while it is not there."""
        return next((tile for tile in self.tiles if tile.number == f"{number:02}"), None)

    def chosen(self) -> str:
        """The number of the chosen booth; "" for none."""
        return next((tile.number for tile in self.tiles if tile.chosen), "")

    def told(self) -> str:
        """All of it in words, for who reads why a test failed."""
        words = " | ".join(each.text or each.name for each in self.widgets)
        tiles = "\n".join(map(str, self.tiles))
        return f"{self.windows}\n{tiles}\nfocus {self.focused()}\n{words}"

    def find(self, text: str, kind: str = "") -> Widget | None:
        """The widget with this text or name."""
        found = (each for each in self.widgets if text in (each.text, each.name))
        return next((each for each in found if kind in ("", each.kind)), None)

    def focused(self) -> Widget | None:
        """What has the keyboard."""
        return next((each for each in self.widgets if each.focus), None)


class Console:
    """The program's window in its own process."""

    def __init__(self, display: str, folder: Path, *words: str) -> None:
        """Open it; `words` are those of `boothdeck console`. `look` waits until it is there."""
        folder.mkdir(parents=True, exist_ok=True)
        self._hand = find_program("xdotool", "xdotool")
        self.log = folder / "console.out"
        self._environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        with self.log.open("wb") as out:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.end2end.eyes", *words],
                cwd=ROOT,
                env=self._environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=out,
                bufsize=0,
            )

    @property
    def pid(self) -> int:
        """Of its process."""
        return self._process.pid

    # --- eyes ------------------------------------------------------------------------------------

    def look(self, within_s: float = LOOK_WITHIN_S) -> View:
        """What it shows now. Raises AssertionError when it does not answer in time."""
        assert self._process.stdin is not None
        self._process.stdin.write(b"look\n")
        return msgspec.json.decode(self._line(within_s), type=View)

    def _line(self, within_s: float) -> bytes:
        out = self._process.stdout
        assert out is not None
        deadline = time.monotonic() + within_s
        line = b""
        while not line.endswith(b"\n"):
            ready, _, _ = select.select([out], [], [], max(0.0, deadline - time.monotonic()))
            piece = os.read(out.fileno(), 1 << 20) if ready else b""
            assert piece, f"the console says nothing:\n{tail(self.log)}"
            line += piece
        return line

    async def sees(
        self, condition: Callable[[View], object], within_s: float = SEES_WITHIN_S
    ) -> View:
        """Look until this holds; what was seen then. Fails with what is shown instead."""
        deadline = time.monotonic() + within_s
        while True:
            view = self.look()
            if condition(view):
                return view
            if time.monotonic() > deadline:
                raise AssertionError(f"not seen in {within_s} s, but:\n{view.told()}")
            await asyncio.sleep(LOOK_EVERY_S)

    async def shows(self, text: str, within_s: float = SEES_WITHIN_S) -> View:
        """Look until some widget says this."""
        return await self.sees(lambda view: view.shows(text), within_s)

    # --- hands -----------------------------------------------------------------------------------

    def focus(self) -> None:
        """Give it the keyboard, as a desktop does when a window opens."""
        self._do("windowfocus", "--sync", self._front())

    def press(self, *keys: str) -> None:
        """Press keys one after the other, by X11's names: "space", "ctrl+l", "0"."""
        self._do("windowfocus", "--sync", self._front(), "key", "--delay", "40", *keys)

    def type(self, text: str) -> None:
        """Type a text where the cursor is."""
        self._do("windowfocus", "--sync", self._front(), "type", "--delay", "30", text)

    def click(self, at: Widget | Tile) -> None:
        """Click in the middle of what was seen."""
        front = self._front()
        self._do("windowraise", front, "windowfocus", "--sync", front)
        self._do("mousemove", str(at.x), str(at.y), "click", "1")

    def _front(self) -> str:
        """The window that takes the keyboard: a dialog before what it belongs to."""
        windows = sorted(self.look().windows, key=lambda each: (each.modal, each.active))
        return str(windows[-1].id)

    def _do(self, *words: str) -> None:
        command = [self._hand, *words]
        subprocess.run(
            command, env=self._environment, check=True, timeout=30, stdin=subprocess.DEVNULL
        )

    # --- its life --------------------------------------------------------------------------------

    def freeze(self) -> None:
        """Hold the process, as a machine that swaps would."""
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self._process.send_signal(signal.SIGCONT)

    def stop(self) -> int:
        """Close it; its exit code."""
        end_process(self._process, 15.0)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        return self._process.returncode
