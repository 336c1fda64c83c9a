"""How a widget follows the window's language while it runs."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    _Base = QWidget
else:
    _Base = object


class Translated(_Base):
    """Mixed in before a widget class (`class Bar(Translated, QFrame)`): `retranslate` is called
    when the language changes. Call it once yourself at the end of `__init__`."""

    def retranslate(self) -> None:
        """Set every text of this widget (not of its children) anew."""
        raise NotImplementedError

    def changeEvent(self, event: QEvent) -> None:
        """Qt's news; passes everything on."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
