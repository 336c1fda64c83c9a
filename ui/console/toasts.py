"""Notices over the wall's lower edge: short, never in the way of a hand, gone by themselves."""

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.components import Button, Translated, pixmap
from ui.operations import Notice, Notices, Tone
from ui.theme import GAP, GOOD, RAISED, WARNING, set_look

STAY_MS = {Tone.DONE: 3000, Tone.WARNING: 7000, Tone.FAILED: 12000}
"""How long each stays; a hand over it stops the clock."""
MOST = 4
WIDTH = 420
_ICONS = {
    Tone.DONE: ("check", GOOD),
    Tone.WARNING: ("warning", WARNING),
    Tone.FAILED: ("warning", WARNING),
}


class Toast(Translated, QFrame):
    """One notice."""

    def __init__(self, notice: Notice, parent: QWidget) -> None:
        super().__init__(parent)
        self.notice = notice
        self._times = 1
        self.setProperty("look", "toast")
        edge = WARNING if notice.tone is not Tone.DONE else GOOD
        self.setStyleSheet(
            f'QFrame[look="toast"] {{ background: {RAISED}; border: 1px solid {edge};'
            f" border-left: 4px solid {edge}; border-radius: 5px; }}"
        )
        mark = QLabel(self)
        name, ink = _ICONS[notice.tone]
        mark.setPixmap(pixmap(name, 16, ink, self.devicePixelRatioF()))
        self._title = QLabel(notice.title, self)
        set_look(self._title, "strong")
        self._title.setWordWrap(True)
        self._text = QLabel(notice.text, self)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._text.setVisible(bool(notice.text))
        self._close = Button(look="flat", icon_name="close", parent=self)
        self._close.setFixedSize(24, 24)
        self._close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._close.clicked.connect(self.hide)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._text)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 8, 6, 8)
        row.setSpacing(8)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.setFixedWidth(WIDTH)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(STAY_MS[notice.tone])
        self._clock.timeout.connect(self.hide)
        self._clock.start()
        self.retranslate()

    def retranslate(self) -> None:
        """The close button's tooltip, and the notice itself."""
        self._close.describe(self.tr("Close"))
        self.notice = self.notice.again()
        self._show_words()

    def again(self) -> None:
        """The same was told once more."""
        self._times += 1
        self._show_words()
        self._clock.start()

    def _show_words(self) -> None:
        times = f"  ×{self._times}" if self._times > 1 else ""
        self._title.setText(self.notice.title + times)
        self._text.setText(self.notice.text)
        self.setAccessibleName(f"{self.notice.title}. {self.notice.text}")

    def enterEvent(self, event: QEnterEvent) -> None:
        """Somebody reads."""
        super().enterEvent(event)
        self._clock.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Read."""
        super().leaveEvent(event)
        self._clock.start()


class ToastArea(QObject):
    """Stacks toasts over the lower left corner of a widget, the newest at the bottom."""

    def __init__(self, over: QWidget, notices: Notices) -> None:
        super().__init__(over)
        self._over = over
        self._toasts: list[Toast] = []
        over.installEventFilter(self)
        self._disconnect = notices.told.connect(self.show_notice)
        over.destroyed.connect(self._disconnect)

    @property
    def notices(self) -> list[Notice]:
        """What is shown now, oldest first."""
        return [toast.notice for toast in self._toasts]

    def show_notice(self, notice: Notice) -> None:
        """Show one more; the same again only counts."""
        for toast in self._toasts:
            if toast.notice == notice:
                toast.again()
                return
        toast = Toast(notice, self._over)
        self._toasts.append(toast)
        toast.installEventFilter(self)
        while len(self._toasts) > MOST:
            self._toasts[0].hide()
        toast.show()
        self._arrange()
        alert = QAccessibleEvent(toast, QAccessible.Event.Alert)
        QAccessible.updateAccessibility(alert)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the widget's size; forget a toast that was hidden."""
        kind = event.type()
        if watched is self._over:
            if kind is QEvent.Type.Resize:
                self._arrange()
        elif kind is QEvent.Type.HideToParent and isinstance(watched, Toast):
            if watched in self._toasts:
                self._toasts.remove(watched)
                watched.deleteLater()
                self._arrange()
        elif kind is QEvent.Type.LayoutRequest:
            self._arrange()
        return False

    def _arrange(self) -> None:
        bottom = self._over.height() - 2 * GAP
        for toast in reversed(self._toasts):
            size = QSize(WIDTH, toast.heightForWidth(WIDTH) if toast.hasHeightForWidth() else 0)
            height = max(size.height(), toast.sizeHint().height() if not size.height() else 0)
            toast.resize(WIDTH, height)
            bottom -= height
            toast.move(QPoint(2 * GAP, bottom))
            toast.raise_()
            bottom -= GAP
