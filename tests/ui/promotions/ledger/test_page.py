"""The ledger page answers what may be registered, shows why, and goes by rules that a person chooses."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from shopplanner.domain.changes import Place
from shopplanner.services import history
from shopplanner.services.promotions.price_rules import pack_in_force
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.promotions.ledger.page import LedgerPage
from tests.fixtures.pages import Show
from tests.services.promotions.orders import order, put_orders
from tests.services.promotions.planning import put, put_products
from tests.ui.promotions.conftest import Settle

TODAY = date(2026, 11, 22)


def day(back: int) -> str:
    return (TODAY - timedelta(days=back)).isoformat()


@pytest.fixture
def shop(workspace: Workspace) -> dict[str, int]:
    """A at 100.00, sold at 80.00 five days ago and in a campaign three days ago that a later offer undercuts; B."""
    ids = put_products(workspace, ("A", 10_000, 4_000, None), ("B", 5_000, None, None))
    found = dict(zip("AB", ids, strict=True))
    put(
        workspace, "platform_event", f"{day(3)} 00:00", f"{day(3)} 23:59:59",
        products=(found["A"],), rate=1_000, name="Sale",
    )  # fmt: skip
    put(
        workspace, "item_discount", f"{day(-2)} 00:00", f"{day(-2)} 23:59:59",
        products=(found["A"],), rate=2_000, name="Later",
    )  # fmt: skip
    put_orders(
        workspace,
        order(1, "A", f"{day(5)} 10:00", 8_000, sku="big"), order(2, "A", f"{day(5)} 11:00", 8_000, sku="big"),
        order(3, "A", f"{day(3)} 10:00", 9_000), order(4, "A", f"{day(2)} 10:00", 10_000),
    )  # fmt: skip
    return found


def words(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel))


def test_without_products_the_page_says_what_it_is_for(show_page: Show[LedgerPage], app_context: AppContext) -> None:
    went: list[Place] = []
    app_context.navigated.connect(went.append)
    page = show_page(LedgerPage)
    assert (page.stack.currentIndex(), page.inspector, page.bar.isVisible()) == (1, None, False)
    for action in page.actions_list()[2:]:
        action.run()
    assert went == [Place("products", "catalogue"), Place("metrics", "importing")]
    assert not page.actions_list()[0].can_run()
    page.export_to(Path("nowhere.csv"))


def test_the_cards_answer_for_the_first_product(shop: dict[str, int], show_page: Show[LedgerPage]) -> None:
    page = show_page(LedgerPage)
    cards = page.cards
    assert cards.line.figure.text() == "¥80.00"
    assert cards.enter.figure.text() == "2026-12-03"
    assert cards.entry.figure.text() == "¥90.00"
    assert "¥79.2 " in cards.entry.remark.text()
    assert cards.baseline.figure.text() == "¥80.00"
    assert page.chart.table()[1][1:] == [100.0, 100.0, None]


def test_other_questions_get_other_answers(shop: dict[str, int], show_page: Show[LedgerPage]) -> None:
    cards = show_page(LedgerPage).cards
    cards.price.setText("75")
    cards.price.editingFinished.emit()
    assert cards.enter.figure.text() == "Today"
    cards.price.setText("120")
    cards.price.editingFinished.emit()
    assert cards.enter.figure.text() == "Not yet"
    cards.price.setText("")
    cards.price.editingFinished.emit()
    assert cards.enter.remark.text() == "Type what a buyer is to pay."
    cards.day.setDate(QDate(2026, 12, 10))
    assert cards.entry.figure.text() == "¥100.00"
    assert cards.entry.remark.text() == "Not above the lowest tag price."
    cards.rate.setText("100")
    cards.rate.editingFinished.emit()
    assert cards.entry.remark.text() == "The rate must be below 100%."


def test_events_say_whether_they_count_and_the_inspector_why(shop: dict[str, int], show_page: Show[LedgerPage]) -> None:
    page = show_page(LedgerPage)
    page.segments.buttons["not"].click()
    reasons = [line.split("\t")[4] for line in page.table.copy_text().splitlines()[1:]]
    assert reasons == ["Part of a cycle only", "Big campaigns left out", "Big campaigns left out"]
    page.segments.buttons["counted"].click()
    assert page.table.select_where(lambda row: row.event.price == 8_000)
    assert "Orders: 1, 2" in words(page.panel)
    assert "Unexplained, so it counts" in words(page.panel)
    page.cards.evidence_button.click()


def test_claims_protection_and_rules_stand_in_the_inspector(
    shop: dict[str, int], show_page: Show[LedgerPage], app_context: AppContext
) -> None:
    page = show_page(LedgerPage)
    said = words(page.panel)
    assert "1 order, ¥10.00 in all" in said
    assert "3: paid ¥90.00, by the plan ¥80.00 from 2026-11-24 00:00 on" in said
    assert "Sale" in said
    assert "not confirmed" in said
    assert "do not print it as the former price" in said
    went: list[Place] = []
    app_context.navigated.connect(went.append)
    page.actions_list()[1].run()
    assert went == [Place("today", "packs", "price_rules/marketing_15")]


def test_choosing_rules_is_kept_and_can_be_undone(
    shop: dict[str, int], show_page: Show[LedgerPage], settle: Settle, workspace: Workspace
) -> None:
    page = show_page(LedgerPage)
    page.bar.rules.setCurrentIndex(page.bar.rules.findData("taobao_30"))
    page.bar.rules.activated.emit(page.bar.rules.currentIndex())
    settle()
    assert page.shown is not None
    assert page.shown.ledger is not None
    assert page.shown.ledger.rules.window == 30
    assert page.bar.window_days.buttons["30"].isChecked()
    history.undo(workspace)
    with workspace.read() as session:
        assert pack_in_force(session, workspace.shop_id).name == "marketing_15"


def test_window_variant_and_product_can_be_changed(
    shop: dict[str, int], show_page: Show[LedgerPage], settle: Settle
) -> None:
    page = show_page(LedgerPage)
    page.bar.window_days.buttons["7"].click()
    settle()
    assert page.cards.enter.figure.text() == "2026-11-25"
    page.bar.sku.setCurrentIndex(1)
    page.bar.sku.activated.emit(1)
    settle()
    assert {row.event.sku for row in page.model.rows} == {"big"}
    page.bar.product.setCurrentIndex(1)
    page.bar.product.activated.emit(1)
    settle()
    assert page.shown is not None
    assert page.shown.ledger is not None
    assert (page.shown.ledger.product.name, page.shown.ledger.sku) == ("B", "")
    assert page.cards.baseline.remark.text() == "Nothing was sold before today."
    assert page.cards.price.value == 5_000
    page.show_record(str(shop["A"]))
    settle()
    assert page.bar.product.currentText() == "A"


def test_the_ledger_is_written_to_a_file(
    shop: dict[str, int], show_page: Show[LedgerPage], settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = show_page(LedgerPage)
    target = tmp_path / "ledger.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(target), ""))
    page.actions_list()[0].run()
    settle()
    content = target.read_text(encoding="utf-8-sig")
    assert "Big campaigns left out" in content
    assert "80.00" in content
