"""Numbers and times as people read them, in the window's language: 6,0 Mb/s · 4,2 % · 20:47:09.

Days and times are Asia/Ho_Chi_Minh, which has kept UTC+7 without summer time since 1975: a fixed
offset needs no time zone files, which Windows lacks.
"""

from datetime import datetime, timedelta, timezone

from PySide6.QtCore import QCoreApplication

VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
UNKNOWN = "–"
MINUS = "−"


def decimal(value: float, places: int = 1) -> str:
    """A number with its decimal sign: 4,2 in Vietnamese, 4.2 in English."""
    text = f"{abs(value):.{places}f}"
    sign = MINUS if value < 0 and float(text) else ""
    return sign + text.replace(".", QCoreApplication.translate("figures", "."))


def thousands(value: int) -> str:
    """A count, parted where it is long: 23.418 in Vietnamese, 23,418 in English."""
    return f"{value:,}".replace(",", QCoreApplication.translate("figures", ","))


def rate(kbps: int | None) -> str:
    """What an output sends, in Mb/s: always one decimal, so that nothing dances."""
    return UNKNOWN if kbps is None else f"{decimal(kbps / 1000)} Mb/s"


def percent(value: float | None, places: int = 1) -> str:
    """A share, 0 to 100: "4,2 %"."""
    return UNKNOWN if value is None else f"{decimal(value, places)} %"


def milliseconds(value: float) -> str:
    """A short time: "12 ms"."""
    return f"{round(value)} ms"


def megabytes(value: float) -> str:
    """A size in memory or on disk: "812 MB", from 10 000 on "81,2 GB"."""
    if value >= 10_000:
        return f"{decimal(value / 1000)} GB"
    return f"{round(value)} MB"


def span(since: datetime | None, now: datetime) -> str:
    """How long something has run: "02:14:33". Clocks that disagree give 00:00:00, never less."""
    if since is None:
        return UNKNOWN
    seconds = max(0, int((now - since).total_seconds()))
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def clock(at: datetime | None) -> str:
    """The time of day in Vietnam: "20:46:51"."""
    return UNKNOWN if at is None else f"{at.astimezone(VIETNAM):%H:%M:%S}"


def day(at: datetime | None) -> str:
    """The day in Vietnam: "04/03/2026", in English "2026-03-04"."""
    if at is None:
        return UNKNOWN
    here = at.astimezone(VIETNAM)
    pattern = QCoreApplication.translate("figures", "{year}-{month}-{day}")
    return pattern.format(year=here.year, month=f"{here.month:02}", day=f"{here.day:02}")
