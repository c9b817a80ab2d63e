"""Where a promotion lies among everything else: its days and phases, its goods, their siblings, other promotions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from shopplanner.analytics.uplift import AFTER, LOOK_AHEAD, LOOK_BACK, MARGIN, Span
from shopplanner.domain.days import day_number
from shopplanner.domain.metrics.periods import Period, years_before
from shopplanner.domain.promotions.plan import Promotion
from shopplanner.services.promotions import almanac
from shopplanner.services.promotions.plans import promotions_in
from shopplanner.storage.tables.facts import PRODUCT_DAY
from shopplanner.storage.tables.products import ProductRow, ShopEventRow

LARGE_SHARE: Final = 5
"""A promotion of goods counts as one of the whole shop if it covers a fifth of the products."""
FEW: Final = 5
"""Goods of which a single one that is out of stock is felt in the sales of all."""


@dataclass(frozen=True, slots=True)
class Goods:
    """A product as the review looks at it."""

    id: int
    code: str
    name: str
    role: str
    category: str
    price: int | None
    cost: int | None


@dataclass(frozen=True)
class Scope:
    """A promotion with everything that its review has to set it against.

    Attributes:
        goods: its products; all of the shop's if the whole shop takes part.
        siblings: products of the same category or role that are not in it.
        rest: all other products.
        shared: other promotions of the same goods at the same time.
        overlapped: whether those cover all of its days, so that nothing can be told apart.
        yearly: whether the same goods were promoted on these days of last year, too, so that the season's own part in
            it was never seen.
        span: its days for measuring, with other promotions' days of the same goods.
        sibling_span: the same with other promotions' days of the siblings.
        rest_span: the same with other promotions' days of the rest.
    """

    promotion: Promotion
    goods: tuple[Goods, ...]
    siblings: tuple[Goods, ...]
    rest: tuple[Goods, ...]
    shared: tuple[Promotion, ...]
    overlapped: bool
    yearly: bool
    span: Span
    sibling_span: Span
    rest_span: Span

    @property
    def period(self) -> Period:
        """The promotion's days."""
        return Period(self.promotion.starts.date(), self.promotion.ends.date())

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of its products; empty for the whole shop, which no filter is needed for."""
        return () if self.promotion.whole_shop else tuple(each.code for each in self.goods)

    @property
    def window(self) -> tuple[int, int]:
        """First and last day number that measuring looks at."""
        return self.span.first - LOOK_BACK, self.span.last + LOOK_AHEAD


def scope_of(session: Session, shop_id: int, promotion: Promotion) -> Scope:
    """Return a promotion's scope."""
    goods = all_goods(session, shop_id)
    own = tuple(each for each in goods if promotion.whole_shop or each.id in promotion.products)
    siblings = () if promotion.whole_shop else _siblings(own, goods)
    inside = {each.id for each in (*own, *siblings)}
    rest = tuple(each for each in goods if each.id not in inside)
    first, last = promotion.starts.date(), promotion.ends.date()
    near = promotions_in(
        session, shop_id, first - timedelta(days=LOOK_BACK + AFTER), last + timedelta(days=LOOK_AHEAD + MARGIN)
    )
    moving = [each for each in near if each.id != promotion.id and each.counts]
    shared = tuple(
        each
        for each in moving
        if each.starts <= promotion.ends and each.ends >= promotion.starts and _touches(each, own, len(goods))
    )
    whole = set(range(day_number(first), day_number(last) + 1))
    spans = [
        _span(
            first,
            last,
            [each for each in moving if _touches(each, some, len(goods))],
            _stock_outs(session, shop_id, some, first, last),
        )
        for some in (own, siblings, rest)
    ]
    yearly = _yearly(session, shop_id, own, (first, last), len(goods))
    return Scope(promotion, own, siblings, rest, shared, whole <= _days(shared), yearly, *spans)


def _yearly(session: Session, shop_id: int, goods: Sequence[Goods], days: tuple[date, date], of_all: int) -> bool:
    """Whether other promotions of the goods covered half of the same days a year earlier."""
    first, last = (years_before(day) for day in days)
    before = [
        each for each in promotions_in(session, shop_id, first, last) if each.counts and _touches(each, goods, of_all)
    ]
    same = set(range(day_number(first), day_number(last) + 1))
    return 2 * len(same & _days(before)) >= len(same)


def all_goods(session: Session, shop_id: int) -> tuple[Goods, ...]:
    """Return the shop's products."""
    rows = session.scalars(select(ProductRow).where(ProductRow.shop_id == shop_id).order_by(ProductRow.id))
    return tuple(
        Goods(row.id, row.code, row.short_name or row.title, row.role, row.category, row.tag_price or row.list_price,
              row.cost)
        for row in rows
    )  # fmt: skip


def _siblings(own: Sequence[Goods], goods: Iterable[Goods]) -> tuple[Goods, ...]:
    """Return products that buyers may take instead: of a category of the promotion's, or of the same role without one.

    A role alone says little where categories are kept, so it only decides for products without a category.
    """
    inside = {each.id for each in own}
    categories = {each.category for each in own if each.category}
    roles = {each.role for each in own if each.role and not each.category}
    return tuple(
        each
        for each in goods
        if each.id not in inside and (each.category in categories or (not each.category and each.role in roles))
    )


def _touches(other: Promotion, goods: Sequence[Goods], of_all: int) -> bool:
    """Whether another promotion moves the sales of goods; a few products do not where goods are half of the shop."""
    if not goods:
        return False
    if other.whole_shop:
        return True
    touched = sum(each.id in other.products for each in goods)
    return touched > 0 if len(goods) * 2 < of_all else touched * LARGE_SHARE >= len(goods)


def _span(first: date, last: date, others: Iterable[Promotion], dirty: frozenset[int]) -> Span:
    """Return the days for measuring."""
    own = set(range(day_number(first), day_number(last) + 1))
    return Span(
        day_number(first), day_number(last), frozenset(_days(others) - own), dirty, _festivals(first, last), AFTER
    )


def _days(promotions: Iterable[Promotion]) -> set[int]:
    """Return the day numbers on which any of the promotions is live."""
    return {
        day
        for each in promotions
        for day in range(day_number(each.starts.date()), day_number(each.ends.date()) + 1)
    }  # fmt: skip


def _festivals(first: date, last: date) -> dict[str, frozenset[int]]:
    """Return the days of public holidays and of festivals that people buy for, by name."""
    found: dict[str, set[int]] = {}
    day = first - timedelta(days=LOOK_BACK)
    while day <= last + timedelta(days=LOOK_AHEAD):
        info = almanac.day_info(day)
        names = {each.id for each in info.festivals if each.reach and not each.platform}
        names |= {str(info.holiday)} if info.holiday else set()
        for name in names:
            found.setdefault(name, set()).add(day_number(day))
        day += timedelta(days=1)
    return {name: frozenset(days) for name, days in found.items()}


def _stock_outs(
    session: Session, shop_id: int, goods: Sequence[Goods], first: date, last: date
) -> frozenset[int]:  # fmt: skip
    """Return the days on which one of a few goods is known to have been out of stock; of many one is no loss."""
    if not goods or len(goods) > FEW:
        return frozenset()
    window = day_number(first) - LOOK_BACK, day_number(last) + LOOK_AHEAD
    table = PRODUCT_DAY.c
    codes, ids = [each.code for each in goods], [each.id for each in goods]
    empty = session.scalars(
        select(table.day)
        .where(
            table.shop_id == shop_id, table.day.between(*window), table.product_code.in_(codes), table.stock == 0
        )
        .distinct()
    )  # fmt: skip
    noted = session.scalars(
        select(ShopEventRow.day).where(
            ShopEventRow.shop_id == shop_id, ShopEventRow.day.between(*window), ShopEventRow.kind == "stock_out",
            ShopEventRow.product_id.in_(ids),
        )
    )  # fmt: skip
    return frozenset({*empty, *noted})
