"""The promotion calendar: a month or six weeks, the chosen promotion or day at the right."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QStackedWidget, QWidget

from shopplanner.domain.changes import Area
from shopplanner.domain.errors import NotFoundError, ShopPlannerError
from shopplanner.domain.promotions.plan import LANES, MECHANICS, Promotion
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions import almanac, month, plans
from shopplanner.services.promotions.month import MonthView, PromotionDetails
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.page import Page
from shopplanner.ui.common.widgets import Card, Segments, label, plain_button
from shopplanner.ui.promotions.calendar import output
from shopplanner.ui.promotions.calendar.canvas import MonthCanvas
from shopplanner.ui.promotions.calendar.day_panel import DayPanel
from shopplanner.ui.promotions.calendar.editor import PromotionEditor
from shopplanner.ui.promotions.calendar.edits import CalendarEdits
from shopplanner.ui.promotions.calendar.menus import new_menu, open_choices
from shopplanner.ui.promotions.calendar.painting import Scene
from shopplanner.ui.promotions.calendar.series import SeriesDialog
from shopplanner.ui.promotions.calendar.span import Span
from shopplanner.ui.promotions.month_paper import month_document

GHOSTS = ("", "solar", "lunar")


class CalendarPage(Page):
    """Plans promotions on a calendar."""

    AREAS: ClassVar[frozenset[Area]] = frozenset({Area.PROMOTIONS, Area.TASKS, Area.PRODUCTS, Area.PACKS})

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, text("promotions.calendar.title"))
        today = context.workspace.clock.today()
        self.span = Span(today.year, today.month)
        self.ghosts = ""
        self.lanes = set(LANES)
        self.shown: MonthView | None = None
        self.risks: Mapping[int, tuple[int, ...]] = {}
        self._wanted = 0
        self._to_name = 0
        self._priced_product: int | None = None
        self._risk_timer = QTimer(self, singleShot=True, interval=0)  # the month is painted before risks are reckoned
        self._risk_timer.timeout.connect(self._read_risks)
        self.edits = CalendarEdits(context, self, self._created)
        self._make_actions()
        self._make_header()
        self.note = label("", "small", wrap=True)
        self.body.addWidget(self.note)
        self.note.hide()
        self.canvas = MonthCanvas()
        card = Card()
        card.body.setContentsMargins(1, 1, 1, 1)
        card.body.addWidget(self.canvas, 1)
        self.body.addWidget(card, 1)
        self._make_inspector()
        self._connect()

    def _make_actions(self) -> None:
        edits = self.edits
        self.new = Action("promotions.new", "promotions.action.new", self._new, "Ctrl+N", icon="plus")
        self.member_day = Action(
            "promotions.member_day", "promotions.action.member_day", self._plan_series, icon="calendar"
        )
        self.export = Action("promotions.export", "promotions.action.export", self._open_export, icon="export")
        self.copy_picture = Action(
            "promotions.copy_picture", "promotions.action.copy_picture", self._copy_picture, icon="copy"
        )
        self.plan_tasks = self._action("plan_tasks", edits.plan_tasks, "task")
        self.duplicate = self._action("duplicate", edits.duplicate, "copy")
        self.duplicate_lunar = self._action("duplicate_lunar", edits.duplicate_lunar, "calendar")
        self.delete = self._action("delete", edits.delete, "delete")
        self.remove_series = self._action("remove_series", edits.remove_series, "delete", self._in_series)

    def _action(
        self, name: str, edit: Callable[[Promotion], None], icon: str, enabled: Callable[[], bool] | None = None
    ) -> Action:
        """Return an action on the chosen promotion."""
        return Action(
            f"promotions.{name}",
            f"promotions.action.{name}",
            partial(self._with_promotion, edit),
            icon=icon,
            enabled=enabled or self._is_chosen,
        )

    def _make_header(self) -> None:
        header = self.header
        for words, said, step in (("‹", "previous", -1), (text("promotions.calendar.today"), "", 0), ("›", "next", 1)):
            made = plain_button(words, partial(self._turn, step))
            if said:
                made.setAccessibleName(text(f"promotions.calendar.{said}"))
                made.setToolTip(text(f"promotions.calendar.{said}"))
            header.add_left(made)
        spans = [("month", text("promotions.calendar.month")), ("weeks", text("promotions.calendar.six_weeks"))]
        self.spans = Segments(spans, "month", self._span_chosen)
        header.add_left(self.spans)
        self.lane_button = plain_button("", self._open_lanes)
        header.add_left(self.lane_button)
        self._name_lanes()
        self.ghost_button = plain_button(f"{text('promotions.ghost.title')} ▾", self._open_ghosts)
        header.add_right(self.ghost_button)
        self.export_button = header.add_action(self.export)
        self.new_button = header.add_action(self.new, primary=True)
        self.new_button.setText(text("promotions.action.new_short"))

    def _make_inspector(self) -> None:
        actions = (self.plan_tasks, self.duplicate, self.delete)
        self.editor = PromotionEditor(self._store, self.edits.tick, self._price, actions, self.remove_series)
        self.day_panel = DayPanel(self._choose, self._new)
        self.side = QStackedWidget(self)
        self.side.hide()
        self.side.addWidget(self.editor)
        self.side.addWidget(self.day_panel)

    def _connect(self) -> None:
        canvas = self.canvas
        canvas.chosen.connect(self._chosen)
        canvas.day_chosen.connect(self._day_chosen)
        canvas.create_wanted.connect(self._ask_kind)
        canvas.edit_wanted.connect(self._edit)
        canvas.move_wanted.connect(self._move)
        canvas.resize_wanted.connect(self.edits.resize)
        canvas.remove_wanted.connect(lambda _id: self.delete.run())
        canvas.copy_wanted.connect(lambda _id: self.duplicate.run())
        canvas.menu_wanted.connect(self._open_menu)
        canvas.turn_wanted.connect(self._turn)

    def actions_list(self) -> Sequence[Action]:
        """Return the calendar's actions."""
        return (
            self.new,
            self.member_day,
            self.plan_tasks,
            self.duplicate,
            self.duplicate_lunar,
            self.delete,
            self.remove_series,
            self.export,
            self.copy_picture,
        )

    def flush(self) -> None:
        """Store a note that is being typed."""
        self.editor.flush()

    def refresh(self) -> None:
        """Read the span that is shown."""
        span, ghosts = self.span, self.ghosts
        self.context.read("calendar", lambda workspace: span.read(workspace, ghosts), self._show)

    def show_record(self, record: str) -> None:
        """Go to a promotion's month and choose it, or to a day (``day:2026-11-11``)."""
        if record.startswith("day:"):
            day = date.fromisoformat(record[4:])
            self.span = self.span.at(day)
            self.canvas.day = day
            self.canvas.select(0)
            self.refresh()
            return
        promotion_id = self._wanted = int(record)
        self.context.read(
            "calendar/find", lambda workspace: plans.promotion(workspace, promotion_id), self._go_to, self._not_found
        )

    def _not_found(self, error: ShopPlannerError) -> None:
        """Stay where the page is when a promotion is gone: undoing its creation leads to its place, too."""
        self._wanted = 0
        if not isinstance(error, NotFoundError):
            self.context.report(error)

    def _go_to(self, promotion: Promotion) -> None:
        days = self.shown.days if self.shown else ()
        outside = not days or promotion.starts.date() > days[-1].day or promotion.ends.date() < days[0].day
        if outside:
            self.span = self.span.at(promotion.starts.date())
        self.lanes.add(promotion.lane)
        self._name_lanes()
        self.refresh()

    # showing

    def _show(self, shown: MonthView) -> None:
        self.shown = shown
        self.header.set_title(self.span.heading)
        self._show_note(shown)
        self._show_scene()
        present = {each.id for each in self.canvas.scene.promotions}
        if self._wanted in present:
            self.canvas.select(self._wanted)
            self._wanted = 0
        elif self.canvas.selected not in present:
            self.canvas.select(0 if self.canvas.day else self._current_promotion())
        self._show_side()
        self._risk_timer.start()

    def _show_note(self, shown: MonthView) -> None:
        lines = [] if shown.promotions else [text("promotions.calendar.empty")]
        if not shown.announced:
            lines.append(text("promotions.calendar.not_announced", year=self.span.year))
        self.note.setText(" ".join(lines))
        self.note.setVisible(bool(lines))

    def _show_scene(self) -> None:
        shown = self.shown
        if shown is None:
            return
        self.canvas.show_scene(
            Scene(
                shown.days,
                self.span.month if self.span.monday is None else 0,
                self.context.workspace.clock.today(),
                self._visible(shown.promotions),
                self._visible(shown.ghosts),
                shown.tasks,
                {each: text("promotions.calendar.below_cost", n=len(lost)) for each, lost in self.risks.items()},
            )
        )

    def _visible(self, promotions: Sequence[Promotion]) -> tuple[Promotion, ...]:
        return tuple(each for each in promotions if each.lane in self.lanes)

    def _read_risks(self) -> None:
        promotions = self.shown.promotions if self.shown else ()
        self.context.read("calendar/risks", lambda workspace: month.below_cost(workspace, promotions), self._show_risks)

    def _show_risks(self, risks: Mapping[int, tuple[int, ...]]) -> None:
        if risks != self.risks:
            self.risks = risks
            self._show_scene()
            if self.canvas.selected in risks:
                self._show_side()

    def _current_promotion(self) -> int:
        """Return the promotion to begin with: one that is live, or the next to come."""
        now = self.context.workspace.clock.now().replace(tzinfo=None)
        coming = [each for each in self.canvas.scene.promotions if each.ends >= now and each.lane != "platform"]
        return coming[0].id if coming else 0

    def _promotion(self) -> Promotion | None:
        found = self.shown.promotions if self.shown else ()
        return next((each for each in found if each.id == self.canvas.selected), None)

    def _is_chosen(self) -> bool:
        return self._promotion() is not None

    def _in_series(self) -> bool:
        promotion = self._promotion()
        return promotion is not None and bool(promotion.series)

    def _choose(self, promotion_id: int) -> None:
        self.canvas.select(promotion_id)
        self._chosen(promotion_id)

    def _chosen(self, _promotion_id: int) -> None:
        self.editor.flush()
        self._priced_product = None
        self._show_side()

    def _day_chosen(self, _day: date) -> None:
        if self._promotion() is None:
            self._show_side()

    def _show_side(self) -> None:
        """Show the chosen promotion at the right, or the day."""
        promotion = self._promotion()
        if promotion is None:
            self._show_day(self._day_in_sight())
            return
        losing = self.risks.get(promotion.id, ())
        product = self._priced_product or (losing[0] if losing else None)
        self.context.read(
            "calendar/details", lambda workspace: month.details(workspace, promotion, product), self._show_details
        )

    def _day_in_sight(self) -> date:
        """Return the day that was chosen, else today, else the first of the month; one that is shown."""
        days = [info.day for info in self.shown.days] if self.shown else []
        wanted = (self.canvas.day, self.context.workspace.clock.today())
        first = date(self.span.year, self.span.month, 1)
        return next((day for day in wanted if day is not None and day in days), first)

    def _show_details(self, shown: PromotionDetails) -> None:
        if shown.promotion.id != self.canvas.selected or self.shown is None:
            return
        self.editor.show_details(shown, self.shown.products)
        self._show_inspector(self.editor)
        if self._to_name == shown.promotion.id:
            self._to_name = 0
            self.editor.edit_name()

    def _show_day(self, day: date) -> None:
        promotions = self.shown.promotions if self.shown else ()
        live = [each for each in promotions if each.starts.date() <= day <= each.ends.date()]
        due = self.shown.tasks.get(day, ()) if self.shown else ()
        self.day_panel.show_day(almanac.day_info(day), live, due)
        self._show_inspector(self.day_panel)

    def _show_inspector(self, widget: QWidget) -> None:
        self.side.setCurrentWidget(widget)
        if self.inspector is None:
            self.set_inspector(self.side)

    def _price(self, product_id: int) -> None:
        self._priced_product = product_id
        self._show_side()

    # edits

    def _store(self, wanted: Promotion) -> None:
        self.edits.store(wanted, self.editor.show_failure)

    def _edit(self, promotion_id: int) -> None:
        self._to_name = promotion_id
        self._show_side()

    def _new(self) -> None:
        day = self.canvas.day or self.context.workspace.clock.today()
        self._ask_kind(day, day)

    def _ask_kind(self, first: date, last: date) -> None:
        """Offer the mechanics for a span of days, beside its last day."""
        menu = new_menu(self)
        for mechanic in MECHANICS:
            entry = partial(self.edits.create, mechanic, first, last)
            menu.addAction(text(f"promotions.mechanic.{mechanic}"), entry)
        menu.addSeparator()
        menu.addAction(f"{self.member_day.text}…", partial(self._ask_series, first))
        days = self.canvas.scene.days
        inside = bool(days) and days[0].day <= last <= days[-1].day
        corner = self.canvas.day_rect(last).center().toPoint() if inside else self.canvas.rect().center()
        menu.popup(self.canvas.mapToGlobal(corner))

    def _move(self, promotion_id: int, days: int) -> None:
        self._wanted = promotion_id
        self.edits.move(promotion_id, days)

    def _created(self, promotion_id: int) -> None:
        """Choose a new promotion, wherever it is, and let its name be typed."""
        self._to_name = promotion_id
        self.show_record(str(promotion_id))

    def _plan_series(self) -> None:
        self._ask_series(self.canvas.day or self.context.workspace.clock.today())

    def _ask_series(self, first: date) -> None:
        products = self.shown.products if self.shown else ()
        SeriesDialog(self, first, products, self.edits.create_series).open()

    def _with_promotion(self, edit: Callable[[Promotion], None]) -> None:
        """Do an edit to the chosen promotion, if one is chosen."""
        promotion = self._promotion()
        if promotion is not None:
            edit(promotion)

    # what is shown

    def _turn(self, step: int) -> None:
        today = self.context.workspace.clock.today()
        self.canvas.day = None if step else today
        self.span = self.span.turned(step) if step else self.span.at(today)
        self.refresh()

    def _span_chosen(self, chosen: str) -> None:
        """Show a month, or six weeks from last week on; a month where those begin, on coming back."""
        today = self.context.workspace.clock.today()
        self.span = self.span.as_weeks(today) if chosen == "weeks" else self.span.as_month()
        self.refresh()

    def _open_ghosts(self) -> None:
        choices = [(text(f"promotions.ghost.{kind or 'none'}"), kind == self.ghosts, kind) for kind in GHOSTS]
        open_choices(self, self.ghost_button, choices, self._ghosts_chosen)

    def _ghosts_chosen(self, kind: str) -> None:
        self.ghosts = kind
        title = text(f"promotions.ghost.{kind}") if kind else text("promotions.ghost.title")
        self.ghost_button.setText(f"{title} ▾")
        self.refresh()

    def _open_lanes(self) -> None:
        choices = [(text(f"promotions.lane.{lane}"), lane in self.lanes, lane) for lane in LANES]
        open_choices(self, self.lane_button, choices, self._lane_chosen)

    def _lane_chosen(self, lane: str) -> None:
        self.lanes ^= {lane}
        self._name_lanes()
        if self.shown is not None:
            self._show(self.shown)

    def _name_lanes(self) -> None:
        self.lane_button.setText(text("promotions.calendar.lanes", shown=len(self.lanes), all=len(LANES)))

    def _open_menu(self, where: QPoint) -> None:
        """Offer what can be done with the promotion, or with the day."""
        menu = new_menu(self)
        promotion = self._promotion()
        if promotion is None:
            menu.addAction(self.new.to_qt(menu))
            menu.addAction(self.member_day.to_qt(menu))
        else:
            menu.addAction(text("promotions.editor.title"), partial(self._edit, promotion.id))
            for action in (self.duplicate, self.duplicate_lunar, self.plan_tasks, self.delete, self.remove_series):
                if action.can_run():
                    menu.addAction(action.to_qt(menu))
        menu.popup(where)

    # out

    def _copy_picture(self) -> None:
        output.copy_picture(self.context, self.canvas.picture())

    def _open_export(self) -> None:
        menu = new_menu(self)
        for kind in output.KINDS:
            menu.addAction(text(f"promotions.export.{kind}"), partial(self._ask_file, kind))
        menu.addSeparator()
        menu.addAction(self.copy_picture.to_qt(menu))
        menu.popup(self.export_button.mapToGlobal(self.export_button.rect().bottomLeft()))

    def _ask_file(self, kind: str) -> None:
        target = output.ask_file(self, kind, self.span.year, self.span.month)
        if target is not None:
            output.export(self.context, kind, self.span.year, self.span.month, target)

    def print_document(self) -> QTextDocument | None:
        """Return the month's promotions as a document."""
        return month_document(self.shown, self.span.year, self.span.month) if self.shown else None
