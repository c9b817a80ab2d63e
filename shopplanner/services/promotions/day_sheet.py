"""A day on one sheet: for each person or role the tasks with their scripts, and what buyers get that day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shopplanner.services.promotions.offer_words import offer_words
from shopplanner.services.promotions.plan_words import scope_words
from shopplanner.services.promotions.task_board import Board, Group, by_person, by_role
from shopplanner.services.promotions.tasks import Task


@dataclass(frozen=True)
class LiveLine:
    """A promotion of the day in words: name, offer, products, from when to when."""

    name: str
    offer: str
    scope: str
    span: str


@dataclass(frozen=True)
class DaySheet:
    """What is printed: a section for each person, then for each role whose tasks nobody has."""

    sections: tuple[Group, ...]
    live: tuple[LiveLine, ...]
    late: int


def day_sheet(board: Board, shown: Sequence[Task] | None = None) -> DaySheet:
    """Return today's sheet: open tasks that are due or late, of all tasks or of those that are shown."""
    tasks = board.tasks if shown is None else tuple(shown)
    due = [task for task in tasks if not task.done and task.due <= board.today]
    mine = [group for group in by_person(due, board.people) if group.person is not None]
    loose = by_role([task for task in due if task.person_id is None])
    live = tuple(
        LiveLine(
            each.name,
            offer_words(each),
            scope_words(each, board.products),
            f"{each.starts:%m-%d %H:%M} – {each.ends:%m-%d %H:%M}",
        )
        for each in board.live
    )
    return DaySheet((*mine, *loose), live, sum(1 for task in due if task.due < board.today))
