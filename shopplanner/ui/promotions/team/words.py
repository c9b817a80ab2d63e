"""Hours, days and people as the team page says them."""

from __future__ import annotations

from datetime import date

from shopplanner.domain.promotions.plan import ROLES
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.load import Cell, Row, Span
from shopplanner.services.promotions.team_checks import hours

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def role_words(role: str) -> str:
    """Return a role's name; one that is not ours as it is."""
    return text(f"promotions.role.{role}") if role in ROLES else role


def row_words(row: Row) -> str:
    """Return who a line of the load is."""
    return row.person.name if row.person else text("team.load.nobody", role=role_words(row.role))


def who_words(row: Row) -> str:
    """Return who a line of the load is, with the role."""
    if row.person is None:
        return row_words(row)
    return text("team.load.person", name=row.person.name, role=role_words(row.role))


def day_words(day: date) -> str:
    """Return a day with its weekday."""
    return text("team.day", day=f"{day:%m-%d}", weekday=text(f"team.weekday.{WEEKDAYS[day.weekday()]}"))


def span_words(span: Span) -> str:
    """Return a column's heading: a day with its weekday, or a week by its first and last day."""
    return day_words(span.first) if span.first == span.last else f"{span.first:%m-%d}–{span.last:%m-%d}"


def cell_words(cell: Cell) -> str:
    """Return hours planned, of how many; nothing where nothing is planned."""
    if not cell.minutes:
        return ""
    return f"{hours(cell.minutes)}/{hours(cell.capacity)}" if cell.capacity else hours(cell.minutes)


def amount_words(cell: Cell) -> str:
    """Return hours planned and hours there are, in a sentence."""
    if cell.capacity is None:
        return text("team.load.planned", planned=hours(cell.minutes))
    return text("team.load.of", planned=hours(cell.minutes), capacity=hours(cell.capacity))
