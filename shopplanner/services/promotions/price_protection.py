"""Price protection of a product's campaigns: until when buyers are protected, and what they could claim."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy.orm import Session

from shopplanner.domain.promotions.campaign_rules import LONGEST_PROTECTION, protected_difference
from shopplanner.domain.promotions.ledger import Rules
from shopplanner.domain.promotions.offers import Tool
from shopplanner.domain.promotions.plan import Promotion, offer_of
from shopplanner.domain.promotions.protection import Claim, Paid, Priced, Protection, claims, protection
from shopplanner.domain.promotions.three_prices import is_general
from shopplanner.services.promotions.plans import promotions_in
from shopplanner.services.promotions.price_events import Watched, paid_lines, product_row, watch
from shopplanner.services.promotions.price_rules import pack_in_force
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.products import ProductRow

DAY: Final = timedelta(days=1)
CAMPAIGNS: Final = frozenset({Tool.OFFICIAL_REDUCTION, Tool.DAILY_REDUCTION, Tool.FLASH_SALE})
"""Tools of the platform's campaigns, which ask for a low price and protect their buyers."""


@dataclass(frozen=True)
class LaterPrices:
    """What any buyer pays for a piece at a moment, and the lower prices that follow while that is protected.

    ``days`` is 0 where no campaign of the moment protects its buyers; red packets and freight are in no price.
    """

    paid_at: datetime
    price: int
    days: int
    falls: tuple[Priced, ...]

    def difference(self, fall: Priced) -> int:
        """Return what the buyer of a piece may claim when the price falls, in fen."""
        return protected_difference(self.price, self.paid_at, fall.price, fall.starts, self.days)


def protections(workspace: Workspace, product_id: int, first: date, last: date) -> list[Protection]:
    """Return the protections of a product's campaigns that reach into a span of days, by their first day.

    Raises:
        NotFoundError: if the product is gone.
    """
    with workspace.read() as session:
        row = product_row(session, product_id)
        rules = pack_in_force(session, workspace.shop_id).rules
        watched = watch(session, workspace.shop_id, row, first - LONGEST_PROTECTION * DAY, last)
        return protections_in(session, workspace.shop_id, row, watched, rules, first, last)


def later_prices(workspace: Workspace, product_id: int, paid_at: datetime) -> LaterPrices:
    """Return what somebody who pays for a product at a moment could claim later, by the plan.

    Raises:
        NotFoundError: if the product is gone.
    """
    with workspace.read() as session:
        row = product_row(session, product_id)
        rules = pack_in_force(session, workspace.shop_id).rules
        live = campaigns_in(session, workspace.shop_id, row, paid_at.date(), paid_at.date())
        promised = [
            _days(each, tool, rules) for each, tool in live if each.counts and each.starts <= paid_at <= each.ends
        ]
        days = max(promised, default=0)
        until = paid_at + days * DAY
        watched = watch(session, workspace.shop_id, row, paid_at.date(), until.date())
    now, *later = _buyer_prices(watched, paid_at, until) or [Priced(paid_at, until, 0)]
    return LaterPrices(paid_at, now.price, days, tuple(_falls(now, later)))


def _falls(now: Priced, later: Iterable[Priced]) -> list[Priced]:
    """Return the later prices that are lower, where the same price goes on only its first stretch."""
    found, before = [], now.price
    for one in later:
        if one.price < now.price and one.price != before:
            found.append(one)
        before = one.price
    return found


def campaigns_in(
    session: Session, shop_id: int, row: ProductRow, first: date, last: date
) -> list[tuple[Promotion, Tool]]:
    """Return the platform's campaigns with a product in a span; ideas are among them."""
    found = [(each, offer_of(each, {row.id: row.code})) for each in promotions_in(session, shop_id, first, last)]
    return [
        (each, offer.tool)
        for each, offer in found
        if (each.whole_shop or row.id in each.products) and (offer.tool in CAMPAIGNS or each.get("protection_days"))
    ]


def protections_in(
    session: Session, shop_id: int, row: ProductRow, watched: Watched, rules: Rules, first: date, last: date
) -> list[Protection]:
    """Return the protections of a product's campaigns that reach into a span of days, inside an open session."""
    found = []
    for each, tool in campaigns_in(session, shop_id, row, first - LONGEST_PROTECTION * DAY, last):
        prices = [one.price for one in _buyer_prices(watched, each.starts, each.ends)]
        if not each.counts or not prices:
            continue
        made = protection(each.id, each.name, each.starts, each.ends, min(prices), _days(each, tool, rules))
        if made.last >= first:
            found.append(made)
    return found


def _days(campaign: Promotion, tool: Tool, rules: Rules) -> int:
    """Return the days of protection that a campaign names, or those of its kind."""
    usual = rules.daily_protection if tool is Tool.DAILY_REDUCTION else rules.campaign_protection
    return campaign.get("protection_days") or usual


def _buyer_prices(watched: Watched, starts: datetime, ends: datetime) -> list[Priced]:
    """Return what any buyer pays for a piece between two moments; red packets and freight do not count."""
    if watched.tag is None:
        return []
    return [
        Priced(each.starts, each.ends, watched.cart(each, list(filter(is_general, each.offers))).payable)
        for each in watched.stretches
        if each.starts <= ends and each.ends >= starts
    ]


def claims_in(session: Session, shop_id: int, row: ProductRow, rules: Rules, today: date, sku: str) -> list[Claim]:
    """Return what buyers of campaigns could claim now or, by the plan, while their protection lasts."""
    since, until = today - LONGEST_PROTECTION * DAY, today + LONGEST_PROTECTION * DAY
    campaigns = [(each, tool) for each, tool in campaigns_in(session, shop_id, row, since, today) if each.counts]
    if not campaigns:
        return []
    watched = watch(session, shop_id, row, since, until, sku)
    prices = _buyer_prices(watched, datetime.combine(since, time(0)), datetime.combine(until, time(0)))
    paid = []
    for line in paid_lines(session, shop_id, row.code, since, today, sku):
        days = [_days(each, tool, rules) for each, tool in campaigns if each.starts <= line.paid_at <= each.ends]
        if days and line.paid_at.date() + max(days) * DAY >= today:
            paid.append(Paid(line.order, line.paid_at, line.each, line.units, max(days)))
    return claims(paid, prices)
