"""The page of reverse questions: choose a product, type what you want to reach, read the setting that reaches it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from shopplanner.domain.changes import Area
from shopplanner.domain.messages import message
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions import solving
from shopplanner.services.promotions.solving import QUESTIONS, Known, answered
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.form import choice
from shopplanner.ui.common.page import Page
from shopplanner.ui.common.widgets import label, scrolled
from shopplanner.ui.promotions.solving.question import QuestionCard, figure_words
from shopplanner.ui.theme import theme

CARD = 19
"""Width that a card needs, in heights of a line."""


@dataclass(frozen=True)
class Choices:
    """The products to choose from."""

    products: tuple[tuple[int, str], ...]


class SolvingPage(Page):
    """Answers reverse price questions while one types."""

    AREAS: ClassVar[frozenset[Area]] = frozenset(
        {Area.PROMOTIONS, Area.PRODUCTS, Area.FACTS, Area.SHOP, Area.SETTINGS, Area.PACKS}
    )

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, text("solving.title"))
        self._wanted = 0
        self.known: Known | None = None
        self.actions_made = (
            Action("solving.fill", "solving.action.fill", self._fill_again, icon="refresh", enabled=self._has_product),
            Action("solving.copy", "solving.action.copy", self._copy, "Ctrl+Shift+C", icon="copy"),
        )
        self.products = choice([("", text("solving.no_product"))])
        self.products.setAccessibleName(text("solving.product"))
        self.products.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.products.setMaximumWidth(theme.current().unit(16))
        self.products.currentIndexChanged.connect(lambda _index: self._choose())
        self.header.add_left(self.products)
        for action in self.actions_made:
            self.header.add_action(action)
        self.hint = label(text("solving.hint"), "muted", wrap=True)
        self.body.addWidget(self.hint)
        inside = QWidget()
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(self.body.spacing())
        self._columns = 0
        self.cards = [QuestionCard(question) for question in QUESTIONS]
        self._arrange(3)
        self.body.addWidget(scrolled(inside), 1)

    def _arrange(self, columns: int) -> None:
        """Put the cards side by side."""
        if columns == self._columns:
            return
        self._columns = columns
        for number in range(len(self.cards)):
            self._grid.setColumnStretch(number, 1 if number < columns else 0)
        for number, card in enumerate(self.cards):
            self._grid.addWidget(card, number // columns, number % columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use as many columns as there is room for."""
        super().resizeEvent(event)
        self._arrange(min(3, max(1, self.width() // theme.current().unit(CARD))))

    def actions_list(self) -> Sequence[Action]:
        """Return the page's actions."""
        return self.actions_made

    def refresh(self) -> None:
        """Read the products to choose from, and the chosen one anew; what was typed stays."""

        def read(workspace: Workspace) -> Choices:
            return Choices(tuple(solving.product_choices(workspace)))

        self.context.read("promotions.solving", read, self._show)

    def _show(self, choices: Choices) -> None:
        chosen = self._wanted or self.products.currentData()
        self.products.blockSignals(True)
        self.products.clear()
        self.products.addItem(text("solving.no_product"), "")
        for product_id, name in choices.products:
            self.products.addItem(name, product_id)
        self.products.setCurrentIndex(max(0, self.products.findData(chosen)))
        self.products.blockSignals(False)
        if self._wanted:
            self._wanted = 0
            self._choose()
        else:
            self._read_known(self._follow)
        self.header.update_enabled()

    def show_record(self, record: str) -> None:
        """Choose a product by its id."""
        self._wanted = int(record) if record.isdigit() else 0
        place = self.products.findData(self._wanted)
        if self._wanted and place > 0:
            self._wanted = 0
            self.products.setCurrentIndex(place)

    def _has_product(self) -> bool:
        return bool(self.products.currentData())

    def _choose(self) -> None:
        self.header.update_enabled()
        self._read_known(self._fill)

    def _read_known(self, show: Callable[[Known], None]) -> None:
        product_id = self.products.currentData()
        if not product_id:
            return

        def read(workspace: Workspace) -> Known:
            return solving.known_of(workspace, product_id)

        self.context.read("promotions.solving.known", read, show)

    def _follow(self, known: Known) -> None:
        """Bring fields up to date that hold what was filled in."""
        same = self.known if self.known and self.known.product_id == known.product_id else None
        self._fill(known, same.values if same else None)

    def _fill(self, known: Known, before: Mapping[str, int] | None = None) -> None:
        self.known = known
        for card in self.cards:
            card.fill(known.values, before)
        campaign = known.campaign or text("solving.no_campaign")
        self.hint.setText(text("solving.filled", name=known.name, campaign=campaign))

    def _fill_again(self) -> None:
        self._choose()

    def _copy(self) -> None:
        """Copy every answer as a table."""
        lines = []
        for card in self.cards:
            for name, solution in answered(card.question, card.values()) or ():
                if solution.value is not None:
                    lines.append(f"{text(f'solving.answer.{name}')}\t{figure_words(solution.value, solution.unit)}")
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.context.notify(message("solving.copied", n=len(lines)), "good")
