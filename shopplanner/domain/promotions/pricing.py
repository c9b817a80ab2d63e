"""The price engine: what a buyer pays for a cart, step by step and to the fen, under a dated set of stacking rules.

Order of layers, as the platform's notice of 2026-03-10 names them: item, shop, platform, the buyer's own assets; then
gifts. Amounts are whole fen; nothing is ever a float.
"""

from __future__ import annotations

from collections.abc import Sequence

from shopplanner.domain.messages import Money, message
from shopplanner.domain.promotions import rounding, shop_layer
from shopplanner.domain.promotions.offers import (
    CartLine,
    Layer,
    Offer,
    PricedCart,
    Profile,
    Rejection,
    Stacking,
    Step,
    Tool,
)
from shopplanner.domain.promotions.rounding import Rounding
from shopplanner.domain.promotions.sharing import share

ROUNDINGS = {
    Tool.ITEM_PERCENT: Rounding.HALF_UP_FEN,
    Tool.MEMBER_REDUCTION: Rounding.HALF_UP_FEN,
    Tool.DAILY_REDUCTION: Rounding.CEIL_BY_PRICE_BAND,
    Tool.OFFICIAL_REDUCTION: Rounding.CEIL_YUAN,
}
EXCLUDED_BY_DAILY = frozenset({Tool.ITEM_PERCENT, Tool.OFFICIAL_REDUCTION, Tool.CROSS_SHOP})
"""What the daily campaign reduction switches off on its products (campaign whitepaper, 2026-05-19)."""


def price_cart(lines: Sequence[CartLine], offers: Sequence[Offer], profile: Profile) -> PricedCart:
    """Return what the cart costs, with every reduction and every offer that did not apply.

    Args:
        lines: sub-orders, each of one SKU.
        offers: offers that are live for this buyer at the moment of the sale.
        profile: stacking rules in force at that moment.
    """
    return _Pricing(lines, offers, profile).run()


class _Pricing:
    """One cart on its way through the layers."""

    def __init__(self, lines: Sequence[CartLine], offers: Sequence[Offer], profile: Profile) -> None:
        self.lines = tuple(lines)
        self.offers = tuple(offers)
        self.profile = profile
        self.left = [line.tag_price * line.quantity for line in lines]
        self.unit = [line.tag_price for line in lines]
        self.steps: list[Step] = []
        self.rejected: list[Rejection] = []
        self.gifts = 0

    def run(self) -> PricedCart:
        """Price the cart."""
        daily = {
            n for n, line in enumerate(self.lines) for offer in self.offers if _daily(offer) and offer.covers(line)
        }
        self._item_layer(daily)
        self._shop_layer()
        self._platform_layer(daily)
        self._asset_layer()
        self._gifts()
        return PricedCart(
            lines=self.lines,
            tag_total=sum(line.tag_price * line.quantity for line in self.lines),
            payable=sum(self.left),
            line_payable=tuple(self.left),
            steps=tuple(self.steps),
            gifts_cost=self.gifts,
            profile=self.profile.id,
            explain=lambda: self.rejected,
        )

    def _of(self, layer: Layer) -> list[Offer]:
        return [offer for offer in self.offers if offer.layer is layer]

    def _apply(self, offer: Offer, parts: Sequence[int], base: int, threshold: int, times: int, benefit: int) -> None:
        taken = self._leaving_least(parts)
        self.left = [rest - part for rest, part in zip(self.left, taken, strict=True)]
        self.steps.append(Step(offer, offer.layer, taken, base, threshold, times, benefit))

    def _leaving_least(self, parts: Sequence[int]) -> tuple[int, ...]:
        """Return the parts with the largest cut so that the least that must be paid is left."""
        short = self.profile.min_payable - (sum(self.left) - sum(parts))
        if short <= 0:
            return tuple(parts)
        largest = max(range(len(parts)), key=lambda number: parts[number])
        return tuple(max(0, part - short) if number == largest else part for number, part in enumerate(parts))

    def _reject(self, offer: Offer, reason: str, **values: int | str | Money) -> None:
        self.rejected.append(Rejection(offer, message(f"promotions.why.{reason}", **values)))

    def _item_layer(self, daily: set[int]) -> None:
        """Campaign price first (the lowest wins), then reductions, each once a product and all from the same price."""
        fixed = sorted((o for o in self._of(Layer.ITEM) if o.tool is Tool.ITEM_FIXED), key=lambda o: o.benefit)
        priced: set[int] = set()
        for offer in fixed:
            parts = [
                (self.unit[n] - offer.benefit) * line.quantity
                if offer.covers(line) and n not in priced and offer.benefit < self.unit[n]
                else 0
                for n, line in enumerate(self.lines)
            ]
            self._item_step(offer, parts, offer.benefit)
            priced.update(n for n, part in enumerate(parts) if part)
        self.unit = [
            rest // line.quantity if line.quantity else 0 for rest, line in zip(self.left, self.lines, strict=True)
        ]
        base = list(self.unit)
        reductions = [offer for offer in self._of(Layer.ITEM) if offer.tool is not Tool.ITEM_FIXED]
        for tool in (
            Tool.DAILY_REDUCTION,
            Tool.OFFICIAL_REDUCTION,
            Tool.ITEM_PERCENT,
            Tool.ITEM_AMOUNT,
            Tool.MEMBER_REDUCTION,
        ):
            same = [offer for offer in reductions if offer.tool is tool]
            self._item_reductions(same, base, daily)
        self.unit = [
            rest // line.quantity if line.quantity else 0 for rest, line in zip(self.left, self.lines, strict=True)
        ]

    def _item_reductions(self, offers: list[Offer], base: list[int], daily: set[int]) -> None:
        """Apply the best offer of one tool to each line."""
        best: dict[int, tuple[int, Offer]] = {}
        for offer in offers:
            for number, line in enumerate(self.lines):
                if not offer.covers(line) or (number in daily and offer.tool in EXCLUDED_BY_DAILY):
                    continue
                price = (
                    base[number]
                    if self.profile.item_reductions is Stacking.PARALLEL
                    else self.left[number] // line.quantity
                )
                off = offer.benefit if offer.tool is Tool.ITEM_AMOUNT else _rate_off(offer, price)
                off = min(off, max(0, self.left[number] // line.quantity))
                if off > best.get(number, (0, offer))[0]:
                    best[number] = (off, offer)
        for offer in offers:
            parts = [
                best[n][0] * line.quantity if n in best and best[n][1] is offer else 0
                for n, line in enumerate(self.lines)
            ]
            self._item_step(offer, parts, max((base[n] for n, part in enumerate(parts) if part), default=0))

    def _item_step(self, offer: Offer, parts: list[int], base: int) -> None:
        if sum(parts):
            self._apply(offer, parts, base, 0, 1, offer.benefit)
        else:
            self._reject(offer, "no_product_or_better", name=offer.name)

    def _shop_layer(self) -> None:
        offers = self._of(Layer.SHOP)
        if not offers:
            return
        taken = shop_layer.best_offers(self.lines, self.unit, offers, self.profile)
        for each in taken:
            self._apply(each.offer, each.parts, each.base, each.threshold, each.times, each.offer.benefit)
        used = {each.offer.id for each in taken}
        for offer in offers:
            if offer.id not in used:
                self._explain_unused(offer, taken)

    def _explain_unused(self, offer: Offer, taken: Sequence[shop_layer.Taken]) -> None:
        alone = shop_layer.best_offers(self.lines, self.unit, [offer], self.profile)
        saved = sum(sum(each.parts) for each in alone)
        if offer.tool is Tool.BUNDLE and not offer.scope <= {line.item for line in self.lines}:
            self.rejected.append(Rejection(offer, message("prices.why.set_incomplete", name=offer.name)))
        elif saved == 0:
            self._reject(offer, "threshold_not_reached", name=offer.name)
        else:
            winners = "、".join(each.offer.name or each.offer.id for each in taken)
            self._reject(offer, "less_than_others", name=offer.name, saved=Money(saved), others=winners)

    def _platform_layer(self, daily: set[int]) -> None:
        """Cross-shop reductions and platform coupons; their thresholds are met by prices after item reductions."""
        base = [price * line.quantity for price, line in zip(self.unit, self.lines, strict=True)]
        for offer in self._of(Layer.PLATFORM):
            members = [
                n
                for n, line in enumerate(self.lines)
                if offer.covers(line) and not (n in daily and offer.tool in EXCLUDED_BY_DAILY)
            ]
            reached = sum(base[number] for number in members)
            times = reached // offer.threshold if offer.threshold and offer.repeat == 0 else 1
            if not members or reached < offer.threshold:
                self._reject(offer, "threshold_not_reached", name=offer.name)
                continue
            self._take_off(offer, offer.benefit * times, members, base, reached)

    def _asset_layer(self) -> None:
        for offer in self._of(Layer.ASSET):
            members = [number for number, line in enumerate(self.lines) if offer.covers(line)]
            self._take_off(offer, offer.benefit, members, self.left, sum(self.left))

    def _take_off(self, offer: Offer, benefit: int, members: Sequence[int], weights: Sequence[int], base: int) -> None:
        """Take an amount off the members in proportion, leaving the least that must be paid."""
        room = max(0, sum(self.left) - self.profile.min_payable)
        caps = [self.left[number] if number in members else 0 for number in range(len(self.left))]
        shares = share(min(benefit, room), [weights[n] if n in members else 0 for n in range(len(self.left))], caps)
        self._apply(offer, shares, base, offer.threshold, 1, offer.benefit)

    def _gifts(self) -> None:
        for offer in self._of(Layer.GIFT):
            members = [rest for rest, line in zip(self.left, self.lines, strict=True) if offer.covers(line)]
            reached = sum(members)
            if members and reached >= offer.threshold:
                self.gifts += offer.gift_cost
                self.steps.append(Step(offer, Layer.GIFT, (0,) * len(self.lines), reached, offer.threshold))
            else:
                self._reject(offer, "threshold_not_reached", name=offer.name)


def _daily(offer: Offer) -> bool:
    return offer.tool is Tool.DAILY_REDUCTION


def _rate_off(offer: Offer, price: int) -> int:
    return rounding.reduction(price, offer.benefit, ROUNDINGS[offer.tool])
