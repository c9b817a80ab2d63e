"""What a person does to promotions on the calendar, handed to the services."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from PySide6.QtCore import QObject

from shopplanner.domain.errors import ShopPlannerError
from shopplanner.domain.messages import message
from shopplanner.domain.promotions.plan import Promotion
from shopplanner.services.promotions import plans, series, tasks, year
from shopplanner.services.promotions.series import Wish
from shopplanner.services.promotions.tasks import Task
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.promotions.calendar.drafts import draft, member_day

WEEK = timedelta(days=7)


class CalendarEdits(QObject):
    """Every edit of the calendar page.

    ``created`` gets the id of a new promotion, ``shown`` those of several, to bring them into view.
    """

    def __init__(
        self,
        context: AppContext,
        parent: QObject,
        created: Callable[[int], object],
        shown: Callable[[Sequence[int]], object],
    ) -> None:
        super().__init__(parent)
        self._context, self._created, self._shown = context, created, shown
        self._undo = Action("edit.undo", "shell.action.undo", context.undo)

    def store(self, wanted: Promotion, failed: Callable[[ShopPlannerError], object]) -> None:
        """Change a promotion; changes in a row are one step of undo."""
        key = f"promotion/{wanted.id}"
        self._context.perform(lambda workspace: plans.update(workspace, wanted, merge_key=key), failed=failed)

    def tick(self, task: Task, done: bool) -> None:
        """Mark a task as done or open."""
        self._context.perform(lambda workspace: tasks.set_done(workspace, [task.id], done=done))

    def create(self, mechanic: str, starts: datetime, ends: datetime, lane: str = "") -> None:
        """Plan a promotion of a mechanic in a lane; in that of the mechanic by default."""
        begun = draft(mechanic, starts.date(), ends.date())
        wanted = replace(begun, starts=starts, ends=ends, lane=lane or begun.lane)
        self._context.perform(lambda workspace: plans.create(workspace, wanted), self.show_created)

    def show_created(self, promotion_id: int) -> None:
        """Bring a new promotion into view."""
        self._created(promotion_id)

    def create_series(self, wanted: Wish) -> None:
        """Plan a member day that comes back."""
        first = replace(member_day(wanted.first), products=wanted.rotation[:1])
        self._context.perform(lambda workspace: series.create(workspace, first, wanted), self._series_created)

    def _series_created(self, ids: list[int]) -> None:
        self._context.notify(message("promotions.notice.series", n=len(ids)), severity="good")
        self._created(ids[0])

    def remove_series(self, promotion: Promotion) -> None:
        """Delete a promotion of a series and those that follow it."""
        key, day = promotion.series, promotion.starts.date()
        self._context.perform(lambda workspace: series.remove(workspace, key, from_day=day), self._series_removed)

    def _series_removed(self, count: int) -> None:
        self._context.notify(message("promotions.notice.series_removed", n=count), action=self._undo)

    def move(self, promotion_ids: Sequence[int], by: timedelta) -> None:
        """Move promotions."""
        self._context.perform(lambda workspace: plans.move_many(workspace, promotion_ids, by))

    def resize(self, promotion_id: int, starts: datetime, ends: datetime) -> None:
        """Give a promotion other moments."""
        self._context.perform(lambda workspace: plans.resize(workspace, promotion_id, starts, ends))

    def stretch(self, wanted: Mapping[int, tuple[datetime, datetime]]) -> None:
        """Give promotions other moments."""
        self._context.perform(lambda workspace: plans.resize_many(workspace, wanted))

    def move_tasks(self, days: Mapping[int, date]) -> None:
        """Give tasks other days."""
        self._context.perform(lambda workspace: tasks.reschedule(workspace, days))

    def duplicate(self, promotions: Sequence[Promotion], by: timedelta = WEEK) -> None:
        """Copy promotions, to the next week by default."""
        ids = [each.id for each in promotions]
        self._context.perform(lambda workspace: plans.duplicate_many(workspace, ids, by), self._copied)

    def copy_to_next_year(self, promotions: Sequence[Promotion]) -> None:
        """Copy promotions to next year, as far from the nearest festival as they are now."""
        ids, wanted = [each.id for each in promotions], promotions[0].starts.year + 1
        self._context.perform(lambda workspace: plans.copy_to_year(workspace, ids, wanted), self._copied)

    def paste(self, promotion_ids: Sequence[int], day: date) -> None:
        """Copy promotions so that the first of them begins on a day."""
        self._context.perform(lambda workspace: year.paste(workspace, promotion_ids, day), self._copied)

    def plan_again(self, ghost: Promotion) -> None:
        """Plan a promotion of last year again where it is shown."""
        self._context.perform(lambda workspace: year.plan_again(workspace, ghost), self._copied)

    def _copied(self, ids: list[int]) -> None:
        """Bring copies into view; the name of a single one can be typed at once."""
        if len(ids) == 1:
            self._created(ids[0])
            return
        self._shown(ids)
        self._context.notify(message("timeline.notice.copied", n=len(ids)), severity="good", action=self._undo)

    def delete(self, promotions: Sequence[Promotion]) -> None:
        """Delete promotions; undo brings them back."""
        ids, name = [each.id for each in promotions], promotions[0].name

        def removed(_nothing: None) -> None:
            said = (
                message("promotions.notice.deleted", name=name)
                if len(ids) == 1
                else message("timeline.notice.deleted", n=len(ids))
            )
            self._context.notify(said, action=self._undo)

        self._context.perform(lambda workspace: plans.remove(workspace, ids), removed)

    def plan_tasks(self, promotion: Promotion) -> None:
        """Add the usual tasks, backward from the start."""
        promotion_id = promotion.id
        self._context.perform(lambda workspace: tasks.plan_tasks(workspace, promotion_id), self._tasks_planned)

    def _tasks_planned(self, added: int) -> None:
        self._context.notify(message("promotions.notice.tasks", n=added), severity="good" if added else "info")
