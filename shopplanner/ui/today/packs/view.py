"""The pack page's widgets: packs on the left; entries in both languages, or the text with its editor, on the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QHeaderView, QPlainTextEdit, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from shopplanner.foundation import i18n
from shopplanner.foundation.i18n import text
from shopplanner.services.packs import Entry, EntryField, PackInfo
from shopplanner.services.wording import MISSING
from shopplanner.ui.common.table import Column, DataTable, FilterBox, RowsModel
from shopplanner.ui.common.widgets import Card, Segments, chip, clear, label, plain_button, row
from shopplanner.ui.theme import theme

GRADE_CHIPS = {"A": "good", "B": "good", "M": "good", "C": "warn", "D": "bad", "X": "bad"}
ENTRIES, SOURCE = "entries", "source"


def pack_columns() -> list[Column[PackInfo]]:
    """Return the columns of the list of packs."""
    return [
        Column("kind", "packs.kind", kind_words, width=7),
        Column("title", "packs.title", lambda pack: str(pack.title), width=10, bold=True),
        Column("version", "packs.version", lambda pack: pack.version, width=6.2),
        Column("state", "packs.state", state_words, role=_state_role, width=5),
    ]


def entry_columns() -> list[Column[Entry]]:
    """Return the columns of a pack's entries."""
    return [
        Column("title", "packs.entry", lambda entry: str(entry.title), width=12, bold=True, tooltip=_both),
        Column("id", "packs.id", lambda entry: entry.id, width=10),
        Column("day", "packs.version", lambda entry: entry.day[:10], width=6.2),
        Column("grade", "packs.grade", lambda entry: entry.grade, width=3.6),
        Column("source", "packs.source", _source, width=9, tooltip=_source),
    ]


def field_columns() -> list[Column[EntryField]]:
    """Return the columns of an entry's values."""
    return [
        Column("path", "packs.field", lambda one: one.path, width=8, role=lambda _one: "muted"),
        Column("zh", "packs.chinese", lambda one: one.zh or one.en, tooltip=lambda one: one.zh or one.en, width=12),
        Column("en", "packs.english", lambda one: one.en if one.zh else "", tooltip=lambda one: one.en, width=12),
    ]


class PacksView(QSplitter):
    """All widgets of the page below its first line."""

    def __init__(
        self, chosen: Callable[[PackInfo | None], object], save: Callable[[], object], typed: Callable[[], object]
    ) -> None:
        super().__init__()
        self.setChildrenCollapsible(False)
        self.packs = RowsModel(pack_columns())
        self.table = DataTable(self.packs, name="packs/list", accessible_name=text("packs.list"))
        self.table.horizontalHeader().setStretchLastSection(False)
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.table.row_changed.connect(chosen)
        self.filter = FilterBox(self.table)
        self.head = QVBoxLayout()
        self.head.setSpacing(theme.current().space(4))
        self.mode = Segments([(ENTRIES, text("packs.entries")), (SOURCE, text("packs.text"))], ENTRIES, self.show_mode)
        self.entries = RowsModel(entry_columns())
        self.entries_table = DataTable(self.entries, name="packs/entries", accessible_name=text("packs.entries"))
        self.entries_table.horizontalHeader().setStretchLastSection(False)
        self.entries_table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.entries_table.row_changed.connect(self._show_entry)
        self.fields = RowsModel(field_columns())
        self.fields_table = DataTable(
            self.fields, name="packs/fields", sortable=False, accessible_name=text("packs.fields")
        )
        self.fields_table.setWordWrap(True)
        for column in (1, 2):
            self.fields_table.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.fields_table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.editor = QPlainTextEdit()
        self.editor.setAccessibleName(text("packs.text"))
        self.editor.setFont(_fixed_font())
        self.editor.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.editor.setTabChangesFocus(True)
        self.editor.textChanged.connect(typed)
        self.problem = label("", "bad", wrap=True)
        self.problem.setAccessibleName(text("packs.problem"))
        self.remark = label("", "muted", wrap=True)
        self.save = plain_button(text("packs.save"), save, primary=True)
        self.stack = QStackedWidget()
        self.addWidget(self._left())
        self.addWidget(self._right())
        self.setSizes([theme.unit(30), theme.unit(42)])

    def show_packs(self, packs: Sequence[PackInfo]) -> None:
        """Show all packs; the chosen one stays chosen."""
        self.table.show_rows(list(packs), lambda pack: pack.key)
        if self.table.current_row() is None and self.packs.rows:
            self.table.selectRow(0)

    def show_pack(self, pack: PackInfo | None) -> None:
        """Show what a pack says of itself, and its entries."""
        clear(self.head)
        self.entries.set_rows(list(pack.entries) if pack else [])
        if pack is None:
            self._show_entry(None)
            return
        chips = [chip(kind_words(pack))]
        if pack.grade:
            made = chip(text("today.findings.graded", grade=pack.grade), GRADE_CHIPS.get(pack.grade, "neutral"))
            chips.append(made)
        if pack.own:
            chips.append(chip(text("packs.state.own"), "info"))
        if pack.error:
            chips.append(chip(text("packs.state.broken"), "bad"))
        self.head.addLayout(row(label(str(pack.title), "heading"), *chips))
        self.head.addWidget(label(_said(pack), "muted", wrap=True))
        if pack.note is not None:
            self.head.addWidget(label(str(pack.note), wrap=True))
        if pack.error:
            self.head.addWidget(label(text("packs.broken", reason=pack.error), "bad", wrap=True))
        if self.entries.rows:
            self.entries_table.selectRow(0)
        self._show_entry(self.entries_table.current_row())

    def show_text(self, content: str, *, editable: bool) -> None:
        """Show a pack's text; only a person's own copy can be edited."""
        if content != self.editor.toPlainText():  # the same text again would take the cursor to the top
            self.editor.blockSignals(True)
            self.editor.setPlainText(content)
            self.editor.blockSignals(False)
        self.editor.setReadOnly(not editable)
        self.remark.setText(text("packs.editable" if editable else "packs.read_only"))
        self.show_problem("")
        self.save.setVisible(editable)
        self.save.setEnabled(False)

    def show_problem(self, reason: str) -> None:
        """Say why the text cannot be stored; nothing if it can."""
        self.problem.setText(text("packs.cannot_save", reason=reason) if reason else "")
        self.problem.setVisible(bool(reason))

    def show_mode(self, mode: str) -> None:
        """Show entries, or the text."""
        self.mode.choose(mode)
        self.stack.setCurrentIndex(0 if mode == ENTRIES else 1)

    def _left(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, theme.current().space(12), 0)
        column.addLayout(row(self.filter))
        column.addWidget(self.table, 1)
        return left

    def _right(self) -> QWidget:
        card = Card()
        card.body.addLayout(self.head)
        card.body.addLayout(row(self.mode))
        both = QSplitter(Qt.Orientation.Vertical)
        both.setChildrenCollapsible(False)
        both.addWidget(self.entries_table)
        both.addWidget(self.fields_table)
        both.setSizes([theme.unit(16), theme.unit(14)])
        source = QWidget()
        column = QVBoxLayout(source)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.editor, 1)
        column.addWidget(self.problem)
        column.addLayout(row(self.remark, None, self.save))
        self.stack.addWidget(both)
        self.stack.addWidget(source)
        card.body.addWidget(self.stack, 1)
        return card

    def _show_entry(self, entry: Entry | None) -> None:
        self.fields.set_rows(list(entry.fields) if entry is not None else [])


def kind_words(pack: PackInfo) -> str:
    """Return what a kind of packs is called; its plain name where it has no other."""
    text_id = f"packs.kind.{pack.kind}"
    return text(text_id) if i18n.has_text(text_id) else pack.kind


def state_words(pack: PackInfo) -> str:
    """Return whether a pack is a person's own, or broken."""
    if pack.error:
        return text("packs.state.broken")
    return text("packs.state.own" if pack.own else "packs.state.shipped")


def _state_role(pack: PackInfo) -> str:
    return "bad" if pack.error else "info" if pack.own else "muted"


def _said(pack: PackInfo) -> str:
    """Return source, day and size of a pack."""
    parts = [text("packs.said", source=pack.source or MISSING, day=pack.version or MISSING)]
    parts.append(text("packs.count", n=len(pack.entries)))
    return " · ".join(parts)


def _source(entry: Entry) -> str:
    return str(entry.source)


def _both(entry: Entry) -> str:
    return f"{entry.title.zh_CN}\n{entry.title.en}"


def _fixed_font() -> QFont:
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPointSizeF(theme.current().font().pointSizeF())
    return font
