"""Branch and bound over the lines of a large cart: which offer each line takes, so that most is taken off."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from shopplanner.domain.promotions.cart import Entry
from shopplanner.domain.promotions.search import Grouping, Value, lines_of

Bound = Callable[[Entry], tuple[int, Sequence[int]]]
"""The most that an offer can take off in all, and off each line, whatever lines it gets."""


class Branching:
    """The lines of one group of competing offers, decided one after the other."""

    def __init__(self, entries: Sequence[Entry], numbers: Sequence[int], value: Value, bound: Bound) -> None:
        self.entries = entries
        self.value = value
        self.known: dict[tuple[int, int], int] = {}
        bounds = [bound(entry) for entry in entries]
        self.numbers = sorted(numbers, key=lambda number: -max(each[1][number] for each in bounds))
        self.most = [[parts[number] for number in self.numbers] for _, parts in bounds]
        self.whole = [total for total, _ in bounds]
        self.shared = [total < sum(parts) for total, parts in zip(self.whole, self.most, strict=True)]
        self.options = [
            sorted(
                (index for index, entry in enumerate(entries) if number in entry.members),
                key=lambda index, place=place: -self.most[index][place],  # type: ignore[misc]  # a bound default
            )
            for place, number in enumerate(self.numbers)
        ]
        self.last = [
            max((place for place, number in enumerate(self.numbers) if number in entry.members), default=-1)
            for entry in entries
        ]
        self.all_left = self._sums(self.options)
        self.own_left = self._sums([[index for index in each if not self.shared[index]] for each in self.options])

    def _sums(self, options: Sequence[Sequence[int]]) -> list[int]:
        """Return for each place the most that the lines from it on can bring."""
        sums = [0]
        for place in reversed(range(len(options))):
            sums.append(sums[-1] + max((self.most[index][place] for index in options[place]), default=0))
        return sums[::-1]

    def visit(self, least: int, found: Callable[[int, Grouping], int]) -> None:
        """Show groupings that take off more than ``least``; ``found`` returns what the next must exceed."""
        self.least, self.found = least, found
        self._decide(0, [0] * len(self.entries))

    def best(self) -> Grouping:
        """Return the grouping that takes off most."""
        masks = self._climbed()
        best = self._grouping(masks)

        def keep(saved: int, grouping: Grouping) -> int:
            nonlocal best
            best = grouping
            return saved

        self.visit(self._total(masks), keep)
        return best

    def _decide(self, place: int, masks: list[int]) -> None:
        if self._bound(place, masks) <= self.least:
            return
        if place == len(self.numbers):
            self.least = self.found(self._total(masks), self._grouping(masks))
            return
        for index in self.options[place]:
            masks[index] |= 1 << place
            self._decide(place + 1, masks)
            masks[index] ^= 1 << place
        self._decide(place + 1, masks)

    def _bound(self, place: int, masks: Sequence[int]) -> int:
        """Return what no completion of a partial decision can exceed."""
        settled = each_alone = whole = 0
        for index, mask in enumerate(masks):
            if self.last[index] < place:
                settled += self._worth(index, mask)
                continue
            parts = self.most[index]
            alone = sum(part for at, part in enumerate(parts[:place]) if mask >> at & 1)
            each_alone += alone
            whole += self.whole[index] if self.shared[index] else alone
        return settled + min(each_alone + self.all_left[place], whole + self.own_left[place])

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
        """Return a good start: each line's likely best, then single changes as long as they bring more."""
        masks = [0] * len(self.entries)
        for place, options in enumerate(self.options):
            if options:
                masks[options[0]] |= 1 << place
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
