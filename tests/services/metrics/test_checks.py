"""Each check of the figures finds what it must and lets pass what it must."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from shopplanner.domain.checks import Hit, Settings
from shopplanner.domain.findings import Severity
from shopplanner.domain.messages import Money, Percent, message
from shopplanner.domain.metrics.periods import Period
from shopplanner.services.metrics import checks
from shopplanner.services.metrics.checks import FigureFacts
from shopplanner.services.metrics.health import Issue
from shopplanner.services.metrics.targets import Progress, set_target
from shopplanner.services.workspace import Workspace
from tests.services.metrics.figures import november, put

SETTINGS = {"days": 14, "share": 20}
SOUND = FigureFacts(
    november(22),
    november(21),
    (),
    Progress(30_000, 20_000, 21_000, 6_667, november(21)),
    (100, 100, 120, 80, 110),
    (5_000, 5_000, 6_000, 4_000, 5_500),
)
Function = Callable[[FigureFacts, Settings], Iterator[Hit]]


def issue(kind: str, last: int = 20, count: int = 3) -> Issue:
    text = message("metrics.issue.stale")
    period = Period(november(last - 1), november(last))
    return Issue(kind, Severity.WARNING, "shop_day", "sycm", period, count, text, text)


@pytest.mark.parametrize(
    ("check_id", "kind"),
    [
        ("metrics.contradiction", "buyers_over_visitors"),
        ("metrics.contradiction", "negative"),
        ("metrics.unit_jump", "unit_jump"),
        ("metrics.disagreement", "disagreement"),
        ("metrics.untied", "untied"),
    ],
)
def test_what_the_data_health_page_says_is_passed_on(check_id: str, kind: str) -> None:
    check = next(one for one in checks.CHECKS if one.id == check_id)
    (hit,) = check.function(replace(SOUND, issues=(issue(kind), issue("gap"))), {})
    assert (hit.place.view, hit.place.record, hit.severity) == ("health", kind, Severity.WARNING)
    assert list(check.function(SOUND, {})) == []


def test_a_source_is_stale_from_the_given_days_on() -> None:
    facts = replace(SOUND, issues=(issue("stale", count=3), issue("stale", count=4)))
    assert len(list(checks.stale(facts, {"days": 4}))) == 1
    assert list(checks.stale(SOUND, {"days": 4})) == []


def test_only_gaps_of_the_last_days_are_told() -> None:
    facts = replace(SOUND, issues=(issue("gap", last=8), issue("gap", last=7)))
    assert len(list(checks.gaps(facts, SETTINGS))) == 1


def test_a_month_without_a_target_is_told_once_figures_come_in() -> None:
    (hit,) = checks.no_target(replace(SOUND, progress=None), {})
    assert hit.values["month"] == "2026-11"
    assert list(checks.no_target(SOUND, {})) == []
    assert list(checks.no_target(FigureFacts(november(22), None), {})) == []


def test_a_month_is_behind_when_it_lacks_more_than_the_share() -> None:
    assert list(checks.behind_plan(SOUND, {"share": 5})) == []
    behind = replace(SOUND, progress=Progress(30_000, 18_900, 21_000, 6_300, november(21)))
    (hit,) = checks.behind_plan(behind, {"share": 5})
    assert (hit.values["gap"], hit.values["target"]) == (Percent(1_000), Money(30_000))
    unknown = replace(SOUND, progress=Progress(30_000, None, 21_000, None, None))
    assert list(checks.behind_plan(unknown, {"share": 5})) == []


def test_a_fall_is_measured_against_the_median_of_equal_weekdays() -> None:
    assert list(checks.visitors_fell(SOUND, SETTINGS)) == []
    assert list(checks.amount_fell(SOUND, SETTINGS)) == []
    fallen = replace(SOUND, visitors=(78, 90, 300, 110, 100), amounts=(3_000, 5_000, 6_000, 4_000, 5_000))
    (visitors,) = checks.visitors_fell(fallen, SETTINGS)
    assert (visitors.values["usual"], visitors.values["fall"]) == ("105", Percent(2_571))
    (amount,) = checks.amount_fell(fallen, SETTINGS)
    assert (amount.values["now"], amount.values["usual"], amount.values["fall"]) == (
        Money(3_000),
        Money(5_000),
        Percent(4_000),
    )


def test_nothing_is_said_of_a_fall_where_days_are_missing() -> None:
    for figures in ((), (None, 1, 1, 1, 1), (1, 100, None, None, 100)):
        assert list(checks.visitors_fell(replace(SOUND, visitors=figures), SETTINGS)) == []


def test_facts_are_read_from_the_shop(workspace: Workspace) -> None:
    assert checks.gather(workspace) == FigureFacts(november(22), None)
    rows = [{"day": november(day), "visitors": 100 + day, "paid_amount": 1_000} for day in range(1, 22)]
    put(workspace, "shop_day", rows)
    set_target(workspace, "paid_amount", "2026-11", 30_000)
    facts = checks.gather(workspace)
    assert facts.last_day == november(21)
    assert facts.visitors == (121, 114, 107, None, None)
    assert facts.progress is not None
    assert (facts.progress.actual, facts.progress.expected) == (21_000, 21_000)
