"""Today shows the shop at a glance, explains its figures, answers three questions and leads everywhere."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton, QWidget

from shopplanner.domain.changes import Place
from shopplanner.foundation import i18n
from shopplanner.services.today.industry import industry
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.popover import Popover
from shopplanner.ui.common.watchdog import LIMIT_SECONDS
from shopplanner.ui.today.overview.industry_dialog import IndustryDialog
from shopplanner.ui.today.overview.page import OverviewPage
from shopplanner.ui.today.overview.rows import LineRow
from tests.fixtures.pages import Show, settle


def words(rows: list[LineRow]) -> list[str]:
    return [row.words for row in rows]


def popover() -> Popover:
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, Popover) and one.isVisible())


def button(inside: QWidget, content: str) -> QPushButton:
    return next(one for one in inside.findChildren(QPushButton) if one.text() == content)


def test_an_empty_shop_says_what_the_page_is_for(show: Show[OverviewPage], went: list[Place]) -> None:
    page = show(OverviewPage)
    assert page.view.currentIndex() == 1
    empty = page.view.currentWidget()
    assert empty is not None
    button(empty, "Import data").click()
    button(empty, "Plan a promotion").click()
    assert went == [Place("metrics", "importing"), Place("promotions", "calendar")]


def test_everything_stands_in_its_card(shop: Workspace, show: Show[OverviewPage]) -> None:
    view = show(OverviewPage).view
    assert [card.figure.value for card in view.figures.cards][:2] == ["80", "¥250.00"]
    assert words(view.problems.rows)[0] == "A loses ¥10.00 a piece at its everyday price."
    assert view.problems.note.text().endswith("hints")
    assert words(view.due.rows) == ["Picture"]
    assert view.due.note.text() == "1 late"
    assert words(view.upcoming.rows) == ["Coupon"]
    assert "In 3 days" in view.upcoming.rows[0].accessibleName()
    assert words(view.fresh.rows) == ["Business Advisor · shop by day"]
    assert len(view.changes.rows) == 2
    assert view.no_figures.isHidden()


def test_a_shop_with_a_plan_and_without_figures_asks_for_them(workspace: Workspace, show: Show[OverviewPage]) -> None:
    from shopplanner.services.promotions.tasks import add_task
    from tests.services.metrics.figures import november

    add_task(workspace, "Picture", november(23))
    view = show(OverviewPage).view
    assert not view.no_figures.isHidden()
    assert view.due.rows[0].accessibleName().startswith("Tomorrow")


def test_the_first_line_tells_the_day_as_it_is_read(shop: Workspace, show: Show[OverviewPage]) -> None:
    assert "2026-11-22 · Sunday" in show(OverviewPage).header._subtitle.text()
    i18n.set_language("zh_CN")
    said = show(OverviewPage).header._subtitle.text()
    assert said.startswith("2026 年 11 月 22 日 · 周日 · 农历十月十四 · 小雪")


def test_lines_lead_where_they_belong_by_mouse_and_keyboard(
    shop: Workspace, show: Show[OverviewPage], went: list[Place]
) -> None:
    view = show(OverviewPage).view
    QTest.mouseClick(view.problems.rows[0], Qt.MouseButton.LeftButton)
    QTest.keyClick(view.due.rows[0], Qt.Key.Key_Return)
    QTest.keyClick(view.upcoming.rows[0], Qt.Key.Key_Space)
    QTest.mouseClick(view.fresh.rows[0], Qt.MouseButton.LeftButton)
    QTest.mouseClick(view.changes.rows[0], Qt.MouseButton.RightButton)
    assert [(place.tab, place.view) for place in went] == [
        ("products", "catalogue"),
        ("promotions", "tasks"),
        ("promotions", "calendar"),
        ("metrics", "health"),
    ]


def test_a_line_shows_that_it_can_be_clicked_and_can_be_copied(shop: Workspace, show: Show[OverviewPage]) -> None:
    row = show(OverviewPage).view.due.rows[0]
    centre = QPointF(5, 5)
    row.enterEvent(QEnterEvent(centre, centre, centre))
    row.grab()
    row.leaveEvent(QEvent(QEvent.Type.Leave))
    row.setFocus()
    row.grab()
    QTest.keyClick(row, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().split("\t")[:2] == ["2 days late", "Picture"]
    QTest.keyClick(row, Qt.Key.Key_Down)
    QTest.keyClick(row, Qt.Key.Key_A)
    assert row.toolTip().startswith("Picture")


def test_a_task_can_be_ticked_off_and_the_page_follows(
    shop: Workspace, show: Show[OverviewPage], app_context: AppContext, qapp: QApplication
) -> None:
    page = show(OverviewPage)
    page.view.due.rows[0].findChildren(QCheckBox)[0].click()
    settle(app_context, qapp)
    assert page.view.due.rows == []
    assert "Ready 0/9" in page.view.upcoming.rows[0].accessibleName()
    app_context.undo()
    settle(app_context, qapp)
    assert words(page.view.due.rows) == ["Picture"]


def test_ticking_a_task_off_leaves_the_focus_at_its_place_and_scrolls_nothing(
    shop: Workspace, show: Show[OverviewPage], app_context: AppContext, qapp: QApplication
) -> None:
    page = show(OverviewPage)
    due, upcoming = page.view.due, page.view.upcoming
    made = [[LineRow(f"{words} {number}", int, before=QCheckBox()) for number in range(40)] for words in "abc"]
    due.show_rows(made[0])
    upcoming.show_rows(made[1])
    page.activateWindow()
    settle(app_context, qapp)
    made[0][1].take_focus()
    due.show_rows(made[2][:39])
    settle(app_context, qapp)
    assert [row.has_focus() for row in due.rows[:3]] == [False, True, False]
    assert [card.area.verticalScrollBar().value() for card in (due, upcoming)] == [0, 0]
    due.show_rows([])
    settle(app_context, qapp)
    assert due.area.hasFocus()


def test_a_figure_explains_itself_and_leads_to_the_dashboard(
    shop: Workspace, show: Show[OverviewPage], went: list[Place]
) -> None:
    page = show(OverviewPage)
    card = page.view.figures.cards[0]
    card.setFocus()
    card.grab()
    QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    shown = popover()
    said = " ".join(label.text() for label in shown.findChildren(QWidget) if hasattr(label, "text"))
    assert "Business Advisor" in said
    button(shown, "See it on the dashboard").click()
    assert went == [Place("metrics", "dashboard", "metric:visitors")]
    QTest.keyClick(page.view.figures.cards[1], Qt.Key.Key_Return)
    popover().close()
    QTest.keyClick(page.view.figures.cards[1], Qt.Key.Key_A)


def test_peers_are_typed_in_from_the_industry_s_explanation(
    shop: Workspace, show: Show[OverviewPage], app_context: AppContext, qapp: QApplication
) -> None:
    page = show(OverviewPage)
    QTest.mouseClick(page.view.figures.cards[4], Qt.MouseButton.LeftButton)
    button(popover(), "Peers' conversion…").click()
    settle(app_context, qapp)
    dialog = page.findChildren(IndustryDialog)[0]
    dialog.editor.setText("120 %")
    button(dialog, "Keep").click()
    settle(app_context, qapp)
    assert dialog.field.error
    dialog.editor.setText("4.5 %")
    button(dialog, "Keep").click()
    settle(app_context, qapp)
    known = industry(shop)
    assert known is not None
    assert known.conversion == 450
    assert page.view.figures.cards[4].figure.value == "Ahead"
    page.peers.run()
    settle(app_context, qapp)
    button(page.findChildren(IndustryDialog)[-1], "Forget it").click()
    settle(app_context, qapp)
    assert industry(shop) is None


def test_the_three_questions_are_answered_in_the_place_of_the_problems(
    shop: Workspace, show: Show[OverviewPage], app_context: AppContext, qapp: QApplication, went: list[Place]
) -> None:
    page = show(OverviewPage)
    for action in page.questions:
        action.run()
        settle(app_context, qapp)
        assert page.view.left.currentIndex() == 1
        assert page.view.answer.heading.text() == action.text
        assert page.view.answer.rows
        assert page.view.rule.text()
    QTest.keyClick(page.view.answer.rows[0], Qt.Key.Key_Return)
    assert went
    button(page.view.answer, "Close").click()
    assert page.view.left.currentIndex() == 0
    assert len(page.actions_list()) == 5


def test_the_sample_shop_is_drawn_within_a_stall_s_limit_and_left_alone_where_nothing_changed(
    sample_workspace: Workspace, show: Show[OverviewPage], app_context: AppContext, qapp: QApplication
) -> None:
    app_context.workspace = sample_workspace
    page = show(OverviewPage)
    assert len(page.view.figures.cards) == 6
    assert len(page.view.upcoming.rows) >= 5
    kept = page.view.problems.rows
    page.refresh()
    settle(app_context, qapp)
    assert page.view.problems.rows is kept
    assert page.shown is not None
    fresh = show(OverviewPage)
    fresh.view.forget()
    began = time.thread_time()
    fresh.view.show_overview(page.shown)
    filled = time.thread_time()
    qapp.processEvents()
    assert filled - began < LIMIT_SECONDS
    assert time.thread_time() - filled < LIMIT_SECONDS
