"""A booth to look at: scenes, sound, sources and outputs as a working evening has them."""

import math
from datetime import timedelta

import cv2
import numpy as np
from msgspec.structs import replace

from studio_app.domain.alarm import Alarm, AlarmKind, Cause, Severity
from studio_app.domain.booth import (
    PERSON,
    Booth,
    Filter,
    Filters,
    Health,
    HostKind,
    Hotkeys,
    Input,
    Link,
    LinkStatus,
    Live,
    LiveStatus,
    Media,
    MediaState,
    Monitor,
    OnAirHost,
    Output,
    OutputHealth,
    OutputKind,
    OutputStatus,
    Scene,
    SceneItem,
    SceneRole,
    Setup,
    Switcher,
    Tally,
)
from studio_app.domain.feed import BoothMeters, Bus, Picture
from studio_app.domain.health import HealthReading, HealthRow
from studio_app.domain.problems import problem
from studio_app.domain.struct import Fact
from tests.ui.fake_client import START, FakeStudio
from ui.bridge.client import BoothKey

SIX = ("Host", "AI", "Cận sản phẩm", "Hai máy", "Nghỉ", "Chờ")
ROLES = {
    SceneRole.HUMAN: "Host",
    SceneRole.AI: "AI",
    SceneRole.BREAK: "Nghỉ",
    SceneRole.STANDBY: "Chờ",
}
SOUNDS = ("Mic Lan", "Mic phụ", "AI Mai", "Nhạc nền", "Âm thanh máy tính (Realtek)")
LEVELS = (-3.0, 0.0, -12.5, -18.0, -100.0)
CLIP = "Video giới thiệu áo dài lụa mùa hè"


def put(studio: FakeStudio, booth: BoothKey, kind: str, record: Fact | None, *more: str) -> None:
    """Set one record of the booth."""
    studio.put(booth[0], (kind, booth[1], *more), record)


def switcher_of(studio: FakeStudio, booth: BoothKey) -> Switcher:
    """The booth's switcher record."""
    record = studio.connection(booth[0]).get(Switcher, "switcher", booth[1])
    assert record is not None
    return record


def change_switcher(studio: FakeStudio, booth: BoothKey, **changes: object) -> None:
    """Replace some of its fields, as an event of OBS does."""
    put(studio, booth, "switcher", replace(switcher_of(studio, booth), **changes))


def furnish(studio: FakeStudio, number: int = 7, *, on_air: bool = True) -> BoothKey:
    """A booth in full work on a server of its own."""
    server = studio.add_server()
    booth = studio.add_booth(server, number, name="Thời trang nữ", on_air=on_air)
    config = studio.connection(server).get(Booth, "booth", booth[1])
    assert config is not None
    put(studio, booth, "booth", replace(config, host="Chị Lan", scene_roles=ROLES))
    put(studio, booth, "host", OnAirHost(kind=HostKind.HUMAN, name="Chị Lan"))
    change_switcher(studio, booth, scenes=SIX)
    put(studio, booth, "setup", Setup(profiles=("A", "B"), profile="A", collections=("X", "Y")))
    put(studio, booth, "hotkeys", Hotkeys(names=tuple(f"OBSBasic.Key{at}" for at in range(40))))
    sounds(studio, booth, len(SOUNDS))
    sources(studio, booth)
    outputs(studio, booth, on_air=on_air)
    return booth


def sounds(studio: FakeStudio, booth: BoothKey, count: int) -> tuple[str, ...]:
    """This many inputs with sound, and none other; their names."""
    for key in tuple(studio.connection(booth[0]).keys("input", booth[1])):
        studio.put(booth[0], key, None)
    names = [*SOUNDS, *(f"Nguồn {at}" for at in range(len(SOUNDS) + 1, count + 1))][:count]
    for at, name in enumerate(names):
        record = Input(
            kind="pulse_input_capture",
            audio=True,
            order=at,
            volume_db=LEVELS[at % 5],
            muted=at in (1, 2),
            monitor=Monitor.AND_OUTPUT if at == 2 else Monitor.OFF,
            sync_offset_ms=120 if at == 2 else 0,
            balance=0.3 if at == 4 else 0.5,
        )
        put(studio, booth, "input", record, name)
    return tuple(names)


def levels(studio: FakeStudio, booth: BoothKey, names: tuple[str, ...], level: int = 215) -> None:
    """One reading of the meters."""
    four = [level, level - 8, level - 30, level - 40]
    data = bytes(part for at in range(len(names)) for part in (max(0, v - 9 * at) for v in four))
    studio.meters.emit(booth[0], BoothMeters(booth=booth[1], inputs=names, levels=data))


def sources(studio: FakeStudio, booth: BoothKey) -> None:
    """A scene with a nested scene, a group, a clip with filters."""
    host = (
        SceneItem(item_id=1, source="Giá sản phẩm", kind="text_ft2_source_v2"),
        SceneItem(item_id=2, source="Khung", kind="browser_source", visible=False),
        SceneItem(item_id=3, source="Hai máy", kind="scene", locked=True),
        SceneItem(item_id=4, source="Quà tặng", kind="group"),
        SceneItem(item_id=5, source=CLIP, kind="ffmpeg_source"),
        SceneItem(item_id=6, source="Mic Lan", kind="pulse_input_capture"),
    )
    cameras = (
        SceneItem(item_id=1, source="Cam A", kind="v4l2_input"),
        SceneItem(item_id=2, source="Cam B", kind="v4l2_input", visible=False),
    )
    gifts = (SceneItem(item_id=1, source="Quà", kind="image_source"),)
    put(studio, booth, "scene", Scene(items=host), "Host")
    put(studio, booth, "scene", Scene(items=cameras), "Hai máy")
    put(studio, booth, "scene", Scene(items=gifts, is_group=True), "Quà tặng")
    program = ("Cam A", "Giá sản phẩm", "Hai máy", "Host", "Mic Lan", "Nhạc nền", "Quà", "Quà tặng")
    put(studio, booth, "tally", Tally(program=program, preview=("AI", "Camera")))
    clip = Media(state=MediaState.PLAYING, cursor_ms=72_000, duration_ms=220_000)
    put(studio, booth, "media", clip, CLIP)
    filters = (
        Filter(name="Chỉnh màu", kind="color_filter_v2"),
        Filter(name="Phông xanh", kind="chroma_key_filter_v2", enabled=False),
    )
    put(studio, booth, "filters", Filters(filters=filters), CLIP)


def outputs(studio: FakeStudio, booth: BoothKey, *, on_air: bool) -> None:
    """A healthy stream and recording, a person's word, calm statistics."""
    stream = Output(status=OutputStatus.OFF)
    if on_air:
        stream = Output(
            status=OutputStatus.ACTIVE,
            since=START - timedelta(seconds=8073),
            kbps=6012,
            skipped_pct=0.0,
            health=OutputHealth.GOOD,
        )
    record = Output(
        status=OutputStatus.ACTIVE,
        since=START - timedelta(seconds=3000),
        bytes=1_234_000_000,
        path="D:\\Video\\2026-03-04 20-47-09.mkv",
    )
    put(studio, booth, "output", stream, OutputKind.STREAM)
    put(studio, booth, "output", record, OutputKind.RECORD)
    put(studio, booth, "output", Output(status=OutputStatus.UNAVAILABLE), OutputKind.REPLAY)
    live = Live(status=LiveStatus.LIVE, source="person", by="Minh", since=START)
    put(studio, booth, "live", live)
    health = Health(
        fps=29.97, cpu_pct=12.4, memory_mb=812, disk_free_mb=81_234, frame_ms=4.1, round_trip_ms=12
    )
    put(studio, booth, "health", health)


def history(studio: FakeStudio, booth: BoothKey, *, every_s: int = 10, count: int = 360) -> None:
    """An hour of figures: on air for most of it, OBS lost for four minutes, a bad line after."""
    assert isinstance(studio.health, dict)
    rows = studio.health[booth[1]] = []
    for at in range(count):
        part = at / count
        if 0.4 <= part < 0.47:
            continue
        wave = math.sin(at / 9) + math.sin(at / 23)
        bad = 0.47 <= part < 0.56
        sending = part > 0.1
        figures = HealthReading(
            fps=29.9 if not bad else 27.5 + wave,
            lagged_pct=0.1,
            skipped_pct=(2.4 + wave if bad else 0.05) if sending else None,
            congestion_pct=(55 + 12 * wave if bad else 2 + abs(wave)) if sending else None,
            kbps=5800 + 150 * wave - (2400 if bad else 0) if sending else None,
            cpu_pct=14 + 3 * wave,
            disk_free_mb=84_000 - 20 * at,
            round_trip_ms=0.9 + 0.3 * abs(wave),
            peak_db=-9 + 3 * wave if sending else None,
            rms_db=-23 + 3 * wave if sending else None,
        )
        rows.append(
            HealthRow(at=START - timedelta(seconds=every_s * (count - at)), figures=figures)
        )


def alarm(studio: FakeStudio, booth: BoothKey) -> None:
    """The line was congested half an hour ago."""
    began = START - timedelta(minutes=32)
    record = Alarm(
        kind=AlarmKind.CONGESTED,
        severity=Severity.WARNING,
        cause=Cause.ITSELF,
        back=(booth[1],),
        problem=problem("alarm_congested"),
        since=began,
        raised_at=began,
        cleared_at=START - timedelta(minutes=26),
    )
    studio.put(booth[0], ("alarm", "a1"), record)


def troubles(studio: FakeStudio, booth: BoothKey) -> None:
    """A line that drops frames, a recording that stopped itself, a PC at its end."""
    stream = Output(
        status=OutputStatus.ACTIVE,
        since=START,
        kbps=3112,
        skipped_pct=4.2,
        congestion=0.6,
        reconnects=2,
        health=OutputHealth.SKIPPING,
    )
    stopped = problem("output_stopped_itself", output=OutputKind.RECORD)
    put(studio, booth, "output", stream, OutputKind.STREAM)
    put(studio, booth, "output", Output(status=OutputStatus.OFF, problem=stopped), "record")
    put(
        studio,
        booth,
        "live",
        Live(status=LiveStatus.NOT_LIVE, source=PERSON, by="Minh", since=START),
    )
    health = Health(fps=24.1, cpu_pct=97, disk_free_mb=900, frame_ms=41, render_skipped_pct=9)
    put(studio, booth, "health", health)


def link(studio: FakeStudio, booth: BoothKey, status: LinkStatus, *lacks: str) -> None:
    """The link to OBS changes."""
    lost = status is not LinkStatus.CONNECTED
    record = Link(
        status=status,
        since=START,
        last_heard=START if lost else None,
        retry_at=START + timedelta(seconds=4) if lost else None,
        obs_version="29.0.2",
        lacks=lacks,
    )
    put(studio, booth, "link", record)


def pictures(studio: FakeStudio, booth: BoothKey, *, age_s: float = 0.0) -> None:
    """A picture of both buses, in the canvas's shape."""
    width, height = switcher_of(studio, booth).canvas
    size = (round(width * 640 / max(width, height)), round(height * 640 / max(width, height)))
    now = studio.connection(booth[0]).now
    for bus, ground in ((Bus.PREVIEW, (96, 52, 60)), (Bus.PROGRAM, (84, 84, 74))):
        image = np.full((size[1], size[0], 3), ground, np.uint8)
        radius = min(size) // 6
        cv2.circle(image, (size[0] // 2, size[1] * 2 // 5), radius, (130, 180, 220), -1)
        cv2.circle(image, (size[0] // 2, size[1]), radius * 2, (60, 60, 150), -1)
        jpeg = cv2.imencode(".jpg", image)[1].tobytes()
        studio.picture.emit(
            booth[0],
            Picture(
                booth=booth[1],
                bus=bus,
                taken=now - timedelta(seconds=age_s),
                width=size[0],
                height=size[1],
                jpeg=jpeg,
            ),
        )
