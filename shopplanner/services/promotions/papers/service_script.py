"""What service says of a promotion: offers, prices worked out, gifts, and what happens to a refund."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from shopplanner.domain.messages import Money
from shopplanner.domain.papers import Block, Cell, Grid, Heading, PaperColumn, Script, Words
from shopplanner.domain.promotions.offers import PricedCart
from shopplanner.domain.promotions.refunds import refund
from shopplanner.domain.promotions.three_prices import QUANTITIES
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.offer_words import offer_words
from shopplanner.services.promotions.papers.facts import PromotionFacts
from shopplanner.services.promotions.price_words import price_lines
from shopplanner.services.promotions.prices import ProductPrices
from shopplanner.services.wording import listed, money, render

MOST_EXAMPLES = 3
"""Products whose way to the price is told step by step."""


def sections(facts: PromotionFacts) -> Mapping[str, list[Block]]:
    """Return the parts that the workspace knows."""
    first: list[Block] = [Heading(text("papers.script.offers"), 2), *_offers(facts)]
    first += _prices(facts)
    last = [*_examples(facts), *_refunds(facts)]
    return {"first": first, "last": last}


def _offers(facts: PromotionFacts) -> Iterator[Block]:
    left_out = facts.left_out
    for each in (facts.promotion, *facts.companions):
        if each.name in left_out:
            yield Words(render(left_out[each.name]), "warn")
            continue
        audience = text(f"promotions.audience.{each.audience}")
        until = f"{each.ends:%m-%d %H:%M}"
        yield Words(text("papers.script.offer", name=each.name, offer=offer_words(each), who=audience, until=until))


def _prices(facts: PromotionFacts) -> Iterator[Block]:
    """Yield what one, two and three pieces cost with everything that a buyer can get."""
    if not facts.priced:
        yield Words(text("papers.script.no_prices"), "muted")
        return
    columns = (
        PaperColumn(text("papers.column.product"), 3),
        PaperColumn(text("papers.column.general"), 1),
        *(PaperColumn(text("promotions.price.pieces", n=count)) for count in QUANTITIES),
    )
    rows: list[tuple[Cell, ...]] = [
        (each.name, Money(each.prices.general), *(Money(cart.payable) for cart in each.prices.carts))
        for each in facts.priced
    ]
    yield Grid(text("papers.script.prices"), columns, tuple(rows))
    if facts.more:
        yield Words(text("papers.more", n=facts.more), "muted")
    yield Words(text("papers.script.moment", moment=f"{facts.moment:%Y-%m-%d %H:%M}"), "muted")


def _examples(facts: PromotionFacts) -> Iterator[Block]:
    """Yield how to explain the price of two pieces of the first products."""
    if facts.priced:
        yield Heading(text("papers.script.examples"), 2)
    for each in facts.priced[:MOST_EXAMPLES]:
        cart = each.prices.carts[1]
        yield Script(text("papers.script.example", name=each.name), explained(cart))


def explained(cart: PricedCart) -> str:
    """Return the way to a price in a few lines that can be sent to a buyer."""
    lines = [f"{line.words} {money(line.amount)}" for line in price_lines(cart)]
    gifts = [step.offer.name for step in cart.steps if not step.total]
    if gifts:
        lines.append(text("papers.script.with_gifts", gifts=listed(gifts)))
    return "\n".join(lines)


def _refunds(facts: PromotionFacts) -> Iterator[Block]:
    """Yield what is paid back for one of two pieces, by what each piece cost."""
    rows = [_refund(each) for each in facts.priced[:MOST_EXAMPLES]]
    if rows:
        columns = (
            PaperColumn(text("papers.column.product"), 3),
            PaperColumn(text("papers.column.paid_two")),
            PaperColumn(text("papers.column.refund_one")),
        )
        yield Grid(text("papers.script.refunds"), columns, tuple(rows))


def _refund(priced: ProductPrices) -> tuple[str, Money, Money]:
    cart = priced.prices.carts[1]
    return priced.name, Money(cart.payable), Money(refund(cart, {0: 1}).amount)
