"""The peer of the take bench: obsws-python from its call to its event callback, in a process.

`python -m tests.bench.take_peer` reads one JSON line from stdin, `{"obs": [port, password],
"others": [[port, password], ...]}`: the OBS to take on, and the booths whose events it hears
besides. Each further line is one take, answered by its milliseconds, or "heard": how many of
their events came.
"""

import json
import logging
import sys
import threading
import time
from collections.abc import Sequence

import obsws_python

logging.getLogger("obsws_python").setLevel(logging.CRITICAL)

TAKE_DEADLINE_S = 5.0

Access = tuple[int, str]
"""Port on loopback, and password."""


def _access(where: Access) -> dict[str, object]:
    return {"host": "127.0.0.1", "port": where[0], "password": where[1], "timeout": 5}


class Taker:
    """Takes the preview and waits for OBS's event, while it hears the other booths' events too."""

    def __init__(self, obs: Access, others: Sequence[Access]) -> None:
        self._changed = threading.Event()
        self._at = 0.0
        self.heard = 0
        self._requests = obsws_python.ReqClient(**_access(obs))
        self._events = obsws_python.EventClient(**_access(obs))
        self._events.callback.register(self.on_current_program_scene_changed)
        self._others = [obsws_python.EventClient(**_access(other)) for other in others]
        for other in self._others:
            other.callback.register(self.on_input_volume_changed)

    def on_current_program_scene_changed(self, _: object) -> None:
        """Note when the event came; obsws-python finds this callback by its name."""
        self._at = time.monotonic()
        self._changed.set()

    def on_input_volume_changed(self, _: object) -> None:
        """Another booth's event."""
        self.heard += 1

    def take(self) -> float:
        """One take; milliseconds from the call to the event."""
        self._changed.clear()
        began = time.monotonic()
        self._requests.trigger_studio_mode_transition()
        if not self._changed.wait(TAKE_DEADLINE_S):
            raise TimeoutError("no CurrentProgramSceneChanged came")
        return (self._at - began) * 1000


def main() -> None:
    told = json.loads(sys.stdin.readline())
    taker = Taker(tuple(told["obs"]), [tuple(other) for other in told["others"]])
    for line in sys.stdin:
        answer = {"heard": taker.heard} if line == "heard\n" else {"took_ms": taker.take()}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
