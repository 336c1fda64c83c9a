"""Whatever happens, a client's mirror ends up equal to what the server holds true for its role."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_app.client.mirror import Mirror
from studio_app.domain.booth import Booth, Hotkeys, Switcher
from studio_app.domain.feed import Patch, ServerFrame, Snapshot
from studio_app.domain.records import Changes, RecordKey
from studio_app.domain.roles import Role
from studio_app.domain.struct import Fact
from studio_app.server.state_channel import StateChannel, StateLane
from studio_app.stores.store import RecordStore

DECODER: msgspec.msgpack.Decoder[ServerFrame] = msgspec.msgpack.Decoder(ServerFrame)


@dataclass
class Viewer:
    """A client without a socket: takes frames when told to, remembers what was announced."""

    channel: StateChannel
    role: Role
    woken: int = 0
    heard: list[tuple[RecordKey, Fact | None, Fact | None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.mirror = Mirror(lambda *change: self.heard.append(change))
        self.lane = self._open()

    def _open(self) -> StateLane:
        def wake() -> None:
            self.woken += 1

        return self.channel.open(self.role, wake)

    def reconnect(self) -> None:
        """A new lane, the same mirror."""
        self.lane.close()
        self.lane = self._open()

    def read(self) -> ServerFrame | None:
        """One frame, as it comes off the line."""
        encoded = self.lane.take()
        if encoded is None:
            return None
        frame = DECODER.decode(encoded)
        match frame:
            case Snapshot():
                self.mirror.replace(frame.revision, frame.records)
            case Patch():
                self.mirror.patch(frame.revision, frame.changes)
            case _:
                raise AssertionError(frame)
        return frame

    def read_all(self) -> None:
        """Everything that waits."""
        while self.read() is not None:
            pass


def booth(number: int, host: str = "") -> Booth:
    return Booth(number=number, name=f"Booth {number}", host=host, address="", local=True)


BOOTHS = st.sampled_from(["b1", "b2", "b3"])
CHANGE = st.one_of(
    st.tuples(
        st.tuples(st.just("booth"), BOOTHS),
        st.one_of(
            st.none(), st.builds(booth, st.integers(1, 3), st.sampled_from(["", "Lan 0912345678"]))
        ),
    ),
    st.tuples(
        st.tuples(st.just("switcher"), BOOTHS),
        st.one_of(st.none(), st.builds(Switcher, program=st.sampled_from(["Live", "Break"]))),
    ),
    st.tuples(
        st.tuples(st.just("hotkeys"), BOOTHS),
        st.one_of(st.none(), st.builds(Hotkeys, names=st.tuples(st.sampled_from("ab")))),
    ),
)
STEP = st.one_of(
    st.lists(CHANGE, min_size=1, max_size=4).map(dict),
    st.sampled_from(["read 0", "read 1", "reconnect 0", "reconnect 1"]),
)


def apply_to(stores: list[RecordStore], changes: Changes) -> None:
    """Each kind lives in one store, as in a server."""
    stores[0].apply({key: new for key, new in changes.items() if key[0] != "hotkeys"})
    stores[1].apply({key: new for key, new in changes.items() if key[0] == "hotkeys"})


@given(st.lists(CHANGE, max_size=4).map(dict), st.lists(STEP, max_size=30))
def test_mirrors_end_equal_to_the_truth(before: Changes, steps: list[Changes | str]) -> None:
    stores = [RecordStore(), RecordStore()]
    apply_to(stores, before)
    channel = StateChannel(stores)
    viewers = [Viewer(channel, Role.ADMIN), Viewer(channel, Role.HOST)]
    for step in steps:
        if isinstance(step, dict):
            apply_to(stores, step)
        else:
            verb, _, which = step.partition(" ")
            viewer = viewers[int(which)]
            viewer.read() if verb == "read" else viewer.reconnect()
    for viewer in viewers:
        viewer.read_all()
        assert viewer.mirror.everything() == channel.visible(viewer.role)
        assert viewer.mirror.revision <= channel.revision
    assert channel.visible(Role.ADMIN) == {**stores[0].everything(), **stores[1].everything()}
    assert not any(key[0] == "hotkeys" for key in viewers[1].mirror.everything())


@pytest.fixture
def store() -> RecordStore:
    return RecordStore()


@pytest.fixture
def channel(store: RecordStore) -> Iterator[StateChannel]:
    made = StateChannel([store])
    yield made
    made.stop()
    store.apply({("switcher", "late"): Switcher(program="Live")})
    assert ("switcher", "late") not in made.visible(Role.ADMIN)


def test_a_slow_client_gets_the_last_of_many_changes_once(
    store: RecordStore, channel: StateChannel
) -> None:
    viewer = Viewer(channel, Role.HOST)
    viewer.read_all()
    for number in range(1, 1000):
        store.apply({("booth", "b1"): booth(number % 99 + 1)})
    frame = viewer.read()
    assert isinstance(frame, Patch)
    assert len(frame.changes) == 1
    assert viewer.read() is None
    assert viewer.mirror.get(Booth, "booth", "b1") == booth(999 % 99 + 1)


def test_a_reconnect_announces_only_what_differs(store: RecordStore, channel: StateChannel) -> None:
    store.apply({("booth", "b1"): booth(1), ("booth", "b2"): booth(2), ("booth", "b3"): booth(3)})
    viewer = Viewer(channel, Role.HOST)
    viewer.read_all()
    viewer.heard.clear()
    store.apply({("booth", "b1"): booth(9), ("booth", "b3"): None})
    store.apply({("booth", "b2"): booth(8)})
    store.apply({("booth", "b2"): booth(2)})
    viewer.reconnect()
    viewer.read_all()
    assert sorted(viewer.heard) == [
        (("booth", "b1"), booth(1), booth(9)),
        (("booth", "b3"), booth(3), None),
    ]


def test_listeners_see_the_whole_patch_in_place(store: RecordStore, channel: StateChannel) -> None:
    viewer = Viewer(channel, Role.HOST)
    viewer.read_all()
    seen = []
    viewer.mirror = Mirror(lambda key, old, new: seen.append(dict(viewer.mirror.everything())))
    store.apply({("booth", "b1"): booth(1), ("booth", "b2"): booth(2)})
    viewer.read_all()
    assert [len(records) for records in seen] == [2, 2]


def test_a_record_is_encoded_once_for_all_who_see_the_same(
    store: RecordStore, channel: StateChannel
) -> None:
    lanes = [channel.open(Role.DIRECTOR, lambda: None) for _ in range(3)]
    for lane in lanes:
        lane.take()
    store.apply({("booth", "b1"): booth(1)})
    frames = [lane.take() for lane in lanes]
    assert frames[0] is not None
    assert frames[0] is frames[1] is frames[2]


def test_a_client_that_has_gone_is_woken_no_more(store: RecordStore, channel: StateChannel) -> None:
    viewer = Viewer(channel, Role.HOST)
    viewer.read_all()
    viewer.lane.close()
    store.apply({("booth", "b1"): booth(1)})
    assert viewer.woken == 0


def test_what_a_newer_server_says_does_no_harm(caplog: pytest.LogCaptureFixture) -> None:
    mirror = Mirror(lambda *_: None)
    good = msgspec.Raw(msgspec.msgpack.encode(booth(1)))
    strange = msgspec.Raw(msgspec.msgpack.encode({"number": "eleven"}))
    for revision in (1, 2):
        mirror.replace(
            revision,
            [
                (("booth", "b1"), good),
                (("booth", "b2"), strange),
                (("hologram", "b1"), good),
            ],
        )
    assert mirror.everything() == {("booth", "b1"): booth(1)}
    assert len(caplog.records) == 2
