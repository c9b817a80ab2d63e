"""Panels beside what they explain."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from shopplanner.ui.common.popover import Popover


def test_an_explanation_stays_inside_the_screen_and_closes_with_escape(host: QWidget) -> None:
    anchor = QPushButton("why", host)
    popover = Popover(host, "Why", ["one", "two"])
    popover.show_beside(anchor)
    room = anchor.screen().availableGeometry()
    assert room.contains(popover.geometry())
    low = QPushButton("low", host)
    low.move(0, room.height() * 2)
    popover.show_beside(low)
    assert popover.y() < low.mapToGlobal(low.rect().topLeft()).y()
    QTest.keyClick(popover, Qt.Key.Key_Escape)
    assert not popover.isVisible()
