"""Promotions are kept for pasting here and for other programs as text."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from shopplanner.ui.promotions.calendar.clipboard import FORMAT, clip, clipped
from tests.services.promotions.shop import double_11, tenth_off


def test_ids_come_back_and_the_text_is_a_table(themed: None) -> None:
    clip([tenth_off(id=2), double_11()])
    assert clipped() == (2, 0)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert [line.split("\t")[:3] for line in lines] == [
        ["沐浴露 9 折", "2026-11-20 00:00:00", "2026-11-29 23:59:59"],
        ["双11", "2026-11-01 20:00:00", "2026-11-13 23:59:59"],
    ]


def test_other_things_on_the_clipboard_are_not_pasted(themed: None) -> None:
    QGuiApplication.clipboard().setText("1,2")
    assert clipped() == ()
    broken = QMimeData()
    broken.setData(FORMAT, b"1,x,3")
    QGuiApplication.clipboard().setMimeData(broken)
    assert clipped() == (1, 3)


def test_an_empty_clipboard_holds_nothing(themed: None) -> None:
    QGuiApplication.clipboard().clear()
    assert clipped() == ()
