"""The peer of the group bench: a thread for each booth with obsws-python's two clients.

`python -m tests.bench.group_peer PORT…` reads the passwords as a JSON list from stdin and answers
`{"ready": N}`; each further line, `{"do": "start"|"scene"|"stop", "scene": NAME}`, is one deed on
all booths at once, answered by `{"took_ms", "failed"}`. A booth is done when OBS's event says so.
"""

import json
import logging
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Protocol

import obsws_python

logging.getLogger("obsws_python").setLevel(logging.CRITICAL)

DEADLINE_S = 10.0


class StreamEvent(Protocol):
    """What obsws-python makes of StreamStateChanged."""

    output_state: str


class SceneEvent(Protocol):
    """What obsws-python makes of CurrentProgramSceneChanged."""

    scene_name: str


class Booth:
    """One booth: requests on one connection, events on another, as the library has it."""

    def __init__(self, port: int, password: str) -> None:
        access = {"host": "127.0.0.1", "port": port, "password": password, "timeout": 5}
        self._requests = obsws_python.ReqClient(**access)
        self._events = obsws_python.EventClient(**access)
        self._events.callback.register(
            [self.on_stream_state_changed, self.on_current_program_scene_changed]
        )
        self._wanted = ""
        self._seen = threading.Event()

    def on_stream_state_changed(self, event: StreamEvent) -> None:
        """OBS's word on the stream; obsws-python finds this callback by its name."""
        if event.output_state.endswith(self._wanted):
            self._seen.set()

    def on_current_program_scene_changed(self, event: SceneEvent) -> None:
        """OBS's word on the program."""
        if event.scene_name == self._wanted:
            self._seen.set()

    def do(self, deed: str, scene: str) -> bool:
        """One deed, to its event; False when that does not come."""
        self._wanted = {"start": "STARTED", "stop": "STOPPED", "scene": scene}[deed]
        self._seen.clear()
        if deed == "start":
            self._requests.start_stream()
        elif deed == "stop":
            self._requests.stop_stream()
        else:
            self._requests.set_current_program_scene(scene)
        return self._seen.wait(DEADLINE_S)


def attempt(booth: Booth, deed: str, scene: str) -> bool:
    """Whether it was done; a refusal of OBS counts as failed, as for ours."""
    try:
        return booth.do(deed, scene)
    except obsws_python.error.OBSSDKError:
        return False


def main() -> None:
    ports = [int(port) for port in sys.argv[1:]]
    passwords: list[str] = json.loads(sys.stdin.readline())
    with ThreadPoolExecutor(len(ports)) as pool:
        booths = list(pool.map(Booth, ports, passwords))
        answer({"ready": len(booths)})
        for line in sys.stdin:
            wish = json.loads(line)
            began = time.monotonic()
            deed = partial(attempt, deed=wish["do"], scene=wish["scene"])
            done = list(pool.map(deed, booths))
            took_ms = (time.monotonic() - began) * 1000
            answer({"took_ms": took_ms, "failed": done.count(False)})


def answer(value: dict[str, float]) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
