"""Secrets of what was removed: kept for a day, so that taking it back is whole."""

import asyncio
import logging
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from studio_app.support.clock import Clock
from studio_app.support.paths import write_private
from studio_app.support.secrets import Secrets

log = logging.getLogger(__name__)

KEEP = timedelta(days=1)
SWEEP_EVERY_S = 3600.0


class RemovedSecrets:
    """Secrets of one kind that outlive what they were of: `KIND/KEY` is put aside as
    `KIND-removed/KEY`, and its key with the end of its day into a file, as the keyring cannot list
    what it has. On the loop's thread."""

    def __init__(self, kind: str, file: Path, kept: Secrets, clock: Clock) -> None:
        self._kind = kind
        self._file = file
        self._secrets = kept
        self._clock = clock
        self._turn = asyncio.Lock()
        self._sweeper: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Forget what is over, now and every hour."""
        self._sweeper = asyncio.create_task(self._sweep_on(), name=f"removed {self._kind}")

    async def stop(self) -> None:
        """Forget nothing more."""
        if self._sweeper is not None:
            self._sweeper.cancel()
            await asyncio.gather(self._sweeper, return_exceptions=True)

    async def put_aside(self, keys: Iterable[str]) -> datetime | None:
        """Keep the secrets of what has gone; when that was, or None when it had none that can be
        kept. What the store does not let go of stays where it is, and `kept` finds it there."""
        now = self._clock.now()
        async with self._turn:
            try:
                gone = [key for key in keys if await self._may_be(key)]
                if not gone:
                    return None
                # Of something removed earlier under these keys: it must not be taken for this.
                await self._forget(gone)
                await self._write({**await self._read(), **dict.fromkeys(gone, now + KEEP)})
            except OSError as error:
                log.warning("secrets of %s could not be put aside: %s", self._kind, error)
                return None
            try:
                for key in gone:
                    await self._move(key)
            except OSError as error:
                log.warning("secrets of %s stay where they are: %s", self._kind, error)
        return now

    async def kept(self, keys: Sequence[str], removed: datetime | None = None) -> dict[str, str]:
        """Those of these that are still kept, by key, for something that comes back and is not
        there yet. `removed`: only of what was removed just then. Raises OSError."""
        found = {}
        async with self._turn:
            now = self._clock.now()
            until = await self._read()
            for key in keys:
                if key not in until or until[key] < now:
                    continue
                if removed is not None and until[key] != removed + KEEP:
                    continue
                if await self._secrets.get(self._aside(key)) is None:
                    await self._move(key)
                value = await self._secrets.get(self._aside(key))
                if value is not None:
                    found[key] = value
        return found

    async def forget(self, keys: Iterable[str]) -> None:
        """They are back where they belong. What cannot be forgotten now is when its day ends."""
        async with self._turn:
            try:
                await self._forget(keys)
            except OSError as error:
                log.warning("secrets of %s are still put aside: %s", self._kind, error)

    async def forget_old(self) -> None:
        """Drop those whose day is over. Raises OSError."""
        async with self._turn:
            now = self._clock.now()
            await self._forget([key for key, until in (await self._read()).items() if until < now])

    async def _sweep_on(self) -> None:
        while True:
            try:
                await self.forget_old()
            except OSError as error:
                log.warning("old secrets of %s could not be forgotten: %s", self._kind, error)
            await asyncio.sleep(SWEEP_EVERY_S)

    # --- one of them -----------------------------------------------------------------------------

    def _name(self, key: str) -> str:
        return f"{self._kind}/{key}"

    def _aside(self, key: str) -> str:
        return f"{self._kind}-removed/{key}"

    async def _may_be(self, key: str) -> bool:
        """Whether there is such a secret; one that cannot be asked for may be there."""
        try:
            return bool(await self._secrets.get(self._name(key)))
        except OSError:
            return True

    async def _move(self, key: str) -> None:
        """Put one aside, if it is there. Raises OSError; it is lost at no moment."""
        value = await self._secrets.get(self._name(key))
        if value:
            await self._secrets.set(self._aside(key), value)
            await self._secrets.delete(self._name(key))

    async def _forget(self, keys: Iterable[str]) -> None:
        until = await self._read()
        for key in keys:
            if key in until:
                await self._secrets.delete(self._aside(key))
                del until[key]
                await self._write(until)

    # --- the file --------------------------------------------------------------------------------

    async def _read(self) -> dict[str, datetime]:
        """Until when each is kept. Raises OSError."""

        def read() -> dict[str, datetime]:
            try:
                return msgspec.json.decode(self._file.read_bytes(), type=dict[str, datetime])
            except (FileNotFoundError, msgspec.DecodeError):
                return {}

        return await asyncio.to_thread(read)

    async def _write(self, until: dict[str, datetime]) -> None:
        """Raises OSError."""
        await asyncio.to_thread(write_private, self._file, msgspec.json.encode(until))
