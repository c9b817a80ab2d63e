"""The six figures with changes worked by hand, and what cannot be told."""

from __future__ import annotations

from shopplanner.services.metrics.targets import set_target
from shopplanner.services.today.figures import Figure, figures
from shopplanner.services.today.industry import set_industry
from shopplanner.services.wording import render
from shopplanner.services.workspace import Workspace
from tests.services.metrics.figures import november, put
from tests.services.today.shop import LAST, put_days


def by_id(workspace: Workspace) -> dict[str, Figure]:
    return {figure.id: figure for figure in figures(workspace, LAST)}


def test_the_day_is_compared_with_the_same_weekday_a_week_before(workspace: Workspace) -> None:
    put_days(workspace, last_week={"visitors": 80, "paid_buyers": 5, "paid_amount": 30_000})
    found = by_id(workspace)
    assert list(found) == ["visitors", "paid_amount", "conversion", "level", "industry", "plan"]
    visitors, amount, conversion = (found[name] for name in ("visitors", "paid_amount", "conversion"))
    assert (visitors.value, visitors.change, visitors.role) == ("80", "▼ −20.0%", "bad")
    assert (amount.value, amount.change, amount.role) == ("¥300.00", "▲ +20.0%", "good")
    assert (conversion.value, conversion.change) == ("6.25%", "▲ +1.25 pt")
    assert render(visitors.caption) == "100 a week before"
    assert visitors.line == (*[100.0] * 21, *[80.0] * 7)
    assert len(conversion.line) == 28
    said = [render(line) for line in visitors.explanation]
    assert any("Business Advisor" in line for line in said)
    assert any("2026-11-21: 80. Same weekday a week before, 2026-11-14: 100." in line for line in said)


def test_the_level_rests_on_thirty_days(workspace: Workspace) -> None:
    put_days(workspace, last_week={"paid_amount": 55_000})
    level = by_id(workspace)["level"]
    assert (level.value, level.change, level.role) == ("¥9,600", "▲ +28.0%", "good")
    assert (level.line[0], level.line[-1]) == (7_500.0, 9_600.0)


def test_too_few_days_give_no_level(workspace: Workspace) -> None:
    put_days(workspace, count=22)
    level = by_id(workspace)["level"]
    assert (level.value, level.change) == ("–", "")
    assert "Known on 22 of 30 days" in render(level.explanation[-1])


def test_without_peers_the_industry_cannot_be_told(workspace: Workspace) -> None:
    put_days(workspace)
    untold = by_id(workspace)["industry"]
    assert (untold.value, untold.line, untold.place) == ("–", (), None)
    set_industry(workspace, 450)
    ahead = by_id(workspace)["industry"]
    assert (ahead.value, ahead.change, ahead.role) == ("Ahead", "▲ +0.50 pt", "good")
    set_industry(workspace, 600)
    assert by_id(workspace)["industry"].value == "Behind"


def test_the_plan_is_told_against_an_even_pace(workspace: Workspace) -> None:
    put_days(workspace)
    assert by_id(workspace)["plan"].value == "–"
    set_target(workspace, "paid_amount", "2026-11", 750_000)
    plan = by_id(workspace)["plan"]
    assert (plan.value, plan.change, plan.role) == ("70.0%", "ahead 0.0%", "good")
    set_target(workspace, "paid_amount", "2026-11", 1_500_000)
    plan, amount = by_id(workspace)["plan"], by_id(workspace)["paid_amount"]
    assert (plan.value, plan.change, plan.role) == ("35.0%", "behind 50.0%", "bad")
    assert plan.line[-1] == -50.0
    assert plan.line[0] is None
    assert render(amount.caption) == "Plan ¥500.00 · 50.0%"


def test_a_missing_day_is_a_gap_and_no_zero(workspace: Workspace) -> None:
    put(workspace, "shop_day", [{"day": november(21), "visitors": 10}, {"day": november(19), "visitors": 10}])
    found = by_id(workspace)
    assert found["visitors"].line[-3:] == (10.0, None, 10.0)
    assert (found["paid_amount"].value, found["paid_amount"].change) == ("–", "")
