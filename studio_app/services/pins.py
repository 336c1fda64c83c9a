"""PINs and names: what a good PIN is, its hash, how names compare, and how fast one may guess."""

import asyncio
import unicodedata
from itertools import pairwise

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from studio_app.domain.errors import fail
from studio_app.support.clock import Clock

FREE_TRIES = 5
WAITS_S = (5, 10, 20, 40, 80, 160, 300)
"""After the fifth wrong PIN and each further one; long enough that 10,000 PINs take a month, short
enough that nobody can lock a technician out of a show for long."""
FORGET_AFTER_S = 3600.0
MOST_TRACKED = 5000


def name_key(name: str) -> str:
    """How names compare: “Thảo  NGUYỄN” typed on any keyboard is “thảo nguyễn”."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
    return " ".join(folded.split())


def clean_name(name: str) -> str:
    """A name as it is kept: composed, single spaces, nothing invisible."""
    composed = unicodedata.normalize("NFC", name)
    visible = "".join(
        " " if unicodedata.category(letter) in ("Zs", "Cc") else letter
        for letter in composed
        if unicodedata.category(letter) not in ("Cf", "Co", "Cs", "Cn")
    )
    return " ".join(visible.split())


def check_pin(pin: str) -> None:
    """Raise StudioError (`weak_pin`) for a PIN that is no PIN or the first that anybody tries."""
    steps = {(ord(b) - ord(a)) % 10 for a, b in pairwise(pin)}
    if not (pin.isascii() and pin.isdigit() and 4 <= len(pin) <= 12) or steps in ({0}, {1}, {9}):
        raise fail("weak_pin")


class PinHasher:
    """Argon2id, in threads, two at a time so that a flood of sign-ins leaves the machine free."""

    def __init__(self, *, time_cost: int = 3, memory_kib: int = 32_768) -> None:
        self._hasher = PasswordHasher(time_cost=time_cost, memory_cost=memory_kib, parallelism=1)
        self._two = asyncio.Semaphore(2)
        self._nobody = self._hasher.hash("nobody")

    async def hash(self, pin: str) -> str:
        """The hash to keep."""
        async with self._two:
            return await asyncio.to_thread(self._hasher.hash, pin)

    async def fits(self, pin: str, kept: str | None) -> bool:
        """Whether a PIN belongs to a hash; with none (an unknown name) it takes as long."""
        async with self._two:
            fits = await asyncio.to_thread(self._verify, pin, kept or self._nobody)
        return fits and kept is not None

    def _verify(self, pin: str, kept: str) -> bool:
        try:
            return self._hasher.verify(kept, pin)
        except (VerificationError, InvalidHashError):
            return False


class TryLimit:
    """Counts wrong tries for each name and each address; in memory only."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._wrong: dict[str, tuple[int, float]] = {}
        """What was tried → wrong tries, and when the last one was (monotonic seconds)."""

    def begin(self, *what: str) -> None:
        """Count a try as wrong until `succeeded`. Raises StudioError (`too_many_tries`)."""
        now = self._clock.monotonic_s()
        wait = max(self._wait_s(key, now) for key in what)
        if wait > 0:
            raise fail("too_many_tries", seconds=int(wait) + 1)
        for key in what:
            self._wrong[key] = (self._count(key, now) + 1, now)
        if len(self._wrong) > MOST_TRACKED:
            self._wrong = {
                key: kept for key, kept in self._wrong.items() if now - kept[1] < FORGET_AFTER_S
            }

    def succeeded(self, *what: str) -> None:
        """The try was right: forget what these did wrong."""
        for key in what:
            self._wrong.pop(key, None)

    def _count(self, key: str, now: float) -> int:
        count, last = self._wrong.get(key, (0, now))
        return count if now - last < FORGET_AFTER_S else 0

    def _wait_s(self, key: str, now: float) -> float:
        over = self._count(key, now) - FREE_TRIES
        if over < 0:
            return 0.0
        return self._wrong[key][1] + WAITS_S[min(over, len(WAITS_S) - 1)] - now
