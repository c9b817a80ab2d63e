"""Rejected rows beside the workspace, safe to open, and no reason to lose an import."""

from __future__ import annotations

from pathlib import Path

import pytest

from shopplanner.interchange.reading import Reject
from shopplanner.services.metrics import reject_files
from shopplanner.services.workspace import Workspace
from tests.fixtures.exports import bring_one, facts_of, write_csv
from tests.plugins.leaks import Warnings


def test_nothing_to_reject_writes_nothing(workspace: Workspace) -> None:
    assert reject_files.save(workspace, 1, "a.csv", []) is None
    assert not reject_files.folder(workspace).exists()


def test_no_saved_cell_is_taken_for_a_formula(workspace: Workspace) -> None:
    rejects = [Reject(2, "金额", "number", {"金额": "@x", "名": "＝1", "=列": "-"})]
    path = reject_files.save(workspace, 7, "六月.csv", rejects)
    assert path is not None
    assert path.name == "7-六月.csv"
    assert path.read_text("utf-8-sig").splitlines()[1] == "2,金额,not a number,'@x,'＝1,'-"


def test_an_import_stands_where_its_rejected_rows_cannot_be_saved(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, warnings_seen: Warnings
) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    warnings_seen.expect("could not be saved")
    monkeypatch.setattr(reject_files, "save", full)
    rows = [["统计日期", "访客数", "支付金额", "支付买家数"], ["2026-06-01", "1", "1", "1"], ["坏", "1", "1", "1"]]
    report = bring_one(workspace, write_csv(tmp_path / "a.csv", rows))
    assert (report.rows_stored, report.rows_rejected, report.rejects_file) == (1, 1, None)
    assert len(facts_of(workspace, "shop_day")) == 1
