"""The dashboard: what a person chooses is what is shown, saved, exported and undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu

from shopplanner.domain.changes import Place
from shopplanner.domain.metrics.periods import Comparison, Preset, TimeGrain
from shopplanner.services import history
from shopplanner.services.metrics.definitions import metric
from shopplanner.services.metrics.targets import set_target, targets
from shopplanner.services.metrics.views import View, saved_views
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.metrics.dashboard import model
from shopplanner.ui.metrics.dashboard.dialogs import NameDialog, TargetDialog
from shopplanner.ui.metrics.dashboard.page import DashboardPage
from shopplanner.ui.metrics.dashboard.picker import Choice, Choices, Picker
from shopplanner.ui.metrics.dashboard.view import axis_text
from tests.fixtures.pages import Show, settle
from tests.services.metrics.figures import november

Settle = Callable[[], None]


@pytest.fixture
def wait(app_context: AppContext, qapp: QApplication) -> Settle:
    """Wait for reads."""
    return lambda: settle(app_context, qapp)


@pytest.fixture
def page(shop: Workspace, show: Show[DashboardPage]) -> DashboardPage:
    """The page with figures."""
    return show(DashboardPage)


def lines(page: DashboardPage) -> list[model.Line]:
    assert page.view.table is not None
    return list(page.view.table.rows_model.rows)


def open_dialog(page: DashboardPage, kind: type[QDialog]) -> QDialog:
    return next(found for found in page.findChildren(kind) if found.isVisible())


def picker(page: DashboardPage) -> Picker:
    return next(found for found in page.findChildren(Picker) if found.isVisible())


def test_without_figures_the_page_offers_the_import(show: Show[DashboardPage], app_context: AppContext) -> None:
    went: list[Place] = []
    app_context.navigated.connect(went.append)
    page = show(DashboardPage)
    assert page.view.currentIndex() == 1
    assert not any(action.can_run() for action in page.actions_list()[1:])
    page._go_importing()
    page._go_dictionary()
    assert [place.view for place in went] == ["importing", "dictionary"]


def test_cards_chart_and_table_show_the_same_period(page: DashboardPage) -> None:
    assert [card.data.metric.id for card in page.view.cards.cards] == list(View().metrics)
    first = lines(page)[0]
    assert (first.title, first.total, first.values[1]) == ("Total", True, None)
    assert "cannot be added" in first.notes[1]
    assert lines(page)[1].title == "2026-11-20 Fri"
    assert len(page.view.chart.table()) == 29


def test_a_click_or_a_key_on_a_card_draws_its_metric(page: DashboardPage, wait: Settle) -> None:
    QTest.mouseClick(page.view.cards.cards[1], Qt.MouseButton.LeftButton)
    wait()
    assert page.view.chart_card.heading.text() == "Visitors"
    page.view.cards.cards[2].setFocus()
    QTest.keyClick(page.view.cards.cards[2], Qt.Key.Key_Tab)
    QTest.keyClick(page.view.cards.cards[2], Qt.Key.Key_Return)
    wait()
    assert page.view_in_force.focus == "conversion"
    page.grab()


def test_period_comparison_and_grain_are_chosen(page: DashboardPage, wait: Settle) -> None:
    controls = page.view.controls
    controls.period.setCurrentIndex(controls.period.findData("this_month"))
    controls.period.activated.emit(controls.period.currentIndex())
    wait()
    controls.comparison.setCurrentIndex(0)
    controls.comparison.activated.emit(0)
    wait()
    controls.grain.buttons["week"].click()
    wait()
    assert page.view_in_force.comparison is None
    assert [line.title for line in lines(page)][1] == "2026-11-16 – 11-20"
    controls.grain.buttons["month"].click()
    wait()
    assert [line.title for line in lines(page)] == ["2026-11"]


def test_own_days_begin_with_the_ones_shown(page: DashboardPage, wait: Settle) -> None:
    controls = page.view.controls
    controls.period.setCurrentIndex(controls.period.findData("custom"))
    controls.period.activated.emit(controls.period.currentIndex())
    wait()
    assert page.view_in_force.preset is Preset.CUSTOM
    controls.first.setDate(QDate(2026, 11, 15))
    wait()
    assert page.shown is not None
    assert (page.shown.period.first, page.shown.period.last) == (november(15), november(20))


def test_products_to_choose_stand_in_even_lines_without_a_heading(page: DashboardPage, wait: Settle) -> None:
    page.view.controls.cut.buttons["product"].click()
    wait()
    page.view.controls.entities.click()
    wait()
    tree = picker(page).tree
    first, second = picker(page)._items()[:2]
    assert tree.visualItemRect(first).top() == 0
    assert tree.visualItemRect(first).height() == tree.visualItemRect(second).height()
    assert tree.uniformRowHeights()
    picker(page).close()
    assert all(part.accessibleName() for part in (page.view.controls.period, page.view.controls.comparison))


def test_ten_thousand_products_are_found_by_typing(page: DashboardPage) -> None:
    told: list[tuple[str, ...]] = []
    every = tuple(Choice(str(number), f"product {number}") for number in range(10_000))
    made = Picker(page, [Choices("", every)], ["3", "9999"], told.append)
    made.show()
    assert len(made._items()) == 400
    assert made.more.text() == "9,600 more are not listed: type a name or number."
    made.search.setText("product 9998")
    made.tick("9998", on=True)
    assert not made.more.isVisibleTo(made)
    made.close()
    assert told == [("3", "9999", "9998")]


def test_no_choice_is_cut_off_where_the_line_is_short(page: DashboardPage, wait: Settle) -> None:
    controls = page.view.controls
    page.show_view(replace(page.view_in_force, preset=Preset.CUSTOM, first=november(1), last=november(7)))
    wait()
    for wide, line in ((1800, controls.first_line), (900, controls.second_line)):
        page.resize(wide, 700)
        wait()
        assert line.indexOf(controls.where) >= 0
        for part in (*controls.cut.buttons.values(), controls.first, controls.last, controls.comparison):
            assert part.width() >= part.sizeHint().width(), part


def test_days_that_are_mostly_missing_are_not_compared_with(page: DashboardPage, wait: Settle) -> None:
    view = replace(page.view_in_force, preset=Preset.CUSTOM, comparison=Comparison.PREVIOUS)
    for first, last, stated in ((6, 15, True), (5, 14, False)):
        page.show_view(replace(view, first=november(first), last=november(last)))
        wait()
        assert (lines(page)[0].changes[0] is not None) is stated
        assert "known" in page.view.cards.cards[0].caption()
        page.show_view(replace(page.view_in_force, cut="product", entities=()))
        wait()
        assert all((line.changes[0] is not None) is stated for line in lines(page))


def test_metrics_that_have_figures_are_one_click_away(page: DashboardPage, wait: Settle) -> None:
    assert not page.view.instead.isVisibleTo(page)
    page.show_view(replace(page.view_in_force, metrics=("refund_amount",), focus="refund_amount"))
    wait()
    page.view.instead.click()
    wait()
    assert "paid_amount" in page.view_in_force.metrics
    assert not page.view.instead.isVisibleTo(page)


def test_metrics_are_ticked_in_a_searchable_list(page: DashboardPage, wait: Settle) -> None:
    page.view.controls.metrics.click()
    found = picker(page)
    found.search.setText("roas")
    found.search.setText("")
    found.clear()
    found.tick("roas", on=True)
    found.tick("ad_cost", on=True)
    QTest.keyClick(found, Qt.Key.Key_Return)
    wait()
    assert page.view_in_force.metrics == ("roas", "ad_cost")
    assert page.view_in_force.focus == "roas"


def test_choosing_no_metric_or_escaping_changes_nothing(page: DashboardPage, wait: Settle) -> None:
    page.view.controls.metrics.click()
    found = picker(page)
    found.clear()
    found.close()
    wait()
    page.view.controls.metrics.click()
    again = picker(page)
    again.tick("roas", on=True)
    QTest.keyClick(again, Qt.Key.Key_Escape)
    wait()
    assert page.view_in_force.metrics == View().metrics


def test_no_more_than_twelve_metrics_fit(page: DashboardPage) -> None:
    page.view.controls.metrics.click()
    found = picker(page)
    for item in found._items():
        item.setCheckState(0, Qt.CheckState.Checked)
    assert len(found.ticked()) == 12
    found._order = list(found._before)
    found.close()


def test_a_cut_lists_the_parts_and_a_double_click_looks_at_one(page: DashboardPage, wait: Settle) -> None:
    page.view.controls.cut.buttons["product"].click()
    wait()
    assert [line.title for line in lines(page)] == ["Total", "商品A", "商品B"]
    assert page.view.table is not None
    page.view.table.selectRow(2)
    page.view.table.doubleClicked.emit(page.view.table.currentIndex())
    wait()
    assert page.view_in_force.entities == ("B",)
    assert page.view.controls.entities.text() == "商品B"
    page.view.controls.entities.click()
    wait()
    found = picker(page)
    found.tick("A", on=True)
    found.close()
    wait()
    assert page.view.controls.entities.text() == "2 chosen ▾"
    page.view.controls.cut.buttons["channel"].click()
    wait()
    assert page.view.remark.text() != ""


def test_campaigns_leave_out_what_they_do_not_know(page: DashboardPage, wait: Settle) -> None:
    page.view.controls.cut.buttons["campaign"].click()
    wait()
    assert "is not reported for campaigns" in page.view.remark.text()
    page.show_view(replace(page.view_in_force, metrics=("conversion",), focus="conversion"))
    wait()
    assert lines(page) == []


def test_the_table_sorts_by_real_values_and_keeps_the_total_last(page: DashboardPage) -> None:
    assert page.view.table is not None
    page.view.table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    values = [line.values[0] for line in lines(page)]
    known = [value for value in values if value is not None]
    assert lines(page)[-1].values[0] is None or lines(page)[-1].total
    assert known[:-1] == sorted(known[:-1])
    page.view.table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    page.view.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert lines(page)[0].title.startswith("2026-11-20")


def test_a_view_is_saved_chosen_renamed_deleted_and_undone(
    page: DashboardPage, shop: Workspace, wait: Settle, app_context: AppContext
) -> None:
    page.show_view(replace(page.view_in_force, preset=Preset.LAST_7))
    page.actions_list()[0].run()
    dialog = open_dialog(page, NameDialog)
    assert isinstance(dialog, NameDialog)
    dialog.field.setText("早会")
    dialog.accept()
    wait()
    assert page.view_button.text() == "早会 ▾"
    page.show_view(replace(page.view_in_force, grain=TimeGrain.WEEK))
    wait()
    assert page.view_button.text() == "早会 * ▾"
    choose(page.view_menu(), "Update “早会”")
    wait()
    choose(page.view_menu(), "Rename view")
    renaming = open_dialog(page, NameDialog)
    assert isinstance(renaming, NameDialog)
    renaming.field.setText("晚会")
    renaming.accept()
    wait()
    choose(page.view_menu(), "Standard view")
    wait()
    assert page.view_in_force == View()
    choose(page.view_menu(), "晚会")
    wait()
    assert page.view_in_force.grain is TimeGrain.WEEK
    choose(page.view_menu(), "Delete view")
    wait()
    assert saved_views(shop) == ()
    history.undo(shop)
    page.show_view(View())
    page.show_record(f"view:{saved_views(shop)[0].id}")
    wait()
    assert page.view_in_force.preset is Preset.LAST_7
    page.flush()


def choose(menu: QMenu, words: str) -> None:
    next(action for action in menu.actions() if action.text() == words).trigger()
    menu.deleteLater()


def test_a_place_may_name_a_metric(page: DashboardPage, wait: Settle) -> None:
    page.show_record("metric:roas")
    wait()
    assert page.view_in_force.focus == "roas"
    page.show_record("metric:nonsense")
    page.show_record("view:99")
    wait()
    assert page.view_in_force.focus == "roas"


def test_a_target_is_set_for_a_month_and_drawn(page: DashboardPage, shop: Workspace, wait: Settle) -> None:
    set_target(shop, "paid_amount", "2026-10", 100)
    page.actions_list()[1].run()
    wait()
    dialog = open_dialog(page, TargetDialog)
    assert isinstance(dialog, TargetDialog)
    assert dialog.month.currentText() == "2026-11"
    dialog.month.setCurrentText("2026-10")
    assert dialog.value.text() == "1"
    dialog.month.setCurrentText("2026-11")
    dialog.value.setText("3000")
    dialog.accept()
    wait()
    assert {found.month: found.value for found in targets(shop)}["2026-11"] == 300_000
    assert page.shown is not None
    assert page.shown.target[-1] == 10_000
    page.show_view(replace(page.view_in_force, preset=Preset.THIS_MONTH))
    wait()
    assert page.view.chart.table()[0][-1] == "target"


def test_the_table_is_exported_and_the_chart_copied(
    page: DashboardPage, tmp_path: Path, wait: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "看板.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    page.actions_list()[3].run()
    wait()
    assert target.is_file()
    page.actions_list()[2].run()
    assert not QApplication.clipboard().pixmap().isNull()


def test_the_last_view_is_there_again(page: DashboardPage, show: Show[DashboardPage]) -> None:
    page.show_view(replace(page.view_in_force, comparison=Comparison.LAST_YEAR))
    assert show(DashboardPage).view_in_force.comparison is Comparison.LAST_YEAR


def test_axis_figures_are_short() -> None:
    assert axis_text(metric("paid_amount"), 12_000) == "¥12k"
    assert axis_text(metric("conversion"), 2.5) == "2.5%"
    assert axis_text(metric("visitors"), 12) == "12"
    assert axis_text(metric("visitors"), None) == "–"
