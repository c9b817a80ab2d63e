"""What the year's timeline shows: a year with its neighbours, so that one can scroll on while the next is read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from shopplanner.domain.changes import Outcome
from shopplanner.domain.promotions.plan import Promotion
from shopplanner.services.promotions import month, plans
from shopplanner.services.promotions.month import MonthView
from shopplanner.services.workspace import Workspace


def year_span(year: int) -> tuple[date, date]:
    """Return the first and the last day that are read for a year: those of its neighbours."""
    return date(year - 1, 1, 1), date(year + 1, 12, 31)


def year_view(workspace: Workspace, year: int, *, ghosts: str = "") -> MonthView:
    """Return a year with the one before and the one after; ``ghosts`` as for a month."""
    first, last = year_span(year)
    return month.span_view(workspace, first, last, year, ghosts=ghosts)


def days_view(workspace: Workspace, first: date, last: date) -> MonthView:
    """Return just the days from one to another, as for a page of paper."""
    return month.span_view(workspace, first, last, first.year)


def plan_again(workspace: Workspace, ghost: Promotion) -> Outcome[list[int]]:
    """Plan a promotion of last year again, at the place where it is shown this year.

    Args:
        workspace: where to.
        ghost: last year's promotion as it is shown this year: with a negative id and this year's moments.
    """
    original = plans.promotion(workspace, -ghost.id)
    return plans.duplicate_many(workspace, [original.id], ghost.starts - original.starts)


def paste(workspace: Workspace, promotion_ids: Sequence[int], day: date) -> Outcome[list[int]]:
    """Copy promotions so that the earliest begins on a day, and the others as far behind it as they are now."""
    originals = [plans.promotion(workspace, each) for each in promotion_ids]
    first = min(each.starts.date() for each in originals)
    return plans.duplicate_many(workspace, promotion_ids, day - first)
