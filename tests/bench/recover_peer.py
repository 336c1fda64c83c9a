"""The peer of the recover bench: obsws-python, connecting to every OBS one after the other.

`python -m tests.bench.recover_peer` reads one JSON line from stdin, `[[port, password], ...]`,
and prints one: whether each streams. Of each booth it reads what a controller needs to go on:
outputs, scenes and what is in them, inputs and how loud they are; and it listens for events.
"""

import json
import logging
import sys

import obsws_python

logging.getLogger("obsws_python").setLevel(logging.CRITICAL)

Access = tuple[int, str]
"""Port on loopback, and password."""


def take_up(access: Access) -> bool:
    """Connect, read the booth and listen to it; whether it streams."""
    where = {"host": "127.0.0.1", "port": access[0], "password": access[1], "timeout": 5}
    client = obsws_python.ReqClient(**where)
    obsws_python.EventClient(**where)
    client.get_version()
    streams = bool(client.get_stream_status().output_active)
    client.get_record_status()
    client.get_studio_mode_enabled()
    client.get_scene_transition_list()
    for scene in client.get_scene_list().scenes:
        client.get_scene_item_list(scene["sceneName"])
    for source in client.get_input_list().inputs:
        name = source["inputName"]
        client.get_source_filter_list(name)
        try:
            client.get_input_mute(name)
            client.get_input_volume(name)
        except obsws_python.error.OBSSDKRequestError:
            continue  # it has no sound
    return streams


def main() -> None:
    accesses: list[Access] = json.loads(sys.stdin.readline())
    streams = [take_up(access) for access in accesses]
    sys.stdout.write(json.dumps(streams) + "\n")
    sys.stdout.flush()
    # The clients' threads end with the process: nobody waits for a polite goodbye.
    sys.stdin.readline()


if __name__ == "__main__":
    main()
