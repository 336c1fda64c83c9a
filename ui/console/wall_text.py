"""What a tile says of a booth: words, shapes and tones from its facts; no painting."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from studio_app.domain.booth import (
    HostKind,
    Link,
    LinkStatus,
    LiveStatus,
    OutputHealth,
    OutputStatus,
)
from studio_app.domain.onair import AirStatus
from ui.console.needs_me_rule import Need, Severity
from ui.console.needs_me_words import need_icon, need_text, need_time
from ui.console.wall_booth import BoothView
from ui.figures import percent, rate, span, thousands
from ui.words import word

translate = QCoreApplication.translate

SKIPPED_BAD_PCT = 1.0


class Tone(StrEnum):
    """What a colour means; `wall_tile` knows which it is."""

    ON_AIR = "on_air"
    GOOD = "good"
    WARNING = "warning"
    GONE = "gone"
    CALM = "calm"


class Badge(NamedTuple):
    """The tile's upper right corner."""

    tone: Tone
    words: tuple[str, ...]
    """The same from long to short: the longest that fits is shown."""
    time: str = ""
    icon: str = ""


class Flag(NamedTuple):
    """One state with its shape: "OBS sends" and "the platform is live" have one each."""

    icon: str
    tone: Tone
    text: str
    short: str


class Bar(NamedTuple):
    """The worst trouble, across the tile."""

    icon: str
    tone: Tone
    text: str
    time: str


class TileText(NamedTuple):
    """All words of a tile. Equal ones need no painting."""

    number: str
    server: str
    """Empty when there is only one server."""
    badge: Badge
    bar: Bar | None
    host: str
    ai: bool
    name: str
    sending: Flag
    platform: Flag
    rate: str
    skipped: str
    skipped_bad: bool
    recording: str
    border: Tone
    """WARNING, GONE or CALM."""
    confirmed: bool
    """Whether what is shown is still so; the picture is dimmed and dated when not."""
    viewers: str = ""
    """How many watch, where a channel tells."""

    @property
    def facts(self) -> tuple[object, ...]:
        """What stands in the lines of facts."""
        return (
            *(self.host, self.ai, self.name, self.sending, self.platform),
            *(self.rate, self.skipped, self.skipped_bad, self.recording, self.viewers),
        )

    @property
    def skipped_words(self) -> str:
        """The share of skipped frames with its word, where there is room."""
        if not self.skipped:
            return ""
        return translate("Wall", "{share} lost").format(share=self.skipped)


def tile_text(view: BoothView, need: Need | None, now: datetime, server: str = "") -> TileText:
    """The words for a booth whose worst need is `need`, at a time of its server's clock."""
    bar = _bar(view, need, now)
    # A note is no trouble: a tile that is all right has no bar and no border.
    stale = view.link is not None and view.link.status is LinkStatus.STALE
    return TileText(
        number=f"{view.booth.number:02}",
        server=server,
        badge=_badge(view, now),
        bar=bar,
        host=_host(view),
        ai=view.ai,
        name=view.booth.name,
        sending=_sending(view),
        platform=_platform(view),
        rate=_rate(view),
        skipped=_skipped(view),
        skipped_bad=_skipped_pct(view) >= SKIPPED_BAD_PCT,
        recording=translate("Wall", "REC") if view.recording and view.confirmed else "",
        border=bar.tone if bar is not None else Tone.CALM,
        confirmed=view.confirmed and not stale,
        viewers=thousands(view.viewers) if view.viewers is not None and view.server_up else "",
    )


def _bar(view: BoothView, need: Need | None, now: datetime) -> Bar | None:
    if not view.server_up:
        return Bar("unlink", Tone.GONE, translate("Wall", "server away"), "")
    if need is None or need.severity is Severity.NOTE:
        return None
    tone = Tone.GONE if need.gone else Tone.WARNING
    return Bar(need_icon(need), tone, need_text(need), need_time(need, now))


def _badge(view: BoothView, now: datetime) -> Badge:
    if view.on_air:
        words = (translate("Wall", "ON AIR"), translate("Wall", "AIR"))
        icon = "person" if view.by_platform else ""
        return Badge(Tone.ON_AIR, words, span(view.air.since, now) if view.air.since else "", icon)
    if view.air.status is AirStatus.UNKNOWN:
        if view.was_on_air:
            return Badge(Tone.GONE, (translate("Wall", "ON AIR?"), translate("Wall", "AIR?")))
        return Badge(Tone.CALM, (_link_word(view.link),))
    if view.stream is not None and view.stream.status is OutputStatus.STARTING:
        return Badge(Tone.GONE, (translate("Wall", "STARTING"),))
    return Badge(Tone.CALM, (translate("Wall", "OFF"),))


def _link_word(link: Link | None) -> str:
    if link is None or link.status is LinkStatus.CONNECTING:
        return translate("Wall", "CONNECTING")
    return translate("Wall", "UNKNOWN")


def _host(view: BoothView) -> str:
    host = view.host
    if host is None or host.kind in (HostKind.UNKNOWN, HostKind.HUMAN):
        named = host.name if host is not None else ""
        return named or view.booth.host
    if host.kind is HostKind.AI:
        return host.name or word(HostKind.AI)
    said = word(host.kind)
    return said[:1].upper() + said[1:]


def _sending(view: BoothView) -> Flag:
    output = view.source
    if not view.confirmed or output is None:
        return Flag(
            "question", Tone.CALM, translate("Wall", "OBS unknown"), translate("Wall", "OBS")
        )
    if view.by_platform:
        on = view.sending
        text = translate("Wall", "Camera on") if on else translate("Wall", "Camera off")
        icon, tone = ("dot", Tone.GOOD) if on else ("ring", Tone.CALM)
        return Flag(icon, tone, text, translate("Wall", "Cam"))
    icon, tone, text = _stream_words(output.status, output.health)
    return Flag(icon, tone, text, translate("Wall", "OBS"))


def _stream_words(status: OutputStatus, health: OutputHealth) -> tuple[str, Tone, str]:
    match status:
        case OutputStatus.RECONNECTING:
            return "warning", Tone.WARNING, translate("Wall", "Reconnecting")
        case OutputStatus.STARTING:
            return "ring", Tone.CALM, translate("Wall", "Starting")
        case OutputStatus.STOPPING:
            return "ring", Tone.CALM, translate("Wall", "Stopping")
        case OutputStatus.ACTIVE | OutputStatus.PAUSED:
            sends = translate("Wall", "OBS sends")
            if health in (OutputHealth.NONE, OutputHealth.UNPROVEN):
                # Nothing proves that it arrives: said without the colour of "good".
                return "dot", Tone.GONE, sends
            if health is OutputHealth.GOOD:
                return "dot", Tone.GOOD, sends
            return "warning", Tone.WARNING, sends
        case _:
            return "ring", Tone.CALM, translate("Wall", "OBS off")


def _platform(view: BoothView) -> Flag:
    short = translate("Wall", "Live")
    match view.live_status:
        case LiveStatus.LIVE:
            return Flag("check", Tone.GOOD, translate("Wall", "Platform live"), short)
        case LiveStatus.NOT_LIVE:
            expected = view.sending and not view.by_platform
            tone = Tone.WARNING if expected else Tone.CALM
            return Flag("cross", tone, translate("Wall", "Not live"), short)
        case _:
            return Flag("question", Tone.CALM, translate("Wall", "Live unknown"), short)


def _rate(view: BoothView) -> str:
    if not view.confirmed:
        return ""
    if view.by_platform:
        fps = view.health.fps if view.health is not None else 0.0
        return f"{fps:.0f} fps" if view.sending and fps else ""
    if view.stream is None or not view.sending or view.stream.kbps is None:
        return ""
    return rate(view.stream.kbps)


def _skipped_pct(view: BoothView) -> float:
    if view.stream is None or view.stream.skipped_pct is None or not view.confirmed:
        return 0.0
    return view.stream.skipped_pct if view.sending and not view.by_platform else 0.0


def _skipped(view: BoothView) -> str:
    if not _rate(view) or view.by_platform or view.stream is None:
        return ""
    if view.stream.skipped_pct is None:
        return ""
    return percent(view.stream.skipped_pct)
