"""The review's tables: channels and campaigns, items, refund reasons, and what kind of buyers it brought."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shopplanner.analytics.uplift import CannotTell, Effect
from shopplanner.domain.days import day_number
from shopplanner.domain.metrics.aggregation import divide
from shopplanner.domain.metrics.definitions import BASIS
from shopplanner.domain.metrics.periods import Period, TimeGrain
from shopplanner.services.metrics.query import Row, query
from shopplanner.services.promotions.review import lines
from shopplanner.services.promotions.review.buyers import AGAIN, buyers, refund_rate
from shopplanner.services.promotions.review.scope import Goods, Scope
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.facts import PRODUCT_DAY, REFUND, REVIEW, SHOP_DAY

HERO_SHARE: Final = 2
"""A hero sells at least twice an item's even share."""
SLOW_SHARE: Final = 4
"""A slow item sells less than a quarter of an item's even share."""
REASONS: Final = 3
REVIEW_DAYS: Final = 30
"""Days after a promotion in which its buyers' reviews arrive."""
LOW_SCORE: Final = 2
"""Reviews with as many stars or fewer are bad ones."""


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """A traffic source or a campaign; ``visitors`` is a mean a day, since people of several days are not added."""

    name: str
    campaign: bool
    visitors: int | None
    conversion: int | None
    paid: int | None
    spend: int | None
    roas: int | None


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A product of the promotion; ``flag`` is hero, slow, unsold or empty.

    ``stock_in`` is the stock on the last day before it, ``stock_left`` on its last day, as product reports have them.
    """

    code: str
    name: str
    role: str
    price: int | None
    paid_price: int | None
    stock_in: int | None
    sold: int | None
    sell_through: int | None
    paid: int | None
    margin: int | None
    stock_left: int | None
    flag: str


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """A reason for refunds of what was paid in the promotion."""

    reason: str
    cases: int
    amount: int | None
    share: int | None


@dataclass(frozen=True, slots=True)
class Quality:
    """What the promotion did to the shop beyond its sales; None where it is not known.

    Attributes:
        refund_rate: refunds of what was paid, so far.
        usual_refund_rate: the same of the clean days.
        reviews: reviews of its products from its start to 30 days after.
        bad_reviews: those with two stars or fewer.
        scores: description, service and logistics score on its last known day.
        score_changes: their change since the day before it.
        again: share of its buyers who bought again within 90 days after.
        watched: how many of those days have been seen.
    """

    refund_rate: int | None
    usual_refund_rate: int | None
    reviews: int | None
    bad_reviews: int | None
    scores: tuple[int | None, ...]
    score_changes: tuple[int | None, ...]
    again: int | None
    watched: int


def channels(workspace: Workspace, period: Period) -> tuple[ChannelRow, ...]:
    """Return the shop's traffic sources and its campaigns in a period."""
    return (*_sources(workspace, period), *_campaigns(workspace, period))


def _sources(workspace: Workspace, period: Period) -> list[ChannelRow]:
    found = query(
        workspace, ["paid_amount", "visitors", "conversion"], period.first, period.last, by=["channel"],
        grain=TimeGrain.TOTAL, people="mean",
    )  # fmt: skip
    return [
        ChannelRow(row.title, False, row.values[1], row.values[2], row.values[0], None, None)
        for row in found.rows
    ]  # fmt: skip


def _campaigns(workspace: Workspace, period: Period) -> list[ChannelRow]:
    found = query(
        workspace, ["ad_cost", "ad_amount", "roas"], period.first, period.last, by=["campaign"], grain=TimeGrain.TOTAL
    )  # fmt: skip
    return [ChannelRow(row.title, True, None, None, row.values[1], row.values[0], row.values[2]) for row in found.rows]


def items(workspace: Workspace, scope: Scope) -> tuple[ItemRow, ...]:
    """Return the promotion's products, best sellers first; of a promotion of the whole shop those that sold."""
    period = scope.period
    found = query(
        workspace, ["paid_amount", "paid_units"], period.first, period.last, by=["product"], grain=TimeGrain.TOTAL,
        products=scope.codes,
    )  # fmt: skip
    rows = {row.entity: row for row in found.rows}
    with workspace.read() as session:
        codes = [each.code for each in scope.goods]
        before = _stock(session, workspace.shop_id, codes, day_number(period.first) - 1)
        after = _stock(session, workspace.shop_id, codes, day_number(period.last))
    goods = [each for each in scope.goods if each.code in rows or not scope.promotion.whole_shop]
    total = sum(row.values[0] or 0 for row in rows.values())
    even = total / len(goods) if goods else 0
    made = [_item(each, rows.get(each.code), before.get(each.code), after.get(each.code), even) for each in goods]
    return tuple(sorted(made, key=lambda row: (-(row.paid or 0), row.code)))


def _item(each: Goods, row: Row | None, stock_in: int | None, stock_left: int | None, even: float) -> ItemRow:
    paid, sold = (row.values[0], row.values[1]) if row is not None else (None, None)
    margin = None
    if paid and sold is not None and each.cost is not None:
        margin = divide((paid - each.cost * sold) * BASIS, paid)
    return ItemRow(
        each.code, each.name, each.role, each.price,
        divide(paid, sold) if paid is not None and sold else None,
        stock_in, sold, divide(sold * BASIS, stock_in) if sold is not None and stock_in else None,
        paid, margin, stock_left, flag_of(paid, even),
    )  # fmt: skip


def flag_of(paid: int | None, even: float) -> str:
    """Return what a product was among the others: hero, slow, unsold, or nothing special."""
    if not paid:
        return "" if paid is None else "unsold"
    if paid >= even * HERO_SHARE:
        return "hero"
    return "slow" if paid * SLOW_SHARE < even else ""


def _stock(session: Session, shop_id: int, codes: Sequence[str], day: int) -> Mapping[str, int]:
    table = PRODUCT_DAY.c
    rows = session.execute(
        select(table.product_code, func.max(table.stock)).where(
            table.shop_id == shop_id, table.day == day, table.product_code.in_(list(codes)), table.stock.is_not(None)
        )
        .group_by(table.product_code)
    ).all()  # fmt: skip
    return {str(code): int(stock) for code, stock in rows}


def reasons(session: Session, shop_id: int, scope: Scope) -> tuple[ReasonRow, ...]:
    """Return the three commonest reasons for refunds of what was paid in the promotion."""
    table = REFUND.c
    chosen = [table.shop_id == shop_id, table.paid_day.between(scope.span.first, scope.span.last), table.reason != ""]
    if scope.codes:
        chosen.append(table.product_code.in_(scope.codes))
    rows = session.execute(
        select(table.reason, func.count().label("cases"), func.sum(table.refund_amount))
        .where(*chosen)
        .group_by(table.reason)
        .order_by(func.count().desc(), table.reason)
    ).all()
    cases = sum(row[1] for row in rows)
    return tuple(
        ReasonRow(reason, count, amount, divide(count * BASIS, cases)) for reason, count, amount in rows[:REASONS]
    )


def quality(session: Session, shop_id: int, scope: Scope, units: Effect | CannotTell) -> Quality:
    """Return refunds, reviews, scores and buyers who came back: whether it was a good promotion to take part in."""
    people = buyers(session, shop_id, scope.codes, scope.period)
    reviewed, bad = _reviews(session, shop_id, scope)
    scores = _scores(session, shop_id, scope.span.last)
    before = _scores(session, shop_id, scope.span.first - 1)
    again = None if people.returned is None or not people.buyers else divide(people.returned * BASIS, people.buyers)
    rate = divide(people.refunded * BASIS, people.paid) if people.paid and people.refunded is not None else None
    return Quality(
        rate, _usual_refunds(session, shop_id, scope, units), reviewed, bad, scores,
        tuple(None if a is None or b is None else a - b for a, b in zip(scores, before, strict=True)),
        again, min(people.watched, AGAIN),
    )  # fmt: skip


def _usual_refunds(session: Session, shop_id: int, scope: Scope, units: Effect | CannotTell) -> int | None:
    """Return the refund rate of what was paid on the clean days."""
    if not units.clean:
        return None
    return refund_rate(session, shop_id, scope.codes, lines.stretches(units.clean))


def _reviews(session: Session, shop_id: int, scope: Scope) -> tuple[int | None, int | None]:
    """Return reviews and bad ones of the promotion's products; None without any review in the workspace."""
    table = REVIEW.c
    chosen = [
        table.shop_id == shop_id, table.day.between(scope.span.first, scope.span.last + REVIEW_DAYS),
        table.score.is_not(None),
    ]  # fmt: skip
    if scope.codes:
        chosen.append(table.product_code.in_(scope.codes))
    count, bad = session.execute(
        select(func.count(), func.count().filter(table.score <= LOW_SCORE)).where(*chosen)
    ).one()
    return (count, bad) if count else (None, None)


def _scores(session: Session, shop_id: int, day: int) -> tuple[int | None, ...]:
    """Return the shop's three scores on a day or the last one known in the week before, in basis points."""
    table = SHOP_DAY.c
    names = (table.description_score_ppm, table.service_score_ppm, table.logistics_score_ppm)
    found = []
    for name in names:
        value = session.scalar(
            select(name)
            .where(table.shop_id == shop_id, table.day.between(day - 6, day), name.is_not(None))
            .order_by(table.day.desc())
            .limit(1)
        )
        found.append(None if value is None else round(value / 100))
    return tuple(found)
