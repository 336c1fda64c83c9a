"""A studio to look at: booths in every state, with moving pictures and levels, for wall tests."""

from datetime import timedelta

import cv2
import numpy as np

from studio_app.domain.booth import (
    PERSON,
    Booth,
    Health,
    HostKind,
    Link,
    LinkStatus,
    Live,
    LiveStatus,
    OnAirHost,
    Output,
    OutputHealth,
    OutputKind,
    OutputStatus,
    SentBy,
    Switcher,
)
from studio_app.domain.feed import BoothMeters, Picture
from studio_app.domain.ids import BoothId, ServerId
from studio_app.domain.problems import problem
from studio_app.domain.records import RecordKey
from studio_app.domain.struct import Fact
from tests.ui.fake_client import START, FakeStudio
from ui.bridge.client import BoothKey

HOSTS = ("Anh Huy", "AI Vy", "AI Mai", "Ngọc", "Thảo", "AI Mai", "Chị Lan", "Hải", "My")
NAMES = ("Nồi chiên", "Son môi", "Đầm maxi", "Serum", "Quần jean nữ", "Quạt mini", "Thời trang nữ")
WIDE, UPRIGHT = (1920, 1080), (1080, 1920)
RUN = timedelta(hours=1, minutes=2, seconds=10)


def booth_key(server: ServerId, number: int) -> BoothKey:
    """The key of the scene's booth with this number."""
    return server, BoothId(f"booth-{number}")


def furnish(
    studio: FakeStudio,
    server: ServerId,
    count: int,
    canvas: tuple[int, int] | None = WIDE,
    troubles: bool = True,
) -> list[BoothKey]:
    """Booths 1 to `count` on air; with `troubles`, some of them in every other state. With canvas
    None wide and upright ones alternate."""
    keys = []
    for number in range(1, count + 1):
        shape = canvas or (WIDE, UPRIGHT)[number % 2]
        booth = BoothId(f"booth-{number}")
        records = _good(number, booth, shape)
        if troubles:
            records.update(_trouble(number, booth))
        studio.put_all(server, records)
        keys.append((server, booth))
    return keys


def _good(number: int, booth: BoothId, canvas: tuple[int, int]) -> dict[RecordKey, Fact | None]:
    host = HOSTS[number % len(HOSTS)]
    ai = host.startswith("AI ")
    return {
        ("booth", booth): Booth(
            number=number,
            name=NAMES[number % len(NAMES)],
            host=host.removeprefix("AI "),
            address=f"10.0.0.{number}:4455",
            local=False,
        ),
        ("link", booth): Link(status=LinkStatus.CONNECTED, since=START, obs_version="30.2.3"),
        ("switcher", booth): Switcher(program="Host", scenes=("Host", "AI"), canvas=canvas),
        ("output", booth, OutputKind.STREAM): Output(
            status=OutputStatus.ACTIVE,
            since=START - RUN * (number % 5 + 1),
            health=OutputHealth.GOOD,
            kbps=5980 + number,
            skipped_pct=0.0,
        ),
        ("live", booth): Live(
            status=LiveStatus.LIVE if number % 3 else LiveStatus.UNKNOWN, source="person", by="Minh"
        ),
        ("host", booth): OnAirHost(
            kind=HostKind.AI if ai else HostKind.HUMAN, name=host.removeprefix("AI ")
        ),
        ("health", booth): Health(fps=30, cpu_pct=12, disk_free_mb=80_000, round_trip_ms=3),
    }


def _trouble(number: int, booth: BoothId) -> dict[RecordKey, Fact | None]:
    """What differs from an ordinary booth."""
    stream: RecordKey = ("output", booth, OutputKind.STREAM)
    since = START - RUN * 2
    heard = START - timedelta(seconds=18)
    skipping = Output(
        status=OutputStatus.ACTIVE,
        since=since,
        health=OutputHealth.SKIPPING,
        kbps=3100,
        skipped_pct=4.2,
    )
    by_platform = Booth(
        number=number,
        name="Mỹ phẩm",
        host="My",
        address="10.0.0.9:4455",
        local=False,
        sent_by=SentBy.PLATFORM_PROGRAM,
    )
    lost = Link(
        status=LinkStatus.LOST,
        since=heard,
        last_heard=heard,
        retry_at=START + timedelta(seconds=4),
        problem=problem("link_no_answer", address="10.0.0.11:4455"),
    )
    refused = Link(status=LinkStatus.REFUSED, since=START, problem=problem("link_wrong_password"))
    special: dict[int, dict[RecordKey, Fact | None]] = {
        3: {stream: skipping},
        6: {("output", booth, OutputKind.RECORD): Output(status=OutputStatus.ACTIVE)},
        9: {
            ("booth", booth): by_platform,
            stream: Output(status=OutputStatus.OFF),
            ("output", booth, OutputKind.VIRTUALCAM): Output(status=OutputStatus.ACTIVE),
            ("live", booth): Live(status=LiveStatus.LIVE, since=since, by="Minh"),
        },
        11: {("link", booth): lost},
        12: {
            ("live", booth): Live(status=LiveStatus.NOT_LIVE, source=PERSON, since=START, by="Minh")
        },
        13: {("link", booth): Link(status=LinkStatus.STALE, since=heard, last_heard=heard)},
        14: {("link", booth): refused, stream: None, ("live", booth): None},
        15: {
            stream: Output(status=OutputStatus.OFF),
            ("live", booth): None,
            ("host", booth): OnAirHost(kind=HostKind.BREAK),
        },
    }
    return special.get(number % 16, {})


def jpeg_of(number: int, width: int, height: int, frame: int = 0) -> bytes:
    """A picture of somebody in front of a coloured wall; another one for each frame."""
    hue = np.array([[[number * 29 % 180, 110, 105]]], np.uint8)
    back = cv2.cvtColor(hue, cv2.COLOR_HSV2BGR)[0][0].astype(np.float32)
    ramp = np.linspace(1.0, 0.45, height, dtype=np.float32)[:, None, None]
    picture = np.ascontiguousarray(
        np.broadcast_to(back * ramp, (height, width, 3)).astype(np.uint8)
    )
    middle = width // 2 + (frame * 7 + number * 5) % 21 - 10
    size = min(width, height)
    skin = (140, 178, 218) if number % 3 else (210, 183, 232)
    dress = (58, 58, 128) if number % 3 else (150, 96, 178)
    cv2.ellipse(
        picture, (middle, height), (size * 3 // 8, size * 45 // 100), 0, 180, 360, dress, -1
    )
    cv2.circle(picture, (middle, height - size * 58 // 100), size // 7, skin, -1, cv2.LINE_AA)
    if number % 2:
        corner, far = (0, height * 64 // 100), (width * 42 // 100, height * 86 // 100)
        cv2.rectangle(picture, corner, far, (240, 240, 240), -1)
    done, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 80])
    assert done
    return data.tobytes()


def send_pictures(studio: FakeStudio, frame: int = 0) -> int:
    """The picture of every want of every server; how many."""
    sent = 0
    for connection in studio.servers:
        assert connection.server_id is not None
        for want in connection.picture_wants:
            switcher = connection.get(Switcher, "switcher", want.booth)
            across, down = switcher.canvas if switcher else WIDE
            height = round(want.width * down / across)
            number = int(want.booth.rpartition("-")[2])
            picture = Picture(
                booth=want.booth,
                bus=want.bus,
                taken=START,
                width=want.width,
                height=height,
                jpeg=jpeg_of(number, want.width, height, frame),
            )
            studio.picture.emit(connection.server_id, picture)
            sent += 1
    return sent


def send_levels(studio: FakeStudio, frame: int = 0) -> None:
    """Levels of four inputs for every booth that is listened to."""
    for connection in studio.servers:
        assert connection.server_id is not None
        for booth in connection.meter_wants:
            number = int(booth.rpartition("-")[2])
            peak = 190 + (number * 13 + frame * 7) % 60
            levels = bytes((peak, max(0, peak - 8), peak - 24, peak - 34)) + bytes(12)
            meters = BoothMeters(booth=booth, inputs=("Mic", "B", "C", "D"), levels=levels)
            studio.meters.emit(connection.server_id, meters)
