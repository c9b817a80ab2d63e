"""What a person does to promotions on the calendar, handed to the services."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from PySide6.QtCore import QObject

from shopplanner.domain.errors import ShopPlannerError
from shopplanner.domain.messages import message
from shopplanner.domain.promotions.plan import Promotion
from shopplanner.services.promotions import almanac, plans, tasks
from shopplanner.services.promotions.tasks import Task
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.promotions.calendar.drafts import draft, member_day
from shopplanner.ui.promotions.calendar.series import Series

WEEK = timedelta(days=7)


class CalendarEdits(QObject):
    """Every edit of the calendar page; ``created`` gets the id of a new promotion, to bring it into view."""

    def __init__(self, context: AppContext, parent: QObject, created: Callable[[int], object]) -> None:
        super().__init__(parent)
        self._context, self._created = context, created
        self._undo = Action("edit.undo", "shell.action.undo", context.undo)

    def store(self, wanted: Promotion, failed: Callable[[ShopPlannerError], object]) -> None:
        """Change a promotion; changes in a row are one step of undo."""
        key = f"promotion/{wanted.id}"
        self._context.perform(lambda workspace: plans.update(workspace, wanted, merge_key=key), failed=failed)

    def tick(self, task: Task, done: bool) -> None:
        """Mark a task as done or open."""
        self._context.perform(lambda workspace: tasks.set_done(workspace, [task.id], done=done))

    def create(self, mechanic: str, first: date, last: date) -> None:
        """Plan a promotion of a mechanic over whole days."""
        wanted = draft(mechanic, first, last)
        self._context.perform(lambda workspace: plans.create(workspace, wanted), self.show_created)

    def show_created(self, promotion_id: int) -> None:
        """Bring a new promotion into view."""
        self._created(promotion_id)

    def create_series(self, wanted: Series) -> None:
        """Plan a member day that comes back."""
        first = replace(member_day(wanted.days[0]), products=wanted.rotation[:1])
        self._context.perform(
            lambda workspace: plans.create_series(workspace, first, days=wanted.days, rotation=wanted.rotation),
            self._series_created,
        )

    def _series_created(self, ids: list[int]) -> None:
        self._context.notify(message("promotions.notice.series", n=len(ids)), severity="good")
        self._created(ids[0])

    def remove_series(self, promotion: Promotion) -> None:
        """Delete a promotion of a series and those that follow it."""
        series, day = promotion.series, promotion.starts.date()
        self._context.perform(
            lambda workspace: plans.remove_series(workspace, series, from_day=day), self._series_removed
        )

    def _series_removed(self, count: int) -> None:
        self._context.notify(message("promotions.notice.series_removed", n=count), action=self._undo)

    def move(self, promotion_id: int, days: int) -> None:
        """Move a promotion by days."""
        self._context.perform(lambda workspace: plans.move(workspace, promotion_id, timedelta(days=days)))

    def resize(self, promotion_id: int, starts: datetime, ends: datetime) -> None:
        """Give a promotion other moments."""
        self._context.perform(lambda workspace: plans.resize(workspace, promotion_id, starts, ends))

    def duplicate(self, promotion: Promotion) -> None:
        """Copy a promotion to the next week."""
        self._copy(promotion, WEEK)

    def duplicate_lunar(self, promotion: Promotion) -> None:
        """Copy a promotion to the same lunar day of next year."""
        day = promotion.starts.date()
        self._copy(promotion, almanac.same_lunar_day(day, day.year + 1) - day)

    def _copy(self, promotion: Promotion, by: timedelta) -> None:
        promotion_id = promotion.id
        self._context.perform(lambda workspace: plans.duplicate(workspace, promotion_id, by), self.show_created)

    def delete(self, promotion: Promotion) -> None:
        """Delete a promotion; undo brings it back."""
        promotion_id, name = promotion.id, promotion.name

        def removed(_nothing: None) -> None:
            self._context.notify(message("promotions.notice.deleted", name=name), action=self._undo)

        self._context.perform(lambda workspace: plans.remove(workspace, [promotion_id]), removed)

    def plan_tasks(self, promotion: Promotion) -> None:
        """Add the usual tasks, backward from the start."""
        promotion_id = promotion.id
        self._context.perform(lambda workspace: tasks.plan_tasks(workspace, promotion_id), self._tasks_planned)

    def _tasks_planned(self, added: int) -> None:
        self._context.notify(message("promotions.notice.tasks", n=added), severity="good" if added else "info")
