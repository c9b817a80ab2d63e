"""What a search for the worst case finds: baskets with their buyers, and which of them are the worst."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from shopplanner.domain.promotions.offers import PricedCart
from shopplanner.domain.promotions.quick_groups import UNLIMITED, Paid, borne

Basket = tuple[tuple[int, int], ...]
"""Numbers on the shelf and pieces, the SKU that is looked at first."""


@dataclass(frozen=True, slots=True)
class Case:
    """A basket and a buyer, and what comes of it for one SKU.

    Attributes:
        unit_price: what one piece of the SKU costs, in fen.
        contribution: what one piece leaves over its cost, in fen; None if the cost is not known.
        basket: numbers on the shelf and pieces, the SKU first.
        live: the offers on the basket that the buyer gets, as a set of the book.
    """

    unit_price: int
    contribution: int | None
    basket: Basket
    live: int


@dataclass(frozen=True, slots=True)
class Worst:
    """The case with the lowest price, and the one that leaves least; None if the cost is not known."""

    cheapest: Case
    poorest: Case | None


Gifts = tuple[int, int]
"""The most that gifts cost a line: fen, and millionths of what it costs, for gifts that a large total brings."""
MILLION = 1_000_000


class Best:
    """The worst baskets seen so far, of equal ones the first; ``gifts`` is the most that gifts may cost."""

    def __init__(self, cost: int | None, gifts: Gifts) -> None:
        self.cost = cost
        self.gifts = gifts
        self.price = self.left = UNLIMITED
        self.cheapest: tuple[Paid, Basket, int] = (Paid((0,)), (), 0)
        self.poorest: tuple[Paid, Basket, int] | None = None

    def see(self, paid: Paid, basket: Basket, buyer: int) -> None:
        """Look at a basket."""
        pieces = basket[0][1]
        price = -(-paid.lines[0] // pieces)
        if price < self.price:
            self.price, self.cheapest = price, (paid, basket, buyer)
        if self.cost is not None:
            left = contribution(paid, self.cost, pieces)
            if left < self.left:
                self.left, self.poorest = left, (paid, basket, buyer)

    def may_beat(self, bound: int, pieces: int) -> bool:
        """Return whether a line that costs at least ``bound`` may be worse."""
        if -(-bound // pieces) < self.price:
            return True
        if self.cost is None:
            return False
        free, share = self.gifts
        gifts = free - (-bound * share // MILLION) if bound > 0 else free
        return (bound - gifts - 1 - self.cost * pieces) // pieces < self.left

    def worst(self, covering: Callable[[Basket], int]) -> Worst:
        """Return what was found; ``covering`` tells the offers on a basket."""
        cheapest = self._case(self.cheapest, covering)
        return Worst(cheapest, self._case(self.poorest, covering) if self.poorest else None)

    def _case(self, found: tuple[Paid, Basket, int], covering: Callable[[Basket], int]) -> Case:
        paid, basket, buyer = found
        pieces = basket[0][1]
        left = None if self.cost is None else contribution(paid, self.cost, pieces)
        return Case(-(-paid.lines[0] // pieces), left, basket, buyer & covering(basket))


def contribution(paid: Paid, cost: int, pieces: int) -> int:
    """Return what a piece of a basket's first line leaves over its cost and its part of the basket's gifts."""
    line = paid.lines[0]
    gifts = -(-paid.gifts * line // paid.total) if paid.gifts and paid.total else paid.gifts
    return (line + paid.funded - cost * pieces - gifts) // pieces


def paid_of(cart: PricedCart) -> Paid:
    """Return what a priced cart comes to."""
    funded = sum(borne(step.taken[0], step.offer.seller_share) for step in cart.steps if step.taken)
    return Paid(cart.line_payable, funded, cart.gifts_cost)
