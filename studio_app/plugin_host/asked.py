"""Calls of a plugin's methods that wait for their answer."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import NoReturn

import msgspec

from studio_app.domain.errors import StudioError, fail
from studio_app.plugin_host.frames import (
    Answer,
    AnyCall,
    Call,
    CallSynthesize,
    More,
    Outcome,
    Piece,
    ToRunner,
)

PIECES_AHEAD = 4
"""Pieces of sound that are made before the first is used."""

Send = Callable[[ToRunner], None]


class Asked:
    """Those of one runner. On the loop's thread."""

    def __init__(self, clean: Callable[[str], str]) -> None:
        """`clean` strikes secrets out of what a plugin says."""
        self._clean = clean
        self._last = 0
        self._answers: dict[int, asyncio.Future[Answer]] = {}
        self._pieces: dict[int, asyncio.Queue[bytes | None]] = {}

    async def ask(
        self, send: Send, instance: str, life: int, what: AnyCall, within_s: float
    ) -> object:
        """What the method gives back. Raises StudioError."""
        id_, answer = self._begin()
        try:
            _send(send, instance, Call(id=id_, life=life, what=what))
            async with asyncio.timeout(within_s):
                found = await answer
        except TimeoutError:
            send(More(id=id_, stop=True))
            raise fail("plugin_slow", instance=instance, seconds=round(within_s)) from None
        finally:
            self._answers.pop(id_, None)
        if found.outcome is not Outcome.DONE:
            self._raise(found, instance)
        return msgspec.msgpack.decode(found.value, type=what.GIVES or None)

    async def listen(
        self, send: Send, instance: str, life: int, what: CallSynthesize, within_s: float
    ) -> AsyncIterator[bytes]:
        """The pieces of sound; `within_s` counts for each. Raises StudioError."""
        id_, answer = self._begin()
        pieces: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._pieces[id_] = pieces
        answer.add_done_callback(lambda _: pieces.put_nowait(None))
        try:
            _send(send, instance, Call(id=id_, life=life, what=what))
            for _ in range(PIECES_AHEAD):
                send(More(id=id_))
            while True:
                async with asyncio.timeout(within_s):
                    piece = await pieces.get()
                if piece is None:
                    break
                send(More(id=id_))
                yield piece
            found = await answer
            if found.outcome is not Outcome.DONE:
                self._raise(found, instance)
        except TimeoutError:
            raise fail("plugin_slow", instance=instance, seconds=round(within_s)) from None
        finally:
            if not answer.done():
                answer.cancel()
                send(More(id=id_, stop=True))
            self._pieces.pop(id_, None)
            self._answers.pop(id_, None)

    def heard(self, message: Answer | Piece) -> None:
        """From the runner."""
        if isinstance(message, Piece):
            if message.id in self._pieces:
                self._pieces[message.id].put_nowait(message.data)
            return
        answer = self._answers.get(message.id)
        if answer is not None and not answer.done():
            answer.set_result(message)

    def nobody(self, why: StudioError) -> None:
        """The runner has ended: no answer comes any more."""
        for answer in self._answers.values():
            if not answer.done():
                answer.set_exception(why)

    def _raise(self, answer: Answer, instance: str) -> NoReturn:
        if answer.outcome is Outcome.NOBODY:
            raise fail("plugin_not_there", instance=instance, detail="it has not started yet")
        code = {
            Outcome.REFUSED: "plugin_refused",
            Outcome.LATER: "plugin_later",
            Outcome.NOT_LIVE: "plugin_offline",
        }.get(answer.outcome, "plugin_fault")
        raise fail(code, detail=self._clean(answer.detail) or "it was cancelled")

    def _begin(self) -> tuple[int, "asyncio.Future[Answer]"]:
        self._last += 1
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._answers[self._last] = answer
        return self._last, answer


def _send(send: Send, instance: str, call: Call) -> None:
    try:
        send(call)
    except ValueError as error:
        raise fail("plugin_not_there", instance=instance, detail=error) from error
