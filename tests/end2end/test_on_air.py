"""From two digits to air: a console, a server and a real OBS, which another client asks."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import obsws_python
import pytest
import pytest_asyncio

from tests.end2end.console import Console, View, Widget
from tests.end2end.house import House, add_booths
from tests.end2end.simulator import Access
from tests.real_obs import ObsFactory, RealObs, RtmpServer, factory


@pytest.fixture(scope="module")
def receiver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RtmpServer]:
    """Where the OBS streams to."""
    made = RtmpServer(tmp_path_factory.mktemp("rtmp"))
    made.start()
    yield made
    made.stop()


@pytest.fixture(scope="module")
def obs(
    display: str, receiver: RtmpServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RealObs]:
    """A real OBS that can stream."""
    start: ObsFactory
    with factory(tmp_path_factory.mktemp("obs"), display) as start:
        yield start(stream_to=receiver.url)[0]


@pytest.fixture(scope="module")
def referee(obs: RealObs) -> Iterator[Any]:
    """A client of another make, which says what OBS really does."""
    logging.getLogger("obsws_python").setLevel(logging.CRITICAL)
    client = obsws_python.ReqClient(
        host="127.0.0.1", port=obs.port, password=obs.password, timeout=10
    )
    yield client
    client.disconnect()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def console(
    obs: RealObs, screen: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Console]:
    """A console on a real OBS as booth 01 and two simulated ones."""
    folder: Path = tmp_path_factory.mktemp("house")
    with ExitStack() as stack:
        house = House(folder, screen, stack)
        server = house.server()
        simulator = house.simulator(2)
        async with server.client() as (_, connection):
            await add_booths(connection, [Access(obs.port, obs.password), *simulator.booths])
        made = house.console("--layout", "direct", home=server.home)
        await made.sees(lambda view: len([t for t in view.tiles if t.confirmed]) == 3)
        yield made


def program(referee: Any) -> str:
    """What OBS shows viewers."""
    return str(referee.get_current_program_scene().current_program_scene_name)


def sends(referee: Any) -> bool:
    """Whether OBS's stream runs."""
    return bool(referee.get_stream_status().output_active)


def coming(referee: Any) -> str:
    """What OBS shows viewers next."""
    return str(referee.get_current_preview_scene().current_preview_scene_name)


async def on_air(referee: Any, scene: str) -> None:
    """Wait until OBS shows this scene."""
    async with asyncio.timeout(20):
        while True:
            if program(referee) == scene:
                return
            await asyncio.sleep(0.05)


async def ready(console: Console, referee: Any, preview: str) -> View:
    """Booth 01 chosen by its digits, `Host` on air and `preview` next, and the window says so."""
    referee.set_studio_mode_enabled(True)
    referee.set_current_scene_transition("Cut")
    second = console.look().tile(2)
    assert second is not None
    console.click(second)  # out of any field that still has the keyboard
    await console.sees(lambda view: view.chosen() == "02")
    console.press("0", "1")
    await console.sees(lambda view: view.chosen() == "01")

    def wanted(view: View) -> bool:
        # OBS puts the old scene next when a transition has ended, some time after it began.
        if program(referee) != "Host":
            referee.set_current_program_scene("Host")
        elif coming(referee) != preview:
            referee.set_current_preview_scene(preview)
        else:
            return view.shows("PROGRAM · Host") and view.shows(f"NEXT · {preview}")
        return False

    return await console.sees(wanted)


@pytest.mark.asyncio(loop_scope="module")
async def test_two_digits_choose_and_space_takes(console: Console, referee: Any) -> None:
    await ready(console, referee, "Break")
    console.press("space")
    await on_air(referee, "Break")
    await console.shows("PROGRAM · Break")


@pytest.mark.asyncio(loop_scope="module")
async def test_typing_text_does_nothing_on_air(console: Console, referee: Any) -> None:
    await ready(console, referee, "AI")
    referee.set_current_scene_transition("Fade")  # a cut has no duration to type
    view = await console.sees(lambda view: (field := duration(view)) and field.enabled)
    # A field of the main window, beside the buttons of what is on air.
    field = duration(view)
    assert field is not None
    console.click(field)
    await console.sees(lambda view: (field := duration(view)) and field.focus)
    console.press("ctrl+a", "0", "2", "0", "3", "space")
    # A field of a dialog over it.
    console.press("Escape", "ctrl+comma")
    # The dialog blocks nothing of the window, so both take keys; it has them when it is active.
    await console.sees(lambda view: settings(view, active=True))
    add = await console.sees(lambda view: view.find("Add a booth", "Button"))
    button = add.find("Add a booth", "Button")
    assert button is not None
    console.click(button)
    await console.sees(typing)
    console.type("02 on 03 c n")
    view = await console.sees(lambda view: view.find("02 on 03 c n", "QLineEdit"))
    assert program(referee) == "Host"
    assert coming(referee) == "AI"
    console.press("Escape")
    view = await console.sees(lambda view: not settings(view))
    assert view.chosen() in ("01", ""), "no typed digit chose another booth"


def settings(view: View, *, active: bool = False) -> bool:
    """Whether the settings are open (and have the keyboard)."""
    return any(w.title == "Settings" and (w.active or not active) for w in view.windows)


def duration(view: View) -> Widget | None:
    """The field of the transition's duration."""
    return view.find("Duration of the transition", "QSpinBox")


def typing(view: View) -> bool:
    """Whether an empty line of text has the cursor."""
    focused = view.focused()
    return focused is not None and focused.kind == "QLineEdit" and focused.text == ""


@pytest.mark.asyncio(loop_scope="module")
async def test_a_stream_runs_when_obs_says_so_and_ends_on_the_second_press(
    console: Console, referee: Any, receiver: RtmpServer
) -> None:
    view = await ready(console, referee, "AI")
    start = view.find("Stream: Start")
    assert start is not None
    assert start.enabled
    # As long as the receiver answers nothing, OBS has not started, whatever was pressed.
    receiver.freeze()
    try:
        console.click(start)
        await console.sees(lambda view: stream(view) in ("Starting", "Stopping"))
        waiting = [console.look() for _ in range(10)]
        assert not any(view.shows("OBS IS SENDING") for view in waiting)
        assert {stream(view) for view in waiting} == {"Starting"}
    finally:
        receiver.thaw()
    view = await console.sees(lambda view: view.shows("OBS IS SENDING"))
    assert sends(referee)
    await console.sees(lambda view: stream(view) == "OBS sends")
    assert receiver.streams()
    end = view.find("Stream: End stream")
    assert end is not None
    console.click(end)
    console.click(end)  # a double click is no second thought
    await console.sees(asks)
    assert sends(referee)
    assert receiver.streams(), "the first press asks, and ends nothing"
    async with asyncio.timeout(60):
        while sends(referee):
            # The question goes away by itself; on a slow machine it may have, so it is asked anew.
            console.click(asks(console.look()) or end)
            await asyncio.sleep(0.7)
    await console.sees(lambda view: stream(view) == "OBS off")
    assert not receiver.streams()


def stream(view: View) -> str:
    """What booth 01's tile says of OBS's stream."""
    tile = view.tile(1)
    return tile.sending if tile is not None else ""


def asks(view: View) -> Widget | None:
    """The button that asks whether viewers shall see it stop."""
    return next((each for each in view.widgets if "iewers" in each.text), None)
