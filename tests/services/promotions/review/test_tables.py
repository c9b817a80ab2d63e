"""Channels, items, refund reasons and quality of a promotion."""

from __future__ import annotations

from datetime import date, timedelta

from shopplanner.domain.days import day_number
from shopplanner.domain.metrics.periods import Period
from shopplanner.services.promotions import plans
from shopplanner.services.promotions.review import tables
from shopplanner.services.promotions.review.impact import impact
from shopplanner.services.promotions.review.scope import Scope, scope_of
from shopplanner.services.promotions.review.tables import Quality, ReasonRow, flag_of
from shopplanner.services.workspace import Workspace
from tests.services.promotions.review import shop
from tests.services.promotions.review.shop import END, START

FIRST = day_number(START)


def scope(workspace: Workspace, promotion_id: int) -> Scope:
    with workspace.read() as session:
        return scope_of(session, workspace.shop_id, plans.promotion(workspace, promotion_id))


def quality(workspace: Workspace, promotion_id: int) -> Quality:
    chosen = scope(workspace, promotion_id)
    with workspace.read() as session:
        found = impact(session, workspace.shop_id, chosen, None)
        return tables.quality(session, workspace.shop_id, chosen, found.units)


def test_an_item_with_its_stock_and_margin(reviewed: Workspace) -> None:
    """200 pieces of 500 in stock, 80.00 each, half of it margin; 300 are left."""
    (row,) = tables.items(reviewed, scope(reviewed, shop.plan(reviewed)))
    assert (row.name, row.price, row.paid_price, row.sold, row.paid) == ("沐浴露", 10_000, 8_000, 200, 1_600_000)
    assert (row.stock_in, row.sell_through, row.stock_left, row.margin) == (500, 4_000, 300, 5_000)


def test_items_of_the_whole_shop_are_those_that_sold(reviewed: Workspace) -> None:
    """Soap brings 16,000 of 18,600; brushes 600 of it, less than a quarter of an even share of 6,200."""
    rows = tables.items(reviewed, scope(reviewed, shop.plan(reviewed, products=(), whole_shop=True)))
    assert [(row.code, row.flag) for row in rows] == [("A", "hero"), ("B", ""), ("C", "slow")]
    assert rows[2].margin is None


def test_flags() -> None:
    assert [flag_of(paid, 100.0) for paid in (None, 0, 24, 25, 199, 200)] == ["", "unsold", "slow", "", "", "hero"]


def test_channels_and_campaigns(reviewed: Workspace) -> None:
    shop.put(
        reviewed, "channel_day", ("day", "channel", "source", "visitors", "paid_buyers", "paid_amount"),
        [(FIRST + day, "搜索", "sycm", 100 + day, 10, 50_000) for day in (0, 1)],
    )  # fmt: skip
    shop.put(
        reviewed, "ad_day", ("day", "campaign_id", "product_code", "source", "campaign", "ad_cost", "deal_amount"),
        [(FIRST, "7", "", "wx_plan", "关键词", 1_000, 3_000)],
    )  # fmt: skip
    search, words = tables.channels(reviewed, Period(START, END))
    assert (search.name, search.campaign, search.visitors, search.paid, search.spend) == (
        "搜索",
        False,
        101,
        100_000,
        None,
    )
    assert (words.name, words.campaign, words.spend, words.paid, words.roas) == ("关键词", True, 1_000, 3_000, 30_000)


def test_the_three_commonest_reasons_for_refunds(reviewed: Workspace) -> None:
    reasons = ["smell"] * 4 + ["late"] * 3 + ["broken"] * 2 + ["other"]
    rows = [
        (str(number), FIRST + number % 10, 500, "A", reason, "qn") for number, reason in enumerate(reasons)
    ] + [("elsewhere", FIRST, 500, "B", "late", "qn"), ("before", FIRST - 1, 500, "A", "late", "qn")]  # fmt: skip
    shop.put(reviewed, "refund", ("refund_id", "paid_day", "refund_amount", "product_code", "reason", "source"), rows)
    chosen = scope(reviewed, shop.plan(reviewed))
    with reviewed.read() as session:
        found = tables.reasons(session, reviewed.shop_id, chosen)
    assert found == (
        ReasonRow("smell", 4, 2_000, 4_000), ReasonRow("late", 3, 1_500, 3_000), ReasonRow("broken", 2, 1_000, 2_000),
    )  # fmt: skip


def test_quality_of_the_promotion(reviewed: Workspace) -> None:
    """A quarter came back, usually 10.00 of 200.00; a review of three is bad; 0.02 lost; a buyer of three is back."""
    shop.put(
        reviewed, "review", ("review_id", "day", "score", "product_code", "source"),
        [("1", FIRST, 5, "A", "x"), ("2", FIRST + 39, 1, "A", "x"), ("3", FIRST + 3, 4, "A", "x"),
         ("4", FIRST + 41, 1, "A", "x"), ("5", FIRST, 1, "B", "x")],
    )  # fmt: skip
    scores = [(FIRST - 2, "sycm", 4_800_000), (FIRST + 9, "sycm", 4_780_000)]
    shop.put(reviewed, "shop_day", ("day", "source", "service_score_ppm"), scores)
    line = (FIRST - 30) * 86_400
    usual = [("8", "8", FIRST - 30, line, line, 1, 10_000, 10_000, 10_000, 1_000, "A", "x", "dee", "qn")]
    shop.put(reviewed, "order_line", shop.LINE_COLUMNS, usual)
    found = quality(reviewed, shop.plan(reviewed))
    assert (found.refund_rate, found.usual_refund_rate) == (2_500, 500)
    assert (found.reviews, found.bad_reviews) == (3, 1)
    assert (found.scores, found.score_changes) == ((None, 47_800, None), (None, -200, None))
    assert (found.again, found.watched) == (3_333, (date(2026, 11, 10) - END) // timedelta(days=1))


def test_nothing_known_stays_unknown(workspace: Workspace) -> None:
    found = quality(workspace, shop.plan(workspace, products=(), whole_shop=True))
    assert found == Quality(None, None, None, None, (None, None, None), (None, None, None), None, 0)
