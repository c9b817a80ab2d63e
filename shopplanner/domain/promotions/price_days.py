"""Prices over time: the stretches between changes, each with its live offers, so that equal stretches are priced once.

A plan changes only where an offer begins or ends, and, for the platform's low-price check, where a check cycle begins.
Between two changes every product costs the same, however long the stretch is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from shopplanner.domain.promotions.campaign_rules import check_cycle, covers_cycle
from shopplanner.domain.promotions.offers import CartLine, Offer
from shopplanner.domain.promotions.pricing import price_cart
from shopplanner.domain.promotions.profile import Profile
from shopplanner.domain.promotions.quick import Book
from shopplanner.domain.promotions.quick_groups import Item
from shopplanner.domain.promotions.three_prices import QUANTITIES, is_general
from shopplanner.domain.promotions.tools import Layer

SECOND = timedelta(seconds=1)
MIDNIGHT = time(0)


@dataclass(frozen=True, slots=True)
class TimedOffer:
    """An offer with its window; both ends are included to the second.

    ``always_counts`` marks the platform's own reductions, which count in its low-price check whatever they cover,
    ``never_counts`` exclusive campaign prices and buyers' own assets, which never do. ``window`` is what the check
    looks at, where that is more than the offer's own, as for a rung of a clearance.
    """

    offer: Offer
    starts: datetime
    ends: datetime
    always_counts: bool = False
    never_counts: bool = False
    window: tuple[datetime, datetime] | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of time in which nothing changes.

    Attributes:
        offers: live offers, each with whether it counts in the check of its cycle.
        live: the same as a set: a bit for each of the offers that the stretches were made of.
        counted: those of them that count in the check.
    """

    starts: datetime
    ends: datetime
    offers: tuple[Offer, ...] = field(hash=False)
    live: int = 0
    counted: int = 0

    @property
    def days(self) -> list[date]:
        """The days that it touches."""
        first = self.starts.date()
        return [first + timedelta(days=number) for number in range((self.ends.date() - first).days + 1)]


def segments(timed: Sequence[TimedOffer], first: date, last: date, breaks: Iterable[datetime] = ()) -> list[Segment]:
    """Return the stretches of a span of days, in order and without gaps.

    Args:
        timed: offers with their windows.
        first: first day of the span.
        last: last day of the span, included.
        breaks: further moments at which something changes, such as the first moment of other stacking rules.
    """
    begin = datetime.combine(first, MIDNIGHT)
    end = datetime.combine(last, MIDNIGHT) + timedelta(days=1) - SECOND
    fixed = {moment for moment in breaks if begin < moment <= end}
    marked = [
        (1 << number, each, replace(each.offer, whole_cycle=True), replace(each.offer, whole_cycle=False))
        for number, each in enumerate(timed)
    ]
    found: list[Segment] = []
    for start, stop in _stretches(timed, begin, end, fixed):
        live = [found for found in marked if found[1].starts <= start and found[1].ends >= stop]
        counting = [_counts(each, start.date()) for _bit, each, _whole, _part in live]
        marks = sum(bit for bit, _each, _whole, _part in live)
        counted = sum(found[0] for found, counts in zip(live, counting, strict=True) if counts)
        if found and (marks, counted) == (found[-1].live, found[-1].counted) and start not in fixed:
            found[-1] = replace(found[-1], ends=stop)
        else:
            offers = tuple(
                whole if counts else part for (_bit, _each, whole, part), counts in zip(live, counting, strict=True)
            )
            found.append(Segment(start, stop, offers, marks, counted))
    return found


def _counts(timed: TimedOffer, day: date) -> bool:
    if timed.never_counts:
        return False
    starts, ends = timed.window or (timed.starts, timed.ends)
    return timed.always_counts or covers_cycle(starts, ends, day)


class PriceTable:
    """The three prices of many SKUs under sets of offers; what is equal is computed once."""

    def __init__(self, lines: Sequence[CartLine], offers: Sequence[Offer], profile: Profile) -> None:
        self.lines = tuple(replace(line, quantity=1) for line in lines)
        self.book = Book(offers, profile)
        self.covering = [self.book.covering(line) for line in self.lines]
        self._public = self.book.bits(offer for offer in offers if is_general(offer))
        free = self.book.of_layer[Layer.GIFT] | self.book.of_layer[Layer.FREIGHT]
        self._priced = ~free
        self._items: list[dict[int, Item]] = [{} for _line in self.lines]
        self._found: list[dict[int, list[int]]] = [{} for _line in self.lines]

    def prices(self, number: int, live: int, counted: int) -> Prices:
        """Return a SKU's one-piece general price, lowest price and check value, in fen.

        Args:
            number: which of the lines.
            live: the offers that are live, as a set.
            counted: those of them that count in the platform's low-price check.
        """
        mine = self.covering[number] & live & self._priced
        public = mine & self._public
        checked = public & counted
        lefts = self._paid(number, mine, QUANTITIES[-1])
        lowest = min(-(-total // count) for count, total in enumerate(lefts, start=1))
        general = lefts[0] if public == mine else self._paid(number, public, 1)[0]
        return general, lowest, general if checked == public else self._paid(number, checked, 1)[0]

    def lowest(self, number: int, live: int) -> tuple[int, int]:
        """Return the least that a piece of a SKU costs, in fen, and the number of pieces that gives it."""
        lefts = self._paid(number, self.covering[number] & live & self._priced, QUANTITIES[-1])
        return min((-(-total // count), count) for count, total in enumerate(lefts, start=1))

    def _paid(self, number: int, marks: int, most: int) -> list[int]:
        """Return what 1 to ``most`` pieces cost."""
        known = self._found[number].get(marks)
        if known is None or len(known) < most:
            known = self._found[number][marks] = self._compute(number, marks, most)
        return known

    def _compute(self, number: int, marks: int, most: int) -> list[int]:
        line = self.lines[number]
        live = self.book.live(marks)[0]
        compiled = self.book.compiled(live)
        item_marks = live & self.book.of_layer[Layer.ITEM]
        item = self._items[number].get(item_marks)
        if item is None:
            item = self._items[number][item_marks] = compiled.item(line)
        paid = compiled.lines(item, most)
        if paid is not None:
            return [each.lines[0] for each in paid]
        offers = self.book.chosen(marks)
        counts = range(1, most + 1)
        return [price_cart([replace(line, quantity=count)], offers, self.book.profile).payable for count in counts]


Prices = tuple[int, int, int]
"""General price, lowest price, check value."""


def _stretches(
    timed: Sequence[TimedOffer], begin: datetime, end: datetime, fixed: set[datetime]
) -> Iterator[tuple[datetime, datetime]]:
    """Yield the stretches between the moments at which anything may change."""
    moments = {begin, *fixed}
    for each in timed:
        moments.update((each.starts, each.ends + SECOND))
    day = begin.date()
    while day <= end.date():
        cycle_first, cycle_last = check_cycle(day)
        moments.add(datetime.combine(cycle_first, MIDNIGHT))
        day = cycle_last + timedelta(days=1)
    inside = sorted(moment for moment in moments if begin <= moment <= end)
    for number, start in enumerate(inside):
        stop = inside[number + 1] - SECOND if number + 1 < len(inside) else end
        yield start, stop
