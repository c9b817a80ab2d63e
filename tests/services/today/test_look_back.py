"""How did it go, with figures worked by hand, and "cannot tell" where they lack."""

from __future__ import annotations

from shopplanner.domain.messages import Percent
from shopplanner.services.metrics.targets import set_target
from shopplanner.services.today.look_back import lines
from shopplanner.services.wording import render
from shopplanner.services.workspace import Workspace
from tests.services.metrics.figures import november
from tests.services.metrics.figures import put as put_figures
from tests.services.promotions.planning import put, put_products
from tests.services.today.shop import put_days


def said(workspace: Workspace) -> dict[str, str]:
    return {line.text.id: render(line.text) for line in lines(workspace)}


def test_day_week_and_month_are_told_with_their_changes(workspace: Workspace) -> None:
    put_days(workspace, last_week={"visitors": 80, "paid_amount": 30_000})
    set_target(workspace, "paid_amount", "2026-11", 1_120_000)
    found = lines(workspace)
    texts = [render(line.text) for line in found]
    assert "2026-11-21: paid amount ¥300.00, ▲ +20.0% on a week before" in texts
    assert "7 days: Paid amount ¥2,100.00, ▲ +20.0% on the 7 days before" in texts
    assert "7 days: Visitors 80, ▼ −20.0% on the 7 days before" in texts
    month = next(line for line in found if line.text.id == "today.went.month_behind")
    assert month.text.params["share"] == Percent(5_000)
    assert month.role == "bad"


def test_a_month_ahead_is_good_and_one_without_target_cannot_be_told(workspace: Workspace) -> None:
    put_days(workspace)
    assert "today.went.no_target" in said(workspace)
    set_target(workspace, "paid_amount", "2026-11", 600_000)
    assert said(workspace)["today.went.month_ahead"] == "The month: 87.5% of the target, 25.0% ahead of pace"


def test_a_day_without_its_counterpart_cannot_be_told(workspace: Workspace) -> None:
    put_days(workspace, count=3)
    assert "today.went.day_unknown" in said(workspace)
    assert "today.went.week" not in said(workspace)


def test_the_last_promotion_is_measured_against_as_many_days_before(workspace: Workspace) -> None:
    assert "today.went.no_promotion" not in said(workspace)
    put_days(workspace)
    assert "today.went.no_promotion" in said(workspace)
    (soap,) = put_products(workspace, ("A", 10_000, None, None))
    rows = [
        {"day": november(day), "product_code": "A", "paid_amount": 300 if day >= 17 else 200} for day in range(13, 21)
    ]
    put_figures(workspace, "product_day", rows)
    values = {"products": (soap,), "threshold": 10_000, "face": 500}
    put(workspace, "coupon", "2026-11-17 00:00:00", "2026-11-20 23:59:59", name="Coupon", **values)
    assert said(workspace)["today.went.effect"] == "“Coupon”: ¥12.00 while it ran, ▲ +50.0% on as many days before"


def test_a_promotion_without_figures_cannot_be_told(workspace: Workspace) -> None:
    put_days(workspace)
    (soap,) = put_products(workspace, ("A", 10_000, None, None))
    values = {"products": (soap,), "threshold": 10_000, "face": 500}
    put(workspace, "coupon", "2026-11-17 00:00:00", "2026-11-20 23:59:59", name="Coupon", **values)
    assert "cannot tell" in said(workspace)["today.went.effect_unknown"]


def test_the_products_that_rose_and_fell_most_are_named(workspace: Workspace) -> None:
    put_days(workspace)
    put_products(workspace, ("A", 10_000, None, None), ("B", 10_000, None, None))
    rows = [
        {"day": november(day), "product_code": code, "paid_amount": amount if day >= 15 else 1_000}
        for day in range(8, 22)
        for code, amount in (("A", 1_100), ("B", 700), ("C", 1_000))
    ]
    put_figures(workspace, "product_day", rows)
    found = {line.text.id: line for line in lines(workspace)}
    assert render(found["today.went.rose"].text) == "A rose most: ¥7.00 more in 7 days"
    assert render(found["today.went.fell"].text) == "B fell most: ¥21.00 less in 7 days"
    assert found["today.went.fell"].place is not None
    assert found["today.went.fell"].place.record == "2"
