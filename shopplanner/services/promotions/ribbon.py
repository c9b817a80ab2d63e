"""A product's prices over time, as the ribbon under the calendar draws them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from shopplanner.domain.errors import NotFoundError
from shopplanner.domain.messages import message
from shopplanner.domain.promotions.offers import CartLine, Offer
from shopplanner.domain.promotions.plan import Promotion
from shopplanner.domain.promotions.price_days import MIDNIGHT, SECOND, Segment, TimedOffer, segments
from shopplanner.domain.promotions.three_prices import three_prices
from shopplanner.services.promotions.plans import promotions_in
from shopplanner.services.promotions.prices import (
    ALWAYS_CHECKED,
    NEVER_CHECKED,
    ProfileEntry,
    line_of,
    offers_in,
    profile_in,
    profiles,
)
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.products import ProductRow

RUNG = "@"
"""Between the promotion and the first day in the id of a clearance's rung."""


@dataclass(frozen=True, slots=True)
class RibbonSegment:
    """A stretch of time in which a product's prices stay; both ends included, amounts in fen, None where unknown.

    Attributes:
        list_price: the price before anything is taken off.
        general: what one piece costs without offers for particular buyers.
        lowest: the least that a piece can cost, over one to three pieces and all buyers.
        check_value: what the platform's low-price check takes.
        cost: what a piece costs the shop.
    """

    starts: datetime
    ends: datetime
    list_price: int | None
    general: int | None
    lowest: int | None
    check_value: int | None
    cost: int | None


@dataclass(frozen=True, slots=True)
class Ribbon:
    """A product's stretches in order, without gaps over the span that was asked for."""

    product: int
    segments: tuple[RibbonSegment, ...]


def ribbon(workspace: Workspace, product_id: int, first: date, last: date) -> Ribbon:
    """Return a product's prices over a span of days, both ends included.

    Raises:
        NotFoundError: if the product is gone.
    """
    with workspace.read() as session:
        row = session.get(ProductRow, product_id)
        if row is None:
            raise NotFoundError(message("promotions.error.product_gone"))
        shop = workspace.shop_id
        planned = [each for each in promotions_in(session, shop, first, last) if each.counts]
        timed = timed_offers(session, shop, planned, first, last)
        line = line_of(row)
        mine = [each for each in timed if each.offer.covers(line)]
        changes = rule_changes(first, last)
        stretches = segments(mine, first, last, changes)
        rules = rules_of(session, shop, stretches, changes)
        found = [_priced(row, line, each, profile) for each, profile in zip(stretches, rules, strict=True)]
    return Ribbon(product_id, _joined(found))


def timed_offers(
    session: Session, shop_id: int, promotions: Sequence[Promotion], first: date, last: date
) -> list[TimedOffer]:
    """Return promotions as offers with their windows; a clearance is one offer for each of its rungs in the span."""
    steady = [each for each in promotions if each.mechanic != "clearance"]
    found = [
        TimedOffer(offer, each.starts, each.ends, each.mechanic in ALWAYS_CHECKED, each.mechanic in NEVER_CHECKED)
        for each, offer in zip(steady, offers_in(session, shop_id, steady), strict=True)
    ]
    for each in promotions:
        if each.mechanic == "clearance":
            found += _rungs(session, shop_id, each, first, last)
    return found


def _rungs(session: Session, shop_id: int, clearance: Promotion, first: date, last: date) -> list[TimedOffer]:
    """Return a clearance as an offer for each stretch of days on which it takes off the same."""
    found: list[TimedOffer] = []
    former: Offer | None = None
    day = max(clearance.starts.date(), first)
    while day <= min(clearance.ends.date(), last):
        begin = max(clearance.starts, datetime.combine(day, MIDNIGHT))
        end = min(clearance.ends, datetime.combine(day, MIDNIGHT) + timedelta(days=1) - SECOND)
        (offer,) = offers_in(session, shop_id, [clearance], begin)
        if offer == former:
            found[-1] = replace(found[-1], ends=end)
        else:
            rung = replace(offer, id=f"{offer.id}{RUNG}{day}")
            found.append(TimedOffer(rung, begin, end, window=(clearance.starts, clearance.ends)))
        former = offer
        day += timedelta(days=1)
    return found


def promotion_of(offer_id: str) -> str:
    """Return the id of the promotion that an offer of ``timed_offers`` is of."""
    return offer_id.partition(RUNG)[0]


def rule_changes(first: date, last: date) -> list[datetime]:
    """Return the moments of a span at which other stacking rules come into force."""
    moments = (datetime.fromisoformat(entry.valid_from) for entry in profiles() if entry.valid_from)
    return sorted(moment for moment in moments if first <= moment.date() <= last)


def rules_of(
    session: Session, shop_id: int, stretches: Sequence[Segment], changes: Sequence[datetime]
) -> tuple[ProfileEntry, ...]:
    """Return the rules of each stretch; they are read once for each time between two changes of the rules."""
    known: dict[int, ProfileEntry] = {}
    found = []
    for each in stretches:
        era = sum(1 for change in changes if change <= each.starts)
        if era not in known:
            known[era] = profile_in(session, shop_id, each.starts)
        found.append(known[era])
    return tuple(found)


def _priced(row: ProductRow, line: CartLine, segment: Segment, profile: ProfileEntry) -> RibbonSegment:
    listed = row.list_price if row.list_price is not None else row.tag_price
    if listed is None:
        return RibbonSegment(segment.starts, segment.ends, None, None, None, None, row.cost)
    prices = three_prices(line, segment.offers, profile)
    return RibbonSegment(
        segment.starts, segment.ends, listed, prices.general, prices.lowest, prices.check_value, row.cost
    )


def _joined(found: Sequence[RibbonSegment]) -> tuple[RibbonSegment, ...]:
    """Join neighbours with equal prices."""
    joined: list[RibbonSegment] = []
    for each in found:
        if joined and _amounts(joined[-1]) == _amounts(each) and joined[-1].ends + timedelta(seconds=1) == each.starts:
            joined[-1] = RibbonSegment(joined[-1].starts, each.ends, *_amounts(each))
        else:
            joined.append(each)
    return tuple(joined)


def _amounts(one: RibbonSegment) -> tuple[int | None, int | None, int | None, int | None, int | None]:
    return one.list_price, one.general, one.lowest, one.check_value, one.cost
