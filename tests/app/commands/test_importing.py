"""``import``: every row is accounted for; what cannot be used changes nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from shopplanner.app import command_line, demo_files
from shopplanner.services import shops
from shopplanner.services.workspace import open_workspace
from tests.app.conftest import Asked, Typed

TODAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> demo_files.Exports:
    """Files in the platforms' own layouts of the three days before ``TODAY``."""
    return demo_files.write_exports(tmp_path_factory.mktemp("exports"), TODAY)


def test_files_are_imported_with_every_row_accounted_for(
    sample_file: Path, exports: demo_files.Exports, asked: Asked
) -> None:
    code, told = asked("import", *exports.taobao, "-w", sample_file)
    assert code == command_line.DONE
    assert [each["format"] for each in told["files"]] == ["sycm_shop", "sycm_product", "tb_order_items", "wx_plan"]
    for each in told["files"]:
        assert each["rows_stored"] + each["rows_rejected"] + each["rows_unchanged"] == each["rows_read"]
        assert (each["first_day"], each["last_day"]) == ("2026-11-22", "2026-11-24")
    assert [each["rows_rejected"] for each in told["files"]] == [0, 0, 1, 0]
    assert isinstance(told["batch"], int)


def test_a_second_import_changes_nothing(sample_file: Path, exports: demo_files.Exports, asked: Asked) -> None:
    asked("import", exports.taobao[0], "-w", sample_file)
    code, told = asked("import", exports.taobao[0], "-w", sample_file)
    assert code == command_line.DONE
    assert (told["files"][0]["rows_unchanged"], told["files"][0]["rows_stored"]) == (3, 0)


def test_a_rehearsal_keeps_nothing(sample_file: Path, exports: demo_files.Exports, asked: Asked) -> None:
    _, told = asked("import", exports.taobao[0], "-w", sample_file, "--dry-run")
    assert told["batch"] is None
    _, told = asked("import", exports.taobao[0], "-w", sample_file, "--dry-run")
    assert told["files"][0]["rows_stored"] == 3


def test_people_read_what_became_of_each_file(sample_file: Path, exports: demo_files.Exports, typed: Typed) -> None:
    code, out, _ = typed("import", exports.taobao[2], "-w", sample_file, lang="zh_CN")
    assert code == command_line.DONE
    assert "拒收 1" in out
    assert "拒收的行：" in out


def test_a_file_that_nobody_knows_is_bad_input(sample_file: Path, tmp_path: Path, typed: Typed) -> None:
    unknown = tmp_path / "unknown.csv"
    unknown.write_text("a,b\n1,2\n", encoding="utf-8")
    code, out, err = typed("import", unknown, "-w", sample_file)
    assert code == command_line.BAD_INPUT
    assert out == ""
    assert err


def test_one_bad_file_does_not_keep_the_others_out(
    sample_file: Path, tmp_path: Path, exports: demo_files.Exports, typed: Typed
) -> None:
    empty = tmp_path / "empty.csv"
    empty.touch()
    code, out, _ = typed("import", exports.taobao[0], empty, "-w", sample_file)
    assert code == command_line.NO
    assert "3 stored" in out
    assert "empty.csv: not imported." in out


def test_a_shop_is_chosen_by_its_name(
    sample_file: Path, exports: demo_files.Exports, asked: Asked, typed: Typed
) -> None:
    workspace = open_workspace(sample_file)
    shops.add_shop(workspace, "JD", platform="jd")
    workspace.close()
    code, told = asked("import", exports.jd, "-w", sample_file, "--shop", "JD")
    assert code == command_line.DONE
    assert told["files"][0]["format"] == "jd_product"
    code, _, err = typed("import", exports.jd, "-w", sample_file, "--shop", "Nobody")
    assert code == command_line.BAD_INPUT
    assert "There is no shop named Nobody." in err
    assert "JD" in err


def test_an_unknown_format_is_wrong_usage(sample_file: Path, exports: demo_files.Exports, typed: Typed) -> None:
    code, _, err = typed("import", exports.jd, "-w", sample_file, "--as", "excel")
    assert code == command_line.WRONG_USAGE
    assert "jd_product" in err
