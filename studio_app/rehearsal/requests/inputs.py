"""Requests about inputs: which there are, their settings and names."""

from typing import TYPE_CHECKING

from studio_app.rehearsal.kinds import INPUT_KINDS
from studio_app.rehearsal.protocol import Json, RequestFailed, Status
from studio_app.rehearsal.requests.ask import Ask, Handler
from studio_app.rehearsal.show import SPECIALS

if TYPE_CHECKING:
    from studio_app.rehearsal.booth import Booth


def get_input_list(booth: "Booth", ask: Ask) -> Json:
    wanted = ask.text("inputKind") if ask.has("inputKind") else None
    return {
        "inputs": [
            {
                **booth.ref("input", one),
                "inputKind": one.kind.name,
                "unversionedInputKind": one.kind.plain,
            }
            for one in reversed(booth.show.inputs)
            if wanted in {None, one.kind.name}
        ]
    }


def get_input_kind_list(booth: "Booth", ask: Ask) -> Json:
    plain = ask.flag("unversioned") if ask.has("unversioned") else False
    return {"inputKinds": [kind.plain if plain else kind.name for kind in INPUT_KINDS.values()]}


def get_special_inputs(booth: "Booth", ask: Ask) -> Json:
    told: Json = dict.fromkeys(SPECIALS)
    for one in booth.show.inputs:
        if one.special:
            told[one.special] = one.name
    return told


def create_input(booth: "Booth", ask: Ask) -> Json:
    scene = ask.scene()
    name = ask.text("inputName")
    if booth.show.find(name):
        raise RequestFailed(Status.ALREADY_EXISTS, "A source already exists by that input name.")
    kind = INPUT_KINDS.get(ask.text("inputKind"))
    if not kind:
        raise RequestFailed(
            Status.INVALID_INPUT_KIND,
            "Your specified input kind is not supported by OBS. Check that your specified kind is"
            " properly versioned and that any necessary plugins are loaded.",
        )
    settings = ask.mapping("inputSettings", empty=True) if ask.has("inputSettings") else {}
    enabled = ask.flag("sceneItemEnabled") if ask.has("sceneItemEnabled") else True
    source, item = booth.edit.create_input(scene, name, kind, settings, enabled=enabled)
    told: Json = {"sceneItemId": item.id}
    return {**told, "inputUuid": source.uuid} if booth.version.uuids else told


def remove_input(booth: "Booth", ask: Ask) -> None:
    booth.edit.remove_input(ask.input())


def set_input_name(booth: "Booth", ask: Ask) -> None:
    source = ask.input()
    booth.edit.rename(source, ask.new_name("newInputName", "new input"))


def get_input_default_settings(booth: "Booth", ask: Ask) -> Json:
    kind = INPUT_KINDS.get(ask.text("inputKind"))
    if not kind:
        raise RequestFailed(Status.INVALID_INPUT_KIND)
    return {"defaultInputSettings": dict(kind.defaults)}


def get_input_settings(booth: "Booth", ask: Ask) -> Json:
    source = ask.input()
    return {"inputSettings": dict(source.settings), "inputKind": source.kind.name}


def set_input_settings(booth: "Booth", ask: Ask) -> None:
    source, wanted = ask.input(), ask.mapping("inputSettings", empty=True)
    overlay = ask.flag("overlay") if ask.has("overlay") else True
    booth.edit.set_input_settings(source, {**source.settings, **wanted} if overlay else wanted)


HANDLERS: dict[str, Handler] = {
    "GetInputList": get_input_list,
    "GetInputKindList": get_input_kind_list,
    "GetSpecialInputs": get_special_inputs,
    "CreateInput": create_input,
    "RemoveInput": remove_input,
    "SetInputName": set_input_name,
    "GetInputDefaultSettings": get_input_default_settings,
    "GetInputSettings": get_input_settings,
    "SetInputSettings": set_input_settings,
}
