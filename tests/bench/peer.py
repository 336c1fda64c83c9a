"""The peer of the benches: a plain client on obsws-python, as a careful user of it would write it.

Run as a process (`python -m tests.bench.peer PORT… --seconds N`, the passwords as a JSON list on
stdin) it reads pictures and meters of every booth for a while and prints what that cost as one
JSON object.
"""

import argparse
import base64
import json
import logging
import sys
import threading
import time
from typing import Protocol

import obsws_python
from obsws_python.subs import Subs

from tests.bench.harness import CpuMeter, Figures

logging.getLogger("obsws_python").setLevel(logging.CRITICAL)


class MeterEvent(Protocol):
    """What obsws-python makes of InputVolumeMeters."""

    inputs: list[dict[str, object]]


class Reader:
    """One booth's reading: a thread that asks for pictures, a callback that takes the meters."""

    def __init__(self, port: int, password: str, fps: float, ended: threading.Event) -> None:
        access = {"host": "127.0.0.1", "port": port, "password": password, "timeout": 5}
        self.pictures = 0
        self.meters = 0
        self._ended = ended
        self._interval_s = 1 / fps
        self._requests = obsws_python.ReqClient(**access)
        self._events = obsws_python.EventClient(**access, subs=int(Subs.INPUTVOLUMEMETERS))
        self._events.callback.register(self.on_input_volume_meters)
        self._scene: str = self._requests.get_current_program_scene().current_program_scene_name
        self._thread = threading.Thread(target=self._read, name=f"reader {port}", daemon=True)
        self._thread.start()

    def on_input_volume_meters(self, event: MeterEvent) -> None:
        """Take the levels; obsws-python finds this callback by its name."""
        self.meters += len(event.inputs) > 0

    def _read(self) -> None:
        due = time.monotonic()
        while not self._ended.is_set():
            answer = self._requests.get_source_screenshot(self._scene, "jpg", 320, 180, 70)
            self.pictures += len(base64.b64decode(answer.image_data.partition(",")[2])) > 0
            due += self._interval_s
            self._ended.wait(max(0.0, due - time.monotonic()))

    def close(self) -> None:
        """Join the thread and leave; `ended` is set before."""
        self._thread.join()
        self._events.disconnect()
        self._requests.disconnect()


def read_booths(ports: list[int], passwords: list[str], seconds: float, fps: float) -> Figures:
    """Read all booths for `seconds` and return the cost of this process meanwhile."""
    ended = threading.Event()
    readers = [
        Reader(port, password, fps, ended) for port, password in zip(ports, passwords, strict=True)
    ]
    time.sleep(1)  # the threads settle; their start is not what is measured
    before = [(reader.pictures, reader.meters) for reader in readers]
    cpu = CpuMeter()
    began = time.monotonic()
    time.sleep(seconds)
    core_pct = cpu.core_pct()
    took_s = time.monotonic() - began
    gained = list(zip(readers, before, strict=True))
    pictures = sum(reader.pictures - start for reader, (start, _) in gained)
    meters = sum(reader.meters - start for reader, (_, start) in gained)
    ended.set()
    for reader in readers:
        reader.close()
    return {
        "core_pct": core_pct,
        "pictures_per_s": pictures / took_s,
        "meter_events_per_s": meters / took_s,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ports", type=int, nargs="+")
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--fps", type=float, default=2)
    arguments = parser.parse_args()
    passwords: list[str] = json.loads(sys.stdin.readline())
    figures = read_booths(arguments.ports, passwords, arguments.seconds, arguments.fps)
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
