"""A typed signal: plain synchronous callbacks on the loop's own thread, nothing queued."""

import logging
from collections.abc import Callable
from typing import Generic, TypeVarTuple, Unpack

log = logging.getLogger(__name__)

Args = TypeVarTuple("Args")


class Signal(Generic[*Args]):
    """Callbacks in the order they connected; one that raises is logged and hurts no other."""

    def __init__(self) -> None:
        self._slots: list[Callable[[Unpack[Args]], object]] = []

    def connect(self, slot: Callable[[Unpack[Args]], object]) -> Callable[[], None]:
        """Call `slot` on every emit; what is returned disconnects it (twice does no harm)."""
        self._slots.append(slot)

        def disconnect() -> None:
            if slot in self._slots:
                self._slots.remove(slot)

        return disconnect

    def emit(self, *args: *Args) -> None:
        """Call every slot now, on this thread; slots may connect and disconnect meanwhile."""
        for slot in tuple(self._slots):
            try:
                slot(*args)
            except Exception:
                log.exception("the listener %r failed", slot)
