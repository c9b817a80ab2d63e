"""The sheet of the second price calculator: every piece with its price; rounding and sharing in exact fractions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor

from shopplanner.domain.promotions.offers import Base, CartLine, Group, Layer, Mode, Offer, Profile, Reach, Tool
from shopplanner.domain.promotions.rounding import Rounding
from shopplanner.domain.promotions.tools import LAYER_OF, LAYERS, Allocation, Overflow

Parts = tuple[int, ...]
NO_BOUND = 10**18


def rounded(rule: Rounding, price: int, rate: int) -> int:
    """Return what a rate takes off one piece."""
    exact = Fraction(price * rate, 10_000)
    half_up = floor(exact + Fraction(1, 2))
    if rule is Rounding.FLOOR_JIAO_PER_UNIT:
        return price - 10 * floor((price - exact) / 10)
    if rule is Rounding.CEIL_YUAN:
        return 100 * ceil(exact / 100) if price >= 10_000 else half_up
    if rule is Rounding.CEIL_BY_PRICE_BAND and price > 1000:
        step = 100 if price > 10_000 else 10
        return step * ceil(exact / step)
    return half_up


def whole_parts(total: int, weights: Sequence[int], allocation: Allocation) -> list[int]:
    """Return whole parts in proportion to weights."""
    exact = [Fraction(total * weight, sum(weights)) for weight in weights]
    if allocation is Allocation.FLOOR_LAST:
        first = [floor(part) for part in exact[:-1]]
        return [*first, total - sum(first)]
    if allocation is Allocation.HALF_DOWN_FIRST:
        parts = [ceil(part - Fraction(1, 2)) for part in exact]
        order = list(range(len(parts)))
    else:
        parts = [floor(part) for part in exact]
        order = sorted(range(len(parts)), key=lambda number: (parts[number] - exact[number], number))
    missing = total - sum(parts)
    for number in order[: abs(missing)]:
        parts[number] += 1 if missing > 0 else -1
    return parts


def shared(total: int, weights: Sequence[int], caps: Sequence[int], profile: Profile) -> list[int]:
    """Return parts that no line bears more than it can of."""
    parts = [0] * len(weights)
    open_lines = [number for number, weight in enumerate(weights) if weight > 0]
    while open_lines and total > 0:
        whole = whole_parts(total, [weights[number] for number in open_lines], profile.allocation)
        given = dict(zip(open_lines, whole, strict=True))
        full = [number for number in open_lines if given[number] > caps[number]]
        for number in open_lines:
            parts[number] = min(given[number], caps[number])
        if not full or profile.overflow is Overflow.LOST:
            break
        total -= sum(caps[number] for number in full)
        open_lines = [number for number in open_lines if number not in full]
    return parts


@dataclass
class Sheet:
    """A cart on its way through the layers: every piece with its price, every line with what is left of it."""

    lines: Sequence[CartLine]
    offers: Sequence[Offer]
    profile: Profile
    buyer: Collection[str] | None = None
    settled: bool = True
    pieces: list[list[int]] = field(init=False)
    bases: list[list[int]] = field(init=False)
    left: Parts = field(init=False)
    official: list[int] = field(init=False)
    after_item: Parts = ()
    after_shop: Parts = ()
    steps: list[tuple[int, Parts]] = field(default_factory=list)
    live: list[set[int]] = field(init=False)
    known: dict[tuple[int, Parts, Parts, Parts, Parts], Parts] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.pieces = [[line.tag_price] * line.quantity for line in self.lines]
        self.bases = [[*prices] for prices in self.pieces]
        self.left = tuple(sum(prices) for prices in self.pieces)
        self.official = [0] * len(self.lines)
        self.live = [
            {n for n, line in enumerate(self.lines) if offer.covers(line) and self.is_for_buyer(offer)}
            for offer in self.offers
        ]
        for exclusion in self.profile.exclusions:
            winners = self.having(exclusion.winner)
            shut = set().union(*(self.live[number] for number in winners))
            if shut and exclusion.scope is Reach.ORDER:
                shut = set(range(len(self.lines)))
            for number in self.having(exclusion.loser):
                self.live[number] -= shut

    def is_for_buyer(self, offer: Offer) -> bool:
        """Return whether an offer is meant for the buyer."""
        return self.buyer is None or offer.audience == "all" or offer.audience in self.buyer

    def having(self, *tools: Tool) -> list[int]:
        """Return the positions of the offers of some tools."""
        return [number for number, offer in enumerate(self.offers) if offer.tool in tools]

    def by_priority(self, group: Group) -> list[int]:
        """Return the positions of a group's offers by priority, then position."""
        return sorted(self.having(*group.members), key=lambda number: (self.offers[number].priority, number))

    def groups(self, layer: Layer) -> list[Group]:
        """Return the groups of a layer; tools that are in none stack after them."""
        named = {tool for group in self.profile.groups for tool in group.members}
        loose = [Group((tool,), Mode.STACK) for tool in LAYERS[layer] if tool not in named]
        return [group for group in self.profile.groups if LAYER_OF[group.members[0]] is layer] + loose

    def kept(self, parts: Iterable[int], left: Parts) -> Parts:
        """Return a step's parts, less what would bring the whole below the least that must be paid."""
        cut = list(parts)
        missing = self.profile.min_payable - (sum(left) - sum(cut))
        while missing > 0 and any(cut):
            number = cut.index(max(cut))
            less = min(missing, cut[number])
            cut[number] -= less
            missing -= less
        return tuple(cut)

    def took(self, number: int, parts: Iterable[int]) -> None:
        """Take an offer's parts off the lines."""
        cut = self.kept(parts, self.left)
        if any(cut):
            self.left = minus(self.left, cut)
            self.steps.append((number, cut))

    def bears(self, left: Parts) -> list[int]:
        """Return what each line can still bear."""
        return [max(0, rest - line.min_price * line.quantity) for rest, line in zip(left, self.lines, strict=True)]

    def base(self, kind: Base, left: Parts, line: int) -> int:
        """Return the amount of a line that a threshold in money is tested on."""
        return {
            Base.TAG: self.lines[line].tag_price * self.lines[line].quantity,
            Base.AFTER_ITEM: self.after_item[line],
            Base.BEFORE_OFFICIAL: self.after_item[line] + self.official[line],
            Base.AFTER_SHOP: (self.after_shop or left)[line],
            Base.LEFT: left[line],
        }[kind]


def minus(left: Parts, parts: Parts) -> Parts:
    """Return what is left of each line."""
    return tuple(rest - part for rest, part in zip(left, parts, strict=True))
