"""Everything that the Today page shows, gathered in one reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from shopplanner.domain.findings import Finding, Severity
from shopplanner.domain.promotions.plan import Promotion
from shopplanner.services.checks import run_checks
from shopplanner.services.history import Step, steps
from shopplanner.services.metrics.freshness import SourceFreshness, freshness, last_day
from shopplanner.services.promotions import almanac, readiness
from shopplanner.services.promotions.plans import promotions_between
from shopplanner.services.promotions.tasks import Task, tasks
from shopplanner.services.promotions.workdays import overrides
from shopplanner.services.today.figures import Figure, figures
from shopplanner.services.workspace import Workspace

DUE_AHEAD: Final = 14
"""Days ahead from which tasks are listed."""

PLANNED_AHEAD: Final = 30
NOT_READY: Final = "promotions.not_ready"
CHANGES: Final = 12


@dataclass(frozen=True, slots=True)
class Upcoming:
    """A promotion that runs or will begin.

    Attributes:
        days: until it begins; 0 or less while it runs.
        left: days until it ends.
        problems: warnings and errors about it, other than that it is not ready.
        done: required things that are ready.
        total: of how many.
    """

    promotion: Promotion
    days: int
    left: int
    running: bool
    problems: int
    done: int = 0
    total: int = 0

    @property
    def ready(self) -> bool:
        """Whether nothing is open: everything required is ready, all tasks are done, and no check objects."""
        tasks_done = self.promotion.tasks == self.promotion.tasks_done
        return tasks_done and (self.running or self.done == self.total) and not self.problems


@dataclass(frozen=True, slots=True)
class Overview:
    """What the page shows.

    Attributes:
        day: today.
        lunar: its lunar month and day in Chinese.
        last_day: the last day with figures; None in a shop without any.
        due: open tasks, the oldest first.
        findings: worst first.
    """

    day: almanac.DayInfo
    lunar: str
    last_day: date | None
    figures: tuple[Figure, ...]
    due: tuple[Task, ...]
    findings: tuple[Finding, ...]
    upcoming: tuple[Upcoming, ...]
    changes: tuple[Step, ...]
    freshness: tuple[SourceFreshness, ...]

    @property
    def empty(self) -> bool:
        """Whether there is nothing at all to show."""
        return not (self.last_day or self.due or self.upcoming or self.changes)


def overview(workspace: Workspace) -> Overview:
    """Return the state of the shop today."""
    today, last = workspace.clock.today(), last_day(workspace)
    findings = tuple(run_checks(workspace))
    return Overview(
        almanac.day_info(today, overrides(workspace)),
        lunar_day(today),
        last,
        figures(workspace, last) if last is not None else (),
        tuple(tasks(workspace, until=today + timedelta(days=DUE_AHEAD), open_only=True)),
        findings,
        upcoming(workspace, findings),
        tuple(steps(workspace, CHANGES)),
        freshness(workspace),
    )


def lunar_day(day: date) -> str:
    """Return a day's lunar month and day in Chinese."""
    from borax.calendars.lunardate import LunarDate

    lunar = LunarDate.from_solar(day)
    return f"{lunar.cn_month}月{lunar.cn_day}"


def upcoming(workspace: Workspace, findings: Sequence[Finding]) -> tuple[Upcoming, ...]:
    """Return what runs now or begins within a month, by start; of a recurring promotion the next one only."""
    now = workspace.clock.now().replace(tzinfo=None)
    found = promotions_between(workspace, now.date(), now.date() + timedelta(days=PLANNED_AHEAD))
    open_ones = [each for each in found if each.ends >= now]
    first = {each.series: each.id for each in reversed(open_ones) if each.series}
    shown = [each for each in open_ones if first.get(each.series, each.id) == each.id]
    counts = readiness.summary(workspace, [each.id for each in shown])
    return tuple(_upcoming(each, now, findings, *counts.get(each.id, (0, 0, True))[:2]) for each in shown)


def _upcoming(promotion: Promotion, now: datetime, findings: Sequence[Finding], done: int, total: int) -> Upcoming:
    days = (promotion.starts.date() - now.date()).days
    left = (promotion.ends.date() - now.date()).days
    record = str(promotion.id)
    problems = sum(
        1
        for finding in findings
        if finding.severity >= Severity.WARNING
        and finding.check_id != NOT_READY
        and (finding.place.tab, finding.place.view, finding.place.record) == ("promotions", "calendar", record)
    )
    return Upcoming(promotion, days, left, promotion.starts <= now, problems, done, total)
