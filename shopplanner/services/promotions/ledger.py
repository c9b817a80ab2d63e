"""The lowest-price ledger: which prices count, the line of campaigns, protection, and the legal baseline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from shopplanner.domain.days import day_number, day_of
from shopplanner.domain.errors import NotFoundError
from shopplanner.domain.messages import message
from shopplanner.domain.promotions import price_line
from shopplanner.domain.promotions.baseline import Baseline, Deal, baseline
from shopplanner.domain.promotions.campaign_rules import protected_difference
from shopplanner.domain.promotions.ledger import PriceEvent, Rules, Verdict, counted_lows, judge
from shopplanner.domain.promotions.offers import Layer, Offer, Tool
from shopplanner.domain.promotions.plan import Promotion, offer_of
from shopplanner.domain.promotions.protection import Claim, Paid, Priced, Protection, claims, protection
from shopplanner.services.promotions.plans import promotions_in
from shopplanner.services.promotions.price_events import (
    PlanSpan,
    Watched,
    paid_events,
    paid_lines,
    planned_events,
    skus_of,
    watch,
    watched_in,
)
from shopplanner.services.promotions.price_rules import RulePack, pack_in_force, rule_pack
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.facts import ORDER_LINE
from shopplanner.storage.tables.products import ProductRow

LONGEST_PROTECTION: Final = 60
"""Days before a span in which a campaign may have ended whose protection still reaches into it."""

DAY: Final = timedelta(days=1)
CAMPAIGNS: Final = frozenset({Tool.OFFICIAL_REDUCTION, Tool.DAILY_REDUCTION, Tool.FLASH_SALE})
"""Tools of the platform's campaigns, which ask for a low price and protect their buyers."""


@dataclass(frozen=True, slots=True)
class Gate:
    """The day on which a campaign begins, and what a buyer may pay at most then for it to be accepted, in fen."""

    day: date
    promotion_id: int
    name: str
    required_price: int


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


@dataclass(frozen=True, slots=True)
class LedgerProduct:
    """A product that has a ledger."""

    id: int
    code: str
    name: str


@dataclass(frozen=True)
class Ledger:
    """A product's prices over a span of days and what they mean; amounts in fen, None where nothing is known.

    Attributes:
        sku: the SKU looked at; empty for all of the product.
        verdicts: every price event with whether it counts, the newest first.
        lows: the lowest counted price of each day.
        paid: the lowest paid price of each day.
        shown: the lowest price of the plan that counts, for each day.
        line: the line of each day.
    """

    product: LedgerProduct
    sku: str
    skus: tuple[str, ...]
    first: date
    last: date
    today: date
    pack: RulePack
    rules: Rules
    verdicts: tuple[Verdict, ...]
    lows: dict[date, int]
    paid: dict[date, int]
    shown: dict[date, int]
    line: dict[date, int | None]
    protections: tuple[Protection, ...]
    gates: tuple[Gate, ...]
    claims: tuple[Claim, ...]
    baseline: Baseline
    list_price: int | None

    @property
    def line_today(self) -> int | None:
        """The line of today."""
        return self.line.get(self.today)

    def first_day(self, price: int, rate: int = 0) -> date | None:
        """Return the first day from today on at which a registered price fits; None if no day of the span does."""
        coming = {day: line for day, line in self.line.items() if day >= self.today}
        return price_line.first_day_to_enter(coming, price, rate)


def products(workspace: Workspace) -> list[LedgerProduct]:
    """Return the products that have a price or were sold, by id."""
    shop = workspace.shop_id
    with workspace.read() as session:
        sold = set(session.scalars(select(ORDER_LINE.c.product_code).where(ORDER_LINE.c.shop_id == shop).distinct()))
        rows = session.scalars(select(ProductRow).where(ProductRow.shop_id == shop).order_by(ProductRow.id)).all()
        return [
            LedgerProduct(row.id, row.code, row.short_name or row.title)
            for row in rows
            if row.tag_price is not None or row.list_price is not None or row.code in sold
        ]


def ledger(
    workspace: Workspace,
    product_id: int,
    first: date,
    last: date,
    *,
    sku: str = "",
    rules_name: str = "",
    window: int = 0,
) -> Ledger:
    """Return a product's ledger over a span of days, both ends included.

    Args:
        workspace: where from.
        product_id: the product.
        first: first day shown.
        last: last day shown.
        sku: one SKU's name; all together if empty.
        rules_name: the rule pack to go by; the shop's own if empty.
        window: days that the line looks back; as the pack says if 0.

    Raises:
        NotFoundError: if the product is gone.
    """
    today = workspace.clock.today()
    with workspace.read() as session:
        row = _product(session, product_id)
        pack = rule_pack(rules_name) if rules_name else pack_in_force(session, workspace.shop_id)
        rules = replace(pack.rules, window=window) if window else pack.rules
        since = first - max(rules.window, LONGEST_PROTECTION) * DAY
        watched = watch(session, workspace.shop_id, row, since, last, sku)
        all_verdicts = _verdicts(session, workspace.shop_id, watched, rules, since, last)
        verdicts = [one for one in all_verdicts if one.event.last >= first - rules.window * DAY]
        lows = counted_lows(verdicts)
        line = price_line.line_days(lows, first, last, rules.window)
        own_protections = _protections(session, workspace.shop_id, row, watched, rules, first, last)
        own_claims = _claims(session, workspace.shop_id, row, rules, today, sku)
        return Ledger(
            product=LedgerProduct(row.id, row.code, watched.name),
            sku=sku,
            skus=tuple(skus_of(session, workspace.shop_id, row)),
            first=first,
            last=last,
            today=today,
            pack=pack,
            rules=rules,
            verdicts=tuple(sorted(verdicts, key=lambda one: (one.event.first, one.event.last), reverse=True)),
            lows=lows,
            paid=_lowest(one.event for one in verdicts if not one.event.planned),
            shown=_lowest(one.event for one in verdicts if one.event.planned and one.counts),
            line=line,
            protections=tuple(own_protections),
            gates=tuple(_gates(session, workspace.shop_id, row, line)),
            claims=tuple(own_claims),
            baseline=_baseline(session, workspace.shop_id, row, today, sku),
            list_price=row.list_price,
        )


def line_days(workspace: Workspace, product_id: int, first: date, last: date) -> dict[date, int | None]:
    """Return a product's line on each day of a span under the shop's rules, planned prices included.

    Raises:
        NotFoundError: if the product is gone.
    """
    with workspace.read() as session:
        row = _product(session, product_id)
        return _line(session, workspace.shop_id, row, first, last)


def lines_in(
    session: Session, shop_id: int, rows: Sequence[ProductRow], first: date, last: date
) -> dict[int, dict[date, int | None]]:
    """Return the lines of several products by id, inside an open session; plan and rules are read once."""
    rules = pack_in_force(session, shop_id).rules
    since = first - rules.window * DAY
    plan = PlanSpan(session, shop_id, since, last)
    found = {}
    for row in rows:
        watched = watched_in(session, plan, row)
        lows = counted_lows(_verdicts(session, shop_id, watched, rules, since, last))
        found[row.id] = price_line.line_days(lows, first, last, rules.window)
    return found


def protections(workspace: Workspace, product_id: int, first: date, last: date) -> list[Protection]:
    """Return the protections of a product's campaigns that reach into a span of days, by their first day.

    Raises:
        NotFoundError: if the product is gone.
    """
    with workspace.read() as session:
        row = _product(session, product_id)
        rules = pack_in_force(session, workspace.shop_id).rules
        watched = watch(session, workspace.shop_id, row, first - LONGEST_PROTECTION * DAY, last)
        return _protections(session, workspace.shop_id, row, watched, rules, first, last)


def later_prices(workspace: Workspace, product_id: int, paid_at: datetime) -> LaterPrices:
    """Return what somebody who pays for a product at a moment could claim later, by the plan.

    Raises:
        NotFoundError: if the product is gone.
    """
    with workspace.read() as session:
        row = _product(session, product_id)
        rules = pack_in_force(session, workspace.shop_id).rules
        live = _campaigns(session, workspace.shop_id, row, paid_at.date(), paid_at.date())
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


def gates(workspace: Workspace, product_id: int, first: date, last: date) -> list[Gate]:
    """Return the starts of a product's campaigns in a span and what a buyer may pay at most then, by day.

    Raises:
        NotFoundError: if the product is gone.
    """
    with workspace.read() as session:
        row = _product(session, product_id)
        return _gates(session, workspace.shop_id, row, _line(session, workspace.shop_id, row, first, last))


def baseline_of(workspace: Workspace, product_id: int, start: date, sku: str = "") -> Baseline:
    """Return the price that a promotion beginning on a day may be compared with, with its deals.

    Raises:
        NotFoundError: if the product is gone.
    """
    with workspace.read() as session:
        return _baseline(session, workspace.shop_id, _product(session, product_id), start, sku)


def _product(session: Session, product_id: int) -> ProductRow:
    row = session.get(ProductRow, product_id)
    if row is None:
        raise NotFoundError(message("promotions.error.product_gone"))
    return row


def _verdicts(session: Session, shop_id: int, watched: Watched, rules: Rules, first: date, last: date) -> list[Verdict]:
    lines = paid_lines(session, shop_id, watched.code, first, last, watched.sku)
    return judge([*planned_events(watched, rules), *paid_events(watched, lines, rules)], rules)


def _line(session: Session, shop_id: int, row: ProductRow, first: date, last: date) -> dict[date, int | None]:
    return lines_in(session, shop_id, [row], first, last)[row.id]


def _lowest(events: Iterable[PriceEvent]) -> dict[date, int]:
    return counted_lows(Verdict(event, counts=True, reason="counted") for event in events)


def _campaigns(
    session: Session, shop_id: int, row: ProductRow, first: date, last: date
) -> list[tuple[Promotion, Tool]]:
    """Return the platform's campaigns with a product in a span; ideas are among them."""
    found = [(each, offer_of(each, {row.id: row.code})) for each in promotions_in(session, shop_id, first, last)]
    return [
        (each, offer.tool)
        for each, offer in found
        if (each.whole_shop or row.id in each.products) and (offer.tool in CAMPAIGNS or each.get("protection_days"))
    ]


def _gates(session: Session, shop_id: int, row: ProductRow, line: dict[date, int | None]) -> list[Gate]:
    if not line:
        return []
    found = _campaigns(session, shop_id, row, min(line), max(line))
    return [
        Gate(each.starts.date(), each.id, each.name, required)
        for each, _ in found
        if (required := line.get(each.starts.date())) is not None
    ]


def _protections(
    session: Session, shop_id: int, row: ProductRow, watched: Watched, rules: Rules, first: date, last: date
) -> list[Protection]:
    found = []
    for each, tool in _campaigns(session, shop_id, row, first - LONGEST_PROTECTION * DAY, last):
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
        Priced(each.starts, each.ends, watched.cart(_protected(each.offers), each.profile).payable)
        for each in watched.stretches
        if each.starts <= ends and each.ends >= starts
    ]


def _protected(offers: Iterable[Offer]) -> list[Offer]:
    return [offer for offer in offers if offer.audience == "all" and offer.layer is not Layer.ASSET]


def _claims(session: Session, shop_id: int, row: ProductRow, rules: Rules, today: date, sku: str) -> list[Claim]:
    """Return what buyers of campaigns could claim now or, by the plan, while their protection lasts."""
    since, until = today - LONGEST_PROTECTION * DAY, today + LONGEST_PROTECTION * DAY
    campaigns = [(each, tool) for each, tool in _campaigns(session, shop_id, row, since, today) if each.counts]
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


def _baseline(session: Session, shop_id: int, row: ProductRow, start: date, sku: str) -> Baseline:
    lines = paid_lines(session, shop_id, row.code, start - 7 * DAY, start - DAY, sku)
    if not lines:
        where = (
            ORDER_LINE.c.shop_id == shop_id,
            ORDER_LINE.c.product_code == row.code,
            ORDER_LINE.c.paid_at.is_not(None),
        )
        before = (*where, ORDER_LINE.c.day < day_number(start), *((ORDER_LINE.c.sku == sku,) if sku else ()))
        latest = session.scalar(select(ORDER_LINE.c.day).where(*before).order_by(ORDER_LINE.c.day.desc()).limit(1))
        if latest is not None:
            lines = paid_lines(session, shop_id, row.code, day_of(latest), day_of(latest), sku)
    return baseline((Deal(one.paid_at.date(), one.each, one.units, one.sku, one.order) for one in lines), start)
