"""A line of controls folds where its halves have no room side by side."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from shopplanner.ui.common.folding import FoldingLine


@pytest.fixture
def line(qapp: QApplication) -> Iterator[FoldingLine]:
    made = FoldingLine()
    made.first.addWidget(QPushButton("one" * 10))
    made.second.addWidget(QPushButton("two" * 12))
    made.show()
    qapp.processEvents()
    yield made
    made.close()
    made.deleteLater()


def test_the_halves_stand_side_by_side_while_there_is_room(line: FoldingLine, qapp: QApplication) -> None:
    line.resize(line.sizeHint())
    qapp.processEvents()
    first, second = line.findChildren(QPushButton)
    assert not line.is_folded
    assert first.y() == second.y()


def test_without_room_the_second_half_goes_below_and_nothing_is_cut(line: FoldingLine, qapp: QApplication) -> None:
    line.resize(line.minimumSizeHint().width(), 100)
    qapp.processEvents()
    first, second = line.findChildren(QPushButton)
    assert line.is_folded
    assert second.y() > first.y()
    assert all(each.width() >= each.minimumSizeHint().width() for each in (first, second))
    line.resize(line.sizeHint().width(), 100)
    qapp.processEvents()
    assert not line.is_folded


def test_a_control_that_comes_later_folds_the_line(line: FoldingLine, qapp: QApplication) -> None:
    line.resize(line.sizeHint())
    line.first.addWidget(QPushButton("three"))
    for _turn in range(3):  # the layout asks for its turn, takes it, and the line folds
        qapp.processEvents()
    assert line.is_folded
