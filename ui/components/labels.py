"""Labels: a badge (a word on a coloured fill) and a label that shortens its text."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.components.icons import pixmap
from ui.fonts import font
from ui.theme import NOTE_PX, ON_COLOUR, colour

LEAST_LABEL = 24
"""Pixels."""
CRUMB = 3
"""So few letters of a longer text, "…" included, say nothing."""
PART = " · "
"""Between the facts of a line."""


class Badge(QWidget):
    """A word on a fill, with an icon before it when named. Says the word to screen readers."""

    def __init__(self, fill: str, ink: str = ON_COLOUR, icon_name: str = "", height: int = 20):
        super().__init__()
        self._text = ""
        self._fill = fill
        self._ink = ink
        self._icon = icon_name
        self._height = height
        self._font = font(NOTE_PX, QFont.Weight.Bold)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        """What it says."""
        return self._text

    def show_text(self, text: str) -> None:
        """Change the word."""
        if text != self._text:
            self._text = text
            self.setAccessibleName(text)
            self.updateGeometry()
            self.update()

    def show_colours(self, fill: str, ink: str = ON_COLOUR) -> None:
        """Change what the badge means."""
        if (fill, ink) != (self._fill, self._ink):
            self._fill, self._ink = fill, ink
            self.update()

    def sizeHint(self) -> QSize:
        """As wide as the word."""
        width = QFontMetrics(self._font).horizontalAdvance(self._text) + 16
        return QSize(width + (16 if self._icon else 0), self._height)

    def minimumSizeHint(self) -> QSize:
        """A badge is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Fill, icon, word."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(self._fill))
            painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
            left = 8
            if self._icon:
                picture = pixmap(self._icon, 12, self._ink, self.devicePixelRatioF())
                painter.drawPixmap(left, (self.height() - 12) // 2, picture)
                left += 16
            painter.setPen(colour(self._ink))
            painter.setFont(self._font)
            painter.drawText(
                self.rect().adjusted(left, 0, -4, 0), Qt.AlignmentFlag.AlignVCenter, self._text
            )


def plain_tip(text: str) -> str:
    """A tooltip that shows somebody's text as it is: Qt takes what looks like HTML for HTML."""
    return f"<qt>{escape(text)}</qt>" if "<" in text else text


class ElidedLabel(QLabel):
    """A label that ends with "…" when there is no room, and has the whole text as tooltip then."""

    def __init__(self, text: str = "", mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight):
        super().__init__()
        self._whole = ""
        self._mode = mode
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(LEAST_LABEL)
        self.show_text(text)

    @property
    def whole_text(self) -> str:
        """The text before shortening."""
        return self._whole

    def show_text(self, text: str) -> None:
        """Change the text."""
        if text != self._whole:
            self._whole = text
            self.setAccessibleName(text)
            self.updateGeometry()  # what is shown may stay the same
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten anew."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Another font needs another shortening."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def sizeHint(self) -> QSize:
        """As wide as the whole text would like."""
        hint = super().sizeHint()
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 2, hint.height())

    def _shorten(self, room: int) -> str:
        """What of the text is shown in so many pixels."""
        return self.fontMetrics().elidedText(self._whole, self._mode, room)

    def _fit(self) -> None:
        shown = self._shorten(max(self.width(), LEAST_LABEL))
        if shown != self.text():
            self.setText(shown)
        self.setToolTip(plain_tip(self._whole) if shown != self._whole else "")


class PartsLabel(ElidedLabel):
    """Facts with " · " between them, the most telling first: the last ones give way whole, as half
    a figure says nothing. Only the first is cut, or with `whole` left out too."""

    def __init__(self, whole: bool = False) -> None:
        self._only_whole = whole
        super().__init__()

    def _shorten(self, room: int) -> str:
        parts = self._whole.split(PART)
        while len(parts) > 1 and self._width(parts) > room:
            parts.pop()
        if self._only_whole and self._width(parts) > room:
            return ""
        shown = self.fontMetrics().elidedText(PART.join(parts), self._mode, room)
        return shown if shown == parts[0] or len(shown) > CRUMB else ""

    def _width(self, parts: Sequence[str]) -> int:
        return self.fontMetrics().horizontalAdvance(PART.join(parts))
