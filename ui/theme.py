"""How everything looks: colours with one meaning each, measures, and the style sheet of them.

Text on a coloured fill is always `ON_COLOUR`: white on the on-air orange has a contrast of 3.9:1
only, the dark has 5:1. A colour never speaks alone; a word or shape is beside it.
"""

import os

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyleFactory, QWidget

from resources import resource
from ui.fonts import FAMILY, font, load_fonts

# Meanings.
ON_AIR = "#D55E00"
PREVIEW = "#56B4E9"
WARNING = "#F0E442"
AI = "#CC79A7"
GOOD = "#3FB68B"

# Greys, dark to light.
WINDOW = "#0B0E11"
PANEL = "#12161A"
RAISED = "#1A2026"
CONTROL = "#232B33"
CONTROL_HOVER = "#2C3640"
LINE = "#2A333C"
EDGE = "#66737F"
"""Edges that mean something (3:1 against the panel): focus is white, a field's border is this."""
TEXT = "#E8EDF1"
TEXT_SECOND = "#9FABB6"
TEXT_FAINT = "#66737F"
"""Only for what is disabled or decoration: its contrast is under 4.5:1."""
ON_COLOUR = "#0B0E11"
FOCUS = "#FFFFFF"

# Dark tints of the meanings, for fills behind light text.
ON_AIR_TINT = "#4A2A10"
PREVIEW_TINT = "#1C3444"
WARNING_TINT = "#3B3A18"
AI_TINT = "#3A2434"
GOOD_TINT = "#17302A"

# Measures in device-independent pixels.
GRID = 4
GAP = 6
RADIUS = 5
TARGET = 24
"""Least height of anything that can be pressed."""
NOTE_PX = 11
BODY_PX = 13
FIGURE_PX = 17
HEAD_PX = 22

PENDING_TURN_MS = 900
"""One round of a pending button's moving edge."""
HOLD_MS = 400
"""How long a hold button is held before it acts."""
UNDECIDED_MS = 4000
"""How long a button that asks again waits for the second press."""


def colour(text: str, alpha: int = 255) -> QColor:
    """A colour of this module with an opacity of 0 to 255."""
    made = QColor(text)
    made.setAlpha(alpha)
    return made


def apply_theme(app: QApplication) -> None:
    """Dress an application: Fusion, our palette, typeface and style sheet."""
    load_fonts()
    style = QStyleFactory.create("Fusion")
    if style is not None:
        app.setStyle(style)
    app.setPalette(_palette())
    app.setFont(font(BODY_PX))
    icons = resource("icons").as_posix()
    app.setStyleSheet(STYLE_SHEET.replace("@icons@", icons))


def motion_ms(wanted_ms: int) -> int:
    """A duration of motion: at most 150 ms, 0 when the system (or BOOTHDECK_MOTION=none) asks for
    none."""
    return min(wanted_ms, 150) if motion_allowed() else 0


def motion_allowed(widget: QWidget | None = None) -> bool:
    """Whether things may move on their own."""
    if os.environ.get("BOOTHDECK_MOTION", "") == "none":
        return False
    style = QApplication.style()
    return style.styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, widget) != 0


def body(weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The font of ordinary text."""
    return font(BODY_PX, weight)


def _palette() -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for roles, value in (
        ((role.Window,), WINDOW),
        ((role.Base,), PANEL),
        ((role.AlternateBase, role.ToolTipBase), RAISED),
        ((role.Button, role.Mid), CONTROL),
        ((role.Light, role.Midlight), CONTROL_HOVER),
        ((role.Dark, role.Shadow), WINDOW),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText), TEXT),
        ((role.BrightText, role.HighlightedText), FOCUS),
        ((role.Highlight,), "#33566B"),
        ((role.Link, role.LinkVisited), PREVIEW),
        ((role.PlaceholderText,), "#8A96A1"),
    ):
        for each in roles:
            palette.setColor(each, QColor(value))
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(TEXT_FAINT))
    return palette


def repolish(widget: QWidget) -> None:
    """Make a changed dynamic property count in the style sheet."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def set_look(widget: QWidget, look: str) -> None:
    """Give a widget one of the style sheet's looks ("take", "danger", "note" …)."""
    if widget.property("look") != look:
        widget.setProperty("look", look)
        repolish(widget)


STYLE_SHEET = f"""
* {{ font-family: "{FAMILY}"; font-size: {BODY_PX}px; }}
QToolTip {{ background: {RAISED}; color: {TEXT}; border: 1px solid {EDGE}; padding: 4px 6px; }}
QMainWindow, QDialog {{ background: {WINDOW}; }}
QMainWindow::separator {{ background: {WINDOW}; width: 6px; height: 6px; }}
QMainWindow::separator:hover {{ background: {EDGE}; }}

QLabel[look="note"] {{ color: {TEXT_SECOND}; font-size: {NOTE_PX}px; }}
QLabel[look="second"] {{ color: {TEXT_SECOND}; }}
QLabel[look="strong"] {{ font-weight: 600; }}
QLabel[look="figure"] {{ font-size: {FIGURE_PX}px; font-weight: 600; }}
QLabel[look="head"] {{ font-size: {HEAD_PX}px; font-weight: 600; }}
QLabel[look="problem"] {{ color: {WARNING}; }}
QLabel[look="good"] {{ color: {GOOD}; }}

QFrame[look="panel"] {{ background: {PANEL}; border: 1px solid {LINE}; border-radius: 6px; }}
QFrame[look="dock"] {{
    background: {PANEL}; border: 1px solid {LINE}; border-top: none;
    border-bottom-left-radius: 6px; border-bottom-right-radius: 6px;
}}
QFrame[look="dock-title"] {{
    background: {RAISED}; border: 1px solid {LINE};
    border-top-left-radius: 6px; border-top-right-radius: 6px;
}}
QFrame[look="closing"] {{
    background: {WARNING_TINT}; border: 1px solid {WARNING}; border-radius: 6px;
}}
QFrame[look="bar"] {{ background: {WINDOW}; border: none; }}
QFrame[look="segmented"] {{
    background: {PANEL}; border: 1px solid {LINE}; border-radius: {RADIUS + 2}px;
}}
QFrame[look="line"] {{ background: {LINE}; border: none; }}

QPushButton, QToolButton {{
    background: {CONTROL}; color: {TEXT}; border: 1px solid {LINE}; border-radius: {RADIUS}px;
    padding: 2px 10px; font-weight: 500;
}}
QToolButton {{ padding: 2px 5px; }}
QPushButton:hover, QToolButton:hover {{ background: {CONTROL_HOVER}; border-color: {EDGE}; }}
QPushButton:pressed, QToolButton:pressed {{ background: {RAISED}; }}
QPushButton:checked, QToolButton:checked {{ background: {PREVIEW_TINT}; border-color: {PREVIEW}; }}
QPushButton:focus, QToolButton:focus {{ border: 2px solid {FOCUS}; padding: 1px 9px; }}
QToolButton:focus {{ padding: 1px 4px; }}
QPushButton:disabled, QToolButton:disabled {{
    background: {RAISED}; color: {TEXT_FAINT}; border-color: {RAISED};
}}
QPushButton::menu-indicator, QToolButton::menu-indicator {{ image: none; width: 0; }}
QPushButton[look="take"] {{
    background: {ON_AIR}; color: {ON_COLOUR}; border-color: {ON_AIR};
    font-size: {FIGURE_PX}px; font-weight: 700;
}}
QPushButton[look="take"]:hover {{ background: #E56A0A; }}
QPushButton[look="take"]:pressed {{ background: #B85000; }}
QPushButton[look="take"]:focus {{ border: 2px solid {FOCUS}; }}
QPushButton[look="take"]:disabled {{
    background: {ON_AIR_TINT}; color: {TEXT_SECOND}; border-color: {ON_AIR_TINT};
}}
QPushButton[look="main"] {{
    background: {TEXT}; color: {ON_COLOUR}; border-color: {TEXT}; font-weight: 600;
}}
QPushButton[look="main"]:hover {{ background: {FOCUS}; }}
QPushButton[look="main"]:focus {{ border: 2px solid {PREVIEW}; }}
QPushButton[look="main"]:disabled {{
    background: {CONTROL}; color: {TEXT_FAINT}; border-color: {CONTROL};
}}
QPushButton[look="program"] {{ background: {ON_AIR_TINT}; border: 1px solid {ON_AIR}; }}
QPushButton[look="preview"] {{ background: {PREVIEW_TINT}; border: 1px solid {PREVIEW}; }}
QPushButton[look="danger"] {{ background: {WARNING_TINT}; border: 1px solid {WARNING}; }}
QPushButton[look="asking"] {{
    background: {WARNING}; color: {ON_COLOUR}; border: 1px solid {WARNING}; font-weight: 700;
}}
QPushButton[look="good"] {{ background: {GOOD_TINT}; border: 1px solid {GOOD}; }}
QPushButton[look="ai"] {{
    background: {AI}; color: {ON_COLOUR}; border-color: {AI}; font-weight: 600;
}}
QPushButton[look="program"]:focus, QPushButton[look="preview"]:focus,
QPushButton[look="danger"]:focus, QPushButton[look="asking"]:focus,
QPushButton[look="good"]:focus, QPushButton[look="ai"]:focus {{ border: 2px solid {FOCUS}; }}
QPushButton[look="flat"], QToolButton[look="flat"] {{
    background: transparent; border-color: transparent;
}}
QPushButton[look="flat"]:hover, QToolButton[look="flat"]:hover {{ background: {CONTROL}; }}
QPushButton[look="flat"]:checked, QToolButton[look="flat"]:checked {{
    background: {CONTROL}; border-color: {EDGE};
}}
QPushButton[look="flat"]:focus, QToolButton[look="flat"]:focus {{ border: 2px solid {FOCUS}; }}

QPushButton[look="badge"] {{
    background: transparent; border-color: transparent; padding: 1px 4px; font-size: {NOTE_PX}px;
}}
QPushButton[look="badge"]:hover {{ background: {CONTROL}; }}
QPushButton[look="badge"]:checked {{ background: {CONTROL}; border-color: {EDGE}; }}
QPushButton[look="badge"]:focus {{ border: 2px solid {FOCUS}; padding: 0px 3px; }}

QLineEdit, QSpinBox, QDoubleSpinBox, QComboBox, QPlainTextEdit {{
    background: {RAISED}; color: {TEXT}; border: 1px solid {EDGE}; border-radius: {RADIUS}px;
    padding: 3px 8px; selection-background-color: #33566B;
}}
QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus, QPlainTextEdit:focus {{
    border: 2px solid {FOCUS}; padding: 2px 7px;
}}
QLineEdit:disabled, QSpinBox:disabled, QComboBox:disabled {{
    color: {TEXT_FAINT}; border-color: {LINE};
}}
QLineEdit[look="wrong"], QSpinBox[look="wrong"] {{ border: 2px solid {WARNING}; padding: 2px 7px; }}
QComboBox::drop-down {{ border: none; width: 20px; }}
QComboBox::down-arrow {{ image: url("@icons@/chevron-down.svg"); width: 12px; height: 12px; }}
QComboBox QAbstractItemView {{
    background: {RAISED}; border: 1px solid {EDGE}; selection-background-color: {CONTROL_HOVER};
    outline: none;
}}
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button,
QDoubleSpinBox::down-button {{ width: 18px; border: none; background: transparent; }}
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow {{
    image: url("@icons@/chevron-up.svg"); width: 10px; height: 10px;
}}
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow {{
    image: url("@icons@/chevron-down.svg"); width: 10px; height: 10px;
}}
QCheckBox, QRadioButton {{ min-height: {TARGET}px; spacing: 8px; }}
QCheckBox::indicator {{
    width: 14px; height: 14px; background: {RAISED}; border: 1px solid {EDGE}; border-radius: 3px;
}}
QCheckBox::indicator:checked {{ image: url("@icons@/check.svg"); border-color: {TEXT_SECOND}; }}
QCheckBox::indicator:disabled {{ border-color: {LINE}; }}
QCheckBox:focus, QRadioButton:focus {{ border: 1px solid {FOCUS}; border-radius: 3px; }}

QMenu {{ background: {RAISED}; border: 1px solid {EDGE}; padding: 4px; }}
QMenu::item {{ padding: 5px 28px 5px 12px; border-radius: 3px; }}
QMenu::item:selected {{ background: {CONTROL_HOVER}; }}
QMenu::item:disabled {{ color: {TEXT_FAINT}; }}
QMenu::separator {{ background: {LINE}; height: 1px; margin: 4px 8px; }}

QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle {{ background: #3A4651; border-radius: 4px; margin: 1px; }}
QScrollBar::handle:vertical {{ min-height: 24px; }}
QScrollBar::handle:horizontal {{ min-width: 24px; }}
QScrollBar::handle:hover {{ background: {EDGE}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
QScrollArea > QWidget#qt_scrollarea_viewport {{ background: transparent; }}

QSlider::groove:horizontal {{ background: {LINE}; height: 4px; border-radius: 2px; }}
QSlider::groove:vertical {{ background: {LINE}; width: 4px; border-radius: 2px; }}
QSlider::sub-page:horizontal, QSlider::add-page:vertical {{
    background: {EDGE}; border-radius: 2px;
}}
QSlider::handle {{ background: #C9D2DA; border-radius: 3px; }}
QSlider::handle:horizontal {{ width: 10px; margin: -6px 0; }}
QSlider::handle:vertical {{ height: 10px; margin: 0 -6px; }}
QSlider::handle:hover {{ background: {FOCUS}; }}
QSlider:focus {{ border: 1px solid {FOCUS}; border-radius: 3px; }}
QSlider::handle:disabled {{ background: {TEXT_FAINT}; }}

QTreeView, QListView, QTableView {{
    background: {PANEL}; border: 1px solid {LINE}; border-radius: 6px; outline: none;
}}
QTreeView::item, QListView::item {{ min-height: {TARGET}px; padding: 2px 8px; }}
QTableView::item {{ padding: 0 5px; }}
QListView {{ padding: 4px; }}
QTreeView::item:selected, QListView::item:selected, QTableView::item:selected {{
    background: {CONTROL_HOVER}; color: {TEXT};
}}
QTreeView:focus, QTableView:focus {{ border: 1px solid {FOCUS}; }}
QListView::item {{ border: 1px solid transparent; border-radius: 3px; }}
QListView::item:focus {{ border: 1px solid {FOCUS}; }}
QHeaderView::section {{
    background: {RAISED}; color: {TEXT_SECOND}; border: none; padding: 4px 8px;
    font-size: {NOTE_PX}px;
}}

QDockWidget {{ color: {TEXT}; font-weight: 600; }}
QTabBar::tab {{
    background: {PANEL}; color: {TEXT_SECOND}; padding: 4px 12px; min-height: 18px;
    border: 1px solid {LINE}; border-bottom: none;
    border-top-left-radius: {RADIUS}px; border-top-right-radius: {RADIUS}px; margin-right: 2px;
}}
QTabBar::tab:selected {{ background: {RAISED}; color: {TEXT}; border-color: {EDGE}; }}
QTabBar::tab:hover {{ color: {TEXT}; }}
QProgressBar {{
    background: {RAISED}; border: 1px solid {LINE}; border-radius: {RADIUS}px; text-align: center;
    min-height: 14px;
}}
QProgressBar::chunk {{ background: {EDGE}; border-radius: 4px; }}
"""
