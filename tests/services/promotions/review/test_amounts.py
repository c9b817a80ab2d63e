"""Estimates in whole yuan and pieces."""

from __future__ import annotations

from shopplanner.services.promotions.review.amounts import pieces, whole


def test_amounts_in_whole_yuan() -> None:
    assert [whole(value) for value in (123_456, -123_456, 49.0, -49.0)] == ["¥1,235", "−¥1,235", "¥0", "¥0"]


def test_pieces() -> None:
    assert [pieces(value) for value in (1_234.4, -0.4, -12.0)] == ["1,234", "0", "−12"]
