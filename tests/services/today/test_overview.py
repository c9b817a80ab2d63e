"""Today gathers figures, tasks, problems, promotions, changes and freshness."""

from __future__ import annotations

from datetime import timedelta

from shopplanner.services.promotions import readiness
from shopplanner.services.promotions.tasks import add_task, set_done
from shopplanner.services.today.overview import lunar_day, overview
from shopplanner.services.workspace import Workspace
from tests.services.metrics.figures import november
from tests.services.promotions.planning import put, put_products
from tests.services.today.shop import put_days


def test_an_empty_shop_is_empty(workspace: Workspace) -> None:
    shown = overview(workspace)
    assert shown.empty
    assert (shown.figures, shown.last_day, shown.freshness) == ((), None, ())


def test_everything_is_gathered(workspace: Workspace) -> None:
    put_days(workspace)
    add_task(workspace, "late", november(20))
    add_task(workspace, "far", november(22) + timedelta(days=15))
    shown = overview(workspace)
    assert not shown.empty
    assert shown.last_day == november(21)
    assert len(shown.figures) == 6
    assert [task.title for task in shown.due] == ["late"]
    assert len(shown.changes) == 2
    assert [state.last_day for state in shown.freshness] == [november(21)]
    assert "promotions.task_overdue" in {finding.check_id for finding in shown.findings}
    assert shown.lunar == "十月十四"
    assert lunar_day(november(9)) == "十月初一"


def test_promotions_count_down_and_say_how_ready_they_are(workspace: Workspace) -> None:
    (soap,) = put_products(workspace, ("A", 10_000, 1_000, None))
    values = {"products": (soap,), "threshold": 10_000, "face": 500}
    running = put(workspace, "coupon", "2026-11-20 00:00:00", "2026-11-25 23:59:59", **values)
    soon = put(workspace, "coupon", "2026-11-24 00:00:00", "2026-11-26 23:59:59", **values)
    put(workspace, "coupon", "2026-11-10 00:00:00", "2026-11-21 23:59:59", **values)
    ready = put(workspace, "coupon", "2026-12-10 00:00:00", "2026-12-11 23:59:59", **values)
    set_done(workspace, [add_task(workspace, "x", november(23), promotion_id=ready).value], done=True)
    found = {one.promotion.id: one for one in overview(workspace).upcoming}
    assert list(found) == [running, soon, ready]
    assert (found[running].running, found[running].left, found[running].ready) == (True, 3, True)
    assert (found[soon].days, found[soon].problems, found[soon].ready) == (2, 1, False)
    assert (found[ready].done, found[ready].total, found[ready].ready) == (0, 9, False)
    refs = [item.ref for role in readiness.of(workspace, ready).roles for item in role.items]
    readiness.tick(workspace, ready, refs, done=True)
    assert {one.promotion.id: one for one in overview(workspace).upcoming}[ready].ready


def test_of_a_series_only_the_next_one_is_shown(workspace: Workspace) -> None:
    (soap,) = put_products(workspace, ("A", 10_000, 1_000, None))
    for day in (24, 25, 26):
        put(
            workspace, "member_day", f"2026-11-{day} 00:00:00", f"2026-11-{day} 23:59:59",
            series="weekly", products=(soap,), buy=2, free=1,
        )  # fmt: skip
    assert [one.days for one in overview(workspace).upcoming] == [2]
