"""Requests about an input's sound: mute, volume, balance, sync offset, monitoring, tracks."""

import math
from typing import TYPE_CHECKING

from studio_app.rehearsal.model import TRACKS, Input
from studio_app.rehearsal.protocol import Json, RequestFailed, Status
from studio_app.rehearsal.requests.ask import Ask, Handler

if TYPE_CHECKING:
    from studio_app.rehearsal.booth import Booth

SILENCE_DB = -100.0
_MONITORING = frozenset(
    f"OBS_MONITORING_TYPE_{name}" for name in ("NONE", "MONITOR_ONLY", "MONITOR_AND_OUTPUT")
)


def volume_of(source: Input) -> Json:
    """An input's volume as a factor and in dB, silence being -100 dB as OBS tells it."""
    factor = source.sound.volume
    decibel = 20 * math.log10(factor) if factor > 0 else SILENCE_DB
    return {"inputVolumeMul": factor, "inputVolumeDb": max(SILENCE_DB, decibel)}


def get_input_mute(booth: "Booth", ask: Ask) -> Json:
    return {"inputMuted": ask.input(audio=True).sound.muted}


def set_input_mute(booth: "Booth", ask: Ask) -> None:
    source = ask.input(audio=True)
    booth.edit.mute(source, muted=ask.flag("inputMuted"))


def toggle_input_mute(booth: "Booth", ask: Ask) -> Json:
    source = ask.input(audio=True)
    booth.edit.mute(source, muted=not source.sound.muted)
    return {"inputMuted": source.sound.muted}


def get_input_volume(booth: "Booth", ask: Ask) -> Json:
    return volume_of(ask.input(audio=True))


def set_input_volume(booth: "Booth", ask: Ask) -> None:
    source = ask.input(audio=True)
    as_factor, as_decibel = ask.has("inputVolumeMul"), ask.has("inputVolumeDb")
    if as_factor and as_decibel:
        raise RequestFailed(Status.TOO_MANY_FIELDS, "You may only specify one volume field.")
    if as_factor:
        factor = ask.number("inputVolumeMul", 0, 20)
    elif as_decibel:
        factor = 10 ** (ask.number("inputVolumeDb", SILENCE_DB, 26) / 20)
    else:
        raise RequestFailed(Status.MISSING_FIELD, "You must specify one volume field.")
    booth.edit.set_volume(source, float(factor))


def get_input_audio_balance(booth: "Booth", ask: Ask) -> Json:
    return {"inputAudioBalance": ask.input(audio=True).sound.balance}


def set_input_audio_balance(booth: "Booth", ask: Ask) -> None:
    source = ask.input(audio=True)
    source.sound.balance = float(ask.number("inputAudioBalance", 0, 1))
    _tell(booth, source, "InputAudioBalanceChanged", "inputAudioBalance", source.sound.balance)


def get_input_audio_sync_offset(booth: "Booth", ask: Ask) -> Json:
    return {"inputAudioSyncOffset": ask.input(audio=True).sound.sync_offset_ms}


def set_input_audio_sync_offset(booth: "Booth", ask: Ask) -> None:
    source = ask.input(audio=True)
    offset = source.sound.sync_offset_ms = ask.whole("inputAudioSyncOffset", -950, 20000)
    _tell(booth, source, "InputAudioSyncOffsetChanged", "inputAudioSyncOffset", offset)


def get_input_audio_monitor_type(booth: "Booth", ask: Ask) -> Json:
    return {"monitorType": ask.input(audio=True).sound.monitor}


def set_input_audio_monitor_type(booth: "Booth", ask: Ask) -> None:
    source, wanted = ask.input(audio=True), ask.text("monitorType")
    if wanted not in _MONITORING:
        raise RequestFailed(Status.INVALID_FIELD, f"Unknown monitor type: {wanted}")
    source.sound.monitor = wanted
    _tell(booth, source, "InputAudioMonitorTypeChanged", "monitorType", wanted)


def get_input_audio_tracks(booth: "Booth", ask: Ask) -> Json:
    return {"inputAudioTracks": dict(ask.input(audio=True).sound.tracks)}


def set_input_audio_tracks(booth: "Booth", ask: Ask) -> None:
    source = ask.input(audio=True)
    wanted = Ask(booth, ask.mapping("inputAudioTracks"))
    changed = False
    for track in TRACKS:
        if wanted.has(track):
            enabled = wanted.value(track)
            if not isinstance(enabled, bool):
                raise RequestFailed(
                    Status.INVALID_FIELD_TYPE,
                    "The value of one of your tracks is not a boolean.",
                )
            changed = changed or source.sound.tracks[track] != enabled
            source.sound.tracks[track] = enabled
    if changed:
        tracks = dict(source.sound.tracks)
        _tell(booth, source, "InputAudioTracksChanged", "inputAudioTracks", tracks)


def _tell(booth: "Booth", source: Input, kind: str, field: str, value: object) -> None:
    booth.emit(kind, {**booth.ref("input", source), field: value})


HANDLERS: dict[str, Handler] = {
    "GetInputMute": get_input_mute,
    "SetInputMute": set_input_mute,
    "ToggleInputMute": toggle_input_mute,
    "GetInputVolume": get_input_volume,
    "SetInputVolume": set_input_volume,
    "GetInputAudioBalance": get_input_audio_balance,
    "SetInputAudioBalance": set_input_audio_balance,
    "GetInputAudioSyncOffset": get_input_audio_sync_offset,
    "SetInputAudioSyncOffset": set_input_audio_sync_offset,
    "GetInputAudioMonitorType": get_input_audio_monitor_type,
    "SetInputAudioMonitorType": set_input_audio_monitor_type,
    "GetInputAudioTracks": get_input_audio_tracks,
    "SetInputAudioTracks": set_input_audio_tracks,
}
