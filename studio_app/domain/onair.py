"""What "on air" means for a booth, from its facts: one pure judgement used everywhere."""

from datetime import datetime
from enum import StrEnum

from studio_app.domain.booth import (
    Booth,
    Link,
    LinkStatus,
    Live,
    LiveStatus,
    Output,
    OutputStatus,
    SentBy,
)
from studio_app.domain.struct import Fact


class AirStatus(StrEnum):
    """Whether viewers can see the booth, as far as anything known can tell."""

    ON_AIR = "on_air"
    OFF = "off"
    UNKNOWN = "unknown"
    """The link is gone: it was on air when last heard, or nobody can say."""


class Air(Fact, frozen=True, kw_only=True):
    """The judgement; `since` is when the run began, when known."""

    status: AirStatus
    since: datetime | None = None


_RUNNING = (OutputStatus.ACTIVE, OutputStatus.RECONNECTING, OutputStatus.STOPPING)


def judge_air(booth: Booth, link: Link | None, stream: Output | None, live: Live | None) -> Air:
    """On air by OBS's word (its stream runs), or, for a booth that the platform's own program
    sends, by a person's word. Without a connected link nothing is claimed as sure."""
    if booth.sent_by is SentBy.PLATFORM_PROGRAM:
        if live is None or live.status is LiveStatus.UNKNOWN:
            return Air(status=AirStatus.UNKNOWN if link_gone(link) else AirStatus.OFF)
        if live.status is LiveStatus.LIVE:
            return Air(status=AirStatus.ON_AIR, since=live.since)
        return Air(status=AirStatus.OFF)
    running = stream is not None and stream.status in _RUNNING
    since = stream.since if stream is not None and running else None
    if link_gone(link):
        return Air(status=AirStatus.UNKNOWN, since=since)
    return Air(status=AirStatus.ON_AIR if running else AirStatus.OFF, since=since)


def link_gone(link: Link | None) -> bool:
    """Whether what is known of the booth is no longer being confirmed."""
    return link is None or link.status not in (LinkStatus.CONNECTED, LinkStatus.STALE)
