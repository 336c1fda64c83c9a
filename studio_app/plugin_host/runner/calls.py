"""Carries the server's calls to an instance's methods, and what they give back."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import cast

import msgspec

from studio_app.api.errors import NotLive, Refused, TryLater
from studio_app.api.plugin import Plugin
from studio_app.api.speech import PIECE_MOST
from studio_app.plugin_host.frames import (
    Answer,
    Call,
    CallHook,
    CallSynthesize,
    FromRunner,
    More,
    Outcome,
    Piece,
    parameters,
)
from studio_app.plugin_host.runner.life import Life

_ENCODER = msgspec.msgpack.Encoder()


class Calls:
    """All calls under way. On the runner's loop."""

    def __init__(self, send: Callable[[FromRunner], None]) -> None:
        self._send = send
        self._running: dict[int, asyncio.Task[None]] = {}
        self._wanted: dict[int, asyncio.Semaphore] = {}

    def begin(self, call: Call, life: Life | None) -> None:
        """Carry it out; its answer is sent."""
        plugin = life.ready() if life is not None else None
        if life is None or plugin is None:
            self._send(Answer(id=call.id, outcome=Outcome.NOBODY))
            return
        if isinstance(call.what, CallSynthesize):
            self._wanted[call.id] = asyncio.Semaphore(0)
        task = asyncio.create_task(
            self._carry_out(call, life, plugin), name=f"call {call.what.METHOD}"
        )
        self._running[call.id] = task
        task.add_done_callback(lambda _: self._forget(call.id))

    def more(self, wish: More) -> None:
        """The next piece of a call is wanted, or none any more."""
        if wish.stop and wish.id in self._running:
            self._running[wish.id].cancel()
        elif wish.id in self._wanted:
            self._wanted[wish.id].release()

    def _forget(self, id_: int) -> None:
        self._running.pop(id_, None)
        self._wanted.pop(id_, None)

    async def _carry_out(self, call: Call, life: Life, plugin: Plugin) -> None:
        outcome, detail, value = Outcome.DONE, "", b"\xc0"
        try:
            if isinstance(call.what, CallSynthesize):
                await self._pieces(call, plugin)
            else:
                value = await self._value(call, life, plugin)
        except Refused as error:
            outcome, detail = Outcome.REFUSED, str(error)
        except TryLater as error:
            outcome, detail = Outcome.LATER, str(error)
        except NotLive as error:
            outcome, detail = Outcome.NOT_LIVE, str(error)
        except asyncio.CancelledError:
            outcome = Outcome.FAULT
            raise
        except NotImplementedError:
            outcome, detail = Outcome.FAULT, f"it has no {call.what.METHOD}"
        except Exception as error:
            life.log.exception("%s failed", call.what.METHOD)
            outcome, detail = Outcome.FAULT, f"{type(error).__name__}: {error}"
        finally:
            self._send(
                Answer(id=call.id, outcome=outcome, value=msgspec.Raw(value), detail=_safe(detail))
            )

    async def _value(self, call: Call, life: Life, plugin: Plugin) -> bytes:
        method = getattr(plugin, call.what.METHOD)
        calling = cast("Coroutine[object, object, object]", method(**parameters(call.what)))
        value = await calling
        encoded = _ENCODER.encode(value)
        # Whoever wrote the plugin is told here, not the server's people.
        msgspec.msgpack.decode(encoded, type=call.what.GIVES or None)
        if isinstance(call.what, CallHook):
            await life.outbox.settled()
        return encoded

    async def _pieces(self, call: Call, plugin: Plugin) -> None:
        """Pieces of sound, each when it is wanted."""
        method = getattr(plugin, call.what.METHOD)
        sound = cast("AsyncIterator[bytes]", method(**parameters(call.what)))
        try:
            async for data in sound:
                for at in range(0, len(data), PIECE_MOST):
                    await self._wanted[call.id].acquire()
                    self._send(Piece(id=call.id, data=data[at : at + PIECE_MOST]))
        finally:
            close = getattr(sound, "aclose", None)
            if close is not None:
                await close()


def _safe(text: str) -> str:
    return text.encode("utf-8", "replace").decode()[:300]
