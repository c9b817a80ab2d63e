"""How the matrix puts figures on axes and into words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from shopplanner.domain.products.concentration import Ranked
from shopplanner.foundation.i18n import text
from shopplanner.services import wording
from shopplanner.services.products.catalogue import Product
from shopplanner.services.products.matrix import MEASURES, Matrix, Measure, Point
from shopplanner.ui.common.chart_data import Bubble, Format, compact, compact_money, compact_percent
from shopplanner.ui.common.table import Column
from shopplanner.ui.products import marks

MONEY: Final = ("price", "paid_amount", "profit")
RATES: Final = ("margin", "conversion")
NAMED: Final = 3
"""At most so many products are named in a remark."""
Place = tuple[Product, Ranked]


def scaled(measure: Measure, value: float) -> float:
    """Return a value as the axes count: yuan, fractions, pieces."""
    return value / 100 if measure in MONEY else value / 10_000 if measure in RATES else value


def axis_words(measure: Measure) -> Format:
    """Return how an axis words its values."""
    return compact_money if measure in MONEY else compact_percent if measure in RATES else compact


def words_of(measure: Measure, product: Product) -> str:
    """Return a product's figure with its name."""
    value = MEASURES[measure](product)
    if measure in MONEY:
        words = wording.money(value)
    else:
        words = wording.percent(value, 2) if measure in RATES else wording.number(value)
    return f"{text(f'products.matrix.measure.{measure}')} {words}"


def bubbles(points: Sequence[Point], x: Measure, y: Measure, size: Measure) -> list[Bubble]:
    """Return the picture's bubbles; one that stands for nothing or a loss has the smallest size."""
    return [
        Bubble(
            str(point.product.id),
            point.product.name,
            scaled(x, point.x),
            scaled(y, point.y),
            max(0.0, scaled(size, point.size)),
            marks.role_color(point.product.role),
            note(point.product, x, y, size),
        )
        for point in points
    ]


def note(product: Product, x: Measure, y: Measure, size: Measure) -> str:
    """Return what a bubble says under the pointer."""
    head = marks.role_words(product.role)
    if product.grade:
        head = f"{head} · {text('products.grade', grade=product.grade)}"
    return "\n".join([head, *(words_of(measure, product) for measure in dict.fromkeys((x, y, size)))])


def undrawn_words(found: Matrix) -> str:
    """Return how many products are not in the picture and why; empty if all are."""
    lacks = [
        text("products.matrix.lacks", n=count, figure=text(f"products.matrix.needs.{measure}"))
        for measure, count in found.missing.items()
    ]
    said = []
    if found.undrawn:
        said.append(text("products.matrix.undrawn", n=found.undrawn, lacks=" · ".join(lacks)))
    if found.smaller:
        said.append(text("products.matrix.smaller", n=found.smaller, drawn=len(found.points)))
    return "\n".join(said)


def loss_words(found: Matrix) -> str:
    """Return which products sell below their cost; empty if none does."""
    names = found.losing
    if not names:
        return ""
    named = " · ".join(names[:NAMED]) + ("…" if len(names) > NAMED else "")
    return text("products.matrix.loss", n=len(names), names=named)


def rank_columns() -> list[Column[Place]]:
    """Return the columns of the ABC list."""
    return [
        Column("grade", "products.column.grade", lambda one: one[1].grade, width=3,
               role=lambda one: {"A": "good", "B": "info"}.get(one[1].grade, "muted"), bold=True),
        Column("name", "products.matrix.product", lambda one: one[0].name, width=8,
               tooltip=lambda one: f"{one[0].title}\n{wording.money(one[1].value)}"),
        Column("share", "products.matrix.share", lambda one: wording.percent(one[1].share), number=True,
               sort=lambda one: one[1].share, width=4),
        Column("running", "products.matrix.running", lambda one: wording.percent(one[1].running), number=True,
               sort=lambda one: one[1].running, width=4.4),
    ]  # fmt: skip
