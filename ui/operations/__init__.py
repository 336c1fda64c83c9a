"""What a person can do from a window: one function per wish, failure told once, undo kept."""

from ui.operations.alarms import Alarms
from ui.operations.anything import Anything
from ui.operations.chat import Chat
from ui.operations.commissioning import Commissioning
from ui.operations.desk import Desk
from ui.operations.groups import Groups
from ui.operations.health import Health
from ui.operations.house import House
from ui.operations.notices import Notice, Notices, Tone
from ui.operations.orders import Orders
from ui.operations.outputs import Outputs
from ui.operations.plugins import Plugins
from ui.operations.recovery import Recovery
from ui.operations.said import Said, again, said
from ui.operations.settings import Settings
from ui.operations.sound import Sound
from ui.operations.sources import Sources
from ui.operations.switching import Switching

__all__ = ["Desk", "Notice", "Notices", "Operations", "Said", "Tone", "again", "said"]


class Operations:
    """All operations of a window, given to its widgets. Every one is awaitable and answers whether
    it was done; `start` runs one from a slot."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.start = desk.start
        self.notices = desk.notices
        self.switching = Switching(desk)
        self.sources = Sources(desk)
        self.sound = Sound(desk)
        self.outputs = Outputs(desk)
        self.house = House(desk)
        self.health = Health(desk)
        self.recovery = Recovery(desk)
        self.groups = Groups(desk)
        self.commissioning = Commissioning(desk)
        self.anything = Anything(desk)
        self.alarms = Alarms(desk)
        self.chat = Chat(desk)
        self.orders = Orders(desk)
        self.settings = Settings(desk)
        self.plugins = Plugins(desk)

    def telling(self, notices: Notices) -> "Operations":
        """The same operations whose news goes to `notices`: a dock shows its failures inline."""
        return Operations(self.desk.telling(notices))
