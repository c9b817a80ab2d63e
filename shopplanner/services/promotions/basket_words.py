"""A basket in words: offers that lost, gifts, what it leaves the shop, and what is paid back, also as plain text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from shopplanner.domain.promotions.economics import Economics
from shopplanner.domain.promotions.offers import PricedCart
from shopplanner.domain.promotions.refunds import Refund
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.baskets import Basket
from shopplanner.services.promotions.price_words import (
    PriceLine,
    presale_lines,
    price_lines,
    refund_lines,
    remarks,
    rule_lines,
)
from shopplanner.services.promotions.selling_costs import SellingCosts
from shopplanner.services.wording import listed, money, percent, render


def extra_words(cart: PricedCart) -> list[str]:
    """Return what comes without changing the price of the goods: gifts and free freight."""
    return [render(step.text) for step in cart.steps if not step.total]


def lost_lines(cart: PricedCart) -> list[PriceLine]:
    """Return every offer that did not apply with the reason, and what it would have taken off alone."""
    return [PriceLine(render(lost.reason), lost.saved) for lost in cart.rejected]


def receipt_lines(found: Economics, costs: SellingCosts) -> list[PriceLine]:
    """Return the way from what the shop receives to what is left of it; the last line is what is left."""
    lines = [PriceLine(text("prices.receipt.paid"), found.receipt - found.funded)]
    if found.funded:
        lines.append(PriceLine(text("prices.receipt.funded"), found.funded))
    if found.goods is not None:
        lines.append(PriceLine(text("prices.receipt.goods"), -found.goods))
    if found.gifts:
        lines.append(PriceLine(text("prices.receipt.gifts"), -found.gifts))
    if found.fee:
        lines.append(PriceLine(text("prices.receipt.fee", rate=percent(costs.fee_rate, 2)), -found.fee))
    if found.freight:
        lines.append(PriceLine(text("prices.receipt.freight"), -found.freight))
    words = text("prices.receipt.left" if found.goods is not None else "prices.receipt.left_without_cost")
    return [*lines, PriceLine(words, sum(line.amount for line in lines))]


def piece_words(amounts: Sequence[int]) -> str:
    """Return what each piece of a line was paid with; equal ones are counted."""
    runs = [(amount, len(list(found))) for amount, found in groupby(amounts)]
    return listed([text("prices.refund.piece", amount=money(amount), n=count) for amount, count in runs])


def difference_words(plain: Refund, strict: Refund) -> str:
    """Return what it changes that the goods which stay are priced anew."""
    if plain.amount == strict.amount:
        return text("prices.refund.same", amount=money(plain.amount))
    amounts = {"less": money(plain.amount - strict.amount), "amount": money(strict.amount)}
    if not strict.lost:
        return text("prices.refund.differs_less", **amounts)
    lost = listed([offer.name or offer.id for offer in strict.lost])
    return text("prices.refund.differs", names=lost, **amounts)


def refund_text(basket: Basket, refund: Refund) -> str:
    """Return a refund with its derivation as plain text, for customer service."""
    return "\n".join(
        [
            text("prices.refund.heading", moment=f"{basket.moment:%Y-%m-%d %H:%M}", total=money(basket.cart.payable)),
            *_tabbed(refund_lines(refund, basket.cart, basket.names)),
            text("prices.refund.after", amount=money(refund.paid_after)),
            text("prices.refund.rule"),
            *rule_lines(basket.profile)[:2],
        ]
    )


def basket_text(basket: Basket, costs: SellingCosts) -> str:
    """Return everything about what is paid for a basket as plain text."""
    return "\n".join(
        [
            text("prices.basket.heading", moment=f"{basket.moment:%Y-%m-%d %H:%M}"),
            *_tabbed([*price_lines(basket.cart, basket.names), *presale_lines(basket.cart)]),
            *remarks(basket.cart),
            *_tabbed(receipt_lines(basket.economics(costs.fee_rate, costs.freight), costs)),
            *rule_lines(basket.profile),
        ]
    )


def _tabbed(lines: Sequence[PriceLine]) -> list[str]:
    return [f"{line.words}\t{money(line.amount)}" for line in lines]
