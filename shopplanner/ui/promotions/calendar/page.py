"""The promotion calendar: a month, six weeks or the year's timeline; the chosen promotion or day at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QStackedWidget, QWidget

from shopplanner.domain.changes import Area
from shopplanner.domain.errors import NotFoundError, ShopPlannerError
from shopplanner.domain.promotions.mechanics import GROUPS, MECHANICS
from shopplanner.domain.promotions.plan import Promotion
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions import almanac, plans
from shopplanner.services.promotions.details import PromotionDetails, details
from shopplanner.services.promotions.month import MonthView
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.page import Page
from shopplanner.ui.common.widgets import Card, label
from shopplanner.ui.promotions.calendar import output
from shopplanner.ui.promotions.calendar.axis import Axis
from shopplanner.ui.promotions.calendar.clipboard import clip, clipped
from shopplanner.ui.promotions.calendar.day_panel import DayPanel
from shopplanner.ui.promotions.calendar.drag import DAY_END
from shopplanner.ui.promotions.calendar.editor import PromotionEditor
from shopplanner.ui.promotions.calendar.edits import CalendarEdits
from shopplanner.ui.promotions.calendar.header import CalendarControls
from shopplanner.ui.promotions.calendar.lanes import TASKS
from shopplanner.ui.promotions.calendar.menus import new_menu
from shopplanner.ui.promotions.calendar.painting import Scene
from shopplanner.ui.promotions.calendar.ribbon_panel import RibbonPanel
from shopplanner.ui.promotions.calendar.risks import Risks, read_risks
from shopplanner.ui.promotions.calendar.selection import Selection
from shopplanner.ui.promotions.calendar.series import SeriesDialog
from shopplanner.ui.promotions.calendar.span import Span, span_words
from shopplanner.ui.promotions.calendar.surface import CalendarSurface
from shopplanner.ui.promotions.calendar.views import CalendarViews
from shopplanner.ui.promotions.month_paper import month_document
from shopplanner.ui.promotions.readiness_card import ReadinessCard

TALL = 48
"""Height of a page, in font heights, from which a month has room for prices below it."""
USUAL = 7
"""Mechanics that stand in the menu itself; the others are one step deeper."""


class CalendarPage(Page):
    """Plans promotions on a calendar."""

    AREAS: ClassVar[frozenset[Area]] = frozenset({Area.PROMOTIONS, Area.TASKS, Area.PRODUCTS, Area.PACKS})

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, text("promotions.calendar.title"))
        today = context.workspace.clock.today()
        self.span = Span(today.year, today.month)
        self.shown: MonthView | None = None
        self.risks = Risks()
        self._wanted: tuple[int, ...] = ()
        self._to_name = 0
        self._priced_product: int | None = None
        self._risk_timer = QTimer(self, singleShot=True, interval=0)  # the month is painted before risks are reckoned
        self._risk_timer.timeout.connect(self._read_risks)
        self.edits = CalendarEdits(context, self, self._created, self._copied)
        self._make_actions()
        self.controls = CalendarControls(self, self.header, self._turn, self._view_chosen, self._controls_changed)
        self.export_button = self.header.add_action(self.export)
        self.new_button = self.header.add_action(self.new, primary=True)
        self.new_button.setText(text("promotions.action.new_short"))
        self.note = label("", "small", wrap=True)
        self.body.addWidget(self.note)
        self.note.hide()
        self.views = CalendarViews()
        card = Card()
        card.body.setContentsMargins(1, 1, 1, 1)
        card.body.addWidget(self.views, 1)
        self.body.addWidget(card, 1)
        self.ribbon = RibbonPanel(context)
        self.body.addWidget(self.ribbon)
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
        self.plan_tasks = self._action("plan_tasks", partial(self._with_promotion, edits.plan_tasks), "task")
        self.duplicate = self._action("duplicate", partial(self._with_all, edits.duplicate), "copy")
        self.next_year = self._action("next_year", partial(self._with_all, edits.copy_to_next_year), "calendar")
        self.delete = self._action("delete", partial(self._with_all, edits.delete), "delete")
        self.remove_series = self._action(
            "remove_series", partial(self._with_promotion, edits.remove_series), "delete", self._in_series
        )

    def _action(
        self, name: str, handler: Callable[[], None], icon: str, enabled: Callable[[], bool] | None = None
    ) -> Action:
        """Return an action on what is chosen."""
        text_id = "timeline.action.next_year" if name == "next_year" else f"promotions.action.{name}"
        return Action(f"promotions.{name}", text_id, handler, icon=icon, enabled=enabled or self._is_chosen)

    def _make_inspector(self) -> None:
        actions = (self.plan_tasks, self.duplicate, self.delete)
        self.editor = PromotionEditor(
            self._store, self.edits.tick, self._price, actions, self.remove_series, ReadinessCard(self.context)
        )
        self.day_panel = DayPanel(self._choose, self._new)
        self.side = QStackedWidget(self)
        self.side.hide()
        self.side.addWidget(self.editor)
        self.side.addWidget(self.day_panel)

    def _connect(self) -> None:
        for name, handler in (
            ("chosen", self._chosen),
            ("day_chosen", self._day_chosen),
            ("create_wanted", self._ask_kind),
            ("edit_wanted", self._edit),
            ("move_wanted", self._move),
            ("resize_wanted", self.edits.resize),
            ("remove_wanted", lambda _ids: self.delete.run()),
            ("copy_wanted", lambda _ids: self.duplicate.run()),
            ("clip_wanted", lambda _ids: self._with_all(clip)),
            ("paste_wanted", self._paste),
            ("ghost_wanted", self._open_ghost),
            ("menu_wanted", self._open_menu),
            ("turn_wanted", self._turn),
        ):
            self.views.connect_all(name, handler)
        self.views.timeline.moved.connect(self._axis_moved)
        self.views.timeline.year_wanted.connect(self._year_wanted)

    @property
    def canvas(self) -> CalendarSurface:
        """The picture that is seen: of the month or the timeline."""
        return self.views.canvas

    def actions_list(self) -> Sequence[Action]:
        """Return the calendar's actions."""
        return (
            self.new,
            self.member_day,
            self.plan_tasks,
            self.duplicate,
            self.next_year,
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
        span, ghosts = self.span, self.controls.ghosts
        self.context.read("calendar", lambda workspace: span.read(workspace, ghosts), self._show)

    def show_record(self, record: str) -> None:
        """Go to a promotion's month and choose it, or to a day (``day:2026-11-11``)."""
        if record.startswith("day:"):
            self._go_to_day(date.fromisoformat(record[4:]))
            return
        promotion_id = int(record)
        self._wanted = (promotion_id,)
        self.context.read(
            "calendar/find", lambda workspace: plans.promotion(workspace, promotion_id), self._go_to, self._not_found
        )

    def _not_found(self, error: ShopPlannerError) -> None:
        """Stay where the page is when a promotion is gone: undoing its creation leads to its place, too."""
        self._wanted = ()
        if not isinstance(error, NotFoundError):
            self.context.report(error)

    def _go_to_day(self, day: date) -> None:
        self.span = self.span.at(day)
        self.canvas.day = day
        self.canvas.select(0)
        self.views.timeline.show_day(day)
        self.refresh()

    def _go_to(self, promotion: Promotion) -> None:
        first = promotion.starts.date()
        days = self.shown.days if self.shown else ()
        if not days or first > days[-1].day or promotion.ends.date() < days[0].day:
            self.span = self.span.at(first)
        self.controls.show_lane(promotion.lane)
        self.views.timeline.show_day(first)
        self.refresh()

    # showing

    def _show(self, shown: MonthView) -> None:
        if self.span.timeline and self.canvas is self.views.month:
            self.views.timeline.begin_at(self.span.year)
        self.shown = shown
        self.views.show_timeline(self.span.timeline)
        self._show_note(shown)
        self._show_scene()
        self.ribbon.show_products(shown.products)
        if self.span.timeline:
            self._axis_moved(self.views.timeline.axis)
        else:
            self.header.set_title(self.span.heading)
            self.ribbon.show_days(shown.days[0].day, len(shown.days))
        self.ribbon.show_opened(self.span.timeline or self.height() >= self.context.theme.unit(TALL))
        self.ribbon.reread()
        self._restore_choice()
        self._show_side()
        self._risk_timer.start()

    def _restore_choice(self) -> None:
        """Choose what was asked for, else what was chosen and is still there, else what comes next."""
        canvas, wanted = self.canvas, set(self._wanted)
        present = {each.id for each in canvas.scene.promotions}
        if wanted and wanted <= present:
            canvas.take(Selection(self._wanted))
            self._wanted = ()
            return
        kept = canvas.selection.among(present)
        canvas.take(kept if kept.ids or canvas.day else kept.only(self._current_promotion()))

    def _show_note(self, shown: MonthView) -> None:
        lines = [] if shown.promotions else [text("promotions.calendar.empty")]
        if not shown.announced:
            lines.append(text("promotions.calendar.not_announced", year=self.span.year))
        self.note.setText(" ".join(lines))
        self.note.setVisible(bool(lines))

    def _show_scene(self) -> None:
        shown, lanes = self.shown, self.controls.lanes
        if shown is None:
            return
        self.views.timeline.shown = lanes
        self.canvas.show_scene(
            Scene(
                shown.days,
                self.span.month if self.span.view == "month" else 0,
                self.context.workspace.clock.today(),
                self._visible(shown.promotions),
                self._visible(shown.ghosts),
                shown.tasks if TASKS in lanes else {},
                self.risks.chips,
                self.risks.red,
            )
        )

    def _visible(self, promotions: Sequence[Promotion]) -> tuple[Promotion, ...]:
        return tuple(each for each in promotions if each.lane in self.controls.lanes)

    def _read_risks(self) -> None:
        promotions = self.shown.promotions if self.shown else ()
        self.context.read("calendar/risks", lambda workspace: read_risks(workspace, promotions), self._show_risks)

    def _show_risks(self, risks: Risks) -> None:
        if risks != self.risks:
            self.risks = risks
            self._show_scene()
            if self.canvas.selected in risks.losing:
                self._show_side()

    def _axis_moved(self, axis: Axis) -> None:
        """Say which days the timeline shows."""
        if self.span.timeline:
            self.ribbon.show_axis(axis)
            whole_year = (axis.first.month, axis.first.day) == (1, 1) and axis.last.year - axis.first.year <= 1
            year = text("timeline.heading.year", year=axis.first.year)
            self.header.set_title(year if whole_year and axis.days > 360 else span_words(axis.first, axis.last))

    def _year_wanted(self, year: int) -> None:
        """Read another year once the timeline was scrolled into it."""
        if self.span.timeline and year != self.span.year:
            self.span = Span(year, self.span.month, timeline=True)
            self.refresh()

    def _current_promotion(self) -> int:
        """Return the promotion to begin with: one that is live, or the next to come."""
        now = self.context.workspace.clock.now().replace(tzinfo=None)
        coming = [each for each in self.canvas.scene.promotions if each.ends >= now and each.lane != "platform"]
        return coming[0].id if coming else 0

    def _promotion(self) -> Promotion | None:
        return next(iter(self.canvas.chosen_promotions()), None)

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
        losing = self.risks.losing.get(promotion.id, ())
        product = self._priced_product or (losing[0] if losing else None)
        self.context.read(
            "calendar/details", lambda workspace: details(workspace, promotion, product), self._show_details
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
        if shown.price is not None:
            self.ribbon.choose_product(shown.price.product_id)
        self._show_inspector(self.editor)
        if self._to_name == shown.promotion.id:
            self._to_name = 0
            self.editor.edit_name()

    def _show_day(self, day: date) -> None:
        promotions = self.shown.promotions if self.shown else ()
        live = [each for each in promotions if each.starts.date() <= day <= each.ends.date()]
        due = self.shown.tasks.get(day, ()) if self.shown else ()
        known = (info for info in (self.shown.days if self.shown else ()) if info.day == day)
        self.day_panel.show_day(next(known, None) or almanac.day_info(day), live, due)
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
        self._ask_kind(datetime.combine(day, time()), datetime.combine(day, DAY_END), "")

    def _ask_kind(self, starts: datetime, ends: datetime, lane: str) -> None:
        """Offer the mechanics for a span of days, beside its last day."""
        menu = new_menu(self)
        usual = MECHANICS[:USUAL]
        for mechanic in usual:
            entry = partial(self.edits.create, mechanic, starts, ends, lane)
            menu.addAction(text(f"promotions.mechanic.{mechanic}"), entry)
        menu.addSeparator()
        for group, mechanics in GROUPS.items():
            part = menu.addMenu(text(f"editor.group.{group}"))
            for mechanic in mechanics:
                if mechanic not in usual:
                    entry = partial(self.edits.create, mechanic, starts, ends, lane)
                    part.addAction(text(f"promotions.mechanic.{mechanic}"), entry)
        menu.addSeparator()
        menu.addAction(f"{self.member_day.text}…", partial(self._ask_series, starts.date()))
        inside = self.canvas.inside(ends.date())
        corner = self.canvas.day_rect(ends.date()).center().toPoint() if inside else self.canvas.rect().center()
        menu.popup(self.canvas.mapToGlobal(corner))

    def _move(self, promotion_ids: tuple[int, ...], by: timedelta) -> None:
        self._wanted = self.canvas.selection.ids
        self.edits.move(promotion_ids, by)

    def _created(self, promotion_id: int) -> None:
        """Choose a new promotion, wherever it is, and let its name be typed."""
        self._to_name = promotion_id
        self.show_record(str(promotion_id))

    def _copied(self, promotion_ids: Sequence[int]) -> None:
        """Choose copies, where the first of them is."""
        self.show_record(str(promotion_ids[0]))
        self._wanted = tuple(reversed(promotion_ids))

    def _paste(self, day: date) -> None:
        """Copy what was kept for pasting to a day."""
        kept = clipped()
        if kept:
            self.edits.paste(kept, day)

    def _plan_series(self) -> None:
        self._ask_series(self.canvas.day or self.context.workspace.clock.today())

    def _ask_series(self, first: date) -> None:
        products = self.shown.products if self.shown else ()
        SeriesDialog(self, self.context, first, products, self.edits.create_series).open()

    def _with_promotion(self, edit: Callable[[Promotion], None]) -> None:
        """Do an edit to the promotion that is looked at, if there is one."""
        promotion = self._promotion()
        if promotion is not None:
            edit(promotion)

    def _with_all(self, edit: Callable[[Sequence[Promotion]], None]) -> None:
        """Do an edit to all promotions chosen, if there are any."""
        chosen = self.canvas.chosen_promotions()
        if chosen:
            edit(chosen)

    # what is shown

    def _turn(self, step: int) -> None:
        today = self.context.workspace.clock.today()
        self.canvas.day = None if step else today
        if self.span.timeline:
            self.views.timeline.turn(step)
            return
        self.span = self.span.turned(step) if step else self.span.at(today)
        self.refresh()

    def _view_chosen(self, chosen: str) -> None:
        """Show a month, six weeks from last week on, or the year; a month where those begin, on coming back."""
        self.span = self.span.as_view(chosen, self.context.workspace.clock.today())
        self.refresh()

    def _controls_changed(self) -> None:
        """Show other lanes at once; last year has to be read."""
        self.refresh()

    def _open_ghost(self, ghost_id: int, where: QPoint) -> None:
        """Offer to plan a promotion of last year again, or to look at it."""
        ghost = next((each for each in self.canvas.scene.ghosts if each.id == ghost_id), None)
        if ghost is not None:
            menu = new_menu(self)
            menu.addAction(text("timeline.ghost.again"), partial(self.edits.plan_again, ghost))
            menu.addAction(text("timeline.ghost.look"), partial(self.show_record, str(-ghost_id)))
            menu.popup(where)

    def _open_menu(self, where: QPoint) -> None:
        """Offer what can be done with the promotion, or with the day."""
        menu = new_menu(self)
        promotion = self._promotion()
        if promotion is None:
            menu.addAction(self.new.to_qt(menu))
            menu.addAction(self.member_day.to_qt(menu))
        else:
            menu.addAction(text("promotions.editor.title"), partial(self._edit, promotion.id))
            for action in (self.duplicate, self.next_year, self.plan_tasks, self.delete, self.remove_series):
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
