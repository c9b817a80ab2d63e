"""Offers and rules made ready to reduce carts: which offers are live for a cart, and the layers in their order."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from shopplanner.domain.promotions import bounds, item_layer, late_layers, settling, shop_tools
from shopplanner.domain.promotions.cart import Cart, Entry
from shopplanner.domain.promotions.offers import CartLine, Exclusion, Group, Layer, Offer, Presale, Profile, Tool
from shopplanner.domain.promotions.tools import Reach

EVERYONE = "all"
Covered = tuple[tuple[int, ...], ...]
"""Positions of the offers that cover each line: carts that are covered alike have the same live offers."""


@dataclass(frozen=True, slots=True)
class Live:
    """The offers that are live for a cart, each with its lines, by layer.

    Attributes:
        item: groups of the item layer that have live offers, each with them; likewise ``shop``, ``platform`` and
            ``asset``.
        shut_out: offers that an exclusion keeps from a line, with the tools that win there.
    """

    item: Sequence[tuple[Group, Sequence[Entry]]]
    shop: Sequence[tuple[Group, Sequence[Entry]]]
    platform: Sequence[tuple[Group, Sequence[Entry]]]
    asset: Sequence[tuple[Group, Sequence[Entry]]]
    presale: Sequence[Entry]
    freight: Sequence[Entry]
    gift: Sequence[Entry]
    shut_out: Mapping[int, Tool]


@dataclass(frozen=True, slots=True)
class Ran:
    """A cart after all layers, with the offers that were live for it."""

    cart: Cart
    live: Live
    presale: Presale | None
    freight: int
    gifts: int


class Core:
    """Offers and rules made ready once, to price many carts."""

    def __init__(self, offers: Sequence[Offer], profile: Profile, buyer: Collection[str] | None = None) -> None:
        self.offers = tuple(offers)
        self.profile = profile
        self.buyer = buyer
        self._fitting = [
            (position, offer)
            for position, offer in enumerate(self.offers)
            if buyer is None or offer.audience == EVERYONE or offer.audience in buyer
        ]
        self._known: dict[Covered, Live] = {}

    def run(self, lines: Sequence[CartLine], freight: int = 0) -> Ran:
        """Take a cart through all layers."""
        cart = Cart(tuple(lines), self.profile)
        live = self.live(lines)
        self._reduce(cart, live)
        presale = late_layers.take_presale(cart, live.presale) if live.presale else None
        charged = late_layers.freight(cart, live.freight, freight)
        return Ran(cart, live, presale, charged, late_layers.gifts(cart, live.gift))

    def payable(self, lines: Sequence[CartLine]) -> int:
        """Return what the goods of a cart cost, in fen: the same as all layers find, but nothing else."""
        cart = Cart(tuple(lines), self.profile)
        live = self.live(lines)
        self._reduce(cart, live)
        if live.presale:
            late_layers.take_presale(cart, live.presale)
        return cart.rest

    def _reduce(self, cart: Cart, live: Live) -> None:
        """Take the reductions of all layers off a cart."""
        if live.item:
            item_layer.settle(cart, live.item)
        cart.after_item = cart.left
        if live.shop:
            settling.settle(cart, live.shop, shop_tools.take, bounds.most)
        cart.after_shop = cart.left
        if live.platform:
            settling.settle(cart, live.platform, late_layers.take_platform, late_layers.most_platform)
        if live.asset:
            settling.settle(cart, live.asset, late_layers.take_asset, late_layers.most_platform)

    def live(self, lines: Sequence[CartLine]) -> Live:
        """Return the offers that are live for a cart, each with its lines."""
        covered = tuple(tuple([position for position, offer in self._fitting if offer.covers(line)]) for line in lines)
        found = self._known.get(covered)
        if found is None:
            found = self._known[covered] = self._found(covered)
        return found

    def _found(self, covered: Covered) -> Live:
        members: dict[int, set[int]] = {position: set() for position, _ in self._fitting}
        for number, positions in enumerate(covered):
            for position in positions:
                members[position].add(number)
        shut_out: dict[int, Tool] = {}
        tools = {offer.tool for _, offer in self._fitting}
        for pair in self.profile.exclusions:
            if pair.winner in tools and pair.loser in tools:
                self._exclude(pair, members, len(covered), shut_out)
        by_layer: dict[Layer, list[Entry]] = {layer: [] for layer in Layer}
        for position, numbers in members.items():
            if numbers:
                offer = self.offers[position]
                by_layer[offer.layer].append(Entry(position, offer, tuple(sorted(numbers))))
        return Live(
            item=self._grouped(Layer.ITEM, by_layer),
            shop=self._grouped(Layer.SHOP, by_layer),
            platform=self._grouped(Layer.PLATFORM, by_layer),
            asset=self._grouped(Layer.ASSET, by_layer),
            presale=by_layer[Layer.PRESALE],
            freight=by_layer[Layer.FREIGHT],
            gift=by_layer[Layer.GIFT],
            shut_out=shut_out,
        )

    def _exclude(self, pair: Exclusion, members: dict[int, set[int]], count: int, shut_out: dict[int, Tool]) -> None:
        """Take lines away from a loser's offers where the winner is."""
        there: set[int] = set()
        for position, numbers in members.items():
            if self.offers[position].tool is pair.winner:
                there |= numbers
        if there and pair.scope is Reach.ORDER:
            there = set(range(count))
        for position, numbers in members.items():
            if self.offers[position].tool is pair.loser and numbers & there:
                members[position] = numbers - there
                shut_out[position] = pair.winner

    def _grouped(
        self, layer: Layer, by_layer: Mapping[Layer, Sequence[Entry]]
    ) -> Sequence[tuple[Group, Sequence[Entry]]]:
        entries = by_layer[layer]
        if not entries:
            return ()
        jobs = (
            (group, [entry for entry in entries if entry.offer.tool in group.members])
            for group in self.profile.layered[layer]
        )
        return [(group, found) for group, found in jobs if found]
