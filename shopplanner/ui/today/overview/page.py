"""The Today page: the first thing that is seen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout

from shopplanner.domain.changes import Area, Place
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.tasks import set_done
from shopplanner.services.today.answers import Question, answer
from shopplanner.services.today.industry import industry
from shopplanner.services.today.overview import Overview, overview
from shopplanner.services.wording import render
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.page import Page
from shopplanner.ui.common.popover import Popover
from shopplanner.ui.common.widgets import plain_button
from shopplanner.ui.today.overview.cards import FigureCard
from shopplanner.ui.today.overview.industry_dialog import IndustryDialog
from shopplanner.ui.today.overview.view import OverviewView, date_line

WIDTH = 24
"""Of an explanation, in font heights."""


class OverviewPage(Page):
    """The day's figures, what is due, wrong, next and new, and three questions."""

    AREAS: ClassVar[frozenset[Area]] = frozenset(Area)

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, text("today.overview.title"))
        self.questions = [
            Action(
                f"today.question.{question}",
                f"today.question.{question}",
                partial(self.ask, question),
                icon=icon,
            )
            for question, icon in (
                (Question.NEXT, "right"),
                (Question.WENT, "metrics"),
                (Question.CHANGE, "edit"),
            )
        ]
        for action in self.questions:
            self.header.add_action(action)
        self.import_action = Action("today.import", "today.action.import", self._import, icon="import")
        self.header.add_action(self.import_action, primary=True)
        self.peers = Action("today.peers", "today.action.peers", self._ask_peers, icon="edit")
        newer = Action("today.import_newer", "today.action.import_newer", self._import, icon="import")
        plan = Action("today.plan", "today.action.plan", self._plan, icon="calendar")
        self.view = OverviewView(context.navigate, self._explain, self._done, newer, (self.import_action, plan))
        self.body.addWidget(self.view, 1)
        self.shown: Overview | None = None

    def refresh(self) -> None:
        """Look at everything again."""
        self.context.read("today/overview", overview, self._show)

    def actions_list(self) -> Sequence[Action]:
        """Return the page's actions."""
        return (*self.questions, self.import_action, self.peers)

    def ask(self, question: Question) -> None:
        """Answer one of the three questions."""
        self.context.read("today/answer", lambda workspace: answer(workspace, question), self.view.show_answer)

    def _show(self, shown: Overview) -> None:
        self.shown = shown
        self.header.set_subtitle(date_line(shown))
        self.view.show_overview(shown)

    def _explain(self, card: FigureCard) -> None:
        """Explain a figure beside its card."""
        figure = card.figure
        popover = Popover(self, render(figure.title), [render(line) for line in figure.explanation])
        popover.setMinimumWidth(self.context.theme.unit(WIDTH))
        column = popover.layout()
        place = figure.place
        if isinstance(column, QVBoxLayout):
            if place is not None:
                column.addWidget(plain_button(text("today.action.dashboard"), lambda: self._leave(popover, place)))
            if figure.id == "industry":
                column.addWidget(plain_button(self.peers.text, lambda: self._peers_from(popover)))
        popover.show_beside(card)
        if isinstance(column, QVBoxLayout):
            popover.resize(popover.width(), column.totalHeightForWidth(popover.width()))

    def _leave(self, popover: Popover, place: Place) -> None:
        popover.close()
        self.context.navigate(place)

    def _peers_from(self, popover: Popover) -> None:
        popover.close()
        self._ask_peers()

    def _done(self, task_id: int) -> None:
        self.context.perform(lambda workspace: set_done(workspace, [task_id], done=True))

    def _import(self) -> None:
        self.context.navigate(Place("metrics", "importing"))

    def _plan(self) -> None:
        self.context.navigate(Place("promotions", "calendar"))

    def _ask_peers(self) -> None:
        self.context.read("today/industry", industry, lambda known: IndustryDialog(self.context, known, self).open())
