"""A shop whose review can be worked out by hand.

Soap (cost 40.00) sells 10 pieces a day for 100.00. From 12 to 21 October it is sold for 80.00: 20 pieces a day; in the
14 days after only 8. The bar (same category, 50.00, cost 30.00) sells 5 a day, and 4 during the promotion. The brush
(another category, 20.00, no cost) sells 3 every day.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import insert

from shopplanner.domain.days import day_number, day_of
from shopplanner.domain.promotions.plan import Phase, Promotion
from shopplanner.services.metrics.facts import BatchSource, store_facts
from shopplanner.services.promotions import plans
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.products import ProductRow

FIRST, LAST = date(2026, 7, 1), date(2026, 11, 20)
START, END = date(2026, 10, 12), date(2026, 10, 21)
SOAP, BAR, BRUSH = 1, 2, 3
PRODUCTS = (
    ("A", "沐浴露", "沐浴", 10_000, 4_000),
    ("B", "香皂", "沐浴", 5_000, 3_000),
    ("C", "浴刷", "工具", 2_000, None),
)
PRODUCT_COLUMNS = (
    "day",
    "product_code",
    "source",
    "title",
    "paid_units",
    "paid_amount",
    "visitors",
    "paid_buyers",
    "stock",
)
SHOP_COLUMNS = (
    "day",
    "source",
    "visitors",
    "cart_buyers",
    "paid_buyers",
    "paid_units",
    "paid_amount",
    "paid_orders",
    "ad_cost",
)
LINE_COLUMNS = (
    "order_id", "line_id", "day", "created_at", "paid_at", "units", "list_price", "payable_amount", "paid_amount",
    "refund_amount", "product_code", "title", "buyer_hash", "source",
)  # fmt: skip
ORDER_COLUMNS = ("order_id", "day", "paid_day", "created_at", "paid_at", "paid_amount", "units", "buyer_hash", "source")
FILE = BatchSource("made up", "test")


def put_shop(workspace: Workspace) -> None:
    """Store the products and their reports."""
    with workspace.database.write() as connection:
        for code, name, category, price, cost in PRODUCTS:
            row = {
                "code": code,
                "title": name,
                "short_name": name,
                "category": category,
                "tag_price": price,
                "cost": cost,
            }
            connection.execute(insert(ProductRow).values(shop_id=workspace.shop_id, list_price=price, **row))
    days = [day_of(number) for number in range(day_number(FIRST), day_number(LAST) + 1)]
    put(workspace, "product_day", PRODUCT_COLUMNS, [row for day in days for row in product_rows(day)])
    put(workspace, "shop_day", SHOP_COLUMNS, [shop_row(day) for day in days])


def product_rows(day: date) -> list[tuple[Any, ...]]:
    """Return a day's rows of the product report."""
    soap, price = (20, 8_000) if START <= day <= END else (10, 10_000)
    soap = 8 if 0 < (day - END).days <= 14 else soap
    bar = 4 if START <= day <= END else 5
    number = day_number(day)
    return [
        (number, "A", "sycm", "沐浴露", soap, soap * price, 200, soap, 500 if day < START else 300),
        (number, "B", "sycm", "香皂", bar, bar * 5_000, 50, bar, None),
        (number, "C", "sycm", "浴刷", 3, 6_000, 30, 3, None),
    ]


def shop_row(day: date) -> tuple[Any, ...]:
    """Return a day of the shop's report, which ties with the products."""
    rows = product_rows(day)
    units, paid = sum(row[4] for row in rows), sum(row[5] for row in rows)
    spend = 3_000 if START <= day <= END else 1_000
    return (day_number(day), "sycm", 250, 25, units, units, paid, units, spend)


def put_orders(workspace: Workspace) -> None:
    """Store six orders: four in the promotion by three buyers, one of them long before, one after.

    Ann buys twice in it, Bob bought in July, Cy is new and comes back in November. One piece of Ann's is refunded.
    """
    orders = (
        ("1", date(2026, 7, 5), "bob", 10_000, None),
        ("2", date(2026, 10, 12), "ann", 8_000, None),
        ("3", date(2026, 10, 13), "ann", 8_000, 8_000),
        ("4", date(2026, 10, 13), "bob", 8_000, None),
        ("5", date(2026, 10, 20), "cy", 8_000, None),
        ("6", date(2026, 11, 10), "cy", 10_000, None),
    )
    lines, heads = [], []
    for order, day, buyer, paid, refund in orders:
        number = day_number(day)
        second = number * 86_400
        lines.append((order, order, number, second, second, 1, 10_000, paid, paid, refund, "A", "沐浴露", buyer, "qn"))
        heads.append((order, number, number, second, second, paid, 1, buyer, "qn"))
    put(workspace, "order_line", LINE_COLUMNS, lines)
    put(workspace, "orders", ORDER_COLUMNS, heads)


def put(workspace: Workspace, fact: str, columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    """Store rows of a fact table."""
    store_facts(workspace, fact, columns, rows, source=FILE)


def discount(**changes: Any) -> Promotion:
    """Return soap for 80.00 from 12 to 21 October, with warm-up and peak."""
    given: dict[str, Any] = {
        "name": "沐浴露 8 折",
        "mechanic": "item_discount",
        "starts": datetime(2026, 10, 12),
        "ends": datetime(2026, 10, 21, 23, 59, 59),
        "status": "ended",
        "products": (SOAP,),
        "parameters": {"kind": "percent", "rate": 2000},
        "budget": 50_000,
        "phases": (
            Phase("warm_up", datetime(2026, 10, 12), datetime(2026, 10, 13, 23, 59, 59)),
            Phase("peak", datetime(2026, 10, 14), datetime(2026, 10, 21, 23, 59, 59)),
        ),
        **changes,
    }
    return Promotion(**given)


def plan(workspace: Workspace, **changes: Any) -> int:
    """Store the discount and return its id."""
    return plans.create(workspace, discount(**changes)).value
