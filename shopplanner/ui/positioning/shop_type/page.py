"""The shop type adviser: what is there on the left, which type fits on the right."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shopplanner.foundation.i18n import text
from shopplanner.services.positioning import advice, worksheets
from shopplanner.services.positioning.advice import ShopTypeAdvice
from shopplanner.services.positioning.definitions import definition
from shopplanner.services.positioning.worksheets import Sheet, Spot
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.widgets import clear, label, scrolled
from shopplanner.ui.positioning.forms.sections import SectionForm, section_card
from shopplanner.ui.positioning.forms.worksheet_page import WorksheetPage
from shopplanner.ui.positioning.shop_type.view import AdviceCard
from shopplanner.ui.theme import theme


class ShopTypePage(WorksheetPage[ShopTypeAdvice]):
    """Which type of shop fits, why, and what is missing for the others."""

    KIND: ClassVar[str] = "shop_type"

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        defined = definition(self.KIND)
        gap = theme.current().space(12)
        self.forms = [SectionForm(context, self.KIND, section) for section in defined.sections]
        self.cards: list[AdviceCard] = []
        line = QHBoxLayout()
        line.setSpacing(gap)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap)
        for form, section in zip(self.forms, defined.sections, strict=True):
            column.addWidget(section_card(form, section))
        column.addStretch(1)
        right = QWidget()
        self.advices = QVBoxLayout(right)
        self.advices.setContentsMargins(0, 0, 0, 0)
        self.advices.setSpacing(gap)
        area = scrolled(left)
        area.setFixedWidth(theme.unit(23))
        line.addWidget(area)
        line.addWidget(scrolled(right), 1)
        self.body.addLayout(line, 1)

    def load(self, workspace: Workspace, sheet_id: int) -> ShopTypeAdvice:
        """Return the worksheet and the types judged by it."""
        return advice.shop_type_advice(workspace, sheet_id)

    def show_data(self, data: ShopTypeAdvice) -> Sheet:
        """Show the types, best first."""
        clear(self.advices)
        self.cards = [
            AdviceCard(one, place == 0, one.shop_type.id == data.target, data.rules, self._choose)
            for place, one in enumerate(data.advices)
        ]
        for card in self.cards:
            self.advices.addWidget(card)
        rules = data.rules
        words = text("positioning.shop_type.source", source=str(rules.source), day=rules.version, grade=rules.grade)
        self.advices.addWidget(label(words, "small", wrap=True))
        self.advices.addStretch(1)
        return data.sheet

    def _choose(self, shop_type: str) -> None:
        spot = Spot(self.KIND, "target", 0, self.sheet.id if self.sheet else 0)
        self.context.perform(lambda workspace: worksheets.set_value(workspace, spot, shop_type))
