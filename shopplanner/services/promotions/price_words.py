"""A price explained in words: from the list price step by step to what is paid, and why other offers lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shopplanner.domain.promotions.offers import CartLine, PricedCart, Profile, Step
from shopplanner.domain.promotions.refunds import Refund
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.prices import ProductPrices, ProfileEntry, profile_header
from shopplanner.services.wording import listed, money, percent, render


@dataclass(frozen=True, slots=True)
class PriceLine:
    """A line of an explanation; the amounts before the last line add up to it.

    ``layer`` is that of the offer that takes the amount off; empty for other amounts.
    """

    words: str
    amount: int
    layer: str = ""


def price_lines(cart: PricedCart, names: Mapping[str, str] | None = None) -> list[PriceLine]:
    """Return the way from the list prices to what is paid for goods and freight; gifts are left out.

    Where a tag price is below the list price, the difference is a line of its own.

    Args:
        cart: a priced cart.
        names: what to call its products by code; without them they are not named.
    """
    lines = [each for line in cart.lines for each in _start(line, (names or {}).get(line.item, ""))]
    lines += [PriceLine(_step_words(step), -step.total, step.layer) for step in cart.steps if step.total]
    if cart.freight:
        lines.append(PriceLine(text("prices.step.freight"), cart.freight))
    return [*lines, PriceLine(text("prices.step.payable"), cart.total)]


def _start(line: CartLine, name: str) -> list[PriceLine]:
    """Return a line's way from its list price to its tag price."""
    tag = line.tag_price * line.quantity
    if line.list_price is None or line.list_price <= line.tag_price:
        return [PriceLine(_named(text("prices.step.tag", price=money(line.tag_price), n=line.quantity), name), tag)]
    whole = line.list_price * line.quantity
    words = text("prices.step.list", price=money(line.list_price), n=line.quantity)
    return [
        PriceLine(_named(words, name), whole),
        PriceLine(text("prices.step.tag_cut", price=money(line.tag_price)), tag - whole),
    ]


def _step_words(step: Step) -> str:
    """Return what a reduction is, and for whom if not for every buyer."""
    if step.offer.audience == "all":
        return render(step.text)
    return text("prices.step.for", step=render(step.text), buyer=text(f"prices.buyer.{step.offer.audience}"))


def _named(words: str, name: str) -> str:
    return text("prices.step.named", name=name, price=words) if name else words


def presale_lines(cart: PricedCart) -> list[PriceLine]:
    """Return what is paid in advance and what at the end; nothing without a presale."""
    if cart.presale is None:
        return []
    words = text("prices.presale.deposit", counted=money(cart.presale.counted))
    return [
        PriceLine(words, cart.presale.deposit),
        PriceLine(text("prices.presale.balance"), cart.presale.balance + cart.freight),
    ]


def refund_lines(refund: Refund, cart: PricedCart, names: Mapping[str, str] | None = None) -> list[PriceLine]:
    """Return how a refund comes about; the amounts before the last line add up to it.

    Args:
        refund: what is paid back.
        cart: the order that it belongs to.
        names: what to call its products by code.
    """
    lines: list[PriceLine] = []
    for back in refund.lines:
        line = cart.lines[back.line]
        words = text("prices.refund.back", price=money(line.tag_price), n=back.pieces)
        lines.append(PriceLine(_named(words, (names or {}).get(line.item, "")), back.tag))
        lines += [
            PriceLine(text("prices.refund.share", name=offer.name or offer.id), -part)
            for offer, part in back.taken
            if part
        ]
    if refund.withheld:
        lost = listed([offer.name or offer.id for offer in refund.lost])
        words = text("prices.refund.lost", names=lost) if lost else text("prices.refund.less")
        lines.append(PriceLine(words, -refund.withheld))
    return [*lines, PriceLine(text("prices.refund.amount"), refund.amount)]


def remarks(cart: PricedCart) -> list[str]:
    """Return the gifts that come with a cart, then every offer that did not apply and why."""
    gifts = [render(step.text) for step in cart.steps if not step.total]
    return gifts + [render(lost.reason) for lost in cart.rejected]


def rule_lines(profile: ProfileEntry) -> list[str]:
    """Return which rules were used, from where and how well founded, and which of them are not confirmed."""
    header = profile_header(profile.id)
    lines = [
        str(profile.title),
        text("prices.rules.source", source=header.source, grade=header.grade),
    ]
    if profile.inferred:
        flags = listed([_flag_words(profile, flag) for flag in profile.inferred])
        lines.append(text("prices.rules.inferred", flags=flags))
    return lines


def _flag_words(profile: ProfileEntry, flag: str) -> str:
    """Return what a flag says; one that a person has changed is given with its value."""
    value = getattr(profile, flag)
    if flag in {"groups", "exclusions"} or value == getattr(Profile(""), flag):
        return text(f"prices.rules.flag.{flag}")
    return text("prices.rules.own", flag=flag, value=str(value))


def risk_words(priced: ProductPrices) -> str:
    """Return what the lowest price means for the shop, in a sentence."""
    if priced.margin is None:
        return text("prices.risk.no_cost")
    if priced.risk == "cost":
        return text("prices.risk.cost", amount=money(-priced.margin))
    if priced.risk == "floor":
        return text("prices.risk.floor", floor=money(priced.floor_price))
    return text("prices.risk.none", amount=money(priced.margin), rate=percent(margin_rate(priced)))


def margin_rate(priced: ProductPrices) -> int | None:
    """Return the margin at the lowest price as a share of it, in basis points; None if it cannot be known."""
    if priced.margin is None or priced.prices.lowest == 0:
        return None
    return round(priced.margin * 10_000 / priced.prices.lowest)


def explanation(priced: ProductPrices, quantity: int) -> str:
    """Return everything about the price of some pieces of a product as plain text, to be copied."""
    three, cart = priced.prices, priced.prices.carts[quantity - 1]
    lines = [
        text("prices.explained.heading", name=priced.name, moment=f"{priced.moment:%Y-%m-%d %H:%M}", n=quantity),
        *(f"{line.words}\t{money(line.amount)}" for line in [*price_lines(cart), *presale_lines(cart)]),
        *remarks(cart),
        text(
            "prices.explained.three",
            general=money(three.general),
            lowest=money(three.lowest),
            n=three.lowest_quantity,
            check=money(three.check_value),
        ),
        risk_words(priced),
        *rule_lines(priced.profile),
    ]
    return "\n".join(lines)
