"""Settings page about the program: what it is, its version, its licence and what it is made of."""

from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.components import Translated
from ui.theme import set_look


class AboutPage(Translated, QWidget):
    """Text only."""

    def __init__(self) -> None:
        super().__init__()
        self._name = QLabel("BoothDeck")
        set_look(self._name, "head")
        self._texts = [QLabel() for _ in range(4)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._name)
        for label in self._texts:
            label.setWordWrap(True)
            column.addWidget(label)
        column.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        """Every text anew."""
        texts = (
            self.tr("One control room for every livestream booth."),
            self.tr("Version {version} · Qt {qt}").format(version=program_version(), qt=qVersion()),
            self.tr(
                "Free software under the GNU General Public License 3 or any later version."
                " It comes without any warranty."
            ),
            self.tr(
                "Made with Qt for Python (LGPL 3), obsws-python (GPL 3), OpenCV (Apache 2) and the"
                " typeface Be Vietnam Pro (SIL Open Font License)."
            ),
        )
        for label, text in zip(self._texts, texts, strict=True):
            label.setText(text)


def program_version() -> str:
    """The installed version, or "source" when run without being installed."""
    try:
        return version("boothdeck")
    except PackageNotFoundError:
        return "source"
