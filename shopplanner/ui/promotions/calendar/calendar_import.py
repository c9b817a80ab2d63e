"""A calendar file before it is taken over: what is new, changed, the same or skipped, and why."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from shopplanner.domain.messages import message
from shopplanner.foundation.i18n import text
from shopplanner.services import wording
from shopplanner.services.promotions import calendar_import
from shopplanner.services.promotions.calendar_import import Line, Preview, Taken
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.dialogs import Dialog
from shopplanner.ui.common.table import Column, DataTable, RowsModel
from shopplanner.ui.common.widgets import Segments, label

STATES = ("new", "changed", "same", "skipped")
ROLES = {"new": "good", "changed": "accent_ink", "same": "muted", "skipped": "warn"}
OPEN = frozenset({"new", "changed"})


def _when(line: Line) -> str:
    if line.first.year == 1:
        return ""
    return line.first.isoformat() if line.first == line.last else f"{line.first.isoformat()} → {line.last:%m-%d}"


def _why(line: Line) -> str:
    changes = [text(f"rhythm.import.change.{name}") for name in line.changes]
    reason = [text(f"rhythm.import.reason.{line.reason}")] if line.reason else []
    return wording.listed((*changes, *reason))


def _columns() -> list[Column[Line]]:
    return [
        Column(
            "state",
            "rhythm.import.state",
            lambda line: text(f"rhythm.import.{line.state}"),
            sort=lambda line: STATES.index(line.state),
            role=lambda line: ROLES[line.state],
            width=5,
        ),
        Column("title", "rhythm.import.entry", lambda line: line.title or text("rhythm.import.untitled"), width=14),
        Column("kind", "rhythm.import.kind", lambda line: text(f"rhythm.import.kind_{line.kind}"), width=6),
        Column("when", "rhythm.import.when", _when, sort=lambda line: line.first, width=10),
        Column("why", "rhythm.import.why", _why, tooltip=_why, width=8),
    ]


class CalendarImportDialog(Dialog):
    """Shows what a calendar file would bring; what is selected is taken, or all that is new or changed."""

    def __init__(self, parent: QWidget, context: AppContext, preview: Preview) -> None:
        super().__init__(text("rhythm.import.title", file=preview.file), parent, width=46, height=36)
        self._context, self._preview = context, preview
        self._undo = Action("edit.undo", "shell.action.undo", context.undo)
        self.summary = label(
            text("rhythm.import.summary", **{state: preview.count(state) for state in STATES}), "heading", wrap=True
        )
        self.body.addWidget(self.summary)
        origin = "own" if preview.own else "foreign"
        self.body.addWidget(label(text(f"rhythm.import.{origin}"), "muted", wrap=True))
        shown = [("", text("rhythm.import.all", n=len(preview.lines)))]
        shown += [
            (state, f"{text(f'rhythm.import.{state}')} {preview.count(state)}")
            for state in STATES
            if preview.count(state)
        ]
        self.filter = Segments(shown, "", self._filter)
        self.body.addWidget(self.filter)
        self.model: RowsModel[Line] = RowsModel(_columns(), self)
        self.table = DataTable(
            self.model, name="promotions.calendar_import", accessible_name=text("rhythm.import.list")
        )
        self.model.set_rows(sorted(preview.lines, key=lambda line: STATES.index(line.state)))
        self.table.selectionModel().selectionChanged.connect(lambda *_chosen: self._name())
        self.body.addWidget(self.table, 1)
        self.body.addWidget(label(text("rhythm.import.hint"), "small", wrap=True))
        self.add_close("common.cancel")
        self.ok = self.add_button("", self.take, primary=True)
        self._name()

    def _filter(self, state: str) -> None:
        self.model.set_filter((lambda line: line.state == state) if state else None)
        self._name()

    def wanted(self) -> list[Line]:
        """Return the entries to be taken: the selected ones, or all."""
        chosen = self.table.selected_rows() or self._preview.lines
        return [line for line in chosen if line.state in OPEN]

    def _name(self) -> None:
        count = len(self.wanted())
        self.ok.setText(text("rhythm.import.take", n=count))
        self.ok.setEnabled(count > 0)

    def take(self) -> None:
        """Take the entries over."""
        preview, keys = self._preview, {line.key for line in self.wanted()}
        self.ok.setEnabled(False)
        self._context.perform(lambda workspace: calendar_import.take(workspace, preview, keys), self._taken)

    def _taken(self, taken: Taken) -> None:
        said = message("rhythm.import.taken", new=taken.new, changed=taken.changed)
        self._context.notify(said, severity="good", action=self._undo)
        self.accept()


def open_import(parent: QWidget, context: AppContext, path: Path) -> None:
    """Read a calendar file beside the window's work and show what it would bring."""
    context.read(
        "calendar/import",
        lambda workspace: calendar_import.look(workspace, path),
        lambda preview: CalendarImportDialog(parent, context, preview).open(),
    )
