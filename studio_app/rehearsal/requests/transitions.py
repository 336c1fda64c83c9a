"""Requests about transitions, the take and the T-bar."""

from typing import TYPE_CHECKING

from studio_app.rehearsal.kinds import TRANSITION_KINDS
from studio_app.rehearsal.protocol import Json, RequestFailed, Status
from studio_app.rehearsal.requests.ask import Ask, Handler

if TYPE_CHECKING:
    from studio_app.rehearsal.booth import Booth


def get_transition_kind_list(booth: "Booth", ask: Ask) -> Json:
    return {"transitionKinds": list(TRANSITION_KINDS)}


def get_scene_transition_list(booth: "Booth", ask: Ask) -> Json:
    current = booth.switching.transition
    return {
        **booth.ref("currentSceneTransition", current),
        "currentSceneTransitionKind": current.kind,
        "transitions": [
            {
                **booth.ref("transition", one),
                "transitionKind": one.kind,
                "transitionFixed": one.fixed,
                "transitionConfigurable": one.configurable,
            }
            for one in booth.show.transitions
        ],
    }


def get_current_scene_transition(booth: "Booth", ask: Ask) -> Json:
    current = booth.switching.transition
    return {
        **booth.ref("transition", current),
        "transitionKind": current.kind,
        "transitionFixed": current.fixed,
        "transitionDuration": None if current.fixed else booth.switching.duration_ms,
        "transitionConfigurable": current.configurable,
        "transitionSettings": current.settings if current.configurable else None,
    }


def set_current_scene_transition(booth: "Booth", ask: Ask) -> None:
    name = ask.text("transitionName")
    for one in booth.show.transitions:
        if one.name == name:
            booth.switching.choose(one)
            return
    raise RequestFailed(Status.NOT_FOUND, "No scene transition was found by that name.")


def set_current_scene_transition_duration(booth: "Booth", ask: Ask) -> None:
    booth.switching.set_duration(ask.whole("transitionDuration", 50, 20000))


def get_current_scene_transition_cursor(booth: "Booth", ask: Ask) -> Json:
    return {"transitionCursor": float(booth.switching.cursor)}


def trigger_studio_mode_transition(booth: "Booth", ask: Ask) -> None:
    booth.switching.take()


def set_t_bar_position(booth: "Booth", ask: Ask) -> None:
    if not booth.switching.studio_mode:
        raise RequestFailed(Status.STUDIO_MODE_NOT_ACTIVE)
    position = ask.number("position", 0, 1)
    release = ask.flag("release") if ask.has("release") else True
    booth.switching.move_bar(position, release=release)


HANDLERS: dict[str, Handler] = {
    "GetTransitionKindList": get_transition_kind_list,
    "GetSceneTransitionList": get_scene_transition_list,
    "GetCurrentSceneTransition": get_current_scene_transition,
    "SetCurrentSceneTransition": set_current_scene_transition,
    "SetCurrentSceneTransitionDuration": set_current_scene_transition_duration,
    "GetCurrentSceneTransitionCursor": get_current_scene_transition_cursor,
    "TriggerStudioModeTransition": trigger_studio_mode_transition,
    "SetTBarPosition": set_t_bar_position,
}
