"""The lowest-price ledger: which prices count, the line of campaigns, protection, and the legal baseline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shopplanner.domain.days import day_number, day_of
from shopplanner.domain.promotions import price_line
from shopplanner.domain.promotions.baseline import Baseline, Deal, baseline
from shopplanner.domain.promotions.campaign_rules import LONGEST_PROTECTION
from shopplanner.domain.promotions.ledger import PriceEvent, Rules, Verdict, counted_lows, judge
from shopplanner.domain.promotions.protection import Claim, Protection
from shopplanner.domain.promotions.rounding import WHOLE
from shopplanner.domain.promotions.solvers import largest_entry_price
from shopplanner.services.promotions.price_events import (
    PlanSpan,
    Watched,
    paid_events,
    paid_lines,
    planned_events,
    product_row,
    skus_of,
    watch,
    watched_in,
)
from shopplanner.services.promotions.price_protection import (
    LaterPrices,
    campaigns_in,
    claims_in,
    later_prices,
    protections,
    protections_in,
)
from shopplanner.services.promotions.price_rules import RulePack, pack_in_force, rule_pack
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.facts import CAMPAIGN_ITEM, ORDER_LINE
from shopplanner.storage.tables.products import ProductRow

DAY: Final = timedelta(days=1)

__all__ = [
    "EntryPrice",
    "Gate",
    "LaterPrices",
    "Ledger",
    "LedgerProduct",
    "Protection",
    "gates",
    "later_prices",
    "ledger",
    "line_days",
    "lines_in",
    "paid_lows_in",
    "products",
    "protections",
]


@dataclass(frozen=True, slots=True)
class Gate:
    """The day on which a campaign begins, and what a buyer may pay at most then for it to be accepted, in fen."""

    day: date
    promotion_id: int
    name: str
    required_price: int


@dataclass(frozen=True, slots=True)
class EntryPrice:
    """A registration price in fen; None where there is no line or it is too low. ``capped``: by the tag price."""

    price: int | None
    line: int | None
    capped: bool


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
        lowest_tag: the lowest price before offers that is known, which no registered price may be above.
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
    lowest_tag: int | None

    @property
    def line_today(self) -> int | None:
        """The line of today."""
        return self.line.get(self.today)

    def first_day(self, price: int, rate: int = 0) -> date | None:
        """Return the first day from today on at which a registered price fits; None if no day of the span does."""
        coming = {day: line for day, line in self.line.items() if day >= self.today}
        return price_line.first_day_to_enter(coming, price, rate)

    def entry_price(self, day: date, rate: int) -> EntryPrice:
        """Return the highest price, in whole yuan, that a campaign with a rate accepts on its first day.

        The price after the rate must be within the line, unrounded, and the price itself within the lowest tag price
        of the days before. Source: campaign whitepaper, 2026-05-19.
        """
        line = self.line.get(day)
        if line is None or not 0 <= rate < WHOLE:
            return EntryPrice(None, line, capped=False)
        price = largest_entry_price(line, rate).value
        if price is None or self.lowest_tag is None or price <= self.lowest_tag:
            return EntryPrice(price, line, capped=False)
        return EntryPrice(self.lowest_tag, line, capped=True)


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
        row = product_row(session, product_id)
        pack = rule_pack(rules_name) if rules_name else pack_in_force(session, workspace.shop_id)
        rules = replace(pack.rules, window=window) if window else pack.rules
        since = first - max(rules.window, LONGEST_PROTECTION) * DAY
        watched = watch(session, workspace.shop_id, row, since, last, sku)
        all_verdicts = _verdicts(session, workspace.shop_id, watched, rules, since, last)
        verdicts = [one for one in all_verdicts if one.event.last >= first - rules.window * DAY]
        lows = counted_lows(verdicts)
        line = price_line.line_days(lows, first, last, rules.window)
        own_protections = protections_in(session, workspace.shop_id, row, watched, rules, first, last)
        own_claims = claims_in(session, workspace.shop_id, row, rules, today, sku)
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
            lowest_tag=_lowest_tag(session, workspace.shop_id, watched),
        )


def _lowest_tag(session: Session, shop_id: int, watched: Watched) -> int | None:
    """Return the lowest price before offers: ours, or what the newest campaign file says if that is lower."""
    table = CAMPAIGN_ITEM.c
    where = (table.shop_id == shop_id, table.product_code == watched.code, table.lowest_tag.is_not(None))
    sku = (table.sku == watched.sku,) if watched.sku else ()
    said = session.execute(select(table.day, func.min(table.lowest_tag)).where(*where, *sku).group_by(table.day)).all()
    newest = max(said, default=(0, None), key=lambda row: row[0] or 0)[1]
    known = [each for each in (watched.tag, newest) if each is not None]
    return min(known, default=None)


def line_days(workspace: Workspace, product_id: int, first: date, last: date) -> dict[date, int | None]:
    """Return a product's line on each day of a span under the shop's rules, planned prices included.

    Raises:
        NotFoundError: if the product is gone.
    """
    with workspace.read() as session:
        row = product_row(session, product_id)
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


def paid_lows_in(
    session: Session, shop_id: int, wanted: Sequence[tuple[ProductRow, str]], first: date, last: date
) -> dict[tuple[int, str], dict[date, int]]:
    """Return the lowest paid price that counts, by day, of products with the name of a SKU or nothing for all of it.

    They come by product id and name, inside an open session; plan and rules are read once.
    """
    rules = pack_in_force(session, shop_id).rules
    plan = PlanSpan(session, shop_id, first, last)
    found = {}
    for row, sku in wanted:
        lines = paid_lines(session, shop_id, row.code, first, last, sku)
        events = paid_events(watched_in(session, plan, row, sku), lines, rules) if lines else []
        found[row.id, sku] = counted_lows(judge(events, rules))
    return found


def gates(workspace: Workspace, product_id: int, first: date, last: date) -> list[Gate]:
    """Return the starts of a product's campaigns in a span and what a buyer may pay at most then, by day.

    Raises:
        NotFoundError: if the product is gone.
    """
    with workspace.read() as session:
        row = product_row(session, product_id)
        return _gates(session, workspace.shop_id, row, _line(session, workspace.shop_id, row, first, last))


def _verdicts(session: Session, shop_id: int, watched: Watched, rules: Rules, first: date, last: date) -> list[Verdict]:
    lines = paid_lines(session, shop_id, watched.code, first, last, watched.sku)
    return judge([*planned_events(watched, rules), *paid_events(watched, lines, rules)], rules)


def _line(session: Session, shop_id: int, row: ProductRow, first: date, last: date) -> dict[date, int | None]:
    return lines_in(session, shop_id, [row], first, last)[row.id]


def _lowest(events: Iterable[PriceEvent]) -> dict[date, int]:
    return counted_lows(Verdict(event, counts=True, reason="counted") for event in events)


def _gates(session: Session, shop_id: int, row: ProductRow, line: dict[date, int | None]) -> list[Gate]:
    if not line:
        return []
    found = campaigns_in(session, shop_id, row, min(line), max(line))
    return [
        Gate(each.starts.date(), each.id, each.name, required)
        for each, _ in found
        if (required := line.get(each.starts.date())) is not None
    ]


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
