"""The states that a promotion goes through, which of them follow each other, and what the clock does by itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from shopplanner.domain.errors import RuleError
from shopplanner.domain.messages import Message, message

IDEA, CHECKED, SCHEDULED, RUNNING, ENDED, REVIEWED = "idea", "checked", "scheduled", "running", "ended", "reviewed"

TIMED: Final = frozenset({SCHEDULED, RUNNING, ENDED})
"""What was once scheduled is waiting, running or over by the clock alone."""

NEXT: Final[Mapping[str, tuple[str, ...]]] = {
    IDEA: (CHECKED,),
    CHECKED: (SCHEDULED, IDEA),
    SCHEDULED: (CHECKED, IDEA),
    RUNNING: (),
    ENDED: (REVIEWED,),
    REVIEWED: (ENDED,),
}
"""The states that a person may choose in each state, the usual one first."""


def by_clock(status: str, starts: datetime, ends: datetime, now: datetime) -> str:
    """Return a promotion's state at a moment: scheduled ones begin and end by themselves, others wait for a person."""
    if status == REVIEWED:
        return REVIEWED if now > ends else by_clock(SCHEDULED, starts, ends, now)
    if status not in TIMED:
        return status
    if now < starts:
        return SCHEDULED
    return RUNNING if now <= ends else ENDED


def check_step(before: str, after: str) -> None:
    """Refuse a state that does not follow the one before; staying in a state is no step.

    Raises:
        RuleError: naming both states and what may follow.
    """
    if after == before or after in NEXT.get(before, ()):
        return
    following = NEXT.get(before, ())
    hint = message("team.rule.step_hint", state=_name(following[0])) if following else message("team.rule.step_clock")
    raise RuleError(message("team.rule.step", before=_name(before), after=_name(after)), hint)


def needs_readiness(before: str, after: str) -> bool:
    """Return whether a step is only allowed once everything is ready: the one into the schedule."""
    return before == CHECKED and after == SCHEDULED


def _name(status: str) -> Message:
    return message(f"promotions.status.{status}")
