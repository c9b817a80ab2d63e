"""Tables as files: the kind by the name, and a refusal of the system in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from shopplanner.domain.errors import CannotWriteError
from shopplanner.interchange.table_workbook import Table, TableColumn
from shopplanner.services.table_files import write_table

TABLE = Table("t", (TableColumn("name"),), [["soap"]])


def test_the_kind_of_file_goes_by_its_suffix(tmp_path: Path) -> None:
    plain = write_table(tmp_path / "a.CSV", TABLE)
    assert plain.read_text(encoding="utf-8-sig") == "name\nsoap\n"
    assert write_table(tmp_path / "a.xlsx", TABLE).read_bytes().startswith(b"PK")


def test_a_name_without_a_known_suffix_becomes_a_workbook(tmp_path: Path) -> None:
    assert write_table(tmp_path / "range 2026.11", TABLE).name == "range 2026.11.xlsx"


def test_a_refusal_names_the_file_and_what_the_system_said(tmp_path: Path) -> None:
    with pytest.raises(CannotWriteError) as caught:
        write_table(tmp_path / "none" / "a.csv", TABLE)
    error = caught.value
    assert error.where is not None
    assert error.where.file == str(tmp_path / "none" / "a.csv")
    assert error.hint is not None
    assert dict(error.hint.params)["reason"] == "No such file or directory"
