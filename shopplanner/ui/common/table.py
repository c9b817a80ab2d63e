"""Tables: rows are frozen objects, columns are declared, sorting goes by real values, copying gives tabbed text."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QTableView, QWidget

from shopplanner.foundation.i18n import text
from shopplanner.services.wording import MISSING
from shopplanner.ui.common import layout_memory
from shopplanner.ui.theme import theme

R = TypeVar("R")
AnyIndex = QModelIndex | QPersistentModelIndex
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
SELECTABLE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
EDITABLE = SELECTABLE | Qt.ItemFlag.ItemIsEditable
DISPLAY = int(Qt.ItemDataRole.DisplayRole)
EDIT = int(Qt.ItemDataRole.EditRole)
ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
FOREGROUND = int(Qt.ItemDataRole.ForegroundRole)
FONT = int(Qt.ItemDataRole.FontRole)
TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
ANSWERED = frozenset({DISPLAY, EDIT, ALIGNMENT, FOREGROUND, FONT, TOOL_TIP})


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column of a table.

    Attributes:
        key: stable name, under which its width is remembered.
        title_id: its heading; units belong in it.
        text: what a cell shows.
        sort: real value to sort by; None sorts last in both directions. The shown text by default.
        number: aligned to the right.
        tooltip: what a cell explains, if anything.
        role: colour role of a cell's text, or an empty string.
        edit: stores a typed text; None for a column that cannot be edited.
        edit_text: what the editor starts with; the shown text by default.
        choices: value and wording of the allowed values, for a choice instead of free text.
        width: initial width in multiples of the text height.
        bold: shown with weight.
        title: its heading where that is data, such as a metric's name, instead of a text of ours.
    """

    key: str
    title_id: str
    text: Callable[[R], str]
    sort: Callable[[R], Any] | None = None
    number: bool = False
    tooltip: Callable[[R], str] | None = None
    role: Callable[[R], str] | None = None
    edit: Callable[[R, str], object] | None = None
    edit_text: Callable[[R], str] | None = None
    choices: Sequence[tuple[str, str]] | None = None
    width: float = 6.0
    bold: bool = False
    title: str = ""

    @property
    def heading(self) -> str:
        """Its heading in the language in force."""
        return self.title or text(self.title_id)

    def sort_value(self, row: R) -> Any:
        """Return the value that orders a row by this column."""
        if self.sort is not None:
            return self.sort(row)
        shown = self.text(row)
        return None if shown in {"", MISSING} else shown


class RowsModel(QAbstractTableModel, Generic[R]):
    """Shows a sequence of rows through declared columns; sorts and filters its own copy of the order."""

    def __init__(self, columns: Sequence[Column[R]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = list(columns)
        self._all: Sequence[R] = ()
        self._shown: list[R] = []
        self._filter: Callable[[R], bool] | None = None
        self._sort: tuple[int, Qt.SortOrder] | None = None

    @property
    def rows(self) -> Sequence[R]:
        """The rows in the order shown."""
        return self._shown

    def set_rows(self, rows: Sequence[R]) -> None:
        """Show other rows in the order and filter in force; the selection stays where their number does."""
        self._all = rows
        if len(rows) == len(self._shown) and self._filter is None and self._sort is None:
            self._shown = list(rows)
            if not rows:
                return
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self.columns) - 1))
            return
        self.beginResetModel()
        self._arrange()
        self.endResetModel()

    def set_filter(self, keep: Callable[[R], bool] | None) -> None:
        """Show only rows that ``keep`` accepts; None shows all."""
        self._filter = keep
        self.beginResetModel()
        self._arrange()
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column's real values; a column of -1 restores the given order."""
        self.layoutAboutToBeChanged.emit()
        held = [(index, id(self._shown[index.row()])) for index in self.persistentIndexList()]
        self._sort = (column, order) if column >= 0 else None
        self._arrange()
        places = {id(row): place for place, row in enumerate(self._shown)}
        for index, row_id in held:
            self.changePersistentIndex(index, self.index(places[row_id], index.column()))
        self.layoutChanged.emit()

    def _arrange(self) -> None:
        rows = [row for row in self._all if self._filter is None or self._filter(row)]
        if self._sort is not None:
            column, order = self._sort
            value = self.columns[column].sort_value
            values = [value(row) for row in rows]  # places are sorted, not pairs: thousands of those wake the collector
            known = [place for place, found in enumerate(values) if found is not None]
            known.sort(key=values.__getitem__, reverse=order == Qt.SortOrder.DescendingOrder)
            rows = [rows[place] for place in known] + [
                row for found, row in zip(values, rows, strict=True) if found is None
            ]
        self._shown = rows

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        """Return the number of rows shown."""
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        """Return the number of columns."""
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: AnyIndex, role: int = DISPLAY) -> Any:
        """Return what a cell shows; asked many thousand times a second while a table scrolls."""
        if role not in ANSWERED or not index.isValid():
            return None
        place = index.row()
        if place >= len(self._shown):
            return None
        row, column = self._shown[place], self.columns[index.column()]
        if role == DISPLAY:
            return column.text(row)
        if role == ALIGNMENT:
            return RIGHT if column.number else LEFT
        if role == FOREGROUND:
            name = column.role(row) if column.role else ""
            return theme.current().color(name) if name else None
        if role == FONT:
            return _bold() if column.bold else None
        if role == TOOL_TIP:
            return column.tooltip(row) if column.tooltip else None
        shown = (column.edit_text or column.text)(row)
        return "" if shown == MISSING else shown

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Hand a typed text to the column's ``edit``; the row itself changes when the edit has been stored."""
        column = self.columns[index.column()]
        if role != Qt.ItemDataRole.EditRole or column.edit is None:
            return False
        if value != self.data(index, Qt.ItemDataRole.EditRole):
            column.edit(self._shown[index.row()], str(value))
        return True

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Return whether a cell can be selected and edited."""
        editable = index.isValid() and self.columns[index.column()].edit is not None
        return EDITABLE if editable else SELECTABLE

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a column's heading."""
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self.columns[section].heading
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return RIGHT if self.columns[section].number else LEFT
        return None


def _bold() -> QFont:
    font = QFont(QGuiApplication.font())
    font.setWeight(QFont.Weight.Bold)
    return font


class DataTable(QTableView):
    """A table view as every page has it: whole rows, sortable, copyable, Tab leaves it."""

    row_activated = Signal(object)
    """A row was double-clicked, or Enter pressed on it, in a cell that cannot be edited."""
    row_changed = Signal(object)
    """The cursor is on another row; None where it is on none."""
    delete_pressed = Signal()
    """The Delete key was pressed on a selection."""

    def __init__(
        self, model: RowsModel[Any], *, name: str = "", sortable: bool = True, accessible_name: str = ""
    ) -> None:
        """Show ``model``; ``name`` is what column widths are remembered under."""
        super().__init__()
        self.rows_model = model
        self.setModel(model)
        self.setObjectName(name)
        self.setAccessibleName(accessible_name)
        self.paste_text: Callable[[int, int, str], None] | None = None
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.current().unit(1.75))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(theme.current().unit(2))
        header.sectionResized.connect(self._remember_width)
        self._current: Any = None
        self._growing: int | None = None
        self.selectionModel().currentRowChanged.connect(lambda *_indexes: self._announce())
        model.modelReset.connect(self._announce)
        self.doubleClicked.connect(self._activate)
        widths = layout_memory.columns(name)
        for number, column in enumerate(model.columns):
            self.setColumnWidth(number, widths.get(column.key) or theme.current().unit(column.width))
            if column.choices is not None:
                from shopplanner.ui.common.delegates import ChoiceDelegate

                self.setItemDelegateForColumn(number, ChoiceDelegate(column.choices, self))
        if sortable:
            self.setSortingEnabled(True)
            header.setSortIndicatorClearable(True)
            header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def let_grow(self, number: int) -> None:
        """Give a column all room that the others leave, but never less than its own width."""
        self._growing = number
        self.horizontalHeader().setStretchLastSection(False)
        self._grow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share out the width anew."""
        super().resizeEvent(event)
        self._grow()

    def _grow(self) -> None:
        if self._growing is None:
            return
        header = self.horizontalHeader()
        others = sum(header.sectionSize(each) for each in range(header.count()) if each != self._growing)
        least = theme.current().unit(self.rows_model.columns[self._growing].width)
        header.resizeSection(self._growing, max(least, self.viewport().width() - others))

    def current_row(self) -> Any:
        """Return the row object under the cursor, or None."""
        index = self.currentIndex()
        rows = self.rows_model.rows
        return rows[index.row()] if index.isValid() and index.row() < len(rows) else None

    def selected_rows(self) -> list[Any]:
        """Return the selected row objects from top to bottom."""
        chosen = self.selectionModel().selection()  # its ranges, since ten thousand rows have very many cells
        spans = [chosen.at(place) for place in range(chosen.count())]
        numbers = sorted({number for span in spans for number in range(span.top(), span.bottom() + 1)})
        return [self.rows_model.rows[number] for number in numbers if number < len(self.rows_model.rows)]

    def select_where(self, wanted: Callable[[Any], bool]) -> bool:
        """Select the first row that fits and scroll to it; return whether there was one."""
        for number, row in enumerate(self.rows_model.rows):
            if wanted(row):
                self.selectRow(number)
                self.scrollTo(self.rows_model.index(number, 0))
                return True
        return False

    def show_rows(self, rows: Sequence[Any], key: Callable[[Any], object]) -> None:
        """Show other rows; cursor, selection and scroll position stay with the rows of the same ``key``."""
        current, column = self.current_row(), max(0, self.currentIndex().column())
        chosen = {key(row) for row in self.selected_rows()}
        kept = key(current) if current is not None else None
        scroll = self.verticalScrollBar().value()
        self.rows_model.set_rows(rows)
        selection = self.selectionModel()
        rows_flag = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        missing = set(chosen) if kept is None else {*chosen, kept}
        for number, row in enumerate(self.rows_model.rows):
            if not missing:
                break
            found = key(row)
            if found not in missing:
                continue
            missing.discard(found)
            if found in chosen:
                selection.select(self.rows_model.index(number, column), rows_flag)
            if found == kept:
                selection.setCurrentIndex(
                    self.rows_model.index(number, column), QItemSelectionModel.SelectionFlag.NoUpdate
                )
        self.verticalScrollBar().setValue(scroll)

    def copy_text(self) -> str:
        """Return the selected rows, or all if none is selected, as tab-separated text with headings."""
        rows = self.selected_rows() or list(self.rows_model.rows)
        columns = [column for number, column in enumerate(self.rows_model.columns) if not self.isColumnHidden(number)]
        lines = [[column.heading for column in columns]]
        lines += [[column.text(row).replace(MISSING, "") for column in columns] for row in rows]
        return "\n".join("\t".join(cell.replace("\t", " ").replace("\n", " ") for cell in line) for line in lines)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy and paste; everything else as Qt does it."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.copy_text())
        elif event.matches(QKeySequence.StandardKey.Paste) and self.paste_text is not None:
            index = self.currentIndex()
            self.paste_text(max(0, index.row()), max(0, index.column()), QGuiApplication.clipboard().text())
        elif event.matches(QKeySequence.StandardKey.Delete) and self.selected_rows():
            self.delete_pressed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._can_activate():
            self._activate(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _can_activate(self) -> bool:
        """Whether Enter is meant for the table: an editor that it closes hands it on."""
        return self.currentIndex().isValid() and self.state() != QAbstractItemView.State.EditingState

    def _activate(self, index: QModelIndex) -> None:
        if self.rows_model.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)
        else:
            self.row_activated.emit(self.rows_model.rows[index.row()])

    def _announce(self) -> None:
        row = self.current_row()
        if row is not self._current:
            self._current = row
            self.row_changed.emit(row)

    def _remember_width(self, number: int, _old: int, width: int) -> None:
        columns = self.rows_model.columns
        if number == self._growing:
            return
        self._grow()
        if self.objectName() and self.isVisible() and number < len(columns) - 1:
            layout_memory.remember_column(self.objectName(), columns[number].key, width)


class FilterBox(QLineEdit):
    """Shows only rows of a table that have all the typed words; Escape empties it, Down goes into the table."""

    def __init__(self, table: DataTable) -> None:
        super().__init__()
        self._table = table
        self.setPlaceholderText(text("common.table.filter"))
        self.setAccessibleName(text("common.table.filter"))
        self.setClearButtonEnabled(True)
        self.setMaximumWidth(theme.current().unit(14))
        self.textChanged.connect(self._filter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the box with Escape and Down."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self._table.setFocus()
        else:
            super().keyPressEvent(event)

    def _filter(self, typed: str) -> None:
        words = typed.casefold().split()
        columns = self._table.rows_model.columns

        def keeps(row: Any) -> bool:
            content = "\n".join(column.text(row) for column in columns).casefold()
            return all(word in content for word in words)

        self._table.rows_model.set_filter(keeps if words else None)


def parse_tsv(pasted: str) -> list[list[str]]:
    """Return pasted spreadsheet text as rows of cells; quoted cells may hold line breaks, empty rows are left out."""
    return [row for row in csv.reader(io.StringIO(pasted), delimiter="\t") if any(cell.strip() for cell in row)]
