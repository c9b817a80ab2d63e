"""What next: what is late, what begins soon and is not ready, what is wrong, and what has not been planned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from shopplanner.domain.changes import Place
from shopplanner.domain.findings import Finding, Severity
from shopplanner.domain.messages import message
from shopplanner.services.checks import check_of, run_checks
from shopplanner.services.metrics.freshness import last_day
from shopplanner.services.promotions import almanac
from shopplanner.services.promotions.tasks import Task, tasks
from shopplanner.services.today.lines import Line
from shopplanner.services.today.overview import Upcoming, upcoming
from shopplanner.services.workspace import Workspace

SOON: Final = 7
QUIET: Final = 14
"""Days without a promotion after which the plan has a hole."""

FESTIVALS: Final = 45
LATE, ERROR, TODAY, BEGINNING, WARNING, HOLE, HINT = 1000, 900, 850, 800, 600, 500, 200
"""Weights: what is late comes first, then what loses money, what is due today, what begins, and the rest."""

NOT_STEPS: Final = frozenset(
    {"promotions.task_overdue", "promotions.no_tasks", "promotions.not_ready", "metrics.behind_plan"}
)
"""Findings that other lines or the other questions speak of."""

ROLES: Final = {Severity.ERROR: "bad", Severity.WARNING: "warn", Severity.HINT: "muted"}


def lines(workspace: Workspace) -> list[Line]:
    """Return what to do next."""
    today = workspace.clock.today()
    if last_day(workspace) is None:
        return [*_no_data(), *_due(tasks(workspace, until=today, open_only=True), today)]
    findings = run_checks(workspace)
    coming = upcoming(workspace, findings)
    return [
        *_due(tasks(workspace, until=today, open_only=True), today),
        *_beginning(coming),
        *_findings(findings),
        *_hole(coming, today),
    ]


def _no_data() -> Iterator[Line]:
    place = Place("metrics", "importing")
    yield Line(message("today.next.import"), message("today.next.import_why"), LATE, "warn", place)


def _due(open_tasks: Sequence[Task], today: date) -> Iterator[Line]:
    """Yield open tasks that are late or due today."""
    for task in open_tasks:
        late = (today - task.due).days
        place = Place("promotions", "tasks", str(task.id))
        role = message(f"promotions.role.{task.role}")
        about = task.promotion or role
        if late > 0:
            text = message("today.next.late", title=task.title, n=late, about=about)
            yield Line(text, message("today.next.late_why", day=task.due, role=role), LATE + late, "bad", place)
        else:
            text = message("today.next.due", title=task.title, about=about)
            yield Line(text, message("today.next.due_why", role=role), TODAY, "warn", place)


def _beginning(coming: Iterable[Upcoming]) -> Iterator[Line]:
    """Yield promotions that begin within a week and are not ready."""
    for one in coming:
        each = one.promotion
        if one.running or one.days > SOON or one.ready or each.status == "idea":
            continue
        place = Place("promotions", "calendar", str(each.id))
        text = message("today.next.begins", name=each.name, n=one.days)
        left = each.tasks - each.tasks_done
        why = message("today.next.open_tasks", left=left, all=each.tasks, day=each.starts)
        if not each.tasks:
            why = message("today.next.no_tasks", day=each.starts)
        elif not left:
            why = message("today.next.not_ready", done=one.done, total=one.total, day=each.starts)
        yield Line(text, why, BEGINNING - one.days, "warn", place)


def _findings(findings: Iterable[Finding]) -> Iterator[Line]:
    """Yield problems, those of one check together."""
    groups: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.check_id not in NOT_STEPS and not finding.check_id.endswith("_fell"):
            groups[finding.check_id].append(finding)
    for number, (check_id, found) in enumerate(groups.items()):
        worst = found[0]
        base = {Severity.ERROR: ERROR, Severity.WARNING: WARNING, Severity.HINT: HINT}[worst.severity]
        registered = check_of(check_id)
        text = worst.text
        if len(found) > 1 and registered is not None:
            title = str(registered.description.title)
            text = message("today.next.several", title=title, n=len(found), first=worst.subject)
        yield Line(text, worst.explanation, base - number, ROLES[worst.severity], worst.place)


def _hole(coming: Sequence[Upcoming], today: date) -> Iterator[Line]:
    """Yield that nothing is planned for the next days, and the next event of the platform that has no promotion."""
    planned = [one for one in coming if one.promotion.status != "idea"]
    if not any(one.days <= QUIET for one in planned):
        text = message("today.next.nothing_planned", n=QUIET)
        yield Line(text, message("today.next.nothing_planned_why"), HOLE, "warn", Place("promotions", "calendar"))
    for ahead in range(1, FESTIVALS):
        day = today + timedelta(days=ahead)
        event = next((one for one in almanac.day_info(day).festivals if one.platform), None)
        if event is not None:
            covered = any(one.promotion.starts.date() <= day <= one.promotion.ends.date() for one in planned)
            if not covered:
                text = message("today.next.event", name=str(event.name), n=ahead)
                place = Place("promotions", "calendar", f"day:{day}")
                yield Line(text, message("today.next.event_why", day=day), HOLE - ahead, "muted", place)
            return
