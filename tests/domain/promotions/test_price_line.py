"""The line is the lowest counted price of the days before, found the same way by plain search."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shopplanner.domain.promotions.price_line import first_day_to_enter, fits, line_days, window

START = date(2026, 10, 1)


def day(number: int) -> date:
    return START + timedelta(days=number)


def test_a_sale_on_20_october_looks_at_the_fifteen_days_from_the_5th_to_the_19th() -> None:
    assert window(date(2026, 10, 20), 15) == (date(2026, 10, 5), date(2026, 10, 19))


def test_a_price_of_the_5th_still_counts_on_the_20th_and_no_longer_on_the_21st() -> None:
    lows = {date(2026, 10, 4): 100, date(2026, 10, 5): 200, date(2026, 10, 20): 50}
    line = line_days(lows, date(2026, 10, 19), date(2026, 10, 21), 15)
    assert line == {date(2026, 10, 19): 100, date(2026, 10, 20): 200, date(2026, 10, 21): 50}


def test_a_window_without_a_price_has_no_line() -> None:
    assert line_days({}, START, day(1), 15) == {START: None, day(1): None}


@given(
    st.dictionaries(st.integers(-40, 60), st.integers(1, 9_999), max_size=60),
    st.integers(1, 35),
    st.integers(-5, 30),
    st.integers(0, 30),
)
def test_the_line_equals_a_search_through_every_day(prices: dict[int, int], days: int, first: int, length: int) -> None:
    lows = {day(number): price for number, price in prices.items()}
    found = line_days(lows, day(first), day(first + length), days)
    expected = {}
    for number in range(first, first + length + 1):
        inside = [price for at, price in prices.items() if number - days <= at <= number - 1]
        expected[day(number)] = min(inside) if inside else None
    assert found == expected


@given(
    st.dictionaries(st.integers(0, 30), st.integers(1, 999), min_size=1, max_size=20),
    st.integers(1, 20),
    st.integers(1, 999),
)
def test_a_lower_price_never_raises_the_line_and_a_longer_window_neither(
    prices: dict[int, int], days: int, low: int
) -> None:
    lows = {day(number): price for number, price in prices.items()}
    line = line_days(lows, day(0), day(35), days)
    cut = line_days({**lows, day(0): min(low, lows.get(day(0), low))}, day(0), day(35), days)
    longer = line_days(lows, day(0), day(35), days + 1)
    for each, value in line.items():
        if value is not None:
            for other in (cut[each], longer[each]):
                assert other is not None
                assert other <= value


def test_the_platform_compares_the_unrounded_price() -> None:
    assert not fits(5693, 5000, 1200)  # 56.93 less 12 % is 50.0984
    assert fits(5681, 5000, 1200)  # 49.9928
    assert fits(5000, 5000)
    assert fits(9_999_999, None)


def test_the_first_day_at_which_a_low_price_has_left_the_window_lets_the_sku_in() -> None:
    lows = {day(number): 10_000 for number in range(40)} | {day(3): 8_000}
    line = line_days(lows, day(5), day(30), 15)
    assert first_day_to_enter(line, 9_500) == day(19)
    assert first_day_to_enter(line, 8_000) == day(5)
    assert first_day_to_enter(line, 10_001) is None
    assert first_day_to_enter(line, 9_000, 1_200) == day(5)  # 79.20 after the campaign's 12 %
