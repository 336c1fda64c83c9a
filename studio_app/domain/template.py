"""What a booth template says: the scenes, sources, sound and settings that a booth's OBS must have.

A template is a TOML file; `domain/template_text.py` reads it. What it does not name belongs to the
technician and is never touched.
"""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, field

from studio_app.domain.booth import Monitor, SceneRole
from studio_app.domain.struct import Value

TemplateId = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9][a-z0-9-]{0,39}$",
        description="small letters, digits and dashes, at most 40, not beginning with a dash",
    ),
]
Name = Annotated[str, Meta(min_length=1, max_length=80)]
"""What OBS calls a scene, source or filter."""
Words = Annotated[str, Meta(max_length=300)]
Scalar = bool | int | float | str
Setting = Scalar | dict[str, Scalar] | tuple[Scalar, ...]
"""One of OBS's own settings of a source or filter, as OBS writes it."""
Settings = dict[str, Setting]
Pixels = Annotated[int, Meta(ge=16, le=4096)]
"""OBS takes no wider canvas from outside."""
Kbps = Annotated[int, Meta(ge=32, le=100_000)]


class Platform(StrEnum):
    """The system that a booth's OBS runs on."""

    WINDOWS = "windows"
    MACOS = "macos"
    LINUX = "linux"


class SourceWhat(StrEnum):
    """What a source is; which of OBS's kinds that means depends on the platform."""

    CAMERA = "camera"
    MICROPHONE = "microphone"
    LOOPBACK = "loopback"
    """What the booth PC itself plays: music, the voice of an AI host's program."""
    IMAGE = "image"
    COLOR = "color"
    TEXT = "text"
    MEDIA = "media"
    """A film, a sound file, or a stream that arrives over the network (an AI host's picture)."""
    BROWSER = "browser"


KINDS: dict[SourceWhat, dict[Platform, tuple[str, ...]]] = {
    SourceWhat.CAMERA: {
        Platform.WINDOWS: ("dshow_input",),
        Platform.MACOS: ("macos-avcapture", "av_capture_input"),
        Platform.LINUX: ("v4l2_input", "pipewire-camera-source"),
    },
    SourceWhat.MICROPHONE: {
        Platform.WINDOWS: ("wasapi_input_capture",),
        Platform.MACOS: ("coreaudio_input_capture",),
        Platform.LINUX: ("pulse_input_capture", "alsa_input_capture", "jack_output_capture"),
    },
    SourceWhat.LOOPBACK: {
        Platform.WINDOWS: ("wasapi_output_capture",),
        Platform.MACOS: ("sck_audio_capture", "coreaudio_output_capture"),
        Platform.LINUX: ("pulse_output_capture",),
    },
    SourceWhat.IMAGE: dict.fromkeys(Platform, ("image_source",)),
    SourceWhat.COLOR: dict.fromkeys(Platform, ("color_source",)),
    SourceWhat.TEXT: {
        Platform.WINDOWS: ("text_gdiplus", "text_ft2_source"),
        Platform.MACOS: ("text_ft2_source",),
        Platform.LINUX: ("text_ft2_source",),
    },
    SourceWhat.MEDIA: dict.fromkeys(Platform, ("ffmpeg_source",)),
    SourceWhat.BROWSER: dict.fromkeys(Platform, ("browser_source",)),
}
"""OBS's kinds, without the `_v2` that it adds over time; the first that an OBS has is taken."""

HAS_SOUND = frozenset(
    {SourceWhat.MICROPHONE, SourceWhat.LOOPBACK, SourceWhat.MEDIA, SourceWhat.BROWSER}
)
SOUND_ONLY = frozenset({SourceWhat.MICROPHONE, SourceWhat.LOOPBACK})


class FilterTemplate(Value, frozen=True, kw_only=True):
    """A filter of a source or scene; they work in the order of the file."""

    name: Name
    kind: Name
    """OBS's own name of the kind: noise_suppress_filter_v2, compressor_filter …"""
    settings: Settings = field(default_factory=dict)
    enabled: bool = True


class SoundTemplate(Value, frozen=True, kw_only=True):
    """How a source sounds; what is not given stays as the technician sets it."""

    volume_db: Annotated[float, Meta(ge=-100, le=26)] | None = None
    muted: bool | None = None
    monitor: Monitor | None = None
    balance: Annotated[float, Meta(ge=0, le=1)] | None = None
    sync_offset_ms: Annotated[int, Meta(ge=-950, le=20000)] | None = None
    tracks: Annotated[tuple[bool, ...], Meta(min_length=6, max_length=6)] | None = None


class SourceTemplate(Value, frozen=True, kw_only=True):
    """One source; scenes place it by its name."""

    name: Name
    what: SourceWhat
    kinds: dict[Platform, Name] = field(default_factory=dict)
    """Another of OBS's kinds on a platform, for a capture card or plugin."""
    settings: Settings = field(default_factory=dict)
    """Held: OBS must have these values."""
    initial: Settings = field(default_factory=dict)
    """Given when the source is made; the technician's afterwards (texts, devices, colours)."""
    on: dict[Platform, Settings] = field(default_factory=dict)
    """Held on one platform only."""
    sound: SoundTemplate = SoundTemplate()
    filter: tuple[FilterTemplate, ...] = ()


class Fit(StrEnum):
    """How a picture lies in its box."""

    FILL = "fill"
    """Covers the box, what stands over is outside."""
    FIT = "fit"
    """Whole within the box."""
    STRETCH = "stretch"
    ACTUAL = "actual"
    """As large as it is, at the box's corner."""


class ItemTemplate(Value, frozen=True, kw_only=True):
    """A source (or another scene) placed in a scene; the first of the file lies in front."""

    source: Name
    visible: bool = True
    free: bool = False
    """Shown or hidden is the operator's business; `visible` is how it is made."""
    locked: bool | None = None
    fit: Fit | None = None
    """Left out, where and how large it lies is the technician's."""
    box: Annotated[tuple[int, ...], Meta(min_length=4, max_length=4)] | None = None
    """x, y, width and height in pixels of the template's canvas; the whole canvas when left out."""


class SceneTemplate(Value, frozen=True, kw_only=True):
    """A scene. One without a role is for use inside others (overlays)."""

    name: Name
    role: SceneRole | None = None
    item: tuple[ItemTemplate, ...] = ()
    filter: tuple[FilterTemplate, ...] = ()


class CanvasTemplate(Value, frozen=True, kw_only=True):
    """The program picture."""

    width: Pixels
    height: Pixels
    fps: Annotated[int, Meta(ge=1, le=120)] = 30


class TransitionTemplate(Value, frozen=True, kw_only=True):
    """The transition that a booth begins with."""

    name: Name = "Fade"
    duration_ms: Annotated[int, Meta(ge=50, le=20000)] | None = None
    held: bool = False
    """Whether another choice is drift; otherwise it is set by commissioning only."""


class OutputTemplate(Value, frozen=True, kw_only=True):
    """OBS's simple output; what is not given stays."""

    video_kbps: Kbps | None = None
    audio_kbps: Kbps | None = None


class BoothTemplate(Value, frozen=True, kw_only=True):
    """A whole template."""

    id: TemplateId
    title: Name
    title_vi: Annotated[str, Meta(max_length=80)] = ""
    about: Words = ""
    about_vi: Words = ""
    canvas: CanvasTemplate
    output: OutputTemplate = OutputTemplate()
    transition: TransitionTemplate | None = None
    source: tuple[SourceTemplate, ...] = ()
    scene: Annotated[tuple[SceneTemplate, ...], Meta(min_length=1)]

    @property
    def roles(self) -> dict[SceneRole, str]:
        """Which scene is for what."""
        return {scene.role: scene.name for scene in self.scene if scene.role is not None}

    def scene_named(self, name: str) -> SceneTemplate | None:
        """The scene of this name."""
        return next((scene for scene in self.scene if scene.name == name), None)

    def source_named(self, name: str) -> SourceTemplate | None:
        """The source of this name."""
        return next((source for source in self.source if source.name == name), None)
