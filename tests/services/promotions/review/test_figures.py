"""Figures of a period: sums, means a day, ranges, counts, and what is missing."""

from __future__ import annotations

from datetime import date

from shopplanner.domain.messages import message
from shopplanner.domain.metrics.definitions import Unit
from shopplanner.domain.metrics.periods import Period
from shopplanner.services.promotions.review.figures import UNITS, Cut, Figure, completion, figures
from shopplanner.services.promotions.review.scope import all_goods
from shopplanner.services.workspace import Workspace
from tests.services.promotions.review.shop import END, START

DURING = Period(START, END)


def of(workspace: Workspace, codes: tuple[str, ...], period: Period = DURING) -> dict[str, Figure]:
    with workspace.read() as session:
        goods = all_goods(session, workspace.shop_id)
    chosen = tuple(each for each in goods if not codes or each.code in codes)
    return figures(workspace, Cut(codes, chosen), period)


def test_one_product(reviewed: Workspace) -> None:
    """20 a day for 80.00 on ten days; 200 visitors and 20 buyers a day; orders from the lines."""
    found = of(reviewed, ("A",))
    assert list(found) == list(UNITS)
    assert found["paid_amount"].value == 20 * 8_000 * 10
    assert (found["visitors"].value, found["visitors"].how.id) == (200, "review.how.day_mean")
    assert found["conversion"].value == 1_000
    assert (found["orders"].value, found["order_value"].value) == (4, 10_667)
    assert (found["refund_rate"].value, found["new_share"].value, found["repeat_share"].value) == (2_500, 6_667, 3_333)
    assert (found["gross_margin"].value, found["net_margin"].value) == (5_000, None)
    assert found["ad_cost"].value is None
    assert found["member_share"].how == message("review.how.members")


def test_several_products_have_no_visitors_together_but_a_range(reviewed: Workspace) -> None:
    found = of(reviewed, ("A", "B"))
    assert found["paid_amount"].value == (20 * 8_000 + 4 * 5_000) * 10
    assert (found["visitors"].value, found["visitors"].low, found["visitors"].high) == (None, 50, 200)
    assert found["visitors"].how == message("review.how.range", n=2)
    assert (found["cart_rate"].value, found["cart_rate"].low) == (None, None)
    assert found["gross_margin"].value == 4_889  # (8,000 + 800) of 18,000


def test_the_whole_shop_has_its_own_report(reviewed: Workspace) -> None:
    """250 visitors, 25 in the cart, 30.00 of advertising a day; the brush's cost is not known, so no margin."""
    found = of(reviewed, ())
    assert (found["visitors"].value, found["cart_rate"].value) == (250, 1_000)
    assert found["ad_cost"].value == 30_000
    assert found["orders"].value == 27 * 10
    assert [each.fact for each in found["paid_amount"].sources] == ["shop_day"]
    assert found["gross_margin"].value is not None


def test_net_margin_takes_refunds_and_advertising_off(reviewed: Workspace) -> None:
    """The whole shop: what is not refunded keeps its margin, less 300.00 of advertising."""
    found = of(reviewed, ())
    paid = (20 * 8_000 + 4 * 5_000 + 6_000) * 10
    gross = round((800_000 + 80_000) * paid / 1_800_000)
    kept = paid * 7_500 // 10_000
    assert found["net_margin"].value == round((gross * 0.75 - 30_000) * 10_000 / kept)


def test_a_single_day_is_as_reported(reviewed: Workspace) -> None:
    found = of(reviewed, ("A",), Period(START, START))
    assert found["visitors"].how == message("review.how.reported")


def test_what_no_report_has_is_missing_and_not_zero(reviewed: Workspace) -> None:
    for codes in ((), ("A",), ("A", "B")):
        found = of(reviewed, codes, Period(date(2025, 1, 1), date(2025, 1, 5)))
        assert [name for name, figure in found.items() if figure.value is not None] == []


def test_new_buyers_are_not_counted_where_orders_do_not_reach_back(reviewed: Workspace) -> None:
    found = of(reviewed, ("A",), Period(date(2026, 7, 5), date(2026, 7, 6)))
    assert found["new_share"].how == message("review.how.history", days=0, need=90)


def test_completion_goes_the_other_way_for_costs() -> None:
    figure = Figure(50, message("review.how.sum"))
    assert completion("paid_amount", 100, figure) == 5_000
    assert completion("ad_cost", 100, figure) == 20_000
    assert completion("ad_cost", None, figure) is None
    assert completion("paid_amount", 100, Figure(None, message("review.how.missing"))) is None
    assert UNITS["roas"] is Unit.TIMES
