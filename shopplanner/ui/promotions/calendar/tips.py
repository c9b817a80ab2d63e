"""What is to be read about a bar or a day when the mouse rests on it."""

from __future__ import annotations

from datetime import date
from typing import Final

from shopplanner.domain.promotions.plan import Promotion
from shopplanner.foundation.i18n import text
from shopplanner.ui.promotions.calendar import words
from shopplanner.ui.promotions.calendar.painting import Scene

MOST_FOUND: Final = 5
"""Findings that a bar's tip tells."""


def bar_tip(scene: Scene, promotion: Promotion, *, locked: bool) -> str:
    """Return what a bar stands for, what the checks find about it, and what can or cannot be done with it."""
    found = [f"• {each}" for each in scene.findings.get(promotion.id, ())[:MOST_FOUND]]
    said = "\n".join([words.bar_tip(promotion, scene.risky.get(promotion.id, "")), *found])
    if promotion.id < 0:
        return f"{said}\n{text('timeline.ghost.tip')}"
    return f"{said}\n{text('timeline.locked')}" if locked else said


def day_tip(scene: Scene, day: date) -> str:
    """Return what a day is, which prices break on it, and what is due; empty for a day that is not shown."""
    info = next((each for each in scene.days if each.day == day), None)
    if info is None:
        return ""
    tasks = [f"☐ {task.title}" for task in scene.tasks.get(day, ())]
    return "\n".join([words.day_tip(info), *scene.red.get(day, ()), *tasks])
