"""From where on something is an alarm: limits for all booths, and what a booth has otherwise."""

from typing import Annotated, TypeAlias

import msgspec
from msgspec import UNSET, Meta, UnsetType

from studio_app.domain.struct import Value

Seconds: TypeAlias = Annotated[float, Meta(ge=0, le=3600, description="seconds from 0 to 3600")]
Percent: TypeAlias = Annotated[float, Meta(ge=0.1, le=100, description="percent from 0.1 to 100")]
Share: TypeAlias = Annotated[float, Meta(ge=0.01, le=1, description="a number from 0.01 to 1")]
Gigabytes: TypeAlias = Annotated[
    float, Meta(ge=0.1, le=10_000, description="gigabytes from 0.1 to 10000")
]
Minutes: TypeAlias = Annotated[
    float, Meta(ge=0, le=600, description="minutes from 0 (never) to 600")
]


class AlarmLimits(Value, frozen=True, kw_only=True):
    """The `[alarms]` table. How long something must last is counted from when it began."""

    link_s: Seconds = 1.0
    """OBS lost, silent or refusing for so long."""
    starting_s: Seconds = 30.0
    """OBS says that it loads, for so long."""
    stream_s: Seconds = 2.0
    """Stream stopped, reconnecting or stalled; recording stopped or stalled."""
    congestion: Share = 0.3
    """OBS's own figure, 0 to 1."""
    skipped_pct: Percent = 1.0
    """Frames that the line did not take, over ten seconds."""
    lagged_pct: Percent = 1.0
    """Frames that the PC had no time to draw, over ten seconds."""
    figures_s: Seconds = 5.0
    """Congestion or lost frames for so long."""
    unproven_min: Minutes = 10.0
    """Sending, and nobody confirmed that it arrives, for so long; 0: never an alarm."""
    mismatch_s: Seconds = 8.0
    """A chat source says otherwise than OBS: not live while it sends, live while it does not."""
    going_live_s: Seconds = 90.0
    """From the stream's beginning until the platform must show it; sources that find an account
    not live ask again within a minute."""
    cpu_pct: Percent = 80.0
    """OBS's own processor time."""
    cpu_s: Seconds = 20.0
    disk_gb: Gigabytes = 5.0
    """Free room on the disk that OBS records to; a fifth of it is critical."""
    black_s: Seconds = 5.0
    frozen_s: Seconds = 10.0
    silent_s: Seconds = 15.0
    drift_s: Seconds = 10.0
    """OBS is not as commissioned, for so long."""
    server_disk_gb: Gigabytes = 2.0
    """Free room on the server's own disk; a fifth of it is critical."""


class AlarmOverrides(Value, frozen=True, kw_only=True):
    """The same fields, those that are set otherwise: a booth's `alarms`."""

    link_s: Seconds | UnsetType = UNSET
    starting_s: Seconds | UnsetType = UNSET
    stream_s: Seconds | UnsetType = UNSET
    congestion: Share | UnsetType = UNSET
    skipped_pct: Percent | UnsetType = UNSET
    lagged_pct: Percent | UnsetType = UNSET
    figures_s: Seconds | UnsetType = UNSET
    unproven_min: Minutes | UnsetType = UNSET
    mismatch_s: Seconds | UnsetType = UNSET
    going_live_s: Seconds | UnsetType = UNSET
    cpu_pct: Percent | UnsetType = UNSET
    cpu_s: Seconds | UnsetType = UNSET
    disk_gb: Gigabytes | UnsetType = UNSET
    black_s: Seconds | UnsetType = UNSET
    frozen_s: Seconds | UnsetType = UNSET
    silent_s: Seconds | UnsetType = UNSET
    drift_s: Seconds | UnsetType = UNSET
    server_disk_gb: Gigabytes | UnsetType = UNSET

    def set_fields(self) -> dict[str, float]:
        """Name to value of those that are set."""
        values = {name: getattr(self, name) for name in self.__struct_fields__}
        return {name: value for name, value in values.items() if value is not UNSET}


def limits_of(every: AlarmLimits, booth: AlarmOverrides) -> AlarmLimits:
    """What holds for a booth."""
    return msgspec.structs.replace(every, **booth.set_fields())
