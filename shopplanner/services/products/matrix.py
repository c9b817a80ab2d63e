"""Products over two figures with a third as size, their ABC classes, and how much rests on few of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Final, Literal

from shopplanner.domain.metrics.periods import Period
from shopplanner.domain.products.concentration import Concentration, Ranked, abc, concentration
from shopplanner.domain.products.roles import ON_SALE
from shopplanner.services.products import figures
from shopplanner.services.products.catalogue import Product, products_in
from shopplanner.services.workspace import Workspace

Measure = Literal["price", "margin", "units", "visitors", "conversion", "paid_amount", "profit", "cover"]
SPANS: Final = (7, 28, 90)
MOST: Final = 300
"""More bubbles than this hide each other, and take the window too long to draw."""

MEASURES: Final[Mapping[Measure, Callable[[Product], int | None]]] = {
    "price": lambda one: one.price,
    "margin": lambda one: one.margin,
    "conversion": lambda one: one.figures.conversion,
    "visitors": lambda one: one.figures.visitors,
    "units": lambda one: one.figures.units,
    "paid_amount": lambda one: one.figures.paid_amount,
    "profit": lambda one: gross_profit(one),
    "cover": lambda one: one.cover,
}
SIZES: Final[tuple[Measure, ...]] = ("paid_amount", "units", "visitors", "profit")


@dataclass(frozen=True, slots=True)
class Point:
    """A product in the picture; values in the measures' own steps."""

    product: Product
    x: int
    y: int
    size: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """A range over two figures.

    Attributes:
        points: products with all three figures; the largest where there are very many.
        smaller: how many with all three figures are left out as the picture is full.
        losing: names of products on sale that sell below their cost.
        x_line: median of all with these figures, which parts the picture; None without points.
        y_line: median of all with these figures.
        missing: how many products on sale lack each of the chosen figures, for those that lack any.
        undrawn: how many products on sale are not in the picture.
        ranked: products with sales by paid amount, with their ABC classes.
        unsold: products on sale without sales.
        concentration: how much rests on few; None without sales.
        period: the days that figures speak of; None without any.
    """

    points: tuple[Point, ...]
    smaller: int
    losing: tuple[str, ...]
    x_line: float | None
    y_line: float | None
    missing: Mapping[Measure, int]
    undrawn: int
    ranked: tuple[tuple[Product, Ranked], ...]
    unsold: int
    concentration: Concentration | None
    period: Period | None


def gross_profit(product: Product) -> int | None:
    """Return what a period left after the cost of goods: paid amount less pieces times cost; None if not known.

    Advertising, fees and refunds are not taken off. Source: definition of gross profit.
    """
    paid, units = product.figures.paid_amount, product.figures.units
    if paid is None or units is None or product.cost is None:
        return None
    return paid - units * product.cost


def matrix(
    workspace: Workspace, x: Measure = "price", y: Measure = "margin", size: Measure = "paid_amount", days: int = 28
) -> Matrix:
    """Return the picture of the products on sale over the last ``days`` days with figures."""
    with workspace.read() as session:
        period = figures.last_period(session, workspace.shop_id, days)
        products = [one for one in products_in(session, workspace.shop_id, period) if one.status == ON_SALE]
    points = [point for one in products if (point := _point(one, x, y, size)) is not None]
    largest = points if len(points) <= MOST else sorted(points, key=lambda point: -point.size)[:MOST]
    by_code = {one.code: one for one in products}
    paid = {one.code: one.figures.paid_amount or 0 for one in products}
    ranked = [(by_code[place.key], place) for place in abc(paid)]
    return Matrix(
        tuple(largest),
        len(points) - len(largest),
        tuple(one.name for one in products if one.margin is not None and one.margin < 0),
        median(point.x for point in points) if points else None,
        median(point.y for point in points) if points else None,
        _missing(products, (x, y, size)),
        len(products) - len(points),
        tuple(ranked),
        len(products) - len(ranked),
        concentration(paid.values()),
        period,
    )


def _point(product: Product, x: Measure, y: Measure, size: Measure) -> Point | None:
    across, up, area = (MEASURES[measure](product) for measure in (x, y, size))
    return None if across is None or up is None or area is None else Point(product, across, up, area)


def _missing(products: list[Product], measures: tuple[Measure, ...]) -> dict[Measure, int]:
    """Return how many products lack each figure, for the figures that any of them lacks."""
    counted = {measure: sum(1 for one in products if MEASURES[measure](one) is None) for measure in measures}
    return {measure: count for measure, count in counted.items() if count}
