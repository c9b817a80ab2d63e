"""Imports as steps: the same file twice, overlaps, taking any import back, dry runs, what is told and kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from shopplanner.domain.errors import NotFoundError, RuleError
from shopplanner.services import history
from shopplanner.services.metrics.batches import batches, rejected_rows, undo_import
from shopplanner.services.metrics.importing import import_files
from shopplanner.services.metrics.previews import preview
from shopplanner.services.metrics.query import series
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.products import ProductRow
from tests.fixtures.exports import bring, bring_one, facts_of, write_csv, write_xlsx

HEADER = ["统计日期", "访客数", "支付金额", "支付买家数"]
FIRST, LAST = date(2026, 6, 1), date(2026, 6, 4)


def shop_days(path: Path, **amounts: str) -> Path:
    """Write a shop report; ``d1="5.00"`` is what was paid on the first day."""
    rows = [[f"2026-06-0{day[1]}", "10", amount, "1"] for day, amount in amounts.items()]
    return write_csv(path, [HEADER, *rows])


def paid(workspace: Workspace) -> list[int | None]:
    """Return what was paid on the first four days."""
    return series(workspace, "paid_amount", FIRST, LAST)


def test_the_same_file_again_changes_nothing_and_is_no_step(workspace: Workspace, tmp_path: Path) -> None:
    path = shop_days(tmp_path / "a.csv", d1="1.00", d2="2.00")
    bring_one(workspace, path)
    step = history.next_undo(workspace)
    outcome = import_files(workspace, [path])
    (report,) = outcome.value
    assert (report.rows_stored, report.rows_unchanged, report.batch) == (0, 2, None)
    assert outcome.step_id is None
    assert history.next_undo(workspace) == step
    assert len(batches(workspace)) == 1


def test_overlapping_files_update_and_undo_brings_back_what_they_overlaid(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, shop_days(tmp_path / "a.csv", d1="1.00", d2="2.00"))
    report = bring_one(workspace, shop_days(tmp_path / "b.csv", d2="2.50", d3="3.00"))
    assert (report.rows_stored, report.rows_unchanged) == (2, 0)
    assert paid(workspace) == [100, 250, 300, None]
    history.undo(workspace)
    assert paid(workspace) == [100, 200, None, None]
    history.redo(workspace)
    assert paid(workspace) == [100, 250, 300, None]


def test_an_earlier_import_is_taken_back_alone_and_can_come_back(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, shop_days(tmp_path / "a.csv", d1="1.00", d2="2.00"))
    bring(workspace, shop_days(tmp_path / "b.csv", d2="2.50", d3="3.00"))
    later, earlier = batches(workspace)
    outcome = undo_import(workspace, earlier.group)
    assert outcome.step_id is not None
    assert paid(workspace) == [None, 250, 300, None]
    assert [batch.state for batch in batches(workspace)] == ["done", "undone"]
    with pytest.raises(RuleError):
        undo_import(workspace, earlier.group)
    undo_import(workspace, later.group)
    assert paid(workspace) == [None] * 4
    for expected in ([None, 250, 300, None], [100, 250, 300, None], [100, 200, None, None]):
        history.undo(workspace)
        assert paid(workspace) == expected


def test_what_a_later_import_said_again_stays_when_the_earlier_goes(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, shop_days(tmp_path / "a.csv", d1="1.00", d2="2.00"))
    bring(workspace, shop_days(tmp_path / "b.csv", d2="2.00", d3="3.00"))
    undo_import(workspace, batches(workspace)[1].group)
    assert paid(workspace) == [None, 200, 300, None]


def test_the_last_import_is_taken_back_through_the_journal(workspace: Workspace, tmp_path: Path) -> None:
    header = ["统计日期", "商品ID", "商品名称", "商品访客数", "支付金额", "支付买家数"]
    bring(workspace, write_csv(tmp_path / "a.csv", [header, ["2026-06-01", "9", "香薰", "1", "1", "1"]]))
    with workspace.read() as session:
        assert session.scalar(select(func.count()).select_from(ProductRow)) == 1
    undo_import(workspace, batches(workspace)[0].group)
    with workspace.read() as session:
        assert session.scalar(select(func.count()).select_from(ProductRow)) == 0
    assert facts_of(workspace, "product_day") == []


def test_an_import_that_never_was_cannot_be_taken_back(workspace: Workspace) -> None:
    with pytest.raises(NotFoundError):
        undo_import(workspace, 99)


def test_another_shop_cannot_take_an_import_back(workspace: Workspace, tmp_path: Path) -> None:
    from shopplanner.services.shops import add_shop

    bring(workspace, shop_days(tmp_path / "a.csv", d1="1.00"))
    other = add_shop(workspace, "二店").value
    workspace.select_shop(other)
    assert batches(workspace) == []
    with pytest.raises(NotFoundError):
        undo_import(workspace, 1)


def test_a_drop_of_files_is_one_step(workspace: Workspace, tmp_path: Path) -> None:
    paths = [shop_days(tmp_path / "a.csv", d1="1.00"), shop_days(tmp_path / "b.csv", d2="2.00")]
    outcome = import_files(workspace, paths)
    assert (outcome.label.id, outcome.label.params) == ("imports.undo.many", {"n": 2})
    assert len({batch.group for batch in batches(workspace)}) == 1
    history.undo(workspace)
    assert paid(workspace) == [None] * 4


def test_a_dry_run_says_what_would_be_and_keeps_nothing(workspace: Workspace, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [HEADER, ["2026-06-01", "x", "1.00", "1"], ["2026-06-02", "1", "1.00", "1"]])
    (report,) = import_files(workspace, [path], dry_run=True).value
    assert (report.rows_read, report.rows_stored, report.rows_rejected) == (2, 1, 1)
    assert report.rejects_file is None
    assert batches(workspace) == []


def test_progress_and_rejects_of_a_long_file(workspace: Workspace, tmp_path: Path) -> None:
    header = ["日期", "计划ID", "计划名字", "花费", "总成交金额"]
    rows = [["2026-06-01", str(number), "a", "1.00", "1"] for number in range(25_000)]
    rows += [["2026-06-01", str(number), "a", "x", "1"] for number in range(5_010)]
    path = write_csv(tmp_path / "计划报表.csv", [header, *rows])
    told: list[int] = []
    (report,) = import_files(workspace, [path], progress=lambda done, _total: told.append(done)).value
    assert (report.rows_stored, report.rows_rejected) == (25_000, 5_010)
    assert told[0] >= 10_000
    (batch,) = batches(workspace)
    assert batch.rows_rejected == 5_010
    assert len(rejected_rows(workspace, batch.id, limit=9_999)) == 5_000
    assert batch.warnings == report.warnings


def test_the_look_before_names_each_column_and_what_becomes_of_it(workspace: Workspace, tmp_path: Path) -> None:
    header = ["统计日期", "访客数", "支付金额", "支付买家数", "客单价", "联系电话", "新指标", ""]
    path = write_xlsx(tmp_path / "店铺整体.xlsx", {"a": [[], header, ["2026-06-01", 1, 2, 3, 4, "13800001234", 6, ""]]})
    (shown,) = preview(workspace, [path])
    assert (shown.format, shown.header_row, shown.personal) == ("sycm_shop", 2, ("联系电话",))
    assert {column.name: column.state for column in shown.columns} == {
        "统计日期": "used",
        "访客数": "used",
        "支付金额": "used",
        "支付买家数": "used",
        "客单价": "computed",
        "联系电话": "personal",
        "新指标": "kept",
    }
    assert shown.rows[0][:7] == ("2026-06-01", "1", "2", "3", "4", "", "6")


def test_one_sheet_that_cannot_be_used_does_not_keep_the_others_out(workspace: Workspace, tmp_path: Path) -> None:
    good: list[list[Any]] = [HEADER, ["2026-06-01", 1, 2, 3]]
    path = write_xlsx(tmp_path / "a.xlsx", {"说明": [["只是说明", "两列"], ["a", "b"]], "数据": good})
    bad, used = import_files(workspace, [path]).value
    assert bad.error is not None
    assert (used.sheet, used.rows_stored) == ("数据", 1)
