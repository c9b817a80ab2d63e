"""The pace is pieces a day over a fortnight; sources are not added."""

from __future__ import annotations

from shopplanner.domain.days import day_number
from shopplanner.services.metrics.pace import pace
from shopplanner.services.workspace import Workspace
from tests.services.metrics.figures import november, put


def test_days_without_a_row_count_as_days_without_sales(workspace: Workspace) -> None:
    put(workspace, "product_day", [{"day": november(day), "product_code": "A", "paid_units": 7} for day in (20, 21)])
    put(workspace, "product_day", [{"day": november(7), "product_code": "A", "paid_units": 700}], "jd")
    with workspace.read() as session:
        assert pace(session, workspace.shop_id, day_number(november(22))) == {"A": 100}


def test_the_greater_of_two_sources_counts_and_unknown_pieces_do_not(workspace: Workspace) -> None:
    put(workspace, "product_day", [{"day": november(20), "product_code": "A", "paid_units": 14}])
    put(workspace, "product_day", [{"day": november(20), "product_code": "A", "paid_units": 28}], "jd")
    put(workspace, "product_day", [{"day": november(20), "product_code": "B", "paid_units": None}])
    with workspace.read() as session:
        assert pace(session, workspace.shop_id, day_number(november(22))) == {"A": 200}
