"""Opens docks on a furnished booth, as the window does, for their tests."""

from typing import TypeVar

from pytestqt.qtbot import QtBot

from studio_app.domain.actions import Action
from studio_app.domain.errors import StudioError
from tests.ui import docks_scene as scene
from tests.ui.conftest import Desked
from ui.bridge.client import BoothKey
from ui.bridge.pictures import PictureHub
from ui.docks.booth_dock import BoothDock
from ui.docks.mixer import MixerDock
from ui.docks.outputs import OutputsDock
from ui.docks.sources import SourcesDock
from ui.docks.switcher import SwitcherDock

D = TypeVar("D", bound=BoothDock)
A = TypeVar("A", bound=Action)


def shown(qtbot: QtBot, dock: D, booth: BoothKey | None, size: tuple[int, int] = (816, 440)) -> D:
    """The dock on the screen, with a booth chosen."""
    qtbot.addWidget(dock)
    dock.resize(*size)
    dock.set_booth(booth)
    dock.show()
    qtbot.waitExposed(dock)
    return dock


def open_switcher(
    qtbot: QtBot, desked: Desked, size: tuple[int, int] = (816, 440)
) -> tuple[SwitcherDock, BoothKey]:
    """The switcher on booth 07, on air, with everything in it."""
    booth = scene.furnish(desked.studio)
    hub = PictureHub(desked.bridge)
    dock = SwitcherDock(desked.bridge, desked.ops, hub, {"take": "Space", "cut": "C"})
    dock.destroyed.connect(hub.close)
    return shown(qtbot, dock, booth, size), booth


def open_mixer(
    qtbot: QtBot, desked: Desked, size: tuple[int, int] = (816, 140)
) -> tuple[MixerDock, BoothKey]:
    """The mixer on booth 07."""
    booth = scene.furnish(desked.studio)
    return shown(qtbot, MixerDock(desked.bridge, desked.ops), booth, size), booth


def open_sources(
    qtbot: QtBot, desked: Desked, size: tuple[int, int] = (640, 380)
) -> tuple[SourcesDock, BoothKey]:
    """The sources on booth 07."""
    booth = scene.furnish(desked.studio)
    return shown(qtbot, SourcesDock(desked.bridge, desked.ops), booth, size), booth


def open_outputs(
    qtbot: QtBot, desked: Desked, size: tuple[int, int] = (816, 440), *, on_air: bool = True
) -> tuple[OutputsDock, BoothKey]:
    """The outputs on booth 07."""
    booth = scene.furnish(desked.studio, on_air=on_air)
    return shown(qtbot, OutputsDock(desked.bridge, desked.ops), booth, size), booth


def asked(desked: Desked, kind: type[A]) -> list[A]:
    """The actions of one kind that were sent, oldest first."""
    return [action for action in desked.studio.acts if type(action) is kind]


def refuse(desked: Desked, kind: type[Action], error: StudioError) -> None:
    """The server refuses this kind of action from now on."""
    desked.studio.answer(kind, error)
