"""The kinds of inputs, filters and transitions a simulated OBS has, with OBS's own defaults."""

from dataclasses import dataclass, field

from studio_app.rehearsal.protocol import Json


@dataclass(frozen=True, kw_only=True)
class InputKind:
    """One kind of input. `unversioned` is its name without the `_v2` OBS adds over time."""

    name: str
    unversioned: str = ""
    audio: bool = False
    video: bool = True
    media: bool = False
    defaults: Json = field(default_factory=dict)

    @property
    def plain(self) -> str:
        """The name without version."""
        return self.unversioned or self.name


@dataclass(frozen=True, kw_only=True)
class FilterKind:
    """One kind of filter; it attaches only to sources that have what it works on."""

    name: str
    audio: bool = False
    defaults: Json = field(default_factory=dict)


INPUT_KINDS = {
    kind.name: kind
    for kind in (
        InputKind(name="image_source"),
        InputKind(
            name="color_source_v3",
            unversioned="color_source",
            defaults={"color": 4291940817, "height": 1080, "width": 1920},
        ),
        InputKind(name="slideshow", media=True, audio=False),
        InputKind(name="xshm_input"),
        InputKind(
            name="pulse_input_capture", audio=True, video=False, defaults={"device_id": "default"}
        ),
        InputKind(
            name="pulse_output_capture", audio=True, video=False, defaults={"device_id": "default"}
        ),
        InputKind(name="v4l2_input", defaults={"auto_reset": False, "buffering": True}),
        InputKind(
            name="ffmpeg_source",
            audio=True,
            media=True,
            defaults={
                "buffering_mb": 2,
                "clear_on_media_end": True,
                "is_local_file": True,
                "linear_alpha": False,
                "looping": False,
                "reconnect_delay_sec": 10,
                "restart_on_activate": True,
                "speed_percent": 100,
            },
        ),
        InputKind(
            name="text_ft2_source_v2",
            unversioned="text_ft2_source",
            defaults={
                "antialiasing": True,
                "color1": 4294967295,
                "color2": 4294967295,
                "drop_shadow": False,
                "font": {"face": "Sans Serif", "flags": 0, "size": 256, "style": ""},
                "log_lines": 6,
                "outline": False,
                "word_wrap": False,
            },
        ),
    )
}

FILTER_KINDS = {
    kind.name: kind
    for kind in (
        FilterKind(
            name="noise_suppress_filter_v2",
            audio=True,
            defaults={"method": "rnnoise", "suppress_level": -30},
        ),
        FilterKind(name="gain_filter", audio=True, defaults={"db": 0.0}),
        FilterKind(
            name="noise_gate_filter",
            audio=True,
            defaults={
                "attack_time": 25,
                "close_threshold": -32.0,
                "hold_time": 200,
                "open_threshold": -26.0,
                "release_time": 150,
            },
        ),
        FilterKind(
            name="compressor_filter",
            audio=True,
            defaults={
                "attack_time": 6,
                "output_gain": 0.0,
                "ratio": 10.0,
                "release_time": 60,
                "sidechain_source": "none",
                "threshold": -18.0,
            },
        ),
        FilterKind(
            name="limiter_filter", audio=True, defaults={"release_time": 60, "threshold": -6.0}
        ),
        FilterKind(
            name="color_filter_v2",
            defaults={
                "brightness": 0.0,
                "color_add": 0,
                "color_multiply": 16777215,
                "contrast": 0.0,
                "gamma": 0.0,
                "hue_shift": 0.0,
                "opacity": 1.0,
                "saturation": 0.0,
            },
        ),
        FilterKind(name="crop_filter", defaults={"relative": True}),
        FilterKind(name="chroma_key_filter_v2"),
    )
}

TRANSITION_KINDS = (
    "cut_transition",
    "fade_transition",
    "swipe_transition",
    "slide_transition",
    "obs_stinger_transition",
    "fade_to_color_transition",
    "wipe_transition",
)
FIXED_TRANSITIONS = frozenset({"cut_transition", "obs_stinger_transition"})
PLAIN_TRANSITIONS = frozenset({"cut_transition", "fade_transition"})
"""Transitions without settings of their own."""
