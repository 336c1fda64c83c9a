"""Owns `studio.toml`: what is in force, edits picked up while running, changes written back."""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from studio_app.domain.errors import fail
from studio_app.domain.problems import Problem, problem
from studio_app.domain.settings import (
    SettingsSyntaxError,
    StudioSettings,
    read_settings,
)
from studio_app.services.studio_text import NEW_FILE
from studio_app.stores.house import HouseStore
from studio_app.support.paths import Paths, write_private
from studio_app.support.signal import Signal

log = logging.getLogger(__name__)

LOOK_EVERY_S = 0.5
COMPLAIN_AFTER_LOOKS = 4
"""A file that is half-written, empty or away for so many looks is not being saved, but wrong."""
TRIES = 5

_Stamp = tuple[int, int, int]


class _Seen(NamedTuple):
    text: str
    stamp: _Stamp


class StudioFile:
    """`studio.toml` and the settings in force. On the loop's thread; the disk is touched in
    others. What cannot be read leaves the last good settings in force."""

    def __init__(self, paths: Paths, house: HouseStore) -> None:
        self._path = paths.settings_file
        self._last_good = paths.last_good_settings_file
        self._house = house
        self._stamp: _Stamp | None = None
        """Of the text in force."""
        self._looked_at: _Stamp | None = None
        self._looks = 0
        """How often in a row the file had that other stamp."""
        self._complaining = False
        self._at_start: StudioSettings | None = None
        self._turn = asyncio.Lock()
        self._watch: asyncio.Task[None] | None = None
        self.settings = StudioSettings()
        self.problems: tuple[Problem, ...] = ()
        """What is wrong in the file."""
        self.by_booth: dict[str, tuple[Problem, ...]] = {}
        """What is wrong with booths that are kept in force as they were."""
        self.changed: Signal[()] = Signal()
        """`settings` or `by_booth` are new."""

    def load(self) -> None:
        """Read the settings for the first time; makes the file when there is none. Blocks."""
        with contextlib.suppress(OSError, ValueError):
            text = self._last_good.read_text(encoding="utf-8")
            self.settings = read_settings(text, self._path.name).settings
        try:
            if not self._path.exists() and not self._last_good.exists():
                write_private(self._path, NEW_FILE.encode())
            seen = _read(self._path)
            if not seen.text.strip() and self.settings.booth:
                raise ValueError("it is empty")
            self._take(seen)
            self._keep_good(seen.text)
        except (OSError, ValueError) as error:
            self._complain(_why(error))
        self._at_start = self.settings

    def start(self) -> None:
        """Begin to look for edits."""
        self._watch = asyncio.create_task(self._look_on(), name="studio.toml watch")

    async def stop(self) -> None:
        """Stop looking."""
        if self._watch is not None:
            self._watch.cancel()
            await asyncio.gather(self._watch, return_exceptions=True)

    @property
    def name(self) -> str:
        """The file's name, for people."""
        return self._path.name

    @property
    def waiting(self) -> tuple[str, ...]:
        """Settings that are written, but taken over at the next start only."""
        if self._at_start is None:
            return ()
        old, new = self._at_start.server, self.settings.server
        names = new.__struct_fields__
        return tuple(f"server.{n}" for n in names if getattr(new, n) != getattr(old, n))

    async def edit(
        self,
        change: Callable[[str], str],
        right: Callable[[StudioSettings, StudioSettings], bool],
    ) -> None:
        """Write the text that `change` makes of the present one, and take it over. `right` is
        given what the text said before and says then. Both may be called again when somebody else
        was writing at the same moment, in a thread; what they raise comes out.

        Raises StudioError besides; then nothing was written.
        """
        async with self._turn:
            for _ in range(TRIES):
                try:
                    written = await asyncio.to_thread(self._replace, change, right)
                except (OSError, UnicodeDecodeError) as error:
                    raise fail(
                        "settings_not_written", file=self._path.name, detail=_why(error)
                    ) from error
                except SettingsSyntaxError as error:
                    raise fail(
                        "settings_unreadable", file=self._path.name, detail=error.problem.text
                    ) from error
                if written is not None:
                    self._take(written)
                    await asyncio.to_thread(self._keep_good, written.text)
                    return
        raise fail("settings_changed_meanwhile", file=self._path.name)

    async def pick_up(self) -> None:
        """Take over at once what is in the file by now."""
        async with self._turn:
            await self._look(patient=False)

    def _replace(
        self,
        change: Callable[[str], str],
        right: Callable[[StudioSettings, StudioSettings], bool],
    ) -> _Seen | None:
        """One try: read, change, check, replace; None when the file changed meanwhile."""
        path = self._path.resolve()  # a link stays a link
        seen = _read(path)
        before = read_settings(seen.text, path.name, self.settings).settings
        text = change(seen.text)
        after = read_settings(text, path.name, self.settings).settings
        if not right(before, after):
            raise fail("settings_changed_meanwhile", file=path.name)
        if _stamp(path) != seen.stamp:
            return None
        write_private(path, text.encode())
        return _Seen(text, _stamp(path))

    async def _look_on(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            async with self._turn:
                await self._look(patient=True)

    async def _look(self, *, patient: bool) -> None:
        """Take the file over when it is another one; `patient`: once it has held still for a look,
        because whoever saves it may not be done."""
        try:
            stamp = await asyncio.to_thread(_stamp, self._path)
        except OSError:
            stamp = None
        if stamp == self._stamp and not self._complaining:
            self._looks = 0
            return
        self._looks = self._looks + 1 if stamp == self._looked_at else 1
        self._looked_at = stamp
        if patient and self._looks == 1:
            return
        try:
            seen = await asyncio.to_thread(_read, self._path)
            if not seen.text.strip() and self.settings.booth:
                raise ValueError("it is empty")
            self._take(seen)
            await asyncio.to_thread(self._keep_good, seen.text)
        except (OSError, ValueError) as error:
            if self._looks == COMPLAIN_AFTER_LOOKS or not patient:
                self._complain(_why(error))

    def _take(self, seen: _Seen) -> None:
        """Put a text in force. Raises SettingsSyntaxError; then all stays as it was."""
        read = read_settings(seen.text, self._path.name, self.settings)
        self._stamp = seen.stamp
        self._looks = 0
        self._complaining = False
        for found in read.problems:
            log.warning("%s", found.text)
        self.problems = read.problems
        self._house.warn("settings", *read.problems, *self._needs_restart(read.settings))
        self._house.rename(read.settings.name)
        if read.settings != self.settings or read.by_booth != self.by_booth:
            self.settings = read.settings
            self.by_booth = dict(read.by_booth)
            self.changed.emit()

    def _keep_good(self, text: str) -> None:
        """Keep a text for a start at which the file cannot be read. Blocks."""
        try:
            write_private(self._last_good, text.encode())
        except OSError as error:
            log.warning("%s cannot be written: %s", self._last_good, error)

    def _needs_restart(self, new: StudioSettings) -> list[Problem]:
        if self._at_start is None or new.server == self._at_start.server:
            return []
        fields = ", ".join(
            name
            for name in new.server.__struct_fields__
            if getattr(new.server, name) != getattr(self._at_start.server, name)
        )
        return [problem("settings_restart", file=self._path.name, fields=f"server: {fields}")]

    def _complain(self, detail: str) -> None:
        self._complaining = True
        found = problem("settings_unreadable", file=self._path.name, detail=detail)
        log.warning("%s", found.text)
        self._house.warn("settings", found)


def _stamp(path: Path) -> _Stamp:
    """By what a file's change shows; raises OSError."""
    status = path.stat()
    return status.st_mtime_ns, status.st_size, status.st_ino


def _read(path: Path) -> _Seen:
    """A text and the stamp it had. Raises OSError, UnicodeDecodeError."""
    stamp = _stamp(path)
    return _Seen(path.read_text(encoding="utf-8-sig"), stamp)


def _why(error: Exception) -> str:
    """An error in words that a person can use."""
    if isinstance(error, SettingsSyntaxError):
        return error.problem.text
    if isinstance(error, UnicodeDecodeError):
        return "it is not written in UTF-8"
    if isinstance(error, FileNotFoundError):
        return "it is not there"
    return getattr(error, "strerror", None) or str(error)
