"""``export``: each kind of file is what its ending says, and a failure leaves nothing behind."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from shopplanner.app import command_line
from tests.app.conftest import Asked, Typed

BEGINNINGS = {".xlsx": b"PK", ".zip": b"PK", ".pdf": b"%PDF", ".ics": b"BEGIN:VCALENDAR"}


@pytest.mark.parametrize(
    ("what", "suffix"),
    [("plan", ".xlsx"), ("plan", ".pdf"), ("calendar", ".ics"), ("positioning", ".xlsx"), ("positioning", ".pdf")],
)
def test_each_kind_is_written(
    what: str, suffix: str, sample_file: Path, tmp_path: Path, asked: Asked, qtbot: QtBot, themed: None
) -> None:
    target = tmp_path / f"out{suffix}"
    code, told = asked("export", what, "-w", sample_file, "--month", "2026-11", "-o", target)
    assert code == command_line.DONE
    assert told["file"] == str(target)
    assert target.read_bytes().startswith(BEGINNINGS[suffix])


def test_all_data_is_a_zip_of_tables(sample_file: Path, tmp_path: Path, asked: Asked) -> None:
    target = tmp_path / "all.zip"
    _, told = asked("export", "data", "-w", sample_file, "-o", target)
    with zipfile.ZipFile(target) as archive:
        assert len(archive.namelist()) == told["tables"]
        products = list(csv.DictReader(io.TextIOWrapper(archive.open("product.csv"), encoding="utf-8-sig")))
    assert len(products) == 48


def test_an_ending_that_does_not_fit_names_those_that_do(sample_file: Path, tmp_path: Path, typed: Typed) -> None:
    code, _, err = typed("export", "calendar", "-w", sample_file, "-o", tmp_path / "x.pdf")
    assert code == command_line.BAD_INPUT
    assert ".ics" in err


def test_a_folder_that_is_not_there_is_told(sample_file: Path, tmp_path: Path, typed: Typed) -> None:
    target = tmp_path / "none" / "x.xlsx"
    for what in ("plan", "positioning", "data"):
        code, _, err = typed("export", what, "-w", sample_file, "-o", target)
        assert code == command_line.BAD_INPUT
        assert str(target) in err
