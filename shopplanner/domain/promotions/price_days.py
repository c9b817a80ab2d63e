"""Prices over time: the stretches between changes, each with its live offers, so that equal stretches are priced once.

A plan changes only where an offer begins or ends, and, for the platform's low-price check, where a check cycle begins.
Between two changes every product costs the same, however long the stretch is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from shopplanner.domain.promotions.campaign_rules import check_cycle, covers_cycle
from shopplanner.domain.promotions.offers import Offer

SECOND = timedelta(seconds=1)
MIDNIGHT = time(0)


@dataclass(frozen=True, slots=True)
class TimedOffer:
    """An offer with its window; both ends are included to the second.

    ``always_counts`` marks the platform's own reductions, which count in its low-price check whatever they cover.
    """

    offer: Offer
    starts: datetime
    ends: datetime
    always_counts: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of time in which nothing changes; ``offers`` carry whether they count in the check of its cycle."""

    starts: datetime
    ends: datetime
    offers: tuple[Offer, ...] = field(hash=False)

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
    flagged = [(each, replace(each.offer, whole_cycle=True), replace(each.offer, whole_cycle=False)) for each in timed]
    found: list[Segment] = []
    former: tuple[int, ...] = ()
    for start, stop in _stretches(timed, begin, end, fixed):
        offers = tuple(
            whole if each.always_counts or covers_cycle(each.starts, each.ends, start.date()) else part
            for each, whole, part in flagged
            if each.starts <= start and each.ends >= stop
        )
        marks = tuple(id(offer) for offer in offers)
        if found and marks == former and start not in fixed:
            found[-1] = replace(found[-1], ends=stop)
        else:
            found.append(Segment(start, stop, offers))
        former = marks
    return found


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
