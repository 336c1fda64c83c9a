"""A tone goes through PortAudio to a real sound server and comes out of it as loud and as high."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from studio_app.devices.tones import CRITICAL, RATE_HZ

PLAY = (
    "from studio_app.devices.playback import play_by_portaudio\n"
    "from studio_app.devices.tones import CRITICAL, tone\n"
    "play_by_portaudio(tone(CRITICAL, 1.0))\n"
)
FAIL = (
    "import threading\n"
    "from studio_app.devices.playback import Player\n"
    "from studio_app.devices.tones import WARNING, tone\n"
    "said = threading.Event()\n"
    "player = Player(lambda why: (print(bool(why)), said.set()))\n"
    "player.play(tone(WARNING, 1.0))\n"
    "assert said.wait(20)\n"
    "player.close()\n"
)


def until(condition: Callable[[], bool], what: str, within_s: float) -> None:
    """Wait for a condition; fails when it takes too long."""
    end_s = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < end_s, what
        time.sleep(0.05)


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """An environment whose ALSA goes to a sound server of its own."""
    (tmp_path / ".asoundrc").write_text("pcm.!default pulse\nctl.!default pulse\n", "ascii")
    return {
        **os.environ,
        "HOME": str(tmp_path),
        "XDG_RUNTIME_DIR": str(tmp_path),
        "PULSE_RUNTIME_PATH": str(tmp_path),
        "PULSE_SERVER": f"unix:{tmp_path / 'native'}",
    }


@pytest.fixture
def sound_server(home: dict[str, str], tmp_path: Path) -> Iterator[dict[str, str]]:
    """PulseAudio with one sink that nobody hears, and its environment."""
    socket = tmp_path / "native"
    command = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no"]
    command += ["-L", f"module-native-protocol-unix auth-anonymous=1 socket={socket}"]
    command += ["-L", "module-null-sink sink_name=heard rate=48000"]
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(command, env=home, stdout=quiet, stderr=quiet)
    try:
        until(socket.exists, "PulseAudio listens", 20)
        yield home
    finally:
        server.terminate()
        server.wait(10)


def test_the_tone_arrives(sound_server: dict[str, str], tmp_path: Path) -> None:
    heard = tmp_path / "heard.raw"
    command = ["parec", "--device=heard.monitor", "--format=float32le", "--channels=1"]
    command += [f"--rate={RATE_HZ}", "--latency-msec=20"]
    with heard.open("wb") as out:
        recorder = subprocess.Popen(command, env=sound_server, stdout=out)
        try:
            until(lambda: heard.stat().st_size > 0, "the recorder runs", 20)
            subprocess.run([sys.executable, "-c", PLAY], env=sound_server, check=True, timeout=60)
            size = heard.stat().st_size
            until(lambda: heard.stat().st_size > size + RATE_HZ, "what was played is recorded", 20)
        finally:
            recorder.terminate()
            recorder.wait(10)
    samples = np.frombuffer(heard.read_bytes()[: heard.stat().st_size // 4 * 4], np.float32)
    assert np.abs(samples).max() > 0.3
    loud = samples[np.flatnonzero(np.abs(samples) > 0.05)[0] :][: RATE_HZ // 8]
    spectrum = np.abs(np.fft.rfft(loud * np.hanning(len(loud))))
    pitch_hz = float(np.argmax(spectrum) * RATE_HZ / len(loud))
    assert abs(pitch_hz - CRITICAL[0].hz) < 20


def test_without_any_device_it_is_said_and_nothing_breaks(home: dict[str, str]) -> None:
    command = [sys.executable, "-c", FAIL]
    done = subprocess.run(command, env=home, check=True, timeout=60, capture_output=True, text=True)
    assert "True" in done.stdout
