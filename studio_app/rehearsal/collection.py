"""A show's plan as the scene collection file that OBS reads at its start."""

import itertools

import msgspec

from studio_app.rehearsal.kinds import INPUT_KINDS
from studio_app.rehearsal.protocol import Json
from studio_app.rehearsal.show import FilterPlan, InputPlan, ItemPlan, ScenePlan, ShowPlan

_PLACES = {
    "desktop1": "DesktopAudioDevice1",
    "desktop2": "DesktopAudioDevice2",
    "mic1": "AuxAudioDevice1",
    "mic2": "AuxAudioDevice2",
    "mic3": "AuxAudioDevice3",
    "mic4": "AuxAudioDevice4",
}
_ALL_TRACKS = 255
_OBS_29 = 486539266
"""The version that wrote the file: what is missing in it takes that version's defaults."""


def collection_file(name: str, plan: ShowPlan) -> bytes:
    """The content of `basic/scenes/NAME.json`. Raises ValueError for a plan with unknown sources.

    Groups, filters and special sound exist only this way: obs-websocket cannot make a group.
    """
    plan.needs_known_sources()
    told: Json = {
        "name": name,
        "current_scene": plan.program,
        "current_program_scene": plan.program,
        "current_transition": "Fade",
        "transition_duration": 300,
        "transitions": [],
        "quick_transitions": [],
        "saved_projectors": [],
        "preview_locked": False,
        "scaling_enabled": False,
        "scene_order": [{"name": scene.name} for scene in plan.scenes],
        "groups": [_scene(group, plan, group=True) for group in plan.groups],
        "sources": [
            *(_input(one) for one in plan.inputs if not one.special),
            *(_scene(scene, plan, group=False) for scene in plan.scenes),
        ],
        "modules": {},
    }
    for one in plan.inputs:
        if one.special:
            told[_PLACES[one.special]] = _input(one)
    return msgspec.json.encode(told)


def _source(name: str, kind: str, settings: Json, *, plain: str = "") -> Json:
    return {
        "name": name,
        "id": plain or kind,
        "versioned_id": kind,
        "settings": settings,
        "prev_ver": _OBS_29,
        "enabled": True,
        "muted": False,
        "volume": 1.0,
        "balance": 0.5,
        "sync": 0,
        "mixers": _ALL_TRACKS,
        "monitoring_type": 0,
        "flags": 0,
        "deinterlace_mode": 0,
        "deinterlace_field_order": 0,
        "hotkeys": {},
        "private_settings": {},
    }


def _input(plan: InputPlan) -> Json:
    kind = INPUT_KINDS[plan.kind]
    told = _source(plan.name, kind.name, dict(plan.settings), plain=kind.plain)
    told["volume"] = plan.volume
    told["filters"] = [_filter(one) for one in plan.filters]
    return told


def _filter(plan: FilterPlan) -> Json:
    told = _source(plan.name, plan.kind, dict(plan.settings))
    told["enabled"] = plan.enabled
    return told


def _scene(scene: ScenePlan, plan: ShowPlan, *, group: bool) -> Json:
    numbers = itertools.count(1)
    settings: Json = {
        "custom_size": group,
        "id_counter": len(scene.items),
        "items": [_item(item, next(numbers)) for item in scene.items],
    }
    if group:
        width, height = plan.size
        settings |= {"cx": width // 4, "cy": height // 4}
    told = _source(scene.name, "group" if group else "scene", settings)
    told["mixers"] = 0
    return told


def _item(plan: ItemPlan, number: int) -> Json:
    x, y = plan.at
    return {
        "name": plan.source,
        "id": number,
        "visible": plan.enabled,
        "locked": plan.locked,
        "pos": {"x": x, "y": y},
        "scale": {"x": 1.0, "y": 1.0},
        "rot": 0.0,
        "align": 5,
        "bounds_type": 0,
        "bounds_align": 0,
        "bounds": {"x": 0.0, "y": 0.0},
        "crop_left": 0,
        "crop_top": 0,
        "crop_right": 0,
        "crop_bottom": 0,
        "group_item_backup": False,
        "scale_filter": "disable",
        "blend_method": "default",
        "blend_type": "normal",
        "show_transition": {"duration": 0},
        "hide_transition": {"duration": 0},
        "private_settings": {},
    }
