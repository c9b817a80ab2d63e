"""Why an offer did not apply to a cart, and what it would have taken off."""

from __future__ import annotations

from collections.abc import Sequence

from shopplanner.domain.messages import Message, Money, Param, message
from shopplanner.domain.promotions import late_layers, shop_tools
from shopplanner.domain.promotions.cart import Cart, Entry
from shopplanner.domain.promotions.offers import Layer, Offer, Rejection, Step
from shopplanner.domain.promotions.pricer import Core, Live
from shopplanner.domain.promotions.tools import BY_PIECES, Tool


def explained(pricer: Core, cart: Cart, live: Live) -> Sequence[Rejection]:
    """Return every offer that did not apply to a cart, and why, in the order of the offers.

    Args:
        pricer: offers and rules.
        cart: the cart after all reductions.
        live: the offers that were live for it.
    """
    used = {step.offer.id for step in cart.steps}
    return [
        _Unused(pricer, cart, live, position, offer).explained()
        for position, offer in enumerate(pricer.offers)
        if offer.id not in used
    ]


class _Unused:
    """An offer that did not apply to a cart."""

    def __init__(self, pricer: Core, cart: Cart, live: Live, position: int, offer: Offer) -> None:
        self.pricer = pricer
        self.cart = cart
        self.live = live
        self.position = position
        self.offer = offer

    def explained(self) -> Rejection:
        """Return why it did not apply."""
        offer, cart = self.offer, self.cart
        buyer = self.pricer.buyer
        if buyer is not None and offer.audience != "all" and offer.audience not in buyer:
            return self._because("not_for_buyer")
        members = tuple(number for number, line in enumerate(cart.lines) if offer.covers(line))
        if not members:
            return self._because("not_in_cart")
        if offer.tool is Tool.BUNDLE and not self._complete():
            return self._because("set_incomplete")
        saved = self._alone()
        if self.position in self.live.shut_out:
            winner = self.live.shut_out[self.position]
            return self._because("excluded", saved, others=self._names([winner]))
        if saved:
            return self._because("less_than_others", saved, saved=Money(saved), others=self._winners())
        threshold = self._threshold(Entry(self.position, offer, members))
        return threshold or self._because("nothing_to_take")

    def _because(self, reason: str, alone: int = 0, **values: Param) -> Rejection:
        text: Message = message(f"prices.why.{reason}", name=self.offer.name or self.offer.id, **values)
        return Rejection(self.offer, text, alone)

    def _complete(self) -> bool:
        """Whether every product of a set is in the cart."""
        present = {key for line in self.cart.lines for key in line.keys}
        return self.offer.scope <= present

    def _alone(self) -> int:
        """Return what it would take off without the other offers of its layer and those that shut it out."""
        layers = list(Layer)
        before = layers[: layers.index(self.offer.layer)]
        earlier = [step.offer for step in self.cart.steps if step.layer in before]
        winner = self.live.shut_out.get(self.position)
        earlier = [offer for offer in earlier if offer.tool is not winner]
        cart = Core([*earlier, self.offer], self.pricer.profile).run(self.cart.lines).cart
        return sum(step.total for step in cart.steps if step.offer is self.offer)

    def _winners(self) -> str:
        """Return the names of the offers of its group that applied to its lines."""
        group = next(
            (group.members for group in self.pricer.profile.groups if self.offer.tool in group.members),
            (self.offer.tool,),
        )
        return self._names(group)

    def _names(self, tools: Sequence[Tool]) -> str:
        offers = [step.offer for step in self.cart.steps if self._meets(step) and step.offer.tool in tools]
        offers = offers or [offer for offer in self.pricer.offers if offer.tool in tools and offer is not self.offer]
        return "、".join(dict.fromkeys(offer.name or offer.id for offer in offers))

    def _meets(self, step: Step) -> bool:
        return any(part and self.offer.covers(line) for part, line in zip(step.taken, self.cart.lines, strict=True))

    def _threshold(self, entry: Entry) -> Rejection | None:
        """Return that its threshold is not reached, and by how much; None if it is."""
        offer, cart = entry.offer, self.cart
        in_pieces = offer.tool in BY_PIECES or bool(offer.tool is Tool.GIFT and offer.buy)
        if in_pieces:
            amount = sum(cart.lines[number].quantity for number in entry.members)
        elif offer.layer is Layer.SHOP:
            amount = shop_tools.reached(cart, offer, entry.members, cart.after_item)
        elif offer.layer is Layer.PLATFORM:
            amount = late_layers.platform_reached(cart, offer, entry.members, cart.after_shop)
        else:
            amount = late_layers.left_reached(cart, entry)
        needed = self._needed()
        if amount >= needed:
            return None
        if in_pieces:
            return self._because("too_few_pieces", reached=amount, threshold=needed)
        return self._because("threshold_not_reached", reached=Money(amount), threshold=Money(needed))

    def _needed(self) -> int:
        offer = self.offer
        if offer.tool is Tool.COUPON:
            return shop_tools.coupon_threshold(offer)
        if offer.tool is Tool.FREE_PIECES:
            return offer.buy + offer.benefit
        if offer.tool is Tool.GIFT and offer.buy:
            return offer.buy
        return min(offer.threshold, *(tier.threshold for tier in offer.tiers), offer.threshold)
