"""A range of ten thousand products, made without a database."""

from __future__ import annotations

from shopplanner.domain.products.roles import ROLES
from shopplanner.services.products.catalogue import Catalogue, Known, Product
from shopplanner.services.products.figures import Figures

COUNT = 10_000


def large_catalogue(count: int = COUNT, step: int = 0) -> Catalogue:
    """Return products whose figures differ; another ``step`` gives other objects of the same products."""
    products = tuple(_product(number, step) for number in range(count))
    return Catalogue(products, Known(1, None, {}, frozenset()), 0, ())


def _product(number: int, step: int) -> Product:
    paid = number * 7919 % 100_003 * 100
    return Product(
        id=number + 1,
        code=f"{680_000_000_001 + number}",
        title=f"留香沐浴露 {number % 40 * 25}ml 第 {number} 款",
        short_name="",
        category=f"类目{number % 23}",
        role=ROLES[number % len(ROLES)],
        status="on_sale",
        list_price=9_900 + number % 500,
        tag_price=7_900 + number % 900 + step,
        cost=3_000,
        floor_price=None,
        stock=number % 300,
        launched=None,
        life_stage="",
        note="",
        skus=1,
        figures=Figures(paid, number % 900, number % 70, number % 900),
        price=7_900 + number % 900,
        margin=number % 7_000,
        cover=number % 90,
        grade="ABC"[number % 3],
        search=f"留香沐浴露 {number} 类目{number % 23}",
    )
