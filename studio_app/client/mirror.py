"""What one server said is true, decoded: the client's copy of its state records."""

import logging
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import msgspec

from studio_app.domain.records import RECORDS, RecordKey
from studio_app.domain.struct import Fact

log = logging.getLogger(__name__)

F = TypeVar("F", bound=Fact)

Announce = Callable[[RecordKey, Fact | None, Fact | None], None]
Encoded = Sequence[tuple[RecordKey, msgspec.Raw]]

_NIL = b"\xc0"
_DECODERS: dict[str, msgspec.msgpack.Decoder[Fact]] = {
    kind: msgspec.msgpack.Decoder(row.type) for kind, row in RECORDS.items()
}


class Mirror:
    """Records by key. Changes are announced when all of them are in place."""

    def __init__(self, announce: Announce) -> None:
        self.revision = 0
        self._records: dict[RecordKey, Fact] = {}
        self._announce = announce
        self._unknown: set[str] = set()

    def get(self, type_: type[F], *key: str) -> F | None:
        """The record under this key, or None; asking for another type than it has is an error."""
        value = self._records.get(key)
        if value is not None and type(value) is not type_:
            raise TypeError(f"{key[0]} is a {type(value).__name__}, not a {type_.__name__}")
        return value

    def keys(self, kind: str, booth: str | None = None) -> Iterator[RecordKey]:
        """The keys of one kind, of one booth when named; in order of arrival."""
        for key in tuple(self._records):
            if key[0] == kind and (booth is None or key[1:2] == (booth,)):
                yield key

    def everything(self) -> dict[RecordKey, Fact]:
        """A copy of all there is."""
        return dict(self._records)

    def replace(self, revision: int, records: Encoded) -> None:
        """A snapshot: each key that differs is one change, the rest stays untouched."""
        new: dict[RecordKey, Fact | None] = dict.fromkeys(self._records)
        new.update(self._decoded(records))
        self._apply(revision, new)

    def patch(self, revision: int, changes: Encoded) -> None:
        """What changed since the frame before."""
        self._apply(revision, dict(self._decoded(changes)))

    def clear(self) -> None:
        """Nothing is known any more."""
        self._apply(0, dict.fromkeys(self._records))

    def _decoded(self, records: Encoded) -> Iterator[tuple[RecordKey, Fact | None]]:
        for key, raw in records:
            decoder = _DECODERS.get(key[0])
            if decoder is None:
                self._say_once(key[0], "are unknown to this version")
            elif bytes(raw) == _NIL:
                yield key, None
            else:
                try:
                    yield key, decoder.decode(raw)
                except msgspec.DecodeError as error:
                    # Better nothing than something half understood, or the value before.
                    self._say_once(key[0], f"cannot be read by this version: {error}")
                    yield key, None

    def _say_once(self, kind: str, what: str) -> None:
        if kind not in self._unknown:
            self._unknown.add(kind)
            log.warning("the server's records “%s” %s", kind, what)

    def _apply(self, revision: int, new: dict[RecordKey, Fact | None]) -> None:
        self.revision = revision
        real: list[tuple[RecordKey, Fact | None, Fact | None]] = []
        for key, value in new.items():
            old = self._records.get(key)
            if value == old:
                continue
            if value is None:
                del self._records[key]
            else:
                self._records[key] = value
            real.append((key, old, value))
        for key, old, value in real:
            self._announce(key, old, value)
