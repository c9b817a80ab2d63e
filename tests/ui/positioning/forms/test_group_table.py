"""A group as a table: edited, pasted, added to, taken from."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from shopplanner.domain.positioning.worksheets import FieldKind, Option, Value, WorksheetField, entries
from shopplanner.foundation.bilingual import Bilingual
from shopplanner.services.positioning import worksheets
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.positioning.forms.group_table import GroupTable, parse
from shopplanner.ui.positioning.statement.page import StatementPage
from tests.fixtures.pages import Show, settle

WORDS = Bilingual("Field", "字段")
ANSWERS = (Option("a", Bilingual("Scene", "场景")),)


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (FieldKind.TEXT, " 白茶 ", "白茶"),
        (FieldKind.MONEY, "¥59.9", 5990),
        (FieldKind.MONEY, "", ""),
        (FieldKind.PERCENT, "12.5%", 1250),
        (FieldKind.NUMBER, "1,200", 1200),
        (FieldKind.RATING, "4 / 5", 4),
        (FieldKind.CHOICE, "场景", "a"),
        (FieldKind.CHOICE, "a", "a"),
        (FieldKind.CHOICE, "", ""),
        (FieldKind.LIST, "a、b", ["a", "b"]),
    ],
)
def test_cells_are_read_by_their_kind(kind: FieldKind, typed: str, value: Value) -> None:
    assert parse(WorksheetField("a", WORDS, kind, options=ANSWERS), typed) == value


@pytest.mark.parametrize(
    ("kind", "typed"), [(FieldKind.MONEY, "dear"), (FieldKind.RATING, "2.5"), (FieldKind.CHOICE, "x")]
)
def test_cells_that_cannot_be_read_are_refused(kind: FieldKind, typed: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse(WorksheetField("a", WORDS, kind, options=ANSWERS), typed)


@pytest.fixture
def table(show: Show[StatementPage], app_context: AppContext) -> GroupTable:
    """The rivals of a fresh shop."""
    return show(StatementPage).rivals


def names(table: GroupTable) -> list[object]:
    """Return the first column."""
    return [row.value("name") for row in table.model.rows]


def test_entries_are_added_edited_and_removed(table: GroupTable, app_context: AppContext, qapp: QApplication) -> None:
    table.add()
    settle(app_context, qapp)
    assert names(table) == ["New"]
    table.model.setData(table.model.index(0, 0), "白茶")
    table.model.setData(table.model.index(0, 1), "50")
    settle(app_context, qapp)
    row = table.model.rows[0]
    assert (row.value("name"), row.value("price")) == ("白茶", 5000)
    assert table.model.data(table.model.index(0, 1)) == "¥50.00"
    assert "no source" in table.model.data(table.model.index(0, 1), Qt.ItemDataRole.ToolTipRole)
    table.table.selectRow(0)
    table.remove()
    settle(app_context, qapp)
    assert names(table) == []
    table.remove()


def test_a_cell_that_cannot_be_read_is_explained(
    table: GroupTable, app_context: AppContext, qapp: QApplication
) -> None:
    table.add()
    settle(app_context, qapp)
    table.model.setData(table.model.index(0, 1), "dear")
    assert app_context.notices[-1].said.id == "positioning.error.value"


def test_lines_from_a_spreadsheet_become_entries(
    table: GroupTable, app_context: AppContext, qapp: QApplication
) -> None:
    assert table.table.paste_text is not None
    table.table.paste_text(0, 0, "白茶\t50\t价格低\n浴见\t65\t直播强")
    settle(app_context, qapp)
    values = worksheets.sheet(app_context.workspace, "statement").values
    assert entries(values, "rivals") == 2
    table.table.paste_text(0, 0, "白茶\tdear")
    table.table.paste_text(0, 0, "")
    assert app_context.notices[-1].said.id == "positioning.error.pasted"
