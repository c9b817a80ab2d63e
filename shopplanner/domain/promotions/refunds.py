"""What is paid back when pieces of an order are returned."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from shopplanner.domain.promotions.offers import CartLine, Offer, PricedCart
from shopplanner.domain.promotions.sharing import share

Reprice = Callable[[Sequence[CartLine]], PricedCart]


@dataclass(frozen=True, slots=True)
class RefundLine:
    """A line of which pieces are returned; ``tag - sum of taken == amount``.

    Attributes:
        line: its number in the cart.
        pieces: pieces returned.
        tag: their tag price in fen.
        taken: what the offers had taken off them, in fen, in the order of the cart's steps.
        amount: what they were paid with.
    """

    line: int
    pieces: int
    tag: int
    taken: tuple[tuple[Offer, int], ...]
    amount: int


@dataclass(frozen=True, slots=True)
class Refund:
    """What is paid back, in fen; ``sum of lines - withheld == amount``.

    Attributes:
        withheld: what is kept back because the goods that stay no longer reach a threshold.
        lost: offers that the goods that stay no longer get.
        paid_after: what the buyer has paid in the end for the goods that stay.
    """

    lines: tuple[RefundLine, ...]
    withheld: int
    lost: tuple[Offer, ...]
    paid_after: int

    @property
    def amount(self) -> int:
        """What is paid back."""
        return sum(line.amount for line in self.lines) - self.withheld


def refund(cart: PricedCart, returned: Mapping[int, int], reprice: Reprice | None = None) -> Refund:
    """Return what is paid back for returned pieces: what was paid for them, piece by piece.

    The pieces of a line share its payable amount, the larger parts first; the first ones are returned first. Source:
    coupon page of 2026-06-02 (payment and refund are split in proportion to the prices after item offers).

    Args:
        cart: the order as it was priced.
        returned: number of pieces returned, by the line's number in the cart.
        reprice: prices what stays, if thresholds that it no longer reaches are to be lost; by default they are not.

    Raises:
        ValueError: if more pieces are returned than a line has.
    """
    lines = tuple(_line(cart, number, count) for number, count in sorted(returned.items()) if count)
    back = sum(line.amount for line in lines)
    kept = cart.payable - back
    if reprice is None:
        return Refund(lines, 0, (), kept)
    stays = _stays(cart, returned)
    again = reprice(stays) if stays else None
    worth = again.payable if again else 0
    withheld = min(back, max(0, worth - kept))
    still = {step.offer.id for step in again.steps} if again else set()
    lost = tuple(step.offer for step in cart.steps if step.offer.id not in still) if stays else ()
    return Refund(lines, withheld, lost, kept + withheld)


def _line(cart: PricedCart, number: int, count: int) -> RefundLine:
    line = cart.lines[number]
    if not 0 <= count <= line.quantity:
        raise ValueError(f"line {number} has {line.quantity} pieces, not {count}")
    amount = sum(cart.unit_payable[number][:count])
    tag = line.tag_price * count
    steps = [(step.offer, step.taken[number]) for step in cart.steps if step.taken[number]]
    shares = share(tag - amount, [part for _, part in steps])
    taken = tuple((offer, part) for (offer, _), part in zip(steps, shares, strict=True))
    return RefundLine(number, count, tag, taken, amount)


def _stays(cart: PricedCart, returned: Mapping[int, int]) -> list[CartLine]:
    """Return the lines with the pieces that stay."""
    left = ((line, line.quantity - returned.get(number, 0)) for number, line in enumerate(cart.lines))
    return [replace(line, quantity=count) for line, count in left if count > 0]
