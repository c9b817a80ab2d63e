"""The reconciliation page compares, explains tool by tool, takes offers into the plan, and exports each list."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget

from shopplanner.domain.changes import Place
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.promotions.reconcile.page import ReconcilePage
from tests.fixtures.exports import bring
from tests.fixtures.pages import Show
from tests.fixtures.qianniu import (
    campaign_row,
    offer_row,
    query_row,
    write_campaign,
    write_offers,
    write_query,
    write_strength,
)
from tests.services.promotions.planning import put, put_products
from tests.ui.promotions.conftest import Settle

SPAN = ("2026-11-20 00:00:00", "2026-11-30 23:59:59")


@pytest.fixture
def shop(workspace: Workspace, tmp_path: Path) -> dict[str, int]:
    """A agrees; B lacks a coupon; C has an amount of its own in the plan; every list has a row that needs a look."""
    ids = put_products(workspace, *((code, 10_000, 4_000, None) for code in "ABC"))
    found = dict(zip("ABC", ids, strict=True))
    put(workspace, "platform_event", *SPAN, products=(found["A"],), rate=1_200, name="Event")
    put(workspace, "item_discount", *SPAN, products=(found["C"],), kind="amount", amount=1_000, name="Ten off")
    bring(
        workspace,
        write_query(
            tmp_path / "价格查询_2026-11-22.xlsx",
            [
                query_row("A", "1", "88.00", "官方立减", "12.00"),
                query_row("B", "2", "95.00", "店铺优惠券", "5.00", offer="Autumn coupon"),
                query_row("C", "3", "92.00", "单品立减", "8.00"),
                query_row("Z", "4", "50.00"),
            ],
        ),
        write_campaign(tmp_path / "campaign.xlsx", [campaign_row("A", "1", "80.00", "88.00", "100.00")]),
        write_offers(
            tmp_path / "offers.xlsx", [offer_row("7", "C", "3", "减10元"), offer_row("8", "B", "2", "减10元")]
        ),
        write_strength(
            tmp_path / "strength.xlsx", [("A", "", "3星", "限流", "88.00", "80.00", "9%", "12", "Rival", "9", "79.00")]
        ),
    )
    return found


def words(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel))


def cells(page: ReconcilePage, name: str) -> list[list[str]]:
    page.tables[name].clearSelection()
    return [line.split("\t") for line in page.tables[name].copy_text().splitlines()[1:]]


def choose(page: ReconcilePage, code: str) -> None:
    assert page.tables["prices"].select_where(lambda row: row.code == code)


def test_without_files_the_page_says_which_to_import(
    show_page: Show[ReconcilePage], app_context: AppContext, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened: list[object] = []
    app_context.files_opened.connect(opened.extend)
    page = show_page(ReconcilePage)
    assert (page.stack.currentIndex(), page.inspector) == (1, None)
    answers = iter(([], [str(tmp_path / "a.xlsx")]))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_given: (next(answers), ""))
    page.actions_list()[0].run()
    page.actions_list()[0].run()
    assert opened == [tmp_path / "a.xlsx"]
    assert not page.actions_list()[1].can_run()
    assert not page.actions_list()[2].can_run()


def test_each_sku_stands_with_both_prices_and_the_reason(shop: dict[str, int], show_page: Show[ReconcilePage]) -> None:
    page = show_page(ReconcilePage)
    assert [row[:1] + row[2:6] for row in cells(page, "prices")] == [
        ["A", "¥88.00", "¥88.00", "¥0.00", "Agrees"],
        ["B", "¥95.00", "¥100.00", "−¥5.00", "Offer missing in the plan"],
        ["C", "¥92.00", "¥90.00", "¥2.00", "Other amount"],
        ["商品Z", "¥50.00", "", "", "Not in the catalogue"],
    ]
    assert page.counts["prices"].text() == "4 of 4"
    page.filters[0].buttons["differing"].click()
    assert [row[0] for row in cells(page, "prices")] == ["B", "C", "商品Z"]


def test_the_inspector_lays_both_ways_side_by_side(shop: dict[str, int], show_page: Show[ReconcilePage]) -> None:
    page = show_page(ReconcilePage)
    choose(page, "C")
    said = words(page.panel)
    assert "Item discount\nTen off" in said
    assert "−¥8.00" in said
    assert "−¥10.00" in said
    assert "check what was set up" in said.lower()
    choose(page, "A")
    assert "Agrees" in words(page.panel)
    assert not [each for each in page.panel.findChildren(QPushButton) if each.text() == "Take into the plan"]


def test_a_missing_offer_is_taken_into_the_plan(
    shop: dict[str, int], show_page: Show[ReconcilePage], app_context: AppContext, settle: Settle
) -> None:
    page = show_page(ReconcilePage)
    choose(page, "B")
    (take,) = [each for each in page.panel.findChildren(QPushButton) if each.text() == "Take into the plan"]
    take.click()
    settle()
    choose(page, "B")
    assert page.tables["prices"].current_row().reason == ""
    went: list[Place] = []
    app_context.navigated.connect(went.append)
    action = app_context.notices[-1].action
    assert action is not None
    action.run()
    assert went == [Place("promotions", "calendar", "3")]


def test_the_other_lists_say_what_needs_a_look(shop: dict[str, int], show_page: Show[ReconcilePage]) -> None:
    page = show_page(ReconcilePage)
    page.lists.buttons["campaign"].click()
    assert cells(page, "campaign") == [
        ["A", "规格1", "¥100.00", "¥80.00", "¥88.00", "no", "¥90.00", "¥88.00", "¥0.00", "¥100.00"]
    ]
    page.tables["campaign"].selectRow(0)
    assert "Accepted: no" in words(page.list_panel)
    page.lists.buttons["offers"].click()
    assert [(row[0], row[5], row[4]) for row in cells(page, "offers")] == [
        ("C", "Ten off", "As planned"), ("B", "", "Not in the plan"),
    ]  # fmt: skip
    page.lists.buttons["strength"].click()
    assert cells(page, "strength")[0][:9] == [
        "A", "3星", "限流", "¥88.00", "¥80.00", "¥8.00", "9%", "¥88.00", "¥40.00",
    ]  # fmt: skip
    page.tables["strength"].selectRow(0)
    assert "Compared with: Rival" in words(page.list_panel)
    page.filters[3].buttons["differing"].click()
    assert len(cells(page, "strength")) == 1
    page.lists.buttons["offers"].click()
    assert [row[0] for row in cells(page, "offers")] == ["B"]


def test_a_missing_discount_is_taken_into_the_plan(
    shop: dict[str, int], show_page: Show[ReconcilePage], settle: Settle
) -> None:
    page = show_page(ReconcilePage)
    page.show_record("offers")
    table = page.tables["offers"]
    assert "In the plan: Ten off" in words(page.list_panel)
    assert table.select_where(lambda row: row.code == "B")
    (take,) = [each for each in page.list_panel.findChildren(QPushButton) if each.text() == "Take into the plan"]
    take.click()
    settle()
    assert [row.state for row in table.rows_model.rows] == ["same", "same"]


def test_rows_lead_to_the_price_and_to_the_planned_discount(
    shop: dict[str, int], show_page: Show[ReconcilePage], app_context: AppContext
) -> None:
    page = show_page(ReconcilePage)
    went: list[Place] = []
    app_context.navigated.connect(went.append)
    choose(page, "商品Z"[2:])
    page.actions_list()[2].run()
    assert went == []
    page.show_record("A/1")
    page.actions_list()[2].run()
    page.show_record("offers")
    table = page.tables["offers"]
    table.row_activated.emit(table.rows_model.rows[0])
    assert table.select_where(lambda row: row.code == "B")
    table.row_activated.emit(table.current_row())
    assert went == [
        Place("promotions", "prices", f"{shop['A']}@2026-11-22T12:00"),
        Place("promotions", "calendar", "2"),
        Place("promotions", "prices", str(shop["B"])),
    ]


def test_a_record_is_found_once_the_prices_are_read(shop: dict[str, int], show_page: Show[ReconcilePage]) -> None:
    page = show_page(ReconcilePage)
    page.shown = None
    page.show_record("C/3")
    page.refresh()
    assert page.tables["prices"].current_row().code == "C"


@pytest.mark.parametrize("name", ["prices", "campaign", "offers", "strength"])
def test_each_list_is_written_to_a_file(
    shop: dict[str, int], show_page: Show[ReconcilePage], settle: Settle, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, name: str,
) -> None:  # fmt: skip
    page = show_page(ReconcilePage)
    page.show_record(name)
    target = tmp_path / f"{name}.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(target), ""))
    page.actions_list()[1].run()
    settle()
    lines = target.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("Product,")
    assert len(lines) == {"prices": 5, "campaign": 2, "offers": 3, "strength": 2}[name]


def test_a_rule_that_explains_every_difference_is_named(
    workspace: Workspace, show_page: Show[ReconcilePage], tmp_path: Path, app_context: AppContext
) -> None:
    (soap,) = put_products(workspace, ("A", 28_275, None, None))
    put(workspace, "platform_event", *SPAN, products=(soap,), rate=1_200)
    row = query_row("A", "1", "248.82", "官方立减", "33.93", tag="282.75")
    bring(workspace, write_query(tmp_path / "价格查询_2026-11-22.xlsx", [row]))
    page = show_page(ReconcilePage)
    assert page.hint_card.isVisible()
    assert "half up to the fen" in page.hint_words.text()
    went: list[Place] = []
    app_context.navigated.connect(went.append)
    page.hint_button.click()
    assert went == [Place("today", "packs", "profiles/taobao-2026-03-10")]
    page.lists.buttons["campaign"].click()
    assert not page.hint_card.isVisible()
    page.export_to(tmp_path / "nothing.csv")
