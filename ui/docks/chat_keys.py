"""The keys of the chat's list while it has the keyboard; the console's own give way to them."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

_ACTS = {
    Qt.Key.Key_Return: "reply",
    Qt.Key.Key_Enter: "reply",
    Qt.Key.Key_P: "pin",
    Qt.Key.Key_A: "answered",
    Qt.Key.Key_H: "hide",
    Qt.Key.Key_O: "order",
}
_WALKS = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)


def act_of(event: QKeyEvent) -> str | None:
    """What a key does to the chosen row; None when it does nothing."""
    if event.matches(QKeySequence.StandardKey.Copy):
        return "copy"
    return _ACTS.get(Qt.Key(event.key())) if _bare(event) else None


def is_own(event: QKeyEvent, *, held: bool) -> bool:
    """Whether the list takes a key. Escape is its own only while it is `held`."""
    if act_of(event) is not None:
        return True
    if not _bare(event):
        return False
    return event.key() in _WALKS or (held and event.key() == Qt.Key.Key_Escape)


def _bare(event: QKeyEvent) -> bool:
    """Whether nothing is held with the key; the number pad counts as nothing."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return held == Qt.KeyboardModifier.NoModifier
