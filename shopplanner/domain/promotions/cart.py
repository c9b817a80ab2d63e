"""A cart on its way through the layers: what is left of each line, and the amounts that thresholds are tested on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from shopplanner.domain.promotions.offers import CartLine, Offer, Profile, Step
from shopplanner.domain.promotions.sharing import share
from shopplanner.domain.promotions.tools import Base, Tool

Run = tuple[int, int, int]
"""Pieces of a line that cost the same: how many, the price that rates are taken of, the price now."""


class Entry(NamedTuple):
    """An offer on a cart: its position among the offers, and the lines it is live for."""

    position: int
    offer: Offer
    members: tuple[int, ...]


class Taken(NamedTuple):
    """What an offer takes off each line, and the figures that it rests on."""

    entry: Entry
    parts: Sequence[int]
    total: int
    base: int
    threshold: int
    times: int
    benefit: int


class Cart:
    """The state of one cart; amounts are for whole lines, in fen."""

    __slots__ = ("after_item", "after_shop", "least", "left", "lines", "official", "profile", "rest", "runs", "steps")

    def __init__(self, lines: Sequence[CartLine], profile: Profile) -> None:
        self.lines = lines
        self.profile = profile
        self.left = [line.tag_price * line.quantity for line in lines]
        self.rest = sum(self.left)
        self.runs: list[list[Run]] = [[(line.quantity, line.tag_price, line.tag_price)] for line in lines]
        self.least = [line.min_price * line.quantity for line in lines]
        self.official = [0] * len(lines)
        self.after_item = self.after_shop = self.left
        self.steps: list[Step] = []

    def bearable(self, number: int, left: Sequence[int]) -> int:
        """Return what a line can bear when so much is left of it."""
        return max(0, left[number] - self.least[number])

    def base(self, base: Base, left: Sequence[int]) -> Sequence[int]:
        """Return the amounts of all lines that thresholds are tested on."""
        match base:
            case Base.TAG:
                return [line.tag_price * line.quantity for line in self.lines]
            case Base.AFTER_ITEM:
                return self.after_item
            case Base.BEFORE_OFFICIAL:
                return [now + off for now, off in zip(self.after_item, self.official, strict=True)]
            case Base.AFTER_SHOP:
                return self.after_shop
            case _:
                return left

    def spread(self, amount: int, members: Sequence[int], weights: Sequence[int], left: Sequence[int]) -> list[int]:
        """Return an amount shared over member lines in proportion to weights, none above what its line can bear."""
        parts = [0] * len(self.lines)
        if len(members) == 1:
            if weights[members[0]] > 0:
                parts[members[0]] = min(amount, self.bearable(members[0], left))
            return parts
        shares = share(
            amount,
            [weights[number] for number in members],
            [self.bearable(number, left) for number in members],
            self.profile.allocation,
            self.profile.overflow,
        )
        for number, part in zip(members, shares, strict=True):
            parts[number] = part
        return parts

    def take(self, taken: Taken) -> None:
        """Take a reduction off the lines, leaving the least that must be paid, and keep it as a step."""
        parts, total = taken.parts, taken.total
        short = self.profile.min_payable - (self.rest - total)
        if short > 0:
            parts = _smaller(parts, short)
            total = sum(parts)
        offer = taken.entry.offer
        if total:
            self.left = [rest - part for rest, part in zip(self.left, parts, strict=True)]
            self.rest -= total
            if offer.tool is Tool.OFFICIAL_REDUCTION:
                self.official = [off + part for off, part in zip(self.official, parts, strict=True)]
            self.note(taken, parts)

    def made(self, entry: Entry, parts: list[int], base: int, threshold: int, times: int, benefit: int) -> Taken | None:
        """Return what an offer takes, its cap kept; None if it takes nothing."""
        total = sum(parts)
        cap = entry.offer.cap
        if cap and total > cap:
            parts = share(cap, parts, parts, self.profile.allocation)
            total = cap
        return Taken(entry, parts, total, base, threshold, times, benefit) if total else None

    def note(self, taken: Taken, parts: Sequence[int]) -> None:
        """Keep a step."""
        offer = taken.entry.offer
        self.steps.append(
            Step(offer, offer.layer, tuple(parts), taken.base, taken.threshold, taken.times, taken.benefit)
        )


def _smaller(parts: Sequence[int], short: int) -> list[int]:
    """Return parts that are smaller by an amount in all, the largest cut first (equal: the earlier)."""
    cut = list(parts)
    for number in sorted(range(len(cut)), key=lambda number: (-parts[number], number)):
        off = min(short, cut[number])
        cut[number] -= off
        short -= off
    return cut
