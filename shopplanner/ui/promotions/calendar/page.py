"""The promotion calendar: a month or six weeks, the chosen promotion at the right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QPoint
from PySide6.QtGui import QCursor, QTextDocument
from PySide6.QtWidgets import QFileDialog, QMenu

from shopplanner.domain.changes import Area
from shopplanner.domain.messages import message
from shopplanner.domain.promotions.plan import MECHANICS, Promotion
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions import month, plans, tasks
from shopplanner.services.promotions.export import export_calendar, export_workbook
from shopplanner.services.promotions.month import MonthView, PromotionDetails
from shopplanner.services.promotions.tasks import Task
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.page import Page
from shopplanner.ui.common.widgets import Card, Segments, label, plain_button
from shopplanner.ui.promotions.calendar.canvas import MonthCanvas
from shopplanner.ui.promotions.calendar.editor import PromotionEditor
from shopplanner.ui.promotions.calendar.parameters import DEFAULTS
from shopplanner.ui.promotions.month_paper import month_document, write_month_pdf

SIX_WEEKS = 6
GHOSTS = ("", "solar", "lunar")


class CalendarPage(Page):
    """Plans promotions on a calendar."""

    AREAS: ClassVar[frozenset[Area]] = frozenset({Area.PROMOTIONS, Area.TASKS, Area.PRODUCTS, Area.PACKS})

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, text("promotions.calendar.title"))
        today = context.workspace.clock.today()
        self.year, self.month = today.year, today.month
        self.weeks = 0
        self.ghosts = ""
        self.shown: MonthView | None = None
        self._wanted = 0
        self.actions_made = self._make_actions()
        self._make_header()
        self.note = label("", "small")
        self.note.hide()
        self.body.addWidget(self.note)
        card = Card()
        card.body.setContentsMargins(1, 1, 1, 1)
        self.canvas = MonthCanvas()
        card.body.addWidget(self.canvas, 1)
        self.body.addWidget(card, 1)
        self.editor = PromotionEditor(self._store, self._tick, self.actions_made[3:])
        self._connect()

    def _make_actions(self) -> tuple[Action, ...]:
        return (
            Action("promotions.new", "promotions.action.new", self._new_today, "Ctrl+N", icon="add"),
            Action("promotions.member_day", "promotions.action.member_day", self._new_member_day),
            Action("promotions.export", "promotions.action.export", self._open_export, icon="export"),
            Action("promotions.plan_tasks", "promotions.action.plan_tasks", self._plan_tasks, icon="task"),
            Action("promotions.duplicate", "promotions.action.duplicate", self._duplicate, icon="copy"),
            Action("promotions.delete", "promotions.action.delete", self._delete, icon="delete"),
        )

    def _make_header(self) -> None:
        for words, step in (("‹", -1), (text("promotions.calendar.today"), 0), ("›", 1)):
            self.header.add_left(plain_button(words, partial(self._turn, step)))
        spans = [("month", text("promotions.calendar.month")), ("weeks", text("promotions.calendar.six_weeks"))]
        self.header.add_left(Segments(spans, "month", self._span_chosen))
        self.ghost_button = plain_button(text("promotions.ghost.none"), self._open_ghosts)
        self.header.add_right(self.ghost_button)
        self.header.add_action(self.actions_made[2])
        self.header.add_action(self.actions_made[1])
        self.header.add_action(self.actions_made[0], primary=True)

    def _connect(self) -> None:
        self.canvas.chosen.connect(self._chosen)
        self.canvas.create_wanted.connect(self._ask_kind)
        self.canvas.move_wanted.connect(self._move)
        self.canvas.resize_wanted.connect(self._resize)
        self.canvas.remove_wanted.connect(lambda _id: self._delete())
        self.canvas.copy_wanted.connect(lambda _id: self._duplicate())

    def actions_list(self) -> Sequence[Action]:
        """Return the calendar's actions."""
        return self.actions_made

    def refresh(self) -> None:
        """Read the span that is shown."""
        year, month_number, weeks, ghosts = self.year, self.month, self.weeks, self.ghosts

        def read(workspace: Workspace) -> MonthView:
            return month.month_view(workspace, year, month_number, weeks=weeks, ghosts=ghosts)

        self.context.read("promotions.calendar", read, self._show)

    def show_record(self, record: str) -> None:
        """Go to a promotion's month and choose it, or to a day (``day:2026-11-11``)."""
        if record.startswith("day:"):
            day = date.fromisoformat(record[4:])
            self.year, self.month = day.year, day.month
            self.canvas.day = day
            self.refresh()
            return
        self._wanted = int(record)
        self.context.read(
            "promotions.calendar.find", lambda workspace: plans.promotion(workspace, int(record)), self._go_to
        )

    def _go_to(self, promotion: Promotion) -> None:
        first, last = self._span()
        if promotion.starts.date() > last or promotion.ends.date() < first:
            self.year, self.month = promotion.starts.year, promotion.starts.month
        self.refresh()

    def _span(self) -> tuple[date, date]:
        days = self.shown.days if self.shown else ()
        return (days[0].day, days[-1].day) if days else (date.max, date.min)

    def _show(self, shown: MonthView) -> None:
        self.shown = shown
        self.header.set_title(text("promotions.calendar.heading", year=self.year, month=self.month))
        risky = {each: text("promotions.calendar.below_cost", n=count) for each, count in shown.below_cost.items()}
        self.canvas.show_month(
            shown.days,
            0 if self.weeks else self.month,
            self.context.workspace.clock.today(),
            shown.promotions,
            ghosts=shown.ghosts,
            tasks=shown.tasks,
            risky=risky,
        )
        self.note.setText("" if shown.announced else text("promotions.calendar.not_announced", year=self.year))
        self.note.setVisible(not shown.announced)
        present = {each.id for each in shown.promotions}
        if self._wanted in present:
            self.canvas.select(self._wanted)
            self._wanted = 0
        elif self.canvas.selected not in present:
            self.canvas.select(self._current_promotion(shown))
        self._chosen(self.canvas.selected)

    def _current_promotion(self, shown: MonthView) -> int:
        """Return the promotion to begin with: one that is live, or the next to come."""
        now = self.context.workspace.clock.now().replace(tzinfo=None)
        own = [each for each in shown.promotions if each.ends >= now and each.lane != "platform"]
        return own[0].id if own else 0

    def _promotion(self) -> Promotion | None:
        found = self.shown.promotions if self.shown else ()
        return next((each for each in found if each.id == self.canvas.selected), None)

    def _chosen(self, promotion_id: int) -> None:
        promotion = self._promotion()
        if promotion is None:
            self.set_inspector(None)
            return
        self.set_inspector(self.editor)
        self.context.read(
            "promotions.calendar.details", lambda workspace: month.details(workspace, promotion), self._show_details
        )

    def _show_details(self, shown: PromotionDetails) -> None:
        if shown.promotion.id == self.canvas.selected and self.shown is not None:
            self.editor.show_details(shown, self.shown.products)

    # edits

    def _store(self, wanted: Promotion) -> None:
        key = f"promotion/{wanted.id}"
        self.context.perform(
            lambda workspace: plans.update(workspace, wanted, merge_key=key), failed=self.editor.show_failure
        )

    def _tick(self, task: Task, done: bool) -> None:
        self.context.perform(lambda workspace: tasks.set_done(workspace, [task.id], done=done))

    def _ask_kind(self, first: date, last: date) -> None:
        """Offer the mechanics for a span that was drawn."""
        menu = QMenu(self)
        for mechanic in MECHANICS:
            menu.addAction(text(f"promotions.mechanic.{mechanic}"), partial(self._create, mechanic, first, last))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.canvas.mapToGlobal(self.canvas.rect().center()) if not self.canvas.underMouse() else _cursor())

    def _create(self, mechanic: str, first: date, last: date) -> None:
        wanted = Promotion(
            name=text("promotions.new_name", mechanic=text(f"promotions.mechanic.{mechanic}")),
            mechanic=mechanic,
            starts=datetime.combine(first, time()),
            ends=datetime.combine(last, time(23, 59, 59)),
            lane={"member_day": "member", "platform_event": "platform"}.get(mechanic, "own"),
            whole_shop=mechanic in {"threshold_reduction", "platform_event"},
            parameters={**DEFAULTS[mechanic], **({"gift": text("promotions.new_gift")} if mechanic == "gift" else {})},
        )
        self.context.perform(lambda workspace: plans.create(workspace, wanted), self._created)

    def _created(self, promotion_id: int) -> None:
        self._wanted = promotion_id
        self.refresh()

    def _new_today(self) -> None:
        day = self.canvas.day or self.context.workspace.clock.today()
        self._ask_kind(day, day + timedelta(days=2))

    def _new_member_day(self) -> None:
        """Add a weekly member day for eight weeks from the chosen day."""
        day = self.canvas.day or self.context.workspace.clock.today()
        chosen = self._promotion()
        first = Promotion(
            name=text("promotions.mechanic.member_day"),
            mechanic="member_day",
            starts=datetime.combine(day, time()),
            ends=datetime.combine(day, time(23, 59, 59)),
            lane="member",
            audience="member",
            parameters=DEFAULTS["member_day"],
        )
        rotation = chosen.products if chosen else ()
        self.context.perform(
            lambda workspace: plans.create_series(workspace, first, times=8, rotation=rotation),
            lambda ids: self._created(ids[0]),
        )

    def _move(self, promotion_id: int, days: int) -> None:
        self._wanted = promotion_id
        self.context.perform(lambda workspace: plans.move(workspace, promotion_id, timedelta(days=days)))

    def _resize(self, promotion_id: int, first: date, last: date) -> None:
        promotion = self._promotion()
        if promotion is None:
            return
        starts = datetime.combine(first, promotion.starts.time())
        ends = datetime.combine(last, promotion.ends.time())
        self.context.perform(lambda workspace: plans.resize(workspace, promotion_id, starts, ends))

    def _duplicate(self) -> None:
        promotion = self._promotion()
        if promotion is not None:
            by = timedelta(days=7)
            self.context.perform(lambda workspace: plans.duplicate(workspace, promotion.id, by), self._created)

    def _delete(self) -> None:
        promotion = self._promotion()
        if promotion is not None:
            self.context.perform(lambda workspace: plans.remove(workspace, [promotion.id]))

    def _plan_tasks(self) -> None:
        promotion = self._promotion()
        if promotion is not None:
            self.context.perform(lambda workspace: tasks.plan_tasks(workspace, promotion.id), self._tasks_planned)

    def _tasks_planned(self, added: int) -> None:
        self.context.notify(message("promotions.notice.tasks", n=added), severity="good" if added else "info")

    # what is shown

    def _turn(self, step: int) -> None:
        if step == 0:
            today = self.context.workspace.clock.today()
            self.year, self.month = today.year, today.month
        else:
            number = self.year * 12 + self.month - 1 + step
            self.year, self.month = divmod(number, 12)[0], number % 12 + 1
        self.refresh()

    def _span_chosen(self, span: str) -> None:
        self.weeks = SIX_WEEKS if span == "weeks" else 0
        self.refresh()

    def _open_ghosts(self) -> None:
        menu = QMenu(self)
        for kind in GHOSTS:
            menu.addAction(text(f"promotions.ghost.{kind or 'none'}"), partial(self._ghosts_chosen, kind))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.ghost_button.mapToGlobal(self.ghost_button.rect().bottomLeft()))

    def _ghosts_chosen(self, kind: str) -> None:
        self.ghosts = kind
        self.ghost_button.setText(text(f"promotions.ghost.{kind or 'none'}"))
        self.refresh()

    # out

    def _open_export(self) -> None:
        menu = QMenu(self)
        for kind in ("xlsx", "pdf", "ics"):
            menu.addAction(text(f"promotions.export.{kind}"), partial(self._ask_file, kind))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(_cursor())

    def _ask_file(self, kind: str) -> None:
        name = f"{self.year}-{self.month:02d}.{kind}"
        chosen, _ = QFileDialog.getSaveFileName(self, text(f"promotions.export.{kind}"), name, f"*.{kind}")
        if chosen:
            self.export_to(kind, Path(chosen))

    def export_to(self, kind: str, target: Path) -> None:
        """Write the month as a workbook, a page of paper, or calendar entries."""
        year, month_number = self.year, self.month
        if kind == "pdf" and self.shown is not None:
            write_month_pdf(self.shown, year, month_number, target)
            self._exported(target)
            return

        def work(workspace: Workspace) -> Path:
            writer = export_workbook if kind == "xlsx" else export_calendar
            writer(workspace, year, month_number, target)
            return target

        self.context.read("promotions.export", work, self._exported)

    def _exported(self, target: Path) -> None:
        self.context.notify(message("promotions.notice.exported", file=target.name), severity="good")

    def print_document(self) -> QTextDocument | None:
        """Return the month's promotions as a document."""
        return month_document(self.shown, self.year, self.month) if self.shown else None


def _cursor() -> QPoint:
    return QCursor.pos()
