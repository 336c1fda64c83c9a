"""Passwords of booths that were removed: kept for a day, so that taking it back is whole."""

import asyncio
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from studio_app.support.clock import Clock
from studio_app.support.paths import write_private
from studio_app.support.secrets import Secrets

KEEP = timedelta(days=1)


def password_name(booth: str) -> str:
    """What the password of a booth's OBS is kept as."""
    return f"obs/{booth}"


def _removed_name(booth: str) -> str:
    return f"obs-removed/{booth}"


class RemovedBooths:
    """Which removed booths still have a password, in a file beside the keyring, which cannot list
    what it has."""

    def __init__(self, file: Path, kept: Secrets, clock: Clock) -> None:
        self._file = file
        self._secrets = kept
        self._clock = clock

    def _read(self) -> dict[str, datetime]:
        try:
            return msgspec.json.decode(self._file.read_bytes(), type=dict[str, datetime])
        except (OSError, msgspec.DecodeError):
            return {}

    async def _change(self, booth: str, until: datetime | None) -> None:
        """Write down until when a booth's password is kept; None: no more. Raises OSError."""

        def change() -> None:
            removed = {name: when for name, when in self._read().items() if name != booth}
            if until is not None:
                removed[booth] = until
            write_private(self._file, msgspec.json.encode(removed))

        await asyncio.to_thread(change)

    async def put_aside(self, booth: str) -> None:
        """Keep the password of a booth that goes. Raises OSError."""
        password = await self._secrets.get(password_name(booth))
        if password is not None:
            await self._change(booth, self._clock.now() + KEEP)
            await self._secrets.set(_removed_name(booth), password)
            await self._secrets.delete(password_name(booth))

    async def bring_back(self, booth: str) -> bool:
        """Give a booth that comes back its password; whether there was one. Raises OSError."""
        await self.forget_old()
        if booth not in await asyncio.to_thread(self._read):
            return False
        password = await self._secrets.get(_removed_name(booth))
        if password is not None:
            await self._secrets.set(password_name(booth), password)
        await self._forget(booth)
        return password is not None

    async def forget_old(self) -> None:
        """Drop the passwords whose day is over. Raises OSError."""
        now = self._clock.now()
        for booth, until in (await asyncio.to_thread(self._read)).items():
            if until < now:
                await self._forget(booth)

    async def _forget(self, booth: str) -> None:
        await self._secrets.delete(_removed_name(booth))
        await self._change(booth, None)
