"""Products that only imports know are offered and taken in."""

from __future__ import annotations

from shopplanner.services import history
from shopplanner.services.products.catalogue import catalogue
from shopplanner.services.products.unlisted import Unlisted, adopt, unlisted
from shopplanner.services.workspace import Workspace
from tests.services.metrics.figures import november, put
from tests.services.products.range import add_product, put_days


def fill(workspace: Workspace) -> None:
    """A listed product, two from reports, one from orders, and one that was not seen for long."""
    add_product(workspace, "A")
    put_days(workspace, "A", paid_amount=1)
    put_days(workspace, "B", title="Bee", paid_amount=1_000, paid_units=3, stock=7)
    put_days(workspace, "C")
    put(workspace, "product_day", [{"day": november(20).replace(month=1), "product_code": "OLD", "paid_amount": 5}])
    line = {"day": november(20), "order_id": "1", "title": "Dee", "list_price": 5_900, "paid_amount": 4_000}
    put(workspace, "order_line", [{**line, "line_id": "1", "product_code": "D"}], "tb")


def test_titles_prices_and_stock_come_from_where_they_are_known(workspace: Workspace) -> None:
    fill(workspace)
    assert unlisted(workspace) == (
        Unlisted("D", "Dee", 5_900, None, None, 4_000),
        Unlisted("B", "Bee", None, 333, 7, 2_000),
        Unlisted("C", "C", None, None, None, None),
    )


def test_all_are_taken_in_with_one_step(workspace: Workspace) -> None:
    fill(workspace)
    assert catalogue(workspace).unlisted == 3
    outcome = adopt(workspace)
    assert outcome.value == 3
    assert {one.code: (one.title, one.price, one.stock) for one in catalogue(workspace).products} == {
        "A": ("Product A", None, None),
        "B": ("Bee", 333, 7),
        "C": ("C", None, None),
        "D": ("Dee", 5_900, None),
    }
    assert catalogue(workspace).unlisted == 0
    history.undo(workspace)
    assert len(catalogue(workspace).products) == 1


def test_some_can_be_taken_in(workspace: Workspace) -> None:
    fill(workspace)
    assert adopt(workspace, ["D", "nobody"]).value == 1
    assert [one.code for one in unlisted(workspace)] == ["B", "C"]
