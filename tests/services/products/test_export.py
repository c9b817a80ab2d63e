"""The catalogue as a file: typed cells, both kinds, clear failures."""

from __future__ import annotations

from pathlib import Path

import pytest

from shopplanner.domain.errors import InputError
from shopplanner.services.products.catalogue import catalogue
from shopplanner.services.products.export import as_table, export_catalogue
from shopplanner.services.workspace import Workspace
from tests.services.products.range import add_product, put_days


def test_amounts_are_yuan_and_missing_cells_are_empty(workspace: Workspace) -> None:
    add_product(workspace, "A", tag_price=6_790, cost=2_350, role="hero_product", life_stage="growth", stock=5)
    put_days(workspace, "A", paid_amount=100, visitors=20, paid_buyers=1)
    found = catalogue(workspace)
    table = as_table(found.products, found.period)
    row = dict(zip([column.title for column in table.columns], table.rows[0], strict=True))
    assert (row["Price"], row["Cost"], row["Margin"], row["List price"]) == (67.9, 23.5, 0.6539, None)
    assert (row["Role"], row["Status"], row["Life stage"]) == ("Hero", "On sale", "Growth")
    assert (row["Paid amount"], row["Visitors a day"], row["Conversion"]) == (2.0, 20, 0.05)
    assert list(table.notes) == ["Figures of 2026-10-24 to 2026-11-20"]


def test_both_kinds_of_file_are_written(workspace: Workspace, tmp_path: Path) -> None:
    add_product(workspace, "A", title="=cmd")
    found = catalogue(workspace)
    book = export_catalogue(found.products, None, tmp_path / "range")
    assert book.name == "range.xlsx"
    assert book.stat().st_size > 1_000
    plain = export_catalogue(found.products, None, tmp_path / "range.csv")
    assert "'=cmd" in plain.read_text(encoding="utf-8-sig")


def test_a_file_that_cannot_be_written_is_said(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "taken.csv").mkdir()
    with pytest.raises(InputError):
        export_catalogue((), None, tmp_path / "taken.csv")
