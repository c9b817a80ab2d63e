"""Parts of the shop over a week against the week before."""

from __future__ import annotations

from shopplanner.domain.changes import Place
from shopplanner.services.today.parts import Part, codes_of, movers, product_place
from shopplanner.services.workspace import Workspace
from tests.services.metrics.figures import november, put
from tests.services.promotions.planning import put_products


def test_parts_known_in_both_weeks_come_by_how_much_they_rose(workspace: Workspace) -> None:
    rows = [
        {"day": november(day), "product_code": code, "paid_amount": amount if day >= 15 else 100}
        for day in range(8, 22)
        for code, amount in (("A", 90), ("B", 120))
    ]
    put(workspace, "product_day", [*rows, {"day": november(21), "product_code": "new", "paid_amount": 9_000}])
    found = movers(workspace, "paid_amount", november(21), "product")
    assert found == [Part("B", "B", 840, 700), Part("A", "A", 630, 700)]
    assert found[1].difference == -70


def test_products_are_found_by_code_and_id(workspace: Workspace) -> None:
    first, second = put_products(workspace, ("B", 1, None, None), ("A", 1, None, None))
    assert codes_of(workspace, [first, second, 99]) == ("A", "B")
    assert product_place(workspace, "A") == Place("products", "catalogue", str(second))
    assert product_place(workspace, "Z") == Place("products", "catalogue")
