"""A basket is priced for a buyer and explained; refunds are worked out and told."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSpinBox, QToolButton

from shopplanner.services.promotions.prices import ProductPrices
from shopplanner.services.promotions.selling_costs import SellingCosts, selling_costs
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.promotions.prices.inputs import MOST_PRODUCTS
from shopplanner.ui.promotions.prices.page import PricesPage
from tests.fixtures.pages import Show
from tests.services.promotions.planning import put, put_products
from tests.ui.promotions.conftest import Settle
from tests.ui.promotions.prices.conftest import Shop, words


def is_named(name: str, row: ProductPrices) -> bool:
    """Whether a row is a product's."""
    return row.name == name


def put_in(page: PricesPage, *names: str) -> None:
    """Put products in, one piece each time."""
    for name in names:
        page.table.select_where(partial(is_named, name))
        page.add_action.run()


def test_the_basket_starts_empty_and_says_what_to_do(shop: Shop, show_page: Show[PricesPage], settle: Settle) -> None:
    page = show_page(PricesPage)
    page.view_action.run()
    assert page.stack.currentWidget() is page.basket
    assert page.inspector is None
    assert page.basket.inputs.empty.isVisible()
    assert not page.copy_action.can_run()
    assert not page.add_action.can_run()
    page.copy_action.run()
    page.view_action.run()
    assert page.inspector is page.panel


def test_a_basket_is_priced_for_several_kinds_of_buyer_at_once(
    shop: Shop, workspace: Workspace, show_page: Show[PricesPage], settle: Settle
) -> None:
    """90 + 3 x 50 = 240.00; a member's coupon takes 10.00, an 88VIP's red packet 5.00."""
    for mechanic, name, values in (
        ("coupon", "Members", {"threshold": 9000, "face": 1000, "per_person": 1, "audience": "member"}),
        ("red_packet", "Gold", {"amount": 500, "audience": "88vip"}),
    ):
        put(
            workspace, mechanic, "2026-11-20 00:00:00", "2026-11-23 23:59:59", name=name, whole_shop=True, **values,
        )  # fmt: skip
    page = show_page(PricesPage)
    put_in(page, "A")
    page.table.select_where(partial(is_named, "B"))
    page.table.row_activated.emit(page.table.current_row())
    page.choose_view("basket")
    settle()
    assert page.basket.inputs.pieces == {shop["A"]: 1, shop["B"]: 1}
    assert page.bar.views.buttons["basket"].text() == "Basket (2)"
    assert "¥140.00" in words(page.basket.paid)
    assert page.basket.paid.total.text() == "To pay ¥140.00"
    spin = page.basket.inputs.findChildren(QSpinBox)[1]
    assert spin.accessibleName() == "Pieces of B"
    spin.setValue(3)
    settle()
    assert "¥240.00" in words(page.basket.paid)
    page.basket.inputs.boxes["member"].setChecked(True)
    settle()
    assert "¥230.00" in words(page.basket.paid)
    page.basket.inputs.boxes["88vip"].setChecked(True)
    settle()
    shown = words(page.basket.paid)
    assert "¥225.00" in shown
    assert shown[shown.index("Contribution") + 1] == "¥47.00"


def test_gifts_and_the_deposit_of_a_basket_are_told(
    shop: Shop, workspace: Workspace, show_page: Show[PricesPage], settle: Settle
) -> None:
    """B at 50.00: a deposit of 10.00 counts as 15.00, so 35.00 are left to pay."""
    span = ("2026-11-20 00:00:00", "2026-11-30 23:59:59")
    put(workspace, "presale", *span, name="Early", deposit=1000, counts_as=1500, products=(shop["B"],))
    put(workspace, "gift", *span, name="Sponge", threshold=1000, gift="sponge", gift_cost=300, products=(shop["B"],))
    put(workspace, "coupon", *span, name="Far", threshold=90_000, face=1000, whole_shop=True)
    page = show_page(PricesPage)
    page.show_record(f"basket:{shop['B']}")
    settle()
    shown = words(page.basket.paid)
    assert shown[shown.index("Balance at the end") + 1] == "¥35.00"
    assert "Gifts and free freight" in shown
    assert any("“Far” not used" in line for line in shown)


def test_nobody_is_a_new_and_a_returning_buyer(shop: Shop, show_page: Show[PricesPage], settle: Settle) -> None:
    inputs = show_page(PricesPage).basket.inputs
    inputs.boxes["new"].setChecked(True)
    inputs.boxes["app"].setChecked(True)
    inputs.boxes["returning"].setChecked(True)
    assert inputs.buyer == {"returning", "app"}


def test_freight_is_charged_and_costs_are_remembered(
    shop: Shop, workspace: Workspace, show_page: Show[PricesPage], settle: Settle
) -> None:
    """90.00 and 10.00 of freight; 5 % of 100.00, 6.00 for sending and 40.00 of goods leave 49.00."""
    page = show_page(PricesPage)
    put_in(page, "A")
    page.choose_view("basket")
    inputs = page.basket.inputs
    for edit, typed in ((inputs.freight, "10"), (inputs.fee_rate, "5"), (inputs.freight_cost, "6")):
        edit.setText(typed)
        edit.editingFinished.emit()
        settle()
    assert selling_costs(workspace) == SellingCosts(500, 600)
    shown = words(page.basket.paid)
    assert shown[shown.index("To pay") + 1] == "¥100.00"
    assert shown[shown.index("Contribution") + 1] == "¥49.00"
    assert (inputs.fee_rate.text(), inputs.freight_cost.text()) == ("5%", "6.00")
    page.copy_action.run()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("Basket, 2026-11-22 10:00\nA: Tag price ¥100.00 × 1\t¥100.00")
    assert "Contribution\t¥49.00" in copied


def test_products_are_taken_out_one_by_one_or_all_at_once(
    shop: Shop, show_page: Show[PricesPage], settle: Settle
) -> None:
    page = show_page(PricesPage)
    put_in(page, "A", "B", "B")
    settle()
    inputs = page.basket.inputs
    assert inputs.pieces == {shop["A"]: 1, shop["B"]: 2}
    inputs.findChildren(QToolButton)[0].click()
    settle()
    assert inputs.pieces == {shop["B"]: 2}
    page.clear_action.run()
    settle()
    assert inputs.pieces == {}
    assert not inputs.empty.isHidden()
    assert page.basket.shown is None
    assert page.basket.paid.total.text() == ""


def test_a_product_is_added_from_the_list_in_the_basket(
    shop: Shop, show_page: Show[PricesPage], settle: Settle
) -> None:
    page = show_page(PricesPage)
    page.choose_view("basket")
    adder = page.basket.inputs.adder
    for name in ("B", "C"):
        adder.setCurrentIndex(adder.findText(name))
        adder.activated.emit(adder.currentIndex())
    adder.activated.emit(0)
    settle()
    assert page.basket.inputs.pieces == {shop["B"]: 1, shop["C"]: 1}
    assert "¥80.00" in words(page.basket.paid)


def test_a_basket_can_be_gone_to(shop: Shop, show_page: Show[PricesPage], settle: Settle) -> None:
    page = show_page(PricesPage)
    page.show_record(f"basket:{shop['A']}x2,{shop['B']}@2026-11-26T12:00")
    settle()
    assert page.stack.currentWidget() is page.basket
    assert page.basket.inputs.pieces == {shop["A"]: 2, shop["B"]: 1}
    assert "A: Tag price ¥100.00 × 2" in words(page.basket.paid)
    page.show_record("basket")
    assert len(page.basket.inputs.pieces) == 2
    page.show_record(str(shop["B"]))
    assert page.table.current_row().name == "B"
    assert page.inspector is page.panel


def test_a_basket_holds_a_limited_number_of_products(show_page: Show[PricesPage], workspace: Workspace) -> None:
    put_products(workspace, *((f"P{number}", 1000, None, None) for number in range(MOST_PRODUCTS + 1)))
    page = show_page(PricesPage)
    inputs = page.basket.inputs
    inputs.fill([(row.product_id, 1) for row in page.model.rows], {})
    inputs.add(page.model.rows[-1].product_id, "one more")
    assert len(inputs.pieces) == MOST_PRODUCTS


def test_a_product_that_is_gone_is_said(shop: Shop, show_page: Show[PricesPage], settle: Settle) -> None:
    page = show_page(PricesPage)
    page.basket.inputs.add(999, "gone")
    settle()
    assert "This product is gone." in words(page.basket.paid)
    assert page.basket.shown is None


def test_a_basket_under_two_sets_of_rules(
    shop: Shop, workspace: Workspace, show_page: Show[PricesPage], settle: Settle
) -> None:
    """A and B before: 90 + 50 - coupon 5.00 - reduction 8.00; since: what takes off most, 8.00 on A and 5.00 on B."""
    put(
        workspace, "threshold_reduction", "2026-11-25 20:00:00", "2026-11-26 23:59:59",
        name="Whole", threshold=5000, reduction=800, products=(shop["A"],),
    )  # fmt: skip
    page = show_page(PricesPage)
    page.bar.other.setCurrentIndex(page.bar.other.findData("taobao-before-2026-03-10"))
    page.bar.other.activated.emit(page.bar.other.currentIndex())
    page.show_record(f"basket:{shop['A']}@2026-11-26T12:00")
    settle()
    shown = words(page.basket.paid)
    at = shown.index("Under other rules")
    assert shown[shown.index("Sale", at) + 1 :][:2] == ["–", "−¥5.00"]
    assert shown[shown.index("To pay", at) + 1 :][:2] == ["¥82.00", "¥77.00"]
    page.basket.inputs.fill([(shop["C"], 1)], {})
    settle()
    assert "Both sets of rules give the same price." in words(page.basket.paid)


def test_a_refund_is_worked_out_explained_and_copied(
    shop: Shop, workspace: Workspace, show_page: Show[PricesPage], settle: Settle, app_context: AppContext
) -> None:
    """2 B at 50.00 less 10.00: 45.00 back for one; tested anew, the threshold of 80.00 is lost: 40.00 back."""
    put(
        workspace, "threshold_reduction", "2026-11-21 20:00:00", "2026-11-23 23:59:59",
        name="Whole", threshold=8000, reduction=1000, products=(shop["B"],),
    )  # fmt: skip
    page = show_page(PricesPage)
    assert not page.copy_refund_action.can_run()
    page.show_record(f"basket:{shop['B']}x2,{shop['A']}x1")
    settle()
    card = page.basket.refund
    assert card.spins[0].accessibleName() == "Pieces of B that come back"
    assert "Paid a piece: ¥45.00 × 2" in words(card)
    card.spins[0].setValue(1)
    settle()
    shown = words(card)
    assert shown[shown.index("Whole: its share") + 1] == "−¥5.00"
    assert shown[shown.index("Paid back") + 1] == "¥45.00"
    assert "If thresholds were tested anew, Whole would be lost: ¥5.00 less is paid back, ¥40.00." in shown
    card.strict.setChecked(True)
    settle()
    shown = words(card)
    assert shown[shown.index("What stays no longer gets Whole") + 1] == "−¥5.00"
    assert shown[shown.index("Paid back") + 1] == "¥40.00"
    assert card.total.text() == "Paid back ¥40.00"
    page.copy_refund_action.run()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("Refund for an order of 2026-11-22 10:00, paid ¥180.00 for goods")
    assert "Paid back\t¥40.00" in copied


def test_pieces_that_come_back_stay_chosen_when_the_order_changes(
    shop: Shop, show_page: Show[PricesPage], settle: Settle
) -> None:
    page = show_page(PricesPage)
    page.show_record(f"basket:{shop['B']}x3")
    settle()
    card = page.basket.refund
    card.spins[0].setValue(3)
    settle()
    page.basket.inputs.findChildren(QSpinBox)[0].setValue(2)
    settle()
    assert card.returned == {0: 2}
    shown = words(card)
    assert shown[shown.index("Paid back") + 1] == "¥100.00"
    assert "Testing thresholds anew makes no difference: ¥100.00 either way." in shown
    card.spins[0].setValue(0)
    settle()
    assert "Paid back" not in words(card)
    assert card.total.text() == ""
