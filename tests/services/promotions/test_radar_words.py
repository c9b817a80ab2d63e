"""The radar goes to a spreadsheet as numbers: yuan, shares, and nothing where nothing is known."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from shopplanner.domain.errors import CannotWriteError
from shopplanner.services.promotions.radar import Radar, radar
from shopplanner.services.promotions.radar_words import export_radar
from shopplanner.services.workspace import Workspace
from tests.services.promotions.planning import put, put_products


@pytest.fixture
def shown(workspace: Workspace) -> Radar:
    """A costs 60.00 and 100.00, from 3 November on 75.00; for a campaign on 4 November 80.00 are needed before."""
    put_products(workspace, ("=A", 100_00, 60_00, None), ("B", 50_00, None, None))
    put(
        workspace, "item_discount", "2026-11-03 00:00:00", "2026-11-03 23:59:59",
        kind="percent", rate=2_500, whole_shop=True,
    )  # fmt: skip
    put(workspace, "platform_event", "2026-11-04 00:00:00", "2026-11-05 23:59:59", whole_shop=True, rate=2_000)
    return radar(workspace, date(2026, 11, 2), date(2026, 11, 4))


def lines(path: Path) -> list[str]:
    return path.read_text("utf-8-sig").splitlines()


def test_each_way_of_looking_is_a_table_of_days(shown: Radar, tmp_path: Path) -> None:
    path = tmp_path / "radar.csv"
    assert export_radar(shown, shown.rows, "price", path) == path
    assert lines(path) == [
        "SKU,Code,2026-11-02,2026-11-03,2026-11-04",
        "'=A,'=A,100.00,75.00,80.00",
        "B,B,50.00,37.50,40.00",
    ]
    export_radar(shown, shown.rows[:1], "profit", path)
    assert lines(path)[1:] == ["'=A,'=A,0.4000,0.2000,0.2500"]
    export_radar(shown, shown.rows[1:], "profit", path)
    assert lines(path)[1:] == ["B,B,,,"]
    export_radar(shown, shown.rows[:1], "line", path)
    assert lines(path)[1:] == ["'=A,'=A,20.00,-5.00,"]


def test_a_workbook_says_what_it_shows(shown: Radar, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    written = export_radar(shown, shown.rows, "price", tmp_path / "radar")
    assert written.name == "radar.xlsx"
    sheet = load_workbook(written).active
    assert sheet is not None
    cells = [value for line in sheet.iter_rows(values_only=True) for value in line]
    assert "Lowest paid price · Every buyer" in cells
    assert 75.0 in cells


def test_a_place_that_cannot_be_written_is_told(shown: Radar, tmp_path: Path) -> None:
    with pytest.raises(CannotWriteError):
        export_radar(shown, shown.rows, "price", tmp_path / "gone" / "radar.csv")
