"""Typed text becomes a field's value or says why it cannot."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopplanner.domain.products.fields import PRODUCT_FIELDS, CellError, fold, typed_value

WORDS = {fold("爆款"): "hero_product", fold("Hero"): "hero_product"}


@pytest.mark.parametrize(
    ("typed", "value"),
    [("67.9", 6790), ("¥1,234.50", 123450), ("１２．５", 1250), ("", None), ("–", None), ("0", 0), (" 88 元", 8800)],
)
def test_amounts_are_read_as_people_write_them(typed: str, value: int | None) -> None:
    assert typed_value(PRODUCT_FIELDS["cost"], typed) == value


@pytest.mark.parametrize(
    ("field", "typed", "reason"),
    [
        ("cost", "abc", "number"),
        ("cost", "NaN", "number"),
        ("cost", "-1", "negative"),
        ("cost", "1.005", "fen"),
        ("cost", "9e12", "large"),
        ("stock", "1.5", "whole"),
        ("title", "  ", "required"),
        ("role", "hero worship", "choice"),
        ("status", "", "choice"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_reason(field: str, typed: str, reason: str) -> None:
    with pytest.raises(CellError) as refused:
        typed_value(PRODUCT_FIELDS[field], typed, WORDS)
    assert refused.value.reason == reason


def test_choices_are_taken_by_value_and_by_words() -> None:
    role = PRODUCT_FIELDS["role"]
    assert typed_value(role, "hero_product") == "hero_product"
    assert typed_value(role, " 爆款 ", WORDS) == "hero_product"
    assert typed_value(role, "HERO", WORDS) == "hero_product"
    assert typed_value(role, "-", WORDS) == ""


def test_blanks_in_texts_are_tidied() -> None:
    assert typed_value(PRODUCT_FIELDS["title"], "  a \n b ") == "a b"
    assert typed_value(PRODUCT_FIELDS["note"], "") == ""


@given(st.integers(0, 10**11))
def test_an_amount_survives_being_written_and_read(minor: int) -> None:
    assert typed_value(PRODUCT_FIELDS["cost"], f"¥{Decimal(minor) / 100:,.2f}") == minor


@given(st.text(max_size=30))
def test_any_text_gives_a_value_or_a_reason(typed: str) -> None:
    assert all(understood(name, typed) for name in PRODUCT_FIELDS)


def understood(name: str, typed: str) -> bool:
    """Whether a text becomes a value of the right kind, or is refused with a reason."""
    try:
        value = typed_value(PRODUCT_FIELDS[name], typed)
    except CellError as refused:
        return bool(refused.reason)
    return value is None or isinstance(value, str | int)
