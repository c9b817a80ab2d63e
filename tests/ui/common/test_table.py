"""Tables: declared columns, real sort values, kept selection, tabbed text, typed edits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox

from shopplanner.ui.common import layout_memory
from shopplanner.ui.common.table import Column, DataTable, RowsModel

DESCENDING = Qt.SortOrder.DescendingOrder


@dataclass(frozen=True)
class Item:
    """A row."""

    code: str
    price: int | None
    role: str = "hero"


ITEMS = [Item("b", 900), Item("a", None), Item("c", 1200, "traffic"), Item("d", 90)]


class Edits:
    """Columns whose edits are noted."""

    def __init__(self) -> None:
        self.made: list[tuple[str, str]] = []
        self.columns = [
            Column[Item](
                "code", "common.cancel", lambda row: row.code, tooltip=lambda row: f"code {row.code}", bold=True
            ),
            Column[Item](
                "price",
                "",
                lambda row: "–" if row.price is None else f"{row.price / 100:.2f}",
                sort=lambda row: row.price,
                number=True,
                role=lambda row: "bad" if row.price == 90 else "",
                edit=lambda row, typed: self.made.append((row.code, typed)),
                title="Price",
            ),
            Column[Item](
                "role",
                "",
                lambda row: row.role,
                edit=lambda row, typed: self.made.append((row.code, typed)),
                choices=(("hero", "Hero"), ("traffic", "Traffic")),
                title="Role",
            ),
        ]


@pytest.fixture
def edits() -> Edits:
    return Edits()


@pytest.fixture
def table(themed: None, edits: Edits) -> Iterator[DataTable]:
    model = RowsModel(edits.columns)
    model.set_rows(ITEMS)
    shown = DataTable(model, name="test.table", accessible_name="Items")
    shown.resize(600, 300)
    shown.show()
    yield shown
    shown.close()
    shown.deleteLater()


def codes(table: DataTable) -> list[str]:
    return [row.code for row in table.rows_model.rows]


def test_sorting_goes_by_the_real_value_and_puts_what_is_missing_last(table: DataTable) -> None:
    table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert codes(table) == ["d", "b", "c", "a"]
    table.sortByColumn(1, DESCENDING)
    assert codes(table) == ["c", "b", "d", "a"]
    table.rows_model.sort(-1)
    assert codes(table) == ["b", "a", "c", "d"]


def test_text_that_is_missing_sorts_last_too() -> None:
    column = Column[Item]("price", "", lambda row: "–" if row.price is None else "x")
    assert column.sort_value(ITEMS[1]) is None
    assert column.sort_value(ITEMS[0]) == "x"


def test_a_cell_says_how_it_looks(table: DataTable) -> None:
    model = table.rows_model
    cheap = model.index(3, 1)
    assert model.data(cheap) == "0.90"
    assert isinstance(model.data(cheap, Qt.ItemDataRole.ForegroundRole), QColor)
    assert model.data(model.index(0, 1), Qt.ItemDataRole.ForegroundRole) is None
    assert model.data(model.index(0, 0), Qt.ItemDataRole.ToolTipRole) == "code b"
    assert model.data(cheap, Qt.ItemDataRole.ToolTipRole) is None
    assert model.data(model.index(0, 0), Qt.ItemDataRole.FontRole).bold()
    assert model.data(cheap, Qt.ItemDataRole.FontRole) is None
    assert model.data(cheap, Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert model.data(cheap, Qt.ItemDataRole.DecorationRole) is None
    assert model.data(model.index(1, 1), Qt.ItemDataRole.EditRole) == ""
    assert model.data(model.index(99, 0)) is None
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Price"
    assert model.headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole) is not None
    assert model.headerData(1, Qt.Orientation.Vertical) is None
    assert model.rowCount(cheap) == model.columnCount(cheap) == 0


def test_only_what_differs_is_stored(table: DataTable, edits: Edits) -> None:
    model = table.rows_model
    assert model.setData(model.index(0, 1), "9.00")
    assert model.setData(model.index(0, 1), "12")
    assert not model.setData(model.index(0, 0), "z")
    assert edits.made == [("b", "12")]
    assert model.flags(model.index(0, 1)) & Qt.ItemFlag.ItemIsEditable
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable


def test_a_filter_hides_rows_until_it_is_taken_away(table: DataTable) -> None:
    table.rows_model.set_filter(lambda row: row.role == "traffic")
    assert codes(table) == ["c"]
    table.rows_model.set_filter(None)
    assert len(codes(table)) == 4


def test_cursor_and_selection_stay_with_their_rows(table: DataTable) -> None:
    assert table.select_where(lambda row: row.code == "c")
    assert not table.select_where(lambda row: row.code == "none")
    table.selectionModel().select(
        table.rows_model.index(0, 0), QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    )
    table.show_rows([Item("x", 1), *ITEMS], key=lambda row: row.code)
    assert [row.code for row in table.selected_rows()] == ["b", "c"]
    assert table.current_row().code == "c"
    table.sortByColumn(0, DESCENDING)
    assert [row.code for row in table.selected_rows()] == ["c", "b"]
    assert table.current_row().code == "c"


def test_rows_of_the_same_number_are_replaced_in_place(table: DataTable) -> None:
    table.selectRow(1)
    table.rows_model.set_rows([Item(row.code.upper(), row.price) for row in ITEMS])
    assert codes(table) == ["B", "A", "C", "D"]
    assert table.current_row().code == "A"


def test_a_move_of_the_cursor_is_told_once(table: DataTable) -> None:
    told: list[Item | None] = []
    table.row_changed.connect(told.append)
    table.selectRow(2)
    table.selectRow(2)
    table.rows_model.set_filter(lambda _row: False)
    assert [row.code if row else None for row in told] == ["c", None]


def test_copying_gives_tabbed_text_with_headings_and_nothing_for_what_is_missing(table: DataTable) -> None:
    table.selectRow(1)
    QTest.keySequence(table, "Ctrl+C")
    assert QGuiApplication.clipboard().text() == "Cancel\tPrice\tRole\na\t\thero"
    table.clearSelection()
    table.setColumnHidden(2, True)
    assert table.copy_text().splitlines()[1] == "b\t9.00"


def test_pasting_starts_at_the_cursor(table: DataTable) -> None:
    pasted: list[tuple[int, int, str]] = []
    QGuiApplication.clipboard().setText("1\t2")
    QTest.keySequence(table, "Ctrl+V")
    table.paste_text = lambda row, column, typed: pasted.append((row, column, typed))
    table.setCurrentIndex(table.rows_model.index(2, 1))
    QTest.keySequence(table, "Ctrl+V")
    assert pasted == [(2, 1, "1\t2")]


def test_enter_edits_a_cell_or_opens_the_row(table: DataTable) -> None:
    opened: list[Item] = []
    table.row_activated.connect(opened.append)
    table.setCurrentIndex(table.rows_model.index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert [row.code for row in opened] == ["b"]
    table.setCurrentIndex(table.rows_model.index(0, 1))
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert table.state() == DataTable.State.EditingState


def test_delete_is_told_where_something_is_selected(table: DataTable) -> None:
    pressed: list[bool] = []
    table.delete_pressed.connect(lambda: pressed.append(True))
    table.clearSelection()
    QTest.keyClick(table, Qt.Key.Key_Delete)
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert pressed == [True]


def test_a_choice_is_made_in_the_cell(table: DataTable, edits: Edits) -> None:
    table.edit(table.rows_model.index(0, 2))
    editor = table.findChild(QComboBox)
    assert editor is not None
    assert editor.currentData() == "hero"
    editor.hidePopup()
    editor.setCurrentIndex(1)
    editor.activated.emit(1)
    assert edits.made == [("b", "traffic")]


def test_a_width_is_remembered_under_the_tables_name(table: DataTable, edits: Edits) -> None:
    table.setColumnWidth(0, 222)
    assert layout_memory.columns("test.table") == {"code": 222}
    again = DataTable(RowsModel(edits.columns), name="test.table", sortable=False)
    assert again.columnWidth(0) == 222
    again.deleteLater()


def test_one_column_takes_the_room_that_is_left_but_keeps_its_own_width(table: DataTable, qapp: QApplication) -> None:
    least = table.columnWidth(0)
    table.let_grow(0)
    others = sum(table.columnWidth(number) for number in range(1, table.rows_model.columnCount()))
    table.resize(others + 3 * least, 200)
    qapp.processEvents()
    assert table.columnWidth(0) == table.viewport().width() - others > least
    table.setColumnWidth(1, table.columnWidth(1) + 10)
    assert table.columnWidth(0) == table.viewport().width() - others - 10
    table.resize(others, 200)
    qapp.processEvents()
    assert table.columnWidth(0) == least
