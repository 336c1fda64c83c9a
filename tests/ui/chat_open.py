"""Opens the chat dock on a booth's evening, for its tests."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.ui import chat_scene as scene
from tests.ui.conftest import Desked
from ui.bridge.client import BoothKey
from ui.docks.chat import ChatDock
from ui.settings import WindowSettings

CHANNEL = "chat/booth-7"


def open_dock(qtbot: QtBot, desked: Desked, home: Path) -> ChatDock:
    """The dock on the screen, without a booth."""
    made = ChatDock(desked.bridge, desked.ops, WindowSettings(home / "console.ini"))
    qtbot.addWidget(made)
    made.resize(440, 560)
    made.show()
    qtbot.waitExposed(made)
    return made


def open_evening(qtbot: QtBot, desked: Desked, booth: BoothKey, home: Path) -> ChatDock:
    """On booth 07, with the eleven rows 100 to 110 of an evening."""
    made = open_dock(qtbot, desked, home)
    made.set_booth(booth)
    desked.studio.log(booth[0], CHANNEL, scene.evening(booth[1]), more=True)
    qtbot.waitUntil(lambda: len(made.view.rows) == 11)
    return made
