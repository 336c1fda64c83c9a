"""The files a real OBS reads at its start, so that it opens furnished, silent and reachable."""

import wave
from collections.abc import Mapping
from pathlib import Path

import msgspec
import numpy as np

from studio_app.rehearsal.collection import collection_file
from studio_app.rehearsal.meters import METER_HZ, speech
from studio_app.rehearsal.show import ShowPlan

_SOUND_HZ = 8000
_OBS_29 = 486539266

Sections = Mapping[str, Mapping[str, object]]


def ini(sections: Sections) -> str:
    """Sections of keys as OBS's configuration text."""

    def text(value: object) -> str:
        return str(value).lower() if isinstance(value, bool) else str(value)

    return "\n".join(
        f"[{name}]\n" + "".join(f"{key}={text(value)}\n" for key, value in values.items())
        for name, values in sections.items()
    )


def write_film(path: Path, *, seconds: int = 20, seed: int = 1) -> None:
    """A WAV file of babble with phrases and pauses: something to play, with sound to meter."""
    envelope = speech(seed)[: seconds * METER_HZ, 0]
    times = np.arange(seconds * _SOUND_HZ) / _SOUND_HZ
    loudness = np.interp(times, np.arange(envelope.size) / METER_HZ, envelope)
    pitch = 130 + 30 * np.sin(2 * np.pi * 0.6 * times)
    phase = 2 * np.pi * np.cumsum(pitch) / _SOUND_HZ
    voice = sum(np.sin(phase * harmonic) / harmonic for harmonic in range(1, 6))
    samples = np.clip(loudness * voice * 1.2, -1, 1) * 32767
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(_SOUND_HZ)
        sound.writeframes(samples.astype("<i2").tobytes())


def write_config(
    root: Path,
    *,
    port: int,
    password: str,
    plan: ShowPlan,
    fps: int = 30,
    stream_to: str = "",
    stream_key: str = "rehearsal",
) -> None:
    """Write everything below `root`, which becomes OBS's XDG_CONFIG_HOME.

    Fits OBS 28 to 32: each reads its own files and ignores the others'. `stream_to`: an RTMP
    address; empty means OBS has no stream set up. The password lies in a file of mode 0600.
    """
    base = root / "obs-studio"
    profile = base / "basic/profiles/Rehearsal"
    scenes = base / "basic/scenes"
    websocket = base / "plugin_config/obs-websocket"
    recordings = root / "recordings"
    for folder in (profile, scenes, websocket, recordings):
        folder.mkdir(parents=True, exist_ok=True)
    _private(base / "global.ini", whole := ini(_global(port, password)))
    _private(base / "user.ini", whole)
    _private(websocket / "config.json", _websocket_config(port, password))
    (profile / "basic.ini").write_text(ini(_profile(plan.size, fps, recordings)), "utf-8")
    if stream_to:
        service = {
            "type": "rtmp_custom",
            "settings": {"server": stream_to, "key": stream_key, "use_auth": False},
        }
        _private(profile / "service.json", msgspec.json.encode(service).decode())
    (scenes / "Rehearsal.json").write_bytes(collection_file("Rehearsal", plan))


def _private(path: Path, content: str) -> None:
    path.touch(mode=0o600)
    path.write_text(content, "utf-8")


def _global(port: int, password: str) -> Sections:
    return {
        "General": {
            "FirstRun": True,
            "LastVersion": _OBS_29,
            "Pre19Defaults": False,
            "Pre21Defaults": False,
            "Pre23Defaults": False,
            "Pre24.1Defaults": False,
            "EnableAutoUpdates": False,
            "ConfirmOnExit": False,
        },
        "Basic": {
            "Profile": "Rehearsal",
            "ProfileDir": "Rehearsal",
            "SceneCollection": "Rehearsal",
            "SceneCollectionFile": "Rehearsal",
        },
        "OBSWebSocket": {
            "FirstLoad": False,
            "ServerEnabled": True,
            "ServerPort": port,
            "AlertsEnabled": False,
            "AuthRequired": bool(password),
            "ServerPassword": password,
        },
        "BasicWindow": {
            "PreviewEnabled": False,
            "SysTrayEnabled": True,
            "SysTrayWhenStarted": True,
        },
    }


def _websocket_config(port: int, password: str) -> str:
    return msgspec.json.encode(
        {
            "first_load": False,
            "server_enabled": True,
            "server_port": port,
            "alerts_enabled": False,
            "auth_required": bool(password),
            "server_password": password,
        }
    ).decode()


def _profile(size: tuple[int, int], fps: int, recordings: Path) -> Sections:
    width, height = size
    return {
        "General": {"Name": "Rehearsal"},
        "Output": {"Mode": "Simple", "Reconnect": True, "RetryDelay": 1, "MaxRetries": 25},
        "SimpleOutput": {
            "FilePath": recordings,
            "RecFormat": "mkv",
            "VBitrate": 600,
            "ABitrate": 96,
            "Preset": "ultrafast",
            "UseAdvanced": True,
            # An encoder of its own: "Stream" would make PauseRecord succeed and do nothing.
            "RecQuality": "Small",
            "RecEncoder": "x264_lowcpu",
            "RecRB": True,
            "RecRBTime": 5,
            "RecRBSize": 16,
        },
        "Video": {
            "BaseCX": width,
            "BaseCY": height,
            "OutputCX": width,
            "OutputCY": height,
            "FPSType": 1,
            "FPSInt": fps,
        },
        "Audio": {"SampleRate": 48000, "ChannelSetup": "Stereo"},
    }
