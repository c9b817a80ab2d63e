"""``check``: run every check over a workspace; the answer is "no" where one of them found an error."""

from __future__ import annotations

import argparse
from collections import Counter
from typing import TYPE_CHECKING

from shopplanner.app.commands.answer import Answer, opened
from shopplanner.domain.findings import Severity
from shopplanner.foundation.i18n import text

if TYPE_CHECKING:
    from shopplanner.domain.findings import Finding


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments: none of its own."""
    del parser


def run(given: argparse.Namespace) -> Answer:
    """Run the checks, worst findings first."""
    from shopplanner.services.checks import run_checks

    with opened(given, read_only=True) as workspace:
        found = sorted(run_checks(workspace), key=lambda each: -each.severity)
    counts = Counter(each.severity for each in found)
    named = {severity.name.lower(): counts[severity] for severity in reversed(Severity)}
    data = {"findings": [_as_data(each) for each in found], "counts": named}
    lines = [_line(each) for each in found]
    summary = text("cli.check.counts", errors=named["error"], warnings=named["warning"], hints=named["hint"])
    return Answer(data, (*lines, summary), ok=not counts[Severity.ERROR])


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
