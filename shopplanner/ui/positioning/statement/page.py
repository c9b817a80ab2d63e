"""The statement page: the sentence, rivals, story and visual direction, beside the one-page sheet they make."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QTextBrowser, QVBoxLayout, QWidget

from shopplanner.domain.changes import Area
from shopplanner.domain.errors import CannotWriteError
from shopplanner.domain.messages import message
from shopplanner.foundation.i18n import text
from shopplanner.services import wording
from shopplanner.services.positioning import sheet as sheets
from shopplanner.services.positioning import worksheets
from shopplanner.services.positioning.definitions import definition
from shopplanner.services.positioning.sheet import PositioningSheet, Statement
from shopplanner.services.positioning.worksheets import Sheet, Spot
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.widgets import Card, label, plain_button, row, scrolled, set_property
from shopplanner.ui.positioning.forms.group_table import GroupTable
from shopplanner.ui.positioning.forms.sections import SectionForm, section_card
from shopplanner.ui.positioning.forms.worksheet_page import WorksheetPage
from shopplanner.ui.positioning.statement.paper import preview_document, sheet_document, write_pdf
from shopplanner.ui.positioning.statement.swatches import Swatches
from shopplanner.ui.theme import theme
from shopplanner.ui.theme.roles import load_roles

Found = tuple[Statement, PositioningSheet]


class StatementPage(WorksheetPage[Found]):
    """What the worksheets come to."""

    KIND: ClassVar[str] = "statement"
    AREAS: ClassVar[frozenset[Area]] = frozenset({Area.WORKSHEETS, Area.PACKS, Area.LISTINGS, Area.SHOP})

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self.paper: PositioningSheet | None = None
        self.statement: Statement | None = None
        defined = definition(self.KIND)
        self.by_section = {
            one.id: SectionForm(context, self.KIND, one) for one in defined.sections if one.id != "rivals"
        }
        self.forms = list(self.by_section.values())
        rivals = defined.section("rivals")
        self.rivals = GroupTable(context, self.KIND, rivals.fields[0], stretch="answer", rows=3.3)
        self.tables = [self.rivals]
        self.pdf_action = Action("positioning.statement.pdf", "positioning.statement.pdf", self.save_pdf, icon="print")
        self.excel_action = Action(
            "positioning.statement.excel", "positioning.statement.excel", self.save_excel, icon="export"
        )
        self.copy_action = Action("positioning.statement.copy", "positioning.statement.copy", self.copy, icon="copy")
        self.header.add_action(self.excel_action)
        self.header.add_action(self.pdf_action, primary=True)
        self.suggestion = label("", wrap=True)
        self.use = plain_button(text("positioning.statement.use"), self.use_suggestion)
        set_property(self.use, "compact", True)
        self.swatches = Swatches()
        self.preview = QTextBrowser()
        self.preview.setAccessibleName(text("positioning.paper.title"))
        paper = load_roles("light").colors
        self.preview.setStyleSheet(f"QTextBrowser {{ background: {paper['surface']}; color: {paper['text']}; }}")
        self._lay_out()

    def load(self, workspace: Workspace, sheet_id: int) -> Found:
        """Return the statement worksheet and the sheet that all worksheets make."""
        return sheets.statement(workspace, sheet_id), sheets.positioning_sheet(workspace)

    def show_data(self, data: Found) -> Sheet:
        """Show the suggestion, what other worksheets lend, and the sheet on paper."""
        self.statement, self.paper = data
        parts = self.by_section["parts"].cells
        for path, words in self.statement.borrowed.items():
            line = parts[path].editor.inner
            if isinstance(line, QLineEdit):
                line.setPlaceholderText(words)
        self.suggestion.setText(wording.render(self.statement.suggestion))
        self._show_paper(self.paper)
        colours = self.statement.sheet.values.get(("colours", 0))
        self.swatches.show_colours(colours.value if colours and isinstance(colours.value, list) else [])
        return self.statement.sheet

    def use_suggestion(self) -> None:
        """Take the suggested sentence over, to be edited."""
        if self.statement is None:
            return
        spot, words = (
            Spot(self.KIND, "statement", 0, self.statement.sheet.id),
            wording.render(self.statement.suggestion),
        )
        self.context.perform(lambda workspace: worksheets.set_value(workspace, spot, words))

    def copy(self) -> None:
        """Put the statement on the clipboard."""
        if self.paper is not None:
            QGuiApplication.clipboard().setText(self.paper.statement)
            self.context.notify(message("positioning.statement.copied"), "good")

    def save_pdf(self) -> None:
        """Ask for a file and write the one-page sheet."""
        self._ask("pdf", self.write_pdf)

    def save_excel(self) -> None:
        """Ask for a file and write the sheet as a workbook."""
        self._ask("xlsx", self.write_excel)

    def write_pdf(self, path: Path) -> None:
        """Write the one-page sheet and say where it is."""
        if self.paper is None:
            return
        try:
            write_pdf(path, self.paper)
        except OSError as error:
            self.context.report(CannotWriteError(path, error))
            return
        self._written(path)

    def write_excel(self, path: Path) -> None:
        """Write the workbook off the window's thread and say where it is."""
        self.context.read(
            "positioning.statement.excel",
            lambda workspace: sheets.export_workbook(workspace, path),
            lambda _nothing: self._written(path),
        )

    def print_document(self) -> QTextDocument | None:
        """Return the one-page sheet."""
        return None if self.paper is None else sheet_document(self.paper)

    def actions_list(self) -> Sequence[Action]:
        """Return the page's actions."""
        return (self.pdf_action, self.excel_action, self.copy_action, *super().actions_list())

    def _ask(self, suffix: str, write: Callable[[Path], None]) -> None:
        self.flush()
        name = f"{text('positioning.paper.title')}.{suffix}"
        chosen, _ = QFileDialog.getSaveFileName(self, text(f"positioning.statement.save.{suffix}"), name, f"*.{suffix}")
        if chosen:
            write(Path(chosen))

    def _written(self, path: Path) -> None:
        self.context.notify(message("positioning.statement.written", path=str(path)), "good")

    def _show_paper(self, paper: PositioningSheet) -> None:
        at = self.preview.verticalScrollBar().value()
        made = preview_document(paper)
        made.setParent(self.preview)
        self.preview.setDocument(made)
        self.preview.verticalScrollBar().setValue(at)

    def _lay_out(self) -> None:
        look = theme.current()
        gap = look.space(12)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap)
        column.addWidget(self._sentence_card())
        column.addWidget(self._rivals_card())
        lower = QHBoxLayout()
        lower.setSpacing(gap)
        lower.addWidget(self._card("story"), 1)
        visual = self._card("visual")
        visual.head.addWidget(self.swatches)
        lower.addWidget(visual, 1)
        column.addLayout(lower)
        column.addStretch(1)
        sheet = Card(text("positioning.paper.title"), text("positioning.statement.preview"))
        sheet.add_action(self.copy_action)
        sheet.body.addWidget(self.preview, 1)
        line = QHBoxLayout()
        line.setSpacing(gap)
        line.addWidget(scrolled(left), 13)
        line.addWidget(sheet, 8)
        self.body.addLayout(line, 1)

    def _sentence_card(self) -> Card:
        look = theme.current()
        card = Card(text("positioning.statement.title"))
        card.body.addWidget(self.by_section["parts"])
        quote = Card(tone="info")
        quote.body.addLayout(row(label(text("positioning.statement.suggested"), "small"), None, self.use))
        quote.body.addWidget(self.suggestion)
        card.body.addWidget(quote)
        card.body.addWidget(self.by_section["sentence"])
        card.body.setSpacing(look.space(8))
        return card

    def _rivals_card(self) -> Card:
        section = definition(self.KIND).section("rivals")
        card = Card(str(section.title), str(section.note))
        card.add_action(self.rivals.add_action)
        card.add_action(self.rivals.remove_action)
        card.body.addWidget(self.rivals)
        return card

    def _card(self, section: str) -> Card:
        return section_card(self.by_section[section], definition(self.KIND).section(section))
