"""Prices over time, for the checks: what undercuts a campaign before or after it, which offers compete.

Days to come go by the plan; what is past goes by the prices that were paid, as far as orders were imported.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from shopplanner.domain.promotions.campaign_rules import LONGEST_PROTECTION
from shopplanner.domain.promotions.offers import CartLine, Offer, Tool
from shopplanner.domain.promotions.plan import Promotion
from shopplanner.domain.promotions.price_days import PriceTable, Segment
from shopplanner.domain.promotions.pricing import price_cart
from shopplanner.domain.promotions.profile import MULTI_PIECE, Profile
from shopplanner.services.promotions.paid_history import Payments, Protected, paid_lows, protected
from shopplanner.services.promotions.price_rules import pack_in_force
from shopplanner.services.promotions.prices import ALWAYS_CHECKED
from shopplanner.services.promotions.radar_plan import LINE_DAYS, RadarPlan, read_plan
from shopplanner.services.promotions.ribbon import promotion_of

COUNTS: Final = (1, 2, 3)
"""Pieces for which is told whether the coupon or the discount wins."""


@dataclass(frozen=True, slots=True)
class Undercut:
    """A price that a promotion makes too low for a campaign, of the product where the gap is largest.

    Attributes:
        day: first day on which it is too low.
        price: the price then, in fen.
        limit: what it may not be below.
        count: products that are too low.
        last: last day on which the limit holds.
    """

    promotion_id: int
    promotion: str
    campaign: str
    product: str
    day: date
    price: int
    limit: int
    count: int
    last: date


@dataclass(frozen=True, slots=True)
class Rivals:
    """A coupon and a multi-piece offer of which a sub-order takes one, and which wins for how many pieces."""

    coupon: Promotion
    other: Promotion
    product: str
    winners: tuple[str, ...]
    first: date


class PlanLines:
    """Planned prices over a span of days, read once for the checks of this module."""

    def __init__(self, session: Session, shop_id: int, first: date, last: date) -> None:
        self.plan: RadarPlan = read_plan(session, shop_id, first, last)
        self.rules = pack_in_force(session, shop_id).rules
        self._bits = {promotion_of(offer.id): 0 for offer in self.plan.offers}
        for number, offer in enumerate(self.plan.offers):
            self._bits[promotion_of(offer.id)] |= 1 << number
        tables = {each: PriceTable(self.plan.lines, self.plan.offers, each) for each in set(self.plan.rules)}
        self._all = [tables[each] for each in self.plan.rules]
        self._session, self._shop_id = session, shop_id

    def campaigns(self) -> list[Promotion]:
        """Return the platform's campaigns and whatever else protects its buyers."""
        return [each for each in self.plan.promotions if each.mechanic in ALWAYS_CHECKED or each.get("protection_days")]

    def protection_days(self, campaign: Promotion) -> int:
        """Return for how many days a campaign's buyers may claim a difference."""
        daily = campaign.mechanic == "daily_reduction"
        usual = self.rules.daily_protection if daily else self.rules.campaign_protection
        return campaign.get("protection_days") or usual

    def stretches(self, starts: datetime, ends: datetime) -> list[int]:
        """Return the stretches that touch a time."""
        return [
            number for number, each in enumerate(self.plan.stretches) if each.starts <= ends and each.ends >= starts
        ]

    def covers(self, promotion: Promotion, number: int) -> bool:
        """Whether a promotion has a SKU."""
        table = self._all[0]
        return bool(table.covering[number] & self._bits.get(str(promotion.id), 0))

    def general(self, number: int, stretch: int, *, checked: bool = False, without: int = 0) -> int:
        """Return a SKU's price of one piece for any buyer, or its check value.

        Args:
            number: which SKU.
            stretch: which stretch.
            checked: whether the check value is wanted.
            without: a set of offers to leave out.
        """
        segment = self.plan.stretches[stretch]
        found = self._all[stretch].prices(number, segment.live & ~without, segment.counted)
        return found[2] if checked else found[0]

    def uncounted(self, campaign: Promotion) -> int:
        """Return the offers that do not count in a campaign's check: the big ones' reduction in the daily campaign's.

        Source: campaign whitepaper, 2026-05-19.
        """
        official = [number for number, each in enumerate(self.plan.offers) if each.tool is Tool.OFFICIAL_REDUCTION]
        return sum(1 << number for number in official) if campaign.mechanic == "daily_reduction" else 0

    def cause(self, number: int, stretch: int, but: Promotion, without: int) -> Promotion | None:
        """Return the shop's own promotion that lowers a SKU's price most in a stretch; None if none does."""
        segment: Segment = self.plan.stretches[stretch]
        price = self.general(number, stretch, without=without)
        best, found = 0, None
        for each in self.plan.promotions:
            bits = self._bits.get(str(each.id), 0)
            if each.id == but.id or each.mechanic in ALWAYS_CHECKED or not bits & segment.live:
                continue
            gain = self.general(number, stretch, without=without | bits) - price
            if gain > best:
                best, found = gain, each
        return found

    def lows(self, numbers: Sequence[int], first: date, last: date) -> dict[int, dict[date, int]]:
        """Return the lowest paid price that counts, by day, of some SKUs."""
        found = paid_lows(self._session, self._shop_id, [self.plan.products[each] for each in numbers], first, last)
        return {each: found[self.plan.products[each].key] for each in numbers}

    def payments(self, first: date, last: date) -> Payments:
        """Return what was paid on the days of a span."""
        return Payments(self._session, self._shop_id, first, last)


def cuts(lines: PlanLines, today: date) -> list[Undercut]:
    """Return promotions that lower a price below what a campaign within fifteen days will need."""
    found: dict[tuple[int, int], Undercut] = {}
    for campaign in lines.campaigns():
        day = campaign.starts.date()
        before = campaign.starts - timedelta(seconds=1)
        since = max(datetime.combine(day - timedelta(days=LINE_DAYS), datetime.min.time()), _start(today))
        if campaign.mechanic not in ALWAYS_CHECKED or before < since:
            continue
        inside, earlier = lines.stretches(campaign.starts, campaign.ends), lines.stretches(since, before)
        for number in _with(lines, campaign):
            needed = _needed(lines, number, inside)
            limits = [(each, needed) for each in earlier]
            _collect(found, lines, campaign, number, limits, day, lines.uncounted(campaign))
    return list(found.values())


def paid_below(lines: PlanLines, today: date) -> list[Undercut]:
    """Return campaigns whose line is below their price already, by prices that were paid until today."""
    coming = [each for each in lines.campaigns() if each.mechanic in ALWAYS_CHECKED and each.starts.date() > today]
    near = [each for each in coming if each.starts.date() - timedelta(days=LINE_DAYS) <= today]
    if not near:
        return []
    first = min(each.starts.date() for each in near) - timedelta(days=LINE_DAYS)
    lows = lines.lows(sorted({number for each in near for number in _with(lines, each)}), first, today)
    return [found for each in near if (found := _paid_below(lines, each, lows)) is not None]


def _paid_below(lines: PlanLines, campaign: Promotion, lows: Mapping[int, Mapping[date, int]]) -> Undercut | None:
    """Return the product whose paid price is furthest below what a campaign needs, with how many there are."""
    start = campaign.starts.date()
    inside = lines.stretches(campaign.starts, campaign.ends)
    found = []
    for number in _with(lines, campaign):
        known = [(price, day) for day, price in lows[number].items() if day >= start - timedelta(days=LINE_DAYS)]
        price, day = min(known, default=(0, start))
        needed = _needed(lines, number, inside)
        if known and price < needed:
            found.append((price - needed, number, day, price, needed))
    if not found:
        return None
    _gap, number, day, price, needed = min(found)
    product = lines.plan.products[number].name
    return Undercut(campaign.id, campaign.name, campaign.name, product, day, price, needed, len(found), start)


def _needed(lines: PlanLines, number: int, inside: Sequence[int]) -> int:
    """Return the lowest check value of a SKU within a campaign, which its line may not be below."""
    return min((lines.general(number, each, checked=True) for each in inside), default=0)


def drops(lines: PlanLines, today: date) -> list[Undercut]:
    """Return promotions that undercut a campaign's price while its buyers may still claim the difference."""
    found: dict[tuple[int, int], Undercut] = {}
    paid = lines.payments(today - timedelta(days=LONGEST_PROTECTION), today)
    for campaign in lines.campaigns():
        days = lines.protection_days(campaign)
        after = max(campaign.ends + timedelta(seconds=1), _start(today))
        last = campaign.ends + timedelta(days=days)
        if not days or last < after:
            continue
        inside, later = lines.stretches(campaign.starts, campaign.ends), lines.stretches(after, last)
        for number in _with(lines, campaign):
            plan = min((lines.general(number, each) for each in inside), default=0)
            known = _protected(lines, paid, campaign, number, days)
            ended = bool(known.until) and campaign.ends < _start(today)
            limits = []
            for each in later:
                limit = known.limit(max(after, lines.plan.stretches[each].starts))
                limits.append((each, limit if ended else max(plan, limit)))
            until = known.until[-1] if ended else last
            _collect(found, lines, campaign, number, limits, until.date())
    return list(found.values())


def _protected(lines: PlanLines, paid: Payments, campaign: Promotion, number: int, days: int) -> Protected:
    """Return until when a campaign's payments for a SKU are protected.

    What somebody paid above the price that was open to all at that moment cannot be claimed.
    """
    variant, code = lines.plan.products[number].variant, lines.plan.lines[number].product
    made = []
    for moment, price in paid.of(code, variant, campaign.starts, campaign.ends):
        then = min((lines.general(number, each) for each in lines.stretches(moment, moment)), default=price)
        made.append((moment, min(price, then)))
    return protected(made, days)


def _start(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time())


def _with(lines: PlanLines, campaign: Promotion) -> list[int]:
    return [number for number in range(len(lines.plan.lines)) if lines.covers(campaign, number)]


def _collect(
    found: dict[tuple[int, int], Undercut],
    lines: PlanLines,
    campaign: Promotion,
    number: int,
    limits: Sequence[tuple[int, int]],
    last: date,
    without: int = 0,
) -> None:
    """Add the stretches in which a SKU is below their limit, to the promotion that causes it."""
    seen: set[int] = set()
    for each, limit in limits:
        price = lines.general(number, each, without=without)
        cause = lines.cause(number, each, campaign, without) if price < limit else None
        if cause is None:
            continue
        key = (cause.id, campaign.id)
        known = found.get(key)
        count = 1 if known is None else known.count + (cause.id not in seen)
        seen.add(cause.id)
        if known is not None and known.limit - known.price >= limit - price:
            found[key] = replace(known, count=count)
            continue
        name, day = lines.plan.products[number].name, lines.plan.stretches[each].starts.date()
        found[key] = Undercut(cause.id, cause.name, campaign.name, name, day, price, limit, count, last)


def rivals(lines: PlanLines, coming: Sequence[Promotion]) -> list[Rivals]:
    """Return coupons and multi-piece offers that are live together on a product, and which of them wins."""
    offers = {promotion_of(offer.id): offer for offer in lines.plan.offers}
    known = [(each, offers[str(each.id)]) for each in coming if str(each.id) in offers]
    found = []
    for coupon, one in known:
        for other, two in known:
            if one.tool is not Tool.COUPON or two.tool not in MULTI_PIECE or two.tool is Tool.BUNDLE:
                continue
            first, last = max(coupon.starts, other.starts), min(coupon.ends, other.ends)
            shared = [number for number in _with(lines, coupon) if lines.covers(other, number)]
            places = lines.stretches(first, last) if first <= last else []
            if shared and places:
                profile = lines.plan.rules[places[0]]
                winners = _winners(lines.plan.lines[shared[0]], one, two, profile)
                if winners:
                    product = lines.plan.products[shared[0]].name
                    found.append(Rivals(coupon, other, product, winners, first.date()))
    return found


def _winners(line: CartLine, coupon: Offer, other: Offer, profile: Profile) -> tuple[str, ...]:
    """Return which offer wins for one, two and three pieces; nothing where rules let both work."""
    winners = []
    for count in COUNTS:
        basket = [CartLine(line.sku, count, line.tag_price, product=line.product, category=line.category)]
        used = {step.offer.id for step in price_cart(basket, [coupon, other], profile).steps if step.total}
        if len(used) > 1:
            return ()
        winners.append("coupon" if coupon.id in used else "other" if used else "none")
    return tuple(winners)


@dataclass(frozen=True, slots=True)
class FoundLines:
    """What the prices over time come to."""

    cuts: tuple[Undercut, ...] = ()
    paid: tuple[Undercut, ...] = ()
    drops: tuple[Undercut, ...] = ()
    rivals: tuple[Rivals, ...] = ()


NO_LINES = FoundLines()


def find_lines(session: Session, shop_id: int, today: date, ahead: date, coming: Sequence[Promotion]) -> FoundLines:
    """Look at prices from the campaigns that still protect their buyers on."""
    lines = PlanLines(session, shop_id, today - timedelta(days=LONGEST_PROTECTION), ahead)
    return FoundLines(
        tuple(cuts(lines, today)),
        tuple(paid_below(lines, today)),
        tuple(drops(lines, today)),
        tuple(rivals(lines, coming)),
    )
