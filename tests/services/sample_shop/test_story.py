"""What happens in the sample shop day by day, and how sums are split."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopplanner.services.sample_shop import season
from shopplanner.services.sample_shop.planned import Planned
from shopplanner.services.sample_shop.planning import promotions
from shopplanner.services.sample_shop.story import Story
from shopplanner.services.sample_shop.traffic import shared

TODAY = date(2026, 11, 22)


@pytest.fixture
def story() -> Story:
    """The story up to 21 November 2026."""
    return Story(TODAY, 7)


def test_it_runs_from_the_first_of_a_month_sixteen_months_back_to_yesterday(story: Story) -> None:
    assert (story.first, story.last) == (date(2025, 7, 1), date(2026, 11, 21))
    assert story.days[0] == story.first
    assert story.days[-1] == story.last
    assert len(story.days) == 509


def test_festivals_bring_more_visits_and_lower_prices(story: Story) -> None:
    assert story.visits(date(2026, 11, 10), 20) > 1.7 * story.visits(date(2026, 11, 5), 20)
    assert story.price(date(2026, 11, 10), 20, 10_000) == 8_800
    assert story.price(date(2026, 11, 5), 20, 10_000) == 10_000


def test_the_price_slip_halves_one_price_on_one_day(story: Story) -> None:
    slip = next(cause for cause in story.causes if cause.kind == "price_slip")
    assert story.price(slip.first, slip.product, 9_990) == 4_995
    assert story.price(slip.first, slip.product + 1, 9_990) == 9_990


def test_a_product_out_of_stock_is_not_bought(story: Story) -> None:
    out = next(cause for cause in story.causes if cause.kind == "stock_out")
    assert story.conversion(out.first, out.product) == 0
    assert story.conversion(out.first, out.product + 1) > 0


def test_the_ad_cut_takes_spend_and_visits(story: Story) -> None:
    cut = next(cause for cause in story.causes if cause.kind == "ad_cut")
    assert story.ads(cut.last) < 0.6 * story.ads(date(2026, 11, 5))
    assert story.visits(cut.last, 0) == pytest.approx(0.66 * story.visits(cut.last, 20))


def test_a_day_before_any_double_11_of_the_year_takes_last_years(story: Story) -> None:
    early = Story(date(2026, 5, 1), 7)
    assert next(cause for cause in early.causes if cause.kind == "festival").last == date(2025, 11, 11)


def test_plans_lie_around_today(story: Story) -> None:
    planned = promotions(story)
    assert any(each.first <= TODAY <= each.last for each in planned)
    assert any(each.first > TODAY for each in planned)
    assert any(each.last < TODAY.replace(year=2026, month=1) for each in planned)
    assert all(each.first <= each.last for each in planned)
    tuesdays = [each for each in planned if each.series]
    assert len(tuesdays) == 10
    assert {each.first.weekday() for each in tuesdays} == {1}


def test_last_year_and_this_one_have_the_big_events_and_every_lane_has_something(story: Story) -> None:
    planned = promotions(story)
    for year in (2025, 2026):
        events = {each.key.split("-")[0] for each in planned if each.key.endswith(str(year)) and each.phases}
        assert {"年货节", "38", "618", "88", "双11", "双12"} <= events
    assert {each.lane for each in planned} == {"platform", "own", "member", "hero", "ads"}
    assert [each.status for each in planned if each.key == "年货节-2027"] == ["idea"]


def test_events_are_over_agreed_or_ideas_by_their_days() -> None:
    known = {each.key: each.status for each in promotions(Story(date(2026, 5, 5), 7))}
    assert (known["38-2026"], known["618-2026"], known["双12-2025"]) == ("reviewed", "scheduled", "reviewed")
    assert "88-2026" not in known


def test_there_is_always_a_big_event_to_come() -> None:
    for month in range(1, 13):
        for day in (1, 9, 13, 19, 23):
            today = date(2026, month, day)
            assert any(each.first >= today for each in season.events(today) if each.mechanic == "platform_event"), today


def test_a_push_brings_visits_and_purchases_of_its_products_at_its_price(story: Story) -> None:
    recent = next(push for push in story.pushes if push.key == "push_recent")
    assert (recent.first, recent.last) == (date(2026, 11, 15), date(2026, 11, 19))
    inside, beside = recent.products[0], 20
    assert story.visits(recent.first, inside) == pytest.approx(1.6 * story.visits(recent.first, beside))
    assert story.conversion(recent.first, inside) == 1.5 * story.conversion(recent.first, beside)
    assert (story.price(recent.first, inside, 2_331), story.price(recent.first, beside, 2_331)) == (2_097, 2_331)


def test_a_promotion_has_products_or_the_whole_shop(story: Story) -> None:
    def scoped(each: Planned) -> bool:
        return each.whole_shop or bool(each.products)

    assert all(scoped(each) for each in promotions(story))


@given(st.integers(0, 10**9), st.lists(st.floats(0.01, 100), min_size=1, max_size=12))
def test_parts_sum_to_the_whole(total: int, weights: list[float]) -> None:
    parts = shared(total, weights)
    assert sum(parts) == total
    assert all(
        abs(part - total * weight / sum(weights)) < 1 + 1e-6 for part, weight in zip(parts, weights, strict=True)
    )
