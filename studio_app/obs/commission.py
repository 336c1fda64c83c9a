"""Builds a booth's OBS as its template says, through obsws-python, in a thread of its own.

obsws-python is right for a procedure that runs once: its calls are typed and plain. It is
blocking, not thread-safe, and out of step for good after one timeout, so a run has a client of its
own and ends with its first failure; the next run goes on where OBS is then.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from json import JSONDecodeError
from typing import NamedTuple

import obsws_python
from obsws_python.error import OBSSDKError, OBSSDKRequestError
from websocket import WebSocketException

from studio_app.domain.commission import TemplateChange
from studio_app.domain.errors import StudioError, fail
from studio_app.domain.problems import Problem
from studio_app.domain.template import BoothTemplate
from studio_app.obs.booth_reading import Reading, read_booth
from studio_app.obs.booth_state import BoothState
from studio_app.obs.commission_diff import (
    Difference,
    compare,
)
from studio_app.obs.commission_steps import Builder, ask
from studio_app.obs.protocol import Answer, ObsRefusal
from studio_app.support.logs import silence_libraries

ANSWER_WITHIN_S = 8.0
"""OBS on a busy PC takes its time to open a camera."""
SETTLED_WITHIN_S = 2.0
"""OBS answers some changes (a transition's duration) before its window's thread has made them."""
Say = Callable[[float, str], None]
"""Told from the working thread how far it is: 0 to 1, and what is being done."""


class ObsPlace(NamedTuple):
    """Where an OBS is, with its password for as long as the run takes."""

    booth: str
    """As people call it."""
    host: str
    port: int
    password: str

    def __repr__(self) -> str:
        return f"ObsPlace({self.booth!r}, {self.host}:{self.port})"


class Inspected(NamedTuple):
    """An OBS beside its template."""

    state: BoothState
    difference: Difference


class Built(NamedTuple):
    """What a run did, and what is different still, by a new reading."""

    changes: tuple[TemplateChange, ...]
    left: Difference
    refused: tuple[Problem, ...] = ()
    """What OBS would not do, in its own words."""


def inspect_booth(place: ObsPlace, template: BoothTemplate) -> Inspected:
    """Read an OBS and compare it. Changes nothing. Blocks. Raises StudioError."""
    with _client(place) as client:
        state = _read(client, template)
        return Inspected(state, compare(template, state))


def may_build(place: ObsPlace, found: Inspected, *, on_air_too: bool) -> None:
    """Raise `obs_lacks` where this OBS cannot be built at all, and `commission_on_air` where
    somebody may be watching the changes, unless `on_air_too`."""
    state, difference = found
    if state.lacks:
        missing = ", ".join(sorted(state.lacks))
        raise fail("obs_lacks", version=state.version, booth=place.booth, request=missing)
    if difference.possible and state.on_air and not on_air_too:
        raise fail("commission_on_air", booth=place.booth)


def build_booth(
    place: ObsPlace,
    template: BoothTemplate,
    *,
    on_air_too: bool,
    stop: threading.Event,
    say: Say,
) -> Built:
    """Make an OBS as the template says. Blocks. Between two changes it looks whether `stop` is
    set, and then leaves with what it has done. Raises StudioError: `commission_on_air` unless
    `on_air_too`, `obs_lacks`, and whatever ends the connection; a new run goes on from there."""
    with _client(place) as client:
        state = _read(client, template)
        difference = compare(template, state)
        may_build(place, Inspected(state, difference), on_air_too=on_air_too)
        builder = Builder(client, template, state)
        done: list[TemplateChange] = []
        refused: list[Problem] = []
        steps = difference.possible
        for number, change in enumerate(steps):
            if stop.is_set():
                break
            say(number / len(steps), change.text)
            try:
                builder.carry_out(change)
            except OBSSDKRequestError as error:  # the rest is built all the same
                refused.append(_refusal(place, error).problem)
            else:
                done.append(change)
        if not stop.is_set():
            builder.mark()
        if done:
            builder.save()
        return Built(tuple(done), _left(client, template, done), tuple(refused))


def _left(
    client: obsws_python.ReqClient, template: BoothTemplate, done: list[TemplateChange]
) -> Difference:
    """What is different still, once OBS shows what was done, or has had its time for it."""
    deadline_s = time.monotonic() + SETTLED_WITHIN_S
    while True:
        left = compare(template, _read(client, template))
        if not any(change in done for change in left.changes) or time.monotonic() > deadline_s:
            return left
        time.sleep(0.1)


@contextmanager
def _client(place: ObsPlace) -> Iterator[obsws_python.ReqClient]:
    """A client for one run. Whatever it raises becomes a StudioError here."""
    silence_libraries()  # it logs the password
    client: obsws_python.ReqClient | None = None
    try:
        # Host, port and password always given: without them it reads a file of its own choice.
        client = obsws_python.ReqClient(
            host=place.host, port=place.port, password=place.password, timeout=ANSWER_WITHIN_S
        )
        yield client
    except StudioError:
        raise
    except OBSSDKRequestError as error:
        raise _refusal(place, error) from error
    except (OSError, WebSocketException, OBSSDKError, JSONDecodeError) as error:
        # The last of them is what a closed connection comes to: it reads an empty text as JSON.
        if client is not None:
            raise fail("obs_gone", booth=place.booth) from error
        detail = str(error) or type(error).__name__
        address = f"{place.host}:{place.port}"
        raise fail("link_unreachable", address=address, detail=detail) from error
    finally:
        if client is not None:
            client.disconnect()


def _refusal(place: ObsPlace, error: OBSSDKRequestError) -> ObsRefusal:
    _, _, comment = str(error).partition("With message: ")
    return ObsRefusal(place.booth, Answer(error.req_name, error.code, comment=comment))


def _read(client: obsws_python.ReqClient, template: BoothTemplate) -> BoothState:
    """Drive the reading, one request after the other."""
    reading: Reading = read_booth(template)
    try:
        asks = next(reading)
        while True:
            answers = [ask(client, kind, data) for kind, data in asks]
            asks = reading.send(answers)
    except StopIteration as ended:
        state: BoothState = ended.value
        return state
