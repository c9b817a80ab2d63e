"""The papers page: choose a promotion and a paper, see it as it will be printed, complete it, and hand it out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import ClassVar

from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QInputDialog, QStackedWidget, QTextBrowser, QWidget

from shopplanner.domain.changes import Area, Outcome, Place
from shopplanner.domain.errors import CannotWriteError
from shopplanner.domain.messages import message
from shopplanner.domain.papers import Paper
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.papers import building, fields, month_plan, output
from shopplanner.services.promotions.papers.building import PaperView
from shopplanner.services.promotions.papers.fields import KINDS
from shopplanner.services.promotions.papers.listing import PaperChoice, choices
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.page import Page
from shopplanner.ui.common.paper import paper_document, write_pdf
from shopplanner.ui.common.table import Column, DataTable, FilterBox, RowsModel
from shopplanner.ui.common.widgets import Card, EmptyState, Segments, label, scrolled_column
from shopplanner.ui.promotions.papers.form import PaperForm
from shopplanner.ui.theme import theme
from shopplanner.ui.theme.roles import load_roles

MONTH = "month_plan"
STATUS_ROLES = {"idea": "muted", "ended": "muted", "reviewed": "muted"}


class PapersPage(Page):
    """Briefs, scripts, lists and plans of a promotion."""

    AREAS: ClassVar[frozenset[Area]] = frozenset(
        {Area.PROMOTIONS, Area.PRODUCTS, Area.TASKS, Area.FACTS, Area.PACKS, Area.WORKSHEETS, Area.SHOP, Area.SETTINGS}
    )

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, text("papers.title"))
        self.kind = KINDS[0]
        self.view: PaperView | None = None
        self.paper: Paper | None = None
        self._wanted = ""
        self._make_actions()
        named = [(kind, text(f"papers.kind.{kind}")) for kind in (*KINDS, MONTH)]
        self.segments = Segments(named, self.kind, self.choose_kind)
        self.header.add_left(self.segments)
        for action in self.actions_made[:3]:
            self.header.add_action(action, primary=action is self.pdf_action)
        self.model: RowsModel[PaperChoice] = RowsModel(_columns())
        self.table = DataTable(self.model, name="promotions.papers", accessible_name=text("papers.list"))
        self.table.row_changed.connect(lambda _row: self._chosen())
        self.table.row_activated.connect(lambda _row: self._open_promotion())
        self.preview = QTextBrowser()
        self.preview.setAccessibleName(text("papers.preview"))
        colors = load_roles("light").colors
        self.preview.setStyleSheet(f"QTextBrowser {{ background: {colors['surface']}; color: {colors['text']}; }}")
        self.form = PaperForm(self._write, (self.hand_out_action, self.sign_action), self)
        self.form.hide()
        self.month_panel = QWidget(self)
        column = scrolled_column(self.month_panel)
        column.addWidget(label(text("papers.form.month"), "muted", wrap=True))
        column.addStretch(1)
        self.month_panel.hide()
        self.stack = QStackedWidget()
        self.stack.addWidget(self._filled())
        self.stack.addWidget(EmptyState("papers.empty", "papers.empty_hint", (self.open_action,), "promotions"))
        self.body.addWidget(self.stack, 1)

    def _make_actions(self) -> None:
        ready = self._has_paper
        self.word_action = Action(
            "papers.word", "papers.action.word", lambda: self._ask("docx"), icon="export", enabled=ready
        )
        self.excel_action = Action(
            "papers.excel", "papers.action.excel", lambda: self._ask("xlsx"), icon="export", enabled=ready
        )
        self.pdf_action = Action(
            "papers.pdf", "papers.action.pdf", lambda: self._ask("pdf"), icon="print", enabled=ready
        )
        self.copy_action = Action(
            "papers.copy", "papers.action.copy", self.copy, "Ctrl+Shift+C", icon="copy", enabled=ready
        )
        self.hand_out_action = Action(
            "papers.hand_out", "papers.action.hand_out", self.hand_out, icon="check", enabled=self._has_fields
        )
        self.sign_action = Action(
            "papers.sign", "papers.action.sign", self._ask_signature, icon="edit", enabled=self._is_issued
        )
        self.open_action = Action("papers.open", "papers.action.open", self._open_promotion, icon="calendar")
        self.actions_made = (
            self.word_action, self.excel_action, self.pdf_action, self.copy_action, self.hand_out_action,
            self.sign_action, self.open_action,
        )  # fmt: skip

    def _filled(self) -> QWidget:
        page = QWidget()
        line = QHBoxLayout(page)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(self.body.spacing())
        listed = Card(text("papers.list"))
        listed.body.addWidget(FilterBox(self.table))
        listed.body.addWidget(self.table, 1)
        listed.setMinimumWidth(theme.current().unit(15))
        line.addWidget(listed, 4)
        shown = Card(text("papers.preview"))
        self._copy_button = shown.add_action(self.copy_action)
        shown.body.addWidget(self.preview, 1)
        line.addWidget(shown, 7)
        return page

    # showing

    def refresh(self) -> None:
        """Read the promotions, then the paper."""
        self.context.read("promotions.papers", choices, self._show_choices)

    def show_record(self, record: str) -> None:
        """Choose a promotion by its id; ``id/kind`` also chooses the paper."""
        self._wanted, _, kind = record.partition("/")
        if kind in (*KINDS, MONTH):
            self.kind = kind
            self.segments.choose(kind)
        self._select_wanted()
        self._chosen()

    def choose_kind(self, kind: str) -> None:
        """Show another paper."""
        self.form.flush()
        self.kind = kind
        self._chosen()

    def flush(self) -> None:
        """Store what is being typed."""
        self.form.flush()

    def print_document(self) -> QTextDocument | None:
        """Return the paper."""
        return None if self.paper is None else paper_document(self.paper)

    def actions_list(self) -> Sequence[Action]:
        """Return the page's actions."""
        return self.actions_made

    def _show_choices(self, found: tuple[PaperChoice, ...]) -> None:
        self.stack.setCurrentIndex(0 if found else 1)
        self.table.show_rows(found, key=lambda each: each.id)
        self._select_wanted()
        if self.table.current_row() is None and found:
            self.table.selectRow(0)
        self._chosen()

    def _select_wanted(self) -> None:
        if self._wanted and self.table.select_where(lambda each: str(each.id) == self._wanted):
            self._wanted = ""

    def _chosen(self) -> None:
        """Read the paper of the chosen promotion."""
        chosen, kind = self.table.current_row(), self.kind
        if not isinstance(chosen, PaperChoice):
            self.set_inspector(None)
            return
        if kind == MONTH:
            at = chosen.starts.date()
            self.context.read("promotions.paper", lambda workspace: _month(workspace, at), self._show_month)
        else:
            promotion = chosen.id
            self.context.read(
                "promotions.paper",
                lambda workspace: building.paper(workspace, promotion, kind),
                lambda view: self._show_view(promotion, view),
            )

    def _show_view(self, promotion_id: int, view: PaperView) -> None:
        self.view = view
        self._show_paper(view.paper)
        self.form.show_paper(promotion_id, view)
        self._inspect(self.form)

    def _show_month(self, paper: Paper) -> None:
        self.view = None
        self._show_paper(paper)
        self._inspect(self.month_panel)

    def _inspect(self, widget: QWidget) -> None:
        if self.inspector is not widget:
            self.set_inspector(widget)

    def _show_paper(self, paper: Paper) -> None:
        same = self.paper is not None and self.paper.title == paper.title
        at = self.preview.verticalScrollBar().value()
        self.paper = paper
        made = paper_document(paper)
        made.setParent(self.preview)
        self.preview.setDocument(made)
        self.preview.verticalScrollBar().setValue(at if same else 0)
        self.header.update_enabled()
        self._copy_button.setEnabled(True)

    # doing

    def _has_paper(self) -> bool:
        return self.paper is not None

    def _has_fields(self) -> bool:
        return self.view is not None

    def _is_issued(self) -> bool:
        return self.view is not None and bool(self.view.issues)

    def _promotion_id(self) -> int:
        chosen = self.table.current_row()
        return chosen.id if isinstance(chosen, PaperChoice) else 0

    def _write(self, promotion: int, kind: str, field: str, value: str) -> None:
        self.context.perform(lambda workspace: fields.write(workspace, promotion, kind, field, value))

    def hand_out(self) -> None:
        """Record the paper as it stands as handed out."""
        self.form.flush()
        promotion, kind = self._promotion_id(), self.kind

        def act(workspace: Workspace) -> Outcome[int]:
            return fields.hand_out(workspace, promotion, kind, building.paper(workspace, promotion, kind).digest)

        self.context.perform(act, lambda number: self.context.notify(message("papers.handed_out", n=number), "good"))

    def _ask_signature(self) -> None:
        name, accepted = QInputDialog.getText(self, text("papers.sign.title"), text("papers.sign.name"))
        if accepted:
            self.sign(name)

    def sign(self, name: str) -> None:
        """Record who accepted the latest version."""
        promotion, kind = self._promotion_id(), self.kind
        self.context.perform(lambda workspace: fields.sign(workspace, promotion, kind, name))

    def copy(self) -> None:
        """Put the paper's text on the clipboard."""
        if self.paper is not None:
            QGuiApplication.clipboard().setText(paper_document(self.paper).toPlainText())
            self.context.notify(message("papers.copied"), "good")

    def _ask(self, kind: str) -> None:
        self.form.flush()
        if self.paper is None:
            return
        name = "".join("-" if letter in '\\/:*?"<>|' else letter for letter in self.paper.name)
        chosen, _ = QFileDialog.getSaveFileName(self, text("papers.save"), f"{name}.{kind}", f"*.{kind}")
        if chosen:
            self.save(kind, Path(chosen))

    def save(self, kind: str, path: Path) -> None:
        """Write the paper and say where it is."""
        paper = self.paper
        if paper is None:
            return
        writer = _write_pdf if kind == "pdf" else output.write
        self.context.read("promotions.paper.save", lambda _workspace: writer(paper, kind, path), self._written)

    def _written(self, path: Path) -> None:
        self.context.notify(message("papers.written", path=str(path)), "good")

    def _open_promotion(self) -> None:
        chosen = self._promotion_id()
        self.context.navigate(Place("promotions", "calendar", str(chosen) if chosen else ""))


def _write_pdf(paper: Paper, _kind: str, path: Path) -> Path:
    """Write a paper as PDF, away from the window's thread: laying out a long table takes its time."""
    try:
        write_pdf(paper, path)
    except OSError as error:
        raise CannotWriteError(path, error) from error
    return path


def _month(workspace: Workspace, day: date) -> Paper:
    return month_plan.month_paper(workspace, day.year, day.month)


def _columns() -> list[Column[PaperChoice]]:
    return [
        Column("starts", "papers.column.from", lambda each: _day(each.starts), sort=lambda each: each.starts, width=4),
        Column(
            "status",
            "papers.column.status",
            lambda each: text(f"promotions.status.{each.status}"),
            role=lambda each: STATUS_ROLES.get(each.status, ""),
            width=5.6,
        ),
        Column("name", "papers.column.promotion", lambda each: each.name, tooltip=lambda each: each.name),
    ]


def _day(moment: datetime) -> str:
    return f"{moment:%m-%d}"
