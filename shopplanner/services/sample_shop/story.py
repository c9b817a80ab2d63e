"""What happens in the sample shop: how busy each day is, and the few causes that later must be found again."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

WEEKDAY = (1.02, 1.0, 0.98, 0.99, 1.03, 1.0, 0.98)
"""Monday to Sunday; shops of this kind hardly differ by weekday."""

MONTH = (0.98, 0.86, 1.04, 0.97, 1.03, 1.10, 0.92, 0.94, 1.02, 1.08, 1.12, 1.06)
MONTHLY_GROWTH = 0.012
MONTHS = 16


@dataclass(frozen=True, slots=True)
class Cause:
    """Something that moved the figures on purpose.

    Attributes:
        kind: stock_out, ad_cut, bad_reviews, festival or price_slip.
        first: first day of its effect.
        last: last day of its effect.
        product: position of the product in the catalogue; -1 for the whole shop.
        direction: ``down`` or ``up`` for the paid amount.
    """

    kind: str
    first: date
    last: date
    product: int
    direction: str


@dataclass(frozen=True, slots=True)
class Lift:
    """A festival: days, how many times the usual demand, and how many times the usual conversion."""

    name: str
    first: date
    last: date
    visits: float
    conversion: float


@dataclass(frozen=True, slots=True)
class Push:
    """A few products promoted on their own, so that what it brought can be told from the rest.

    Attributes:
        key: what others of the sample's makers find it by.
        name: of the promotion.
        first: its first day.
        last: its last day.
        products: positions of the products in the catalogue.
        visits: how many times the usual visits it brings.
        conversion: how many times the usual conversion.
        rate: what it takes off the price, in basis points.
    """

    key: str
    name: str
    first: date
    last: date
    products: tuple[int, ...]
    visits: float
    conversion: float
    rate: int


class Story:
    """The days from ``first`` to ``last`` and what happens on them."""

    def __init__(self, today: date, seed: int) -> None:
        self.today = today
        self.last = today - timedelta(days=1)
        self.first = _months_back(today, MONTHS)
        self._noise = random.Random(f"{seed}/days")  # noqa: S311 - made-up figures, repeatable by seed
        self.days = [self.first + timedelta(days=offset) for offset in range((self.last - self.first).days + 1)]
        self.lifts = [lift for year in range(self.first.year, today.year + 1) for lift in _lifts(year)]
        self.causes = self._causes()
        self.pushes = _pushes(today)
        self._busy = {day: self._busyness(day) for day in self.days}

    def visits(self, day: date, product: int) -> float:
        """Return how many times its usual visits a product gets on a day."""
        factor = self._busy[day]
        for cause in self.causes:
            if cause.first <= day <= cause.last:
                if cause.kind == "ad_cut" and product < 6:
                    factor *= 0.66
                if cause.kind == "stock_out" and cause.product == product:
                    factor *= 0.55
        for push in self._pushing(day, product):
            factor *= push.visits
        return factor

    def conversion(self, day: date, product: int) -> float:
        """Return how many times its usual conversion a product has on a day."""
        factor = 1.0
        for lift in self.lifts:
            if lift.first <= day <= lift.last:
                factor *= lift.conversion
        for cause in self.causes:
            if cause.first <= day <= cause.last and cause.product == product:
                factor *= {"stock_out": 0.0, "bad_reviews": 0.55, "price_slip": 2.6}.get(cause.kind, 1.0)
        for push in self._pushing(day, product):
            factor *= push.conversion
        return factor

    def price(self, day: date, product: int, tag_price: int) -> int:
        """Return what a product sells for on a day, in minor units."""
        for cause in self.causes:
            if cause.kind == "price_slip" and cause.product == product and cause.first <= day <= cause.last:
                return tag_price // 2
        if any(lift.first <= day <= lift.last and lift.conversion > 1.2 for lift in self.lifts):
            return tag_price * 88 // 100 // 10 * 10
        for push in self._pushing(day, product):
            return tag_price * (10_000 - push.rate) // 10_000
        return tag_price

    def _pushing(self, day: date, product: int) -> list[Push]:
        return [push for push in self.pushes if push.first <= day <= push.last and product in push.products]

    def ads(self, day: date) -> float:
        """Return how many times the usual advertising runs on a day."""
        cut = any(cause.kind == "ad_cut" and cause.first <= day <= cause.last for cause in self.causes)
        return (0.38 if cut else 1.0) * (0.6 + 0.4 * self._busy[day])

    def _busyness(self, day: date) -> float:
        months = (day - self.first).days / 30.4
        factor = WEEKDAY[day.weekday()] * MONTH[day.month - 1] * (1 + MONTHLY_GROWTH) ** months
        for lift in self.lifts:
            if lift.first <= day <= lift.last:
                factor *= lift.visits
        return float(factor * self._noise.lognormvariate(0, 0.05))

    def _causes(self) -> list[Cause]:
        def ago(days: int) -> date:
            return self.today - timedelta(days=days)

        festival = next(lift for lift in reversed(self.lifts) if lift.name == "double_11" and lift.last <= self.last)
        return [
            Cause("price_slip", ago(75), ago(75), 11, "up"),
            Cause("bad_reviews", ago(62), ago(49), 7, "down"),
            Cause("stock_out", ago(40), ago(31), 4, "down"),
            Cause("ad_cut", ago(9), ago(1), -1, "down"),
            Cause("festival", festival.first, festival.last, -1, "up"),
        ]


def _months_back(day: date, months: int) -> date:
    month = day.year * 12 + day.month - 1 - months
    return date(month // 12, month % 12 + 1, 1)


def _pushes(today: date) -> list[Push]:
    """Return one push that is over since a few days, and one of last autumn, outside of all big events."""
    year = today.year if today > date(today.year, 9, 20) else today.year - 1
    return [
        Push("push_autumn", "开学季 学生党立减", date(year, 9, 2), date(year, 9, 7), (2, 18), 1.5, 1.3, 1000),
        Push(
            "push_recent", "秋冬清洁周 单品立减", today - timedelta(days=7), today - timedelta(days=3), (8, 14, 18, 25),
            1.6, 1.5, 1000,
        ),
    ]  # fmt: skip


def _lifts(year: int) -> list[Lift]:
    return [
        Lift("queens", date(year, 3, 5), date(year, 3, 8), 1.35, 1.25),
        Lift("june_18_warm_up", date(year, 6, 12), date(year, 6, 15), 1.25, 0.85),
        Lift("june_18", date(year, 6, 16), date(year, 6, 18), 2.0, 1.55),
        Lift("august_88", date(year, 8, 8), date(year, 8, 8), 1.3, 1.2),
        Lift("double_11_start", date(year, 10, 20), date(year, 10, 22), 1.6, 1.4),
        Lift("double_11", date(year, 11, 9), date(year, 11, 11), 2.3, 1.75),
        Lift("double_12", date(year, 12, 10), date(year, 12, 12), 1.5, 1.4),
        Lift("new_year_goods", date(year, 1, 18), date(year, 1, 22), 1.3, 1.25),
    ]
