"""The ribbon draws prices on the calendar's axis, tells them, and leads to the prices of a moment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolTip

from shopplanner.domain.promotions.protection import Protection
from shopplanner.services.promotions.ledger import Gate
from shopplanner.ui.promotions.calendar.axis import Axis
from shopplanner.ui.promotions.calendar.ribbon_canvas import RibbonCanvas
from shopplanner.ui.promotions.calendar.ribbon_legend import RibbonLegend
from shopplanner.ui.theme import theme
from tests.services.promotions.shop import at
from tests.ui.promotions.calendar.test_ribbon_scale import band

AXIS = Axis(float(date(2026, 11, 1).toordinal()), 3.0, 60.0, 600.0)
FULL = replace(
    band(),
    protections=(Protection(date(2026, 10, 20), date(2026, 11, 2), 8_800, 7, "双11"),),
    gates=(Gate(date(2026, 11, 3), 8, "双12", 8_600),),
)


@pytest.fixture
def canvas(themed: None) -> Iterator[RibbonCanvas]:
    """Three days of 200 pixels each."""
    made = RibbonCanvas()
    made.resize(680, 150)
    made.show_axis(AXIS)
    made.show_band(FULL, date(2026, 11, 2))
    made.show()
    yield made
    made.close()
    made.deleteLater()


def test_what_the_mouse_points_at_is_told(canvas: RibbonCanvas) -> None:
    told: list[datetime | None] = []
    canvas.pointed.connect(told.append)
    QTest.mouseMove(canvas, QPoint(60 + 500, 50))
    assert canvas.moment == at("11-03", "12:00:00")
    assert not canvas.grab().isNull()
    QTest.mouseMove(canvas, QPoint(10, 50))
    assert told == [at("11-03", "12:00:00"), None]


def test_a_click_leads_to_the_prices_of_the_moment(canvas: RibbonCanvas) -> None:
    opened: list[datetime] = []
    canvas.opened.connect(opened.append)
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(160, 50))
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(10, 50))
    assert opened == [at("11-01", "12:00:00")]


def test_arrows_go_over_the_days_and_enter_opens(canvas: RibbonCanvas) -> None:
    opened: list[datetime] = []
    canvas.opened.connect(opened.append)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Return, Qt.Key.Key_X):
        QTest.keyClick(canvas, key)
    assert opened == [at("11-01", "12:00:00")]


def test_everything_about_a_moment_can_be_read(canvas: RibbonCanvas) -> None:
    point = QPointF(60 + 500, 50)
    canvas.event(QHelpEvent(QHelpEvent.Type.ToolTip, point.toPoint(), canvas.mapToGlobal(point.toPoint())))
    assert QToolTip.text().splitlines() == [
        "2026-11-03 12:00",
        "List ¥100.00",
        "One piece ¥80.00",
        "Lowest ¥75.00",
        "Check ¥95.00",
        "15-day line –",
        "Cost –",
        "双12 accepts at most ¥86.00",
        "Click to open the prices of this moment",
    ]
    assert "双11: buyers protected until 2026-11-02, not below ¥88.00" in canvas.tip(100)
    assert canvas.tip(5) == ""


def test_alone_it_takes_the_whole_width(canvas: RibbonCanvas) -> None:
    canvas.show_days(date(2026, 11, 1), 42)
    assert canvas.axis.days == 42
    before = canvas.axis.width
    canvas.resize(900, 150)
    assert canvas.axis.width == before + 220


@pytest.mark.parametrize("name", ["light", "dark"])
def test_it_is_painted_at_every_size_with_and_without_prices(canvas: RibbonCanvas, name: str) -> None:
    theme.install(theme.Theme(name))
    for width, height in ((1000, 200), (100, 40), (1, 1)):
        canvas.resize(width, height)
        assert not canvas.grab().isNull()
    canvas.show_band(None, date(2026, 11, 2))
    assert not canvas.grab().isNull()
    assert canvas.tip(100) == ""
    assert canvas.sizeHint().height() > 0


def test_the_legend_tells_all_amounts(themed: None) -> None:
    legend = RibbonLegend()
    legend.resize(700, 36)
    legend.show_amounts("11-03", band().amounts(at("11-03")))
    assert legend.accessibleName().startswith("11-03, List ¥100.00, One piece ¥80.00")
    assert not legend.grab().isNull()
    legend.resize(30, 10)
    assert not legend.grab().isNull()
    assert legend.sizeHint().width() > 0
    legend.deleteLater()
