"""A value that outlives a crash: one small file, written off the loop, the newest value last."""

import asyncio
import logging
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from studio_app.support.paths import write_private

log = logging.getLogger(__name__)

T = TypeVar("T")


class KeptFile(Generic[T]):
    """`keep` never waits for the disk: values that come while one is being written replace each
    other, and the newest is written next. On the loop's thread."""

    def __init__(self, file: Path, type_: type[T]) -> None:
        self._file = file
        self._decoder = msgspec.json.Decoder(type_)
        self._newest: T | None = None
        self._writer: asyncio.Task[None] | None = None
        self._complained = False

    def load(self) -> T | None:
        """What was kept last; None when there is nothing, or nothing that can be read (said in
        the log). Reads the disk: for the start only."""
        try:
            return self._decoder.decode(self._file.read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, msgspec.DecodeError) as error:
            log.warning("%s cannot be read and is left aside: %s", self._file, error)
            return None

    def keep(self, value: T) -> None:
        """Have this on the disk soon."""
        self._newest = value
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write(), name=f"keep {self._file.name}")

    async def written(self) -> None:
        """Wait until what was kept is on the disk (or could not be written, which is logged)."""
        while self._writer is not None and not self._writer.done():
            await asyncio.wait([self._writer])

    async def _write(self) -> None:
        while self._newest is not None:
            value, self._newest = self._newest, None
            try:
                await asyncio.to_thread(write_private, self._file, msgspec.json.encode(value))
            except OSError as error:
                if not self._complained:
                    log.error("%s cannot be written: %s", self._file, error)
                self._complained = True
            else:
                if self._complained:
                    log.info("%s can be written again", self._file)
                self._complained = False
