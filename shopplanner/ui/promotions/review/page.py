"""The review page: promotions that have ended at the left, what came of the chosen one at the right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QWidget

from shopplanner.domain.changes import Area, Place
from shopplanner.domain.messages import message
from shopplanner.domain.metrics.definitions import Unit
from shopplanner.foundation.i18n import text
from shopplanner.services import wording
from shopplanner.services.promotions.review import derivation, report, store, workbook
from shopplanner.services.promotions.review.report import Headline, Line, Phase, Review
from shopplanner.services.promotions.review.store import Coupons, Lesson
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.chart_data import compact_money
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.money_field import parse_decimal, parse_money, parse_percent
from shopplanner.ui.common.page import Page
from shopplanner.ui.common.table import Column, DataTable, RowsModel
from shopplanner.ui.common.widgets import Card, EmptyState, scrolled
from shopplanner.ui.promotions.review import derivation as derivations
from shopplanner.ui.promotions.review.copying import CopyDialog
from shopplanner.ui.promotions.review.paper import document, write_review
from shopplanner.ui.promotions.review.view import Handlers, ReviewView
from shopplanner.ui.promotions.review.words import days_words, how_words
from shopplanner.ui.theme import theme

LIST_SHARE, REVIEW_SHARE = 38, 62


def headline_columns() -> list[Column[Headline]]:
    """Return the columns of the list of promotions."""
    return [
        Column("name", "review.column.promotion", lambda row: row.name, width=7.2, bold=True, tooltip=_remark),
        Column("first", "review.column.start", lambda row: f"{row.first:%y-%m-%d}", sort=lambda row: row.first,
               width=5.3, tooltip=_remark),
        Column("paid", "review.column.paid", _paid, sort=lambda row: row.paid, number=True, width=4.8,
               tooltip=_remark),
        Column("verdict", "review.column.verdict", _verdict, width=5.4, role=_verdict_role, tooltip=_remark),
    ]  # fmt: skip


class ReviewPage(Page):
    """What came of promotions."""

    AREAS: ClassVar[frozenset[Area]] = frozenset({Area.PROMOTIONS, Area.FACTS, Area.PRODUCTS, Area.EVENTS, Area.PACKS})

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, text("review.title"))
        self.review: Review | None = None
        self.wanted = 0
        self._make_actions()
        for action in (self.calendar_action, self.excel_action, self.pdf_action, self.copy_action):
            self.header.add_action(action)
        self.reopen_button = self.header.add_action(self.reopen_action)
        self.reopen_button.hide()
        self.finish_button = self.header.add_action(self.finish_action, primary=True)
        self.model = RowsModel(headline_columns())
        self.table = DataTable(self.model, name="promotions.review.list", accessible_name=text("review.list"))
        self.table.let_grow(0)
        self.table.row_changed.connect(self._choose)
        handlers = Handlers(
            self._set_verdict, self._set_target, self._set_coupons, self._set_lessons, self._open_result,
            self._open_figure,
        )  # fmt: skip
        self.view = ReviewView(context, handlers)
        listed = Card(text("review.list"))
        listed.body.addWidget(self.table, 1)
        self.area = scrolled(self.view)
        both = QWidget()
        line = QHBoxLayout(both)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.current().space(12))
        line.addWidget(listed, LIST_SHARE)
        line.addWidget(self.area, REVIEW_SHARE)
        self.stack = QStackedWidget()
        self.stack.addWidget(both)
        self.stack.addWidget(EmptyState("review.empty", "review.empty_hint", [self.to_calendar_action], "promotions"))
        self.body.addWidget(self.stack, 1)

    def _make_actions(self) -> None:
        there = self._has_review
        self.finish_action = Action(
            "review.finish", "review.action.finish", self.finish, icon="check", enabled=self._can_finish
        )
        self.reopen_action = Action(
            "review.reopen", "review.action.reopen", self.reopen, icon="undo", enabled=self._can_reopen
        )
        self.copy_action = Action("review.copy", "review.action.copy", self.copy, icon="copy", enabled=there)
        self.excel_action = Action("review.excel", "review.action.excel", self.save_excel, icon="export", enabled=there)
        self.pdf_action = Action("review.pdf", "review.action.pdf", self.save_pdf, icon="print", enabled=there)
        self.calendar_action = Action(
            "review.calendar", "review.action.calendar", self.show_in_calendar, icon="calendar", enabled=there
        )
        self.to_calendar_action = Action(
            "review.to_calendar",
            "review.action.calendar",
            lambda: self.context.navigate(Place("promotions", "calendar")),
            icon="calendar",
        )

    def actions_list(self) -> Sequence[Action]:
        """Return the page's actions."""
        return (
            self.finish_action, self.reopen_action, self.copy_action, self.excel_action, self.pdf_action,
            self.calendar_action, self.view.lessons.new_action, self.view.lessons.remove_action,
        )  # fmt: skip

    # what is shown

    def refresh(self) -> None:
        """Read the promotions that have ended, and the chosen one again."""
        self.context.read("promotions.review.list", report.ended, self._show_list)

    def show_record(self, record: str) -> None:
        """Choose a promotion by its id."""
        self.wanted = int(record)
        if not self.table.select_where(lambda row: row.id == self.wanted):
            self.refresh()

    def print_document(self) -> QTextDocument | None:
        """Return the review on paper."""
        return None if self.review is None else document(self.review, self.view.curve.measure)

    def _show_list(self, found: Sequence[Headline]) -> None:
        self.stack.setCurrentIndex(0 if found else 1)
        shown = self.review.promotion.id if self.review is not None else 0
        self.table.show_rows(found, lambda row: row.id)
        places = [self.wanted, shown, *(each.id for each in found)]
        wanted = next((each for each in places if any(row.id == each for row in found)), 0)
        self.wanted = 0
        self.table.select_where(lambda row: row.id == wanted)
        waiting = sum(not each.reviewed for each in found)
        self.header.set_chips(*([(text("review.waiting", n=waiting), "warn")] if waiting else []))
        row = self.table.current_row()
        if row is None:
            self.review = None
            self.header.update_enabled()
        elif row.id == shown:
            self._read(row.id)

    def _choose(self, row: Headline | None) -> None:
        if row is not None and (self.review is None or self.review.promotion.id != row.id):
            self.wanted = 0
            self._read(row.id)

    def _read(self, promotion_id: int) -> None:
        self.context.read(
            "promotions.review", lambda workspace: report.review(workspace, promotion_id), self._show_review
        )

    def _show_review(self, review: Review) -> None:
        other = self.review is None or self.review.promotion.id != review.promotion.id
        self.review = review
        self.view.show_review(review)
        self.reopen_button.setVisible(self._can_reopen())
        self.finish_button.setVisible(not self._can_reopen())
        if other:
            self.area.verticalScrollBar().setValue(0)
        self.header.update_enabled()

    # edits

    def finish(self) -> None:
        """Mark the promotion as reviewed, with the verdict in force."""
        if self.review is not None:
            promotion_id, verdict = self.review.promotion.id, self.review.verdict
            self.context.perform(
                lambda workspace: store.finish(workspace, promotion_id, reviewed=True, verdict=verdict)
            )

    def reopen(self) -> None:
        """Take the mark away."""
        if self.review is not None:
            promotion_id = self.review.promotion.id
            self.context.perform(lambda workspace: store.finish(workspace, promotion_id, reviewed=False))

    def copy(self) -> None:
        """Ask for a day and copy the promotion there with its lessons."""
        if self.review is not None:
            promotion = self.review.promotion
            CopyDialog(self, promotion, partial(self.copy_to, promotion.id)).open()

    def copy_to(self, promotion_id: int, first: date) -> None:
        """Copy a promotion with its lessons and go to the copy."""
        self.context.perform(
            lambda workspace: store.copy_with_lessons(workspace, promotion_id, first),
            lambda copied: self.context.navigate(Place("promotions", "calendar", str(copied))),
        )

    def show_in_calendar(self) -> None:
        """Go to the promotion in the calendar."""
        if self.review is not None:
            self.context.navigate(Place("promotions", "calendar", str(self.review.promotion.id)))

    def _set_verdict(self, verdict: str) -> None:
        if self.review is not None:
            promotion_id = self.review.promotion.id
            self.context.perform(lambda workspace: store.set_verdict(workspace, promotion_id, verdict))

    def _set_target(self, phase: str, line: Line, typed: str) -> None:
        if self.review is None:
            return
        try:
            value = parse_value(line.unit, typed)
        except ValueError:
            self.context.notify(message("review.error.no_figure", typed=typed), "bad")
            return
        promotion_id = self.review.promotion.id
        self.context.perform(lambda workspace: store.set_target(workspace, promotion_id, phase, line.metric, value))

    def _set_coupons(self, coupons: Coupons) -> None:
        if self.review is not None:
            promotion_id = self.review.promotion.id
            self.context.perform(
                lambda workspace: store.set_coupons(workspace, promotion_id, coupons),
                failed=self.view.costs.show_failure,
            )

    def _set_lessons(self, lessons: Sequence[Lesson]) -> None:
        if self.review is not None:
            promotion_id = self.review.promotion.id
            self.context.perform(lambda workspace: store.set_lessons(workspace, promotion_id, lessons))

    # derivations and files

    def _open_result(self, key: str) -> None:
        if self.review is not None:
            derivations.of_result(self, self.review, key).open()

    def _open_figure(self, phase: Phase, line: Line) -> None:
        if self.review is None:
            return
        scope, how = self.review.scope, how_words(line.actual, len(phase.period))
        self.context.read(
            "promotions.review.derivation",
            lambda workspace: derivation.rows(workspace, scope, phase.period, line.metric),
            lambda rows: derivations.of_figure(self, line.metric, how, rows).open(),
        )

    def save_excel(self) -> None:
        """Ask for a file and write the review as a workbook."""
        chosen = self._ask("xlsx")
        if chosen is not None:
            self.write_excel(chosen)

    def save_pdf(self) -> None:
        """Ask for a file and write the review as PDF."""
        chosen = self._ask("pdf")
        if chosen is not None:
            self.write_pdf(chosen)

    def write_excel(self, path: Path) -> None:
        """Write the workbook off the window's thread and say where it is."""
        review = self.review
        if review is not None:
            self.context.read(
                "promotions.review.excel", lambda _workspace: workbook.write_review(review, path), self._written
            )

    def write_pdf(self, path: Path) -> None:
        """Write the PDF off the window's thread and say where it is."""
        review, measure = self.review, self.view.curve.measure
        if review is not None:
            self.context.read(
                "promotions.review.pdf", lambda _workspace: write_review(review, measure, path), self._written
            )

    def _written(self, path: Path) -> None:
        self.context.notify(message("review.written", path=str(path)), "good")

    def _ask(self, suffix: str) -> Path | None:
        if self.review is None:
            return None
        name = f"{text('review.title')} {self.review.promotion.name}.{suffix}"
        chosen, _ = QFileDialog.getSaveFileName(self, text("review.save"), name, f"*.{suffix}")
        return Path(chosen) if chosen else None

    def _has_review(self) -> bool:
        return self.review is not None

    def _can_finish(self) -> bool:
        return self.review is not None and self.review.promotion.status != "reviewed"

    def _can_reopen(self) -> bool:
        return self.review is not None and self.review.promotion.status == "reviewed"


def parse_value(unit: Unit, typed: str) -> int | None:
    """Return a typed target in its unit's steps; None for an empty one.

    Raises:
        ValueError: if it is no figure.
    """
    if unit is Unit.MONEY:
        return parse_money(typed)
    if unit is Unit.RATIO:
        return parse_percent(typed)
    value = parse_decimal(typed)
    if value is None:
        return None
    return round(value * 10_000) if unit is Unit.TIMES else round(value)


def _paid(row: Headline) -> str:
    return compact_money(None if row.paid is None else row.paid / 100)


def _remark(row: Headline) -> str:
    """Return a line's details: days, amount, how much of the target was reached."""
    return text(
        "review.list_remark",
        name=row.name,
        days=days_words(row.first, row.last),
        paid=wording.money(row.paid),
        done=wording.percent(row.completion, 0),
    )


def _verdict(row: Headline) -> str:
    if row.verdict:
        return text(f"review.verdict.{row.verdict}")
    return text("review.verdict.done") if row.reviewed else text("review.verdict.open")


def _verdict_role(row: Headline) -> str:
    return {"repeat": "good", "change": "warn", "stop": "bad"}.get(row.verdict, "" if row.reviewed else "muted")
