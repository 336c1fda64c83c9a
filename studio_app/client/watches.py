"""What one connection wants to be sent, said again on every new connection."""

from collections.abc import Callable, Sequence

import msgspec

from studio_app.domain.feed import (
    Frame,
    LogRows,
    PageLog,
    PictureWant,
    UnwatchLog,
    WatchLog,
    WatchMeters,
    WatchPictures,
)
from studio_app.domain.ids import BoothId


class Watches:
    """Pictures, meters and logs that are wanted. Lives on the loop's thread."""

    def __init__(self) -> None:
        self._send: Callable[[Frame], None] | None = None
        self._pictures = WatchPictures(wants=[])
        self._meters = WatchMeters(booths=[])
        self._logs: dict[str, WatchLog] = {}

    def connected(self, send: Callable[[Frame], None]) -> None:
        """Say everything to the server; logs go on after the last row seen."""
        self._send = send
        if self._pictures.wants:
            send(self._pictures)
        if self._meters.booths:
            send(self._meters)
        for watch in self._logs.values():
            send(watch)

    def lost(self) -> None:
        """Nobody to say anything to."""
        self._send = None

    def pictures(self, wants: Sequence[PictureWant]) -> None:
        """Replace the pictures."""
        self._pictures = WatchPictures(wants=list(wants))
        self._say(self._pictures)

    def meters(self, booths: Sequence[BoothId]) -> None:
        """Replace the booths whose meters are wanted."""
        self._meters = WatchMeters(booths=list(booths))
        self._say(self._meters)

    def log(self, channel: str, after: int | None, limit: int) -> None:
        """Rows of this log from now on."""
        self._logs[channel] = WatchLog(channel=channel, after=after, limit=limit)
        self._say(self._logs[channel])

    def no_log(self, channel: str) -> None:
        """No more rows of this log."""
        if self._logs.pop(channel, None) is not None:
            self._say(UnwatchLog(channel=channel))

    def page(self, channel: str, before: int, limit: int) -> None:
        """One page of older rows; not asked again when the connection breaks."""
        self._say(PageLog(channel=channel, before=before, limit=limit))

    def seen(self, rows: LogRows) -> None:
        """Note how far a log has come."""
        watch = self._logs.get(rows.channel)
        if watch is not None and rows.live and rows.rows:
            self._logs[rows.channel] = msgspec.structs.replace(watch, after=rows.rows[-1].cursor)

    def _say(self, frame: Frame) -> None:
        if self._send is not None:
            self._send(frame)
