"""States follow each other in one order, begin and end by the clock, and enter the schedule only when all is ready."""

from __future__ import annotations

from datetime import datetime

import pytest

from shopplanner.domain.errors import RuleError
from shopplanner.domain.promotions import states
from shopplanner.domain.promotions.plan import STATUSES

STARTS, ENDS = datetime(2026, 12, 1, 20), datetime(2026, 12, 3, 23, 59, 59)
BEFORE, DURING, AFTER = datetime(2026, 12, 1, 19, 59, 59), STARTS, datetime(2026, 12, 4)


@pytest.mark.parametrize("status", ["scheduled", "running", "ended"])
def test_what_was_scheduled_waits_runs_and_ends_by_the_clock_alone(status: str) -> None:
    seen = [states.by_clock(status, STARTS, ENDS, now) for now in (BEFORE, DURING, ENDS, AFTER)]
    assert seen == ["scheduled", "running", "running", "ended"]


@pytest.mark.parametrize("status", ["idea", "checked"])
def test_what_was_never_scheduled_waits_for_a_person(status: str) -> None:
    assert {states.by_clock(status, STARTS, ENDS, now) for now in (BEFORE, DURING, AFTER)} == {status}


def test_a_reviewed_promotion_that_is_moved_ahead_is_scheduled_again() -> None:
    assert states.by_clock("reviewed", STARTS, ENDS, AFTER) == "reviewed"
    assert states.by_clock("reviewed", STARTS, ENDS, BEFORE) == "scheduled"


def test_only_the_usual_steps_are_allowed() -> None:
    allowed = set()
    for before in STATUSES:
        for after in STATUSES:
            try:
                states.check_step(before, after)
            except RuleError:
                continue
            if before != after:
                allowed.add((before, after))
    assert allowed == {
        ("idea", "checked"), ("checked", "scheduled"), ("checked", "idea"), ("scheduled", "checked"),
        ("scheduled", "idea"), ("ended", "reviewed"), ("reviewed", "ended"),
    }  # fmt: skip


def test_a_refused_step_says_what_comes_next_or_that_the_clock_decides() -> None:
    with pytest.raises(RuleError) as jumped:
        states.check_step("idea", "scheduled")
    assert jumped.value.hint is not None
    assert jumped.value.hint.id == "team.rule.step_hint"
    with pytest.raises(RuleError) as early:
        states.check_step("running", "ended")
    assert early.value.hint is not None
    assert early.value.hint.id == "team.rule.step_clock"


def test_only_the_step_into_the_schedule_asks_for_readiness() -> None:
    asking = [(a, b) for a in STATUSES for b in STATUSES if states.needs_readiness(a, b)]
    assert asking == [("checked", "scheduled")]
