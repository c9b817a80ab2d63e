"""What the prices page reads: products at a moment, under the rules in force and others, and baskets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from shopplanner.services.promotions.baskets import Basket, Start, basket_at, next_starts
from shopplanner.services.promotions.prices import ProductPrices, prices_at
from shopplanner.services.promotions.selling_costs import SellingCosts, selling_costs
from shopplanner.services.promotions.stacking import ProfileEntry, chosen_profile, profiles
from shopplanner.services.workspace import Workspace
from shopplanner.ui.promotions.prices.basket import BasketShown


@dataclass(frozen=True)
class PricesShown:
    """What the page shows of a moment; ``others`` are the products under the rules that are compared with."""

    rows: tuple[ProductPrices, ...]
    others: Mapping[int, ProductPrices]
    starts: tuple[Start, ...]
    costs: SellingCosts
    known: tuple[ProfileEntry, ...]
    chosen: str


@dataclass(frozen=True)
class Asked:
    """A basket to price: pieces by product, buyer, freight, moment, and rules to compare with (empty for none)."""

    pieces: Sequence[tuple[int, int]]
    buyer: frozenset[str]
    freight: int
    moment: datetime
    compare: str


def read_prices(workspace: Workspace, moment: datetime, now: datetime, compare: str) -> PricesShown:
    """Return every product's prices at a moment, and what there is to choose from."""
    others = prices_at(workspace, moment, rules=compare) if compare else []
    return PricesShown(
        rows=tuple(prices_at(workspace, moment)),
        others={each.product_id: each for each in others},
        starts=tuple(next_starts(workspace, now)),
        costs=selling_costs(workspace),
        known=tuple(profiles()),
        chosen=chosen_profile(workspace),
    )


def read_basket(workspace: Workspace, asked: Asked) -> BasketShown:
    """Return a priced basket, also under the rules that are compared with."""
    return BasketShown(
        _priced(workspace, asked, ""), _priced(workspace, asked, asked.compare) if asked.compare else None
    )


def _priced(workspace: Workspace, asked: Asked, rules: str) -> Basket:
    """Return the basket with the reasons of all that lost, which take longest."""
    basket = basket_at(workspace, asked.pieces, asked.moment, audience=asked.buyer, freight=asked.freight, rules=rules)
    _ = basket.cart.rejected
    return basket
