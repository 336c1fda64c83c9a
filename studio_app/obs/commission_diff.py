"""Compares an OBS with a template: every difference as one typed change, and what only a person can
mend. Pure."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from studio_app.domain.booth import SceneRole
from studio_app.domain.commission import ChangeKind, TemplateChange
from studio_app.domain.problems import Problem, problem
from studio_app.domain.template import (
    BoothTemplate,
    SceneTemplate,
    Settings,
    SourceTemplate,
    SourceWhat,
)
from studio_app.obs.booth_reading import kind_here, plain_kind, wanted_kinds
from studio_app.obs.booth_state import (
    BoothState,
    SceneState,
    SoundState,
    SourceState,
)
from studio_app.obs.commission_filters import filter_changes, said, same_setting
from studio_app.obs.commission_items import item_changes

DB_OFF = 0.1
DEVICE_SETTINGS = {
    "dshow_input": "video_device_id",
    "av_capture_input": "device",
    "macos-avcapture": "device",
    "v4l2_input": "device_id",
}
"""Where a camera's kind keeps which device it is; without one it shows nothing."""
SOUND_WORDS = {
    "volume_db": "volume",
    "muted": "mute",
    "monitor": "monitoring",
    "balance": "balance",
    "sync_offset_ms": "sync offset",
    "tracks": "tracks",
}
HELD_BY_HAND = frozenset({ChangeKind.CHOOSE_TRANSITION, ChangeKind.SET_DURATION})
"""Set when a booth is commissioned, then an operator’s choice unless the template holds it."""
_OUTPUT_CHANGES = frozenset({ChangeKind.SET_CANVAS, ChangeKind.SET_OUTPUT})


class Difference(NamedTuple):
    """What commissioning has to do, and what it cannot."""

    changes: tuple[TemplateChange, ...] = ()
    findings: tuple[Problem, ...] = ()

    @property
    def possible(self) -> tuple[TemplateChange, ...]:
        """The changes that nothing forbids now."""
        waiting = any(each.code == "template_outputs_run" for each in self.findings)
        return tuple(
            change for change in self.changes if not (waiting and change.kind in _OUTPUT_CHANGES)
        )


def compare(template: BoothTemplate, state: BoothState) -> Difference:
    """Every difference, in the order in which they are to be mended."""
    changes: list[TemplateChange] = []
    findings: list[Problem] = []
    changes += _canvas(template, state)
    changes += _output(template, state)
    if state.running and changes:
        findings.append(problem("template_outputs_run", outputs=", ".join(state.running)))
    wants_rates = template.output.video_kbps or template.output.audio_kbps
    if wants_rates and not state.simple_output:
        findings.append(problem("template_advanced_output"))
    usable = _usable(template, state, findings)
    for scene in template.scene:
        if scene.name in usable:
            changes += _scene_itself(scene, state)
    for source in template.source:
        if source.name in usable:
            changes += _source(source, state, findings)
    for scene in template.scene:
        if scene.name in usable:
            held = state.scenes.get(scene.name, SceneState(name=scene.name))
            changes += filter_changes(scene.name, scene.filter, held.filters, state, findings)
            changes += item_changes(scene, held, usable, template)
    changes += _transition(template, state, findings)
    return Difference(tuple(changes), tuple(findings))


def drift_of(template: BoothTemplate, difference: Difference) -> tuple[TemplateChange, ...]:
    """The differences that somebody made by hand, without what operators choose anyway."""
    if template.transition is not None and template.transition.held:
        return difference.changes
    return tuple(change for change in difference.changes if change.kind not in HELD_BY_HAND)


def role_changes(
    template: BoothTemplate, roles: Mapping[SceneRole, str]
) -> tuple[TemplateChange, ...]:
    """What the booth's entry in `studio.toml` says otherwise of its scenes' roles."""
    return tuple(
        TemplateChange(
            kind=ChangeKind.SET_ROLE,
            setting=role.value,
            before=roles.get(role, "none"),
            after=scene,
        )
        for role, scene in template.roles.items()
        if roles.get(role) != scene
    )


def held_settings(source: SourceTemplate, state: BoothState) -> Settings:
    """The settings that a source must have on this platform."""
    return source.settings | source.on.get(state.platform, {})


# --- one part after the other ---------------------------------------------------------------------


def _usable(template: BoothTemplate, state: BoothState, findings: list[Problem]) -> frozenset[str]:
    """The scenes and sources that can be had; what is in the way of the others is found."""
    usable = set()
    for scene in template.scene:
        if scene.name in state.every_input or (
            scene.name in state.every_scene and scene.name not in state.scenes
        ):
            findings.append(problem("template_name_taken", name=scene.name, wanted="a scene"))
        else:
            usable.add(scene.name)
    for source in template.source:
        scenes = [
            scene for scene in template.scene if source.name in {i.source for i in scene.item}
        ]
        if not usable & {scene.name for scene in scenes}:
            continue  # it has no scene to lie in; why is said already
        if source.name in state.every_scene:
            wanted = f"a source ({source.what})"
            findings.append(problem("template_name_taken", name=source.name, wanted=wanted))
            continue
        held = state.sources.get(source.name)
        wanted_here = wanted_kinds(source, state.platform)
        plain = [plain_kind(kind) for kind in wanted_here]
        if held is not None and plain_kind(held.kind) not in plain:
            findings.append(
                problem(
                    "template_other_kind",
                    source=source.name,
                    kind=held.kind,
                    what=source.what,
                    kinds=" / ".join(wanted_here),
                )
            )
        elif held is None and kind_here(source, state.platform, state.kinds) is None:
            findings.append(
                problem(
                    "template_kind_missing",
                    source=source.name,
                    what=source.what,
                    kinds=" / ".join(wanted_here),
                )
            )
        else:
            usable.add(source.name)
    return frozenset(usable)


def _canvas(template: BoothTemplate, state: BoothState) -> Iterator[TemplateChange]:
    wanted = template.canvas
    size = (wanted.width, wanted.height)
    same_rate = state.fps[0] == wanted.fps * state.fps[1]
    if state.canvas != size or state.output_size != size or not same_rate:
        yield TemplateChange(
            kind=ChangeKind.SET_CANVAS,
            before=_canvas_words(state.canvas, state.output_size, state.fps[0] / state.fps[1]),
            after=_canvas_words(size, size, wanted.fps),
        )


def _canvas_words(
    canvas: tuple[int, int] | None, output: tuple[int, int] | None, fps: float
) -> str:
    if canvas is None:
        return "?"
    scaled = "" if output in (None, canvas) or output is None else f" → {output[0]}×{output[1]}"
    return f"{canvas[0]}×{canvas[1]}{scaled}, {round(fps, 2):g} fps"


def _output(template: BoothTemplate, state: BoothState) -> Iterator[TemplateChange]:
    if not state.simple_output:
        return
    rates = (
        ("video bit rate", state.video_kbps, template.output.video_kbps),
        ("audio bit rate", state.audio_kbps, template.output.audio_kbps),
    )
    for setting, held, wanted in rates:
        if wanted is not None and held != wanted:
            yield TemplateChange(
                kind=ChangeKind.SET_OUTPUT,
                setting=setting,
                before="?" if held is None else f"{held} kb/s",
                after=f"{wanted} kb/s",
            )


def _scene_itself(scene: SceneTemplate, state: BoothState) -> Iterator[TemplateChange]:
    held = state.scenes.get(scene.name)
    if held is None:
        yield TemplateChange(kind=ChangeKind.ADD_SCENE, scene=scene.name)
    elif held.name != scene.name:
        yield TemplateChange(
            kind=ChangeKind.RENAME_SCENE, scene=scene.name, before=held.name, after=scene.name
        )


def _source(
    source: SourceTemplate, state: BoothState, findings: list[Problem]
) -> Iterator[TemplateChange]:
    held = state.sources.get(source.name)
    if held is None:
        kind = kind_here(source, state.platform, state.kinds) or ""
        yield TemplateChange(
            kind=ChangeKind.ADD_SOURCE, source=source.name, setting=kind, after=source.what
        )
        settings = source.initial | held_settings(source, state)
        held = SourceState(name=source.name, kind=kind, settings=settings)
    elif held.name != source.name:
        yield TemplateChange(
            kind=ChangeKind.RENAME_SOURCE, source=source.name, before=held.name, after=source.name
        )
    for setting, wanted in held_settings(source, state).items():
        if not same_setting(held.settings.get(setting), wanted):
            yield TemplateChange(
                kind=ChangeKind.SET_SOURCE,
                source=source.name,
                setting=setting,
                before=said(held.settings.get(setting), wanted),
                after=said(wanted, wanted),
            )
    yield from _sound(source, held.sound)
    yield from filter_changes(source.name, source.filter, held.filters, state, findings)
    device = DEVICE_SETTINGS.get(plain_kind(held.kind))
    if device is not None and not held.settings.get(device):
        findings.append(problem("template_device", source=source.name))
    if source.what is SourceWhat.LOOPBACK:
        for name, kind in state.everywhere.items():
            if plain_kind(kind) == plain_kind(held.kind) and name != held.name:
                findings.append(problem("template_heard_twice", device=name, source=source.name))


def _sound(source: SourceTemplate, held: SoundState) -> Iterator[TemplateChange]:
    for name, word in SOUND_WORDS.items():
        wanted, is_ = getattr(source.sound, name), getattr(held, name)
        if wanted is None or is_ == wanted:
            continue
        near = DB_OFF if name == "volume_db" else 0.005
        if isinstance(wanted, float) and is_ is not None and abs(is_ - wanted) < near:
            continue
        yield TemplateChange(
            kind=ChangeKind.SET_SOUND,
            source=source.name,
            setting=word,
            before=sound_words(name, is_),
            after=sound_words(name, wanted),
        )


def sound_words(name: str, value: object) -> str:
    """A value of a sound field as people say it."""
    match name, value:
        case _, None:
            return "?"
        case "volume_db", float() | int():
            return f"{value:+.1f} dB"
        case "muted", bool():
            return "muted" if value else "open"
        case "sync_offset_ms", _:
            return f"{value} ms"
        case "tracks", tuple():
            return " ".join(str(n) for n, on in enumerate(value, 1) if on) or "none"
    return str(value)


def _transition(
    template: BoothTemplate, state: BoothState, findings: list[Problem]
) -> Iterator[TemplateChange]:
    wanted = template.transition
    if wanted is None:
        return
    if wanted.name not in state.transitions:
        findings.append(problem("template_no_transition", transition=wanted.name))
        return
    if state.transition != wanted.name:
        yield TemplateChange(
            kind=ChangeKind.CHOOSE_TRANSITION, before=state.transition, after=wanted.name
        )
    if wanted.duration_ms is not None and state.duration_ms != wanted.duration_ms:
        yield TemplateChange(
            kind=ChangeKind.SET_DURATION,
            before="?" if state.duration_ms is None else f"{state.duration_ms} ms",
            after=f"{wanted.duration_ms} ms",
        )
