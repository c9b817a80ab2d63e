"""A product in full: variants, days, promotions, what was noted."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert

from shopplanner.domain.days import day_number
from shopplanner.domain.promotions.plan import Promotion
from shopplanner.services.products.catalogue import catalogue
from shopplanner.services.products.details import Happening, details
from shopplanner.services.promotions import plans
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.products import ShopEventRow
from tests.services.metrics.figures import november
from tests.services.products.range import add_product, add_sku, put_days


def planned(name: str, first: str, last: str, **values: object) -> Promotion:
    """A promotion of a span."""
    moments = {"starts": datetime.fromisoformat(first), "ends": datetime.fromisoformat(f"{last} 23:59:59")}
    return Promotion(id=0, name=name, mechanic="platform_event", parameters={"rate": 1200}, **moments, **values)  # type: ignore[arg-type]  # made short


def test_a_product_is_shown_with_everything_about_it(workspace: Workspace) -> None:
    made, other = add_product(workspace, "A"), add_product(workspace, "B")
    add_sku(workspace, made, "A1")
    put_days(workspace, "A", paid_amount=500, visitors=9)
    for promotion in (
        planned("all", "2026-11-20", "2026-11-25", whole_shop=True),
        planned("mine", "2026-12-01", "2026-12-02", products=(made,)),
        planned("its", "2026-12-01", "2026-12-02", products=(other,)),
        planned("past", "2026-11-01", "2026-11-02", products=(made,)),
    ):
        plans.create(workspace, promotion)
    with workspace.database.write() as connection:
        given = {"shop_id": workspace.shop_id, "kind": "title", "version": 1}
        for day, product in ((3, made), (9, made), (5, other)):
            values = {**given, "day": day_number(november(day)), "product_id": product, "text": f"day {day}"}
            connection.execute(insert(ShopEventRow).values(**values))
    listed = catalogue(workspace)
    found = details(workspace, listed.products[0], listed.period)
    assert [sku.code for sku in found.skus] == ["A1"]
    assert found.paid_amount[-3:] == (None, 500, 500)
    assert found.visitors[-1] == 9
    assert [one.name for one in found.promotions] == ["all", "mine"]
    assert found.events == (Happening(november(9), "day 9"), Happening(november(3), "day 3"))


def test_without_figures_there_are_no_days(workspace: Workspace) -> None:
    add_product(workspace, "A")
    found = details(workspace, catalogue(workspace).products[0], None)
    assert (found.paid_amount, found.visitors, found.promotions) == ((), (), ())
