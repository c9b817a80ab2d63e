"""ABC classes and concentration: by hand, and what always holds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shopplanner.domain.products.concentration import Concentration, Ranked, abc, concentration

SALES = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=3), st.integers(-50, 10**9), max_size=40)


def test_the_product_that_crosses_a_line_still_belongs_to_the_better_class() -> None:
    assert abc({"d": 5, "a": 70, "b": 20, "c": 5, "e": 0}) == [
        Ranked("a", 70, 7_000, 7_000, "A"),
        Ranked("b", 20, 2_000, 9_000, "A"),
        Ranked("c", 5, 500, 9_500, "B"),
        Ranked("d", 5, 500, 10_000, "C"),
    ]


def test_a_single_product_is_an_a() -> None:
    assert [one.grade for one in abc({"only": 1})] == ["A"]


def test_nothing_sold_belongs_to_no_class() -> None:
    assert abc({"a": 0, "b": -5}) == []
    assert concentration([0, 0]) is None


def test_concentration_by_hand() -> None:
    # shares 0.5, 0.3, 0.1, 0.1: squares 0.25 + 0.09 + 0.01 + 0.01 = 0.36
    assert concentration([50, 30, 10, 10, 0]) == Concentration(3_600, 5_000, 9_000, 4)
    assert concentration([7]) == Concentration(10_000, 10_000, 10_000, 1)


def test_three_products_above_seven_tenths_are_risky() -> None:
    assert Concentration(0, 0, 7_001, 9).risky
    assert not Concentration(0, 0, 7_000, 9).risky


@given(SALES)
def test_classes_come_in_order_and_shares_reach_the_whole(sales: dict[str, int]) -> None:
    ranked = abc(sales)
    grades = "".join(one.grade for one in ranked)
    assert grades == "".join(sorted(grades))
    assert {one.key for one in ranked} == {key for key, value in sales.items() if value > 0}
    assert [one.value for one in ranked] == sorted((one.value for one in ranked), reverse=True)
    if ranked:
        assert ranked[-1].running == 10_000
        assert ranked[0].grade == "A"


@given(st.integers(1, 200), st.integers(1, 10**6))
def test_equal_products_have_an_index_of_one_over_their_number(count: int, value: int) -> None:
    found = concentration([value] * count)
    assert found is not None
    assert abs(found.hhi - 10_000 / count) <= 0.5


@given(st.lists(st.integers(0, 10**9), max_size=50))
def test_the_index_lies_between_even_and_alone(values: list[int]) -> None:
    found = concentration(values)
    if found is not None:
        assert 10_000 / found.selling - 1 <= found.hhi <= 10_000
        assert found.top_one <= found.top_three <= 10_000
        assert found.hhi <= found.top_one + 1
