"""The prices page prices every product at a moment, explains one, and tries baskets."""

from __future__ import annotations

from datetime import datetime
from functools import partial

import pytest
from PySide6.QtCore import QDateTime
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QMenu, QSpinBox, QToolButton, QWidget

from shopplanner.domain.changes import Place
from shopplanner.services.promotions.prices import ProductPrices
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.promotions.prices.page import PricesPage
from tests.fixtures.pages import Show
from tests.services.promotions.planning import put, put_products
from tests.ui.promotions.conftest import Settle

Shop = dict[str, int]


@pytest.fixture
def shop(workspace: Workspace) -> Shop:
    """A at 100.00 with 10 % off now, B at 50.00 sold below cost from the 25th, C without cost."""
    ids = put_products(workspace, ("A", 10_000, 4000, None), ("B", 5000, 4600, None), ("C", 3000, None, None))
    found = dict(zip("ABC", ids, strict=True))
    put(
        workspace, "item_discount", "2026-11-20 00:00:00", "2026-11-30 23:59:59",
        name="Tenth", kind="percent", rate=1000, products=(found["A"],),
    )  # fmt: skip
    for name in ("Sale", "More", "Third"):
        put(
            workspace, "coupon", "2026-11-25 20:00:00", "2026-11-26 23:59:59",
            name=name, threshold=4000, face=500 if name == "Sale" else 100, whole_shop=True, audience="all",
        )  # fmt: skip
    return found


def words(widget: QWidget) -> list[str]:
    """Return what the labels inside a widget say."""
    return [each.text() for each in widget.findChildren(QLabel) if each.text()]


def is_named(name: str, row: ProductPrices) -> bool:
    """Whether a row is a product's."""
    return row.name == name


def test_without_priced_products_the_page_says_what_it_is_for(
    show_page: Show[PricesPage], app_context: AppContext
) -> None:
    went: list[Place] = []
    app_context.navigated.connect(went.append)
    page = show_page(PricesPage)
    assert page.stack.currentIndex() == 1
    assert page.inspector is None
    page.actions_list()[3].run()
    assert went == [Place("products", "catalogue")]


def test_every_product_is_listed_with_its_three_prices(shop: Shop, show_page: Show[PricesPage]) -> None:
    page = show_page(PricesPage)
    lines = [line.split("\t") for line in page.table.copy_text().splitlines()]
    assert lines[0][:6] == ["Product", "Tag price", "One piece", "Lowest", "Check value", "Below"]
    assert lines[1][:4] == ["A", "¥100.00", "¥90.00", "¥90.00"]
    assert page.count.text() == "3 products"
    assert page.table.current_row().name == "A"


def test_another_moment_has_other_prices_and_risks(shop: Shop, show_page: Show[PricesPage], settle: Settle) -> None:
    page = show_page(PricesPage)
    page.moment.edit.setDateTime(QDateTime.fromString("2026-11-26T12:00:00", "yyyy-MM-ddTHH:mm:ss"))
    settle()
    assert {row.name: row.risk for row in page.model.rows} == {"A": "", "B": "cost", "C": ""}
    page.segments.buttons["risky"].click()
    assert [row.name for row in page.model.rows] == ["B"]
    assert any("lost a piece" in line for line in words(page.panel))
    page.moment.now_button.click()
    settle()
    assert page.model.rows == []
    assert page.all_well.isVisible()
    assert page.inspector is None
    page.segments.buttons["all"].click()
    assert len(page.model.rows) == 3


def test_the_next_starts_can_be_chosen(shop: Shop, show_page: Show[PricesPage], settle: Settle) -> None:
    page = show_page(PricesPage)
    menu = page.moment.start_menu()
    (entry,) = menu.actions()
    assert entry.text() == "11-25 20:00  Sale, More and 1 more"
    entry.trigger()
    menu.deleteLater()
    settle()
    assert page.moment.moment == datetime(2026, 11, 25, 20)
    assert page.shown is not None
    assert page.shown.rows[0].moment == datetime(2026, 11, 25, 20)
    page.moment.starts_button.click()
    opened = [each for each in page.moment.findChildren(QMenu) if each.isVisible()]
    assert len(opened) == 1
    opened[0].close()


def test_the_inspector_explains_each_number_of_pieces(shop: Shop, show_page: Show[PricesPage], settle: Settle) -> None:
    page = show_page(PricesPage)
    assert page.inspector is page.panel
    assert "Tag price ¥100.00 × 1" in words(page.panel)
    page.panel.choose_quantity(3)
    shown = words(page.panel)
    assert "Tag price ¥100.00 × 3" in shown
    assert "¥270.00" in shown
    assert "Each piece" in shown
    page.table.select_where(lambda row: row.name == "C")
    assert page.panel.quantity == 1
    assert "No cost entered, so no margin" in words(page.panel)


def test_the_explanation_is_copied_as_text(shop: Shop, show_page: Show[PricesPage], app_context: AppContext) -> None:
    page = show_page(PricesPage)
    page.actions_list()[1].run()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("A × 1, 2026-11-22 10:00")
    assert "To pay\t¥90.00" in copied
    assert app_context.notices[-1].said.id == "prices.copied"


def test_a_product_and_a_moment_can_be_gone_to(shop: Shop, show_page: Show[PricesPage], settle: Settle) -> None:
    page = show_page(PricesPage)
    page.show_record(str(shop["B"]))
    assert page.table.current_row().name == "B"
    page.show_record(f"{shop['C']}@2026-11-26T12:00")
    settle()
    assert (page.table.current_row().name, page.moment.moment) == ("C", datetime(2026, 11, 26, 12))


def test_a_basket_is_priced_for_a_kind_of_buyer(
    shop: Shop, workspace: Workspace, show_page: Show[PricesPage], settle: Settle
) -> None:
    put(
        workspace, "coupon", "2026-11-20 00:00:00", "2026-11-23 23:59:59",
        name="Members", threshold=9000, face=1000, per_person=1, whole_shop=True, audience="member",
    )  # fmt: skip
    page = show_page(PricesPage)
    assert page.basket.empty.isVisible()
    page.actions_list()[0].run()
    page.table.select_where(lambda row: row.name == "B")
    page.table.row_activated.emit(page.table.current_row())
    settle()
    assert page.basket.pieces == {shop["A"]: 1, shop["B"]: 1}
    assert "¥140.00" in words(page.basket)
    spin = page.basket.findChildren(QSpinBox)[1]
    assert spin.accessibleName() == "Pieces of B"
    spin.setValue(3)
    settle()
    assert "¥240.00" in words(page.basket)
    page.basket.audience.setCurrentIndex(page.basket.audience.findData("member"))
    settle()
    assert "¥230.00" in words(page.basket)
    assert "Leaves ¥52.00 after the cost of goods and gifts" in words(page.basket)


def test_products_are_taken_out_one_by_one_or_all_at_once(
    shop: Shop, show_page: Show[PricesPage], settle: Settle
) -> None:
    page = show_page(PricesPage)
    for name in "AB":
        page.table.select_where(partial(is_named, name))
        page.actions_list()[0].run()
    page.actions_list()[0].run()
    settle()
    assert page.basket.pieces == {shop["A"]: 1, shop["B"]: 2}
    page.basket.findChildren(QToolButton)[0].click()
    settle()
    assert page.basket.pieces == {shop["B"]: 2}
    page.actions_list()[2].run()
    assert page.basket.pieces == {}
    assert page.basket.empty.isVisible()


def test_a_basket_holds_a_few_products_only(show_page: Show[PricesPage], workspace: Workspace) -> None:
    put_products(workspace, *((f"P{number}", 1000, None, None) for number in range(7)))
    page = show_page(PricesPage)
    for row in list(page.model.rows):
        page.basket.add(row.product_id, row.name)
    assert len(page.basket.pieces) == 5


def test_a_product_that_is_gone_is_said_in_the_basket(shop: Shop, show_page: Show[PricesPage], settle: Settle) -> None:
    page = show_page(PricesPage)
    page.basket.add(999, "gone")
    settle()
    assert "This product is gone." in words(page.basket)
