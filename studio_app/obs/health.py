"""OBS's own statistics as the record `health`, with rates over the last ten seconds."""

from collections import deque

from studio_app.domain.booth import Health
from studio_app.obs.raw import Raw, count, number, within

OVER_S = 10.0


class HealthWatch:
    """Remembers ten seconds of `GetStats`. Pure; times are given."""

    def __init__(self) -> None:
        self._rendered: deque[tuple[float, int, int]] = deque()

    def record(self, stats: Raw, round_trip_s: float, now_s: float) -> Health:
        """The record after one more reading."""
        total, skipped = count(stats, "renderTotalFrames"), count(stats, "renderSkippedFrames")
        if total is not None and skipped is not None:
            rendered = self._rendered
            if rendered and (total < rendered[-1][1] or skipped < rendered[-1][2]):
                rendered.clear()
            rendered.append((now_s, total, skipped))
            while len(rendered) > 2 and now_s - rendered[1][0] >= OVER_S:
                rendered.popleft()
        return Health(
            fps=_amount(stats, "activeFps", 2),
            cpu_pct=_amount(stats, "cpuUsage", 1),
            memory_mb=_amount(stats, "memoryUsage", 0),
            disk_free_mb=_amount(stats, "availableDiskSpace", 0),
            frame_ms=_amount(stats, "averageFrameRenderTime", 2),
            render_skipped_pct=self._skipped_pct(),
            round_trip_ms=round(round_trip_s * 1000, 1),
        )

    def _skipped_pct(self) -> float:
        if len(self._rendered) < 2:
            return 0.0
        (_, total, skipped), (_, total_now, skipped_now) = self._rendered[0], self._rendered[-1]
        if total_now <= total:
            return 0.0
        return round(within(100 * (skipped_now - skipped) / (total_now - total), 0.0, 100.0), 2)


def _amount(stats: Raw, name: str, digits: int) -> float:
    value = number(stats, name)
    return 0.0 if value is None or value < 0 else round(value, digits)
