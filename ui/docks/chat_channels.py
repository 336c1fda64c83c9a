"""The badges of a chat's channels: state by shape and word, pressed to see one channel alone."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from studio_app.domain.plugin import InstanceStatus
from studio_app.domain.roles import Role
from ui.bridge.studio import StudioBridge
from ui.components import Button, Translated
from ui.docks.chat_model import Channel, Source, Wellness, wellness
from ui.docks.chat_words import channel_text, channel_tip, service_name, status_icon
from ui.theme import GOOD, TARGET, TEXT_SECOND, WARNING

_INKS = {
    Wellness.GOOD: GOOD,
    Wellness.DOUBTFUL: WARNING,
    Wellness.BROKEN: WARNING,
    Wellness.RESTING: TEXT_SECOND,
}
_SPACE = 2
_MORE = 40


class ChannelBar(Translated, QWidget):
    """As many badges as fit, the others in a menu. Says what was asked for by signals."""

    channel_chosen = Signal(str, str)
    """Service and source to show alone; both empty for all."""
    retry_wanted = Signal(object)
    """`Source` to be tried at once."""
    settings_wanted = Signal()

    def __init__(self, bridge: StudioBridge, title_of: Callable[[Source], str]) -> None:
        super().__init__()
        self._bridge = bridge
        self._title_of = title_of
        self._channels: Sequence[Channel] = ()
        self._only = ("", "")
        self.badges: list[Button] = []
        self._more = Button(look="badge", parent=self)
        self._more.clicked.connect(lambda _=False: self._open_more())
        self.setFixedHeight(TARGET)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def show_channels(self, channels: Sequence[Channel], only: tuple[str, str]) -> None:
        """Show these; `only` are service and source of the one that is seen alone."""
        self._channels, self._only = channels, only
        while len(self.badges) < len(channels):
            self._add()
        for badge, channel in zip(self.badges, channels, strict=False):
            status = channel.worst.facts.status
            badge.show_icon(status_icon(status), _INKS[wellness(status)])
            badge.setText(channel_text(channel))
            badge.describe(channel_tip(channel, self._title_of))
            badge.setChecked((channel.service, channel.source) == only)
        self._place()

    def retranslate(self) -> None:
        """Every text anew."""
        self._more.describe(self.tr("More channels"))
        self.setAccessibleName(self.tr("Channels"))
        self.show_channels(self._channels, self._only)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or fewer fit."""
        super().resizeEvent(event)
        self._place()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(120, TARGET)

    def menu_for(self, channel: Channel) -> QMenu:
        """What can be done with a channel."""
        menu = QMenu(self)
        alone = (channel.service, channel.source) == self._only
        only = menu.addAction(
            self.tr("Show all channels") if alone else self.tr("Show this channel alone")
        )
        only.triggered.connect(lambda _=False: self._pressed(channel))
        for source in channel.sources:
            if source.facts.status in (InstanceStatus.CONNECTED, InstanceStatus.OFF):
                continue
            name = f"{self._title_of(source)} {service_name(source.facts.service)}".strip()
            again = menu.addAction(self.tr("Connect {name} now").format(name=name))
            again.setEnabled(self._bridge.may(source.booth, Role.TECHNICIAN))
            again.triggered.connect(partial(self._retry, source))
        menu.addSeparator()
        settings = menu.addAction(self.tr("Channels and plugins…"))
        settings.triggered.connect(lambda _=False: self.settings_wanted.emit())
        return menu

    def _retry(self, source: Source, _checked: bool = False) -> None:
        self.retry_wanted.emit(source)

    def _add(self) -> None:
        at = len(self.badges)
        badge = Button(look="badge", parent=self)
        badge.setCheckable(True)
        badge.clicked.connect(lambda _=False: self._pressed(self._channels[at]))
        badge.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        badge.customContextMenuRequested.connect(lambda point: self._open_menu(at, point))
        self.badges.append(badge)

    def _pressed(self, channel: Channel) -> None:
        chosen = (channel.service, channel.source)
        self.channel_chosen.emit(*(("", "") if chosen == self._only else chosen))

    def _place(self) -> None:
        left, shown, count = 0, 0, len(self._channels)
        for at, badge in enumerate(self.badges[:count]):
            width = badge.sizeHint().width()
            kept = _MORE if at + 1 < count else 0
            if left + width + kept > self.width() and (at or self.width() < 60):
                break
            badge.setGeometry(left, 0, min(width, self.width() - left - kept), TARGET)
            badge.show()
            left += width + _SPACE
            shown += 1
        for badge in self.badges[shown:]:
            badge.hide()
        self._more.setVisible(shown < count)
        self._more.setText(f"+{count - shown}")
        unseen = [wellness(each.worst.facts.status) for each in self._channels[shown:]]
        worst = min(unseen, default=Wellness.GOOD)
        ill = worst in (Wellness.BROKEN, Wellness.DOUBTFUL)
        self._more.show_icon(
            "cross" if worst is Wellness.BROKEN else "warning" if ill else "", WARNING
        )
        self._more.setGeometry(min(left, self.width() - _MORE), 0, _MORE, TARGET)

    def _open_menu(self, at: int, point: QPoint) -> None:
        menu = self.menu_for(self._channels[at])
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.badges[at].mapToGlobal(point))

    def _open_more(self) -> None:
        menu = QMenu(self)
        for badge, channel in zip(self.badges, self._channels, strict=False):
            if badge.isHidden():
                action = menu.addAction(badge.icon(), channel_text(channel))
                action.triggered.connect(lambda _=False, each=channel: self._pressed(each))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height())))
