"""Rows written as CSV among the person's downloads, without a dialog."""

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing, suppress
from datetime import datetime
from io import BufferedWriter
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths

from studio_app.domain.errors import StudioError
from ui.figures import VIETNAM, thousands
from ui.operations.csv_sieve import CsvSieve
from ui.operations.desk import Desk
from ui.operations.notices import Tone
from ui.operations.said import said


async def export(desk: Desk, title: str, now: datetime, text: str, count: int) -> bool:
    """Write `text`, which is CSV already, of `count` rows; where it is, or why not, is told."""
    file = _file(title, now)
    try:
        # With a mark at its beginning spreadsheets read it as what it is.
        await asyncio.to_thread(file.write_text, text, encoding="utf-8-sig", newline="")
    except OSError as error:
        _tell_failure(desk, file, error)
        return False
    _tell_done(desk, file, count)
    return True


async def export_pieces(
    desk: Desk,
    title: str,
    now: datetime,
    pieces: AsyncGenerator[bytes, None],
    sieve: CsvSieve,
    told: Callable[[int], object],
) -> bool:
    """Write CSV piece by piece, what `sieve` lets through of it; `told` is called with the rows
    so far. Where it is, or why not, is told. What is not whole, or cancelled, leaves no file."""
    file = _file(title, now)
    part = _Part(file)
    whole = False
    try:
        async with aclosing(pieces):
            async for piece in pieces:
                await asyncio.to_thread(part.take, piece, sieve)
                told(sieve.rows)
        await asyncio.to_thread(part.finish)
        whole = True
    except StudioError as error:
        desk.notices.failed(_deed(), error.problem)
    except OSError as error:
        _tell_failure(desk, file, error)
    finally:
        if not whole:
            await asyncio.to_thread(part.drop)
    if whole:
        _tell_done(desk, file, sieve.rows)
    return whole


class _Part:
    """A file that has its name only once it is whole. Its methods block: for other threads."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._part = file.with_name(f"{file.name}.part")
        self._turn = threading.Lock()
        """Who cancels does not wait for a write that is under way, but `drop` must."""
        self._opened: BufferedWriter | None = None
        self._dropped = False

    def take(self, piece: bytes, sieve: CsvSieve) -> None:
        """Write what goes through of a piece. Raises OSError."""
        with self._turn:
            if not self._dropped:
                if self._opened is None:
                    self._opened = self._part.open("wb")
                self._opened.write(sieve.take(piece))

    def finish(self) -> None:
        """Raises OSError, as some disks say only now that they are full."""
        with self._turn:
            if self._opened is not None:
                self._opened.close()
                self._part.replace(self._file)

    def drop(self) -> None:
        """Leave nothing."""
        with self._turn:
            self._dropped = True
            with suppress(OSError):
                if self._opened is not None:
                    self._opened.close()
            with suppress(OSError):
                self._part.unlink(missing_ok=True)


def downloads() -> Path:
    """The person's folder for such files."""
    place = QStandardPaths.StandardLocation.DownloadLocation
    found = Path(QStandardPaths.writableLocation(place) or Path.home())
    return found if found.is_dir() else Path.home()


def _file(title: str, now: datetime) -> Path:
    return downloads() / f"boothdeck-{title}-{now.astimezone(VIETNAM):%Y-%m-%d-%H%M%S}.csv"


def _deed() -> str:
    return said(lambda: QCoreApplication.translate("Health", "Export"))


def _tell_failure(desk: Desk, file: Path, error: OSError) -> None:
    reason = error.strerror or str(error)
    failed = said(
        lambda: QCoreApplication.translate("Health", "{file} cannot be written: {reason}.").format(
            file=file, reason=reason
        )
    )
    desk.notices.say(_deed(), failed, Tone.FAILED)


def _tell_done(desk: Desk, file: Path, count: int) -> None:
    done = said(
        lambda: QCoreApplication.translate("Health", "{count} rows are in {file}").format(
            count=thousands(count), file=file
        )
    )
    desk.notices.say(_deed(), done)
