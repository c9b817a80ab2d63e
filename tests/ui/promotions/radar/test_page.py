"""The radar page shows the worst of every SKU and day, explains a cell, filters, and leads to the promotions."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QToolTip

from shopplanner.domain.changes import Place
from shopplanner.services.promotions.radar import Radar
from shopplanner.services.promotions.stacking import choose_profile
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.promotions.radar.heat import HeatMap
from shopplanner.ui.promotions.radar.page import RadarPage
from shopplanner.ui.promotions.radar.words import short_words
from tests.fixtures.pages import Show
from tests.services.promotions.planning import put, put_products
from tests.ui.promotions.conftest import Settle


@pytest.fixture
def shop(workspace: Workspace) -> dict[str, int]:
    """A loses money from 25 to 26 November, B has a thin margin then, C is fine."""
    ids = put_products(workspace, ("A", 100_00, 60_00, None), ("B", 100_00, 50_00, None), ("C", 100_00, 5_00, None))
    sale = put(
        workspace, "item_discount", "2026-11-25 00:00:00", "2026-11-26 23:59:59",
        name="Sale", kind="percent", rate=4_500, whole_shop=True,
    )  # fmt: skip
    return {**dict(zip("ABC", ids, strict=True)), "sale": sale}


def said(page: RadarPage) -> list[str]:
    return [each.text() for each in page.panel.findChildren(QLabel)]


def loaded(page: RadarPage) -> Radar:
    assert page.shown is not None
    return page.shown


def test_without_prices_the_page_says_what_it_is_for(show_page: Show[RadarPage], app_context: AppContext) -> None:
    went: list[Place] = []
    app_context.navigated.connect(went.append)
    page = show_page(RadarPage)
    assert (page.stack.currentIndex(), page.inspector) == (1, None)
    page.actions_list()[4].run()
    assert went == [Place("products", "catalogue")]


def test_other_rules_are_followed_at_once(
    shop: dict[str, int], workspace: Workspace, show_page: Show[RadarPage], settle: Settle, app_context: AppContext
) -> None:
    """45 % off 100.00 leaves 55.00; under generic rules 5.00 more come off."""
    put(
        workspace, "item_discount", "2026-11-25 00:00:00", "2026-11-26 23:59:59",
        kind="amount", amount=500, whole_shop=True,
    )  # fmt: skip
    page = show_page(RadarPage)
    assert loaded(page).rows[0].cells[24].price == 55_00
    app_context.perform(lambda store: choose_profile(store, "generic-sequential"))
    settle()
    assert loaded(page).rows[0].cells[24].price == 50_00


def test_the_cursor_is_on_today_and_its_worst_case_is_explained(
    shop: dict[str, int], show_page: Show[RadarPage]
) -> None:
    page = show_page(RadarPage)
    assert page.map.cursor_key() == (f"{shop['A']}:A", date(2026, 11, 22))
    assert page.inspector is page.panel
    assert page.counts["cost"].text() == "1 SKU · 2 days"
    assert page.counts["thin"].text() == "1 SKU · 2 days"
    assert "¥100.00" in said(page)


def test_keys_move_the_cursor_and_the_inspector_follows(
    shop: dict[str, int], show_page: Show[RadarPage], settle: Settle
) -> None:
    page = show_page(RadarPage)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right):
        QTest.keyClick(page.map, key)
    settle()
    assert page.panel.finding is not None
    assert (page.panel.finding.day, page.panel.finding.unit_price) == (date(2026, 11, 25), 55_00)
    assert "A piece loses money" in said(page)
    assert "Without Sale: at least ¥100.00 a piece, ¥40.00 left." in said(page)
    assert "2026-11-25" in page.map.accessibleDescription()
    QTest.keyClick(page.map, Qt.Key.Key_Down)
    QTest.keyClick(page.map, Qt.Key.Key_PageDown)
    QTest.keyClick(page.map, Qt.Key.Key_Home)
    assert (page.map.row, page.map.column) == (2, 0)
    QTest.keyClick(page.map, Qt.Key.Key_PageUp)
    QTest.keyClick(page.map, Qt.Key.Key_End)
    assert (page.map.row, page.map.column) == (0, 29)
    QTest.keyClick(page.map, Qt.Key.Key_Return)
    QTest.keyClick(page.map, Qt.Key.Key_X)
    settle()


def test_the_promotions_of_a_cell_can_be_opened(
    shop: dict[str, int], show_page: Show[RadarPage], settle: Settle, app_context: AppContext
) -> None:
    went: list[Place] = []
    app_context.navigated.connect(went.append)
    page = show_page(RadarPage)
    page.show_record(f"{shop['A']}@2026-11-26")
    settle()
    opener = next(each for each in page.panel.findChildren(QPushButton) if "Sale" in each.text())
    opener.click()
    assert went == [Place("promotions", "calendar", str(shop["sale"]))]


def test_only_red_rows_by_word_and_by_role(shop: dict[str, int], show_page: Show[RadarPage], settle: Settle) -> None:
    page = show_page(RadarPage)
    page.filter.buttons["red"].click()
    assert [row.product.name for row in page.map.rows] == ["A"]
    page.modes.buttons["profit"].click()
    assert [row.product.name for row in page.map.rows] == ["A"]
    page.search.setText("b")
    assert page.map.rows == []
    assert page.all_well.isVisibleTo(page)
    assert page.inspector is None
    page.filter.buttons["all"].click()
    assert [row.product.name for row in page.map.rows] == ["B"]
    settle()


def test_months_are_turned_and_records_lead_to_theirs(
    shop: dict[str, int], show_page: Show[RadarPage], settle: Settle
) -> None:
    page = show_page(RadarPage)
    page.actions_list()[1].run()
    settle()
    assert (loaded(page).first, len(page.map.days)) == (date(2026, 12, 1), 31)
    page.actions_list()[0].run()
    page.actions_list()[0].run()
    settle()
    assert loaded(page).first == date(2026, 10, 1)
    page.show_record(f"{shop['B']}@2026-11-25")
    settle()
    assert page.map.cursor_key() == (f"{shop['B']}:B", date(2026, 11, 25))
    page.actions_list()[2].run()
    settle()
    assert page.map.cursor_key() == (f"{shop['B']}:B", date(2026, 11, 25))


def test_the_map_is_copied_as_a_table(shop: dict[str, int], show_page: Show[RadarPage]) -> None:
    page = show_page(RadarPage)
    page.actions_list()[3].run()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 4
    assert lines[1].split("\t")[0:2] == ["A", "100.00"]
    assert lines[1].split("\t")[25] == "55.00"
    page.modes.buttons["profit"].click()
    page.actions_list()[3].run()
    assert QGuiApplication.clipboard().text().splitlines()[1].split("\t")[25] == "−9%"


def test_the_mouse_chooses_cells_and_names(shop: dict[str, int], show_page: Show[RadarPage], settle: Settle) -> None:
    page = show_page(RadarPage)
    view = page.map.viewport()

    def click(point: QPointF) -> None:
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=point.toPoint())

    click(page.map.cell_rect(1, 24).center())
    assert (page.map.row, page.map.column) == (1, 24)
    click(QPointF(5, page.map.cell_rect(2, 0).center().y()))
    assert (page.map.row, page.map.column) == (2, 24)
    click(QPointF(5, 5))
    click(QPointF(5, view.height() - 2))
    assert (page.map.row, page.map.column) == (2, 24)
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=page.map.cell_rect(0, 24).center().toPoint())
    settle()


def test_a_cell_says_what_it_is_under_the_mouse(
    shop: dict[str, int], show_page: Show[RadarPage], qapp: QApplication
) -> None:
    page = show_page(RadarPage)

    def hover(point: QPoint) -> str:
        event = QHelpEvent(QEvent.Type.ToolTip, point, page.map.viewport().mapToGlobal(point))
        qapp.sendEvent(page.map.viewport(), event)
        return QToolTip.text()

    assert "Below cost" in hover(page.map.cell_rect(0, 24).center().toPoint())
    assert hover(QPoint(5, int(page.map.cell_rect(1, 0).center().y()))) == "B"
    hover(QPoint(5, 2))
    QToolTip.hideText()


def test_a_narrow_map_scrolls_and_keeps_the_cursor_in_view(shop: dict[str, int], show_page: Show[RadarPage]) -> None:
    page = show_page(RadarPage)
    shown = loaded(page)
    heat = HeatMap()
    heat.resize(260, 90)
    heat.show()
    heat.show_rows(shown.rows, shown.days, "price", date(2026, 1, 1))
    heat.go(0, 99)
    assert heat.horizontalScrollBar().value() == heat.horizontalScrollBar().maximum() > 0
    heat.go(9, 0)
    assert (heat.horizontalScrollBar().value(), heat.row) == (0, 2)
    assert heat.verticalScrollBar().value() > 0
    heat.grab()
    heat.show_rows((), (), "price", date(2026, 1, 1))
    heat.go(1, 1)
    heat.grab()
    heat.close()
    heat.deleteLater()


def test_one_audience_alone_is_searched_anew(
    shop: dict[str, int], workspace: Workspace, show_page: Show[RadarPage], settle: Settle
) -> None:
    """A member gets 20.00 more off than others on the 28th."""
    put(
        workspace, "item_discount", "2026-11-28 00:00:00", "2026-11-28 23:59:59",
        kind="amount", amount=20_00, whole_shop=True, audience="member",
    )  # fmt: skip
    page = show_page(RadarPage)
    assert loaded(page).rows[0].cells[27].price == 80_00
    page.audiences.setCurrentIndex(page.audiences.findData("new"))
    settle()
    assert (loaded(page).audience, loaded(page).rows[0].cells[27].price) == ("new", 100_00)
    page.audiences.setCurrentIndex(page.audiences.findData("member"))
    settle()
    assert loaded(page).rows[0].cells[27].price == 80_00


def test_the_gap_to_the_next_campaign_is_shown_copied_and_exported(
    shop: dict[str, int], workspace: Workspace, show_page: Show[RadarPage], settle: Settle, tmp_path: Path
) -> None:
    """88.00 are needed in the fifteen days before the 28th; the sale leaves 55.00 on the 25th."""
    put(workspace, "platform_event", "2026-11-28 00:00:00", "2026-11-29 23:59:59", whole_shop=True, rate=1_200)
    page = show_page(RadarPage)
    page.modes.buttons["line"].click()
    page.map.grab()
    page.map.go(0, 24)
    settle()
    assert "−33" in short_words(loaded(page).rows[0].cells[24], "line")
    assert "gap -¥33.00" in page.map.accessibleDescription().replace("−", "-")
    page.actions_list()[3].run()
    copied = QGuiApplication.clipboard().text().splitlines()[1].split("\t")
    assert (copied[10], copied[25]) == ("", "-33.00")
    page.filter.buttons["red"].click()
    page.export_to(tmp_path / "radar.csv")
    settle()
    assert (tmp_path / "radar.csv").read_text("utf-8-sig").splitlines()[1].split(",")[26] == "-33.00"


def test_the_file_is_asked_for(
    shop: dict[str, int], show_page: Show[RadarPage], settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = show_page(RadarPage)
    answers = [("", ""), (str(tmp_path / "radar.xlsx"), "")]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: answers.pop(0))
    page.actions_list()[5].run()
    page.actions_list()[5].run()
    settle()
    assert [each.name for each in tmp_path.glob("*.xlsx")] == ["radar.xlsx"]
