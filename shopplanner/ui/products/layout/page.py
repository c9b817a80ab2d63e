"""The layout page: reads the range, plans shares of roles, takes over published mixes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QMenu

from shopplanner.domain.changes import Area, Place
from shopplanner.domain.errors import ShopPlannerError
from shopplanner.domain.messages import message
from shopplanner.foundation.i18n import text
from shopplanner.services.products.layout import Layout, Preset, apply_preset, layout, presets, set_target
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.page import Page
from shopplanner.ui.products.layout.view import LayoutView


class LayoutPage(Page):
    """The range as a whole: roles, breadth, depth, categories."""

    AREAS: ClassVar[frozenset[Area]] = frozenset({Area.PRODUCTS, Area.FACTS, Area.PACKS})

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, text("products.layout.title"))
        self.shown: Layout | None = None
        self.actions_made = (
            Action(
                "products.presets", "products.layout.presets", self._ask_presets, icon="star", enabled=self._writable
            ),
            Action("products.assign", "products.layout.assign", self._go_catalogue, icon="products"),
        )
        self.header.add_action(self.actions_made[1])
        self.view = LayoutView(self._store, self.actions_made[0], (self.actions_made[1],))
        self.body.addWidget(self.view, 1)

    def refresh(self) -> None:
        """Read the range."""
        self.context.read("products.layout", layout, self._show)

    def actions_list(self) -> Sequence[Action]:
        """Return the page's actions."""
        return self.actions_made

    def preset_menu(self, found: Sequence[Preset]) -> QMenu:
        """Return the choice of published mixes, each with its source."""
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        for preset in found:
            head = preset.header
            entry = menu.addAction(text("products.layout.preset", title=str(head.title), grade=head.grade))
            note = f"\n{head.note}" if head.note else ""
            entry.setToolTip(f"{head.source}{note}")
            entry.triggered.connect(partial(self._apply, preset))
        return menu

    def _show(self, found: Layout) -> None:
        self.shown = found
        self.view.show_layout(found)
        self.header.update_enabled()

    def _store(self, role: str, share: int | None) -> None:
        self.context.perform(lambda workspace: set_target(workspace, role, share), failed=self._refused)

    def _refused(self, failure: ShopPlannerError) -> None:
        """Say why, and show what is planned again."""
        self.context.report(failure)
        self.refresh()

    def _ask_presets(self) -> None:
        self.context.read("products.presets", lambda _workspace: presets(), self._open_presets)

    def _open_presets(self, found: tuple[Preset, ...]) -> None:
        anchor = self.view.preset_button
        self.preset_menu(found).popup(anchor.mapToGlobal(anchor.rect().bottomLeft()))

    def _apply(self, preset: Preset, _checked: bool = False) -> None:
        head = preset.header

        def applied(_nothing: None) -> None:
            said = message("products.layout.applied", title=str(head.title), source=head.source, grade=head.grade)
            self.context.notify(said, "good")

        self.context.perform(lambda workspace: apply_preset(workspace, preset), applied)

    def _go_catalogue(self) -> None:
        self.context.navigate(Place("products", "catalogue"))

    def _writable(self) -> bool:
        return not self.context.workspace.read_only
