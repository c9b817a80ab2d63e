"""The audience page: segments by score, personas, planned crowd mix."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import ClassVar

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QMenu, QPushButton, QWidget

from shopplanner.domain.positioning.segments import CRITERIA
from shopplanner.foundation.i18n import text
from shopplanner.services import wording
from shopplanner.services.positioning import segments, worksheets
from shopplanner.services.positioning.definitions import crowds, definition
from shopplanner.services.positioning.segments import Audience
from shopplanner.services.positioning.worksheets import Sheet, Spot
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.bar_chart import BarChart
from shopplanner.ui.common.chart_data import Bar, compact_percent
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.table import Column
from shopplanner.ui.common.widgets import Card, label, scrolled, set_property
from shopplanner.ui.positioning.audience.personas import PersonaCard
from shopplanner.ui.positioning.forms.group_table import Entry, GroupTable
from shopplanner.ui.positioning.forms.sections import SectionForm
from shopplanner.ui.positioning.forms.worksheet_page import WorksheetPage
from shopplanner.ui.theme import theme

WHOLE = 10_000
HIGHEST_WEIGHT = 10
"""A weight beyond this is as good as no weight at all for the others."""


class AudiencePage(WorksheetPage[Audience]):
    """Whom the shop serves."""

    KIND: ClassVar[str] = "audience"

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        defined = definition(self.KIND)
        parts, mix = defined.section("segments"), defined.section("mix")
        self._scores: dict[int, Fraction | None] = {}
        self._chosen = ""
        score: Column[Entry] = Column(
            "score",
            "positioning.audience.score",
            self._score_words,
            sort=self._score_sort,
            number=True,
            width=4.2,
            bold=True,
        )
        self.segments = GroupTable(context, self.KIND, parts.fields[0], extra=(score,), stretch="name", rows=4)
        self.mix = GroupTable(context, self.KIND, mix.fields[0], stretch="crowd", rows=5)
        self.tables = [self.segments, self.mix]
        self.weights = SectionForm(context, self.KIND, parts, [f"weight_{one}" for one in CRITERIA], layout="lines")
        self.personas = PersonaCard(context, self.KIND, defined.section("personas"))
        self.forms = [self.weights]
        self.serve_action = Action("positioning.audience.serve", "positioning.audience.serve", self.serve, icon="star")
        self.verdict = label("", wrap=True)
        self.total = label("", "muted")
        self.chart = BarChart(text("positioning.audience.mix_chart"), context, words=compact_percent, horizontal=True)
        self.body.addWidget(scrolled(self._cards(str(parts.title), str(parts.note), str(mix.title))), 1)

    def load(self, workspace: Workspace, sheet_id: int) -> Audience:
        """Return the worksheet with ranking and mix."""
        return segments.audience(workspace, sheet_id)

    def show_data(self, data: Audience) -> Sheet:
        """Show scores, verdict, personas and mix."""
        self._scores = {one.segment.item: one.score for one in data.ranked}
        self._chosen = data.chosen
        self.personas.show_sheet(data.sheet)
        self.verdict.setText(_verdict(data))
        self.header.set_chips(*([(data.chosen, "info")] if data.chosen else []))
        even = data.mix_total == WHOLE
        self.total.setText(text("positioning.audience.total", share=wording.percent(data.mix_total, 1)))
        set_property(self.total, "role", "good" if even else "warn" if data.mix else "muted")
        self.chart.show_bars([Bar(one.crowd, None if one.share is None else one.share / WHOLE) for one in data.mix])
        self.chart.setVisible(bool(data.mix))
        return data.sheet

    def serve(self) -> None:
        """Make the chosen line's segment the one that the shop serves."""
        row = self.segments.table.current_row()
        if isinstance(row, Entry):
            spot, name = Spot(self.KIND, "chosen", 0, self.sheet.id if self.sheet else 0), str(row.value("name") or "")
            self.context.perform(lambda workspace: worksheets.set_value(workspace, spot, name))

    def add_crowd(self, name: str) -> None:
        """Add a crowd of the taxonomy to the mix."""
        spot = Spot(self.KIND, "mix", 0, self.sheet.id if self.sheet else 0)
        self.context.perform(lambda workspace: worksheets.add_entry(workspace, spot, {"crowd": name}))

    def flush(self) -> None:
        """Store what was typed."""
        super().flush()
        self.personas.flush()

    def actions_list(self) -> Sequence[Action]:
        """Return the page's actions."""
        return (self.serve_action, *super().actions_list())

    def _score_words(self, row: Entry) -> str:
        score = self._scores.get(row.item)
        words = wording.MISSING if score is None else f"{float(score):.2f}"
        return f"★ {words}" if self._chosen and row.value("name") == self._chosen else words

    def _score_sort(self, row: Entry) -> Fraction | None:
        return self._scores.get(row.item)

    def _cards(self, title: str, note: str, mix_title: str) -> QWidget:
        gap = theme.current().space(12)
        whole = QWidget()
        grid = QGridLayout(whole)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(gap)
        parts = Card(title)
        for action in (self.serve_action, self.segments.add_action, self.segments.remove_action):
            parts.add_action(action)
        parts.body.addWidget(label(note, "small", wrap=True))
        parts.body.addWidget(self.segments)
        parts.body.addWidget(self.verdict)
        parts.body.addStretch(1)
        weights = Card(text("positioning.audience.weights"))
        weights.body.addWidget(self.weights)
        weights.body.addStretch(1)
        mix = Card(mix_title)
        mix.head.addWidget(self._crowd_menu())
        remove = mix.add_action(self.mix.remove_action)
        remove.setText("")
        remove.setAccessibleName(self.mix.remove_action.text)
        remove.setToolTip(self.mix.remove_action.text)
        mix.body.addWidget(self.mix)
        mix.body.addWidget(self.total)
        self.chart.tools.hide()
        mix.body.addWidget(self.chart, 1)
        grid.addWidget(parts, 0, 0)
        grid.addWidget(weights, 0, 1)
        grid.addWidget(self.personas, 1, 0)
        grid.addWidget(mix, 1, 1)
        grid.setColumnStretch(0, 1)
        for card in (weights, mix):
            card.setFixedWidth(theme.unit(17))
        grid.setRowStretch(2, 1)
        return whole

    def _crowd_menu(self) -> QPushButton:
        made = QPushButton(text("positioning.audience.add_crowd"))
        made.setProperty("menu", True)
        made.setProperty("compact", True)
        made.setAutoDefault(False)
        menu = QMenu(made)
        menu.setToolTipsVisible(True)
        for crowd in crowds():
            entry = QAction(str(crowd.name), menu)
            entry.setToolTip(str(crowd.traits))
            entry.triggered.connect(lambda _checked=False, name=str(crowd.name): self.add_crowd(name))
            menu.addAction(entry)
        menu.addSeparator()
        own = QAction(text("positioning.audience.own_crowd"), menu)
        own.triggered.connect(lambda _checked=False: self.mix.add())
        menu.addAction(own)
        made.setMenu(menu)
        return made


def _verdict(data: Audience) -> str:
    """Say who is first and how firmly."""
    known = [one for one in data.ranked if one.score is not None]
    if not known:
        return text("positioning.audience.no_score")
    first = text("positioning.audience.first", name=known[0].segment.name, score=f"{float(known[0].score or 0):.2f}")
    if len(known) < 2:
        return first
    turn = data.turn
    if turn is None or turn.weight > HIGHEST_WEIGHT:
        return f"{first} {text('positioning.audience.firm')}"
    criterion = data.sheet.definition.field(f"weight_{turn.criterion}")
    name = str(criterion.name) if criterion is not None else turn.criterion
    weight = f"{float(turn.weight):.1f}"
    return f"{first} {text('positioning.audience.turn', criterion=name, weight=weight, winner=turn.winner)}"
