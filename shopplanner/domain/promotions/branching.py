"""Branch and bound over the lines of a large cart: which offer each line takes, so that most is taken off.

For every offer two bounds are known: what it takes off in all, and what it takes off each line if its benefit is spread
evenly over what its threshold needs. For each choice of offers to be bounded in all rather than line by line there is
a bound for a partial decision; the least of them counts.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from itertools import combinations

from shopplanner.domain.promotions.cart import Entry
from shopplanner.domain.promotions.search import Grouping, Value, lines_of

Bound = Callable[[Entry], tuple[int, Sequence[int]]]
"""The most that an offer takes off in all, and parts whose sum over any lines is never below what it takes off."""


class TooLongError(Exception):
    """More decisions were looked at than were allowed."""


IN_ALL = 6
"""Most offers that are bounded in all in some choice; each more doubles the choices."""


class Branching:
    """The lines of one group of competing offers, decided one after the other."""

    def __init__(self, entries: Sequence[Entry], numbers: Sequence[int], value: Value, bound: Bound) -> None:
        self.entries = entries
        self.value = value
        self.known: dict[tuple[int, int], int] = {}
        bounds = [bound(entry) for entry in entries]
        self.numbers = sorted(numbers, key=lambda number: -max(parts[number] for _, parts in bounds))
        self.most = [[parts[number] for number in self.numbers] for _, parts in bounds]
        self.whole = [total for total, _ in bounds]
        self.options = [self._options(place, number) for place, number in enumerate(self.numbers)]
        self.last = [
            max((place for place, number in enumerate(self.numbers) if number in entry.members), default=-1)
            for entry in entries
        ]
        self.allowed = sys.maxsize
        self.choices = [(chosen, self._still(chosen)) for chosen in self._chosen()]

    def _options(self, place: int, number: int) -> list[int]:
        """Return the offers that a line may take, the likely best first."""
        live = [index for index, entry in enumerate(self.entries) if number in entry.members]
        return sorted(live, key=lambda index: -self.most[index][place])

    def _chosen(self) -> list[frozenset[int]]:
        """Return the choices of offers that are bounded in all."""
        slack = {index: sum(parts) - self.whole[index] for index, parts in enumerate(self.most)}
        shared = sorted((index for index in slack if slack[index] > 0), key=lambda index: -slack[index])[:IN_ALL]
        return [frozenset(each) for size in range(len(shared) + 1) for each in combinations(shared, size)]

    def _still(self, chosen: frozenset[int]) -> list[int]:
        """Return for each place the most that the lines from it on add by the offers bounded line by line."""
        sums = [0]
        for place in reversed(range(len(self.numbers))):
            found = (self.most[index][place] for index in self.options[place] if index not in chosen)
            sums.append(sums[-1] + max(found, default=0))
        return sums[::-1]

    def visit(self, least: int, found: Callable[[int, Grouping], int]) -> None:
        """Show groupings that take off more than ``least``; ``found`` returns what the next must exceed.

        Raises:
            TooLongError: if more decisions than allowed were looked at.
        """
        self.least, self.found = least, found
        self._decide(0, [0] * len(self.entries), [0] * len(self.entries))

    def best(self, allowed: int = 0) -> Grouping:
        """Return the grouping that takes off most.

        Args:
            allowed: most decisions to look at; 0 for all.

        Raises:
            TooLongError: if they were not enough.
        """
        self.allowed = allowed or sys.maxsize
        masks = self._climbed()
        best = self._grouping(masks)

        def keep(saved: int, grouping: Grouping) -> int:
            nonlocal best
            best = grouping
            return saved

        self.visit(self._total(masks), keep)
        return best

    def _decide(self, place: int, masks: list[int], parts: list[int]) -> None:
        """Decide the lines from a place on; ``parts`` are the bounds of the lines that each offer has so far."""
        self.allowed -= 1
        if self.allowed < 0:
            raise TooLongError
        if self._bound(place, masks, parts) <= self.least:
            return
        if place == len(self.numbers):
            self.least = self.found(self._total(masks), self._grouping(masks))
            return
        for index in self.options[place]:
            masks[index] |= 1 << place
            parts[index] += self.most[index][place]
            self._decide(place + 1, masks, parts)
            parts[index] -= self.most[index][place]
            masks[index] ^= 1 << place
        self._decide(place + 1, masks, parts)

    def _bound(self, place: int, masks: Sequence[int], parts: Sequence[int]) -> int:
        """Return what no completion of a partial decision can exceed."""
        settled = 0
        still: list[int] = []
        for index, mask in enumerate(masks):
            if self.last[index] < place:
                settled += self._worth(index, mask)
            else:
                still.append(index)
        return settled + min(
            rest[place] + sum(self.whole[index] if index in chosen else parts[index] for index in still)
            for chosen, rest in self.choices
        )

    def _worth(self, index: int, mask: int) -> int:
        if not mask:
            return 0
        key = index, mask
        if key not in self.known:
            self.known[key] = self.value(self.entries[index], sorted(lines_of(mask, self.numbers)))
        return self.known[key]

    def _total(self, masks: Sequence[int]) -> int:
        return sum(self._worth(index, mask) for index, mask in enumerate(masks))

    def _grouping(self, masks: Sequence[int]) -> Grouping:
        return [
            (self.entries[index], sorted(lines_of(mask, self.numbers)))
            for index, mask in enumerate(masks)
            if self._worth(index, mask)
        ]

    def _climbed(self) -> list[int]:
        """Return a good start: each line's likely best, or one offer for all its lines, improved line by line."""
        likely = [0] * len(self.entries)
        for place, options in enumerate(self.options):
            if options:
                likely[options[0]] |= 1 << place
        starts = [likely, *(self._first(index, likely) for index in range(len(self.entries)))]
        return max((self._improved(start) for start in starts), key=self._total)

    def _first(self, index: int, likely: Sequence[int]) -> list[int]:
        """Return the likely choice with one offer taking all its lines."""
        mine = sum(1 << place for place, options in enumerate(self.options) if index in options)
        return [mine if other == index else mask & ~mine for other, mask in enumerate(likely)]

    def _improved(self, masks: list[int]) -> list[int]:
        """Return a choice to which no single change of a line adds anything."""
        best = self._total(masks)
        improved = True
        while improved:
            improved = False
            for place, options in enumerate(self.options):
                for index in options:
                    moved = [mask & ~(1 << place) for mask in masks]
                    moved[index] |= 1 << place
                    total = self._total(moved)
                    if total > best:
                        masks, best, improved = moved, total, True
        return masks
