"""``check``: run every check over a workspace; the answer is "no" where one of them found an error.

With a month, what is found about promotions and tasks is left out where it does not concern that month.
"""

from __future__ import annotations

import argparse
from collections import Counter
from typing import TYPE_CHECKING

from shopplanner.app.commands.answer import Answer, month, opened
from shopplanner.domain.findings import Severity
from shopplanner.foundation.i18n import text

if TYPE_CHECKING:
    from shopplanner.domain.findings import Finding
    from shopplanner.services.workspace import Workspace


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--month", type=month, default=None, metavar="YYYY-MM", help=text("cli.check.month"))


def run(given: argparse.Namespace) -> Answer:
    """Run the checks, worst findings first."""
    from shopplanner.services.checks import run_checks

    with opened(given, read_only=True) as workspace:
        found = run_checks(workspace)
        if given.month:
            found = _of_month(workspace, found, given.month)
    counts = Counter(each.severity for each in found)
    named = {severity.name.lower(): counts[severity] for severity in reversed(Severity)}
    data = {"findings": [_as_data(each) for each in found], "counts": named}
    lines = [_line(each) for each in found]
    summary = text("cli.check.counts", errors=named["error"], warnings=named["warning"], hints=named["hint"])
    return Answer(data, (*lines, summary), ok=not counts[Severity.ERROR])


def _of_month(workspace: Workspace, found: list[Finding], chosen: str) -> list[Finding]:
    """Leave out findings on promotions that are not live in a month, and on tasks neither due in it nor theirs."""
    from shopplanner.domain.metrics.periods import month_period
    from shopplanner.services.promotions.plans import promotions_between
    from shopplanner.services.promotions.tasks import tasks

    period = month_period(chosen)
    live = {each.id for each in promotions_between(workspace, period.first, period.last)}
    due = {each.id for each in tasks(workspace) if period.first <= each.due <= period.last or each.promotion_id in live}
    concerned = {("promotions", "calendar"): live, ("promotions", "tasks"): due}

    def concerns(finding: Finding) -> bool:
        records = concerned.get((finding.place.tab, finding.place.view))
        return records is None or not finding.place.record or int(finding.place.record) in records

    return [finding for finding in found if concerns(finding)]


def _as_data(found: Finding) -> dict[str, str]:
    from shopplanner.services.wording import render

    return {
        "id": found.check_id,
        "severity": found.severity.name.lower(),
        "grade": found.grade,
        "subject": found.subject,
        "message": render(found.text),
        "explanation": render(found.explanation),
    }


def _line(found: Finding) -> str:
    from shopplanner.services.wording import render

    severity = text(f"cli.severity.{found.severity.name.lower()}")
    return f"{severity}  {found.subject}  {render(found.text)}  [{found.check_id} {found.grade}]"
