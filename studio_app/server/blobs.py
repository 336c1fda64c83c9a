"""Files that clients hand over: kept for a day under an id that only they were told."""

import asyncio
import contextlib
import errno
import os
import secrets
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from studio_app.domain.errors import fail

LIMIT = 32 << 20
TOTAL_LIMIT = 1 << 30
KEPT_S = 24 * 3600.0
SWEEP_EVERY_S = 600.0
_ID_LENGTH = 32


class Blob(NamedTuple):
    """A file that was handed over; size in bytes."""

    id: str
    size: int


class BlobStore:
    """A folder of its own, readable by this account only. Disk work is done beside the loop."""

    def __init__(
        self, folder: Path, *, limit: int = LIMIT, total: int = TOTAL_LIMIT, kept_s: float = KEPT_S
    ) -> None:
        self.limit = limit
        self._folder = folder
        self._total = total
        self._kept_s = kept_s
        self._sweeper: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Make the folder and begin to remove what is too old."""
        await asyncio.to_thread(self._prepare)
        self._sweeper = asyncio.get_running_loop().create_task(
            self._sweep_now_and_then(), name="blobs"
        )

    async def stop(self) -> None:
        """Stop removing; files stay until they are too old."""
        if self._sweeper is not None:
            self._sweeper.cancel()
            await asyncio.gather(self._sweeper, return_exceptions=True)

    async def save(self, chunks: AsyncIterator[bytes]) -> Blob:
        """Write a file as it arrives. Raises StudioError: too_large, disk_full."""
        left = min(self.limit, self._total - await asyncio.to_thread(self._used))
        blob = secrets.token_hex(_ID_LENGTH // 2)
        path = self._folder / blob
        part = path.with_suffix(".part")
        size = 0
        try:
            with await asyncio.to_thread(_create, part) as file:
                async for chunk in chunks:
                    size += len(chunk)
                    if size > left:
                        raise fail("too_large", size=f"≥ {size}", limit=max(left, 0))
                    await asyncio.to_thread(file.write, chunk)
            await asyncio.to_thread(part.rename, path)
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise fail("disk_full", path=self._folder) from error
            raise
        finally:
            with contextlib.suppress(FileNotFoundError):
                await asyncio.to_thread(part.unlink)
        return Blob(blob, size)

    def path(self, blob: str) -> Path:
        """Where a file lies. Raises StudioError no_such_blob for an unknown or expired id."""
        path = self._folder / blob
        if len(blob) != _ID_LENGTH or not blob.isalnum() or not path.is_file():
            raise fail("no_such_blob", blob=blob[:_ID_LENGTH])
        return path

    def _prepare(self) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder.chmod(0o700)
        for part in self._folder.glob("*.part"):
            part.unlink(missing_ok=True)
        self._sweep()

    def _used(self) -> int:
        return sum(path.stat().st_size for path in self._folder.iterdir())

    async def _sweep_now_and_then(self) -> None:
        while True:
            await asyncio.sleep(SWEEP_EVERY_S)
            await asyncio.to_thread(self._sweep)

    def _sweep(self) -> None:
        oldest = time.time() - self._kept_s
        for path in self._folder.iterdir():
            if path.suffix != ".part" and path.stat().st_mtime < oldest:
                path.unlink(missing_ok=True)


def _create(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
