"""Month targets: set, cleared, undone, spread over days, and the month's progress."""

from __future__ import annotations

from datetime import date

import pytest

from shopplanner.domain.errors import RuleError
from shopplanner.domain.metrics.periods import Period
from shopplanner.services import history
from shopplanner.services.metrics.targets import Progress, daily_targets, progress, set_target, target_of, targets
from shopplanner.services.workspace import Workspace
from tests.services.metrics.figures import november, put


def test_a_target_is_set_changed_cleared_and_undone(workspace: Workspace) -> None:
    set_target(workspace, "paid_amount", "2026-11", 3_000_000)
    set_target(workspace, "paid_amount", "2026-11", 6_000_000)
    set_target(workspace, "paid_amount", "2026-11", None)
    assert targets(workspace) == ()
    history.undo(workspace)
    assert [target.value for target in targets(workspace, "paid_amount")] == [6_000_000]
    assert targets(workspace, "visitors") == ()


def test_clearing_what_is_not_set_makes_no_step(workspace: Workspace) -> None:
    assert set_target(workspace, "paid_amount", "2026-11", None).step_id is None


@pytest.mark.parametrize(("month", "value"), [("2026-13", 1), ("soon", 1), ("2026-11", -1)])
def test_what_cannot_be_a_target_is_refused(workspace: Workspace, month: str, value: int) -> None:
    with pytest.raises(RuleError):
        set_target(workspace, "paid_amount", month, value)


def test_a_sum_is_spread_over_the_days_and_a_rate_is_not(workspace: Workspace) -> None:
    set_target(workspace, "paid_amount", "2026-11", 3_000_000)
    set_target(workspace, "conversion", "2026-11", 250)
    period = Period(date(2026, 10, 31), date(2026, 11, 2))
    assert daily_targets(workspace, "paid_amount", period) == [None, 100_000, 100_000]
    assert daily_targets(workspace, "conversion", period) == [None, 250, 250]


def test_progress_compares_with_an_even_pace(workspace: Workspace) -> None:
    set_target(workspace, "paid_amount", "2026-11", 3_000_000)
    put(workspace, "shop_day", [{"day": november(day), "paid_amount": 150_000} for day in range(1, 11)])
    assert progress(workspace, "paid_amount", november(10)) == Progress(
        3_000_000, 1_500_000, 1_000_000, 5000, november(10)
    )


def test_progress_without_target_or_without_figures(workspace: Workspace) -> None:
    assert progress(workspace, "paid_amount", november(10)) is None
    set_target(workspace, "conversion", "2026-11", 250)
    assert progress(workspace, "conversion", november(10)) == Progress(250, None, 250, None, None)


def test_the_target_of_a_period_is_known_for_whole_months_only(workspace: Workspace) -> None:
    for month in ("2026-10", "2026-11"):
        set_target(workspace, "paid_amount", month, 100)
        set_target(workspace, "conversion", month, 250)
    both = Period(date(2026, 10, 1), date(2026, 11, 30))
    assert target_of(workspace, "paid_amount", both) == 200
    assert target_of(workspace, "conversion", both) is None
    assert target_of(workspace, "conversion", Period(date(2026, 10, 1), date(2026, 10, 31))) == 250
    assert target_of(workspace, "paid_amount", Period(date(2026, 10, 2), date(2026, 10, 31))) is None
    assert target_of(workspace, "paid_amount", Period(date(2026, 12, 1), date(2026, 12, 31))) is None


def test_the_gap_is_a_share_of_the_even_pace_and_untold_without_one() -> None:
    assert Progress(30_000, 18_900, 21_000, 6_300, november(21)).gap == -1_000
    assert Progress(30_000, 26_250, 21_000, 8_750, november(21)).gap == 2_500
    assert Progress(30_000, None, 21_000, None, None).gap is None
    assert Progress(0, 500, 0, None, november(21)).gap is None
