"""A simulated booth's sources and how they hang together: scenes, groups, items, filters."""

import itertools
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field

from studio_app.rehearsal.kinds import (
    FILTER_KINDS,
    FIXED_TRANSITIONS,
    INPUT_KINDS,
    PLAIN_TRANSITIONS,
    FilterKind,
    InputKind,
)
from studio_app.rehearsal.protocol import Json
from studio_app.rehearsal.show import Drawing, InputPlan, ScenePlan, ShowPlan

TRACKS = ("1", "2", "3", "4", "5", "6")


def new_uuid() -> str:
    """An identifier as OBS gives each source, kept through renames."""
    return str(uuid.uuid4())


@dataclass(eq=False, kw_only=True)
class Filter:
    """A filter as it stands on its source."""

    name: str
    kind: FilterKind
    settings: Json
    enabled: bool = True


@dataclass(eq=False, kw_only=True)
class Source:
    """Anything with a name that can be put in a scene."""

    name: str
    drawing: Drawing = Drawing.CARD
    uuid: str = field(default_factory=new_uuid)
    filters: list[Filter] = field(default_factory=list)
    private: Json = field(default_factory=dict)
    """What programs leave with a source for themselves."""


@dataclass(eq=False, kw_only=True)
class Sound:
    """How an input sounds in the mix. Volume is a factor, balance 0 left to 1 right."""

    volume: float = 1.0
    muted: bool = False
    balance: float = 0.5
    sync_offset_ms: int = 0
    monitor: str = "OBS_MONITORING_TYPE_NONE"
    tracks: dict[str, bool] = field(default_factory=lambda: dict.fromkeys(TRACKS, True))


@dataclass(eq=False, kw_only=True)
class Input(Source):
    """A camera, microphone, text, film… `special` is its place when it is always on air."""

    kind: InputKind
    settings: Json
    sound: Sound = field(default_factory=Sound)
    special: str | None = None

    def size(self, canvas: tuple[int, int]) -> tuple[int, int]:
        """Its picture's width and height in pixels; zero for sound alone."""
        merged = {**self.kind.defaults, **self.settings}
        if not self.kind.video:
            return 0, 0
        if self.kind.plain == "color_source":
            width, height = merged["width"], merged["height"]
            return (width, height) if isinstance(width, int) and isinstance(height, int) else canvas
        if self.kind.plain == "text_ft2_source":
            text, font = merged.get("text", ""), merged.get("font")
            points = font.get("size", 32) if isinstance(font, dict) else 32
            return int(len(str(text)) * points * 0.55), int(points * 1.15)
        if self.kind.media or self.kind.name == "image_source":
            return 0, 0
        return canvas


@dataclass(eq=False, kw_only=True)
class Transform:
    """Where and how an item is drawn, in OBS's own fields."""

    position_x: float = 0.0
    position_y: float = 0.0
    rotation: float = 0.0
    scale_x: float = 1.0
    scale_y: float = 1.0
    alignment: int = 5
    bounds_type: str = "OBS_BOUNDS_NONE"
    bounds_alignment: int = 0
    bounds_width: float = 0.0
    bounds_height: float = 0.0
    crop_left: int = 0
    crop_right: int = 0
    crop_top: int = 0
    crop_bottom: int = 0


@dataclass(eq=False, kw_only=True)
class Item:
    """A source's place in a scene. The id is unique within the scene and never used again."""

    id: int
    source: Source
    enabled: bool = True
    locked: bool = False
    blend: str = "OBS_BLEND_NORMAL"
    transform: Transform = field(default_factory=Transform)


@dataclass(eq=False, kw_only=True)
class Scene(Source):
    """A scene or a group; items lie bottom first."""

    group: bool = False
    items: list[Item] = field(default_factory=list)
    ids: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def item(self, item_id: int) -> Item | None:
        """The item with this id."""
        return next((item for item in self.items if item.id == item_id), None)

    def add(self, source: Source, *, enabled: bool = True) -> Item:
        """Put a source on top."""
        item = Item(id=next(self.ids), source=source, enabled=enabled)
        self.items.append(item)
        return item

    def within(self) -> "Iterator[Scene]":
        """Itself and every scene and group inside it, at any depth, shown or not."""
        yield self
        for item in self.items:
            if isinstance(item.source, Scene):
                yield from item.source.within()


@dataclass(eq=False, kw_only=True)
class Transition:
    """A way from one scene to the next."""

    name: str
    kind: str
    uuid: str = field(default_factory=new_uuid)
    settings: Json | None = None

    @property
    def fixed(self) -> bool:
        """Whether its length cannot be set."""
        return self.kind in FIXED_TRANSITIONS

    @property
    def configurable(self) -> bool:
        """Whether it has settings."""
        return self.kind not in PLAIN_TRANSITIONS


class Show:
    """All sources of one scene collection. Scenes are in the order of OBS's list, top first."""

    def __init__(self, plan: ShowPlan) -> None:
        plan.needs_known_sources()
        self.size = plan.size
        self.inputs: list[Input] = [_input(one) for one in plan.inputs]
        self.scenes: list[Scene] = [
            Scene(name=one.name, drawing=one.drawing) for one in plan.scenes
        ]
        self.groups: list[Scene] = [
            Scene(name=one.name, drawing=one.drawing, group=True) for one in plan.groups
        ]
        self.transitions = [
            Transition(name="Cut", kind="cut_transition"),
            Transition(name="Fade", kind="fade_transition"),
        ]
        for one in (*plan.scenes, *plan.groups):
            self._fill(one)

    def _fill(self, plan: ScenePlan) -> None:
        scene = self.find(plan.name)
        assert isinstance(scene, Scene)
        for placed in plan.items:
            source = self.find(placed.source)
            assert source is not None
            item = scene.add(source, enabled=placed.enabled)
            item.locked = placed.locked
            item.transform.position_x, item.transform.position_y = placed.at

    def sources(self) -> Iterator[Source]:
        """Every scene, group and input."""
        yield from self.scenes
        yield from self.groups
        yield from self.inputs

    def find(self, name: str) -> Source | None:
        """The source of this name; names are unique over scenes, groups and inputs."""
        return next((one for one in self.sources() if one.name == name), None)

    def by_uuid(self, identifier: str) -> Source | None:
        """The source with this identifier."""
        return next((one for one in self.sources() if one.uuid == identifier), None)

    def holders(self, source: Source) -> Iterator[tuple[Scene, Item]]:
        """Every place where a source lies."""
        for scene in (*self.scenes, *self.groups):
            for item in scene.items:
                if item.source is source:
                    yield scene, item

    def seen_from(self, scene: Scene | None) -> set[Source]:
        """What a scene shows: itself and all enabled items, through nested scenes and groups."""
        seen: set[Source] = set()
        waiting: list[Source] = [scene] if scene else []
        while waiting:
            source = waiting.pop()
            if source in seen:
                continue
            seen.add(source)
            if isinstance(source, Scene):
                waiting += (item.source for item in source.items if item.enabled)
        return seen

    def forget(self, source: Source) -> list[tuple[Scene, Item]]:
        """Take a source out of the collection; returns the items that went with it."""
        gone = list(self.holders(source))
        for scene, item in gone:
            scene.items.remove(item)
        if isinstance(source, Scene):
            (self.groups if source.group else self.scenes).remove(source)
        elif isinstance(source, Input):
            self.inputs.remove(source)
        return gone


def _input(plan: InputPlan) -> Input:
    return Input(
        name=plan.name,
        drawing=plan.drawing,
        kind=INPUT_KINDS[plan.kind],
        settings=dict(plan.settings),
        special=plan.special,
        sound=Sound(volume=plan.volume),
        filters=[
            Filter(
                name=one.name,
                kind=FILTER_KINDS[one.kind],
                settings=dict(one.settings),
                enabled=one.enabled,
            )
            for one in plan.filters
        ],
    )
