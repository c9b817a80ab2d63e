"""Which days the calendar shows: a month, or six weeks from a Monday on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from shopplanner.foundation.i18n import text
from shopplanner.services.promotions import month
from shopplanner.services.promotions.month import MonthView
from shopplanner.services.workspace import Workspace

WEEKS = 6


@dataclass(frozen=True)
class Span:
    """A month, or with a ``monday`` the weeks from it on."""

    year: int
    month: int
    monday: date | None = None

    def at(self, day: date) -> Span:
        """Return the month of a day, or the weeks from the one before it on."""
        monday = day - timedelta(days=day.weekday() + 7) if self.monday is not None else None
        return Span(day.year, day.month, monday)

    def turned(self, step: int) -> Span:
        """Return the span that lies ``step`` spans ahead."""
        if self.monday is not None:
            return self.at(self.monday + timedelta(weeks=WEEKS * step + 1))
        number = self.year * 12 + self.month - 1 + step
        return Span(number // 12, number % 12 + 1)

    def as_weeks(self, day: date) -> Span:
        """Return six weeks from the one before a day on."""
        return replace(self, monday=day).at(day)

    def as_month(self) -> Span:
        """Return the month, that of the second week where weeks are shown."""
        return replace(self, monday=None)

    def read(self, workspace: Workspace, ghosts: str) -> MonthView:
        """Read what is planned in it."""
        if self.monday is not None:
            return month.weeks_view(workspace, self.monday, WEEKS, ghosts=ghosts)
        return month.month_view(workspace, self.year, self.month, ghosts=ghosts)

    @property
    def heading(self) -> str:
        """What stands above it."""
        if self.monday is not None:
            last = self.monday + timedelta(days=7 * WEEKS - 1)
            return f"{self.monday:%Y-%m-%d} → {last:%m-%d}"
        name = text(f"promotions.month.{self.month}")
        return text("promotions.calendar.heading", year=self.year, month_name=name)
