"""Paints the health plots: one row a figure over one axis of time, a cursor with the values."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
)
from PySide6.QtWidgets import QToolTip, QWidget

from studio_app.domain.health import HealthPage, HealthRow
from ui.docks.health_model import PLOTS, Plot, curve, gaps, row_at, ticks, top
from ui.docks.health_words import plot_tip, plot_title, scale_text, value_text
from ui.figures import clock
from ui.fonts import font
from ui.theme import (
    BODY_PX,
    EDGE,
    FOCUS,
    LINE,
    NOTE_PX,
    ON_COLOUR,
    PANEL,
    RAISED,
    TEXT,
    TEXT_SECOND,
    WARNING,
    colour,
)

NAME_WIDTH = 144
VALUE_WIDTH = 104
ROW_LEAST = 36
AXIS_HEIGHT = 20
MARK_HEIGHT = 16
TICK_WIDTH = 64
"""Room for a time of day under the axis."""


class Mark(NamedTuple):
    """An alarm: from when to when (None: it goes on), and in words."""

    since: datetime
    until: datetime | None
    text: str


class HealthPlot(QWidget):
    """The rows of one page. The curves are painted once for a page and a size; the cursor is drawn
    over that picture."""

    def __init__(self) -> None:
        super().__init__()
        self.page: HealthPage | None = None
        self.marks: Sequence[Mark] = ()
        self.cursor_at: datetime | None = None
        """The moment whose values are written; None: the newest."""
        self._fresh = True
        self._picture: QPixmap | None = None
        self.painted = 0
        """How often the curves were painted."""
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumHeight(self.minimumSizeHint().height())

    # --- what is shown ---------------------------------------------------------------------------

    def show_page(self, page: HealthPage | None, marks: Sequence[Mark] = ()) -> None:
        """Another page, or the same with more rows."""
        if page == self.page and list(marks) == list(self.marks):
            return
        self.page, self.marks = page, tuple(marks)
        if page is not None and self.cursor_at is not None and self.cursor_at < page.since:
            self.cursor_at = None
        self.repaint_curves()

    def show_fresh(self, fresh: bool) -> None:
        """Whether the booth's OBS is heard now: old figures are never written as those of now."""
        if fresh != self._fresh:
            self._fresh = fresh
            self.update()

    def repaint_curves(self) -> None:
        """Other words, another size: everything anew."""
        self._picture = None
        self.update()

    def point_at(self, at: datetime | None) -> None:
        """Write the values of this moment; None: the newest ones."""
        if at != self.cursor_at:
            self.cursor_at = at
            self.update()

    @property
    def shown(self) -> HealthRow | None:
        """The row whose values are written."""
        page = self.page
        if page is None or not page.rows:
            return None
        if self.cursor_at is None:
            newest = page.rows[-1]
            old = gaps(page.rows[-1:], newest.at, page.until, page.every_s)
            return newest if self._fresh and not old else None
        return row_at(page.rows, self.cursor_at, page.every_s)

    def values(self) -> list[str]:
        """What is written at the right, row by row."""
        shown = self.shown
        figures = shown.figures if shown is not None else None
        return [value_text(plot.names[0], figures) for plot in PLOTS]

    # --- geometry --------------------------------------------------------------------------------

    def minimumSizeHint(self) -> QSize:
        """Every row can still be read."""
        return QSize(320, MARK_HEIGHT + ROW_LEAST * len(PLOTS) + AXIS_HEIGHT)

    def sizeHint(self) -> QSize:
        """The least is enough."""
        return self.minimumSizeHint()

    def _field(self) -> QRect:
        """Where the curves are."""
        return QRect(
            NAME_WIDTH,
            MARK_HEIGHT,
            max(1, self.width() - NAME_WIDTH - VALUE_WIDTH),
            max(1, self.height() - MARK_HEIGHT - AXIS_HEIGHT),
        )

    def _row(self, index: int) -> QRect:
        field = self._field()
        top_, bottom = (
            field.top() + field.height() * each // len(PLOTS) for each in (index, index + 1)
        )
        return QRect(field.left(), top_ + 2, field.width(), bottom - top_ - 4)

    def _x(self, at: datetime) -> float:
        field, page = self._field(), self.page
        if page is None:
            return float(field.left())
        part = (at - page.since) / (page.until - page.since)
        return field.left() + part * field.width()

    def _moment(self, x: float) -> datetime | None:
        field, page = self._field(), self.page
        if page is None or not field.left() <= x <= field.right():
            return None
        return page.since + (page.until - page.since) * ((x - field.left()) / field.width())

    # --- events ----------------------------------------------------------------------------------

    def resizeEvent(self, _event: object) -> None:
        """The curves have another size."""
        self._picture = None

    def changeEvent(self, event: QEvent) -> None:
        """Enabled or not: another look."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.EnabledChange:
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The cursor follows the mouse."""
        self.point_at(self._moment(event.position().x()))

    def leaveEvent(self, event: QEvent) -> None:
        """The newest values again."""
        super().leaveEvent(event)
        self.point_at(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The newest values again."""
        super().focusOutEvent(event)
        self.point_at(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the arrows belong here."""
        super().focusInEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right move the cursor by one stretch of time, Home and End to the ends."""
        page = self.page
        if page is None:
            super().keyPressEvent(event)
            return
        step = timedelta(seconds=page.every_s)
        at = self.cursor_at or page.until - step / 2
        match event.key():
            case Qt.Key.Key_Left:
                self.point_at(max(page.since, at - step))
            case Qt.Key.Key_Right:
                later = at + step
                self.point_at(later if later < page.until else None)
            case Qt.Key.Key_Home:
                self.point_at(page.since + step / 2)
            case Qt.Key.Key_End:
                self.point_at(None)
            case _:
                super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """A tooltip says what a row's figure is, or what an alarm was."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.tip_at(event.pos()), self)
            return True
        return super().event(event)

    def tip_at(self, place: QPoint) -> str:
        """The tooltip at a place."""
        if place.y() < MARK_HEIGHT:
            return "\n".join(
                f"{clock(mark.since)}  {mark.text}"
                for mark in self.marks
                if self._span(mark).contains(place.x(), place.y())
            )
        for index, plot in enumerate(PLOTS):
            if self._row(index).top() <= place.y() <= self._row(index).bottom():
                return plot_tip(plot.names[0])
        return ""

    # --- painting --------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The curves as they are, cursor and values over them."""
        ratio = self.devicePixelRatioF()
        if self._picture is None or self._picture.devicePixelRatioF() != ratio:
            self._picture = QPixmap(self.size() * ratio)
            self._picture.setDevicePixelRatio(ratio)
            with QPainter(self._picture) as painter:
                self._paint_curves(painter)
            self.painted += 1
        with QPainter(self) as painter:
            painter.drawPixmap(0, 0, self._picture)
            self._paint_values(painter)
            self._paint_cursor(painter)
            if self.hasFocus():
                painter.setPen(QPen(colour(FOCUS), 1))
                painter.drawRect(self._field().adjusted(-1, -1, 0, 0))

    def _paint_curves(self, painter: QPainter) -> None:
        painter.fillRect(self.rect(), colour(PANEL))
        page = self.page
        for index, plot in enumerate(PLOTS):
            row = self._row(index)
            painter.fillRect(row, colour(RAISED))
            self._paint_name(painter, plot, row)
        if page is None:
            return
        self._paint_axis(painter, page)
        for index, plot in enumerate(PLOTS):
            self._paint_row(painter, page, plot, self._row(index))
        for mark in self.marks:
            painter.fillRect(self._span(mark), colour(WARNING))
            painter.setPen(QPen(colour(WARNING, 90), 1))
            x = round(self._x(mark.since))
            painter.drawLine(x, MARK_HEIGHT, x, self._field().bottom())

    def _paint_name(self, painter: QPainter, plot: Plot, row: QRect) -> None:
        """The row's name, and its scale below, where no curve runs through the words."""
        page, half = self.page, row.height() // 2
        for text, size, ink, place in (
            (plot_title(plot.names[0]), BODY_PX, TEXT, QRect(4, row.top(), 0, half + 2)),
            (
                scale_text(plot, _high(page, plot)) if page is not None else "",
                NOTE_PX,
                TEXT_SECOND,
                QRect(4, row.top() + half, 0, half),
            ),
        ):
            painter.setFont(font(size))
            painter.setPen(colour(ink))
            place.setWidth(NAME_WIDTH - 10)
            shown = painter.fontMetrics().elidedText(
                text, Qt.TextElideMode.ElideRight, place.width()
            )
            painter.drawText(place, _LEFT, shown)

    def _paint_axis(self, painter: QPainter, page: HealthPage) -> None:
        field = self._field()
        painter.setFont(font(NOTE_PX))
        for at in ticks(page.since, page.until, field.width() // TICK_WIDTH):
            x = round(self._x(at))
            painter.setPen(QPen(colour(LINE), 1))
            painter.drawLine(x, field.top(), x, field.bottom() + 3)
            painter.setPen(colour(TEXT_SECOND))
            place = QRect(x - 32, field.bottom() + 3, 64, AXIS_HEIGHT - 3)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, clock(at)[:5])
        for since, until in gaps(page.rows, page.since, page.until, page.every_s):
            gap = QRectF(
                QPointF(self._x(since), field.top()), QPointF(self._x(until), field.bottom())
            )
            painter.fillRect(gap, colour(PANEL))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_hatch())
            painter.drawRect(gap)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_row(self, painter: QPainter, page: HealthPage, plot: Plot, row: QRect) -> None:
        pieces = [curve(page.rows, name, page.every_s) for name in plot.names]
        high = _high(page, plot)

        def y(value: float) -> float:
            part = (min(max(value, plot.low), high) - plot.low) / (high - plot.low)
            return row.bottom() - 1 - part * (row.height() - 3)

        for limit in (plot.worry_over, plot.worry_under):
            if limit is not None and plot.low < limit < high:
                painter.setPen(QPen(colour(EDGE), 1, Qt.PenStyle.DotLine))
                painter.drawLine(QPointF(row.left(), y(limit)), QPointF(row.right(), y(limit)))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for strong, figure in reversed(tuple(zip((True, False), pieces, strict=False))):
            for piece in figure:
                line = [QPointF(self._x(point.at), y(point.value)) for point in piece]
                if len(line) == 1:  # one stretch alone is a short line, not nothing
                    line = [line[0] - QPointF(1, 0), line[0] + QPointF(1, 0)]
                painter.setPen(QPen(colour(TEXT if strong else EDGE), 1.4 if strong else 1.0))
                painter.drawPolyline(QPolygonF(line))
            if strong:
                # A shape as well as a colour: what is a worry is a yellow dot.
                pen = QPen(colour(WARNING), 3.5)
                pen.setCapStyle(Qt.PenCapStyle.RoundCap)
                painter.setPen(pen)
                points = [
                    QPointF(self._x(point.at), y(point.value))
                    for piece in figure
                    for point in piece
                    if plot.worries(point.value)
                ]
                if points:
                    painter.drawPoints(QPolygonF(points))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_values(self, painter: QPainter) -> None:
        shown = self.shown
        for index, (plot, text) in enumerate(zip(PLOTS, self.values(), strict=True)):
            row = self._row(index)
            value = shown.figures.value(plot.names[0]) if shown is not None else None
            worry = plot.worries(value)
            painter.setFont(font(BODY_PX))
            painter.setPen(colour(WARNING if worry else TEXT if value is not None else TEXT_SECOND))
            place = QRect(row.right() + 6, row.top(), VALUE_WIDTH - 10, row.height())
            painter.drawText(place, _RIGHT, f"! {text}" if worry else text)

    def _paint_cursor(self, painter: QPainter) -> None:
        if self.cursor_at is None or self.page is None:
            return
        field, x = self._field(), round(self._x(self.cursor_at))
        painter.setPen(QPen(colour(TEXT), 1))
        painter.drawLine(x, field.top(), x, field.bottom() + 3)
        painter.setFont(font(NOTE_PX))
        left = min(max(x - 32, field.left()), field.right() - 64)
        tag = QRect(left, field.bottom() + 3, 64, AXIS_HEIGHT - 4)
        painter.fillRect(tag, colour(TEXT))
        painter.setPen(colour(ON_COLOUR))
        painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, clock(self.cursor_at))

    def _span(self, mark: Mark) -> QRectF:
        """Where an alarm's bar is, over the rows."""
        field = self._field()
        left = max(self._x(mark.since), float(field.left()))
        right = self._x(mark.until) if mark.until is not None else float(field.right())
        return QRectF(left, 4, max(4.0, min(right, field.right()) - left), MARK_HEIGHT - 8)


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def _high(page: HealthPage, plot: Plot) -> float:
    """The upper end of a row's scale."""
    values = [row.figures.value(name) for row in page.rows for name in plot.names]
    return top([value for value in values if value is not None], plot)


def _hatch() -> QBrush:
    """What a stretch of which nothing is known is filled with."""
    return QBrush(colour(LINE), Qt.BrushStyle.BDiagPattern)
