"""Passwords of booths that were removed: kept for a day, so that taking it back is whole."""

import logging
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from studio_app.support.clock import Clock
from studio_app.support.paths import write_private
from studio_app.support.secrets import Secrets

log = logging.getLogger(__name__)

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

    def _write(self, removed: dict[str, datetime]) -> None:
        write_private(self._file, msgspec.json.encode(removed))

    async def put_aside(self, booth: str) -> None:
        """Keep the password of a booth that goes. Raises OSError."""
        password = await self._secrets.get(password_name(booth))
        if password is not None:
            self._write({**self._read(), booth: self._clock.now() + KEEP})
            await self._secrets.set(_removed_name(booth), password)
            await self._secrets.delete(password_name(booth))

    async def bring_back(self, booth: str) -> bool:
        """Give a booth that comes back its password; whether there was one. Raises OSError."""
        await self.forget_old()
        removed = self._read()
        if booth not in removed:
            return False
        password = await self._secrets.get(_removed_name(booth))
        if password is not None:
            await self._secrets.set(password_name(booth), password)
        await self._forget(booth)
        return password is not None

    async def forget_old(self) -> None:
        """Drop the passwords whose day is over. Raises OSError."""
        now = self._clock.now()
        for booth, until in self._read().items():
            if until < now:
                await self._forget(booth)

    async def _forget(self, booth: str) -> None:
        await self._secrets.delete(_removed_name(booth))
        self._write({name: until for name, until in self._read().items() if name != booth})
