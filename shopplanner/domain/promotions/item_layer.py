"""The item layer: prices that replace the tag price, then reductions of each piece."""

from __future__ import annotations

from collections.abc import Sequence

from shopplanner.domain.promotions import rounding
from shopplanner.domain.promotions.cart import Cart, Entry, Run, Taken
from shopplanner.domain.promotions.offers import RATED, CartLine, Offer, Profile
from shopplanner.domain.promotions.profile import Group
from shopplanner.domain.promotions.rounding import Rounding
from shopplanner.domain.promotions.tools import PRICE_SETTING, Mode, Reach, Stacking, Tool

Reduced = tuple[int, list[Run], int]
"""What an offer takes off a line, the line's pieces afterwards, and how many of them it reduced."""


def settle(cart: Cart, groups: Sequence[tuple[Group, Sequence[Entry]]]) -> None:
    """Take the item layer's reductions off a cart."""
    used: dict[int, int] = {}
    closed: set[int] = set()
    for group, entries in groups:
        taken = _Settling(cart, entries, used, closed).run(group)
        if group.mode is Mode.EXCLUSIVE and taken:
            closed |= set(range(len(cart.lines))) if group.scope is Reach.ORDER else taken


class _Settling:
    """One group on a cart."""

    def __init__(self, cart: Cart, entries: Sequence[Entry], used: dict[int, int], closed: set[int]) -> None:
        self.cart = cart
        self.entries = entries
        self.used = used
        self.closed = closed

    def run(self, group: Group) -> set[int]:
        """Settle the group and return the lines on which it took something off."""
        if group.mode is Mode.STACK:
            return self._one_after_the_other(once=False)
        if group.mode is Mode.FIRST and group.scope is not Reach.ORDER:
            return self._one_after_the_other(once=True)
        if group.scope is Reach.ORDER:
            return self._one_for_all(first=group.mode is Mode.FIRST)
        return self._best_for_each_line()

    def _best_for_each_line(self) -> set[int]:
        chosen: dict[int, dict[int, Reduced]] = {}
        for number in range(len(self.cart.lines)):
            best: Reduced = (0, [], 0)
            winner = -1
            for entry in self.entries:
                if number in entry.members and number not in self.closed:
                    found = self._reduced(entry, number)
                    if found[0] > best[0]:
                        best, winner = found, entry.position
            if winner >= 0:
                chosen.setdefault(winner, {})[number] = best
                self._use(winner, best)
        for entry in self.entries:
            self._take(entry, chosen.get(entry.position, {}))
        return {number for reduced in chosen.values() for number in reduced}

    def _one_for_all(self, *, first: bool) -> set[int]:
        """Let one offer apply to the whole cart: the first that takes something off, or the best."""
        best: tuple[int, Entry | None, dict[int, Reduced]] = (0, None, {})
        for entry in by_priority(self.entries) if first else self.entries:
            lines = self._on_its_lines(entry, self.closed)
            total = sum(reduced[0] for reduced in lines.values())
            if total > best[0]:
                best = (total, entry, lines)
                if first:
                    break
        if best[1] is not None:
            self._take(best[1], best[2])
        return set(best[2])

    def _one_after_the_other(self, *, once: bool) -> set[int]:
        """Apply every offer on its lines; with ``once`` only on lines that no earlier one took something off."""
        touched: set[int] = set()
        for entry in by_priority(self.entries):
            lines = self._on_its_lines(entry, self.closed | touched if once else self.closed)
            self._take(entry, lines)
            touched |= set(lines)
        return touched

    def _on_its_lines(self, entry: Entry, closed: set[int]) -> dict[int, Reduced]:
        found: dict[int, Reduced] = {}
        for number in entry.members:
            if number not in closed:
                reduced = self._reduced(entry, number)
                if reduced[0]:
                    found[number] = reduced
                    self._use(entry.position, reduced)
        return found

    def _use(self, position: int, reduced: Reduced) -> None:
        self.used[position] = self.used.get(position, 0) + reduced[2]

    def _reduced(self, entry: Entry, number: int) -> Reduced:
        """Return what an offer takes off a line."""
        line, offer = self.cart.lines[number], entry.offer
        count = line.quantity
        if offer.limit:
            count = max(0, min(count, offer.limit - self.used.get(entry.position, 0)))
        return reduced(offer, line, self.cart.runs[number], count, self.cart.profile)

    def _take(self, entry: Entry, lines: dict[int, Reduced]) -> None:
        if not lines:
            return
        cart = self.cart
        first = min(lines)
        base = cart.runs[first][0][1 if cart.profile.item_reductions is Stacking.PARALLEL else 2]
        parts = [0] * len(cart.lines)
        for number, (off, runs, _) in lines.items():
            parts[number] = off
            cart.runs[number] = runs
        cart.take(Taken(entry, parts, sum(parts), base, 0, 1, entry.offer.benefit_for(cart.lines[first])))


def reduced(offer: Offer, line: CartLine, runs: Sequence[Run], count: int, profile: Profile) -> Reduced:
    """Return what an offer takes off the first ``count`` pieces of a line that it can reduce."""
    total = used = 0
    after: list[Run] = []
    for pieces, base, now in runs:
        fitting = min(pieces, count - used)
        off = _off(offer, line, base, now, profile) if fitting else 0
        if not off:
            after.append((pieces, base, now))
            continue
        after.append((fitting, now - off if offer.tool in PRICE_SETTING else base, now - off))
        if pieces > fitting:
            after.append((pieces - fitting, base, now))
        total += off * fitting
        used += fitting
    return total, after, used


def _off(offer: Offer, line: CartLine, base: int, now: int, profile: Profile) -> int:
    """Return what an offer takes off a piece."""
    benefit = offer.benefit_for(line)
    if offer.tool in PRICE_SETTING:
        off = now - benefit
    elif offer.in_money or offer.tool not in RATED:
        off = benefit
    else:
        price = base if profile.item_reductions is Stacking.PARALLEL else now
        off = rounding.reduction(price, benefit, _rounding(offer.tool, profile))
    if offer.cap:
        off = min(off, offer.cap)
    return max(0, min(off, now - max(line.min_price, offer.floor)))


def _rounding(tool: Tool, profile: Profile) -> Rounding:
    if tool is Tool.DAILY_REDUCTION:
        return profile.daily_rounding
    return profile.official_rounding if tool is Tool.OFFICIAL_REDUCTION else profile.item_rounding


def by_priority(entries: Sequence[Entry]) -> list[Entry]:
    """Return offers by priority, then by position."""
    return sorted(entries, key=lambda entry: (entry.offer.priority, entry.position))
