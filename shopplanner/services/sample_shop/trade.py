"""Orders of the sample shop, and the product and shop days that follow from them, so that every sum ties out."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from shopplanner.domain.days import day_number
from shopplanner.services.sample_shop.catalogue import Stocked
from shopplanner.services.sample_shop.story import Story

PROVINCES = ("广东", "浙江", "江苏", "上海", "北京", "四川", "山东", "湖北", "河南", "福建", "湖南", "辽宁")
FIRST_ORDER = 4_051_124_180_000_000_000
VISITS_PER_WEIGHT = 4.6
JOINED = 0.21
RETURNING = 0.17
UNPAID = 0.06
REFUNDED = 0.035
ORDER_COLUMNS = (
    "order_id", "day", "paid_day", "created_at", "paid_at", "goods_amount", "freight_amount", "total_amount",
    "paid_amount", "refund_amount", "units", "kinds", "status", "buyer_hash", "province", "title",
    "close_reason", "source",
)  # fmt: skip
LINE_COLUMNS = (
    "order_id", "line_id", "day", "created_at", "paid_at", "units", "list_price", "payable_amount", "paid_amount",
    "refund_amount", "product_code", "title", "sku", "merchant_code", "status", "refund_status", "buyer_hash", "source",
)  # fmt: skip
PRODUCT_DAY_COLUMNS = (
    "day", "product_code", "source", "title", "visitors", "page_views", "stay_ms", "bounce_ppm", "favourite_buyers",
    "cart_buyers", "cart_units", "order_buyers", "order_units", "order_amount", "paid_buyers", "paid_units",
    "paid_amount", "new_paid_buyers", "old_paid_buyers", "old_paid_amount", "refund_amount", "search_visitors",
    "search_paid_buyers",
)  # fmt: skip
SHOP_DAY_COLUMNS = (
    "day", "source", "visitors", "page_views", "item_visitors", "stay_ms", "bounce_ppm", "favourite_buyers",
    "cart_buyers", "cart_units", "order_buyers", "order_units", "order_amount", "paid_buyers", "paid_units",
    "paid_amount", "paid_orders", "paid_sub_orders", "new_visitors", "old_visitors", "old_paid_buyers",
    "old_paid_amount", "refund_amount", "reviews",
    "positive_reviews", "negative_reviews", "description_score_ppm", "service_score_ppm", "logistics_score_ppm",
    "mobile_visitors", "mobile_paid_amount",
)  # fmt: skip


@dataclass
class Trade:
    """All rows, in the order of the column tuples above."""

    orders: list[tuple[Any, ...]] = field(default_factory=list)
    lines: list[tuple[Any, ...]] = field(default_factory=list)
    product_days: list[tuple[Any, ...]] = field(default_factory=list)
    shop_days: list[tuple[Any, ...]] = field(default_factory=list)
    refunds: list[tuple[Any, ...]] = field(default_factory=list)


@dataclass
class _Sold:
    """What one product sold on one day."""

    buyers: set[str] = field(default_factory=set)
    old_buyers: set[str] = field(default_factory=set)
    units: int = 0
    paid: int = 0
    old_paid: int = 0
    refunded: int = 0


@dataclass(frozen=True)
class _Refund:
    """A return that the buyer has asked for; ``finished`` is None while it is under way."""

    applied: int
    finished: int | None
    returned: bool
    reason: str

    @property
    def status(self) -> str:
        """How far it has come, as the platform words it."""
        if self.finished is not None:
            return "退款成功"
        return "卖家已经同意退款，等待买家退货" if self.returned else "买家已经申请退款，等待卖家同意"


class TradeMaker:
    """Makes the trade of every day, one after the other, so that returning buyers have bought before."""

    def __init__(self, stocked: list[Stocked], story: Story, seed: int) -> None:
        self._stocked = stocked
        self._story = story
        self._luck = random.Random(f"{seed}/trade")  # noqa: S311 - made-up figures, repeatable by seed
        self._buyers: list[str] = []
        self._known: set[str] = set()
        self._order = FIRST_ORDER
        self.made = Trade()

    def run(self) -> Trade:
        """Make every day."""
        for day in self._story.days:
            self._make_day(day)
        return self.made

    def _make_day(self, day: date) -> None:
        visits = {product.position: self._visits(day, product) for product in self._stocked}
        basket: list[tuple[Stocked, int]] = []
        for product in self._stocked:
            buyers = self._binomial(visits[product.position], self._chance(day, product))
            basket += [(product, 1 + (self._luck.random() < 0.14)) for _ in range(buyers)]
        self._luck.shuffle(basket)
        sold: dict[int, _Sold] = defaultdict(_Sold)
        orders = self._make_orders(day, basket, sold)
        self._product_days(day, visits, sold)
        self._shop_day(day, visits, sold, orders)

    def _visits(self, day: date, product: Stocked) -> int:
        launched = self._story.first.toordinal() + 30 * product.item.launched_month - 90
        age = day.toordinal() - launched
        if age < 0:
            return 0
        ramp = min(1.0, 0.25 + age / 60)
        mean = product.item.weight * VISITS_PER_WEIGHT * self._story.visits(day, product.position) * ramp
        return max(0, round(mean * self._luck.lognormvariate(0, 0.09)))

    def _chance(self, day: date, product: Stocked) -> float:
        return product.item.conversion / 10_000 * self._story.conversion(day, product.position)

    def _binomial(self, trials: int, chance: float) -> int:
        if trials == 0 or chance <= 0:
            return 0
        mean = trials * chance
        return max(0, min(trials, round(self._luck.gauss(mean, (mean * (1 - min(chance, 0.9))) ** 0.5))))

    def _make_orders(self, day: date, basket: list[tuple[Stocked, int]], sold: dict[int, _Sold]) -> int:
        number = 0
        position = 0
        while position < len(basket):
            size = 1
            while position + size < len(basket) and size < 4 and self._luck.random() < JOINED:
                size += 1
            number += self._make_order(day, basket[position : position + size], sold)
            position += size
        for _ in range(round(number * UNPAID)):
            self._make_order(day, [(self._luck.choice(self._stocked[:12]), 1)], sold, paid=False)
        return number

    def _buyer(self) -> tuple[str, bool]:
        if self._buyers and self._luck.random() < RETURNING:
            return self._luck.choice(self._buyers), True
        buyer = f"{self._luck.getrandbits(80):020x}"
        self._buyers.append(buyer)
        return buyer, False

    def _make_order(
        self, day: date, parts: list[tuple[Stocked, int]], sold: dict[int, _Sold], *, paid: bool = True
    ) -> int:
        self._order += self._luck.randint(11, 997)
        order = str(self._order)
        buyer, old = self._buyer()
        created = day_number(day) * 86400 + min(86000, max(300, round(self._luck.gauss(61_000, 17_000))))
        paid_at = min(day_number(day) * 86400 + 86399, created + self._luck.randint(8, 900)) if paid else None
        total = refunded_total = units_total = 0
        for number, (product, units) in enumerate(parts, start=1):
            amount = self._story.price(day, product.position, product.tag_price) * units
            unwanted = paid and self._luck.random() < REFUNDED
            refunded = self._line(order, number, day, created, paid_at, product, units, amount, unwanted, buyer)
            if paid:
                self._count(sold[product.position], buyer, old, units, amount, refunded)
            total, refunded_total, units_total = total + amount, refunded_total + refunded, units_total + units
        status = "交易成功" if paid else "交易关闭"
        self.made.orders.append(
            (
                order, day_number(day), day_number(day) if paid else None, created, paid_at, total, 0, total,
                total if paid else 0, refunded_total, units_total, len(parts), status, buyer,
                self._luck.choice(PROVINCES), "，".join(product.item.short_name for product, _ in parts),
                "订单未关闭" if paid else "买家未付款", "taobao",
            )
        )  # fmt: skip
        return int(paid)

    def _line(
        self, order: str, number: int, day: date, created: int, paid_at: int | None, product: Stocked, units: int,
        amount: int, unwanted: bool, buyer: str,
    ) -> int:  # fmt: skip
        """Add a line, with its refund if it has one; return what is refunded."""
        sku = self._luck.choice(product.item.skus)
        refund = self._refund(day) if unwanted else None
        refunded = amount if refund else 0
        self.made.lines.append(
            (
                order, f"{order}{number}", day_number(day), created, paid_at, units, product.item.list_price, amount,
                amount if paid_at else 0, refunded, product.code, product.item.title, sku,
                f"LX{product.position:03d}-{product.item.skus.index(sku) + 1}",
                "交易成功" if paid_at else "交易关闭", refund.status if refund else "", buyer, "taobao",
            )
        )  # fmt: skip
        if refund:
            self.made.refunds.append(
                (
                    f"R{order}{number}", refund.applied, refund.finished, day_number(day), amount, refunded, refunded,
                    order, product.code, product.item.title, sku, refund.status,
                    "退货退款" if refund.returned else "仅退款", refund.reason,
                    "已收到货" if refund.returned else "未收到货", "taobao",
                )
            )  # fmt: skip
        return refunded

    def _refund(self, day: date) -> _Refund | None:
        """Draw the refund of a line paid on a day; None if the story ends before the buyer asks for it."""
        reason = self._luck.choice(("不喜欢/不想要", "气味与描述不符", "包装破损", "发货太慢"))
        later = self._luck.randint(1, 7)
        applied, last = day_number(day) + later, day_number(self._story.last)
        if applied > last:
            return None
        return _Refund(applied, applied + 2 if applied + 2 <= last else None, later >= 3, reason)

    def _count(self, sold: _Sold, buyer: str, old: bool, units: int, amount: int, refunded: int) -> None:
        sold.buyers.add(buyer)
        sold.units += units
        sold.paid += amount
        sold.refunded += refunded
        if old:
            sold.old_buyers.add(buyer)
            sold.old_paid += amount

    def _product_days(self, day: date, visits: dict[int, int], sold: dict[int, _Sold]) -> None:
        for product in self._stocked:
            seen = visits[product.position]
            if seen == 0 and product.position not in sold:
                continue
            done = sold[product.position]
            seen = max(seen, len(done.buyers))
            carts = round(seen * self._luck.uniform(0.07, 0.12))
            search = round(seen * self._luck.uniform(0.30, 0.38))
            self.made.product_days.append(
                (
                    day_number(day), product.code, "sycm", product.item.title, seen, round(seen * 1.7),
                    self._luck.randint(8000, 26000), self._luck.randint(520_000, 690_000),
                    round(seen * self._luck.uniform(0.03, 0.06)), carts, round(carts * 1.15), len(done.buyers),
                    done.units, done.paid, len(done.buyers), done.units, done.paid, len(done.buyers - done.old_buyers),
                    len(done.old_buyers), done.old_paid, done.refunded, search,
                    min(search, len(done.buyers) * 35 // 100),
                )
            )  # fmt: skip

    def _shop_day(self, day: date, visits: dict[int, int], sold: dict[int, _Sold], orders: int) -> None:
        seen = round(sum(visits.values()) * 0.71)
        buyers = set[str]().union(*(done.buyers for done in sold.values())) if sold else set()
        old_buyers = set[str]().union(*(done.old_buyers for done in sold.values())) if sold else set()
        paid = sum(done.paid for done in sold.values())
        units = sum(done.units for done in sold.values())
        old_seen = round(seen * self._luck.uniform(0.16, 0.21))
        reviews = round(orders * self._luck.uniform(0.28, 0.36))
        bad = round(reviews * (0.05 if self._complaining(day) else 0.012))
        carts = round(seen * self._luck.uniform(0.09, 0.13))
        score = 4_830_000 - (60_000 if self._complaining(day) else 0)
        self.made.shop_days.append(
            (
                day_number(day), "sycm", seen, round(seen * 3.1), round(seen * 0.93),
                self._luck.randint(60_000, 95_000),
                self._luck.randint(480_000, 590_000), round(seen * 0.05), carts, round(carts * 1.2), len(buyers), units,
                paid, len(buyers), units, paid, orders, sum(len(done.buyers) for done in sold.values()),
                seen - old_seen,
                old_seen, len(old_buyers), sum(done.old_paid for done in sold.values()),
                sum(done.refunded for done in sold.values()), reviews, reviews - bad, bad, score, score + 20_000,
                score + 10_000, round(seen * 0.962), round(paid * 0.971),
            )
        )  # fmt: skip

    def _complaining(self, day: date) -> bool:
        return any(cause.kind == "bad_reviews" and cause.first <= day <= cause.last for cause in self._story.causes)
