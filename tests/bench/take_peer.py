"""The peer of the take bench: obsws-python from its call to its event callback, in a process.

`python -m tests.bench.take_peer PORT`, password as the first line of stdin; each further line is
one take, answered by its milliseconds. With `--flood N` it instead changes a volume N times a
second until stdin ends, so that everybody connected to that OBS hears N other events a second.
"""

import argparse
import logging
import sys
import threading
import time

import obsws_python

logging.getLogger("obsws_python").setLevel(logging.CRITICAL)

TAKE_DEADLINE_S = 5.0
FLOOD_TICK_S = 0.02


class Taker:
    """Takes the preview and waits for OBS's event."""

    def __init__(self, port: int, password: str) -> None:
        access = {"host": "127.0.0.1", "port": port, "password": password, "timeout": 5}
        self._changed = threading.Event()
        self._at = 0.0
        self._requests = obsws_python.ReqClient(**access)
        self._events = obsws_python.EventClient(**access)
        self._events.callback.register(self.on_current_program_scene_changed)

    def on_current_program_scene_changed(self, _: object) -> None:
        """Note when the event came; obsws-python finds this callback by its name."""
        self._at = time.monotonic()
        self._changed.set()

    def take(self) -> float:
        """One take; milliseconds from the call to the event."""
        self._changed.clear()
        began = time.monotonic()
        self._requests.trigger_studio_mode_transition()
        if not self._changed.wait(TAKE_DEADLINE_S):
            raise TimeoutError("no CurrentProgramSceneChanged came")
        return (self._at - began) * 1000


def flood(port: int, password: str, source: str, per_second: int) -> None:
    """Change `source`'s volume `per_second` times a second until stdin ends."""
    requests = obsws_python.ReqClient(host="127.0.0.1", port=port, password=password, timeout=5)
    ended = threading.Event()

    def listen() -> None:
        sys.stdin.read()
        ended.set()

    threading.Thread(target=listen, name="stdin", daemon=True).start()
    due, turn, step = time.monotonic(), 0, max(1, round(per_second * FLOOD_TICK_S))
    while not ended.is_set():
        for _ in range(step):
            turn += 1
            requests.set_input_volume(source, vol_db=-20.0 + turn % 100 / 10)
        due += FLOOD_TICK_S
        ended.wait(max(0.0, due - time.monotonic()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("port", type=int)
    parser.add_argument("--flood", type=int, default=0)
    parser.add_argument("--source", default="")
    arguments = parser.parse_args()
    password = sys.stdin.readline().strip()
    if arguments.flood:
        flood(arguments.port, password, arguments.source, arguments.flood)
        return
    taker = Taker(arguments.port, password)
    for _ in sys.stdin:
        sys.stdout.write(f"{taker.take()}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
