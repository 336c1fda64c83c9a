"""What every plugin has: its context, its life, and being called by its service."""

import asyncio
import logging
from collections.abc import Mapping
from typing import ClassVar, Protocol

import aiohttp

from studio_app.domain.plugin import SettingScalar
from studio_app.domain.struct import Fact


class HookCall(Fact, frozen=True, kw_only=True):
    """A request that a service sent to `/api/hooks/INSTANCE`."""

    method: str
    query: dict[str, str]
    headers: dict[str, str]
    """By lower-case name."""
    body: bytes


class HookAnswer(Fact, frozen=True, kw_only=True):
    """What the service is answered; a good one only after all that was emitted is on the disk."""

    status: int = 200
    body: bytes = b""
    content_type: str = "application/json"


class Context(Protocol):
    """What one instance is given. All of it on the runner's loop."""

    instance: str
    booth: str
    """Empty where the kind belongs to no booth."""
    settings: Mapping[str, SettingScalar]
    """Checked, with the manifest's defaults filled in; an optional one without is missing."""
    secrets: Mapping[str, str]
    """Its own only; an optional one that is not set is missing."""
    log: logging.Logger
    """Shown in the console; secrets are struck out of it."""
    http: aiohttp.ClientSession
    """One session for the runner: timeouts set, proxies ignored, closed by the runner."""
    resume: str
    """What `remember` was last given and the server has written to its disk; empty at first, and
    when words or choices of the settings are others: that is another account."""

    def remember(self, resume: str) -> None:
        """Where to go on reading after a loss; takes effect with what was emitted before it."""
        ...

    def keep_secret(self, name: str, value: str) -> None:
        """The service has replaced one of our secrets, as with refresh tokens that are good for
        one use: kept in the keyring in the old one's place, for the next start."""
        ...

    def connected(self) -> None:
        """The other side has let us in: from now on silence is noticed. `emit` says it too."""
        ...


class Plugin:
    """Base of every kind: made, `start`ed, then used by calls and `run` until `stop`.

    When `run` ends or raises it is called again, later each time, with the connects of all
    instances spread out. `Refused` ends that until a person changed something. When `start`
    raises, another object is made.
    """

    KIND: ClassVar[str] = ""

    def __init__(self, context: Context) -> None:
        self.context = context

    async def start(self) -> None:
        """Get ready, within 30 s. Raises Refused, TryLater, NotLive."""

    async def run(self) -> None:
        """What goes on as long as it is turned on; waits for calls unless a kind does more.
        Raises Refused, TryLater, NotLive; OSError, TimeoutError and aiohttp.ClientError count as
        a lost connection, anything else as a fault of the plugin."""
        await asyncio.Event().wait()

    async def stop(self) -> None:
        """Let go of everything; given two seconds."""

    async def hook(self, call: HookCall) -> HookAnswer:
        """The service calls. Only with the ability `webhook` in the manifest."""
        return HookAnswer(status=404)
