"""What a product cost and will cost: prices of the plan and prices that were paid, with what they rest on.

An order line does not say which offers made its price. What is live in the plan at the moment of payment is priced with
all offers and with those that count; a payment between the two rests on offers that do not count, and one below both is
not explained by the plan.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from shopplanner.domain.days import day_number, moment_at
from shopplanner.domain.errors import NotFoundError
from shopplanner.domain.messages import message
from shopplanner.domain.promotions.ledger import PriceEvent, Rules, Trait, cheapest_piece, offer_counts, traits_of
from shopplanner.domain.promotions.offers import CartLine, Offer, PricedCart, Profile
from shopplanner.domain.promotions.plan import Promotion
from shopplanner.domain.promotions.price_days import TimedOffer, segments
from shopplanner.domain.promotions.pricing import price_cart
from shopplanner.services.promotions.plans import promotions_in
from shopplanner.services.promotions.price_history import tag_changes, tag_on
from shopplanner.services.promotions.prices import ALWAYS_CHECKED, offers_in, profile_in, profiles
from shopplanner.storage.tables.facts import ORDER_LINE
from shopplanner.storage.tables.products import ProductRow, SkuRow

MIDNIGHT = time(0)
DAY = timedelta(days=1)
SLACK = 100
SLACK_SHARE = 50
"""Fen for a piece, and the part of its price, by which the platform's roundings may differ from ours at most."""


@dataclass(frozen=True)
class Stretch:
    """A stretch of time in which price and plan stay: the tag, the offers on the product and the stacking rules."""

    starts: datetime
    ends: datetime
    offers: tuple[Offer, ...]
    profile: Profile
    tag: int | None


@dataclass(frozen=True)
class Watched:
    """A product, or one SKU of it, with the plan's stretches over a span of days.

    Attributes:
        tag: its price before offers today; None without one.
    """

    id: int
    code: str
    name: str
    tag: int | None
    list_price: int | None
    stretches: tuple[Stretch, ...]
    sku: str = ""
    category: str = ""

    def cart(self, stretch: Stretch, offers: Sequence[Offer], pieces: int = 1) -> PricedCart:
        """Return so many pieces priced within a stretch under some of its offers."""
        line = CartLine(self.code, pieces, stretch.tag or 0, self.list_price, None, self.code, self.category)
        return price_cart([line], offers, stretch.profile)


@dataclass(frozen=True, slots=True)
class PaidLine:
    """A paid order line; amounts in fen."""

    order: str
    sku: str
    paid_at: datetime
    units: int
    paid: int
    list_price: int | None

    @property
    def each(self) -> int:
        """What its cheapest piece cost if the amount is shared evenly."""
        return self.paid // self.units


class PlanSpan:
    """The plan over a span of days, read once for any number of products."""

    def __init__(self, session: Session, shop_id: int, first: date, last: date) -> None:
        self._session, self._shop_id = session, shop_id
        self.first, self.last = first, last
        planned = [each for each in promotions_in(session, shop_id, first, last) if each.counts]
        steady = [each for each in planned if each.mechanic != "clearance"]
        self._timed = [
            TimedOffer(offer, each.starts, each.ends, each.mechanic in ALWAYS_CHECKED)
            for each, offer in zip(steady, offers_in(session, shop_id, steady), strict=True)
        ]
        for each in planned:
            if each.mechanic == "clearance":
                self._timed += self._rungs(each)
        self._changes = [datetime.fromisoformat(entry.valid_from) for entry in profiles() if entry.valid_from]
        self._rules: dict[int, Profile] = {}
        self._tags = tag_changes(session, shop_id, first)

    def stretches(self, row: ProductRow, tag: int | None) -> tuple[Stretch, ...]:
        """Return the stretches of a product whose price before offers is ``tag`` by now."""
        line = CartLine(row.code, 1, tag or 0, row.list_price, None, row.code, row.category)
        mine = [each for each in self._timed if each.offer.covers(line)]
        tags = self._tags.get(row.id, {})
        changes = [*self._changes, *(datetime.combine(day, MIDNIGHT) for day in tags)]
        breaks = [one for one in changes if self.first <= one.date() <= self.last]
        return tuple(
            Stretch(
                each.starts, each.ends, each.offers, self._profile(each.starts), tag_on(each.starts.date(), tags, tag)
            )
            for each in segments(mine, self.first, self.last, breaks)
        )

    def _rungs(self, clearance: Promotion) -> Iterator[TimedOffer]:
        """Yield a clearance day by day, as its reduction grows with time."""
        day = max(clearance.starts.date(), self.first)
        while day <= min(clearance.ends.date(), self.last):
            begin = max(clearance.starts, datetime.combine(day, MIDNIGHT))
            (offer,) = offers_in(self._session, self._shop_id, [clearance], begin)
            end = datetime.combine(day + DAY, MIDNIGHT) - timedelta(seconds=1)
            yield TimedOffer(offer, begin, min(clearance.ends, end))
            day += DAY

    def _profile(self, moment: datetime) -> Profile:
        """Return the stacking rules of a moment; read once for each time between two changes of the rules."""
        era = sum(1 for change in self._changes if change <= moment)
        if era not in self._rules:
            self._rules[era] = profile_in(self._session, self._shop_id, moment).as_profile()
        return self._rules[era]


def watch(session: Session, shop_id: int, row: ProductRow, first: date, last: date, sku: str = "") -> Watched:
    """Return a product with the plan's stretches over a span of days."""
    return watched_in(session, PlanSpan(session, shop_id, first, last), row, sku)


def watched_in(session: Session, plan: PlanSpan, row: ProductRow, sku: str = "") -> Watched:
    """Return a product with the stretches of a plan that was read already."""
    tag = row.tag_price if row.tag_price is not None else row.list_price
    found = plan.stretches(row, tag)
    if sku:
        found = tuple(replace(each, tag=_tag_of_sku(session, row, sku, each.tag)) for each in found)
        tag = _tag_of_sku(session, row, sku, tag)
    return Watched(row.id, row.code, row.short_name or row.title, tag, row.list_price, found, sku, row.category)


def _tag_of_sku(session: Session, row: ProductRow, sku: str, tag: int | None) -> int | None:
    """Return a SKU's price before offers: as far below its own list price as the product is below its list price."""
    own = session.scalar(select(SkuRow.list_price).where(SkuRow.product_id == row.id, SkuRow.name == sku))
    if own is None:
        return tag
    return own if row.list_price is None or tag is None else max(1, own - (row.list_price - tag))


def product_row(session: Session, product_id: int) -> ProductRow:
    """Return a product.

    Raises:
        NotFoundError: if it is gone.
    """
    row = session.get(ProductRow, product_id)
    if row is None:
        raise NotFoundError(message("promotions.error.product_gone"))
    return row


def skus_of(session: Session, shop_id: int, row: ProductRow) -> list[str]:
    """Return the names of a product's SKUs: those of the catalogue, then others that orders name."""
    own = session.scalars(select(SkuRow.name).where(SkuRow.product_id == row.id).order_by(SkuRow.id)).all()
    where = (ORDER_LINE.c.shop_id == shop_id, ORDER_LINE.c.product_code == row.code, ORDER_LINE.c.sku.is_not(None))
    sold = session.scalars(select(ORDER_LINE.c.sku).where(*where).distinct().order_by(ORDER_LINE.c.sku))
    return list(dict.fromkeys(name for name in (*own, *sold) if name))


def planned_events(watched: Watched, rules: Rules) -> list[PriceEvent]:
    """Return the plan's prices of one piece: what counts, and what is lower because of offers that do not count."""
    if watched.tag is None:
        return []
    found: list[PriceEvent] = []
    for stretch in watched.stretches:
        counted = watched.cart(stretch, _counting(stretch.offers, rules))
        found.append(_planned(stretch, counted, watched))
        all_in = watched.cart(stretch, stretch.offers)
        if all_in.payable < counted.payable:
            found.append(_planned(stretch, all_in, watched))
    return _joined(found)


def _counting(offers: Iterable[Offer], rules: Rules) -> list[Offer]:
    return [offer for offer in offers if offer_counts(offer, rules)]


def _planned(stretch: Stretch, cart: PricedCart, watched: Watched) -> PriceEvent:
    used = _used(cart)
    return PriceEvent(
        stretch.starts.date(), stretch.ends.date(), cart.payable, planned=True, traits=_traits(used),
        sku=watched.sku, list_price=watched.list_price, names=tuple(offer.name for offer in used),
    )  # fmt: skip


def _used(cart: PricedCart) -> list[Offer]:
    """Return the offers that took something off."""
    return [step.offer for step in cart.steps if step.total]


def _traits(offers: Iterable[Offer]) -> frozenset[Trait]:
    return frozenset().union(*(traits_of(offer) for offer in offers))


def _joined(events: Sequence[PriceEvent]) -> list[PriceEvent]:
    """Join events of neighbouring days that are alike otherwise."""
    alike: dict[PriceEvent, list[PriceEvent]] = defaultdict(list)
    for event in events:
        alike[replace(event, first=date.min, last=date.min)].append(event)
    joined: list[PriceEvent] = []
    for group in alike.values():
        current = group[0]
        for _, event in pairwise(group):
            if event.first <= current.last + DAY:
                current = replace(current, last=max(current.last, event.last))
            else:
                joined.append(current)
                current = event
        joined.append(current)
    return sorted(joined, key=lambda event: (event.first, event.price))


def paid_lines(
    session: Session, shop_id: int, product_code: str, first: date, last: date, sku: str = ""
) -> list[PaidLine]:
    """Return the paid order lines of a product on the days of a span, by payment."""
    table = ORDER_LINE.c
    query = select(table.order_id, table.sku, table.paid_at, table.units, table.paid_amount, table.list_price).where(
        table.shop_id == shop_id, table.product_code == product_code,
        table.day.between(day_number(first), day_number(last)),
        table.paid_at.is_not(None), table.paid_amount > 0, table.units > 0,
    )  # fmt: skip
    rows = session.execute(query.where(table.sku == sku) if sku else query)
    found = [
        PaidLine(order, name or "", moment_at(paid_at), units, paid, listed)
        for order, name, paid_at, units, paid, listed in rows
    ]
    return sorted(found, key=lambda line: (line.paid_at, line.order))


class _Explainer:
    """Tells what an order line's price rests on, by the plan at the moment of payment."""

    def __init__(self, watched: Watched, rules: Rules) -> None:
        self._watched, self._rules = watched, rules
        self._carts: dict[tuple[datetime, int], tuple[PricedCart, PricedCart]] = {}

    def explain(self, line: PaidLine) -> tuple[bool, list[Offer], int | None]:
        """Return whether the plan explains a line, the offers that do, and what one piece was priced at."""
        stretch = next((one for one in self._watched.stretches if one.starts <= line.paid_at <= one.ends), None)
        if stretch is None or self._watched.tag is None:
            return False, [], None
        counted, all_in = self._priced(stretch, line.units)
        each = counted.payable // line.units
        slack = min(SLACK * line.units, counted.payable // SLACK_SHARE)
        over, under = line.paid - all_in.payable, counted.payable - line.paid
        if under <= min(slack, abs(over)) or under <= 0:
            return True, _used(counted) if line.paid < counted.tag_total else [], each
        return (True, _used(all_in), each) if over >= -slack else (False, [], each)

    def _priced(self, stretch: Stretch, pieces: int) -> tuple[PricedCart, PricedCart]:
        key = (stretch.starts, pieces)
        if key not in self._carts:
            counting = _counting(stretch.offers, self._rules)
            self._carts[key] = (
                self._watched.cart(stretch, counting, pieces),
                self._watched.cart(stretch, stretch.offers, pieces),
            )
        return self._carts[key]


def paid_events(watched: Watched, lines: Sequence[PaidLine], rules: Rules) -> list[PriceEvent]:
    """Return what was paid for a piece; orders of one day, SKU and price that rest on the same are one event."""
    explainer = _Explainer(watched, rules)
    alone = _alone(lines)
    grouped: dict[PriceEvent, list[PaidLine]] = defaultdict(list)
    for line in lines:
        explained, offers, each = explainer.explain(line)
        traits, price = _traits(offers), line.each
        if not explained and each is not None and _key(line) in alone:
            traits = frozenset({Trait.CHANGED})
            price = cheapest_piece(line.paid, [each] * line.units, worst_case=rules.worst_case)
        day = line.paid_at.date()
        event = PriceEvent(
            day, day, price, planned=False, traits=traits, explained=explained, sku=line.sku,
            list_price=line.list_price, names=tuple(offer.name for offer in offers),
        )  # fmt: skip
        grouped[event].append(line)
    return [
        replace(event, units=sum(line.units for line in found), orders=tuple(line.order for line in found))
        for event, found in grouped.items()
    ]


def _key(line: PaidLine) -> tuple[date, str, int]:
    return line.paid_at.date(), line.sku, line.each


def _alone(lines: Sequence[PaidLine]) -> set[tuple[date, str, int]]:
    """Return the prices that one order alone paid while others paid another price for the SKU on the same day.

    An export does not say that an unpaid order's price was changed; such a lonely price is how it shows.
    """
    orders = Counter(_key(line) for line in lines)
    buyers = Counter(key[:2] for key in orders.elements())
    return {key for key, number in orders.items() if number == 1 and buyers[key[:2]] > 1}
