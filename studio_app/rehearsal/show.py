"""What a booth's OBS holds at the start of a rehearsal: one description for both kinds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from studio_app.rehearsal.protocol import Json


class Drawing(Enum):
    """What a simulated OBS draws for a source."""

    HOST = "host"
    AI = "ai"
    BREAK = "break"
    STANDBY = "standby"
    CARD = "card"


SPECIALS = ("desktop1", "desktop2", "mic1", "mic2", "mic3", "mic4")
"""OBS's places for sound that is always on air, in every scene."""

DEFAULT_MICROPHONES = ("Host mic", "Desk mic", "Music", "Room")


@dataclass(frozen=True, kw_only=True)
class FilterPlan:
    """A filter on a source."""

    name: str
    kind: str
    settings: Json = field(default_factory=dict)
    enabled: bool = True


@dataclass(frozen=True, kw_only=True)
class InputPlan:
    """An input. `special` is OBS's place for it when it is always on air."""

    name: str
    kind: str
    settings: Json = field(default_factory=dict)
    special: str | None = None
    filters: Sequence[FilterPlan] = ()
    volume: float = 1.0
    drawing: Drawing = Drawing.CARD


@dataclass(frozen=True, kw_only=True)
class ItemPlan:
    """A source placed in a scene or group; `at` in canvas pixels."""

    source: str
    enabled: bool = True
    locked: bool = False
    at: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, kw_only=True)
class ScenePlan:
    """A scene or group with its items, bottom first."""

    name: str
    items: Sequence[ItemPlan] = ()
    drawing: Drawing = Drawing.CARD


@dataclass(frozen=True, kw_only=True)
class ShowPlan:
    """A whole scene collection. `size` is the canvas in pixels, width by height."""

    size: tuple[int, int]
    inputs: Sequence[InputPlan]
    scenes: Sequence[ScenePlan]
    groups: Sequence[ScenePlan] = ()
    program: str = "Host"

    def needs_known_sources(self) -> None:
        """Raise ValueError when an item names a source that the plan lacks."""
        known = {plan.name for plan in self.inputs}
        known |= {plan.name for plan in (*self.scenes, *self.groups)}
        for scene in (*self.scenes, *self.groups):
            for item in scene.items:
                if item.source not in known:
                    raise ValueError(f"{scene.name}: no source is named {item.source!r}")


def booth_show(
    name: str,
    size: tuple[int, int],
    *,
    microphones: Sequence[str] = DEFAULT_MICROPHONES,
    camera_kind: str = "color_source_v3",
    film: Path | None = None,
) -> ShowPlan:
    """The usual booth: scenes Host, AI, Break and Standby with overlay, product group and film.

    `microphones`: inputs that are always on air; the first six take OBS's special places, the
    rest lie in every scene. `film`: a media file for the break; without one the source is empty.
    """
    width, height = size
    order = ("mic1", "mic2", "desktop1", "mic3", "mic4", "desktop2")
    places = dict(zip(microphones, order, strict=False))
    everywhere = [ItemPlan(source=mic) for mic in microphones if mic not in places]
    full: Json = {"width": width, "height": height}

    def colour(title: str, abgr: int, extra: Mapping[str, object] = full) -> InputPlan:
        return InputPlan(
            name=title, kind="color_source_v3", settings={"color": abgr, **dict(extra)}
        )

    def text(title: str, words: str, points: int) -> InputPlan:
        font = {"face": "Sans Serif", "flags": 0, "size": points, "style": ""}
        return InputPlan(
            name=title, kind="text_ft2_source_v2", settings={"text": words, "font": font}
        )

    camera = InputPlan(
        name="Host camera",
        drawing=Drawing.HOST,
        kind=camera_kind,
        settings={"color": 0xFF806040, **full} if camera_kind == "color_source_v3" else {},
        filters=(FilterPlan(name="Colour", kind="color_filter_v2", settings={"saturation": 0.1}),),
    )
    mics = tuple(
        InputPlan(
            name=mic,
            kind="pulse_output_capture" if place.startswith("desktop") else "pulse_input_capture",
            settings={"device_id": "default"},
            special=place or None,
            filters=(
                FilterPlan(name="Gain", kind="gain_filter", settings={"db": 3.0}),
                FilterPlan(name="Limiter", kind="limiter_filter", enabled=False),
            )
            if number == 0
            else (),
        )
        for number, (mic, place) in enumerate((mic, places.get(mic, "")) for mic in microphones)
    )
    card = {"width": width // 4, "height": height // 4}
    small = max(12, height // 18)
    return ShowPlan(
        size=size,
        inputs=(
            *mics,
            camera,
            colour("AI backdrop", 0xFF503020),
            InputPlan(
                name="AI picture",
                drawing=Drawing.AI,
                kind="ffmpeg_source",
                settings={"is_local_file": False, "input": "", "reconnect_delay_sec": 1},
            ),
            colour("Break backdrop", 0xFF205030),
            InputPlan(
                name="Break film",
                kind="ffmpeg_source",
                settings={"local_file": str(film) if film else "", "looping": True},
            ),
            colour("Standby backdrop", 0xFF202020),
            colour("Product card", 0xFFE0E0E0, card),
            text("Product price", "199.000", small),
            text("Lower third", name, small),
            text("Clock", "20:00", small),
        ),
        groups=(
            ScenePlan(
                name="Product",
                items=(ItemPlan(source="Product card"), ItemPlan(source="Product price")),
            ),
        ),
        scenes=(
            ScenePlan(
                name="Host",
                drawing=Drawing.HOST,
                items=(
                    ItemPlan(source="Host camera", locked=True),
                    ItemPlan(source="Product", at=(width * 0.7, height * 0.1)),
                    ItemPlan(source="Overlay"),
                    *everywhere,
                ),
            ),
            ScenePlan(
                name="AI",
                drawing=Drawing.AI,
                items=(
                    ItemPlan(source="AI backdrop"),
                    ItemPlan(source="AI picture"),
                    ItemPlan(source="Overlay"),
                    *everywhere,
                ),
            ),
            ScenePlan(
                name="Break",
                drawing=Drawing.BREAK,
                items=(
                    ItemPlan(source="Break backdrop"),
                    ItemPlan(source="Break film"),
                    *everywhere,
                ),
            ),
            ScenePlan(
                name="Standby",
                drawing=Drawing.STANDBY,
                items=(ItemPlan(source="Standby backdrop"), *everywhere),
            ),
            ScenePlan(
                name="Overlay",
                items=(
                    ItemPlan(source="Lower third", at=(width * 0.05, height * 0.85)),
                    ItemPlan(source="Clock", enabled=False),
                ),
            ),
        ),
    )
