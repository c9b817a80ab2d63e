"""Calendar files are shown before they are taken over, update what they know, and never plan anything twice."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from shopplanner.domain.errors import InputError
from shopplanner.services import history
from shopplanner.services.promotions import calendar_import, plans, series, tasks
from shopplanner.services.promotions.calendar_entries import Key
from shopplanner.services.promotions.calendar_export import export_calendar, promotion_data
from shopplanner.services.promotions.calendar_import import Preview
from shopplanner.services.promotions.series import Wish
from shopplanner.services.workspace import Workspace, create_workspace
from shopplanner.storage.tables.promotions import PromotionRow
from tests.services.promotions.calendars import components, put_plan, titles
from tests.services.promotions.planning import planned, put, put_products

FOREIGN = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Other//EN
BEGIN:VEVENT
UID:a@other
DTSTART;VALUE=DATE:20261208
DTEND;VALUE=DATE:20261213
SUMMARY:双12 招商
DESCRIPTION:报名到月底
END:VEVENT
BEGIN:VEVENT
UID:b@other
DTSTART:20261210T120000Z
DURATION:PT2H
SUMMARY:直播
END:VEVENT
BEGIN:VEVENT
UID:c@other
DTSTART;TZID=Asia/Shanghai:20261201T200000
DTEND;TZID=Asia/Shanghai:20261201T220000
RRULE:FREQ=WEEKLY;COUNT=3
EXDATE;TZID=Asia/Shanghai:20261208T200000
SUMMARY:周播
END:VEVENT
BEGIN:VEVENT
UID:c@other
RECURRENCE-ID;TZID=Asia/Shanghai:20261215T200000
DTSTART;TZID=Asia/Shanghai:20261216T200000
DTEND;TZID=Asia/Shanghai:20261216T220000
SUMMARY:周播改期
END:VEVENT
BEGIN:VTODO
UID:d@other
DUE;VALUE=DATE:20261203
SUMMARY:拍视频
CATEGORIES:Design
RELATED-TO:a@other
STATUS:COMPLETED
END:VTODO
END:VCALENDAR
"""


@pytest.fixture
def empty(tmp_path: Path, workspace: Workspace) -> Iterator[Workspace]:
    """Another workspace with nothing in it."""
    made = create_workspace(tmp_path / "other.shopplan", "别的店", clock=workspace.clock)
    yield made
    made.close()


def looked(workspace: Workspace, folder: Path, content: str) -> Preview:
    """Return what a calendar file would bring."""
    file = folder / "in.ics"
    file.write_bytes(content.replace("\n", "\r\n").encode())
    return calendar_import.look(workspace, file)


def take_all(workspace: Workspace, preview: Preview) -> tuple[int, int]:
    """Take everything over and return how much was new and changed."""
    taken = calendar_import.take(workspace, preview, {line.key for line in preview.lines}).value
    return taken.new, taken.changed


def states(preview: Preview) -> list[tuple[str, str, str]]:
    """Return titles with state and reason."""
    return [(line.title, line.state, line.reason) for line in preview.lines]


def test_what_was_exported_comes_back_the_same(workspace: Workspace, empty: Workspace, tmp_path: Path) -> None:
    put_plan(workspace)
    with workspace.database.write() as connection:
        connection.execute(update(PromotionRow).values(status="idea"))
    first, second = tmp_path / "1.ics", tmp_path / "2.ics"
    export_calendar(workspace, 2026, 12, first)
    preview = calendar_import.look(empty, first)
    assert {line.state for line in preview.lines} == {"new"}
    assert preview.own
    new, changed = take_all(empty, preview)
    assert (new, changed) == (len(preview.lines), 0)
    export_calendar(empty, 2026, 12, second)
    assert components(second) == components(first)
    assert {line.state for line in calendar_import.look(empty, first).lines} == {"same"}
    assert take_all(empty, calendar_import.look(empty, first)) == (0, 0)
    history.undo(empty)
    assert titles(empty) == []
    assert tasks.tasks(empty) == []


def test_the_own_file_is_the_same_where_it_came_from(workspace: Workspace, tmp_path: Path) -> None:
    put_plan(workspace)
    export_calendar(workspace, 2026, 12, tmp_path / "1.ics")
    assert {line.state for line in calendar_import.look(workspace, tmp_path / "1.ics").lines} == {"same"}


def test_changes_come_back_with_what_is_different(workspace: Workspace, tmp_path: Path) -> None:
    plan = put_plan(workspace)
    file = tmp_path / "1.ics"
    export_calendar(workspace, 2026, 12, file)
    plans.move(workspace, plan["sale"], timedelta(days=3))
    plans.move(workspace, plan["last"], timedelta(days=1))
    plans.update(workspace, replace(plans.promotion(workspace, plan["idea"]), name="别名", note="新"))
    tasks.edit_task(workspace, plan["task"], title="锁库存", due=date(2026, 12, 2))
    tasks.set_done(workspace, [plan["task"]], done=True)
    preview = calendar_import.look(workspace, file)
    found = {line.title: line.changes for line in preview.lines if line.state == "changed"}
    assert found["双12; 满199减20, 全店"][0] == "time"
    assert found["满赠"] == ("name", "note")
    assert found["会员日"] == ("time",)
    assert found["锁定库存 · 双12; 满199减20, 全店"] == ("name", "time", "done")
    take_all(workspace, preview)
    assert plans.promotion(workspace, plan["sale"]).starts == datetime(2026, 12, 8, 20)
    assert plans.promotion(workspace, plan["sale"]).phases[0].starts == datetime(2026, 12, 8, 20)
    assert plans.promotion(workspace, plan["last"]).starts == datetime(2026, 12, 29, 20)
    task = next(each for each in tasks.tasks(workspace) if each.id == plan["task"])
    assert (task.title, task.due, task.done) == ("锁定库存", date(2026, 12, 3), False)
    assert {line.state for line in calendar_import.look(workspace, file).lines} == {"same"}


def test_foreign_entries_become_ideas_of_the_platform_and_tasks(workspace: Workspace, tmp_path: Path) -> None:
    preview = looked(workspace, tmp_path, FOREIGN)
    assert [(line.title, line.state) for line in preview.lines] == [
        ("双12 招商", "new"), ("直播", "new"), ("周播", "new"), ("周播改期", "new"), ("拍视频", "new"),
    ]  # fmt: skip
    assert (preview.own, preview.count("new")) == (False, 5)
    assert take_all(workspace, preview) == (5, 0)
    found = plans.promotions_between(workspace, date(2026, 12, 1), date(2026, 12, 31))
    assert [(each.name, each.starts, each.ends) for each in found] == [
        ("周播", datetime(2026, 12, 1, 20), datetime(2026, 12, 1, 21, 59, 59)),
        ("双12 招商", datetime(2026, 12, 8), datetime(2026, 12, 12, 23, 59, 59)),
        ("直播", datetime(2026, 12, 10, 20), datetime(2026, 12, 10, 21, 59, 59)),
        ("周播改期", datetime(2026, 12, 16, 20), datetime(2026, 12, 16, 21, 59, 59)),
    ]
    assert {(each.lane, each.status, each.counts) for each in found} == {("platform", "idea", False)}
    assert found[1].note == "报名到月底"
    (task,) = tasks.tasks(workspace)
    assert (task.title, task.role, task.due, task.done, task.promotion) == (
        "拍视频", "designer", date(2026, 12, 3), True, "双12 招商",
    )  # fmt: skip
    shown = series.series(workspace, found[0].series)
    assert [each.state for each in shown.occurrences] == ["regular", "left_out", "moved"]
    assert {line.state for line in looked(workspace, tmp_path, FOREIGN).lines} == {"same"}


def test_a_foreign_entry_that_changed_changes_what_it_made(workspace: Workspace, tmp_path: Path) -> None:
    take_all(workspace, looked(workspace, tmp_path, FOREIGN))
    first = plans.promotions_between(workspace, date(2026, 12, 8), date(2026, 12, 8))[0]
    plans.update(workspace, replace(first, lane="own", note="自己的备注"))
    later = FOREIGN.replace("20261213", "20261214").replace("COUNT=3", "COUNT=4").replace("双12 招商", "双12")
    preview = looked(workspace, tmp_path, later)
    assert [(line.state, line.changes) for line in preview.lines if line.title in {"双12", "周播"}] == [
        ("changed", ("name", "time")), ("same", ()), ("new", ()),
    ]  # fmt: skip
    assert take_all(workspace, preview) == (1, 1)
    after = plans.promotion(workspace, first.id)
    assert (after.name, after.ends, after.lane, after.note) == (
        "双12", datetime(2026, 12, 13, 23, 59, 59), "own", "自己的备注",
    )  # fmt: skip
    assert len([name for name in titles(workspace) if name == "周播"]) == 2


def test_only_what_was_chosen_is_taken(workspace: Workspace, tmp_path: Path) -> None:
    preview = looked(workspace, tmp_path, FOREIGN)
    outcome = calendar_import.take(workspace, preview, {Key("b@other")})
    assert tuple(outcome.value) == (1, 0)
    assert titles(workspace) == ["直播"]
    assert tasks.tasks(workspace) == []
    nothing = calendar_import.take(workspace, preview, set())
    assert nothing.step_id is None


def test_a_task_finds_its_promotion_when_it_is_taken_later(workspace: Workspace, tmp_path: Path) -> None:
    preview = looked(workspace, tmp_path, FOREIGN)
    calendar_import.take(workspace, preview, {Key("a@other")})
    calendar_import.take(workspace, preview, {Key("d@other", "task")})
    assert tasks.tasks(workspace)[0].promotion == "双12 招商"


def test_what_looks_the_same_under_another_id_is_not_doubled(workspace: Workspace, tmp_path: Path) -> None:
    put(
        workspace, "platform_event", "2026-12-08 00:00:00", "2026-12-12 23:59:59",
        name="双12 招商", rate=1000, whole_shop=True,
    )  # fmt: skip
    tasks.add_task(workspace, "拍视频", date(2026, 12, 3))
    found = states(looked(workspace, tmp_path, FOREIGN))
    assert ("双12 招商", "same", "looks_same") in found
    assert ("拍视频", "same", "looks_same") in found


def test_what_cannot_be_used_is_skipped_with_its_reason(workspace: Workspace, tmp_path: Path) -> None:
    def event(*lines: str) -> str:
        return "\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT"])

    parts = [
        event("UID:1", "DTSTART:20261201T100000", "SUMMARY:一"),
        event("UID:1", "DTSTART:20261201T100000", "SUMMARY:一again"),
        event("UID:2", "SUMMARY:没时间"),
        event("UID:3", "DTSTART:20261201T100000", "RRULE:FREQ=MINUTELY", "SUMMARY:每分钟"),
        event("UID:4", "DTSTART:20261201T100000", "RECURRENCE-ID:20261201T100000", "SUMMARY:孤单"),
        event("UID:5", "DTSTART:20261201T100000", "STATUS:CANCELLED", "SUMMARY:取消"),
        event("UID:6", "DTSTART:18000101T100000", "SUMMARY:太早"),
        event("DTSTART:20261201T100000", "SUMMARY:没编号"),
        event("UID:8", "DTSTART:20261201T100000"),
        "BEGIN:VTODO\nUID:9\nSUMMARY:没日子\nEND:VTODO",
    ]
    content = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n" + "\n".join(parts) + "\nEND:VCALENDAR\n"
    found = states(looked(workspace, tmp_path, content))
    assert found == [
        ("一", "new", ""), ("一again", "skipped", "twice"), ("每分钟", "skipped", "rule"),
        ("孤单", "skipped", "no_series"), ("没时间", "skipped", "no_start"), ("取消", "skipped", "cancelled"),
        ("太早", "skipped", "year"), ("没编号", "skipped", "no_uid"), ("", "skipped", "no_title"),
        ("没日子", "skipped", "no_due"),
    ]  # fmt: skip


def test_products_that_are_not_here_are_told_and_the_promotion_stays_an_idea(
    workspace: Workspace, empty: Workspace, tmp_path: Path
) -> None:
    one, two = put_products(workspace, ("A", 10_000, None, None), ("B", 5_000, None, None))
    wanted = planned(
        "bundle", "2026-12-05 00:00:00", "2026-12-06 23:59:59", name="套装", price=9900, products=(one, two)
    )
    made = plans.create(workspace, wanted).value
    export_calendar(workspace, 2026, 12, tmp_path / "1.ics")
    preview = calendar_import.look(empty, tmp_path / "1.ics")
    assert states(preview) == [("套装", "new", "products")]
    take_all(empty, preview)
    (found,) = plans.promotions_between(empty, date(2026, 12, 1), date(2026, 12, 31))
    assert (found.status, found.products, found.parameters["price"]) == ("idea", (), 9900)
    assert calendar_import.look(workspace, tmp_path / "1.ics").lines[0].state == "same"
    assert plans.promotion(workspace, made).products == (one, two)


def with_data(file: Path, data: bytes) -> None:
    """Let something else stand where this program keeps what only it knows."""
    raw = file.read_bytes().replace(b"\r\n ", b"")
    packed = b"X-SHOPPLANNER-DATA:" + base64.urlsafe_b64encode(data)
    lines = [packed if line.startswith(b"X-SHOPPLANNER") else line for line in raw.split(b"\r\n")]
    file.write_bytes(b"\r\n".join(lines))


@pytest.mark.parametrize(
    "data",
    [
        '{"kind": "promotion"}', '{"kind": "promotion", "products": [], "budget": null, "mechanic": "x"}', "[", "\xff",
        '{"kind": "promotion", "parameters": ' + "[" * 900 + "]" * 900 + "}",
    ],
)  # fmt: skip
def test_an_offer_that_somebody_broke_leaves_the_rest(
    workspace: Workspace, empty: Workspace, tmp_path: Path, data: str
) -> None:
    put(workspace, "gift", "2026-12-05 00:00:00", "2026-12-06 23:59:59", name="满赠", gift="g", whole_shop=True)
    file = tmp_path / "1.ics"
    export_calendar(workspace, 2026, 12, file)
    with_data(file, data.encode("latin-1"))
    preview = calendar_import.look(empty, file)
    assert [(line.title, line.state) for line in preview.lines] == [("满赠", "new")]
    assert preview.lines[0].reason in {"offer", ""}


@pytest.mark.parametrize(
    "values",
    [
        {"phases": [["warmup", 0, 10**16, ""]]}, {"phases": [["warmup", -6 * 10**10, 0, ""]]},
        {"budget": float("inf")}, {"budget": 10**40}, {"parameters": {"gift": "g", "threshold": 10**30}},
        {"parameters": {"gift": "g", "threshold": "9" * 30}},
    ],
)  # fmt: skip
def test_numbers_that_no_plan_has_leave_the_rest(
    workspace: Workspace, empty: Workspace, tmp_path: Path, values: dict[str, object]
) -> None:
    made = put(workspace, "gift", "2026-12-05 00:00:00", "2026-12-06 23:59:59", name="G", gift="g", whole_shop=True)
    file = tmp_path / "1.ics"
    export_calendar(workspace, 2026, 12, file)
    told = promotion_data(plans.promotion(workspace, made), {})
    with_data(file, json.dumps({**told, **values}).replace("Infinity", "1e400").encode())
    preview = calendar_import.look(empty, file)
    assert states(preview) == [("G", "new", "offer")]
    assert take_all(empty, preview) == (1, 0)


def test_what_is_scheduled_elsewhere_comes_as_an_idea(workspace: Workspace, empty: Workspace, tmp_path: Path) -> None:
    put(workspace, "gift", "2026-12-05 00:00:00", "2026-12-06 23:59:59", name="G", gift="g", whole_shop=True)
    export_calendar(workspace, 2026, 12, tmp_path / "1.ics")
    preview = calendar_import.look(empty, tmp_path / "1.ics")
    assert states(preview) == [("G", "new", "idea")]
    take_all(empty, preview)
    (found,) = plans.promotions_between(empty, date(2026, 12, 1), date(2026, 12, 31))
    assert (found.status, found.lane) == ("idea", "own")


def test_rates_of_single_products_find_them_by_code(workspace: Workspace, empty: Workspace, tmp_path: Path) -> None:
    one, two = put_products(workspace, ("A", 10_000, None, None), ("B", 5_000, None, None))
    there_b, there_c = put_products(empty, ("B", 5_000, None, None), ("C", 5_000, None, None))
    assert there_b == one
    put(
        workspace, "item_discount", "2026-12-05 00:00:00", "2026-12-06 23:59:59", name="Sale", products=(two,),
        kind="percent", rate=1_000, by_product={str(two): 2_000},
    )  # fmt: skip
    file = tmp_path / "1.ics"
    export_calendar(workspace, 2026, 12, file)
    assert calendar_import.look(workspace, file).lines[0].state == "same"
    take_all(empty, calendar_import.look(empty, file))
    (found,) = plans.promotions_between(empty, date(2026, 12, 1), date(2026, 12, 31))
    assert (found.products, found.parameters["by_product"]) == ((there_b,), {str(there_b): 2_000})
    assert str(there_c) == str(two)


def test_rates_of_products_that_are_not_here_are_told(workspace: Workspace, empty: Workspace, tmp_path: Path) -> None:
    one, two = put_products(workspace, ("A", 10_000, None, None), ("B", 5_000, None, None))
    put_products(empty, ("A", 10_000, None, None))
    put(
        workspace, "item_discount", "2026-12-05 00:00:00", "2026-12-06 23:59:59", name="Sale", products=(one,),
        kind="percent", rate=1_000, by_product={str(one): 2_000, str(two): 3_000},
    )  # fmt: skip
    export_calendar(workspace, 2026, 12, tmp_path / "1.ics")
    preview = calendar_import.look(empty, tmp_path / "1.ics")
    assert states(preview) == [("Sale", "new", "products")]
    take_all(empty, preview)
    (found,) = plans.promotions_between(empty, date(2026, 12, 1), date(2026, 12, 31))
    assert found.parameters["by_product"] == {"1": 2_000}


def test_a_series_whose_times_changed_elsewhere_is_told_once(workspace: Workspace, tmp_path: Path) -> None:
    first = planned("gift", "2026-12-01 20:00:00", "2026-12-01 23:59:59", name="Day", gift="g", whole_shop=True)
    ids = series.create(workspace, first, Wish("FREQ=WEEKLY;COUNT=4", date(2026, 12, 1))).value
    file = tmp_path / "1.ics"
    export_calendar(workspace, 2026, 12, file)
    plans.move_many(workspace, ids, timedelta(hours=-1))
    tasks.set_done(workspace, [task.id for task in tasks.tasks(workspace)], done=True)
    preview = calendar_import.look(workspace, file)
    calendar_import.take(workspace, preview, {line.key for line in preview.lines if line.kind == "promotion"})
    assert sum(not task.done for task in tasks.tasks(workspace)) == 6


def test_a_rule_without_an_end_is_given_one(workspace: Workspace, tmp_path: Path) -> None:
    content = FOREIGN.replace("FREQ=WEEKLY;COUNT=3", "FREQ=MONTHLY")
    take_all(workspace, looked(workspace, tmp_path, content))
    first = next(each for each in plans.promotions_between(workspace, date(2026, 12, 1), date(2026, 12, 1)))
    assert series.series(workspace, first.series).rule == "FREQ=MONTHLY;UNTIL=20291201T155959Z"


def test_a_calendar_that_explodes_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    event = "BEGIN:VEVENT\nUID:{n}\nDTSTART:20261201T100000\nRRULE:FREQ=DAILY\nSUMMARY:x\nEND:VEVENT\n"
    many = "".join(event.format(n=number) for number in range(60))
    with pytest.raises(InputError):
        looked(workspace, tmp_path, f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{many}END:VCALENDAR\n")
    assert titles(workspace) == []
