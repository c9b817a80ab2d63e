"""A plan with everything that calendars can tell, and calendar files as comparable components."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from icalendar import Calendar

from shopplanner.domain.promotions.plan import Phase
from shopplanner.services.promotions import plans, series, tasks
from shopplanner.services.promotions.series import Wish
from shopplanner.services.workspace import Workspace
from tests.services.promotions.planning import planned, put


def put_plan(workspace: Workspace) -> dict[str, int]:
    """Plan a sale with phases and tasks, an idea, and a weekly member day with a moved, a missing and a richer one."""
    phases = (
        Phase("opening", datetime(2026, 12, 8, 20), datetime(2026, 12, 9, 23, 59, 59), "第一波"),
        Phase("peak", datetime(2026, 12, 10), datetime(2026, 12, 12, 23, 59, 59)),
    )
    sale = put(
        workspace, "coupon", "2026-12-08 20:00:00", "2026-12-12 23:59:59",
        name="双12; 满199减20, 全店", face=2000, threshold=19_900, whole_shop=True, budget=300_000,
        note="第一行\n第二行 \\ 完", phases=phases, lane="own", audience="member", purpose="loyalty",
    )  # fmt: skip
    idea = put(
        workspace, "gift", "2026-12-20 00:00:00", "2026-12-21 23:59:59",
        name="满赠", gift="g", threshold=9900, whole_shop=True, status="idea",
    )  # fmt: skip
    first = planned(
        "member_day", "2026-12-01 20:00:00", "2026-12-01 23:59:59", name="会员日", lane="member", audience="member",
        buy=2, free=1, whole_shop=True, status="idea",
    )  # fmt: skip
    wish = Wish(
        "FREQ=WEEKLY;BYDAY=TU;COUNT=5", date(2026, 12, 1), frozenset({date(2026, 12, 15)}),
        {date(2026, 12, 22): date(2026, 12, 23)},
    )  # fmt: skip
    members = series.create(workspace, first, wish).value
    task = tasks.add_task(workspace, "锁定库存", date(2026, 12, 3), "warehouse", sale).value
    tasks.edit_task(workspace, task, note="两仓都要")
    done = tasks.add_task(workspace, "定主图", date(2026, 12, 1), "designer", sale).value
    tasks.set_done(workspace, [done], done=True)
    tasks.add_task(workspace, "会员海报", date(2026, 12, 21), "designer", members[2])
    tasks.add_task(workspace, "盘点", date(2026, 12, 30), "buyer")
    tasks.plan_tasks(workspace, idea)
    return {"sale": sale, "idea": idea, "first": members[0], "moved": members[2], "last": members[3], "task": task}


def components(path: Path) -> list[str]:
    """Return a file's entries as sorted texts without the moment of writing."""
    found = Calendar.from_ical(path.read_bytes())
    texts = []
    for component in found.walk():
        if component.name in {"VEVENT", "VTODO"}:
            del component["DTSTAMP"]
            texts.append(component.to_ical(sorted=True).decode())
    return sorted(texts)


def titles(workspace: Workspace) -> list[str]:
    """Return what is planned from December 2026 on, by start."""
    return [each.name for each in plans.promotions_between(workspace, date(2026, 12, 1), date(2028, 1, 1))]
