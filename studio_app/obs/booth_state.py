"""What of an OBS a template is concerned with, as frozen values."""

from msgspec import field

from studio_app.domain.booth import Monitor
from studio_app.domain.struct import Value
from studio_app.domain.template import Platform, Settings

MARK = "boothdeck"
"""The key under which OBS keeps a source's name in its template, so that a renamed one is found."""


class SoundState(Value, frozen=True, kw_only=True):
    """How a source sounds; what was not asked for is None. The defaults are a new source's."""

    volume_db: float | None = 0.0
    muted: bool | None = False
    monitor: Monitor | None = Monitor.OFF
    balance: float | None = 0.5
    sync_offset_ms: int | None = 0
    tracks: tuple[bool, ...] | None = (True,) * 6


class FilterState(Value, frozen=True, kw_only=True):
    """A filter; `settings` with OBS's defaults filled in."""

    name: str
    kind: str
    enabled: bool = True
    settings: Settings = field(default_factory=dict)


class SourceState(Value, frozen=True, kw_only=True):
    """A source that the template speaks of."""

    name: str
    """What OBS calls it now; another than the template's when somebody renamed it."""
    kind: str
    settings: Settings = field(default_factory=dict)
    sound: SoundState = SoundState()
    filters: tuple[FilterState, ...] = ()
    marked: bool = False


class ItemState(Value, frozen=True, kw_only=True):
    """A line of a scene."""

    item_id: int
    source: str
    visible: bool
    locked: bool
    bounds: str = ""
    transform: dict[str, float] = field(default_factory=dict)


class SceneState(Value, frozen=True, kw_only=True):
    """A scene that the template speaks of; items front first."""

    name: str
    items: tuple[ItemState, ...] = ()
    filters: tuple[FilterState, ...] = ()
    marked: bool = False


class BoothState(Value, frozen=True, kw_only=True):
    """An OBS as far as a template is concerned; scenes and sources by the template's names."""

    version: str = ""
    platform: Platform = Platform.LINUX
    lacks: frozenset[str] = frozenset()
    """Requests that commissioning uses and this OBS does not know."""
    kinds: tuple[str, ...] = ()
    lacks_filters: frozenset[str] = frozenset()
    canvas: tuple[int, int] | None = None
    output_size: tuple[int, int] | None = None
    fps: tuple[int, int] = (30, 1)
    running: tuple[str, ...] = ()
    """Outputs that run; a size and an output setting cannot change then."""
    simple_output: bool = True
    video_kbps: int | None = None
    audio_kbps: int | None = None
    transitions: tuple[str, ...] = ()
    transition: str = ""
    duration_ms: int | None = None
    every_scene: tuple[str, ...] = ()
    every_input: dict[str, str] = field(default_factory=dict)
    """Kind by name, the technician's too."""
    everywhere: dict[str, str] = field(default_factory=dict)
    """OBS's global audio devices: kind by name."""
    scenes: dict[str, SceneState] = field(default_factory=dict)
    sources: dict[str, SourceState] = field(default_factory=dict)

    @property
    def on_air(self) -> bool:
        """Whether somebody may be watching."""
        return "stream" in self.running or "virtualcam" in self.running
