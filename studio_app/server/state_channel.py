"""The feed's state: a snapshot for each new client, then patches of the newest values.

A record is encoded once for all clients that see the same of it. A client that is slow collects
keys, not values: what it gets in the end is each record's newest value, and memory stays bounded
by the number of records.
"""

from collections.abc import Callable, Sequence

import msgspec

from studio_app.domain.feed import Patch, Snapshot
from studio_app.domain.records import RECORDS, Changes, RecordKey
from studio_app.domain.roles import Role
from studio_app.domain.struct import Fact
from studio_app.domain.text.masking import project
from studio_app.stores.store import RecordStore

_NIL = msgspec.Raw(b"\xc0")


class StateChannel:
    """All stores' records as one. Lives on the loop's thread."""

    def __init__(self, stores: Sequence[RecordStore]) -> None:
        self.revision = 0
        self._records: Changes = {}
        self._encoded: dict[tuple[RecordKey, bool], msgspec.Raw] = {}
        self._lanes: list[StateLane] = []
        self._encoder = msgspec.msgpack.Encoder()
        self._last_patch: dict[Role, tuple[int, tuple[RecordKey, ...], bytes]] = {}
        for store in stores:
            self._records.update(store.everything())
        self._disconnect = [store.applied.connect(self._applied) for store in stores]

    def stop(self) -> None:
        """Hear of no more changes."""
        for disconnect in self._disconnect:
            disconnect()

    def open(self, role: Role, wake: Callable[[], None]) -> "StateLane":
        """A new client's lane, with the snapshot waiting in it; `wake` is called when more is."""
        lane = StateLane(self, role, wake)
        self._lanes.append(lane)
        return lane

    def close(self, lane: "StateLane") -> None:
        """No more changes into this lane."""
        if lane in self._lanes:
            self._lanes.remove(lane)

    def visible(self, role: Role) -> dict[RecordKey, Fact]:
        """Everything that the role sees, as it sees it."""
        return {
            key: project(value, role)
            for key, value in self._records.items()
            if value is not None and sees(role, key)
        }

    def snapshot(self, role: Role) -> bytes:
        """A whole `Snapshot` frame."""
        keys = [key for key in self._records if sees(role, key)]
        records = [(key, self._value(key, role)) for key in keys]
        return self._encoder.encode(Snapshot(revision=self.revision, records=records))

    def patch(self, role: Role, keys: tuple[RecordKey, ...]) -> bytes:
        """A `Patch` frame of these keys' newest values; clients that keep up share its bytes."""
        last = self._last_patch.get(role)
        if last is not None and last[0] == self.revision and last[1] == keys:
            return last[2]
        changes = [(key, self._value(key, role)) for key in keys]
        frame = self._encoder.encode(Patch(revision=self.revision, changes=changes))
        self._last_patch[role] = (self.revision, keys, frame)
        return frame

    def _value(self, key: RecordKey, role: Role) -> msgspec.Raw:
        value = self._records.get(key)
        if value is None:
            return _NIL
        whole = role.handles_orders
        encoded = self._encoded.get((key, whole))
        if encoded is None:
            encoded = msgspec.Raw(self._encoder.encode(project(value, role)))
            self._encoded[key, whole] = encoded
        return encoded

    def _applied(self, changes: Changes) -> None:
        self.revision += 1
        for key, value in changes.items():
            self._encoded.pop((key, True), None)
            self._encoded.pop((key, False), None)
            if value is None:
                self._records.pop(key, None)
            else:
                self._records[key] = value
        for lane in self._lanes:
            lane.mark(changes)


class StateLane:
    """The keys whose newest value one client does not have yet."""

    def __init__(self, channel: StateChannel, role: Role, wake: Callable[[], None]) -> None:
        self._channel = channel
        self._role = role
        self._wake = wake
        self._new = True
        self._dirty: dict[RecordKey, None] = {}

    def mark(self, changes: Changes) -> None:
        """These have changed."""
        if self._new:
            return  # the snapshot will have them
        for key in changes:
            if sees(self._role, key):
                self._dirty[key] = None
        if self._dirty:
            self._wake()

    def take(self) -> bytes | None:
        """The snapshot first, then whatever has changed since the frame before."""
        if self._new:
            self._new = False
            return self._channel.snapshot(self._role)
        if not self._dirty:
            return None
        keys = tuple(self._dirty)
        self._dirty.clear()
        return self._channel.patch(self._role, keys)

    def close(self) -> None:
        """Leave the channel."""
        self._channel.close(self)


def sees(role: Role, key: RecordKey) -> bool:
    """Whether a role sees records of this kind at all."""
    return role.allows(RECORDS[key[0]].least)
