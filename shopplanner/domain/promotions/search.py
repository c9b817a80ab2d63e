"""The best way to give lines to offers that compete for them: exact, and the same on every run.

What an offer takes off depends only on the lines that it gets, as no two offers of a group share a line. Up to
``DYNAMIC`` lines all sets of lines are gone through offer by offer, ties settled by rule. Above, branch and bound finds
the same total; if it takes long for up to ``TOTALS`` lines, the sets are gone through for the total alone.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from shopplanner.domain.promotions.cart import Entry

DYNAMIC = 9
"""Most lines for which all sets of lines are looked at."""

TOTALS = 13
"""Most lines for which all sets of lines are looked at for the total alone."""

Value = Callable[[Entry, Sequence[int]], int]
"""What an offer takes off some lines together."""
Grouping = list[tuple[Entry, Sequence[int]]]
"""Offers with the lines that they get; offers that take nothing off are left out."""
Merit = tuple[int, int, tuple[int, ...], int]
"""How good a grouping is, the least best: what it takes off, offers, their positions, lines; the first and last < 0."""

Gets = tuple[tuple[Entry, int], ...]
"""Offers with the lines that they get, as bits."""
NOTHING: Merit = (0, 0, (), 0)


def best_grouping(entries: Sequence[Entry], numbers: Sequence[int], value: Value) -> Grouping:
    """Return the grouping that takes off most.

    On a tie fewer offers, then their earlier positions, then more lines, then earlier offers for earlier lines.

    Args:
        entries: offers that compete, by position.
        numbers: all lines that they are live for, at most ``DYNAMIC``.
        value: what an offer takes off some lines.
    """
    return _best_for_one(entries, numbers, value) if len(numbers) == 1 else _over_sets(entries, numbers, value)


def _best_for_one(entries: Sequence[Entry], numbers: Sequence[int], value: Value) -> Grouping:
    best = 0
    found: Grouping = []
    for entry in entries:
        saved = value(entry, numbers)
        if saved > best:
            best, found = saved, [(entry, numbers)]
    return found


def _over_sets(entries: Sequence[Entry], numbers: Sequence[int], value: Value) -> Grouping:
    """Go through the offers in order; for every set of lines keep the best that the offers so far make of it."""
    full = (1 << len(numbers)) - 1
    best = [NOTHING] * (full + 1)
    gets: list[Gets] = [()] * (full + 1)
    for entry in entries:
        before, before_gets = list(best), list(gets)
        for mask, saved in _worth(entry, numbers, value):
            others = rest = full ^ mask
            size = mask.bit_count()
            while True:
                known = before[rest]
                merit = (known[0] - saved, known[1] + 1, (*known[2], entry.position), known[3] - size)
                to = rest | mask
                if merit <= best[to]:
                    got = (*before_gets[rest], (entry, mask))
                    if merit < best[to] or _by_line(got, numbers) < _by_line(gets[to], numbers):
                        best[to], gets[to] = merit, got
                if not rest:
                    break
                rest = (rest - 1) & others
    return [(entry, lines_of(mask, numbers)) for entry, mask in gets[full]]


def best_total(entries: Sequence[Entry], numbers: Sequence[int], value: Value) -> Grouping:
    """Return a grouping that takes off most, ties settled in any way, though the same on every run."""
    full = (1 << len(numbers)) - 1
    best = [0] * (full + 1)
    chosen: list[tuple[Entry, list[int]]] = []
    for entry in entries:
        worth = dict(_worth(entry, numbers, value))
        cover = sum(1 << place for place, number in enumerate(numbers) if number in entry.members)
        sets = [worth.get(mask, 0) for mask in range(full + 1)]
        gets = [0] * (full + 1)
        for mask in range(full, 0, -1):
            most, got, inside = best[mask], 0, mask & cover
            part = inside
            while part:
                saved = best[mask ^ part] + sets[part]
                if saved > most:
                    most, got = saved, part
                part = (part - 1) & inside
            best[mask], gets[mask] = most, got
        chosen.append((entry, gets))
    found: Grouping = []
    mask = full
    for entry, gets in reversed(chosen):
        if gets[mask]:
            found.append((entry, lines_of(gets[mask], numbers)))
            mask ^= gets[mask]
    return found[::-1]


def _by_line(gets: Gets, numbers: Sequence[int]) -> list[int]:
    """Return the position of each line's offer; lines without one count as after the last offer."""
    positions = [sys.maxsize] * len(numbers)
    for entry, mask in gets:
        for place in range(len(numbers)):
            if mask >> place & 1:
                positions[place] = entry.position
    return positions


def _worth(entry: Entry, numbers: Sequence[int], value: Value) -> list[tuple[int, int]]:
    """Return the sets of lines for which an offer takes something off, as bits, with what it takes."""
    sets = [0]
    for place, number in enumerate(numbers):
        if number in entry.members:
            sets += [known | 1 << place for known in sets]
    found = []
    for mask in sets[1:]:
        saved = value(entry, lines_of(mask, numbers))
        if saved > 0:
            found.append((mask, saved))
    return found


def lines_of(mask: int, numbers: Sequence[int]) -> list[int]:
    """Return the lines whose bits are set."""
    return [number for place, number in enumerate(numbers) if mask >> place & 1]
