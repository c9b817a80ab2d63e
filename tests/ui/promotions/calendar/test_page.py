"""The calendar page: what is planned by mouse, key and menu is in the workspace, and undo takes it back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QPushButton, QWidget

from shopplanner.domain.promotions.plan import MECHANICS, Promotion
from shopplanner.services.promotions import plans, tasks
from shopplanner.services.promotions.stacking import choose_profile
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.watchdog import Watchdog
from shopplanner.ui.promotions.calendar import output
from shopplanner.ui.promotions.calendar.page import CalendarPage
from shopplanner.ui.promotions.calendar.selection import Selection
from shopplanner.ui.promotions.calendar.series import SeriesDialog
from shopplanner.ui.promotions.calendar.span import Span
from tests.services.promotions.shop import CREAM, SOAP, at, double_11, put, put_products, tenth_off, till
from tests.ui.promotions.calendar.conftest import Planned, menu, pick

Wait = Callable[[], None]
Labels = Callable[[QWidget], list[str]]
KEY = Qt.Key


def day(number: int) -> date:
    return date(2026, 11, number)


def all_of(workspace: Workspace) -> list[Promotion]:
    return plans.promotions_between(workspace, date(2025, 1, 1), date(2028, 1, 1))


def choose(page: CalendarPage, promotion_id: int, wait: Wait) -> None:
    page.show_record(str(promotion_id))
    wait()
    assert page.canvas.selected == promotion_id


def test_without_promotions_the_page_says_how_to_begin(build: Callable[[], CalendarPage], labels: Labels) -> None:
    page = build()
    assert page.header.title.text() == "November 2026"
    assert page.note.text().startswith("Nothing is planned")
    assert page.side.currentWidget() is page.day_panel
    assert "No promotion on this day." in labels(page.day_panel)


def test_the_page_opens_on_what_comes_next(page: CalendarPage, planned: Planned) -> None:
    assert page.canvas.selected == planned.tenth_off
    assert page.side.currentWidget() is page.editor
    assert page.inspector is page.side
    assert not page.note.isVisible()


def test_a_drag_on_empty_days_offers_kinds_and_makes_one(page: CalendarPage, workspace: Workspace, wait: Wait) -> None:
    page.canvas.create_wanted.emit(at("11-17"), till("11-18"), "hero")
    assert [action.text() for action in menu(page).actions()][:2] == ["Item discount", "Threshold reduction"]
    pick(page, "Coupon")
    wait()
    made = next(each for each in all_of(workspace) if each.name == "New: Coupon")
    assert (made.starts, made.ends, made.status, made.lane) == (at("11-17"), till("11-18"), "idea", "hero")
    assert page.canvas.selected == made.id
    assert page.editor.name.selectedText() == "New: Coupon"


@pytest.mark.parametrize("mechanic", MECHANICS)
def test_every_kind_can_be_made_as_it_begins(
    page: CalendarPage, workspace: Workspace, wait: Wait, mechanic: str
) -> None:
    page.edits.create(mechanic, at("11-03"), till("11-04"))
    wait()
    assert page.editor.promotion is not None
    assert page.editor.promotion.mechanic == mechanic
    assert page.editor.error.isHidden()


def test_moving_and_stretching_are_stored_and_undone(
    page: CalendarPage, workspace: Workspace, planned: Planned, wait: Wait
) -> None:
    page.canvas.move_wanted.emit((planned.tenth_off,), timedelta(days=2))
    wait()
    page.canvas.resize_wanted.emit(planned.tenth_off, at("11-21", "20:00:00"), till("12-05"))
    wait()
    moved = plans.promotion(workspace, planned.tenth_off)
    assert (moved.starts, moved.ends) == (at("11-21", "20:00:00"), till("12-05"))
    for _step in range(2):
        page.context.undo()
        wait()
    back = plans.promotion(workspace, planned.tenth_off)
    assert (back.starts, back.ends) == (at("11-20"), till("11-29"))
    shown = page.editor.promotion
    assert shown is not None
    assert (shown.starts, shown.ends) == (back.starts, back.ends)


def test_stretching_several_and_dragging_a_task_are_one_step_each(
    page: CalendarPage, workspace: Workspace, planned: Planned, wait: Wait
) -> None:
    before = plans.promotion(workspace, planned.tenth_off)
    page.canvas.stretch_wanted.emit({before.id: (before.starts, before.ends + timedelta(days=1))})
    wait()
    assert plans.promotion(workspace, before.id).ends == before.ends + timedelta(days=1)
    task_id = tasks.add_task(workspace, "拍主图", date(2026, 11, 16)).value
    page.views.timeline.tasks.wanted.emit({task_id: date(2026, 11, 18)})
    wait()
    assert [each.due for each in tasks.tasks(workspace) if each.id == task_id] == [date(2026, 11, 18)]
    page.context.undo()
    wait()
    assert [each.due for each in tasks.tasks(workspace) if each.id == task_id] == [date(2026, 11, 16)]


def test_keys_duplicate_and_delete_and_undo_brings_back(
    page: CalendarPage, workspace: Workspace, planned: Planned, wait: Wait
) -> None:
    count = len(all_of(workspace))
    QTest.keyClick(page.canvas, KEY.Key_D, Qt.KeyboardModifier.ControlModifier)
    wait()
    copy = page.editor.promotion
    assert copy is not None
    assert (copy.starts, copy.status) == (at("11-27"), "idea")
    QTest.keyClick(page.canvas, KEY.Key_Delete)
    wait()
    assert len(all_of(workspace)) == count
    undo = page.context.notices[-1].action
    assert undo is not None
    undo.run()
    wait()
    assert len(all_of(workspace)) == count + 1


def test_a_copy_goes_to_next_year(page: CalendarPage, planned: Planned, wait: Wait) -> None:
    page.next_year.run()
    wait()
    assert page.editor.promotion is not None
    assert page.editor.promotion.starts.year == 2027
    assert page.header.title.text() == "November 2027"


def test_what_is_edited_in_the_inspector_is_stored_and_priced(
    page: CalendarPage, workspace: Workspace, planned: Planned, wait: Wait, labels: Labels
) -> None:
    assert "¥90.00" in labels(page.editor.prices)
    assert page.editor.parameters is not None
    kind = page.editor.parameters.editors["kind"]
    assert isinstance(kind, QComboBox)
    amount = page.editor.parameters.editors["amount"]
    kind.blockSignals(True)
    kind.setCurrentIndex(kind.findData("amount"))
    kind.blockSignals(False)
    amount.setProperty("text", "25")
    amount.editingFinished.emit()  # type: ignore[attr-defined]  # a money field
    wait()
    assert plans.promotion(workspace, planned.tenth_off).parameters["amount"] == 2500
    assert "¥75.00" in labels(page.editor.prices)


def test_an_edit_that_cannot_be_meant_is_refused_beside_the_fields(
    page: CalendarPage, workspace: Workspace, planned: Planned, wait: Wait
) -> None:
    page.editor.name.setText("")
    page.editor.name.editingFinished.emit()
    wait()
    assert page.editor.error.text() == "A promotion needs a name."
    assert plans.promotion(workspace, planned.tenth_off).name == "沐浴露 9 折"


def test_other_rules_are_followed_at_once(
    page: CalendarPage, workspace: Workspace, planned: Planned, wait: Wait, labels: Labels
) -> None:
    """10 % and 5.00 off 100.00: 90.00, and 85.00 under rules that take both, the earlier planned one first."""
    more = tenth_off(starts=at("11-20"), ends=till("11-29"), parameters={"kind": "amount", "amount": 500})
    page.context.perform(lambda store: plans.create(store, more))
    wait()
    choose(page, planned.tenth_off, wait)
    assert "¥90.00" in labels(page.editor.prices)
    page.context.perform(lambda store: choose_profile(store, "generic-sequential"))
    wait()
    assert "¥85.00" in labels(page.editor.prices)


def test_another_product_of_the_scope_is_priced(page: CalendarPage, planned: Planned, wait: Wait) -> None:
    choose(page, planned.double_11, wait)
    page._price(CREAM)
    wait()
    box = next(each for each in page.editor.prices.findChildren(QComboBox) if not each.isHidden())
    assert (box.count(), box.currentData()) == (2, str(CREAM))


def test_losses_are_marked_after_the_month_is_shown(page: CalendarPage, planned: Planned, wait: Wait) -> None:
    # Buy two, get one: three creams for 100.00, 33.33 each, which cost 45.00 each.
    below = {each for each, said in page.canvas.scene.risky.items() if said == "below cost: 1"}
    assert below == set(planned.member_days[:2])
    half = tenth_off(
        products=(CREAM,), starts=at("11-25"), ends=till("11-25"), parameters={"kind": "percent", "rate": 5000}
    )
    page.context.perform(lambda workspace: plans.create(workspace, half))
    wait()
    assert len(page.risks.losing) == 3


def test_the_product_that_loses_is_priced_first(
    page: CalendarPage, workspace: Workspace, wait: Wait, labels: Labels
) -> None:
    # 60 % off: soap for 40.00 just covers its cost, cream for 20.00 does not.
    both = tenth_off(products=(SOAP, CREAM), starts=at("11-25"), parameters={"kind": "percent", "rate": 6000})
    choose(page, put(workspace, both), wait)
    assert "Below cost: loses ¥25.00 a piece" in labels(page.editor.prices)


def test_a_series_is_planned_with_turns_and_its_rest_deleted(
    page: CalendarPage, workspace: Workspace, wait: Wait
) -> None:
    page.canvas.day = day(5)
    page.member_day.run()
    dialog = page.findChild(SeriesDialog)
    assert isinstance(dialog, SeriesDialog)
    dialog.rhythm.times.setValue(4)
    dialog._rotate((SOAP, CREAM))
    dialog.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    dialog._apply()
    wait()
    made = [
        each for each in all_of(workspace) if each.series and each.starts >= at("11-05") and each.name == "Member day"
    ]
    assert [each.starts.date() for each in made] == [day(5), day(19), day(26)]
    assert [each.products for each in made] == [(SOAP,), (CREAM,), (SOAP,)]
    choose(page, made[1].id, wait)
    assert page.editor.series.isVisibleTo(page.editor)
    page.remove_series.run()
    wait()
    assert [each.id for each in all_of(workspace) if each.series == made[0].series] == [made[0].id]


def test_tasks_are_planned_shown_and_ticked(
    page: CalendarPage, workspace: Workspace, planned: Planned, wait: Wait
) -> None:
    page.plan_tasks.run()
    wait()
    found = tasks.tasks(workspace, promotion_id=planned.tenth_off)
    assert found
    assert [notice.severity for notice in page.context.notices] == ["good"]
    box = next(each for each in page.editor.findChildren(QCheckBox) if each.accessibleName().startswith(found[0].title))
    box.click()
    wait()
    assert tasks.tasks(workspace, promotion_id=planned.tenth_off)[0].done
    page.plan_tasks.run()
    wait()
    assert [notice.severity for notice in page.context.notices] == ["good", "info"]


def test_a_day_lists_what_is_on_it(page: CalendarPage, planned: Planned, wait: Wait, labels: Labels) -> None:
    page.canvas.go_to(day(26))
    page.canvas.choose(0)
    wait()
    assert page.side.currentWidget() is page.day_panel
    assert "2026-11-26 Thu" in labels(page.day_panel)
    page.canvas.go_to(day(24))
    entry = next(each for each in page.day_panel.findChildren(QPushButton) if each.text() == "会员日")
    entry.click()
    wait()
    assert page.canvas.selected == planned.member_days[0]
    assert page.side.currentWidget() is page.editor


def test_due_tasks_stand_on_their_day(page: CalendarPage, wait: Wait, labels: Labels) -> None:
    page.context.perform(lambda workspace: tasks.add_task(workspace, "画主图", day(25), "designer"))
    wait()
    page.canvas.go_to(day(25))
    page.canvas.choose(0)
    assert "☐ 画主图 · Design" in labels(page.day_panel)


def test_spans_are_turned(page: CalendarPage, planned: Planned, wait: Wait) -> None:
    page._turn(1)
    wait()
    page._turn(1)
    wait()
    assert page.header.title.text() == "January 2027"
    assert "not announced" in page.note.text() or page.note.text().startswith("Nothing is planned")
    QTest.keyClick(page.canvas, KEY.Key_PageUp)
    wait()
    assert page.span.month == 12
    page._turn(0)
    wait()
    assert (page.span, page.canvas.day) == (Span(2026, 11), day(22))
    page.controls.views.buttons["weeks"].click()
    wait()
    assert (len(page.canvas.scene.days), page.canvas.scene.month) == (42, 0)
    assert page.header.title.text() == "2026-11-09 → 12-20"
    page._turn(1)
    wait()
    assert page.header.title.text() == "2026-12-21 → 01-31"
    choose(page, planned.tenth_off, wait)
    assert page.header.title.text() == "2026-11-09 → 12-20"
    page.controls.views.buttons["month"].click()
    wait()
    assert page.header.title.text() == "November 2026"


def test_the_day_at_the_right_is_one_that_is_shown(page: CalendarPage, wait: Wait, labels: Labels) -> None:
    page.show_record("day:2026-11-26")
    wait()
    assert "2026-11-26 Thu" in labels(page.day_panel)
    page._turn(-1)
    wait()
    assert "2026-10-01 Thu" in labels(page.day_panel)


def test_lanes_are_hidden_and_shown(page: CalendarPage, planned: Planned, wait: Wait) -> None:
    page.controls.open_lanes()
    pick(page, "Shop")
    wait()
    assert page.controls.lane_button.text() == "Lanes 5/6 ▾"
    assert planned.tenth_off not in {each.id for each in page.canvas.scene.promotions}
    choose(page, planned.tenth_off, wait)
    assert page.controls.lane_button.text() == "Lanes ▾"


def test_last_year_is_laid_under_the_month(page: CalendarPage, workspace: Workspace, wait: Wait) -> None:
    put(workspace, double_11(2025))
    page.controls.open_ghosts()
    pick(page, "Last year (date)")
    wait()
    assert [each.name for each in page.canvas.scene.ghosts] == ["双11"]
    assert page.controls.ghost_button.text() == "Last year • ▾"
    assert page.controls.ghost_button.toolTip() == "Last year (date)"
    page.controls.show_ghosts("")
    wait()
    assert page.canvas.scene.ghosts == ()


def test_a_place_leads_to_a_promotion_or_a_day(page: CalendarPage, planned: Planned, wait: Wait) -> None:
    page.show_record("day:2027-02-06")
    wait()
    assert (page.header.title.text(), page.canvas.day) == ("February 2027", date(2027, 2, 6))
    choose(page, planned.double_11, wait)
    assert page.header.title.text() == "November 2026"


def test_undoing_a_creation_leads_to_its_place_without_a_complaint(
    page: CalendarPage, workspace: Workspace, wait: Wait
) -> None:
    page.edits.create("coupon", at("11-25"), till("11-26"))
    wait()
    made = page.canvas.selected
    page.context.undo()
    page.show_record(str(made))
    wait()
    assert made not in {each.id for each in all_of(workspace)}
    assert page.canvas.selected != made
    assert [(notice.severity, notice.said.id) for notice in page.context.notices] == [("info", "common.undone")]


def test_the_menu_fits_what_is_chosen(page: CalendarPage, planned: Planned, wait: Wait) -> None:
    page._open_menu(QPoint(20, 20))
    entries = [action.text() for action in menu(page).actions()]
    assert entries[0] == "Edit promotion"
    assert "Delete the rest of the series" not in entries
    menu(page).close()
    choose(page, planned.member_days[0], wait)
    page._open_menu(QPoint(20, 20))
    assert "Delete the rest of the series" in [action.text() for action in menu(page).actions()]
    menu(page).close()
    page.canvas.choose(0)
    page._open_menu(QPoint(20, 20))
    assert [action.text() for action in menu(page).actions()][:2] == ["New promotion", "Member day series"]
    menu(page).close()


def test_entering_a_promotion_lets_its_name_be_typed(page: CalendarPage, wait: Wait) -> None:
    QTest.keyClick(page.canvas, KEY.Key_Return)
    wait()
    assert page.editor.name.selectedText() == "沐浴露 9 折"


def test_a_new_promotion_can_be_asked_for_outside_the_span(page: CalendarPage) -> None:
    page.canvas.day = date(2027, 5, 1)
    page.new.run()
    assert "Member day series…" in [action.text() for action in menu(page).actions()]
    menu(page).close()


@pytest.mark.parametrize("kind", ["xlsx", "pdf", "ics", "timeline"])
def test_the_month_is_exported(
    page: CalendarPage, wait: Wait, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    target = tmp_path / f"month.{kind}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(target), ""))
    page.export.run()
    pick(page, output.export_words(kind))
    wait()
    assert target.stat().st_size > 500
    assert page.context.notices[-1].severity == "good"


def test_thinking_better_of_an_export_writes_nothing(
    page: CalendarPage, wait: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: ("", ""))
    page._ask_file("pdf")
    wait()
    assert page.context.notices == []


def test_a_page_that_cannot_be_written_is_told(
    page: CalendarPage, wait: Wait, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "missing" / "month.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(target), ""))
    page._ask_file("pdf")
    wait()
    assert page.context.notices[-1].severity == "bad"


def test_the_calendar_goes_to_the_clipboard_and_to_the_printer(page: CalendarPage) -> None:
    page.copy_picture.run()
    assert QGuiApplication.clipboard().pixmap().width() == page.canvas.width()
    printed = page.print_document()
    assert printed is not None
    assert "沐浴露 9 折" in printed.toPlainText()


def test_the_month_that_is_looked_at_on_the_timeline_is_printed(year: CalendarPage, wait: Wait) -> None:
    printed = year.print_document()
    assert printed is not None
    assert "沐浴露 9 折" in printed.toPlainText()
    assert printed.toPlainText().startswith("Promotions, November 2026")
    year.canvas.go_to(date(2026, 12, 10))
    printed = year.print_document()
    assert printed is not None
    assert printed.toPlainText().startswith("Promotions, December 2026")


def test_nothing_is_done_without_a_choice(page: CalendarPage, workspace: Workspace, wait: Wait) -> None:
    count = len(all_of(workspace))
    page._choose(0)
    wait()
    for action in (page.duplicate, page.next_year, page.delete, page.plan_tasks, page.remove_series):
        assert not action.can_run()
        action.handler()
    wait()
    assert len(all_of(workspace)) == count


def test_everything_has_a_name_for_those_who_do_not_see_it(page: CalendarPage) -> None:
    for widget in [*page.findChildren(QPushButton), page.canvas]:
        words = widget.accessibleName() or (widget.text() if isinstance(widget, QPushButton) else "")
        assert words.strip()


@pytest.fixture
def crowded(workspace: Workspace, build: Callable[[], CalendarPage]) -> CalendarPage:
    """The calendar with thirty promotions about, at rest."""
    put_products(workspace)
    for number in range(30):
        by = timedelta(days=number % 40)
        put(workspace, tenth_off(name=f"活动{number}", starts=at("10-28") + by, ends=till("11-02") + by))
    return build()


def test_editing_a_crowded_month_does_not_hold_up_the_window(
    crowded: CalendarPage, no_stalls: Watchdog, wait: Wait
) -> None:
    promotion = crowded.canvas.scene.promotions[3]
    for days in (2, -2):
        crowded.edits.move((promotion.id,), timedelta(days=days))
        wait()
    crowded.controls.show_ghosts("festival")
    wait()
    assert len(crowded.canvas.scene.promotions) == 30


def test_a_note_that_is_being_typed_is_stored_on_leaving(
    page: CalendarPage, workspace: Workspace, planned: Planned, wait: Wait
) -> None:
    page.editor.note.setPlainText("先发券")
    page.flush()
    wait()
    assert plans.promotion(workspace, planned.tenth_off).note == "先发券"


@pytest.fixture
def year(page: CalendarPage, wait: Wait) -> CalendarPage:
    """The calendar with planned promotions, on the timeline."""
    page.controls.views.buttons["year"].click()
    wait()
    assert page.canvas is page.views.timeline
    return page


def test_the_year_is_shown_as_a_timeline_and_leads_back(year: CalendarPage, planned: Planned, wait: Wait) -> None:
    assert year.header.title.text() == "2026"
    assert year.canvas.selected == planned.tenth_off
    year.views.timeline.zoom_to("quarter")
    assert year.header.title.text().startswith("2026-10-")
    year._turn(0)
    year._turn(1)
    assert year.header.title.text().startswith("2027-01")
    wait()
    assert year.span.year == 2027
    year.controls.views.buttons["month"].click()
    wait()
    assert year.canvas is year.views.month
    assert year.header.title.text().endswith("2027")
    year.controls.views.buttons["year"].click()
    wait()
    year._turn(0)
    wait()
    year.controls.views.buttons["month"].click()
    wait()
    assert year.header.title.text() == "November 2026"


def test_several_are_moved_copied_and_deleted_as_one_step(
    year: CalendarPage, workspace: Workspace, planned: Planned, wait: Wait
) -> None:
    both = Selection((planned.coupon, planned.tenth_off))
    before = {each.id: each.starts for each in all_of(workspace)}
    year.canvas.choose_all(both)
    year.canvas.day = day(22)
    QTest.keyClick(year.canvas, KEY.Key_Right, Qt.KeyboardModifier.AltModifier)
    wait()
    assert {each.starts - before[each.id] for each in all_of(workspace) if each.id in both.ids} == {timedelta(days=1)}
    assert (year.canvas.selection, year.canvas.day) == (both, day(23))
    year.duplicate.run()
    wait()
    copies = [each for each in all_of(workspace) if each.id not in before]
    assert set(year.canvas.selection.ids) == {each.id for each in copies}
    assert len(copies) == 2
    QTest.keyClick(year.canvas, KEY.Key_Delete)
    wait()
    assert year.context.notices[-1].said.params["n"] == 2
    for _step in range(3):
        year.context.undo()
        wait()
    assert {each.id: each.starts for each in all_of(workspace)} == before


def test_what_is_copied_is_pasted_at_the_cursor(
    year: CalendarPage, workspace: Workspace, planned: Planned, wait: Wait
) -> None:
    count = len(all_of(workspace))
    year.canvas.choose_all(Selection((planned.coupon, planned.tenth_off)))
    QTest.keyClick(year.canvas, KEY.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().startswith("沐浴露 9 折\t2026-11-20 00:00:00")
    year.canvas.go_to(date(2026, 12, 10))
    QTest.keyClick(year.canvas, KEY.Key_V, Qt.KeyboardModifier.ControlModifier)
    wait()
    pasted = sorted(each.starts for each in all_of(workspace))[-2:]
    assert pasted == [at("12-10"), at("12-16")]
    year._open_menu(QPoint(20, 20))
    pick(year, "Copy")
    year.canvas.go_to(date(2026, 12, 20))
    year._open_menu(QPoint(20, 20))
    pick(year, "Paste on 12-20")
    wait()
    assert max(each.starts for each in all_of(workspace)) >= at("12-20")
    QGuiApplication.clipboard().setText("something else")
    QTest.keyClick(year.canvas, KEY.Key_V, Qt.KeyboardModifier.ControlModifier)
    wait()
    assert len(all_of(workspace)) == count + 4


def test_last_year_is_planned_again_where_it_is_shown(year: CalendarPage, workspace: Workspace, wait: Wait) -> None:
    past = put(workspace, double_11(2025))
    year.controls.show_ghosts("date")
    wait()
    assert [each.id for each in year.canvas.scene.ghosts if each.starts.year == 2026] == [-past]
    year.canvas.ghost_wanted.emit(-past, QPoint(10, 10))
    pick(year, "Plan again this year")
    wait()
    again = year.editor.promotion
    assert again is not None
    assert (again.starts, again.status, len(again.phases)) == (at("11-01", "20:00:00"), "idea", 2)
    year.canvas.ghost_wanted.emit(-past, QPoint(10, 10))
    pick(year, "Look at last year's")
    wait()
    assert year.canvas.selected == past
    year.canvas.ghost_wanted.emit(-999, QPoint(10, 10))


def test_the_ribbon_shows_the_chosen_promotions_product(year: CalendarPage, planned: Planned, wait: Wait) -> None:
    QTest.qWait(200)
    wait()
    band = year.ribbon.canvas.band
    assert band is not None
    assert band.product == SOAP
    # 10 % off 100.00 on the chosen days.
    assert band.amounts(at("11-22", "12:00:00"))["general"] == 9000
    year.canvas.choose(planned.member_days[0])
    wait()
    QTest.qWait(200)
    wait()
    assert year.ribbon.canvas.band is not None
    assert year.ribbon.canvas.band.product == CREAM


def test_days_with_broken_prices_are_red(page: CalendarPage, workspace: Workspace, wait: Wait, labels: Labels) -> None:
    put(workspace, tenth_off(products=(SOAP,), parameters={"kind": "percent", "rate": 9000}))
    page.refresh()
    wait()
    wait()
    assert day(23) in page.canvas.scene.red
    assert page.canvas.scene.red[day(23)][0].startswith("▼ 沐浴露")
    page.canvas.go_to(day(23))
    page.canvas.choose(0)
    wait()
    assert page.canvas.scene.red[day(23)][0] in labels(page.day_panel)
