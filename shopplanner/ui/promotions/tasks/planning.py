"""The menu that adds the usual tasks of a promotion, or the routine of a week."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from shopplanner.domain.messages import message
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions import routines, tasks
from shopplanner.services.promotions.task_board import PromotionChoice
from shopplanner.ui.common.context import AppContext


class Planning(QObject):
    """Adds usual tasks and says how many there were."""

    def __init__(self, context: AppContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._page = context, parent

    def menu(self, promotions: Sequence[PromotionChoice]) -> QMenu:
        """Return the menu of promotions that can get their usual tasks, and of weeks that can get the routine."""
        menu = QMenu(self._page)
        today = self._context.workspace.clock.today()
        for number, name in enumerate(("this", "next")):
            monday = today - timedelta(days=today.weekday()) + timedelta(weeks=number)
            menu.addAction(text(f"tasks.routine.{name}", day=f"{monday:%m-%d}"), partial(self._plan_routine, monday))
        menu.addSeparator()
        for each in promotions:
            if each.coming:
                words = f"{each.starts:%m-%d}  {each.name}".replace("&", "&&")
                menu.addAction(words, partial(self._plan, each.id))
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _plan(self, promotion_id: int) -> None:
        self._context.perform(lambda workspace: tasks.plan_tasks(workspace, promotion_id), self._planned)

    def _plan_routine(self, monday: date) -> None:
        self._context.perform(lambda workspace: routines.plan_week(workspace, monday), self._planned)

    def _planned(self, added: int) -> None:
        if added:
            self._context.notify(message("tasks.planned", n=added), "good")
        else:
            self._context.notify(message("tasks.planned_none"))
