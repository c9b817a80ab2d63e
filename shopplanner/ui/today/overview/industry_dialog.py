"""Asks for the industry's average conversion."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from shopplanner.foundation.i18n import text
from shopplanner.services.today.industry import Industry, set_industry
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.dialogs import Dialog
from shopplanner.ui.common.form import Field
from shopplanner.ui.common.money_field import PercentEdit


class IndustryDialog(Dialog):
    """Takes one share, or forgets it."""

    def __init__(self, context: AppContext, known: Industry | None, parent: QWidget | None) -> None:
        super().__init__(text("today.peers.title"), parent, width=24)
        self._context = context
        self.editor = PercentEdit()
        if known is not None:
            self.editor.set_value(known.conversion)
        self.field = Field(text("today.peers.conversion"), self.editor, text("today.peers.help"))
        self.body.addWidget(self.field)
        self.add_close("common.cancel")
        if known is not None:
            self.add_button(text("today.peers.forget"), lambda: self._store(None))
        self.add_button(text("today.peers.store"), lambda: self._store(self.editor.value), primary=True)

    def _store(self, conversion: int | None) -> None:
        """Keep the share and close; an impossible one is said beside the field."""
        self._context.perform(
            lambda workspace: set_industry(workspace, conversion),
            lambda _nothing: self.accept(),
            self.field.show_failure,
        )
