"""Segments: scores, order, and how far a weight must move to change the first place."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from shopplanner.domain.positioning.segments import CRITERIA, Segment, mix_total, rank, score, sensitivity

EVEN = dict.fromkeys(CRITERIA, 1)


def segment(name: str, *ratings: int) -> Segment:
    """Return a segment with ratings in the criteria's order."""
    return Segment(name, dict(zip(CRITERIA, ratings, strict=False)))


def test_the_score_is_the_mean_by_weight_over_what_was_rated() -> None:
    one = segment("通勤", 5, 3)
    assert score(one, {"size": 3, "growth": 1}) == Fraction(5 * 3 + 3 * 1, 4)
    assert score(one, {}) == 4
    assert score(segment("空"), EVEN) is None


def test_segments_come_best_first_and_unrated_ones_last() -> None:
    found = rank([segment("空"), segment("低", 1), segment("高", 5)], EVEN)
    assert [one.segment.name for one in found] == ["高", "低", "空"]
    assert [one.rated for one in found] == [1, 1, 0]


def test_the_least_change_of_a_weight_by_hand() -> None:
    """The first leads by 2 + 2 - 1 = 3 in all; competition, where it is 1 worse, must weigh 1 + 3 = 4 to turn that."""
    first = segment("甲", 5, 5, 3, 2, 3, 3, 3)
    other = segment("乙", 3, 3, 3, 3, 3, 3, 3)
    turn = sensitivity([first, other], EVEN)
    assert turn is not None
    assert (turn.criterion, turn.winner) == ("competition", "乙")
    assert turn.weight == 4
    assert turn.change == 3


def test_a_segment_that_is_nowhere_worse_stays_first() -> None:
    assert sensitivity([segment("甲", *[5] * 7), segment("乙", *[4] * 7)], EVEN) is None


def test_segments_not_rated_in_full_are_not_compared() -> None:
    assert sensitivity([segment("甲", *[5] * 7), segment("乙", 5, 5)], EVEN) is None
    assert sensitivity([], EVEN) is None


RATINGS = st.lists(st.integers(1, 5), min_size=7, max_size=7)


@given(RATINGS, RATINGS)
def test_at_the_turning_weight_both_are_level(one: list[int], two: list[int]) -> None:
    segments = [segment("甲", *one), segment("乙", *two)]
    turn = sensitivity(segments, EVEN)
    if turn is not None:
        weights: dict[str, Fraction] = {name: Fraction(1) for name in CRITERIA} | {turn.criterion: turn.weight}
        totals = [sum(weights[name] * each.ratings[name] for name in CRITERIA) for each in segments]
        assert totals[0] == totals[1]


def test_the_mix_counts_only_shares_that_are_given() -> None:
    assert mix_total([4500, None, 5500]) == 10_000
