"""The base of the room's pages: a worksheet with its completeness and alternatives in the first line."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QProgressBar

from shopplanner.domain.changes import Area
from shopplanner.foundation.i18n import text
from shopplanner.services import wording
from shopplanner.services.positioning.worksheets import Sheet
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.page import Page
from shopplanner.ui.common.widgets import label
from shopplanner.ui.positioning.forms.alternatives import Alternatives
from shopplanner.ui.positioning.forms.group_table import GroupTable
from shopplanner.ui.positioning.forms.printing import worksheet_document
from shopplanner.ui.positioning.forms.sections import SectionForm
from shopplanner.ui.theme import theme

D = TypeVar("D")


class WorksheetPage(Page, Generic[D]):
    """A page on one kind of worksheet; subclasses say how its data are read and shown."""

    AREAS: ClassVar[frozenset[Area]] = frozenset({Area.WORKSHEETS, Area.PACKS})
    KIND: ClassVar[str] = ""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, text(f"positioning.{self.KIND}.title"))
        self._sheet_id = 0
        self.sheet: Sheet | None = None
        self.forms: list[SectionForm] = []
        self.tables: list[GroupTable] = []
        self.done_words = label("", "muted")
        self.done = QProgressBar()
        self.done.setTextVisible(False)
        self.done.setRange(0, 10_000)
        self.done.setFixedWidth(theme.unit(5))
        self.done.setAccessibleName(text("positioning.form.done"))
        self.alternatives = Alternatives(context, self.KIND, self, self.turn_to)
        self.header.add_right(self.done_words)
        self.header.add_right(self.done)
        self.header.add_right(self.alternatives.button)

    @abstractmethod
    def load(self, workspace: Workspace, sheet_id: int) -> D:
        """Return the page's data; called off the window's thread."""
        raise NotImplementedError

    @abstractmethod
    def show_data(self, data: D) -> Sheet:
        """Show the page's data and return the worksheet among them."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Read the worksheet again."""
        wanted = self._sheet_id
        self.context.read(f"positioning.{self.KIND}", lambda workspace: self.load(workspace, wanted), self._loaded)

    def turn_to(self, sheet_id: int) -> None:
        """Show another alternative; 0 is the chosen one."""
        self.flush()
        self._sheet_id = sheet_id
        self.refresh()

    def flush(self) -> None:
        """Store what was typed."""
        for form in self.forms:
            form.flush()

    def show_record(self, record: str) -> None:
        """Put the cursor on a field: its path, and behind a stroke the number of its entry."""
        path, _, item = record.partition("/")
        for form in self.forms:
            if path in form.cells:
                form.cells[path].editor.setFocus()
        for table in self.tables:
            if table.group_id == path.partition(".")[0] and item.isdigit():
                table.table.select_where(lambda row: row.item == int(item))

    def actions_list(self) -> Sequence[Action]:
        """Return what can be done with the alternatives."""
        return self.alternatives.actions

    def print_document(self) -> QTextDocument | None:
        """Return the worksheet on paper."""
        return None if self.sheet is None else worksheet_document(self.sheet)

    def _loaded(self, data: D) -> None:
        sheet = self.show_data(data)
        self.sheet = sheet
        self._sheet_id = sheet.id if not sheet.chosen else 0
        for form in self.forms:
            form.show_sheet(sheet)
        for table in self.tables:
            table.show_sheet(sheet)
        self.alternatives.show_sheet(sheet)
        self.done_words.setText(text("positioning.form.complete", done=wording.percent(sheet.completeness, 0)))
        self.done.setValue(sheet.completeness)
        missing = wording.listed(str(field.name) for field in sheet.missing)
        tip = text("positioning.form.missing", fields=missing) if missing else text("positioning.form.all_there")
        self.done_words.setToolTip(tip)
        self.done.setToolTip(tip)
        self.header.update_enabled()
