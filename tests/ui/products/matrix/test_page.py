"""The matrix: bubbles, axes, what is missing, ABC and the chosen product."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolTip

from shopplanner.domain.changes import Place
from shopplanner.services.products.catalogue import catalogue
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common import layout_memory
from shopplanner.ui.common.bubble_chart import BubbleChart
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.products.matrix.page import MEMORY, MatrixPage
from shopplanner.ui.products.matrix.view import Axes
from tests.fixtures.pages import Show, settle
from tests.services.products.range import add_product, put_days


def chart_of(page: MatrixPage) -> BubbleChart:
    """Return the picture in force."""
    assert page.view.chart is not None
    return page.view.chart


def test_without_products_it_says_what_it_is_for(show: Show[MatrixPage], app_context: AppContext) -> None:
    went: list[Place] = []
    app_context.navigated.connect(went.append)
    page = show(MatrixPage)
    assert page.view.currentIndex() == 1
    assert not page.actions_list()[0].can_run()
    page.actions_list()[1].run()
    assert went == [Place("products", "catalogue")]


def test_products_are_drawn_and_those_without_cost_are_said(shop: Workspace, show: Show[MatrixPage]) -> None:
    page = show(MatrixPage)
    drawn = {one.name: (one.x, one.y, one.size) for one in chart_of(page).bubbles}
    assert drawn == {"Soap": (100.0, 0.6, 200.0), "Lemon oil": (50.0, -0.2, 80.0)}
    words = page.view.remark.text()
    assert words == "1 product is not shown: 1 without cost or price · 1 without paid amount"
    assert page.view.loss.text() == "1 product sells below its cost: Lemon oil"
    assert "Hero · Class A" in chart_of(page).bubbles[0].note


def test_a_full_picture_says_how_many_are_left_out(
    shop: Workspace, show: Show[MatrixPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shopplanner.services.products.matrix.MOST", 1)
    page = show(MatrixPage)
    assert page.view.remark.text().splitlines()[1] == "The 1 largest are drawn; 1 smaller one stands in the list."


def test_sales_are_ranked_and_concentration_is_said(shop: Workspace, show: Show[MatrixPage]) -> None:
    page = show(MatrixPage)
    columns = page.view.ranks.columns
    shown = [[column.text(row) for column in columns] for row in page.view.ranks.rows]
    assert shown == [["A", "Soap", "71.4%", "71.4%"], ["A", "Lemon oil", "28.6%", "100.0%"]]
    assert page.view.unsold.text() == "1 product on sale had no sales in this period."
    # shares 5/7 and 2/7: (25 + 4) / 49 = 0.5918
    assert "5,918" in [made.text() for made in page.view.findChildren(QLabel)]


def test_other_axes_make_another_picture_and_are_remembered(
    shop: Workspace, show: Show[MatrixPage], app_context: AppContext, qapp: QApplication
) -> None:
    page = show(MatrixPage)
    page.view.y_box.setCurrentIndex(page.view.y_box.findData("conversion"))
    settle(app_context, qapp)
    page.view.size_box.setCurrentIndex(page.view.size_box.findData("units"))
    settle(app_context, qapp)
    assert {one.name: (one.y, one.size) for one in chart_of(page).bubbles} == {
        "Soap": (0.1, 140.0),
        "Lemon oil": (0.0333, 20.0),
    }
    assert layout_memory.get(MEMORY) == ["price", "conversion", "units"]
    assert show(MatrixPage).axes == Axes("price", "conversion", "units")
    layout_memory.put(MEMORY, ["price", "height", "units"])
    assert show(MatrixPage).axes == Axes()
    page.flush()


def test_another_period_is_read(
    shop: Workspace, show: Show[MatrixPage], app_context: AppContext, qapp: QApplication
) -> None:
    page = show(MatrixPage)
    page.span.buttons["7"].click()
    settle(app_context, qapp)
    assert {one.name: one.size for one in chart_of(page).bubbles} == {"Soap": 70.0, "Lemon oil": 28.0}
    assert page.view.ranks_card.note.text() == "11-14 – 11-20"


def test_a_clicked_bubble_is_shown_at_the_right_with_a_way_to_the_catalogue(
    shop: Workspace, show: Show[MatrixPage], app_context: AppContext, qapp: QApplication
) -> None:
    went: list[Place] = []
    app_context.navigated.connect(went.append)
    page = show(MatrixPage)
    oil = catalogue(shop).products[1]
    chart_of(page).bubble_clicked.emit(str(oil.id))
    settle(app_context, qapp)
    assert page.inspector is page.panel
    assert page.view.rank_table.current_row()[0].name == "Lemon oil"
    next(made for made in page.panel.findChildren(QPushButton) if made.text() == "Open in catalogue").click()
    assert went == [Place("products", "catalogue", str(oil.id))]
    page.refresh()
    settle(app_context, qapp)
    assert page.panel.details is not None
    assert page.panel.details.product.id == oil.id


def test_a_row_of_the_list_and_a_record_are_shown_too(
    shop: Workspace, show: Show[MatrixPage], app_context: AppContext, qapp: QApplication
) -> None:
    page = show(MatrixPage)
    first = page.view.rank_table.model().index(0, 1)
    place = page.view.rank_table.visualRect(first).center()
    QTest.mouseClick(page.view.rank_table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    settle(app_context, qapp)
    assert page.panel.details is not None
    assert page.panel.details.product.name == "Soap"
    page.show_record(str(catalogue(shop).products[1].id))
    settle(app_context, qapp)
    assert page.panel.details.product.name == "Lemon oil"
    page.show_record("999")
    settle(app_context, qapp)
    assert page.panel.details.product.name == "Lemon oil"


def test_the_curve_tells_what_the_best_bring(shop: Workspace, show: Show[MatrixPage]) -> None:
    page = show(MatrixPage)
    curve = page.view.pareto
    curve.grab()
    assert curve.point(0).y() > curve.point(1).y() > curve.point(2).y()
    spot = QPointF(curve.point(1).x(), 10)
    move = QMouseEvent(
        QMouseEvent.Type.MouseMove, spot, QPointF(curve.mapToGlobal(QPoint(5, 5))), Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    curve.mouseMoveEvent(move)
    assert QToolTip.text() == "The best product brings 71.4%"
    curve.show_ranked(())
    curve.grab()
    curve.mouseMoveEvent(move)


def test_only_a_few_of_many_losses_are_named(shop: Workspace, show: Show[MatrixPage]) -> None:
    for code in "EFG":
        add_product(shop, code, tag_price=100, cost=200)
        put_days(shop, code, days=1, paid_amount=100)
    page = show(MatrixPage)
    assert page.view.loss.text() == "4 products sell below their cost: Lemon oil · Product E · Product F…"


def test_the_picture_is_copied(shop: Workspace, show: Show[MatrixPage]) -> None:
    page = show(MatrixPage)
    page.actions_list()[0].run()
    assert not QGuiApplication.clipboard().pixmap().isNull()
