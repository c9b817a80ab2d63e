"""A second price calculator, written from the rules in ``offers`` alone: it tries every way to give lines to offers.

It shares no code with the engine and is slow on purpose: one flat sheet of pieces, exact fractions, no shortcuts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from shopplanner.domain.promotions.offers import (
    Base,
    CartLine,
    Group,
    Layer,
    Mode,
    Objective,
    Offer,
    Profile,
    Reach,
    Tool,
)
from tests.domain.promotions.oracle_item import ItemGroup
from tests.domain.promotions.oracle_sheet import Parts, Sheet, minus
from tests.domain.promotions.oracle_tools import bound, reached_tier, shop_parts

Way = tuple[Parts, ...]
"""For each group that gives lines to offers: the offer of each line."""
Steps = list[tuple[int, Parts]]
NOBODY = 10**6


@dataclass(frozen=True)
class Bill:
    """What a cart costs, how much each offer took off it, and what it pays in advance.

    Attributes:
        settled: whether the rules fix what each line pays, not only the sum of the shop layer.
    """

    payable: int
    each: Parts
    taken: tuple[tuple[str, int], ...]
    gifts_cost: int = 0
    deposit: int = 0
    freight: int = 0
    settled: bool = True

    def by_layer(self, offers: Sequence[Offer]) -> dict[Layer, int]:
        """Return what each layer took off."""
        layer_of = {offer.id: offer.layer for offer in offers}
        sums = dict.fromkeys(Layer, 0)
        for name, amount in self.taken:
            sums[layer_of[name]] += amount
        return sums


def bill(
    lines: Sequence[CartLine],
    offers: Sequence[Offer],
    profile: Profile,
    buyer: Collection[str] | None = None,
    freight: int = 0,
) -> Bill:
    """Return what a cart costs."""
    sheet = Sheet(lines, offers, profile, buyer)
    closed = set[int]()
    for group in sheet.groups(Layer.ITEM):
        ItemGroup(sheet, closed).settle(group)
    sheet.after_item = sheet.left
    settle(sheet, Layer.SHOP)
    sheet.after_shop = sheet.left
    settle(sheet, Layer.PLATFORM)
    settle(sheet, Layer.ASSET)
    deposit = presale(sheet)
    taken = tuple((sheet.offers[number].id, sum(parts)) for number, parts in sheet.steps)
    fee = 0 if free_freight(sheet) else freight
    return Bill(sum(sheet.left), sheet.left, taken, gifts(sheet), deposit, fee, sheet.settled)


def settle(sheet: Sheet, layer: Layer) -> None:
    """Settle the groups of a layer in the way that takes off most; equal ways are told apart group by group."""
    groups = sheet.groups(layer)
    ways = [(steps_of(sheet, groups, way), way) for way in every_way(sheet, groups)]
    chosen = min(ways, key=lambda way: rank(sheet, groups, *way))
    most = max(ways, key=lambda way: worth(way[0]))
    if worth(chosen[0]) < worth(most[0]):
        sheet.settled = False
        chosen = most
    for number, parts in chosen[0]:
        sheet.took(number, parts)


def worth(steps: Steps) -> int:
    """Return what steps take off."""
    return sum(sum(parts) for _, parts in steps)


def rank(sheet: Sheet, groups: Sequence[Group], steps: Steps, way: Way) -> list[tuple[int, int, list[int], int, Parts]]:
    """Return what tells ways apart, for each group that chooses: the smaller the better."""
    found, of_lines = [], iter(way)
    for group in groups:
        if chooses(sheet, group):
            own = [(number, parts) for number, parts in steps if sheet.offers[number].tool in group.members]
            numbers = sorted({number for number, _ in own})
            given = tuple(number if number in numbers else NOBODY for number in next(of_lines))
            found.append((-worth(own), len(numbers), numbers, given.count(NOBODY), given))
    return found


def chooses(sheet: Sheet, group: Group) -> bool:
    """Return whether a group gives each line to the offer with which the whole takes off most."""
    by_line = group.mode in (Mode.BEST, Mode.EXCLUSIVE) and group.scope is not Reach.ORDER
    return by_line and sheet.profile.best_of_objective is Objective.LOWEST_TOTAL


def every_way(sheet: Sheet, groups: Sequence[Group]) -> Iterator[Way]:
    """Yield every way to give lines to the offers of the groups that choose."""
    every = range(len(sheet.lines))
    choices = [
        [(NOBODY, *(n for n in sheet.having(*group.members) if line in sheet.live[n])) for line in every]
        for group in groups
        if chooses(sheet, group)
    ]
    yield from product(*(product(*by_line) for by_line in choices))


def steps_of(sheet: Sheet, groups: Sequence[Group], way: Way) -> Steps:
    """Return what the offers of a layer take off in one way to give lines to them."""
    walk, of_lines = Walk(sheet), iter(way)
    for group in groups:
        walk.settle(group, next(of_lines) if chooses(sheet, group) else None)
    return walk.steps


class Walk:
    """One way through the groups of a layer."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.every = range(len(sheet.lines))
        self.left = self.before = sheet.left
        self.closed: set[int] = set()
        self.steps: Steps = []
        self.done = 0
        self.compete = False

    def settle(self, group: Group, of_line: Parts | None) -> None:
        """Take off what the offers of a group do; ``of_line`` is the offer of each line where that was chosen."""
        self.done, self.before = len(self.steps), self.left
        self.compete = group.mode in (Mode.BEST, Mode.EXCLUSIVE)
        for number, members in self.given(group, of_line):
            self.take(number, members)
        if group.mode is Mode.EXCLUSIVE and len(self.steps) > self.done:
            self.closed |= set(self.every) if group.scope is Reach.ORDER else self.touched()

    def given(self, group: Group, of_line: Parts | None) -> Iterator[tuple[int, Sequence[int]]]:
        """Yield the offers of a group with the lines that take them."""
        if of_line is not None:
            for number in self.sheet.having(*group.members):
                yield number, [line for line in self.every if of_line[line] == number]
        elif group.mode is Mode.STACK:
            for number in self.sheet.by_priority(group):
                yield number, self.every
        elif group.mode is Mode.FIRST:
            for number in self.sheet.by_priority(group):
                touched = self.touched()
                if group.scope is not Reach.ORDER or not touched:
                    yield number, [line for line in self.every if line not in touched]
        else:
            yield from self.picked_at_once(group)

    def picked_at_once(self, group: Group) -> Iterator[tuple[int, Sequence[int]]]:
        """Yield the best offer for the cart, or the best offer of each line as if all its lines took it."""
        numbers = self.sheet.having(*group.members)
        gain = {number: self.parts(number, self.every) for number in numbers}
        if group.scope is Reach.ORDER:
            if numbers:
                yield max(numbers, key=lambda number: sum(gain[number])), self.every
            return
        best = [max(numbers, key=lambda number: gain[number][line], default=NOBODY) for line in self.every]
        for number in numbers:
            yield number, [line for line in self.every if best[line] == number and gain[number][line]]

    def take(self, number: int, members: Sequence[int]) -> None:
        """Take an offer off some lines."""
        parts = self.parts(number, members)
        if any(parts):
            self.steps.append((number, parts))
            self.left = minus(self.left, parts)

    def touched(self) -> set[int]:
        """Return the lines that the group has taken something off."""
        return {line for _, parts in self.steps[self.done :] for line in self.every if parts[line]}

    def parts(self, number: int, members: Sequence[int]) -> Parts:
        """Return what an offer takes off some lines; the same question is answered once.

        Where offers compete, thresholds look at what was left before the group, elsewhere at what is left.
        """
        sheet = self.sheet
        live = tuple(line for line in members if line in sheet.live[number] and line not in self.closed)
        tested = self.before if self.compete else self.left
        key = number, live, self.left, tested, sheet.after_shop
        if key not in sheet.known:
            sheet.known[key] = shop_parts(sheet, number, live, self.left, tested) if live else (0,) * len(self.every)
        return sheet.kept(sheet.known[key], self.left)


def presale(sheet: Sheet) -> int:
    """Take off what deposits count for beyond themselves; return the deposits."""
    deposits, numbers = 0, sheet.having(Tool.PRESALE)
    parts: dict[int, list[int]] = {number: [0] * len(sheet.lines) for number in numbers}
    for line, cart_line in enumerate(sheet.lines):
        worth: dict[int, int] = {}
        for number in numbers:
            offer, least = sheet.offers[number], max(sheet.offers[number].deposit, cart_line.min_price)
            if line in sheet.live[number]:
                more = (offer.benefit - offer.deposit) * cart_line.quantity
                worth[number] = max(0, min(more, sheet.left[line] - least * cart_line.quantity))
        if worth:
            best = max(worth, key=lambda number: worth[number])
            parts[best][line] = worth[best]
            deposits += min(sheet.offers[best].deposit * cart_line.quantity, sheet.left[line])
    for number, taken in parts.items():
        sheet.took(number, taken)
    return deposits


def gifts(sheet: Sheet) -> int:
    """Return what the gifts cost the shop."""
    cost = 0
    for number in sheet.having(Tool.GIFT):
        offer, members = sheet.offers[number], sheet.live[number]
        if offer.buy:
            times = bound(offer, sum(sheet.lines[line].quantity for line in members) // offer.buy)
        else:
            times = reached_tier(offer, amount_left(sheet, number))[1]
        cost += offer.gift_cost * times if members else 0
    return cost


def free_freight(sheet: Sheet) -> bool:
    """Return whether an offer pays the freight."""
    for number in sheet.having(Tool.FREE_FREIGHT):
        members = sheet.live[number]
        if members and reached_tier(sheet.offers[number], amount_left(sheet, number)) != (0, 0):
            return True
    return False


def amount_left(sheet: Sheet, number: int) -> int:
    """Return the amount that the threshold of a gift or of free freight is tested on."""
    kind = sheet.offers[number].threshold_base or Base.LEFT
    return sum(sheet.base(kind, sheet.left, line) for line in sheet.live[number])
