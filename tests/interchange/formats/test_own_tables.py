"""Tables of one's own: text, workbook or pasted; mapped once, known again by their columns."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from shopplanner.services.metrics.dialects import ColumnMapping
from shopplanner.services.metrics.importing import import_files, import_text
from shopplanner.services.metrics.previews import preview, preview_text
from shopplanner.services.metrics.query import series
from shopplanner.services.workspace import Workspace
from tests.fixtures.exports import bring, facts_of, write_csv, write_xlsx

HEADER = ["day of sale", "turnover", "people", "remark"]
MAPPING = ColumnMapping(
    "shop_day", {"day of sale": ("day", "day"), "turnover": ("paid_amount", "money"), "people": ("visitors", "count")}
)
FIRST, LAST = date(2026, 11, 1), date(2026, 11, 2)


def test_a_mapping_is_remembered_for_the_same_columns(workspace: Workspace, tmp_path: Path) -> None:
    first = write_csv(tmp_path / "a.csv", [HEADER, ["2026-11-01", "20.50", "7", "x"]], "utf-8")
    assert preview(workspace, [first])[0].format is None
    (failed,) = bring(workspace, first)
    assert failed.error is not None
    assert failed.error.what.id == "imports.error.unknown"
    import_files(workspace, [first], mapping=MAPPING)
    second = write_xlsx(tmp_path / "b.xlsx", {"any": [HEADER, [date(2026, 11, 2), 30, 9, None]]})
    (shown,) = preview(workspace, [second])
    assert shown.format == "generic"
    (report,) = bring(workspace, second)
    assert report.rows_stored == 1
    assert series(workspace, "paid_amount", FIRST, LAST) == [2050, 3000]
    assert facts_of(workspace, "shop_day")[0]["extras"] == '{"remark": "x"}'


def test_a_new_mapping_for_the_same_columns_takes_its_place(workspace: Workspace, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [HEADER, ["2026-11-01", "20.50", "7", ""]], "utf-8")
    other = ColumnMapping("shop_day", {"day of sale": ("day", "day"), "turnover": ("order_amount", "money")})
    import_files(workspace, [path], mapping=MAPPING)
    import_files(workspace, [path], mapping=other)
    (shown,) = preview(workspace, [write_csv(tmp_path / "b.csv", [HEADER, ["2026-11-03", "1", "1", ""]], "utf-8")])
    assert [column.to for column in shown.columns] == ["day", "order_amount", "", ""]


def test_a_pasted_table_with_a_known_header_needs_no_mapping(workspace: Workspace) -> None:
    content = "统计日期\t访客数\t支付金额\t支付买家数\n2026-11-01\t1,200\t8,765.40\t9\n"
    assert preview_text(workspace, content).format == "sycm_shop"
    (report,) = import_text(workspace, content).value
    assert (report.file, report.rows_stored) == ("clipboard", 1)
    assert series(workspace, "paid_amount", FIRST, FIRST) == [876_540]


def test_a_pasted_table_of_ones_own(workspace: Workspace) -> None:
    content = "day of sale\tturnover\tpeople\n2026/11/1\t10\t5\n2026年11月2日\t12\t6\n"
    outcome = import_text(workspace, content, mapping=MAPPING, name="pasted")
    assert outcome.value[0].rows_stored == 2
    assert series(workspace, "visitors", FIRST, LAST) == [5, 6]


def test_semicolons_and_tabs_part_cells_too(workspace: Workspace, tmp_path: Path) -> None:
    for number, mark in enumerate(";\t"):
        path = tmp_path / f"{number}.txt"
        path.write_text(
            f"统计日期{mark}访客数{mark}支付金额{mark}支付买家数\n2026-11-0{number + 1}{mark}5{mark}1.00{mark}1\n",
            "utf-8",
        )
        assert bring(workspace, path)[0].rows_stored == 1


def test_a_listing_table_without_ids_tells_items_apart_by_title_and_shop(workspace: Workspace, tmp_path: Path) -> None:
    columns = {"名": ("title", "text"), "价": ("price", "money"), "店": ("shop", "text")}
    rows = [["名", "价", "店"], ["面霜", "99", "甲"], ["面霜", "89", "乙"], ["面霜", "79", "乙"]]
    path = write_csv(tmp_path / "l.csv", rows, "utf-8")
    (report,) = import_files(workspace, [path], mapping=ColumnMapping("listing", columns)).value
    assert (report.rows_stored, report.rows_unchanged) == (2, 1)
    assert sorted(fact["price"] for fact in facts_of(workspace, "listing")) == [7900, 9900]
