"""The prices page prices every product at a moment, explains one, and compares sets of rules."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDateTime
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from shopplanner.domain.changes import Place
from shopplanner.foundation import packs
from shopplanner.services.promotions.selling_costs import SellingCosts, set_selling_costs
from shopplanner.services.promotions.stacking import chosen_profile
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.promotions.prices.columns import COMPARED, GIVING_WAY
from shopplanner.ui.promotions.prices.page import PricesPage
from tests.fixtures.pages import Show
from tests.services.promotions.planning import put
from tests.ui.promotions.conftest import Settle
from tests.ui.promotions.prices.conftest import Shop, words

EARLIER = "taobao-before-2026-03-10"


def choose_compared(page: PricesPage, profile: str) -> None:
    """Choose rules to compare with, as a person does."""
    place = page.bar.other.findData(profile)
    page.bar.other.setCurrentIndex(place)
    page.bar.other.activated.emit(place)


def test_without_priced_products_the_page_says_what_it_is_for(
    show_page: Show[PricesPage], app_context: AppContext
) -> None:
    went: list[Place] = []
    app_context.navigated.connect(went.append)
    page = show_page(PricesPage)
    assert page.stack.currentIndex() == 1
    assert page.inspector is None
    assert not page.bar.isVisible()
    page.products_action.run()
    page.copy_rules_action.run()
    assert went == [Place("products", "catalogue")]


def test_every_product_is_listed_with_its_three_prices(shop: Shop, show_page: Show[PricesPage]) -> None:
    page = show_page(PricesPage)
    lines = [line.split("\t") for line in page.table.copy_text().splitlines()]
    assert lines[0][:4] == ["Product", "Tag price", "One piece", "Lowest"]
    assert lines[1][:4] == ["A", "¥100.00", "¥90.00", "¥90.00"]
    assert page.count.text() == "3 products"
    assert page.table.current_row().name == "A"


def test_every_cell_with_an_amount_explains_itself(shop: Shop, show_page: Show[PricesPage]) -> None:
    page = show_page(PricesPage)
    tips = {column.key: column.tooltip(page.model.rows[0]) for column in page.model.columns if column.tooltip}
    assert tips["margin"] == "¥90.00 lowest − ¥40.00 cost = ¥50.00 (55.6% of the lowest price)"
    assert tips["rate"] == tips["margin"]
    assert "At its lowest ¥50.00 margin" in tips["lowest"]
    assert {"general", "check", "risk"} <= {name for name, tip in tips.items() if tip}
    assert next(column for column in page.model.columns if column.key == "margin").tooltip is not None
    without_cost = page.model.rows[2]
    margin = next(column.tooltip for column in page.model.columns if column.key == "margin" and column.tooltip)
    assert margin(without_cost) == "No cost entered, so no margin"


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
    assert "Left before the cost of goods, which is not entered" in words(page.panel)


def test_the_inspector_says_what_lost_and_what_it_would_have_saved(
    shop: Shop, show_page: Show[PricesPage], settle: Settle
) -> None:
    """Of the coupons of 5.00 and 1.00 one sub-order takes one."""
    page = show_page(PricesPage)
    page.show_record(f"{shop['A']}@2026-11-26T12:00")
    settle()
    shown = words(page.panel)
    assert "Offers not used" in shown
    assert shown[shown.index("Alone") + 2] == "¥1.00"


def test_the_inspector_shows_gifts_deposit_and_the_shops_part(
    shop: Shop, workspace: Workspace, show_page: Show[PricesPage], settle: Settle
) -> None:
    """B at 50.00, a deposit of 10.00 counts as 15.00: 45.00 paid, 35.00 at the end; 46.00 of goods, 3.00 of gifts.

    The platform's share of 45.00 at 2 % is 0.90 and sending costs 5.00: 45 - 46 - 3 - 0.90 - 5 = -9.90.
    """
    put(
        workspace, "presale", "2026-11-20 00:00:00", "2026-11-30 23:59:59",
        name="Early", deposit=1000, counts_as=1500, products=(shop["B"],),
    )  # fmt: skip
    put(
        workspace, "gift", "2026-11-20 00:00:00", "2026-11-30 23:59:59",
        name="Sponge", threshold=1000, gift="sponge", gift_cost=300, products=(shop["B"],),
    )  # fmt: skip
    set_selling_costs(workspace, SellingCosts(200, 500))
    page = show_page(PricesPage)
    page.show_record(str(shop["B"]))
    page.panel.choose_quantity(1)
    shown = words(page.panel)
    assert shown[shown.index("Balance at the end") + 1] == "¥35.00"
    assert "Gifts and free freight" in shown
    assert shown[shown.index("Platform's share 2.00%") + 1] == "−¥0.90"
    assert shown[shown.index("Contribution") + 1] == "−¥9.90"


def test_the_explanation_is_copied_as_text(shop: Shop, show_page: Show[PricesPage], app_context: AppContext) -> None:
    page = show_page(PricesPage)
    page.copy_action.run()
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


def test_price_protection_tells_what_buyers_of_now_may_claim_later(
    shop: Shop, workspace: Workspace, show_page: Show[PricesPage], settle: Settle
) -> None:
    """C at 30.00 takes 10 % off in the platform's campaign; a later discount of 20 % comes on top: 27.00 to 21.00."""
    page = show_page(PricesPage)
    page.show_record(str(shop["C"]))
    settle()
    assert "No campaign of this moment protects its buyers' price." in words(page.panel)
    event = {"name": "Big", "rate": 1000, "products": (shop["C"],)}
    put(workspace, "platform_event", "2026-11-21 00:00:00", "2026-11-30 23:59:59", **event, protection_days=2)
    page.refresh()
    settle()
    assert "By the plan the price does not fall in that time." in words(page.panel)
    put(
        workspace, "item_discount", "2026-11-23 00:00:00", "2026-11-23 23:59:59",
        name="Fifth", kind="percent", rate=2000, products=(shop["C"],),
    )  # fmt: skip
    page.refresh()
    settle()
    shown = words(page.panel)
    assert shown[shown.index("From 11-23 00:00 it costs ¥21.00: claim a piece") + 1] == "¥6.00"


def test_two_sets_of_rules_stand_side_by_side(
    shop: Shop, workspace: Workspace, show_page: Show[PricesPage], settle: Settle
) -> None:
    """A coupon of 5.00 and a reduction of 8.00: one of them since 2026-03-10, both before."""
    put(
        workspace, "threshold_reduction", "2026-11-25 20:00:00", "2026-11-26 23:59:59",
        name="Whole", threshold=5000, reduction=800, products=(shop["A"],),
    )  # fmt: skip
    page = show_page(PricesPage)
    page.show_record(f"{shop['A']}@2026-11-26T12:00")
    settle()
    assert page.table.isColumnHidden(COMPARED)
    choose_compared(page, EARLIER)
    settle()
    assert not page.table.isColumnHidden(COMPARED)
    assert all(page.table.isColumnHidden(place) for place in GIVING_WAY)
    page.panel.choose_quantity(1)
    shown = words(page.panel)
    payable = shown.index("To pay", shown.index("Under other rules"))
    assert shown[payable + 1 : payable + 3] == ["¥82.00", "¥77.00"]
    other = page.model.columns[COMPARED]
    assert other.text(page.model.rows[0]) == "¥77.00"
    assert other.tooltip is not None
    assert other.tooltip(page.model.rows[0]).endswith("¥77.00")
    assert other.text(page.model.rows[2]) == "same"
    page.table.select_where(lambda row: row.name == "C")
    assert "Both sets of rules give the same price." in words(page.panel)
    choose_compared(page, "")
    settle()
    assert page.table.isColumnHidden(COMPARED)
    assert other.text(page.model.rows[0]) == "–"
    assert other.tooltip(page.model.rows[0]) == ""
    assert "Under other rules" not in words(page.panel)


def test_the_shop_s_rules_are_chosen_and_their_pack_is_gone_to(
    shop: Shop, workspace: Workspace, show_page: Show[PricesPage], settle: Settle, app_context: AppContext
) -> None:
    went: list[Place] = []
    app_context.navigated.connect(went.append)
    page = show_page(PricesPage)
    place = page.bar.rules.findData(EARLIER)
    page.bar.rules.setCurrentIndex(place)
    page.bar.rules.activated.emit(place)
    settle()
    assert chosen_profile(workspace) == EARLIER
    assert page.shown is not None
    assert page.shown.rows[0].profile.id == EARLIER
    page.rules_action.run()
    choose_compared(page, "generic-parallel")
    settle()
    page.rules_action.run()
    assert went == [Place("today", "packs", f"profiles/{name}") for name in (EARLIER, "generic-parallel")]


def test_a_copy_of_the_rules_is_made_to_be_changed_and_compared(
    shop: Shop, show_page: Show[PricesPage], settle: Settle, app_context: AppContext
) -> None:
    went: list[Place] = []
    app_context.navigated.connect(went.append)
    page = show_page(PricesPage)
    page.copy_rules_action.run()
    settle()
    assert "own-1" in packs.names("profiles")
    assert went == [Place("today", "packs", "profiles/own-1")]
    assert page.bar.other.currentData() == "own-1"
    assert page.bar.other.currentText() == "Taobao, since 10 March 2026 (copy)"
