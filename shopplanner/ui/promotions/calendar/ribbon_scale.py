"""The price axis of the ribbon, and lines cut into steps; arithmetic only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from shopplanner.services.promotions.price_band import PriceBand
from shopplanner.ui.promotions.calendar.axis import number
from shopplanner.ui.promotions.calendar.lanes import SECOND

ROOM: Final = 0.12
"""How much of the height stays free above the highest and below the lowest amount."""
STEPS: Final = (1, 2, 5)


@dataclass(frozen=True)
class Step:
    """An amount over a stretch of time, in days since year 1."""

    begin: float
    end: float
    amount: int


@dataclass(frozen=True)
class Scale:
    """Amounts in fen between two heights."""

    low: float
    high: float
    top: float
    bottom: float

    def y(self, amount: float) -> float:
        """Return how far down an amount lies."""
        return self.bottom - (amount - self.low) / (self.high - self.low) * (self.bottom - self.top)

    def ticks(self, most: int) -> list[int]:
        """Return round amounts, at most so many, from the lowest."""
        step = next(each for each in _rounds() if (self.high - self.low) / each <= max(1, most))
        first = -int(-self.low // step) * step
        return list(range(first, int(self.high) + 1, step))


def _rounds() -> Iterator[int]:
    """Yield 1, 2, 5, 10 yuan and so on, in fen."""
    power = 100
    while True:
        for each in STEPS:
            yield each * power
        power *= 10


def scale_of(amounts: Sequence[int], top: float, bottom: float) -> Scale:
    """Return a scale on which all amounts lie, with some room; a small one around a single amount."""
    low, high = (min(amounts), max(amounts)) if amounts else (0, 10_000)
    spread = max(high - low, 200)
    return Scale(max(0.0, low - spread * ROOM), high + spread * ROOM, top, bottom)


def steps(band: PriceBand, name: str) -> list[Step]:
    """Return one of the band's lines as steps; gaps where the amount is unknown."""
    if name == "line":
        return _line_steps(band)
    found = []
    for each in band.segments:
        amount = getattr(each, name)
        if amount is not None:
            found.append(Step(number(each.starts), number(each.ends) + SECOND, amount))
    return found


def _line_steps(band: PriceBand) -> list[Step]:
    """Join days with the same line."""
    found: list[Step] = []
    for day in sorted(band.line):
        amount = band.line[day]
        if amount is None:
            continue
        begin = float(day.toordinal())
        if found and found[-1].amount == amount and found[-1].end == begin:
            found[-1] = Step(found[-1].begin, begin + 1, amount)
        else:
            found.append(Step(begin, begin + 1, amount))
    return found


def breaches(lowest: Sequence[Step], floors: Sequence[Step]) -> list[tuple[Step, int]]:
    """Return where the lowest price lies below a floor, as steps of the price and the floor's amount."""
    found = []
    for step in lowest:
        for floor in floors:
            begin, end = max(step.begin, floor.begin), min(step.end, floor.end)
            if begin < end and step.amount < floor.amount:
                found.append((Step(begin, end, step.amount), floor.amount))
    return found


def amounts_in(lines: Sequence[Sequence[Step]], begin: float, end: float) -> list[int]:
    """Return all amounts of a stretch of time."""
    return [step.amount for line in lines for step in line if step.begin < end and step.end > begin]


def span_to_read(first: date, last: date) -> tuple[date, date]:
    """Return the days to read so that one can scroll on by half of what is seen."""
    more = (last.toordinal() - first.toordinal() + 1) // 2
    return date.fromordinal(first.toordinal() - more), date.fromordinal(last.toordinal() + more)
