"""A day on one sheet: for each person or role the tasks with their scripts, and what buyers get that day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from shopplanner.domain.errors import NotFoundError
from shopplanner.services.promotions.offer_words import offer_words
from shopplanner.services.promotions.plan_words import scope_words
from shopplanner.services.promotions.prices import prices_of
from shopplanner.services.promotions.task_board import Board, Group, by_person, by_role
from shopplanner.services.promotions.tasks import Task
from shopplanner.services.workspace import Workspace

MOST_PRICES: Final = 30
"""Products whose prices are printed; a sheet is to be read at a glance."""


@dataclass(frozen=True)
class LiveLine:
    """A promotion of the day in words: name, offer, products, from when to when."""

    name: str
    offer: str
    scope: str
    span: str


@dataclass(frozen=True)
class PriceLine:
    """What buyers pay for a product now, in minor units; ``lowest`` a piece where they take ``pieces``."""

    name: str
    everyday: int
    general: int
    lowest: int
    pieces: int


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


def sheet_prices(workspace: Workspace, board: Board) -> tuple[PriceLine, ...]:
    """Return what buyers pay now for the products that today's promotions name."""
    now = workspace.clock.now().replace(tzinfo=None)
    named = dict.fromkeys(product_id for each in board.live for product_id in each.products)
    found = []
    for product_id in list(named)[:MOST_PRICES]:
        try:
            one = prices_of(workspace, product_id, now)
        except NotFoundError:  # a product without a price
            continue
        three = one.prices
        found.append(PriceLine(one.name, one.tag_price, three.general, three.lowest, three.lowest_quantity))
    return tuple(found)
