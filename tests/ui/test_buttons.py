"""Pressed is pending until the fact comes; past the deadline somebody is told; danger is asked."""

import asyncio
import time

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Desked
from ui.components import ConfirmButton, HoldButton, PendingButton
from ui.theme import HOLD_MS


class Wished:
    """A wish that counts itself and answers when told."""

    def __init__(self) -> None:
        self.count = 0
        self.go = asyncio.Event()
        self.done = True

    async def __call__(self) -> bool:
        self.count += 1
        await self.go.wait()
        return self.done


def shown(qtbot: QtBot, button: QWidget) -> None:
    qtbot.addWidget(button)
    button.resize(120, 30)
    button.show()
    qtbot.waitExposed(button)


def test_pending_ends_with_the_fact_not_with_the_answer(qtbot: QtBot, desked: Desked) -> None:
    wished, facts = Wished(), [False]
    button = PendingButton("Take", start=desked.ops.start, wish=wished, fact=lambda: facts[0])
    shown(qtbot, button)
    button.click()
    assert button.pending
    wished.go.set()
    qtbot.waitUntil(lambda: wished.count == 1)
    assert button.pending
    facts[0] = True
    button.look_again()
    assert not button.pending


def test_a_second_press_while_pending_sends_nothing(qtbot: QtBot, desked: Desked) -> None:
    wished = Wished()
    button = PendingButton("Take", start=desked.ops.start, wish=wished)
    shown(qtbot, button)
    button.click()
    button.click()
    wished.go.set()
    qtbot.waitUntil(lambda: not button.pending)
    assert wished.count == 1


def test_deadline_says_what_did_not_happen(qtbot: QtBot, desked: Desked) -> None:
    wished, late = Wished(), []
    wished.go.set()
    button = PendingButton(
        "Take",
        start=desked.ops.start,
        wish=wished,
        fact=lambda: False,
        late=lambda: late.append(True),
        deadline_ms=80,
    )
    shown(qtbot, button)
    button.click()
    qtbot.waitUntil(lambda: bool(late))
    assert not button.pending
    assert late == [True]


def test_failure_ends_pending_without_waiting_for_the_fact(qtbot: QtBot, desked: Desked) -> None:
    wished = Wished()
    wished.done = False
    wished.go.set()
    button = PendingButton("Take", start=desked.ops.start, wish=wished, fact=lambda: False)
    shown(qtbot, button)
    button.click()
    qtbot.waitUntil(lambda: not button.pending)


def test_confirm_asks_on_the_button_and_takes_the_question_back(
    qtbot: QtBot, desked: Desked
) -> None:
    wished = Wished()
    wished.go.set()
    button = ConfirmButton("End", start=desked.ops.start, wish=wished)
    button.show_texts("End", "End stream of 07? Press again")
    shown(qtbot, button)
    button.click()
    assert button.text() == "End stream of 07? Press again"
    assert wished.count == 0
    button.calm()
    assert button.text() == "End"
    button.click()
    button.click()
    qtbot.waitUntil(lambda: wished.count == 1)
    assert button.text() == "End"
    qtbot.waitUntil(lambda: not button.pending)


def test_a_double_click_only_asks(qtbot: QtBot, desked: Desked) -> None:
    wished = Wished()
    button = ConfirmButton("End", start=desked.ops.start, wish=wished)
    button.show_texts("End", "End stream of 07? Press again")
    shown(qtbot, button)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(button, Qt.MouseButton.LeftButton)
    assert button.asking
    assert not button.pending


def test_hold_acts_only_when_held(qtbot: QtBot, desked: Desked) -> None:
    wished = Wished()
    wished.go.set()
    button = HoldButton("Panic", start=desked.ops.start, wish=wished)
    shown(qtbot, button)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not button.pending
    pressed_s = time.monotonic()
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: wished.count == 1)
    assert HOLD_MS == 400
    assert time.monotonic() - pressed_s >= 0.4
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not button.pending)
    assert wished.count == 1


def test_space_never_presses_and_enter_does(qtbot: QtBot, desked: Desked) -> None:
    wished = Wished()
    wished.go.set()
    button = PendingButton("Start", start=desked.ops.start, wish=wished)
    shown(qtbot, button)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert not button.pending
    QTest.keyClick(button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: wished.count == 1)
    qtbot.waitUntil(lambda: not button.pending)
