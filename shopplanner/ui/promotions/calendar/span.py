"""Which days the calendar shows: a month, six weeks from a Monday on, or a year on the timeline."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from shopplanner.foundation.i18n import text
from shopplanner.services.promotions import month
from shopplanner.services.promotions.month import MonthView
from shopplanner.services.promotions.year import year_view
from shopplanner.services.workspace import Workspace

WEEKS = 6


@dataclass(frozen=True)
class Span:
    """A month, with a ``monday`` the weeks from it on, or as a ``timeline`` the year."""

    year: int
    month: int
    monday: date | None = None
    timeline: bool = False

    @property
    def view(self) -> str:
        """Name of the view: ``month``, ``weeks`` or ``year``."""
        return "year" if self.timeline else "weeks" if self.monday is not None else "month"

    def at(self, day: date) -> Span:
        """Return the month or year of a day, or the weeks from the one before it on."""
        monday = day - timedelta(days=day.weekday() + 7) if self.monday is not None else None
        return Span(day.year, day.month, monday, self.timeline)

    def turned(self, step: int) -> Span:
        """Return the span that lies ``step`` spans ahead."""
        if self.timeline:
            return replace(self, year=self.year + step)
        if self.monday is not None:
            return self.at(self.monday + timedelta(weeks=WEEKS * step + 1))
        number = self.year * 12 + self.month - 1 + step
        return Span(number // 12, number % 12 + 1)

    def as_view(self, view: str, day: date) -> Span:
        """Return another view: the six weeks from the one before a day on, the month shown or the year of it."""
        if view == "weeks":
            return Span(day.year, day.month, day).at(day)
        return Span(self.year, self.month, timeline=view == "year")

    def read(self, workspace: Workspace, ghosts: str) -> MonthView:
        """Read what is planned in it."""
        if self.timeline:
            return year_view(workspace, self.year, ghosts=ghosts)
        if self.monday is not None:
            return month.weeks_view(workspace, self.monday, WEEKS, ghosts=ghosts)
        return month.month_view(workspace, self.year, self.month, ghosts=ghosts)

    @property
    def heading(self) -> str:
        """What stands above it; above a timeline it follows what is scrolled to."""
        if self.timeline:
            return str(self.year)
        if self.monday is not None:
            return span_words(self.monday, self.monday + timedelta(days=7 * WEEKS - 1))
        name = text(f"promotions.month.{self.month}")
        return text("promotions.calendar.heading", year=self.year, month_name=name)


def span_words(first: date, last: date) -> str:
    """Return a span of days as a heading; a long one by its months."""
    if (last - first).days >= 100:
        return f"{first:%Y-%m} → {last:%Y-%m}"
    return f"{first:%Y-%m-%d} → {last:%m-%d}"
