"""What each version of OBS brings: its obs-websocket, its requests, its events, its uuids.

Source: the "added in" notes of obs-websocket's protocol.md, and each OBS release's plugin.
"""

from dataclasses import dataclass
from functools import cached_property

_WEBSOCKET = (
    ((32, 1), "5.7.0"),
    ((32, 0), "5.6.3"),
    ((31, 1), "5.6.2"),
    ((31, 0), "5.5.4"),
    ((30, 2), "5.5.2"),
    ((30, 1), "5.4.2"),
    ((30, 0), "5.3.3"),
    ((29, 1), "5.2.2"),
    ((29, 0), "5.1.0"),
    ((28, 0), "5.0.1"),
)

_REQUESTS_SINCE = {
    "GetRecordDirectory": (5, 0, 0),
    "SetRecordDirectory": (5, 3, 0),
    "GetSourceFilterKindList": (5, 4, 0),
    "GetSceneItemSource": (5, 4, 0),
    "SplitRecordFile": (5, 5, 0),
    "CreateRecordChapter": (5, 5, 0),
    "GetInputDeinterlaceMode": (5, 6, 0),
    "GetCanvasList": (5, 7, 0),
}
_EVENTS_SINCE = {
    "ScreenshotSaved": (5, 1, 0),
    "InputSettingsChanged": (5, 4, 0),
    "SourceFilterSettingsChanged": (5, 4, 0),
    "RecordFileChanged": (5, 5, 0),
}


@dataclass(frozen=True)
class Version:
    """A version of OBS. Raises ValueError for one without obs-websocket 5 (before 28)."""

    obs: str

    def __post_init__(self) -> None:
        _ = self.websocket

    @cached_property
    def websocket(self) -> str:
        """The obs-websocket that came with it."""
        try:
            major, minor = (int(part) for part in (*self.obs.split("."), "0")[:2])
        except ValueError:
            raise ValueError(f"{self.obs!r} is no OBS version; write it like 29.0.2") from None
        for since, version in _WEBSOCKET:
            if (major, minor) >= since:
                return version
        raise ValueError(f"OBS {self.obs} has no obs-websocket 5; allowed is 28 or later")

    @cached_property
    def _number(self) -> tuple[int, ...]:
        return tuple(int(part) for part in self.websocket.split("."))

    @cached_property
    def uuids(self) -> bool:
        """Whether sources have uuids on the wire."""
        return self._number >= (5, 4, 0)

    def knows_request(self, name: str) -> bool:
        """Whether this version has the request, if any version has it."""
        return self._number >= _REQUESTS_SINCE.get(name, (5, 0, 0))

    def knows_event(self, name: str) -> bool:
        """Whether this version tells the event."""
        return self._number >= _EVENTS_SINCE.get(name, (5, 0, 0))
