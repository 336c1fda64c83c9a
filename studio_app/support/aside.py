"""Runs a call that may hang in a thread of its own, so that neither the loop nor the exit waits."""

import asyncio
import contextlib
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


async def call_aside(work: Callable[[], T], *, timeout_s: float, name: str) -> T:
    """The result of `work()`, run in a fresh daemon thread. Raises what it raises, or
    TimeoutError; then the thread is left behind and its result thrown away.

    asyncio.to_thread would make the exit wait for a thread that hangs in a system service.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[T] = loop.create_future()

    def settle(value: T | None, error: BaseException | None) -> None:
        if answer.done():
            return
        if error is not None:
            answer.set_exception(error)
        else:
            answer.set_result(value)  # type: ignore[arg-type]

    def run() -> None:
        value: T | None = None
        failure: BaseException | None = None
        try:
            value = work()
        except StopIteration as error:  # no future takes one, and the caller would wait for ever
            failure = RuntimeError(f"{name} ended with {error!r}")
        except BaseException as error:
            failure = error
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(settle, value, failure)

    threading.Thread(target=run, name=name, daemon=True).start()
    async with asyncio.timeout(timeout_s):
        return await answer
