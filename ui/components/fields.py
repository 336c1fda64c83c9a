"""What fields of figures need beyond the style sheet."""

from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit

INSET = 6


def inset_text(*spins: QAbstractSpinBox) -> None:
    """Begin the figures where the words of other fields begin: a style sheet's padding does not
    reach the line within a spin box."""
    for spin in spins:
        inner = spin.findChild(QLineEdit)
        if inner is not None:
            inner.setTextMargins(INSET, 0, 0, 0)
