"""Edits that others must know of are told from others, and edits of the same thing become one change."""

from __future__ import annotations

import pytest

from shopplanner.domain.promotions.propagation import Edit, filled, kind_of, merged


@pytest.mark.parametrize(
    ("field", "before", "after", "kind"),
    [
        ("title", "a", "b", "title"),
        ("title", "a", "a", ""),
        ("list_price", 100, 90, "price"),
        ("tag_price", None, 90, "price"),
        ("cost", 100, 90, ""),
        ("floor_price", 100, 90, ""),
        ("stock", 5, 0, "stock"),
        ("stock", None, 0, "stock"),
        ("stock", 5, 4, ""),
        ("stock", 0, 4, "restock"),
        ("stock", 0, None, ""),
        ("status", "on_sale", "off_shelf", "stock"),
        ("status", "off_shelf", "on_sale", "restock"),
        ("status", "planned", "on_sale", ""),
        ("status", "planned", "ended", ""),
    ],
)
def test_an_edit_is_a_change_of_its_kind_or_nobody_s_business(
    field: str, before: object, after: object, kind: str
) -> None:
    assert kind_of(field, before, after) == kind


def test_a_second_edit_keeps_the_first_value_and_takes_the_last_one() -> None:
    first = merged({}, {}, [Edit("price", "list_price", "100", "90"), Edit("price", "tag_price", "", "80")])
    assert first == ({"list_price": "100", "tag_price": ""}, {"list_price": "90", "tag_price": "80"})
    assert merged(*first, [Edit("price", "list_price", "90", "85")])[0]["list_price"] == "100"
    assert merged(*first, [Edit("price", "list_price", "90", "100")]) == ({"tag_price": ""}, {"tag_price": "80"})
    assert merged({"a": "1"}, {"a": "2"}, [Edit("title", "a", "2", "1")]) == ({}, {})


def test_texts_are_filled_and_other_braces_stay() -> None:
    assert filled("{about}: {after} {x} {", {"about": "soap", "after": "90"}) == "soap: 90 {x} {"
