"""The shop's parts over a week against the week before: products, traffic sources, campaigns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from sqlalchemy import select

from shopplanner.domain.changes import Place
from shopplanner.domain.metrics.periods import Comparison, TimeGrain
from shopplanner.services.metrics.query import QueryResult, query
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.products import ProductRow

WEEK: Final = 7
Cut = Literal["product", "channel", "campaign"]


@dataclass(frozen=True, slots=True)
class Part:
    """A product, traffic source or campaign: its figure of the last week and of the week before."""

    entity: str
    title: str
    now: int
    before: int

    @property
    def difference(self) -> int:
        """How much more it is now."""
        return self.now - self.before


def week(workspace: Workspace, metrics: Sequence[str], last: date, cut: Cut | None = None) -> QueryResult:
    """Return the last week's figures with those of the week before, as one total or one row a part."""
    return query(
        workspace,
        metrics,
        last - timedelta(days=WEEK - 1),
        last,
        by=(cut,) if cut else (),
        grain=TimeGrain.TOTAL,
        compare=Comparison.PREVIOUS,
        people="mean",
    )


def movers(workspace: Workspace, metric: str, last: date, cut: Cut) -> list[Part]:
    """Return all parts that are known in both weeks, the one that rose most first."""
    result = week(workspace, [metric], last, cut)
    earlier = {row.entity: row.values[0] for row in result.compared.rows} if result.compared else {}
    found = [
        Part(row.entity, row.title, row.values[0], before)
        for row in result.rows
        if row.values[0] is not None and (before := earlier.get(row.entity)) is not None
    ]
    return sorted(found, key=lambda part: (-part.difference, part.entity))


def codes_of(workspace: Workspace, product_ids: Sequence[int]) -> tuple[str, ...]:
    """Return the platform's codes of products, sorted."""
    with workspace.read() as session:
        return tuple(session.scalars(select(ProductRow.code).where(ProductRow.id.in_(product_ids)).order_by("code")))


def product_place(workspace: Workspace, code: str) -> Place:
    """Return where a product is seen; the catalogue alone where it is not in it."""
    with workspace.read() as session:
        found = session.scalar(
            select(ProductRow.id).where(ProductRow.shop_id == workspace.shop_id, ProductRow.code == code)
        )
    return Place("products", "catalogue", str(found) if found else "")
