"""The review page lists what has ended, shows what came of it, and stores what is written."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from shopplanner.domain.changes import Place
from shopplanner.domain.metrics.definitions import Unit
from shopplanner.services.promotions import plans, team
from shopplanner.services.promotions.review import store
from shopplanner.services.promotions.review.store import Coupons, Lesson, Written
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.promotions.review.copying import CopyDialog
from shopplanner.ui.promotions.review.derivation import Derivation
from shopplanner.ui.promotions.review.page import ReviewPage, parse_value
from tests.fixtures.pages import Show
from tests.services.promotions.review import shop
from tests.ui.promotions.conftest import Settle


@pytest.fixture
def page(promotion: int, show_page: Show[ReviewPage]) -> ReviewPage:
    """The page with the soap's review."""
    return show_page(ReviewPage)


def written(workspace: Workspace, promotion: int) -> Written:
    with workspace.read() as session:
        return store.written(session, promotion)


def test_without_an_ended_promotion_the_page_says_what_it_is_for(
    workspace: Workspace, app_context: AppContext, show_page: Show[ReviewPage]
) -> None:
    went: list[Place] = []
    app_context.navigated.connect(went.append)
    page = show_page(ReviewPage)
    assert page.stack.currentIndex() == 1
    assert not page.finish_action.can_run()
    assert page.print_document() is None
    for action in (page.finish, page.reopen, page.copy, page.show_in_calendar, page.save_excel, page.save_pdf):
        action()
    page.write_pdf(Path("nothing.pdf"))
    page.to_calendar_action.run()
    assert went == [Place("promotions", "calendar")]


def test_the_latest_promotion_is_shown_with_its_results(page: ReviewPage, promotion: int) -> None:
    assert [row.name for row in page.model.rows] == ["沐浴露 8 折", "更早"]
    assert page.review is not None
    assert page.review.promotion.id == promotion
    tiles = {key: tile.result.figure for key, tile in page.view.tiles.tiles.items()}
    assert tiles["units"] in {"+71", "+72", "+73"}
    assert tiles["siblings"] == "−10"
    assert page.view.head.heading.text() == "沐浴露 8 折"
    assert page.view.head.note.text() == "Ended"


def test_another_row_shows_another_review(page: ReviewPage, settle: Settle) -> None:
    page.table.selectRow(1)
    settle()
    assert page.review is not None
    assert page.review.promotion.name == "更早"


def test_a_place_leads_to_its_promotion(page: ReviewPage, settle: Settle, promotion: int) -> None:
    other = next(row.id for row in page.model.rows if row.id != promotion)
    page.show_record(str(other))
    settle()
    assert page.review is not None
    assert page.review.promotion.id == other
    page.show_record("99")
    settle()
    assert page.review.promotion.id == other


def test_finishing_and_reopening(page: ReviewPage, workspace: Workspace, settle: Settle, promotion: int) -> None:
    assert page.review is not None
    suggested = page.review.suggestion.verdict
    assert not page.reopen_action.can_run()
    page.finish_action.run()
    settle()
    assert plans.promotion(workspace, promotion).status == "reviewed"
    assert written(workspace, promotion).verdict == suggested
    assert not page.finish_action.can_run()
    assert page.reopen_button.isVisibleTo(page)
    page.reopen_action.run()
    settle()
    assert plans.promotion(workspace, promotion).status == "ended"


def test_a_chosen_verdict_is_stored(page: ReviewPage, workspace: Workspace, settle: Settle, promotion: int) -> None:
    verdicts = page.view.head.verdicts
    verdicts.setCurrentIndex(verdicts.findData("stop"))
    verdicts.activated.emit(verdicts.currentIndex())
    settle()
    assert written(workspace, promotion).verdict == "stop"
    assert page.model.rows[0].verdict == "stop"


def test_a_target_is_typed_into_its_cell(
    page: ReviewPage, workspace: Workspace, settle: Settle, promotion: int
) -> None:
    model = page.view.figures.model
    assert model.data(model.index(0, 1)) == "¥20,000.00"
    assert model.data(model.index(0, 3)) == "80%"
    assert model.setData(model.index(0, 1), "32000")
    settle()
    assert model.data(model.index(0, 3)) == "50%"
    model.setData(model.index(0, 1), "much")
    settle()
    assert page.context.notices[-1].said.id == "review.error.no_figure"
    with workspace.read() as session:
        assert store.targets(session, promotion) == {("", "paid_amount"): 3_200_000}


def test_phases_have_figures_and_targets_of_their_own(
    page: ReviewPage, workspace: Workspace, settle: Settle, promotion: int
) -> None:
    figures = page.view.figures
    figures.choose("peak")
    assert figures.model.data(figures.model.index(0, 2)) == "¥12,800.00"
    figures.model.setData(figures.model.index(1, 1), "10")
    settle()
    assert figures.chosen == "peak"
    with workspace.read() as session:
        assert store.targets(session, promotion)["peak", "orders"] == 10
    figures.table.selectRow(4)
    assert figures.how.text().startswith("Visitors (a day): Mean a day")


def test_coupons_are_stored_and_nonsense_is_said_beside_them(
    page: ReviewPage, workspace: Workspace, settle: Settle, promotion: int
) -> None:
    costs = page.view.costs
    assert costs.rates.text() == "claimed 40.0% · used 25.0% of claimed · ¥5.00 a used coupon"
    costs.editors["used"].value_changed.emit(200)
    settle()
    assert written(workspace, promotion).coupons == Coupons(1_000, 400, 200, 50_000, 10_000)
    costs.editors["used"].value_changed.emit(500)
    settle()
    assert costs.fields["used"].error


def test_figures_and_lessons_typed_faster_than_they_are_read_are_all_kept(
    page: ReviewPage, workspace: Workspace, settle: Settle, promotion: int
) -> None:
    costs, lessons = page.view.costs, page.view.lessons
    costs.editors["issued"].value_changed.emit(2_000)
    costs.editors["claimed"].value_changed.emit(500)
    lessons.new_action.run()
    lessons.model.setData(lessons.model.index(2, 1), "少发券")
    lessons.table.selectRow(0)
    lessons.remove()
    lessons.model.setData(lessons.model.index(0, 0), "stop")
    settle()
    assert written(workspace, promotion).coupons == Coupons(2_000, 500, 100, 50_000, 10_000)
    assert [(each.kind, each.text) for each in written(workspace, promotion).lessons] == [
        ("stop", "晚八点发券"), ("keep", "少发券"),
    ]  # fmt: skip


def test_counts_are_whole_numbers(page: ReviewPage) -> None:
    editor = page.view.costs.editors["issued"]
    assert editor.text() == "1,000"
    editor.setText("2.5")
    assert not editor.valid
    editor.setText("")
    assert editor.value is None


def test_lessons_are_added_edited_and_removed(
    page: ReviewPage, workspace: Workspace, settle: Settle, promotion: int
) -> None:
    team.add_person(workspace, "小林", "promoter")
    page.refresh()
    settle()
    lessons = page.view.lessons
    lessons.new_action.run()
    settle()
    assert [each.text for each in written(workspace, promotion).lessons] == [
        "早备货",
        "晚八点发券",
        "What did we learn?",
    ]
    model = lessons.model
    for column, value in ((0, "stop"), (1, "少发券"), (2, "promoter"), (3, "2026/12/24")):
        model.setData(model.index(2, column), value)
        settle()
    assert written(workspace, promotion).lessons[2] == Lesson("stop", "少发券", "promoter", date(2026, 12, 24))
    model.setData(model.index(2, 3), "soon")
    settle()
    model.setData(model.index(2, 3), "")
    settle()
    assert written(workspace, promotion).lessons[2].due is None
    assert model.data(model.index(2, 2)) == "Ads"
    model.setData(model.index(2, 2), "小林")
    settle()
    assert model.data(model.index(2, 2)) == "小林"
    assert [words for _, words in lessons.owners][-1] == "小林"
    lessons.table.selectRow(0)
    QTest.keyClick(lessons.table, Qt.Key.Key_Delete)
    settle()
    assert [each.text for each in written(workspace, promotion).lessons] == ["晚八点发券", "少发券"]
    lessons.table.clearSelection()
    lessons.remove()
    assert len(written(workspace, promotion).lessons) == 2


def test_copying_with_lessons_leads_to_the_copy(
    page: ReviewPage, workspace: Workspace, app_context: AppContext, settle: Settle
) -> None:
    went: list[Place] = []
    app_context.navigated.connect(went.append)
    page.copy_action.run()
    dialog = page.findChild(CopyDialog)
    assert dialog is not None
    assert dialog.day.date().toString("yyyy-MM-dd") == "2027-10-12"
    dialog.confirm.click()
    settle()
    copy = plans.promotion(workspace, int(went[-1].record))
    assert (copy.status, copy.starts.date()) == ("idea", date(2027, 10, 12))
    assert "Keep: 早备货" in copy.note


def test_the_calendar_is_a_click_away(page: ReviewPage, app_context: AppContext, promotion: int) -> None:
    went: list[Place] = []
    app_context.navigated.connect(went.append)
    page.calendar_action.run()
    assert went == [Place("promotions", "calendar", str(promotion))]


def test_every_result_opens_its_derivation(page: ReviewPage, settle: Settle) -> None:
    for key, tile in page.view.tiles.tiles.items():
        QTest.keyClick(tile, Qt.Key.Key_Return)
        dialog = page.findChild(Derivation)
        assert dialog is not None
        assert dialog.model.rowCount() > 0, key
        dialog.reject()
        settle()


def test_a_click_opens_a_derivation_too(page: ReviewPage, settle: Settle) -> None:
    tile = page.view.tiles.tiles["units"]
    QTest.keyClick(tile, Qt.Key.Key_A)
    assert page.findChild(Derivation) is None
    QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
    dialog = page.findChild(Derivation)
    assert dialog is not None
    text = dialog.table.copy_text()
    assert text.splitlines()[0] == "Day\tServes as\tActual\tBaseline\tDifference\t90% interval"
    assert "2026-10-12\tpromotion\t20\t10\t+10" in text
    dialog.reject()
    settle()


def test_a_figure_opens_its_rows(page: ReviewPage, settle: Settle) -> None:
    figures = page.view.figures
    for place in (0, 9, 12):
        figures.table.row_activated.emit(figures.model.rows[place])
        settle()
        dialog = page.findChild(Derivation)
        assert dialog is not None
        assert dialog.model.rowCount() > 0
        assert dialog.table.copy_text()
        dialog.reject()
        settle()


def test_the_curve_shows_pieces_or_amounts(page: ReviewPage) -> None:
    curve = page.view.curve
    assert curve.charts["units"].isVisibleTo(page)
    rows = {str(row[0]): row for row in curve.charts["units"].table()}
    assert rows["2026-10-12"][1] == 20
    curve.kinds.buttons["paid"].click()
    assert curve.charts["paid"].isVisibleTo(page)
    assert not curve.charts["units"].isVisibleTo(page)
    rows = {str(row[0]): row for row in curve.charts["paid"].table()}
    assert rows["2026-10-12"][1] == 1600
    assert [band.name for band in curve.charts["paid"].overlay.bands] == ["Promotion", "Warm-up", "Peak", "Days after"]


def test_files_and_paper(
    page: ReviewPage, tmp_path: Path, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    for suffix, save in (("xlsx", page.save_excel), ("pdf", page.save_pdf)):
        path = tmp_path / f"r.{suffix}"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, path=path: (str(path), ""))
        save()
        settle()
        assert path.stat().st_size > 4_000
        assert page.context.notices[-1].said.id == "review.written"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    page.save_excel()
    page.write_pdf(tmp_path / "missing" / "r.pdf")
    settle()
    assert page.context.notices[-1].severity == "bad"
    paper = page.print_document()
    assert paper is not None
    words = paper.toPlainText()
    for expected in ("沐浴露 8 折", "Plan and actual · Peak", "Keep: 早备货", "Incremental profit"):
        assert expected in words


def test_every_control_has_a_name(page: ReviewPage) -> None:
    assert page.table.accessibleName()
    assert page.view.head.verdicts.accessibleName()
    assert all(tile.accessibleName() for tile in page.view.tiles.tiles.values())
    assert {action.id for action in page.actions_list()} >= {"review.finish", "review.copy", "review.excel"}


def test_a_shop_without_reports_says_why_nothing_is_known(workspace: Workspace, show_page: Show[ReviewPage]) -> None:
    shop.plan(workspace, products=(), whole_shop=True, phases=())
    page = show_page(ReviewPage)
    tiles = {key: tile.result for key, tile in page.view.tiles.tiles.items()}
    assert tiles["units"].figure == "Cannot tell"
    assert tiles["profit"].caption == "No baseline"
    assert page.view.curve.doubt.isVisibleTo(page)
    QTest.keyClick(page.view.tiles.tiles["units"], Qt.Key.Key_Space)
    dialog = page.findChild(Derivation)
    assert dialog is not None
    assert dialog.model.rowCount() == 0
    dialog.reject()
    assert page.view.items.nothing.isVisibleTo(page)
    assert page.print_document() is not None


def test_what_ran_at_the_same_time_is_said(
    promotion: int, workspace: Workspace, show_page: Show[ReviewPage], settle: Settle
) -> None:
    shop.plan(workspace, name="双11", products=(), whole_shop=True, phases=(), purpose="basket")
    shop.plan(workspace, starts=datetime(2025, 10, 12), ends=datetime(2025, 10, 21), phases=())
    page = show_page(ReviewPage)
    page.show_record(str(promotion))
    settle()
    paper = page.print_document()
    assert paper is not None
    assert "At the same time: 双11" in paper.toPlainText()
    assert "These days had a promotion last year, too" in paper.toPlainText()
    page._open_result("siblings")
    dialog = page.findChild(Derivation)
    assert dialog is not None
    assert dialog.model.rowCount() > 0
    dialog.reject()


@pytest.mark.parametrize(
    ("unit", "typed", "value"),
    [
        (Unit.MONEY, "12.5", 1_250),
        (Unit.RATIO, "12.5%", 1_250),
        (Unit.TIMES, "2.5", 25_000),
        (Unit.COUNT, "1,200", 1_200),
        (Unit.PEOPLE, "", None),
    ],
)
def test_targets_are_typed_in_their_unit(unit: Unit, typed: str, value: int | None) -> None:
    assert parse_value(unit, typed) == value
