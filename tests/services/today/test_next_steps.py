"""What next: late, losing, due, beginning, wrong, not planned, in this order."""

from __future__ import annotations

from sqlalchemy import insert

from shopplanner.services.promotions.tasks import add_task, set_done, tasks
from shopplanner.services.today.next_steps import lines
from shopplanner.services.wording import render
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.products import ProductRow
from tests.services.metrics.figures import november
from tests.services.promotions.planning import put, put_products
from tests.services.today.shop import put_days


def ids(workspace: Workspace) -> list[str]:
    return [line.text.id for line in sorted(lines(workspace), key=lambda line: -line.weight)]


def test_without_figures_importing_comes_first_and_due_tasks_after_it(workspace: Workspace) -> None:
    add_task(workspace, "due", november(22))
    assert ids(workspace) == ["today.next.import", "today.next.due"]


def test_lines_come_by_urgency(workspace: Workspace) -> None:
    put_days(workspace)
    soap, _ = put_products(workspace, ("A", 1_000, 2_000, None), ("B", 1_000, 100, None))
    values = {"products": (soap,), "threshold": 10_000, "face": 500}
    put(workspace, "coupon", "2026-11-25 00:00:00", "2026-11-28 23:59:59", **values)
    late = add_task(workspace, "late", november(20)).value
    add_task(workspace, "due", november(22))
    found = sorted(lines(workspace), key=lambda line: -line.weight)
    assert [line.text.id for line in found[:4]] == [
        "today.next.late",
        "checks.products.price_below_cost.text",
        "today.next.due",
        "today.next.begins",
    ]
    assert found[0].place is not None
    assert found[0].place.record == str(late)
    assert render(found[3].text) == "Get “coupon” ready: it begins in 3 days"


def test_a_promotion_with_open_tasks_says_how_many(workspace: Workspace) -> None:
    put_days(workspace)
    (soap,) = put_products(workspace, ("A", 10_000, 2_000, None))
    values = {"products": (soap,), "threshold": 10_000, "face": 500}
    coupon = put(workspace, "coupon", "2026-11-25 00:00:00", "2026-11-28 23:59:59", **values)
    add_task(workspace, "open", november(24), promotion_id=coupon)
    begins = next(line for line in lines(workspace) if line.text.id == "today.next.begins")
    assert render(begins.why).startswith("1 of 1 tasks are open")
    set_done(workspace, [task.id for task in tasks(workspace)], done=True)
    begins = next(line for line in lines(workspace) if line.text.id == "today.next.begins")
    assert render(begins.why).startswith("0 of 9 things are ready")


def test_problems_of_one_check_are_one_line(workspace: Workspace) -> None:
    put_days(workspace)
    with workspace.database.write() as connection:
        for code in "AB":
            connection.execute(insert(ProductRow).values(shop_id=workspace.shop_id, code=code, title=code))
    several = [render(line.text) for line in lines(workspace) if line.text.id == "today.next.several"]
    assert "Cost missing: 2, first of all A" in several


def test_a_hole_in_the_plan_and_the_next_event_are_told(workspace: Workspace) -> None:
    put_days(workspace)
    assert "today.next.nothing_planned" in ids(workspace)
    event = next(line for line in lines(workspace) if line.text.id == "today.next.event")
    assert event.place is not None
    assert event.place.record.startswith("day:2026-1")
    day = event.place.record.removeprefix("day:")
    (soap,) = put_products(workspace, ("A", 10_000, 2_000, None))
    put(
        workspace, "coupon", "2026-11-23 00:00:00", f"{day} 23:59:59",
        products=(soap,), threshold=10_000, face=500,
    )  # fmt: skip
    assert not {"today.next.nothing_planned", "today.next.event"} & set(ids(workspace))
