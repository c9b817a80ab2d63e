"""Where bars go on a month grid: pure arithmetic, no widgets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from shopplanner.domain.promotions.plan import Promotion


@dataclass(frozen=True)
class Bar:
    """The part of a promotion that lies in one week.

    Attributes:
        week: row of the grid.
        first: column of its first day, 0 to 6.
        last: column of its last day.
        slot: line below the date, from 0.
        begins: whether the promotion starts in it rather than before.
        ends: whether the promotion ends in it.
    """

    promotion: Promotion
    week: int
    first: int
    last: int
    slot: int
    begins: bool
    ends: bool


def lay_out(promotions: Sequence[Promotion], start: date, weeks: int) -> list[Bar]:
    """Return the bars of promotions on a grid that starts on the Monday ``start``.

    In each week a promotion takes the first free line; the ones that go on from the week before come first, then by
    start, then the longer ones, so that long bars stay on the same line where they can. Promotions of last year, whose
    ids are negative, stand below.
    """
    bars: list[Bar] = []
    previous: dict[int, int] = {}
    for week in range(weeks):
        monday = date.fromordinal(start.toordinal() + 7 * week)
        sunday = date.fromordinal(monday.toordinal() + 6)
        present = [each for each in promotions if each.starts.date() <= sunday and each.ends.date() >= monday]
        present.sort(
            key=lambda each: (
                each.id < 0,
                previous.get(each.id, 99),
                each.starts.date(),
                -(each.ends.date() - each.starts.date()).days,
                each.id,
            )
        )
        taken: list[set[int]] = []
        slots: dict[int, int] = {}
        for each in present:
            first = max(0, each.starts.date().toordinal() - monday.toordinal())
            last = min(6, each.ends.date().toordinal() - monday.toordinal())
            days = set(range(first, last + 1))
            wanted = previous.get(each.id)
            slot = wanted if wanted is not None and _free(taken, wanted, days) else _first_free(taken, days)
            while len(taken) <= slot:
                taken.append(set())
            taken[slot] |= days
            slots[each.id] = slot
            bars.append(Bar(each, week, first, last, slot, each.starts.date() >= monday, each.ends.date() <= sunday))
        previous = slots
    return bars


def _free(taken: Sequence[set[int]], slot: int, days: set[int]) -> bool:
    return slot >= len(taken) or not taken[slot] & days


def _first_free(taken: Sequence[set[int]], days: set[int]) -> int:
    return next((slot for slot in range(len(taken)) if not taken[slot] & days), len(taken))
