"""Things beside a source's `run`: one that is begun again whenever it ends, one that may hang."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress

import aiohttp

from studio_app.api.errors import NotLive, Refused, TryLater

FIRST_S, MOST_S = 1.0, 60.0


async def again(log: logging.Logger, name: str, once: Callable[[], Awaitable[None]]) -> None:
    """Call `once` until cancelled; after a loss a second later, then two, to a minute at most, or
    when the service says. One log line when it fails and one when it works again."""
    pause_s, failing = FIRST_S, False
    clock = asyncio.get_running_loop().time
    while True:
        begun, asked_s, why = clock(), 0.0, ""
        try:
            await once()
        except (Refused, OSError, TimeoutError, aiohttp.ClientError) as error:
            why = str(error) or type(error).__name__
        except TryLater as error:
            why, asked_s = str(error), error.after_s or 0.0
        except NotLive:
            pause_s = FIRST_S
        if clock() - begun > MOST_S or not why:
            pause_s = FIRST_S
        if why and not failing:
            log.warning("%s does not work: %s", name, why)
        elif failing and not why:
            log.info("%s works again", name)
        failing = bool(why)
        await asyncio.sleep(max(pause_s, asked_s))
        pause_s = min(2 * pause_s, MOST_S)


async def within(limit_s: float, work: Coroutine[object, object, object]) -> None:
    """Give a goodbye that may hang so long and no longer."""
    with suppress(TimeoutError):
        async with asyncio.timeout(limit_s):
            await work
