"""The import page: looks at files, lets a person map unknown columns, imports as a job, takes imports back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QPushButton

from shopplanner.domain.changes import Area, Outcome
from shopplanner.domain.messages import message
from shopplanner.foundation.i18n import text
from shopplanner.services.metrics import importing, mapping_fields, previews, reject_files
from shopplanner.services.metrics.batches import Batch, RejectedRow, batches, rejected_rows, undo_import
from shopplanner.services.metrics.importing import FileReport
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.jobs import JobHandle
from shopplanner.ui.common.page import Page
from shopplanner.ui.common.widgets import plain_button
from shopplanner.ui.metrics.importing import model
from shopplanner.ui.metrics.importing.model import Item
from shopplanner.ui.metrics.importing.view import ImportingView

KINDS = "*.xls *.xlsx *.csv *.txt *.tsv *.zip"


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import job did: its steps and, for every table, a report."""

    outcomes: tuple[Outcome[list[FileReport]], ...]

    @property
    def reports(self) -> list[FileReport]:
        """All reports in order."""
        return [report for outcome in self.outcomes for report in outcome.value]


class ImportingPage(Page):
    """Files in, a look before anything is stored, and a way back afterwards."""

    AREAS: ClassVar[frozenset[Area]] = frozenset({Area.FACTS, Area.PACKS})

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, text("metrics.importing.title"))
        self.items: list[Item] = []
        self._at = 0
        self._running: JobHandle | None = None
        self._titles: dict[str, str] = {}
        self.run_action = Action(
            "metrics.importing.run", "metrics.importing.run", self.run, icon="check", enabled=self._can_run
        )
        self.clear_action = Action(
            "metrics.importing.clear", "metrics.importing.clear", self.clear, icon="close", enabled=self._has_items
        )
        self.choose_action = Action(
            "metrics.importing.choose", "metrics.importing.choose_files", self._choose, icon="folder"
        )
        self.paste_action = Action("metrics.importing.paste", "metrics.importing.paste", self.paste, icon="copy")
        self.undo_action = Action("metrics.importing.undo", "metrics.importing.undo", self.undo, icon="undo")
        self.view = ImportingView(
            self.import_paths,
            self._show_item,
            self._map,
            self._as_fact,
            self._ask_rejects,
            (self.choose_action, self.paste_action),
            (self.undo_action,),
        )
        self.body.addWidget(self.view, 1)
        self.header.add_action(self.clear_action)
        self.header.add_action(self.run_action, primary=True)

    def refresh(self) -> None:
        """Read the history of imports."""
        self.context.read("metrics.batches", _history, self._show_history)

    def import_paths(self, paths: Sequence[Path]) -> None:
        """Look at files that were dropped or chosen; folders bring the files in them."""
        files = [file for path in paths for file in _files(path)]

        def read(workspace: Workspace) -> list[Item]:
            return [model.item(each) for each in previews.preview(workspace, files)]

        self.context.read("metrics.preview", read, self._add)

    def show_record(self, record: str) -> None:
        """Choose the import with this number in the history."""
        table = self.view.batches_table
        if table is not None:
            table.select_where(lambda batch: str(batch.id) == record)

    def actions_list(self) -> Sequence[Action]:
        """Return the page's actions."""
        return (self.choose_action, self.paste_action, self.run_action, self.clear_action, self.undo_action)

    def paste(self) -> None:
        """Look at a table on the clipboard."""
        content = QGuiApplication.clipboard().text()

        def read(workspace: Workspace) -> list[Item]:
            return [model.item(previews.preview_text(workspace, content), content)]

        self.context.read("metrics.paste", read, self._add)

    def run(self) -> None:
        """Import everything that is ready, as a job."""
        ready = [item for item in self.items if item.ready]

        def work(workspace: Workspace, handle: JobHandle) -> Imported:
            return Imported(tuple(_import_all(workspace, ready, handle)))

        title = message("metrics.importing.job", n=len(ready))

        def done(imported: Imported) -> None:
            self._done(imported, ready)

        self._running = self.context.run_job(title, work, done, writes=True, failed=self._failed)
        self.header.update_enabled()

    def clear(self) -> None:
        """Forget the files that wait, and close the results."""
        self.items = []
        self.view.show_items([])
        self.header.update_enabled()

    def undo(self) -> None:
        """Take the chosen import back, or the last one."""
        chosen = self.view.current_batch()
        if chosen is None:
            self.context.notify(message("metrics.importing.choose_batch"))
            return

        def taken_back(_group: int) -> None:
            n = self.view.tables_of(chosen.group)
            said = message("metrics.importing.taken_back", file=model.batch_file(chosen), n=n)
            self.context.notify(said, "good", hint=message("metrics.importing.taken_back_hint"))

        self.context.perform(lambda workspace: undo_import(workspace, chosen.group), taken_back)

    def _add(self, found: list[Item]) -> None:
        """Show looked-at tables after those that wait already; the same file again replaces."""
        again = {(item.preview.path, item.preview.sheet, item.preview.file) for item in found if item.preview.path}
        kept = [item for item in self.items if (item.preview.path, item.preview.sheet, item.preview.file) not in again]
        self._at = len(kept)
        self.items = [*kept, *found]
        self.view.show_items(self.items, self._at)
        self.header.update_enabled()

    def _show_item(self, found: Item | None) -> None:
        """Show the chosen table."""
        if found is not None and found in self.items:
            self._at = self.items.index(found)
        self.view.preview.show_item(found)

    def _map(self, column: str, to: str) -> None:
        """Keep a column of the chosen table as something else."""
        self._replace(self.items[self._at].mapped(column, to))

    def _as_fact(self, fact: str) -> None:
        """Take the chosen table for another kind."""
        self._replace(self.items[self._at].as_fact(fact))

    def _replace(self, item: Item) -> None:
        """Show the chosen table in its new form."""
        self.items[self._at] = item
        self.view.show_items(self.items, self._at)
        self.header.update_enabled()

    def _done(self, imported: Imported, done: Sequence[Item]) -> None:
        """Show what became of the files; those that were dropped meanwhile keep waiting."""
        self._running = None
        for outcome in imported.outcomes:
            self.context.announce(outcome)
        reports = [*imported.reports, *model.unreadable(self.items)]
        self.items = [item for item in self.items if item.preview.error is None and item not in done]
        self.view.show_reports(reports, self._titles, self._waiting_button())
        self.header.update_enabled()
        stored = sum(report.rows_stored for report in reports)
        if stored:
            self.context.notify(message("metrics.importing.done", n=stored), "good")
        else:
            self.context.notify(message("metrics.importing.nothing_new"))

    def _waiting_button(self) -> QPushButton | None:
        """Return the way back to tables that still wait: their columns are not mapped, or they came meanwhile."""
        if not self.items:
            return None
        words = text("metrics.importing.still_waiting", n=len(self.items))
        return plain_button(words, lambda: self.view.show_items(self.items), link=True)

    def _failed(self, error: Exception) -> None:
        """Say why nothing was imported; the files keep waiting."""
        from shopplanner.domain.errors import ShopPlannerError

        self._running = None
        self.header.update_enabled()
        if isinstance(error, ShopPlannerError):
            self.context.report(error)

    def _ask_rejects(self, about: FileReport | Batch) -> None:
        """Read the rows that an import set aside."""
        batch_id = about.id if isinstance(about, Batch) else about.batch
        if batch_id is None:
            return
        file = about.rejects_file if isinstance(about, FileReport) else self._rejects_file(about)
        wanted = batch_id

        def read(workspace: Workspace) -> list[RejectedRow]:
            return rejected_rows(workspace, wanted)

        def show(rows: list[RejectedRow]) -> None:
            if isinstance(about, Batch):
                self.view.show_reports([model.report_of(about)], self._titles)
                self.header.update_enabled()
            self.view.add_rejects(rows, file)

        self.context.read("metrics.rejects", read, show)

    def _rejects_file(self, batch: Batch) -> Path | None:
        """Return where an earlier import's rejected rows were saved, if they are still there."""
        folder = reject_files.folder(self.context.workspace)
        return next(iter(folder.glob(f"{batch.id}-*.csv")), None) if folder.is_dir() else None

    def _show_history(self, found: tuple[list[Batch], dict[str, str]]) -> None:
        """Show earlier imports."""
        history, self._titles = found
        self.view.show_batches(history, self._titles)

    def _choose(self) -> None:
        """Ask for files."""
        kinds = f"{text('metrics.importing.kinds')} ({KINDS});;{text('metrics.importing.all_files')} (*)"
        chosen, _ = QFileDialog.getOpenFileNames(self, text("metrics.importing.choose_files"), "", kinds)
        if chosen:
            self.import_paths([Path(name) for name in chosen])

    def _can_run(self) -> bool:
        return self._running is None and any(item.ready for item in self.items)

    def _has_items(self) -> bool:
        return bool(self.items) or self.view.work.isVisibleTo(self)


def _history(workspace: Workspace) -> tuple[list[Batch], dict[str, str]]:
    """Return earlier imports and the names of formats."""
    return batches(workspace), mapping_fields.format_titles()


def _import_all(workspace: Workspace, ready: Sequence[Item], handle: JobHandle) -> list[Outcome[list[FileReport]]]:
    """Import files of known formats as one step, then each table of one's own as a step."""
    outcomes: list[Outcome[list[FileReport]]] = []
    paths = model.paths_of(ready)
    if paths:
        outcomes.append(
            importing.import_files(workspace, paths, progress=handle.progress, check_cancelled=handle.check_cancelled)
        )
    for item in ready:
        if item.content:
            outcomes.append(
                importing.import_text(
                    workspace, item.content, mapping=item.own_mapping(), name=text("metrics.importing.pasted")
                )
            )
        elif item.own and item.preview.path is not None:
            outcomes.append(
                importing.import_files(
                    workspace,
                    [item.preview.path],
                    mapping=item.own_mapping(),
                    progress=handle.progress,
                    check_cancelled=handle.check_cancelled,
                )
            )
    return outcomes


def _files(path: Path) -> list[Path]:
    """Return a file itself, or the files of a folder that may hold tables."""
    if not path.is_dir():
        return [path]
    suffixes = tuple(kind.lstrip("*") for kind in KINDS.split())
    return sorted(file for file in path.iterdir() if file.suffix.lower() in suffixes)
