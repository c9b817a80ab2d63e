"""The undo shelf: names in the edit menu the steps that undo and redo would take; the steps lie in the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from shopplanner.foundation.i18n import text
from shopplanner.services.wording import render
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.shell.menus import Menus

if TYPE_CHECKING:
    from shopplanner.services.history import Step
    from shopplanner.services.workspace import Workspace


class UndoShelf(QObject):
    """Keeps the two menu entries up to date after every edit, also those of former sessions."""

    def __init__(self, context: AppContext, menus: Menus) -> None:
        super().__init__()
        self._context = context
        self._menus = menus
        self.can_undo = False
        self.can_redo = False
        context.saved.connect(self._edited)
        context.shop_changed.connect(self.refresh)

    def refresh(self) -> None:
        """Ask the journal for the steps at hand."""
        self._context.read("shell.undo", _steps, self._show)

    def _edited(self) -> None:
        # an edit was stored: undo is possible at once, its name follows
        self.can_undo = not self._context.workspace.read_only
        self._menus.update_enabled()
        self.refresh()

    def _show(self, steps: tuple[Step | None, Step | None]) -> None:
        undo, redo = steps
        writable = not self._context.workspace.read_only
        self.can_undo, self.can_redo = undo is not None and writable, redo is not None and writable
        self._menus.set_words("edit.undo", _named("undo", undo))
        self._menus.set_words("edit.redo", _named("redo", redo))
        self._menus.update_enabled()


def _steps(workspace: Workspace) -> tuple[Step | None, Step | None]:
    from shopplanner.services import history

    return history.next_undo(workspace), history.next_redo(workspace)


def _named(turn: str, step: Step | None) -> str:
    plain = text("shell.action.undo") if turn == "undo" else text("shell.action.redo")
    return f"{plain}: {render(step.label)}" if step is not None else plain
