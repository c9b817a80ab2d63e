"""The import page's widgets: a place to drop files, what they are, what became of them, what came in earlier."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from shopplanner.foundation.i18n import text
from shopplanner.services import wording
from shopplanner.services.metrics import mapping_fields
from shopplanner.services.metrics.batches import Batch, RejectedRow
from shopplanner.services.metrics.importing import FileReport
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.table import DataTable, RowsModel
from shopplanner.ui.common.widgets import Card, button, chip, clear, label, plain_button, row
from shopplanner.ui.metrics.importing import model
from shopplanner.ui.metrics.importing.model import Item
from shopplanner.ui.theme import theme

SHORT = frozenset({"at", "days", "state", "column", "why"})
"""Columns of words that are all short."""


class DropZone(QFrame):
    """A framed place that takes files."""

    def __init__(self, dropped: Callable[[list[Path]], None], actions: Sequence[Action]) -> None:
        super().__init__()
        self._dropped = dropped
        self.setProperty("card", True)
        self.setAcceptDrops(True)
        picture = QLabel()
        picture.setPixmap(theme.current().pixmap("import", theme.unit(1.6), "accent"))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(text("metrics.importing.drop"), "heading"))
        words.addWidget(label(text("metrics.importing.drop_hint"), "muted", wrap=True))
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 12, 16, 12)
        line.setSpacing(14)
        line.addWidget(picture)
        line.addLayout(words, 1)
        for number, action in enumerate(actions):
            line.addWidget(button(action, primary=number == 0))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and show it."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            self._mark(on=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show that nothing hangs over it any more."""
        self._mark(on=False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand over what was dropped."""
        self._mark(on=False)
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self._dropped(paths)

    def _mark(self, *, on: bool) -> None:
        self.setProperty("dropping", on)
        self.style().unpolish(self)
        self.style().polish(self)


class PreviewPanel(QWidget):
    """What one table is, what becomes of its columns, its first rows."""

    def __init__(self, mapped: Callable[[str, str], None], as_fact: Callable[[str], None]) -> None:
        super().__init__()
        self._mapped = mapped
        self._as_fact = as_fact
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)
        self.columns_table: DataTable | None = None
        self.fact: QComboBox | None = None

    def show_item(self, found: Item | None) -> None:
        """Show one table."""
        clear(self.column)
        self.columns_table, self.fact = None, None
        if found is None:
            self.column.addWidget(label(text("metrics.importing.choose"), "muted"))
            self.column.addStretch(1)
            return
        self.column.addLayout(self._head(found))
        if found.preview.error is not None:
            self.column.addWidget(label(model.error_text(found.preview.error), "bad", wrap=True))
            self.column.addStretch(1)
            return
        for said in self._remarks(found):
            self.column.addWidget(label(said, "warn" if found.missing else "muted", wrap=True))
        self.column.addWidget(self._tabs(found), 1)

    def _head(self, found: Item) -> QHBoxLayout:
        """Return the chips: format, header row, day, counts of columns."""
        preview = found.preview
        if preview.error is not None:
            return row(chip(text("metrics.importing.state.error"), "bad"))
        used = sum(1 for column in model.file_columns(found) if column.state == "used")
        chips: list[QWidget] = [chip(model.kind_text(found), "warn" if found.own else "good")]
        if found.own:
            chips.append(self._fact_choice(found))
        else:
            chips.append(chip(text(f"metrics.fact.{preview.fact}"), "info"))
        chips.append(chip(text("metrics.importing.header_row", n=preview.header_row)))
        chips.append(chip(text("metrics.importing.used_columns", used=used, of=len(preview.columns))))
        if preview.day is not None:
            chips.append(chip(text("metrics.importing.file_day", day=preview.day)))
        return row(*chips)

    def _fact_choice(self, found: Item) -> QComboBox:
        """Return the choice of what kind of table it is."""
        made = QComboBox()
        for fact in mapping_fields.MAPPABLE:
            made.addItem(text(f"metrics.fact.{fact}"), fact)
        made.setCurrentIndex(made.findData(found.fact))
        made.activated.connect(lambda at: self._as_fact(str(made.itemData(at))))
        made.setAccessibleName(text("metrics.importing.fact"))
        self.fact = made
        return made

    def _remarks(self, found: Item) -> list[str]:
        """Return warnings, dropped personal columns, and what a mapping lacks."""
        said = [] if found.own else [wording.render(warning) for warning in found.preview.warnings]
        if found.missing:
            said.append(text("metrics.importing.missing", names=wording.listed(found.missing)))
        if found.preview.personal:
            said.append(text("metrics.importing.personal", names=wording.listed(found.preview.personal)))
        return said

    def _tabs(self, found: Item) -> QTabWidget:
        """Return columns and first rows as two leaves."""
        tabs = QTabWidget()
        tabs.setDocumentMode(True)
        self.columns_table = table(model.column_columns(found, self._mapped), model.file_columns(found), "columns")
        tabs.addTab(self.columns_table, text("metrics.importing.columns"))
        leaf = QWidget()
        QVBoxLayout(leaf).setContentsMargins(0, 0, 0, 0)
        tabs.addTab(leaf, text("metrics.importing.first_rows"))
        tabs.currentChanged.connect(lambda _at: _fill_rows(leaf, found))
        return tabs


def _fill_rows(leaf: QWidget, found: Item) -> None:
    """Show a table's first rows once somebody wants to see them."""
    place = leaf.layout()
    if place is not None and place.isEmpty():
        place.addWidget(table(model.row_columns(found.preview.header), found.preview.rows, "rows", fit=False))


class ImportingView(QWidget):
    """All widgets of the page below its first line."""

    def __init__(
        self,
        dropped: Callable[[list[Path]], None],
        chosen: Callable[[Item | None], None],
        mapped: Callable[[str, str], None],
        as_fact: Callable[[str], None],
        show_rejects: Callable[[FileReport | Batch], None],
        drop_actions: Sequence[Action],
        batch_actions: Sequence[Action],
    ) -> None:
        super().__init__()
        self._chosen, self._show_rejects = chosen, show_rejects
        self.zone = DropZone(dropped, drop_actions)
        self.preview = PreviewPanel(mapped, as_fact)
        self.items = RowsModel(model.item_columns())
        self.items_table = _fitted(DataTable(self.items, name="metrics.importing.items", sortable=False))
        self._filling = False
        self.items_table.selectionModel().currentRowChanged.connect(lambda *_: self._row_changed())
        self.work = QStackedWidget()
        self.work.addWidget(self._waiting_page())
        self.results_body, self.rejects_body = QVBoxLayout(), QVBoxLayout()
        self.work.addWidget(self._results_page())
        self.work.hide()
        self.batches_table: DataTable | None = None
        self.history = Card(text("metrics.importing.history"), text("metrics.importing.history_note"))
        for action in batch_actions:
            self.history.head.addWidget(button(action))
        self.nothing = _nothing_yet()
        self.history.body.addWidget(self.nothing, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.zone)
        column.addWidget(self.work, 3)
        column.addWidget(self.history, 2)

    def show_items(self, items: Sequence[Item], at: int = 0) -> None:
        """Show the tables that wait; none hides the work area."""
        self.work.setVisible(bool(items))
        self.work.setCurrentIndex(0)
        self._filling = True
        self.items.set_rows(list(items))
        self.items_table.selectRow(min(at, len(items) - 1))
        self._filling = False
        if items:
            self._tell_item()

    def show_reports(
        self, reports: Sequence[FileReport], titles: Mapping[str, str], waiting: QPushButton | None = None
    ) -> None:
        """Show what became of the files, and the way back to those that still wait."""
        clear(self.results_body)
        clear(self.rejects_body)
        made = table(model.report_columns(titles), list(reports), "reports")
        made.doubleClicked.connect(lambda _index: self._tell_report(made))
        back = [None, waiting] if waiting is not None else []
        self.results_body.addLayout(row(label(text("metrics.importing.results"), "heading"), *_sums(reports), *back))
        self.results_body.addWidget(made, 2)
        for said in _report_remarks(reports):
            self.results_body.addWidget(label(said, "warn", wrap=True))
        rejected = next((report for report in reports if report.rows_rejected and report.batch), None)
        if rejected is not None:
            self._show_rejects(rejected)
        self.work.setCurrentIndex(1)
        self.work.show()

    def add_rejects(self, rows: Sequence[RejectedRow], file: Path | None) -> None:
        """Show rows that were set aside below the results."""
        clear(self.rejects_body)
        heading = QWidget()
        line = row(label(text("metrics.importing.rejects", n=len(rows)), "heading"))
        if file is not None:
            line.insertWidget(1, label(str(file), "muted"))
            line.addWidget(plain_button(text("metrics.importing.open_folder"), lambda: open_folder(file), link=True))
        line.setContentsMargins(0, 0, 0, 0)
        heading.setLayout(line)
        self.rejects_body.addWidget(heading)
        self.rejects_body.addWidget(table(model.reject_columns(), list(rows), "rejects"), 1)

    def show_batches(self, batches: Sequence[Batch], titles: Mapping[str, str]) -> None:
        """Show earlier imports."""
        self.nothing.setVisible(not batches)
        if self.batches_table is None:
            self.batches_table = table(model.batch_columns(titles), list(batches), "batches")
            self.batches_table.doubleClicked.connect(lambda _index: self._tell_batch())
            self.history.body.addWidget(self.batches_table, 1)
        self.batches_table.rows_model.columns = list(model.batch_columns(titles))
        self.batches_table.rows_model.set_rows(list(batches))
        self.batches_table.setVisible(bool(batches))

    def current_batch(self) -> Batch | None:
        """Return the chosen earlier import."""
        found = self.batches_table.current_row() if self.batches_table is not None else None
        return found if isinstance(found, Batch) else None

    def tables_of(self, group: int) -> int:
        """Return how many tables came in together as one import."""
        rows = self.batches_table.rows_model.rows if self.batches_table is not None else []
        return sum(1 for batch in rows if batch.group == group)

    def _waiting_page(self) -> QWidget:
        """Return files on the left and the chosen one on the right."""
        page = QWidget()
        line = QHBoxLayout(page)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        left, right = Card(), Card()
        left.body.addWidget(self.items_table)
        right.body.addWidget(self.preview)
        line.addWidget(left, 5)
        line.addWidget(right, 7)
        return page

    def _results_page(self) -> QWidget:
        """Return the card of results."""
        made = Card()
        made.body.addLayout(self.results_body, 1)
        made.body.addLayout(self.rejects_body, 1)
        return made

    def _row_changed(self) -> None:
        """Tell of a row that a person chose."""
        if not self._filling:
            self._tell_item()

    def _tell_item(self) -> None:
        found = self.items_table.current_row()
        self._chosen(found if isinstance(found, Item) else None)

    def _tell_report(self, shown: DataTable) -> None:
        found = shown.current_row()
        if isinstance(found, FileReport) and found.rows_rejected:
            self._show_rejects(found)

    def _tell_batch(self) -> None:
        found = self.current_batch()
        if found is not None and found.rows_rejected:
            self._show_rejects(found)


def _nothing_yet() -> QWidget:
    """Return what stands in an empty history: the reports that are recognised by themselves."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(label(text("metrics.importing.no_history"), "muted", wrap=True))
    known = table(model.known_columns(), mapping_fields.known_tables(), "known")
    column.addWidget(known, 1)
    return made


def table(columns: Sequence[Any], rows: Sequence[Any], name: str, *, fit: bool = True) -> DataTable:
    """Return a table of rows; ``fit`` shares the width among the columns."""
    rows_model: RowsModel[Any] = RowsModel(columns)
    rows_model.set_rows(rows)
    made = DataTable(rows_model, name=f"metrics.importing.{name}", sortable=False)
    made.setAccessibleName(name)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setMinimumHeight(theme.unit(5))
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    return _fitted(made) if fit else made


def open_folder(file: Path) -> None:
    """Show the folder of a file in the system's own file window."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(file.parent)))


def _fitted(made: DataTable) -> DataTable:
    """Let names and cells share the width that numbers and short words leave."""
    header = made.horizontalHeader()
    header.setStretchLastSection(False)
    for at, column in enumerate(made.rows_model.columns):
        short = column.number or column.key in SHORT
        mode = QHeaderView.ResizeMode.ResizeToContents if short else QHeaderView.ResizeMode.Stretch
        header.setSectionResizeMode(at, mode)
    return made


def _sums(reports: Sequence[FileReport]) -> list[QWidget]:
    """Return the chips of all files together."""
    stored = sum(report.rows_stored for report in reports)
    unchanged = sum(report.rows_unchanged for report in reports)
    rejected = sum(report.rows_rejected for report in reports)
    failed = sum(1 for report in reports if report.error is not None)
    chips: list[QWidget] = [
        chip(text("metrics.importing.sum_stored", n=wording.number(stored)), "good" if stored else "neutral"),
        chip(text("metrics.importing.sum_unchanged", n=wording.number(unchanged))),
    ]
    if rejected:
        chips.append(chip(text("metrics.importing.sum_rejected", n=wording.number(rejected)), "warn"))
    if failed:
        chips.append(chip(text("metrics.importing.sum_failed", n=failed), "bad"))
    return chips


def _report_remarks(reports: Sequence[FileReport]) -> list[str]:
    """Return at most one line of warnings and failures, each with its file."""
    said = [
        text("metrics.importing.of_file", file=report.file, said=wording.render(warning))
        for report in reports
        for warning in report.warnings
    ]
    said += [model.error_text(report.error).replace("\n", " ") for report in reports if report.error is not None]
    return ["\n".join(said[:4])] if said else []
