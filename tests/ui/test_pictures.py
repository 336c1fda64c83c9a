"""The picture hub: what it asks servers for, what it decodes, and that the newest always wins."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from datetime import timedelta
from typing import ParamSpec, TypeVar

import pytest
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

from studio_app.domain.feed import Bus, Picture, PictureWant
from studio_app.domain.ids import BoothId
from tests.ui.fake_client import START, FakeStudio
from tests.ui.wall_scene import jpeg_of
from ui.bridge.client import BoothKey
from ui.bridge.pictures import PictureHub, Shot, View, decode, fit, width_step
from ui.bridge.studio import StudioBridge

P = ParamSpec("P")
R = TypeVar("R")


class HandExecutor(Executor):
    """Work is done when the test says so."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], object]] = []

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        future: Future[R] = Future()
        self.waiting.append(lambda: future.set_result(fn(*args, **kwargs)))
        return future

    def work(self) -> None:
        """Do everything that waits now."""
        waiting, self.waiting = self.waiting, []
        for each in waiting:
            each()


class Sink(QObject):
    """A widget's end: every shot that arrived."""

    def __init__(self) -> None:
        super().__init__()
        self.shots: list[tuple[BoothKey, Bus, Shot]] = []

    def take(self, booth: BoothKey, bus: Bus, shot: Shot) -> None:
        self.shots.append((booth, bus, shot))


@pytest.fixture
def bridge(studio: FakeStudio) -> Iterator[StudioBridge]:
    made = StudioBridge(studio)
    yield made
    made.close()


@pytest.fixture
def hands() -> HandExecutor:
    return HandExecutor()


@pytest.fixture
def hub(qtbot: QtBot, bridge: StudioBridge, hands: HandExecutor) -> Iterator[PictureHub]:
    made = PictureHub(bridge, executor=hands)
    yield made
    made.close()


@pytest.fixture
def booth(studio: FakeStudio) -> BoothKey:
    return studio.add_booth(studio.add_server(), 1)


def send(studio: FakeStudio, booth: BoothKey, second: int, jpeg: bytes | None = None) -> None:
    picture = Picture(
        booth=booth[1],
        bus=Bus.PROGRAM,
        taken=START + timedelta(seconds=second),
        width=320,
        height=180,
        jpeg=jpeg_of(1, 320, 180, second) if jpeg is None else jpeg,
    )
    studio.picture.emit(booth[0], picture)


def program(booth: BoothKey, fps: float = 2, box: tuple[int, int] = (256, 144)) -> View:
    return View(booth, Bus.PROGRAM, fps, box)


def wants(studio: FakeStudio, booth: BoothKey) -> list[PictureWant]:
    return studio.connection(booth[0]).picture_wants


def test_the_greatest_of_all_viewers_is_asked_for_once_a_bus_and_server(
    studio: FakeStudio, hub: PictureHub, booth: BoothKey
) -> None:
    other = studio.add_booth(studio.add_server("srv000000002"), 1)
    wall, dock = Sink(), Sink()
    first = hub.viewer(wall.take, wall)
    first.want([program(booth), program(other)])
    second = hub.viewer(dock.take, dock)
    second.want([program(booth, 8, (620, 349)), View(booth, Bus.PREVIEW, 5, (620, 349))])
    assert wants(studio, booth) == [
        PictureWant(booth=BoothId("booth-1"), bus=Bus.PROGRAM, fps=8, width=640),
        PictureWant(booth=BoothId("booth-1"), bus=Bus.PREVIEW, fps=5, width=640),
    ]
    assert [(want.fps, want.width) for want in wants(studio, other)] == [(2, 320)]
    second.close()
    assert [(want.fps, want.width) for want in wants(studio, booth)] == [(2, 320)]
    hub.close()
    assert wants(studio, booth) == wants(studio, other) == []


def test_each_viewer_gets_the_picture_in_its_own_size(
    qtbot: QtBot, studio: FakeStudio, hub: PictureHub, hands: HandExecutor, booth: BoothKey
) -> None:
    wall, dock = Sink(), Sink()
    hub.viewer(wall.take, wall).want([program(booth, box=(256, 144))])
    hub.viewer(dock.take, dock).want([program(booth, box=(640, 360))])
    send(studio, booth, 0)
    assert len(hands.waiting) == 1
    hands.work()
    qtbot.waitUntil(lambda: bool(wall.shots and dock.shots))
    sizes = [
        (sink.shots[0][2].image.width(), sink.shots[0][2].image.height()) for sink in (wall, dock)
    ]
    assert sizes == [(256, 144), (640, 360)]
    assert wall.shots[0][2].taken == START


def test_only_one_decode_waits_and_the_newest_picture_wins(
    qtbot: QtBot, studio: FakeStudio, hub: PictureHub, hands: HandExecutor, booth: BoothKey
) -> None:
    wall = Sink()
    hub.viewer(wall.take, wall).want([program(booth)])
    for second in range(6):
        send(studio, booth, second)
        assert len(hands.waiting) == 1
    hands.work()
    qtbot.waitUntil(lambda: len(wall.shots) == 1)
    assert len(hands.waiting) == 1
    hands.work()
    qtbot.waitUntil(lambda: len(wall.shots) == 2)
    assert [shot.taken - START for _, _, shot in wall.shots] == [
        timedelta(seconds=0),
        timedelta(seconds=5),
    ]
    assert hands.waiting == []


def test_a_viewer_that_grows_gets_the_last_picture_anew_without_waiting_for_another(
    qtbot: QtBot, studio: FakeStudio, hub: PictureHub, hands: HandExecutor, booth: BoothKey
) -> None:
    wall = Sink()
    viewer = hub.viewer(wall.take, wall)
    viewer.want([program(booth)])
    send(studio, booth, 3)
    hands.work()
    qtbot.waitUntil(lambda: len(wall.shots) == 1)
    viewer.want([program(booth, box=(512, 288))])
    hands.work()
    qtbot.waitUntil(lambda: len(wall.shots) == 2)
    shot = wall.shots[1][2]
    assert (shot.image.width(), shot.taken) == (512, START + timedelta(seconds=3))


def test_a_broken_picture_leaves_the_one_before_and_is_logged_once(
    qtbot: QtBot,
    studio: FakeStudio,
    hub: PictureHub,
    hands: HandExecutor,
    booth: BoothKey,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("INFO")
    wall = Sink()
    hub.viewer(wall.take, wall).want([program(booth)])
    for second, jpeg in enumerate((b"", b"not a picture", b"\xff\xd8\xff")):
        send(studio, booth, second, jpeg)
        hands.work()
        qtbot.wait(1)
    send(studio, booth, 9)
    hands.work()
    qtbot.waitUntil(lambda: len(wall.shots) == 1)
    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]


def test_nothing_reaches_a_viewer_that_closed_or_a_picture_nobody_wants(
    qtbot: QtBot, studio: FakeStudio, hub: PictureHub, hands: HandExecutor, booth: BoothKey
) -> None:
    wall = Sink()
    viewer = hub.viewer(wall.take, wall)
    viewer.want([program(booth)])
    send(studio, booth, 0)
    viewer.close()
    hands.work()
    send(studio, booth, 1)
    assert hands.waiting == []
    qtbot.wait(1)
    assert wall.shots == []


def test_its_own_threads_decode_and_pictures_arrive_on_the_windows_thread(
    qtbot: QtBot, studio: FakeStudio, bridge: StudioBridge, booth: BoothKey
) -> None:
    hub = PictureHub(bridge)
    threads = []
    sink = Sink()
    hub.viewer(lambda *_: threads.append(QThread.currentThread()), sink).want([program(booth)])
    send(studio, booth, 0)
    qtbot.waitUntil(lambda: bool(threads))
    assert threads == [sink.thread()]
    hub.close()


def test_sizes_are_asked_for_in_steps_and_shapes_are_kept() -> None:
    assert [width_step(width) for width in (1, 160, 161, 250, 700, 5000)] == [
        160,
        160,
        240,
        320,
        960,
        1280,
    ]
    assert fit((1920, 1080), (256, 400)) == (256, 144)
    assert fit((1080, 1920), (256, 400)) == (225, 400)
    assert fit((320, 180), (257, 145)) == (257, 145)


def test_decoded_colours_are_those_of_the_picture() -> None:
    image = decode(jpeg_of(2, 320, 180), [(160, 90)])[160, 90]
    dress = image.pixelColor(80, 86)
    assert dress.red() > dress.blue() + 30
    with pytest.raises(ValueError, match="JPEG"):
        decode(b"", [(1, 1)])
