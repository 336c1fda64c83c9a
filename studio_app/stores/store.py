"""The one way state is kept: frozen records by key, replaced by `apply`, announced as changed."""

import asyncio
from collections.abc import Callable, Iterator
from typing import TypeVar

from studio_app.domain.records import RECORDS, Changes, RecordKey
from studio_app.domain.struct import Fact
from studio_app.support.signal import Signal

F = TypeVar("F", bound=Fact)


class RecordStore:
    """Records by key. Lives on the loop's thread; values are frozen and may be shared."""

    def __init__(self) -> None:
        self._records: dict[RecordKey, Fact] = {}
        self._kinds: dict[str, dict[RecordKey, None]] = {}
        """The keys of each kind: lists of one kind are asked for at every change."""
        self.changed: Signal[RecordKey, Fact | None, Fact | None] = Signal()
        """Key, old and new value, after the whole `apply` is in place; once per real change."""
        self.applied: Signal[Changes] = Signal()
        """All real changes of one `apply` together; what the feed sends as one patch."""

    def get(self, type_: type[F], *key: str) -> F | None:
        """The record under this key, or None; asking for another type than it has is an error."""
        value = self._records.get(key)
        if value is not None and type(value) is not type_:
            raise TypeError(f"{key[0]} is a {type(value).__name__}, not a {type_.__name__}")
        return value

    def keys(self, kind: str, booth: str | None = None) -> Iterator[RecordKey]:
        """The keys of one kind, of one booth when named; in order of arrival."""
        for key in tuple(self._kinds.get(kind, ())):
            if booth is None or key[1:2] == (booth,):
                yield key

    def everything(self) -> Changes:
        """A copy of all there is, for a snapshot."""
        return dict(self._records)

    def of_booth(self, booth: str) -> Changes:
        """All records of one booth (their second key part)."""
        return {key: value for key, value in self._records.items() if key[1:2] == (booth,)}

    def apply(self, changes: Changes) -> Changes:
        """Put new values in place, then announce; equal values are no change. Returns the real
        changes."""
        real: list[tuple[RecordKey, Fact | None, Fact | None]] = []
        for key, new in changes.items():
            old = self._records.get(key)
            if new == old:
                continue
            if new is None:
                del self._records[key]
                del self._kinds[key[0]][key]
            else:
                if type(new) is not RECORDS[key[0]].type:
                    raise TypeError(f"{key} cannot hold a {type(new).__name__}")
                self._records[key] = new
                self._kinds.setdefault(key[0], {})[key] = None
            real.append((key, old, new))
        for key, old, new in real:
            self.changed.emit(key, old, new)
        done: Changes = {key: new for key, _, new in real}
        if done:
            self.applied.emit(done)
        return done

    async def until(self, condition: Callable[[], bool], timeout_s: float) -> bool:
        """Wait until `condition()` holds, looked at after every change; False when time is up."""
        if condition():
            return True
        held: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        def look(_: Changes) -> None:
            if not held.done() and condition():
                held.set_result(None)

        disconnect = self.applied.connect(look)
        try:
            async with asyncio.timeout(timeout_s):
                await held
        except TimeoutError:
            return False
        else:
            return True
        finally:
            disconnect()
