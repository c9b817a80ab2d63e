"""The inspector while no promotion is chosen: what a day is, what is on it, and what is due."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from shopplanner.domain.promotions.plan import Promotion
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.almanac import DayInfo
from shopplanner.services.promotions.tasks import Task
from shopplanner.ui.common.widgets import clear, label, plain_button, row, scrolled_column
from shopplanner.ui.promotions.calendar import words


class DayPanel(QWidget):
    """Shows one day; a click on a promotion chooses it."""

    def __init__(self, choose: Callable[[int], object], create: Callable[[], object]) -> None:
        super().__init__()
        self._choose, self._create = choose, create
        self._column = scrolled_column(self)

    def show_day(
        self, info: DayInfo, promotions: Sequence[Promotion], tasks: Sequence[Task], red: Sequence[str] = ()
    ) -> None:
        """Show a day with its promotions and due tasks, and what is wrong with its prices."""
        clear(self._column)
        title, _, rest = words.day_tip(info).partition(" · ")
        self._column.addWidget(label(title, "title"))
        self._column.addWidget(label(rest, "muted", wrap=True))
        for said in red:
            self._column.addWidget(label(said, "bad", wrap=True))
        self._column.addWidget(label(text("promotions.day.promotions"), "heading"))
        if not promotions:
            self._column.addWidget(label(text("promotions.day.none"), "muted", wrap=True))
        for each in promotions:
            self._column.addLayout(row(plain_button(each.name, partial(self._choose, each.id), link=True)))
            self._column.addWidget(label(words.moments(each.starts, each.ends), "small"))
        if tasks:
            self._column.addWidget(label(text("promotions.day.tasks"), "heading"))
        for task in tasks:
            said = f"☐ {task.title} · {text(f'promotions.role.{task.role}')}"
            self._column.addWidget(label(said, wrap=True))
        self._column.addLayout(row(plain_button(text("promotions.day.new"), self._create)))
        self._column.addStretch(1)
