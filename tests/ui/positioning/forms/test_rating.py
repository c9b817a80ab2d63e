"""The rating bar: clicked, typed, taken back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from shopplanner.ui.positioning.forms.rating import RatingBar


@pytest.fixture
def bar(qtbot: QtBot, themed: None) -> Iterator[RatingBar]:
    """A rating bar on the screen."""
    made = RatingBar()
    made.resize(made.sizeHint())
    made.show()
    yield made
    made.close()
    made.deleteLater()


def step(bar: RatingBar, number: int) -> QPoint:
    """Return the middle of a step."""
    return bar.step_rect(number).center().toPoint()


def test_a_click_rates_and_the_same_click_takes_it_back(bar: RatingBar) -> None:
    told: list[int] = []
    bar.rated.connect(told.append)
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=step(bar, 4))
    assert (bar.rating, bar.accessibleDescription()) == (4, "4 / 5")
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=step(bar, 4))
    assert (bar.rating, told) == (0, [4, 0])


def test_figures_and_arrows_rate(bar: RatingBar) -> None:
    QTest.keyClicks(bar, "3")
    assert bar.rating == 3
    QTest.keyClick(bar, Qt.Key.Key_Right)
    QTest.keyClick(bar, Qt.Key.Key_Right)
    QTest.keyClick(bar, Qt.Key.Key_Right)
    assert bar.rating == 5
    QTest.keyClick(bar, Qt.Key.Key_Left)
    assert bar.rating == 4
    QTest.keyClick(bar, Qt.Key.Key_Delete)
    assert bar.rating == 0
    QTest.keyClick(bar, Qt.Key.Key_A)
    assert bar.rating == 0


def test_beside_the_steps_nothing_is_rated(bar: RatingBar) -> None:
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(bar.width() - 1, 3))
    assert bar.rating == 0


def test_it_draws_with_and_without_a_rating(bar: RatingBar, qtbot: QtBot) -> None:
    empty = bar.grab().toImage()
    bar.set_rating(5)
    bar.setFocus()
    QTest.mouseMove(bar, step(bar, 2))
    assert bar.grab().toImage() != empty
