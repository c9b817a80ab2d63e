"""The start page: three questions, advantages with proof, six resources, four levers, familiarity."""

from __future__ import annotations

from typing import ClassVar, Final

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shopplanner.domain.positioning.worksheets import Values, figure_of, plain, text_of
from shopplanner.foundation.i18n import text
from shopplanner.services import wording
from shopplanner.services.positioning import worksheets
from shopplanner.services.positioning.definitions import definition
from shopplanner.services.positioning.worksheets import Sheet
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.widgets import Card, label, scrolled, set_property
from shopplanner.ui.positioning.forms.sections import SectionForm, section_card
from shopplanner.ui.positioning.forms.worksheet_page import WorksheetPage
from shopplanner.ui.positioning.start.radar import Radar
from shopplanner.ui.theme import theme

ADVANTAGES: Final = ("known_brand", "cheap_supply", "loyal_fans", "exclusive", "funds")
LEVERS: Final = ("lever_product", "lever_price", "lever_service", "lever_contact")
GOOD_LEVER: Final = 4


class StartPage(WorksheetPage[Sheet]):
    """What we sell, to whom, why from us; and what we have for it."""

    KIND: ClassVar[str] = "start"

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self.defined = definition(self.KIND)
        self.by_section = {one.id: SectionForm(context, self.KIND, one) for one in self.defined.sections}
        self.forms = list(self.by_section.values())
        self.remark = label("", "small", wrap=True)
        self.lever_remark = label("", "small", wrap=True)
        self.radar = Radar(str(self.defined.section("resources").title))
        self.body.addWidget(scrolled(self._columns()), 1)

    def load(self, workspace: Workspace, sheet_id: int) -> Sheet:
        """Return the worksheet."""
        return worksheets.sheet(workspace, self.KIND, sheet_id)

    def show_data(self, data: Sheet) -> Sheet:
        """Draw the ratings and say what follows from them."""
        resources = [one for one in self.defined.section("resources").fields if not one.beside]
        self.radar.show_axes([(str(one.name), figure_of(data.values, one.id)) for one in resources])
        words, role = advantage_remark(data.values)
        self.remark.setText(words)
        self.remark.setVisible(bool(words))
        set_property(self.remark, "role", role)
        self.lever_remark.setText(self._lever_words(data.values))
        return data

    def _columns(self) -> QWidget:
        gap = theme.current().space(12)
        whole = QWidget()
        line = QHBoxLayout(whole)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(gap)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(gap)
        advantages = self._card("advantages")
        advantages.body.addWidget(self.remark)
        levers = self._card("levers")
        levers.body.addWidget(self.lever_remark)
        for card in (self._card("questions"), advantages, self._card("familiarity")):
            left.addWidget(card)
        left.addStretch(1)
        for card in (self._resources(), levers):
            right.addWidget(card)
        right.addStretch(1)
        line.addLayout(left, 1)
        line.addLayout(right, 1)
        return whole

    def _card(self, section: str) -> Card:
        return section_card(self.by_section[section], self.defined.section(section))

    def _resources(self) -> Card:
        card = self._card("resources")
        self.radar.setFixedHeight(theme.unit(10))
        card.body.insertWidget(2, self.radar)
        return card

    def _lever_words(self, values: Values) -> str:
        """Name the levers on which the shop is clearly better than its rivals."""
        strong = [path for path in LEVERS if (figure_of(values, path) or 0) >= GOOD_LEVER]
        rated = [path for path in LEVERS if figure_of(values, path) is not None]
        if not rated:
            return text("positioning.start.levers_open")
        names = wording.listed(str(field.name) for field in self.defined.fields() if field.id in strong)
        return text("positioning.start.levers_good", levers=names) if strong else text("positioning.start.levers_none")


def advantage_remark(values: Values) -> tuple[str, str]:
    """Return what the check-list comes to, and its colour: without an advantage a niche is the way to begin."""
    held = [one for one in ADVANTAGES if plain(values, one)]
    bare = sum(not text_of(values, f"{one}_proof") for one in held)
    if not held:
        return text("positioning.start.no_advantage"), "warn"
    if bare:
        return text("positioning.start.without_proof", n=bare), "warn"
    return text("positioning.start.proven", n=len(held)), "good"
