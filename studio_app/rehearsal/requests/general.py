"""General requests: version, statistics, custom events, hotkeys, monitors, studio mode."""

import math
import time
from typing import TYPE_CHECKING

from studio_app.rehearsal.protocol import RPC_VERSION, Json, RequestFailed, Status
from studio_app.rehearsal.requests.ask import Ask, Handler

if TYPE_CHECKING:
    from studio_app.rehearsal.booth import Booth

_IMAGE_FORMATS = ("bmp", "jpeg", "jpg", "png")


def get_version(booth: "Booth", ask: Ask) -> Json:
    return {
        "obsVersion": booth.version.obs,
        "obsWebSocketVersion": booth.version.websocket,
        "rpcVersion": RPC_VERSION,
        "availableRequests": booth.available_requests,
        "supportedImageFormats": list(_IMAGE_FORMATS),
        "platform": "debian",
        "platformDescription": "Simulated OBS (BoothDeck rehearsal)",
    }


def get_stats(booth: "Booth", ask: Ask) -> Json:
    up_s = time.monotonic() - booth.started
    stream = booth.outputs.stream_status()
    faults = booth.faults
    return {
        "cpuUsage": (95.0 if faults.busy else 4.0) + 1.5 * math.sin(up_s / 7),
        "memoryUsage": 214.5 + math.sin(up_s / 60),
        "availableDiskSpace": 240.5 if faults.disk_full else 80_394.5 - up_s / 100,
        "activeFps": booth.fps + 1e-7,
        "averageFrameRenderTime": 0.9 + 0.2 * math.sin(up_s / 3),
        "renderSkippedFrames": 0,
        "renderTotalFrames": int(up_s * booth.fps),
        "outputSkippedFrames": stream["outputSkippedFrames"],
        "outputTotalFrames": stream["outputTotalFrames"],
        "webSocketSessionIncomingMessages": booth.messages_in,
        "webSocketSessionOutgoingMessages": booth.messages_out,
    }


def broadcast_custom_event(booth: "Booth", ask: Ask) -> None:
    booth.emit("CustomEvent", ask.mapping("eventData"))


def sleep(booth: "Booth", ask: Ask) -> None:
    raise RequestFailed(Status.UNSUPPORTED_EXECUTION)


def get_hotkey_list(booth: "Booth", ask: Ask) -> Json:
    return {"hotkeys": list(booth.hotkeys())}


def trigger_hotkey_by_name(booth: "Booth", ask: Ask) -> None:
    act = booth.hotkeys().get(ask.text("hotkeyName"))
    if not act:
        raise RequestFailed(Status.NOT_FOUND, "No hotkeys were found by that name.")
    booth.later(0.02, act)


def get_persistent_data(booth: "Booth", ask: Ask) -> Json:
    return {"slotValue": booth.persistent.get((ask.text("realm"), ask.text("slotName")))}


def set_persistent_data(booth: "Booth", ask: Ask) -> None:
    booth.persistent[ask.text("realm"), ask.text("slotName")] = ask.value("slotValue")


def get_monitor_list(booth: "Booth", ask: Ask) -> Json:
    return {
        "monitors": [
            {
                "monitorName": "screen(0)",
                "monitorIndex": 0,
                "monitorWidth": 1920,
                "monitorHeight": 1080,
                "monitorPositionX": 0,
                "monitorPositionY": 0,
            }
        ]
    }


def get_studio_mode_enabled(booth: "Booth", ask: Ask) -> Json:
    return {"studioModeEnabled": booth.switching.studio_mode}


def set_studio_mode_enabled(booth: "Booth", ask: Ask) -> None:
    booth.switching.set_studio_mode(enabled=ask.flag("studioModeEnabled"))


HANDLERS: dict[str, Handler] = {
    "GetVersion": get_version,
    "GetStats": get_stats,
    "BroadcastCustomEvent": broadcast_custom_event,
    "Sleep": sleep,
    "GetHotkeyList": get_hotkey_list,
    "TriggerHotkeyByName": trigger_hotkey_by_name,
    "GetPersistentData": get_persistent_data,
    "SetPersistentData": set_persistent_data,
    "GetMonitorList": get_monitor_list,
    "GetStudioModeEnabled": get_studio_mode_enabled,
    "SetStudioModeEnabled": set_studio_mode_enabled,
}
