"""The board: lanes of cards side by side; a card is dragged, or put by keys, into another lane."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QItemSelection, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.task_board import Group
from shopplanner.services.promotions.tasks import Task
from shopplanner.services.promotions.team_checks import hours
from shopplanner.ui.common.widgets import Card, label
from shopplanner.ui.promotions.tasks.cards import CardList, CardModel
from shopplanner.ui.promotions.tasks.table import GROUP_ROLES, lane_words
from shopplanner.ui.theme import theme


class LaneView(Card):
    """One lane: its name, how much it holds, and its cards."""

    def __init__(self, group: Group, today: date) -> None:
        super().__init__()
        self.group = group
        look = theme.current()
        self.body.setContentsMargins(look.space(8), look.space(8), look.space(8), look.space(8))
        name = lane_words(group, today)
        self.name = label(name, GROUP_ROLES.get(group.kind, "heading"))
        self.count = label("", "small")
        self.body.addWidget(self.name)
        self.body.addWidget(self.count)
        self.cards = CardList(CardModel(), name, takes=group.takes)
        self.cards.setFrameShape(QFrame.Shape.NoFrame)
        self.body.addWidget(self.cards, 1)
        self.setMinimumWidth(look.unit(10.5))

    def show_group(self, group: Group, today: date) -> None:
        """Show other tasks."""
        self.group = group
        self.count.setText(text("tasks.lane.count", n=len(group.tasks), hours=hours(group.minutes)))
        self.cards.card_model.show_tasks(group.tasks, today)


class TaskBoard(QScrollArea):
    """Lanes side by side; the chosen task is in one of them."""

    chosen = Signal(object)
    """The first task that is selected."""
    selection_changed = Signal()
    """Other tasks are selected."""
    put = Signal(object, object)
    """Ids of tasks, and the lane that they are put into."""
    tick_pressed = Signal()
    """Space was pressed on a selection."""
    delete_pressed = Signal()
    """Delete was pressed on a selection."""
    opened = Signal(object)
    """A task was double-clicked, or Enter pressed on it."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(text("tasks.board"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setProperty("transparent", True)
        self._line = QHBoxLayout(inner)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(theme.current().space(8))
        self.setWidget(inner)
        self.viewport().setAutoFillBackground(False)
        self.lanes: list[LaneView] = []
        self._kept = 0
        self._filling = False

    def show_lanes(self, groups: Sequence[Group], today: date) -> None:
        """Show other tasks; the lanes stay where they are the same, and so do choice and focus."""
        wanted = self._kept or next((task.id for task in self.selected_tasks()), 0)
        focused = next((number for number, lane in enumerate(self.lanes) if lane.cards.hasFocus()), None)
        self._filling = True
        if [lane.group.key for lane in self.lanes] != [group.key for group in groups]:
            self._make_lanes(groups, today)
        for lane, group in zip(self.lanes, groups, strict=True):
            scrolled = lane.cards.verticalScrollBar().value()
            lane.show_group(group, today)
            lane.cards.verticalScrollBar().setValue(scrolled)
        self._filling = False
        self._kept = 0
        found = self.select_task(wanted)
        if focused is not None and focused < len(self.lanes):
            (found or self.lanes[focused]).cards.setFocus()

    def _make_lanes(self, groups: Sequence[Group], today: date) -> None:
        for lane in self.lanes:
            self._line.removeWidget(lane)
            lane.hide()
            lane.deleteLater()
        self.lanes = [LaneView(group, today) for group in groups]
        for number, lane in enumerate(self.lanes):
            self._line.addWidget(lane, 1)
            lane.cards.dropped.connect(partial(self._dropped, lane))
            lane.cards.key_pressed.connect(partial(self._key, number))
            lane.cards.opened.connect(self.opened)
            lane.cards.selectionModel().selectionChanged.connect(partial(self._selected, lane))

    def selected_tasks(self) -> list[Task]:
        """Return the selected tasks."""
        return [task for lane in self.lanes for task in lane.cards.selected_tasks()]

    def current_task(self) -> Task | None:
        """Return the first selected task."""
        return next(iter(self.selected_tasks()), None)

    def select_task(self, task_id: int) -> LaneView | None:
        """Choose a task wherever it is, and return its lane."""
        for lane in self.lanes:
            if task_id and lane.cards.select_task(task_id):
                self.ensureWidgetVisible(lane, 8, 0)
                return lane
        return None

    def keep(self, task_id: int) -> None:
        """Choose a task once the board is filled anew, wherever it is then."""
        self._kept = task_id

    def _selected(self, lane: LaneView, selected: QItemSelection, _gone: QItemSelection) -> None:
        """Let only one lane have a selection, and tell what is chosen now."""
        if not self._filling and selected.count():
            for other in self.lanes:
                if other is not lane:
                    other.cards.clearSelection()
            self.chosen.emit(self.current_task())
        self.selection_changed.emit()

    def _dropped(self, lane: LaneView, ids: Sequence[int]) -> None:
        own = {task.id for task in lane.group.tasks}
        moved = [task_id for task_id in ids if task_id not in own]
        if moved:
            self.put.emit(moved, lane.group)

    def _key(self, number: int, meant: str) -> None:
        if meant == "tick":
            self.tick_pressed.emit()
        elif meant == "delete":
            self.delete_pressed.emit()
        elif meant.startswith("put_"):
            self._put_beside(number, -1 if meant == "put_left" else 1)
        else:
            self._go_beside(number, -1 if meant == "left" else 1)

    def _put_beside(self, number: int, step: int) -> None:
        """Put the selected tasks into the next lane on a side that takes tasks."""
        ids = [task.id for task in self.lanes[number].cards.selected_tasks()]
        place = number + step
        while 0 <= place < len(self.lanes) and not self.lanes[place].group.takes:
            place += step
        if ids and 0 <= place < len(self.lanes):
            self.keep(ids[0])
            self.put.emit(ids, self.lanes[place].group)

    def _go_beside(self, number: int, step: int) -> None:
        """Go to the lane on a side, to the card at the same height."""
        place = number + step
        if not 0 <= place < len(self.lanes):
            return
        lane, row = self.lanes[place], max(0, self.lanes[number].cards.currentIndex().row())
        lane.cards.setFocus()
        self.ensureWidgetVisible(lane, 8, 0)
        if lane.group.tasks:
            lane.cards.setCurrentIndex(lane.cards.card_model.index(min(row, len(lane.group.tasks) - 1)))
