"""A price explained in words: from the list price step by step to what is paid, and why other offers lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shopplanner.domain.promotions.offers import PricedCart, Step
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.plan_words import listed
from shopplanner.services.promotions.prices import ProductPrices, ProfileEntry, profile_header
from shopplanner.services.wording import money, percent, render


@dataclass(frozen=True, slots=True)
class PriceLine:
    """A line of an explanation; the amounts before the last line add up to it."""

    words: str
    amount: int


def price_lines(cart: PricedCart, names: Mapping[str, str] | None = None) -> list[PriceLine]:
    """Return the way from the tag prices to what is paid; gifts are left out, as they change no price.

    Args:
        cart: a priced cart.
        names: what to call its products by code; without them they are not named.
    """
    tags = [
        PriceLine(
            _tag_words(line.tag_price, line.quantity, (names or {}).get(line.item, "")), line.tag_price * line.quantity
        )
        for line in cart.lines
    ]
    steps = [PriceLine(_step_words(step), -step.total) for step in cart.steps if step.total]
    return [*tags, *steps, PriceLine(text("prices.step.payable"), cart.payable)]


def _step_words(step: Step) -> str:
    """Return what a reduction is, and for whom if not for every buyer."""
    if step.offer.audience == "all":
        return render(step.text)
    return text("prices.step.for", step=render(step.text), buyer=text(f"prices.buyer.{step.offer.audience}"))


def _tag_words(price: int, quantity: int, name: str) -> str:
    words = text("prices.step.tag", price=money(price), n=quantity)
    return text("prices.step.named", name=name, price=words) if name else words


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
        flags = listed([text(f"prices.rules.flag.{flag}") for flag in profile.inferred])
        lines.append(text("prices.rules.inferred", flags=flags))
    return lines


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
        *(f"{line.words}\t{money(line.amount)}" for line in price_lines(cart)),
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
