"""A month leaves as calendar entries that keep their ids whatever is renamed, and series as rules with exceptions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import update

from shopplanner.domain.errors import InputError
from shopplanner.services.promotions import plans, series
from shopplanner.services.promotions.calendar_export import export_calendar
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.core import ShopRow
from tests.services.promotions.calendars import put_plan
from tests.services.promotions.planning import put


@pytest.fixture
def plan(workspace: Workspace) -> dict[str, int]:
    """A plan with everything."""
    return put_plan(workspace)


def written(workspace: Workspace, folder: Path, month: int = 12) -> list[Any]:
    """Return the entries of a month of 2026."""
    target = folder / "x.ics"
    assert export_calendar(workspace, 2026, month, target) == target
    found = Calendar.from_ical(target.read_bytes())
    return [each for each in found.walk() if each.name in {"VEVENT", "VTODO"}]


def titled(entries: list[Any], words: str) -> list[Any]:
    """Return the entries of a title."""
    return [each for each in entries if str(each["SUMMARY"]) == words]


def test_promotions_phases_and_tasks_are_told(workspace: Workspace, plan: dict[str, int], tmp_path: Path) -> None:
    entries = written(workspace, tmp_path)
    (sale,) = titled(entries, "双12; 满199减20, 全店")
    assert sale["DTSTART"].to_ical() == b"20261208T200000"
    assert sale["DTEND"].to_ical() == b"20261213T000000"
    assert (sale["STATUS"], sale["CATEGORIES"].cats) == ("CONFIRMED", ["Coupon"])
    assert str(sale["DESCRIPTION"]).endswith("第一行\n第二行 \\ 完")
    (wave,) = titled(entries, "双12; 满199减20, 全店 · 第一波")
    assert wave["RELATED-TO"] == sale["UID"]
    assert titled(entries, "双12; 满199减20, 全店 · Peak")
    (task,) = titled(entries, "锁定库存 · 双12; 满199减20, 全店")
    assert (task["DUE"].dt, task["RELATED-TO"], task["STATUS"]) == (date(2026, 12, 3), sale["UID"], "NEEDS-ACTION")
    assert task["CATEGORIES"].cats == ["Warehouse"]
    (done,) = titled(entries, "定主图 · 双12; 满199减20, 全店")
    assert (done["STATUS"], done["COMPLETED"].dt.isoformat()) == ("COMPLETED", "2026-11-22T02:00:00+00:00")
    assert titled(entries, "盘点")
    assert titled(entries, "满赠")[0]["STATUS"] == "TENTATIVE"


def test_a_series_is_one_rule_with_what_differs(workspace: Workspace, plan: dict[str, int], tmp_path: Path) -> None:
    master, moved = titled(written(workspace, tmp_path), "会员日")
    assert master["RRULE"].to_ical() == b"FREQ=WEEKLY;COUNT=5;BYDAY=TU"
    assert master["EXDATE"].to_ical() == b"20261215T200000"
    assert moved["UID"] == master["UID"]
    assert moved["RECURRENCE-ID"].to_ical() == b"20261222T200000"
    assert moved["DTSTART"].to_ical() == b"20261223T200000"
    last = plans.promotion(workspace, plan["last"])
    plans.update(workspace, replace(last, parameters={"buy": 3, "free": 1}))
    found = titled(written(workspace, tmp_path), "会员日")
    assert [each["RECURRENCE-ID"].to_ical() for each in found[1:]] == [b"20261222T200000", b"20261229T200000"]


def test_ids_outlive_new_names_moves_and_another_shop_name(
    workspace: Workspace, plan: dict[str, int], tmp_path: Path
) -> None:
    before = {str(each["UID"]) for each in written(workspace, tmp_path)}
    with workspace.database.write() as connection:
        connection.execute(update(ShopRow).values(name="另一个名字"))
    plans.move(workspace, plan["sale"], timedelta(days=1))
    plans.update(workspace, replace(plans.promotion(workspace, plan["idea"]), name="新名"))
    assert {str(each["UID"]) for each in written(workspace, tmp_path)} >= before
    assert all("@shopplanner" in uid for uid in before)


def test_only_what_touches_the_month_is_written(workspace: Workspace, plan: dict[str, int], tmp_path: Path) -> None:
    assert written(workspace, tmp_path, 10) == []
    put(workspace, "gift", "2026-11-28 00:00:00", "2026-12-02 23:59:59", name="跨月", gift="g", whole_shop=True)
    assert [str(each["SUMMARY"]) for each in written(workspace, tmp_path, 11)] == ["跨月"]
    assert titled(written(workspace, tmp_path), "跨月")


def test_series_without_a_rule_or_a_regular_day_are_single_events(workspace: Workspace, tmp_path: Path) -> None:
    for day in ("01", "05"):
        put(
            workspace, "gift", f"2026-12-{day} 00:00:00", f"2026-12-{day} 23:59:59",
            name="旧系列", gift="g", whole_shop=True, series="old",
        )  # fmt: skip
    found = titled(written(workspace, tmp_path), "旧系列")
    assert len({str(each["UID"]) for each in found}) == 2
    first = plans.promotions_between(workspace, date(2026, 12, 1), date(2026, 12, 1))[0]
    ids = series.create(
        workspace, replace(first, id=0, name="新", series=""), series.Wish("FREQ=WEEKLY;COUNT=1", date(2026, 12, 1))
    ).value
    plans.move(workspace, ids[0], timedelta(days=2))
    put(
        workspace, "gift", "2026-12-30 00:00:00", "2026-12-30 23:59:59", name="新", gift="g", whole_shop=True,
        series=plans.promotion(workspace, ids[0]).series,
    )  # fmt: skip
    found = titled(written(workspace, tmp_path), "新")
    assert [each.get("RRULE") for each in found] == [None, None]


def test_an_extra_day_of_a_series_is_an_event_of_its_own(
    workspace: Workspace, plan: dict[str, int], tmp_path: Path
) -> None:
    key = plans.promotion(workspace, plan["first"]).series
    put(
        workspace, "gift", "2026-12-31 00:00:00", "2026-12-31 23:59:59",
        name="加场", gift="g", whole_shop=True, series=key,
    )  # fmt: skip
    (extra,) = titled(written(workspace, tmp_path), "加场")
    (master,) = [each for each in titled(written(workspace, tmp_path), "会员日") if each.get("RRULE")]
    assert extra["UID"] != master["UID"]


def test_a_file_that_cannot_be_written_is_a_failure_with_advice(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        export_calendar(workspace, 2026, 11, tmp_path / "nowhere" / "x")
    assert refused.value.hint is not None
