"""The page of rule packs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import QTimer

from shopplanner.domain.changes import Area
from shopplanner.domain.errors import ShopPlannerError
from shopplanner.domain.messages import message
from shopplanner.foundation.i18n import text
from shopplanner.services import packs
from shopplanner.services.packs import PackInfo
from shopplanner.services.wording import render
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.page import Page
from shopplanner.ui.today.packs.view import SOURCE, PacksView

PAUSE_MS = 400
"""How long nothing must be typed before the text is checked."""


class PacksPage(Page):
    """Everything that ages, with source, day and grade; copies of a person's own are edited here."""

    AREAS: ClassVar[frozenset[Area]] = frozenset({Area.PACKS})

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, text("packs.page"))
        self.pack: PackInfo | None = None
        self._wanted = ""
        self._stored = ""
        self.view = PacksView(self._choose_pack, self._save, self._typed)
        self.copy_action = Action("packs.copy", "packs.copy", self._copy, icon="copy", enabled=self._can_copy)
        self.revert_action = Action("packs.revert", "packs.revert", self._revert, icon="undo", enabled=self._can_revert)
        self.header.add_action(self.revert_action)
        self.header.add_action(self.copy_action, primary=True)
        self.body.addWidget(self.view, 1)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PAUSE_MS)
        self._later.timeout.connect(self._check)

    def refresh(self) -> None:
        """Read all packs again."""
        self.context.read("packs/all", lambda _workspace: packs.all_packs(), self._show)

    def show_record(self, record: str) -> None:
        """Choose a pack by kind and name: ``checks/products``."""
        self._wanted = record
        self._select_wanted()

    def actions_list(self) -> Sequence[Action]:
        """Return the page's actions."""
        return (self.copy_action, self.revert_action)

    def flush(self) -> None:
        """Nothing is stored unasked: a half-typed rule must not come into force."""
        self._later.stop()

    def _show(self, found: Sequence[PackInfo]) -> None:
        broken = sum(1 for pack in found if pack.error)
        self.header.set_subtitle(text("packs.subtitle", n=len(found)))
        self.header.set_chips(*([(text("packs.broken_count", n=broken), "bad")] if broken else []))
        self.view.show_packs(found)
        self._select_wanted()
        self._choose_pack(self.view.table.current_row())

    def _select_wanted(self) -> None:
        if self._wanted and self.view.table.select_where(lambda pack: pack.key == self._wanted):
            self._wanted = ""

    def _choose_pack(self, pack: PackInfo | None) -> None:
        """Show the chosen pack; what was typed stays while the pack itself does."""
        same = self.pack is not None and pack is not None and (self.pack.key, self.pack.own) == (pack.key, pack.own)
        if same and self._pending():
            return
        self.pack = pack
        self.header.update_enabled()
        self.view.show_pack(pack)
        if pack is None:
            return
        key = pack.key

        def show(content: str) -> None:
            if self.pack is not None and self.pack.key == key:
                self._stored = content
                self.view.show_text(content, editable=self.pack.own)

        self.context.read("packs/text", lambda _workspace: packs.pack_text(pack.kind, pack.name), show)

    def _pending(self) -> bool:
        editor = self.view.editor
        return not editor.isReadOnly() and editor.toPlainText() != self._stored

    def _typed(self) -> None:
        self.view.save.setEnabled(self._pending())
        self._later.start()

    def _check(self) -> None:
        """Say while typing whether the text fits."""
        if self.pack is not None and self._pending():
            kind, name, typed = self.pack.kind, self.pack.name, self.view.editor.toPlainText()
            self.context.read(
                "packs/check", lambda _workspace: packs.problem_of(kind, name, typed), self.view.show_problem
            )

    def _save(self) -> None:
        """Store the text if it fits."""
        if self.pack is not None:
            self._store(self.pack, self.view.editor.toPlainText(), self._stored)

    def _store(self, pack: PackInfo, content: str, before: str) -> None:
        """Store a text as the own copy; the notice takes it back."""

        def saved(_nothing: None) -> None:
            self._stored = content
            back = Action("packs.take_back", "shell.action.undo", lambda: self._store(pack, before, content))
            self.context.notify(message("packs.saved", pack=str(pack.title)), "good", back)
            self.context.changed(Area.PACKS)

        def work(_workspace: Workspace) -> None:
            packs.save_copy(pack.kind, pack.name, content)

        self.context.read("packs/save", work, saved, self._refused)

    def _refused(self, failure: ShopPlannerError) -> None:
        self.view.show_problem(str(failure.what.params.get("reason", "")) or render(failure.what))

    def _can_copy(self) -> bool:
        return self.pack is not None and not self.pack.own

    def _can_revert(self) -> bool:
        return self.pack is not None and self.pack.own and self.pack.shipped

    def _copy(self) -> None:
        """Make an own copy of the chosen pack and open its text."""
        pack = self.pack
        if pack is None:
            return

        def made(_nothing: None) -> None:
            self.view.show_mode(SOURCE)
            self.context.notify(message("packs.copied", pack=str(pack.title)))
            self.context.changed(Area.PACKS)

        self.context.read("packs/save", lambda _workspace: packs.make_copy(pack.kind, pack.name), made)

    def _revert(self) -> None:
        """Take the own copy away; the notice brings it back."""
        pack = self.pack
        if pack is None:
            return

        def gone(content: str) -> None:
            self._stored = self.view.editor.toPlainText()
            back = Action("packs.bring_back", "shell.action.undo", lambda: self._store(pack, content, content))
            self.context.notify(message("packs.reverted", pack=str(pack.title)), action=back)
            self.context.changed(Area.PACKS)

        self.context.read("packs/save", lambda _workspace: packs.revert(pack.kind, pack.name), gone)
