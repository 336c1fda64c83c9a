"""The panel below the list of plugins: all there is to say of the chosen row, and its buttons."""

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from studio_app.domain.plugin import Instance, InstanceStatus
from studio_app.domain.roles import Role
from studio_app.support.signal import Signal
from ui.bridge.studio import StudioBridge
from ui.components import Button, ConfirmButton, PendingButton, Translated
from ui.docks.plugins_model import Row, SeenInstance, SeenPlugin, allowed, may_help
from ui.docks.plugins_words import plugin_name, to_copy, told
from ui.docks.roll import Roll
from ui.operations import Operations
from ui.theme import set_look

LEAST_TEXT, MOST_TEXT = 36, 110
"""Pixels of the words' height; longer ones scroll, so that the list keeps its room."""
SHORT = 16
"""Characters of a name that fit into a question."""
RETRIED = (
    InstanceStatus.WAITING,
    InstanceStatus.STALE,
    InstanceStatus.OFFLINE,
    InstanceStatus.FAILED,
)
"""Where trying at once may help."""


class RemoveButton(ConfirmButton):
    """Says when it asks: its question needs the room of the other buttons."""

    asked = QtSignal()

    def calm(self) -> None:
        """Take the question back."""
        was = self.asking
        super().calm()
        if was:
            self.asked.emit()

    def _pressed(self) -> None:
        super()._pressed()
        if self.asking:
            self.asked.emit()


class ChosenPanel(Translated, QWidget):
    """Acts on the row that it was shown last."""

    def __init__(self, bridge: StudioBridge, ops: Operations) -> None:
        super().__init__()
        self._bridge = bridge
        self._ops = ops
        self._row: Row | None = None
        self.change_wanted: Signal[SeenInstance] = Signal()
        self._text, self._why_not = QLabel(), QLabel()
        for label in (self._text, self._why_not):
            label.setWordWrap(True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        set_look(self._why_not, "note")
        self._roll = Roll(self._text)
        self._roll.resized.connect(self._fit)
        start = ops.start
        self.restart_button = PendingButton(start=start, wish=self._restart, deadline_ms=15_000)
        self.turn_button = PendingButton(start=start, wish=self._turn, fact=self._is_turned)
        self.retry_button = PendingButton(start=start, wish=self._retry)
        self.change_button = Button()
        self.change_button.clicked.connect(lambda _=False: self._ask_change())
        self.remove_button = RemoveButton(start=start, wish=self._remove, icon_name="trash")
        self.remove_button.asked.connect(self._show_buttons)
        self._wished = False
        self.carried = QLineEdit()
        self.carried.setReadOnly(True)
        self.copy_button = Button()
        self.copy_button.clicked.connect(lambda _=False: self._copy())
        self._carried_label = QLabel()
        set_look(self._carried_label, "note")
        self._carried_row = QWidget()
        self._lay_out()
        self.retranslate()

    @property
    def text(self) -> str:
        """What is said of the chosen row."""
        return self._text.text()

    def show_row(self, row: Row | None) -> None:
        """Say this row, and offer what can be done with it."""
        before, self._row = self._row, row
        if before is None or row is None or (before.server, before.id) != (row.server, row.id):
            for button in (self.turn_button, self.retry_button, self.restart_button):
                button.give_up()
            self.remove_button.calm()
        self.setVisible(row is not None)
        if row is not None:
            self.retranslate()
            self.turn_button.look_again()

    def retranslate(self) -> None:
        """Every text anew, from the facts as they are."""
        self.restart_button.setText(self.tr("Restart"))
        self.restart_button.describe(
            self.tr("End its process and start it anew, with all its channels")
        )
        self.retry_button.setText(self.tr("Try now"))
        self.change_button.setText(self.tr("Change…"))
        self.copy_button.setText(self.tr("Copy"))
        row = self._row
        if row is None:
            return
        self._text.setText(told(self._bridge, row))
        self._fit()
        may = row.server in allowed(self._bridge)
        admin = row.server in allowed(self._bridge, Role.ADMIN)
        instance = row.instance if isinstance(row, SeenInstance) else None
        self._show_buttons()
        for button in (self.turn_button, self.restart_button):
            button.setEnabled(may)
        self.change_button.setEnabled(admin and row.plugin.manifest is not None)
        self.remove_button.setEnabled(admin)
        self._why_not.setText(self._why(admin=admin, may=may))
        self._why_not.setVisible(bool(self._why_not.text()))
        if isinstance(row, SeenPlugin):
            self.restart_button.setEnabled(may and may_help(row))
        if instance is not None:
            self.turn_button.setText(self.tr("Turn off") if instance.on else self.tr("Turn on"))
            self.retry_button.setEnabled(may and instance.on and instance.status in RETRIED)
            self.remove_button.show_texts(
                self.tr("Remove"),
                self.tr("Remove {name}? Its secrets stay a day. Press again").format(
                    name=row.id if len(row.id) <= SHORT else f"{row.id[: SHORT - 1]}…"
                ),
            )
        label, carried = to_copy(self._bridge, row)
        self._carried_label.setText(label)
        self.carried.setAccessibleName(label)
        if carried != self.carried.text():
            self.carried.setText(carried)
            self.carried.setCursorPosition(0)
        self._carried_row.setVisible(bool(carried))

    def _show_buttons(self) -> None:
        """Those of a plugin or of a channel; a question stands alone."""
        instance, asking = isinstance(self._row, SeenInstance), self.remove_button.asking
        for button in (self.turn_button, self.retry_button, self.change_button):
            button.setVisible(instance and not asking)
        self.remove_button.setVisible(instance)
        self.restart_button.setVisible(not instance)

    def _why(self, *, admin: bool, may: bool) -> str:
        if not may:
            return self.tr("This server does not answer now: what stands here is old.")
        if not admin:
            return self.tr("Adding, changing and removing takes an administrator.")
        return ""

    def _lay_out(self) -> None:
        carried = QGridLayout(self._carried_row)
        carried.setContentsMargins(0, 0, 0, 0)
        carried.setHorizontalSpacing(6)
        carried.setVerticalSpacing(3)
        carried.addWidget(self._carried_label, 0, 0, 1, 2)
        carried.addWidget(self.carried, 1, 0)
        carried.addWidget(self.copy_button, 1, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        for button in (
            self.turn_button,
            self.retry_button,
            self.restart_button,
            self.change_button,
        ):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.remove_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._roll)
        column.addWidget(self._carried_row)
        column.addLayout(buttons)
        column.addWidget(self._why_not)

    def _fit(self) -> None:
        """As high as the words, within limits."""
        width = self._roll.viewport().width()
        wanted = self._text.heightForWidth(max(width, 60))
        height = max(LEAST_TEXT, min(wanted, MOST_TEXT))
        self._roll.show_height(height, height)

    # --- wishes ----------------------------------------------------------------------------------

    async def _turn(self) -> bool:
        row = self._row
        if not isinstance(row, SeenInstance):
            return False
        self._wished = not row.instance.on
        return await self._ops.plugins.turn(row.server, row.id, on=self._wished)

    def _is_turned(self) -> bool:
        row = self._row
        if not isinstance(row, SeenInstance):
            return True
        connection = self._bridge.connection(row.server)
        now = connection.get(Instance, "plugin_instance", row.id) if connection else None
        return now is None or now.on is self._wished

    async def _retry(self) -> bool:
        row = self._row
        return isinstance(row, SeenInstance) and await self._ops.plugins.retry(row.server, row.id)

    async def _restart(self) -> bool:
        row = self._row
        if not isinstance(row, SeenPlugin):
            return False
        name = plugin_name(row.plugin, row.id)
        return await self._ops.plugins.restart(row.server, row.id, name)

    async def _remove(self) -> bool:
        row = self._row
        return isinstance(row, SeenInstance) and await self._ops.plugins.remove(row.server, row.id)

    def _ask_change(self) -> None:
        if isinstance(self._row, SeenInstance):
            self.change_wanted.emit(self._row)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.carried.text())
        self._ops.notices.say(self.tr("Copied"), self.carried.text())
