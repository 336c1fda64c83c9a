"""Where passwords are kept: the system's keyring, or a private file where there is none."""

import asyncio
import contextlib
import json
import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

import keyring
import keyring.backends.fail
import keyring.errors

from studio_app.support.aside import call_aside
from studio_app.support.paths import write_private

log = logging.getLogger(__name__)

T = TypeVar("T")

KEYRING_TIMEOUT_S = 4.0
KEYRING_VARIABLE = "BOOTHDECK_KEYRING"
"""Set to "file", a server asks no keyring: rehearsals and tests must not touch a person's own."""
_CHECK_NAME = "boothdeck-check"


class SecretBackend(Protocol):
    """Blocking access to named secrets; called from threads only."""

    in_keyring: bool

    def get(self, name: str) -> str | None:
        """The secret, or None."""
        ...

    def set(self, name: str, secret: str) -> None:
        """Keep it, replacing an older one. Raises OSError or KeyringError."""
        ...

    def delete(self, name: str) -> None:
        """Forget it; nothing there is no error."""
        ...


class KeyringBackend:
    """The system's keyring, one entry a secret."""

    in_keyring = True

    def __init__(self, service: str) -> None:
        self._service = service

    def get(self, name: str) -> str | None:
        return keyring.get_password(self._service, name)

    def set(self, name: str, secret: str) -> None:
        keyring.set_password(self._service, name, secret)

    def delete(self, name: str) -> None:
        with contextlib.suppress(keyring.errors.PasswordDeleteError):  # was not there
            keyring.delete_password(self._service, name)


class FileBackend:
    """A JSON file that only this account can read."""

    in_keyring = False

    def __init__(self, path: Path) -> None:
        self._path = path

    def _read(self) -> dict[str, str]:
        try:
            kept = json.loads(self._path.read_bytes())
        except FileNotFoundError:
            return {}
        except ValueError:
            # Kept for whoever can mend it; every password can be entered again.
            broken = self._path.with_suffix(".broken.json")
            log.exception("%s is damaged; it is kept as %s", self._path, broken)
            self._path.replace(broken)
            return {}
        if not isinstance(kept, dict):
            return {}
        return {str(name): str(secret) for name, secret in kept.items()}

    def get(self, name: str) -> str | None:
        return self._read().get(name)

    def set(self, name: str, secret: str) -> None:
        self._write({**self._read(), name: secret})

    def delete(self, name: str) -> None:
        kept = self._read()
        if kept.pop(name, None) is not None:
            self._write(kept)

    def _write(self, kept: dict[str, str]) -> None:
        write_private(self._path, json.dumps(kept, ensure_ascii=False, indent=1).encode())


def working_keyring(service: str) -> KeyringBackend | None:
    """The system's keyring if it keeps a trial secret, else None. Blocks; may hang."""
    if os.environ.get(KEYRING_VARIABLE) == "file":
        return None
    if isinstance(keyring.get_keyring(), keyring.backends.fail.Keyring):
        return None
    backend = KeyringBackend(service)
    try:
        backend.set(_CHECK_NAME, "works")
        works = backend.get(_CHECK_NAME) == "works"
        backend.delete(_CHECK_NAME)
    except Exception as error:  # every backend raises its own kind, D-Bus's included
        log.info("the system keyring cannot be used: %s", error)
        return None
    return backend if works else None


class Secrets:
    """Named secrets. On the loop's thread; the backend is asked in a thread, with a time limit."""

    def __init__(
        self, backend: SecretBackend, seen: Callable[[str], None] = lambda _: None
    ) -> None:
        self._backend = backend
        self._seen = seen
        """Told every secret that passes, so that the log can strike it out."""
        self._known: dict[str, str | None] = {}
        self._turn = asyncio.Lock()

    @property
    def in_keyring(self) -> bool:
        """False when the file is used, which people must be told."""
        return self._backend.in_keyring

    async def get(self, name: str) -> str | None:
        """The secret, or None when there is none. Raises OSError when the store does not answer."""
        if name not in self._known:
            async with self._turn:
                value = await self._ask(lambda: self._backend.get(name))
                self._known[name] = value
        found = self._known[name]
        if found:
            self._seen(found)
        return found

    async def set(self, name: str, secret: str) -> None:
        """Keep a secret. Raises OSError when the store does not take it."""
        self._seen(secret)
        async with self._turn:
            await self._ask(lambda: self._backend.set(name, secret))
            self._known[name] = secret

    async def delete(self, name: str) -> None:
        """Forget a secret. Raises OSError when the store does not answer."""
        async with self._turn:
            await self._ask(lambda: self._backend.delete(name))
            self._known[name] = None

    async def _ask(self, work: Callable[[], T]) -> T:
        try:
            return await call_aside(work, timeout_s=KEYRING_TIMEOUT_S, name="secrets")
        except TimeoutError as error:
            raise OSError("the password store did not answer") from error
        except keyring.errors.KeyringError as error:
            raise OSError(f"the keyring refused: {error}") from error


async def open_secrets(
    service: str, file: Path, seen: Callable[[str], None] = lambda _: None
) -> Secrets:
    """The keyring where one works within its time limit, else the file."""
    try:
        backend = await call_aside(
            lambda: working_keyring(service), timeout_s=KEYRING_TIMEOUT_S, name="keyring check"
        )
    except TimeoutError:
        log.warning("the system keyring did not answer in %s s", KEYRING_TIMEOUT_S)
        backend = None
    return Secrets(backend or FileBackend(file), seen)
