"""Files that cannot be used: each says why and what to do, in both languages, and leaves the workspace as it was."""

from __future__ import annotations

import os
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from shopplanner.domain.days import day_number
from shopplanner.domain.errors import InputError, ReadOnlyWorkspaceError, ShopPlannerError, StorageFullError
from shopplanner.foundation import i18n
from shopplanner.interchange import limits, raw_tables
from shopplanner.services import wording
from shopplanner.services.metrics.dialects import ColumnMapping
from shopplanner.services.metrics.importing import import_files, import_text
from shopplanner.services.metrics.previews import preview
from shopplanner.services.workspace import Workspace, open_workspace
from tests.fixtures.exports import bring_one, facts_of, write_csv, write_xls, write_xlsx

HEADER = ["统计日期", "商品ID", "商品访客数", "支付金额", "支付买家数"]
GOOD = ["2026-06-18", "1", "10", "20.00", "1"]
Make = Callable[[Path], Path]


def state(workspace: Workspace) -> dict[str, object]:
    """Return all rows of all tables."""
    with sqlite3.connect(f"file:{workspace.path}?mode=ro", uri=True) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        found: dict[str, object] = {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for (name,) in names}
    connection.close()
    return found


def refused(workspace: Workspace, path: Path) -> ShopPlannerError:
    """Import a file that cannot be used; return why. Looking at it says the same."""
    before = state(workspace)
    outcome = import_files(workspace, [path])
    assert outcome.step_id is None
    assert state(workspace) == before
    (report,) = outcome.value
    assert report.error is not None
    assert report.rows_read == 0
    assert preview(workspace, [path])[0].error is not None
    return report.error


def said(error: ShopPlannerError) -> None:
    """Make sure that an error is worded in both languages, hint included."""
    assert error.hint is not None
    words = []
    for language in ("en", "zh_CN"):
        i18n.set_language(language)
        words += [wording.render(error.what), wording.render(error.hint)]
    i18n.set_language("en")
    assert len(set(words)) == 4
    assert not [line for line in words if "imports." in line or "errors." in line or "{" in line]


def empty(path: Path) -> Path:
    """Nothing at all."""
    return _bytes(path / "a.csv", b"")


def empty_archive(path: Path) -> Path:
    """An archive without a file."""
    with zipfile.ZipFile(path / "a.zip", "w"):
        pass
    return path / "a.zip"


def hidden_archive(path: Path) -> Path:
    """An archive that holds only what a Mac adds."""
    return _archive(path / "a.zip", {"__MACOSX/x.csv": b"x", ".DS_Store": b"y"})


def blank_lines(path: Path) -> Path:
    """Lines without a cell."""
    return _bytes(path / "a.csv", b"\n\n,,\n")


def truncated_workbook(path: Path) -> Path:
    """The first half of a download."""
    whole = write_xlsx(path / "w.xlsx", {"1": [HEADER, GOOD]}).read_bytes()
    return _bytes(path / "a.xlsx", whole[: len(whole) // 2])


def truncated_old_workbook(path: Path) -> Path:
    """The beginning of an old workbook."""
    return _bytes(path / "a.xls", write_xls(path / "w.xls", {"1": [HEADER, GOOD]}).read_bytes()[:700])


def wrong_code(path: Path) -> Path:
    """Bytes of no known code."""
    return _bytes(path / "a.csv", b"\xff\xff\xff,\x80\x80\n\xff\x80,1\n" * 50)


def program(path: Path) -> Path:
    """No text at all."""
    return _bytes(path / "a.csv", b"MZ\x00\x01\x02 binary")


def document(path: Path) -> Path:
    """A document whose beginning is text, under a workbook's name."""
    return _bytes(path / "a.xls", b"%PDF-1.4\n1 0 obj\n<< /Type, /Catalog >>\nendobj\n" * 9)


def packed_picture(path: Path) -> Path:
    """A picture in an archive."""
    return _archive(path / "a.zip", {"a.csv": b"\x89PNG\r\n\x1a\n" + b"0,0\n" * 9})


def page_without_table(path: Path) -> Path:
    """A log-in page saved in place of the file."""
    return _bytes(path / "a.xls", "<html><body>请登录</body></html>".encode())


def protected(path: Path) -> Path:
    """A workbook with a password, which is an old container with an encrypted package in it."""
    return _bytes(path / "a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") * 4)


def protected_archive(path: Path) -> Path:
    """An archive whose entry is marked as encrypted."""
    content = bytearray(_archive(path / "a.zip", {"x.csv": b"x,y\n1,2\n"}).read_bytes())
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return _bytes(path / "a.zip", bytes(content))


def bomb(path: Path) -> Path:
    """A small archive of a huge file."""
    return _archive(path / "a.zip", {"x.csv": b"0" * (4 << 20)})


def swarm(path: Path) -> Path:
    """An archive of thousands of files."""
    return _archive(path / "a.zip", {f"{number}.csv": b"x" for number in range(limits.MAX_ENTRIES + 1)})


def corners(path: Path) -> Path:
    """A sheet with one cell in its first and one in its last corner."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["SR1048576"] = "统计日期", 1
    book.save(path / "a.xlsx")
    return path / "a.xlsx"


def wide(path: Path) -> Path:
    """A sheet of more columns than any export has."""
    return write_xlsx(path / "a.xlsx", {"1": [[str(number) for number in range(600)]]})


def nested(path: Path) -> Path:
    """An archive in an archive."""
    inner = _archive(path / "i.zip", {"x.csv": b"a,b\n"}).read_bytes()
    return _archive(path / "a.zip", {"i.zip": inner})


def empty_member(path: Path) -> Path:
    """An archive of an empty file."""
    return _archive(path / "a.zip", {"x.csv": b""})


def folder(path: Path) -> Path:
    """A folder."""
    (path / "a.csv").mkdir()
    return path / "a.csv"


def vanished(path: Path) -> Path:
    """A file that is gone."""
    return path / "gone.csv"


def device(path: Path) -> Path:
    """Something that is no file."""
    os.mkfifo(path / "a.csv")
    return path / "a.csv"


def unknown(path: Path) -> Path:
    """A table of somebody else's."""
    return write_csv(path / "a.csv", [["colour", "smell"], ["red", "rose"]], "utf-8")


def no_day(path: Path) -> Path:
    """A traffic report whose name says no day."""
    return write_csv(path / "流量来源.csv", [["来源", "访客数", "支付买家数"], ["搜索", "1", "1"]])


CASES = [
    (empty, "empty"),
    (empty_archive, "empty"),
    (hidden_archive, "empty"),
    (empty_member, "empty"),
    (blank_lines, "empty"),
    (truncated_workbook, "truncated"),
    (truncated_old_workbook, "truncated"),
    (wrong_code, "encoding"),
    (program, "not_a_table"),
    (document, "not_a_table"),
    (packed_picture, "not_a_table"),
    (page_without_table, "no_table"),
    (protected, "password"),
    (protected_archive, "password"),
    (bomb, "bomb"),
    (swarm, "bomb"),
    (corners, "bomb"),
    (wide, "too_many_rows"),
    (nested, "nested"),
    (folder, "folder"),
    (vanished, "missing"),
    (device, "unreadable"),
    (unknown, "unknown"),
    (no_day, "no_day"),
]


@pytest.mark.parametrize(("make", "reason"), CASES, ids=[make.__name__ for make, _ in CASES])
def test_a_file_that_cannot_be_used_changes_nothing_and_says_why(
    workspace: Workspace, tmp_path: Path, make: Make, reason: str
) -> None:
    if make is unknown:
        before = state(workspace)
        (report,) = import_files(workspace, [make(tmp_path)]).value
        assert state(workspace) == before
        error = report.error
        assert error is not None
    else:
        error = refused(workspace, make(tmp_path))
    assert error.what.id == f"imports.error.{reason}"
    said(error)


def test_a_bad_file_does_not_keep_a_good_one_out(workspace: Workspace, tmp_path: Path) -> None:
    good = write_csv(tmp_path / "good.csv", [HEADER, GOOD])
    reports = import_files(workspace, [bomb(tmp_path), good, vanished(tmp_path)]).value
    assert [report.error is None for report in reports] == [False, True, False]
    assert len(facts_of(workspace, "product_day")) == 1


def test_an_html_page_that_calls_itself_xls_is_read_for_what_it_is(workspace: Workspace, tmp_path: Path) -> None:
    cells = "".join(f"<td>{cell}</td>" for cell in GOOD)
    names = "".join(f"<th>{name}" for name in HEADER)
    page = f"<html><table><tr><td colspan=5>报表<br>一<tr>{names}</tr><tr>{cells}</tr></table></html>"
    report = bring_one(workspace, _bytes(tmp_path / "商品.xls", page.encode("gb18030")))
    assert report.rows_stored == 1


def test_a_text_that_calls_itself_xls_is_read_too(workspace: Workspace, tmp_path: Path) -> None:
    content = "\n".join("\t".join(row) for row in (HEADER, GOOD))
    assert bring_one(workspace, _bytes(tmp_path / "商品.xls", content.encode("utf-16"))).rows_stored == 1


def test_a_path_inside_an_archive_is_never_followed(workspace: Workspace, tmp_path: Path) -> None:
    content = write_csv(tmp_path / "x.csv", [HEADER, GOOD]).read_bytes()
    inside = tmp_path / "inside"
    inside.mkdir()
    path = _archive(inside / "a.zip", {"../../etc/evil.csv": content, "C:\\x\\商品.csv": content})
    reports = import_files(workspace, [path]).value
    assert [report.file for report in reports] == ["evil.csv", "商品.csv"]
    assert not [found for found in tmp_path.rglob("*.csv") if found.name != "x.csv"]


def test_formula_cells_bring_their_last_value_and_no_formula_is_run(workspace: Workspace, tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"1": [HEADER, ["2026-06-18", "1", "=1+1", "=HYPERLINK(1)", 3]]})
    report = bring_one(workspace, path)
    assert report.rows_stored == 1
    (fact,) = facts_of(workspace, "product_day")
    assert "visitors" not in fact  # never calculated, so there is no value to take


def test_a_formula_in_a_text_column_is_kept_from_running_where_it_was_set_aside(
    workspace: Workspace, tmp_path: Path
) -> None:
    rows = [[*HEADER, "商品名称", "货号"], ["坏", "1", "1", "1", "1", "=cmd|' /C calc'!A0", "+cmd|x"]]
    report = bring_one(workspace, write_csv(tmp_path / "a.csv", rows))
    assert report.rejects_file is not None
    (line,) = report.rejects_file.read_text("utf-8-sig").splitlines()[1:]
    assert line.endswith(",cmd|' /C calc'!A0,'+cmd|x")


def test_ids_that_a_spreadsheet_rounded_are_set_aside_with_a_warning(workspace: Workspace, tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        HEADER,
        ["2026-06-18", 4051124186178289739, 1, 1, 1],
        ["2026-06-18", "4051124186178289739", 1, 1, 1],
        ["2026-06-18", 628374650912, 1, 1, 1],
    ]
    report = bring_one(workspace, write_xlsx(tmp_path / "a.xlsx", {"1": rows}))
    assert (report.rows_stored, report.rows_rejected) == (2, 1)
    assert [warning.id for warning in report.warnings] == ["imports.warning.digits_lost"]
    codes = [fact["product_code"] for fact in facts_of(workspace, "product_day")]
    assert codes == ["4051124186178289739", "628374650912"]


def test_a_rounded_id_in_a_text_is_set_aside_too(workspace: Workspace, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [HEADER, ["2026-06-18", "4.05112E+18", "1", "1", "1"]])
    assert bring_one(workspace, path).rows_rejected == 1


def test_the_first_of_two_columns_with_the_same_name_counts_and_is_told(workspace: Workspace, tmp_path: Path) -> None:
    report = bring_one(workspace, write_csv(tmp_path / "a.csv", [[*HEADER, "支付金额"], [*GOOD, "99.00"]]))
    assert [warning.id for warning in report.warnings] == ["imports.warning.repeated_columns"]
    assert facts_of(workspace, "product_day")[0]["paid_amount"] == 2000


@pytest.mark.parametrize("word", ["合计", "总计", "汇总：", "Total", " TOTAL "])
def test_a_totals_row_is_set_aside(workspace: Workspace, tmp_path: Path, word: str) -> None:
    rows = [HEADER, GOOD, [word, "", "10", "20.00", "1"]]
    for at, path in enumerate((write_csv(tmp_path / "a.csv", rows), write_csv(tmp_path / "b.csv", rows, quoted=True))):
        report = bring_one(workspace, path)
        assert (report.rows_rejected, report.rows_stored) == (1, 1 - at)


def test_dates_in_five_forms_are_the_same_day(workspace: Workspace, tmp_path: Path) -> None:
    forms: list[object] = ["20260618", "2026-06-18", "2026/6/18", "2026年6月18日", "46191", "2026-06-18 00:00:00"]
    rows = [[form, str(at), "1", "1", "1"] for at, form in enumerate(forms)]
    rows += [[20260618, "10", "1", "1", "1"], [46191, "11", "1", "1", "1"], [date(2026, 6, 18), "12", "1", "1", "1"]]
    report = bring_one(workspace, write_xlsx(tmp_path / "a.xlsx", {"1": [HEADER, *rows]}))
    assert report.rows_stored == len(rows)
    assert {fact["day"] for fact in facts_of(workspace, "product_day")} == {day_number(date(2026, 6, 18))}


def test_impossible_dates_numbers_and_counts_are_set_aside_with_place_and_reason(
    workspace: Workspace, tmp_path: Path
) -> None:
    from shopplanner.services.metrics.batches import batches, rejected_rows

    rows = [
        HEADER,
        GOOD,
        ["2026-02-30", *GOOD[1:]],
        ["2026-06-18", "2", "many", "1", "1"],
        ["2026-06-18", "3", "1.5", "1", "1"],
    ]
    rows += [["2026-06-18", "", "1", "1", "1"]]
    report = bring_one(workspace, write_xlsx(tmp_path / "a.xlsx", {"六月": rows}))
    (batch,) = batches(workspace)
    found = [(row.sheet, row.row, row.column, row.reason) for row in rejected_rows(workspace, batch.id)]
    assert found == [
        ("六月", 3, "统计日期", "date"),
        ("六月", 4, "商品访客数", "number"),
        ("六月", 5, "商品访客数", "whole"),
        ("六月", 6, "", "key_missing"),
    ]
    assert report.rejects_file is not None
    lines = report.rejects_file.read_text("utf-8-sig").splitlines()
    assert len(lines) == 5
    assert lines[2] == "4,商品访客数,not a number,2026-06-18,2,many,1,1"


def test_a_text_cut_off_in_a_row_keeps_the_rows_before(workspace: Workspace, tmp_path: Path) -> None:
    whole = write_csv(tmp_path / "a.csv", [HEADER, GOOD, ["2026-06-18", "2", "10", "20.00", "1"]]).read_bytes()
    report = bring_one(workspace, _bytes(tmp_path / "b.csv", whole[:-10]))
    assert (report.rows_stored, report.rows_rejected) == (1, 1)


def test_a_file_that_vanishes_between_the_look_and_the_import(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_csv(tmp_path / "a.csv", [HEADER, GOOD])
    before = state(workspace)
    load = Workspace.load

    def loses_it(self: Workspace, *args: object, **kwargs: object) -> object:
        path.unlink()
        return load(self, *args, **kwargs)  # type: ignore[arg-type]  # passed on as they are

    monkeypatch.setattr(Workspace, "load", loses_it)
    (report,) = import_files(workspace, [path]).value
    assert report.error is not None
    assert report.error.what.id == "imports.error.missing"
    assert state(workspace) == before


def test_a_full_disk_changes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    rows = [HEADER, *(["2026-06-18", str(number), "1", "1", "1"] for number in range(20_000))]
    path = write_csv(tmp_path / "a.csv", rows)
    before = state(workspace)
    with workspace.database.write() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 20}")
    (report,) = import_files(workspace, [path]).value
    assert isinstance(report.error, StorageFullError)
    said(report.error)
    assert state(workspace) == before


def test_a_read_only_workspace_takes_no_import(workspace: Workspace, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [HEADER, GOOD])
    copy = tmp_path / "copy.shopplan"
    shutil.copy(workspace.path, copy)
    shut = open_workspace(copy, read_only=True, clock=workspace.clock)
    before = state(shut)
    with pytest.raises(ReadOnlyWorkspaceError) as failure:
        import_files(shut, [path])
    assert state(shut) == before
    shut.close()
    said(failure.value)


def test_a_stop_in_the_middle_changes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    from shopplanner.domain.errors import CancelledError
    from shopplanner.domain.messages import message

    rows = [HEADER, *(["2026-06-18", str(number), "1", "1", "1"] for number in range(20_000))]
    path = write_csv(tmp_path / "a.csv", rows)
    before = state(workspace)
    calls: list[int] = []

    def stop() -> None:
        calls.append(1)
        if len(calls) == 2:
            raise CancelledError(message("errors.cancelled"))

    with pytest.raises(CancelledError):
        import_files(workspace, [path], check_cancelled=stop)
    assert state(workspace) == before


def test_an_empty_clipboard_says_so(workspace: Workspace) -> None:
    with pytest.raises(InputError) as failure:
        import_text(workspace, " \n")
    assert failure.value.what.id == "imports.error.empty_paste"
    said(failure.value)


def test_a_format_that_was_asked_for_and_does_not_fit_says_what_it_lacks(workspace: Workspace, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [HEADER, GOOD])
    for wanted, reason in (("tb_refunds", "not_that_format"), ("nonsense", "no_such_format")):
        (report,) = import_files(workspace, [path], as_format=wanted).value
        assert report.error is not None
        assert report.error.what.id == f"imports.error.{reason}"
        said(report.error)


def test_bytes_that_are_no_text_far_down_in_a_file_take_all_of_it_back(workspace: Workspace, tmp_path: Path) -> None:
    rows = "".join(f"2026-06-18,{number},1,1.00,1,香\r\n" for number in range(60_000))
    content = (",".join([*HEADER, "商品名称"]) + "\r\n" + rows).encode() + b"2026-06-18,x,1,1,1,\xff\xff\xff\r\n"
    before = state(workspace)
    (report,) = import_files(workspace, [_bytes(tmp_path / "a.csv", content)]).value
    assert report.error is not None
    assert report.error.what.id == "imports.error.encoding"
    assert state(workspace) == before


def test_a_cell_that_never_ends_is_taken_for_a_damaged_file(workspace: Workspace, tmp_path: Path) -> None:
    content = ",".join(HEADER) + '\r\n2026-06-18,"' + "x" * 200_000
    (report,) = import_files(workspace, [_bytes(tmp_path / "a.csv", content.encode())]).value
    assert report.error is not None
    assert report.error.what.id == "imports.error.truncated"


def test_a_disk_that_fails_while_reading_is_told(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_csv(tmp_path / "a.csv", [HEADER, GOOD])

    def fails(_content: bytes) -> bool:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(raw_tables, "_is_plain", fails)
    assert refused(workspace, path).what.id == "imports.error.unreadable"


def test_a_file_larger_than_is_sensible_is_not_opened(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_csv(tmp_path / "a.csv", [HEADER, GOOD])
    monkeypatch.setattr(limits, "MAX_TEXT_BYTES", 10)
    error = refused(workspace, path)
    assert error.what.id == "imports.error.too_large"
    said(error)


def test_workbooks_and_pages_in_an_archive_are_read(workspace: Workspace, tmp_path: Path) -> None:
    book = write_xlsx(tmp_path / "w.xlsx", {"1": [HEADER, GOOD]}).read_bytes()
    cells = "".join(f"<td>{cell}" for cell in ("2026-06-19", *GOOD[1:]))
    page = f"<table><tr>{''.join(f'<th>{name}' for name in HEADER)}<tr>{cells}</table>".encode()
    path = _archive(tmp_path / "a.zip", {"w.xlsx": book, "p.xls": page, "ü.csv": b"x"})
    reports = import_files(workspace, [path]).value
    assert [report.rows_stored for report in reports] == [1, 1, 0]


def test_a_page_in_no_known_code_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    error = refused(workspace, _bytes(tmp_path / "a.xls", b"<table><tr><td>\xff\xff\x80</table>"))
    assert error.what.id == "imports.error.encoding"


def test_a_page_with_null_bytes_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    error = refused(workspace, _bytes(tmp_path / "a.xls", b"<table><tr><td>\x00</table>"))
    assert error.what.id == "imports.error.not_a_table"


def test_a_page_saved_as_utf_16_is_read(workspace: Workspace, tmp_path: Path) -> None:
    content = "\t".join(HEADER) + "\n" + "\t".join(GOOD)
    path = _archive(tmp_path / "a.zip", {"商品.xls": content.encode("utf-16")})
    assert import_files(workspace, [path]).value[0].rows_stored == 1


def test_a_table_without_its_id_column_cannot_be_mapped(workspace: Workspace, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [["day", "n"], ["2026-06-18", "1"]])
    mapping = ColumnMapping("product_day", {"day": ("day", "day"), "n": ("visitors", "count")})
    (report,) = import_files(workspace, [path], mapping=mapping).value
    assert report.error is not None
    assert report.error.what.id == "imports.error.no_key"
    said(report.error)


def test_an_impossible_date_in_a_file_name_is_no_day(workspace: Workspace, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "流量来源_2026-02-30.csv", [["来源", "访客数", "支付买家数"], ["搜索", "1", "1"]])
    assert refused(workspace, path).what.id == "imports.error.no_day"


def test_blank_rows_and_short_rows_are_no_trouble(workspace: Workspace, tmp_path: Path) -> None:
    content = ",".join(HEADER) + "\r\n\r\n" + ",".join(GOOD) + "\r\n,,,,\r\n2026-06-18,2,5\r\n"
    report = bring_one(workspace, _bytes(tmp_path / "a.csv", content.encode("gb18030")))
    assert (report.rows_read, report.rows_stored) == (2, 2)


def test_moments_in_other_forms_go_the_long_way(workspace: Workspace, tmp_path: Path) -> None:
    header = ["订单编号", "买家实际支付金额", "订单创建时间", "总金额"]
    rows = [["1", "1", "2026/6/18 9:05", "1"], ["2", "1", "2026-06-18 10:05", "1"], ["3", "1", "2026-06-18", "1"]]
    assert bring_one(workspace, write_csv(tmp_path / "a.csv", [header, *rows])).rows_stored == 3
    times = [fact["created_at"] % 86_400 for fact in facts_of(workspace, "orders")]
    assert times == [9 * 3600 + 300, 10 * 3600 + 300, 0]


def _bytes(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def _archive(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path
