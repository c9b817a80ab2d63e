"""The timeline reads a year with its neighbours; copies keep their distances."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from shopplanner.services import history
from shopplanner.services.promotions import plans, year
from shopplanner.services.workspace import Workspace
from tests.services.promotions.shop import at, double_11, put, put_products, tenth_off, till


def test_a_year_comes_with_the_one_before_and_the_one_after(workspace: Workspace) -> None:
    put_products(workspace)
    for around in (2024, 2025, 2026, 2027, 2028):
        put(workspace, double_11(around))
    shown = year.year_view(workspace, 2026)
    assert [each.starts.year for each in shown.promotions] == [2025, 2026, 2027]
    assert (shown.days[0].day, shown.days[-1].day) == year.year_span(2026)
    assert shown.ghosts == ()
    just = year.days_view(workspace, date(2026, 1, 1), date(2026, 12, 31))
    assert [each.starts.year for each in just.promotions] == [2026]


def test_last_years_promotions_are_laid_over_every_year_shown(workspace: Workspace) -> None:
    put_products(workspace)
    past = put(workspace, double_11(2025))
    shown = year.year_view(workspace, 2026, ghosts="date")
    assert [(each.id, each.starts) for each in shown.ghosts] == [(-past, at("11-01", "20:00:00"))]


def test_a_promotion_of_last_year_is_planned_again_where_it_is_shown(workspace: Workspace) -> None:
    put_products(workspace)
    past = put(workspace, double_11(2025))
    ghost = replace(double_11(), id=-past)
    again = plans.promotion(workspace, year.plan_again(workspace, ghost).value[0])
    assert (again.starts, again.status, again.phases) == (ghost.starts, "idea", ghost.phases)
    history.undo(workspace)
    assert [each.id for each in plans.promotions_between(workspace, date(2025, 1, 1), date(2027, 1, 1))] == [past]


def test_what_is_pasted_begins_on_the_day_and_keeps_its_distances(workspace: Workspace) -> None:
    put_products(workspace)
    late = put(workspace, tenth_off(starts=at("11-24", "20:00:00"), ends=till("11-25")))
    early = put(workspace, tenth_off())
    made = [plans.promotion(workspace, each) for each in year.paste(workspace, [late, early], date(2026, 12, 5)).value]
    assert [each.starts for each in made] == [at("12-09", "20:00:00"), at("12-05")]
