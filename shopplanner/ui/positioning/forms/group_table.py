"""A group of entries as a table: edited in place, pasted from a spreadsheet, entries added and removed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QHeaderView, QVBoxLayout, QWidget

from shopplanner.domain.messages import message
from shopplanner.domain.positioning.worksheets import FieldKind, Filled, Value, WorksheetField, entries
from shopplanner.foundation.i18n import text
from shopplanner.services.positioning import worksheets
from shopplanner.services.positioning.wording import worded
from shopplanner.services.positioning.worksheets import Sheet, Spot
from shopplanner.services.wording import MISSING
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.money_field import parse_decimal, parse_money, parse_percent
from shopplanner.ui.common.table import Column, DataTable, RowsModel, parse_tsv
from shopplanner.ui.positioning.forms.evidence import evidence_words
from shopplanner.ui.theme import theme

MOST_ROWS = 9


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a group with its values by the fields' ids."""

    item: int
    filled: Mapping[str, Filled]

    def value(self, field_id: str) -> Value | None:
        """Return a value; None where nothing is filled in."""
        found = self.filled.get(field_id)
        return None if found is None else found.value


def read_entries(sheet: Sheet, group: str) -> list[Entry]:
    """Return a group's entries in their order."""
    start = f"{group}."
    made = []
    for item in range(entries(sheet.values, group)):
        inside = {
            path.removeprefix(start): one
            for (path, at), one in sheet.values.items()
            if at == item and path.startswith(start)
        }
        made.append(Entry(item, inside))
    return made


def parse(field: WorksheetField, typed: str) -> Value:
    """Return a typed cell as the field's value; an empty text for nothing.

    Raises:
        ValueError: if the field cannot hold what was typed.
    """
    words = typed.strip()
    match field.kind:
        case FieldKind.MONEY:
            return _or_empty(parse_money(words))
        case FieldKind.PERCENT:
            return _or_empty(parse_percent(words))
        case FieldKind.NUMBER | FieldKind.RATING:
            figure = parse_decimal(words.split("/")[0])
            if figure is not None and (figure != figure.to_integral_value()):
                raise ValueError(typed)
            return _or_empty(None if figure is None else int(figure))
        case FieldKind.CHOICE:
            return _option(field, words)
        case FieldKind.LIST:
            return [part.strip() for part in words.replace("、", "\n").splitlines() if part.strip()]
        case _:
            return words


def _option(field: WorksheetField, words: str) -> str:
    """Return the id of the answer that has this id or name."""
    for option in field.options:
        if words in (option.id, option.name.en, option.name.zh_CN):
            return option.id
    if words:
        raise ValueError(words)
    return ""


def _or_empty(value: int | None) -> Value:
    return "" if value is None else value


class GroupTable(QWidget):
    """The table of a group; ``extra`` columns stand behind the first one and show what follows from an entry."""

    def __init__(
        self,
        context: AppContext,
        kind: str,
        group: WorksheetField,
        *,
        extra: Sequence[Column[Entry]] = (),
        hidden: Sequence[str] = (),
        stretch: str = "",
        rows: float = 5,
    ) -> None:
        super().__init__()
        self._context, self._group = context, group
        self._spot = Spot(kind, group.id)
        self.group_id = group.id
        fields = [one for one in group.fields if one.id not in hidden]
        columns = [self._column(one) for one in fields]
        self.model = RowsModel([columns[0], *extra, *columns[1:]])
        self.table = DataTable(self.model, name=f"positioning.{kind}.{group.id}", sortable=False)
        self.table.setAccessibleName(str(group.name))
        self._rows = rows
        self._new: int | None = None
        self._fit(0)
        self.table.delete_pressed.connect(self.remove)
        self.table.paste_text = self._paste
        header = self.table.horizontalHeader()
        header.setStretchLastSection(not stretch)
        keys = [column.key for column in self.model.columns]
        if stretch in keys:
            header.setSectionResizeMode(keys.index(stretch), QHeaderView.ResizeMode.Stretch)
        self.add_action = Action(f"positioning.{kind}.{group.id}.add", "positioning.form.add", self.add, icon="plus")
        self.remove_action = Action(
            f"positioning.{kind}.{group.id}.remove", "positioning.form.remove", self.remove, icon="delete"
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show the group's entries in a worksheet."""
        self._spot = Spot(self._spot.kind, self._group.id, 0, sheet.id)
        found = read_entries(sheet, self._group.id)
        self.table.show_rows(found, key=lambda one: one.item)
        self._fit(len(found))
        self._edit_new()

    def add(self) -> None:
        """Add an entry and begin to edit its first cell."""
        first = self._group.fields[0]
        spot, values = self._spot, {first.id: text("positioning.form.new_entry")}
        self._context.perform(lambda workspace: worksheets.add_entry(workspace, spot, values), self._added)

    def remove(self) -> None:
        """Take the chosen entry out; undo brings it back."""
        row = self.table.current_row()
        if isinstance(row, Entry):
            spot = Spot(self._spot.kind, self._group.id, row.item, self._spot.sheet_id)
            self._context.perform(lambda workspace: worksheets.remove_entry(workspace, spot))

    def _fit(self, count: int) -> None:
        """Be as high as the entries need, within limits."""
        self.table.setFixedHeight(theme.unit(1.75 * min(max(self._rows, count), MOST_ROWS) + 2.3))

    def _added(self, item: int) -> None:
        """Remember a new entry, which the page is reading."""
        self._new = item

    def _edit_new(self) -> None:
        """Begin to edit the first cell of an entry that was just added."""
        item, self._new = self._new, None
        if item is not None and self.table.select_where(lambda row: row.item == item):
            self.table.edit(self.model.index(self.table.currentIndex().row(), 0))

    def _column(self, field: WorksheetField) -> Column[Entry]:
        rating = field.kind is FieldKind.RATING
        choices = [("", MISSING), *((one.id, str(one.name)) for one in field.options)] if field.options else None
        if rating:
            choices = [("", MISSING), *((str(step), str(step)) for step in range(1, 6))]
        return Column(
            field.id,
            "",
            lambda row: _shown(field, row),
            sort=lambda row: row.value(field.id),
            number=field.kind in (FieldKind.RATING, FieldKind.NUMBER, FieldKind.MONEY, FieldKind.PERCENT),
            tooltip=(lambda row: evidence_words(row.filled.get(field.id)))
            if field.has_evidence
            else lambda row: _shown(field, row),
            edit=lambda row, typed: self._edit(field, row, typed),
            choices=choices,
            edit_text=lambda row: _edit_text(field, row),
            width=field.width,
            bold=field is self._group.fields[0],
            title=str(field.name),
        )

    def _edit(self, field: WorksheetField, row: Entry, typed: str) -> None:
        try:
            value = parse(field, typed)
        except ValueError:
            self._context.notify(message("positioning.error.value", field=str(field.name)), "warn")
            return
        spot = Spot(self._spot.kind, f"{self._group.id}.{field.id}", row.item, self._spot.sheet_id)
        self._context.perform(lambda workspace: worksheets.set_value(workspace, spot, value))

    def _paste(self, _row: int, _column: int, pasted: str) -> None:
        """Add pasted lines as entries, their cells in the order of the table's own columns."""
        found: list[dict[str, Value]] = []
        for cells in parse_tsv(pasted):
            try:
                found.append(
                    {field.id: parse(field, cell) for field, cell in zip(self._group.fields, cells, strict=False)}
                )
            except ValueError:
                self._context.notify(message("positioning.error.pasted", line="\t".join(cells)[:40]), "warn")
                return
        spot = self._spot
        if found:
            self._context.perform(lambda workspace: worksheets.add_entries(workspace, spot, found))


def _shown(field: WorksheetField, row: Entry) -> str:
    value = row.value(field.id)
    if field.kind is FieldKind.RATING:
        return MISSING if value is None else str(value)
    return worded(field, value)


def _edit_text(field: WorksheetField, row: Entry) -> str:
    value = row.value(field.id)
    return str(value or "") if field.options or field.kind is FieldKind.RATING else _shown(field, row)
