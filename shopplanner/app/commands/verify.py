"""``verify``: look whether a workspace's file is sound; the answer is "no" where something is wrong."""

from __future__ import annotations

import argparse

from shopplanner.app.commands.answer import Answer, workspace_path
from shopplanner.foundation.i18n import text


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments: none of its own."""
    del parser


def run(given: argparse.Namespace) -> Answer:
    """Check the file without changing it."""
    from shopplanner.services import safety
    from shopplanner.services.wording import render

    found = safety.verify(workspace_path(given))
    checked = [render(each) for each in found.checked]
    problems = [render(each) for each in found.problems]
    lines = [*(f"✓ {each}" for each in checked), *(f"✗ {each}" for each in problems)]
    summary = text("cli.verify.sound") if found.sound else text("cli.verify.unsound", n=len(problems))
    data = {"file": str(found.path), "checked": checked, "problems": problems}
    return Answer(data, (*lines, summary), ok=found.sound)
