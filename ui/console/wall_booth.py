"""What wall and strip know of one booth: its records of one moment, read from the bridge."""

from typing import NamedTuple

from studio_app.domain.alarm import Alarm
from studio_app.domain.booth import (
    Booth,
    Health,
    HostKind,
    Link,
    Live,
    LiveStatus,
    OnAirHost,
    Output,
    OutputKind,
    OutputStatus,
    SentBy,
    Switcher,
)
from studio_app.domain.commission import Drift
from studio_app.domain.onair import Air, AirStatus, link_gone
from studio_app.domain.recovery import Panic, Recovery
from ui.bridge.client import BoothKey
from ui.bridge.studio import StudioBridge

DEFAULT_CANVAS = (1920, 1080)
RUNNING = (OutputStatus.ACTIVE, OutputStatus.PAUSED, OutputStatus.RECONNECTING)


class BoothView(NamedTuple):
    """One booth; a record that has not come is None."""

    key: BoothKey
    booth: Booth
    server_up: bool
    """Whether its server talks to this window; all else is old when not."""
    air: Air
    link: Link | None = None
    stream: Output | None = None
    record: Output | None = None
    virtualcam: Output | None = None
    live: Live | None = None
    host: OnAirHost | None = None
    health: Health | None = None
    canvas: tuple[int, int] = DEFAULT_CANVAS
    panic: Panic | None = None
    recovery: Recovery | None = None
    drift: Drift | None = None
    alarms: tuple[Alarm, ...] = ()
    """Those it is in; only who judges what presses reads them."""
    viewers: int | None = None
    """How many watch on all its channels; only the wall reads it, None: nobody tells."""

    @property
    def confirmed(self) -> bool:
        """Whether server and OBS both answer: what is known is still so."""
        return self.server_up and not link_gone(self.link)

    @property
    def by_platform(self) -> bool:
        """Whether the platform's own program sends the picture, from OBS's virtual camera."""
        return self.booth.sent_by is SentBy.PLATFORM_PROGRAM

    @property
    def source(self) -> Output | None:
        """The output that viewers' picture depends on."""
        return self.virtualcam if self.by_platform else self.stream

    @property
    def sending(self) -> bool:
        """Whether OBS's output runs, by OBS's word."""
        return self.source is not None and self.source.status in RUNNING

    @property
    def recording(self) -> bool:
        """Whether OBS records (or has paused to)."""
        return self.record is not None and self.record.status in RUNNING

    @property
    def on_air(self) -> bool:
        """Whether viewers see it, for sure."""
        return self.air.status is AirStatus.ON_AIR

    @property
    def was_on_air(self) -> bool:
        """Whether it was on air when last heard, now that nothing is sure."""
        return self.air.status is AirStatus.UNKNOWN and self.air.since is not None

    @property
    def ai(self) -> bool:
        """Whether an AI host presents."""
        return self.host is not None and self.host.kind is HostKind.AI

    @property
    def live_status(self) -> LiveStatus:
        """What is said of the platform; unknown until somebody says."""
        return self.live.status if self.live is not None else LiveStatus.UNKNOWN


def read_booth(bridge: StudioBridge, key: BoothKey) -> BoothView | None:
    """The booth's records now; None while its own record has not come."""
    booth = bridge.get(key, Booth)
    if booth is None:
        return None
    switcher = bridge.get(key, Switcher)
    canvas = switcher.canvas if switcher is not None else DEFAULT_CANVAS
    return BoothView(
        key=key,
        booth=booth,
        server_up=bridge.connected(key),
        air=bridge.air(key),
        link=bridge.get(key, Link),
        stream=bridge.get(key, Output, OutputKind.STREAM),
        record=bridge.get(key, Output, OutputKind.RECORD),
        virtualcam=bridge.get(key, Output, OutputKind.VIRTUALCAM),
        live=bridge.get(key, Live),
        host=bridge.get(key, OnAirHost),
        health=bridge.get(key, Health),
        canvas=canvas if min(canvas) > 0 else DEFAULT_CANVAS,
        panic=bridge.get(key, Panic),
        recovery=bridge.get(key, Recovery),
        drift=bridge.get(key, Drift),
    )
