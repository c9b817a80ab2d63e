"""The item layer of the second price calculator: piece by piece."""

from __future__ import annotations

from collections.abc import Iterable

from shopplanner.domain.promotions.offers import Group, Mode, Offer, Reach, Stacking, Tool
from shopplanner.domain.promotions.tools import PRICE_SETTING
from tests.domain.promotions.oracle_sheet import NO_BOUND, Parts, Sheet, rounded


def off_piece(sheet: Sheet, offer: Offer, line: int, piece: int) -> int:
    """Return what an offer of the item layer takes off one piece."""
    profile, cart_line, price = sheet.profile, sheet.lines[line], sheet.pieces[line][piece]
    sequential = profile.item_reductions is Stacking.SEQUENTIAL
    base = price if sequential else sheet.bases[line][piece]
    benefit = offer.benefit_for(cart_line)
    if offer.tool in PRICE_SETTING:
        off = price - benefit
    elif offer.in_money or offer.tool is Tool.ITEM_AMOUNT:
        off = benefit
    else:
        rules = {
            Tool.DAILY_REDUCTION: profile.daily_rounding,
            Tool.OFFICIAL_REDUCTION: profile.official_rounding,
        }
        off = rounded(rules.get(offer.tool, profile.item_rounding), base, benefit)
    return max(0, min(off, offer.cap or off, price - max(offer.floor, cart_line.min_price)))


def off_pieces(sheet: Sheet, number: int, line: int, used: dict[int, int]) -> list[int]:
    """Return what an offer takes off each piece of a line, with what is left of its limit."""
    offer = sheet.offers[number]
    room = offer.limit - used.get(number, 0) if offer.limit else NO_BOUND
    taken = []
    for piece in range(sheet.lines[line].quantity):
        off = off_piece(sheet, offer, line, piece) if room > 0 and line in sheet.live[number] else 0
        room -= off > 0
        taken.append(off)
    return taken


def reduce_pieces(sheet: Sheet, number: int, lines: Iterable[int], used: dict[int, int]) -> Parts:
    """Take an offer off the pieces of some lines; return its part of each line."""
    offer, parts = sheet.offers[number], [0] * len(sheet.lines)
    for line in lines:
        taken = off_pieces(sheet, number, line, used)
        used[number] = used.get(number, 0) + sum(off > 0 for off in taken)
        for piece, off in enumerate(taken):
            sheet.pieces[line][piece] -= off
            if offer.tool in PRICE_SETTING and off:
                sheet.bases[line][piece] = sheet.pieces[line][piece]
        parts[line] = sum(taken)
        if offer.tool is Tool.OFFICIAL_REDUCTION:
            sheet.official[line] += parts[line]
    return tuple(parts)


class ItemGroup:
    """A group of the item layer; ``used`` counts the pieces that each offer has reduced."""

    def __init__(self, sheet: Sheet, closed: set[int]) -> None:
        self.sheet = sheet
        self.every = [line for line in range(len(sheet.lines)) if line not in closed]
        self.closed = closed
        self.used: dict[int, int] = {}
        self.totals: dict[int, list[int]] = {}

    def settle(self, group: Group) -> None:
        """Take off what the offers of the group do."""
        numbers = self.sheet.by_priority(group)
        if group.mode is Mode.STACK:
            for number in numbers:
                self.take(number, self.every)
        elif group.mode is Mode.FIRST:
            self.first(group, numbers)
        else:
            for lines in [self.every] if group.scope is Reach.ORDER else [[line] for line in self.every]:
                best = max(sorted(numbers), key=lambda number: self.worth(number, lines), default=None)  # used at once
                if best is not None and self.take(best, lines) and group.mode is Mode.EXCLUSIVE:
                    self.closed.update(lines)
        for number, parts in self.totals.items():
            self.sheet.took(number, parts)

    def first(self, group: Group, numbers: list[int]) -> None:
        """Give each line (or the whole cart) to the first offer that takes something off."""
        free = [self.every] if group.scope is Reach.ORDER else [[line] for line in self.every]
        for number in numbers:
            free = [lines for lines in free if not self.take(number, lines)]

    def worth(self, number: int, lines: Iterable[int]) -> int:
        """Return what an offer would take off some lines together."""
        spent, total = dict(self.used), 0
        for line in lines:
            taken = off_pieces(self.sheet, number, line, spent)
            spent[number] = spent.get(number, 0) + sum(off > 0 for off in taken)
            total += sum(taken)
        return total

    def take(self, number: int, lines: Iterable[int]) -> bool:
        """Take an offer off some lines; return whether it took something."""
        parts = reduce_pieces(self.sheet, number, lines, self.used)
        before = self.totals.get(number, [0] * len(parts))
        self.totals[number] = [one + other for one, other in zip(before, parts, strict=True)]
        return any(parts)
