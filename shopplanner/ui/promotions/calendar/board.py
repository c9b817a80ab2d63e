"""What the calendar page shows: the span and its picture, what is wrong on it, and prices below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar

from PySide6.QtCore import QTimer

from shopplanner.domain.changes import Area
from shopplanner.domain.errors import NotFoundError, ShopPlannerError
from shopplanner.domain.promotions.plan import Promotion
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions import plans
from shopplanner.services.promotions.month import MonthView, ProductChoice
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.page import Page
from shopplanner.ui.common.widgets import Card, label
from shopplanner.ui.promotions.calendar.axis import Axis
from shopplanner.ui.promotions.calendar.header import CalendarControls
from shopplanner.ui.promotions.calendar.lanes import TASKS
from shopplanner.ui.promotions.calendar.painting import Scene
from shopplanner.ui.promotions.calendar.ribbon_panel import RibbonPanel
from shopplanner.ui.promotions.calendar.risks import Risks, read_red_days, read_risks
from shopplanner.ui.promotions.calendar.selection import Selection
from shopplanner.ui.promotions.calendar.span import Span, span_words
from shopplanner.ui.promotions.calendar.surface import CalendarSurface
from shopplanner.ui.promotions.calendar.views import CalendarViews

TALL = 48
"""Height of a page, in font heights, from which a month has room for prices below it."""


class CalendarBoard(Page):
    """Reads and shows a span of the plan; what can be done to it is the page's."""

    AREAS: ClassVar[frozenset[Area]] = frozenset(
        {Area.PROMOTIONS, Area.TASKS, Area.PRODUCTS, Area.FACTS, Area.SHOP, Area.SETTINGS, Area.PACKS}
    )

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, text("promotions.calendar.title"))
        today = context.workspace.clock.today()
        self.span = Span(today.year, today.month)
        self.shown: MonthView | None = None
        self.risks = Risks()
        self.red: Mapping[date, Sequence[str]] = {}
        self._wanted: tuple[int, ...] = ()
        self._risk_timer = QTimer(self, singleShot=True, interval=0)  # the month is painted before risks are reckoned
        self._risk_timer.timeout.connect(self._read_risks)
        self.controls = CalendarControls(self, self.header, self._turn, self._view_chosen, self._controls_changed)
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
        self.views.timeline.moved.connect(self._axis_moved)
        self.views.timeline.year_wanted.connect(self._year_wanted)

    def _show_side(self) -> None:
        """Show the chosen promotion at the right, or the day."""
        raise NotImplementedError

    @property
    def canvas(self) -> CalendarSurface:
        """The picture that is seen: of the month or the timeline."""
        return self.views.canvas

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
        self._gone(error)

    def _gone(self, error: ShopPlannerError) -> None:
        """Say nothing of a promotion that was deleted while it was read."""
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
                self.red,
                self.risks.said,
            )
        )

    def _visible(self, promotions: Sequence[Promotion]) -> tuple[Promotion, ...]:
        return tuple(each for each in promotions if each.lane in self.controls.lanes)

    def _read_risks(self) -> None:
        promotions = self.shown.promotions if self.shown else ()
        self.context.read("calendar/risks", lambda workspace: read_risks(workspace, promotions), self._show_risks)

    def _show_risks(self, risks: Risks) -> None:
        days = self.shown.days if self.shown else ()
        if days:
            first, last = days[0].day, days[-1].day
            self.context.read(
                "calendar/red", lambda workspace: read_red_days(workspace, first, last), self._show_red_days
            )
        if risks != self.risks:
            self.risks = risks
            self._show_scene()
            if self.canvas.selected in risks.losing:
                self._show_side()

    def _show_red_days(self, red: Mapping[date, Sequence[str]]) -> None:
        if red != self.red:
            self.red = red
            self._show_scene()
            if self._promotion() is None:
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

    def _day_in_sight(self) -> date:
        """Return the day that was chosen, else today, else the first of the month; one that is shown."""
        days = [info.day for info in self.shown.days] if self.shown else []
        wanted = (self.canvas.day, self.context.workspace.clock.today())
        first = date(self.span.year, self.span.month, 1)
        return next((day for day in wanted if day is not None and day in days), first)

    def _products(self) -> Sequence[ProductChoice]:
        return self.shown.products if self.shown else ()

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
        today = self.context.workspace.clock.today()
        year, month = self._month_in_view()
        self.span = Span(year, month, self.span.monday, self.span.timeline).as_view(chosen, today)
        self.refresh()

    def _month_in_view(self) -> tuple[int, int]:
        """Return the month that is shown; on the timeline that of the chosen day, of today, or of the middle."""
        if not self.span.timeline:
            return self.span.year, self.span.month
        timeline = self.views.timeline
        day = timeline.day_in_view(timeline.day or self.context.workspace.clock.today())
        return day.year, day.month

    def _controls_changed(self) -> None:
        """Show other lanes at once; last year has to be read."""
        self.refresh()
