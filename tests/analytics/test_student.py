"""Student's t against the printed table."""

from __future__ import annotations

import pytest

from shopplanner.analytics.student import quantile


@pytest.mark.parametrize(
    ("degrees", "expected"), [(5, 2.015), (10, 1.812), (30, 1.697), (60, 1.671), (120, 1.658), (1_000_000, 1.645)]
)
def test_the_upper_five_per_cent_stand_where_the_table_has_them(degrees: int, expected: float) -> None:
    assert quantile(0.95, degrees) == pytest.approx(expected, abs=0.002)


def test_fewer_than_three_degrees_count_as_three() -> None:
    assert quantile(0.95, 1) == quantile(0.95, 3) == pytest.approx(2.353, abs=0.02)


def test_it_is_symmetric() -> None:
    assert quantile(0.05, 12) == pytest.approx(-quantile(0.95, 12))
