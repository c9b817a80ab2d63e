"""Blocks of cells find their columns, and bad cells do not take the good ones with them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shopplanner.domain.products.fields import PRODUCT_FIELDS, fold
from shopplanner.domain.products.pasting import BadCell, Pasted, understand

HEADINGS = {
    fold(words): name for words, name in (("商品ID", "code"), ("Cost", "cost"), ("库存", "stock"), ("Margin", "margin"))
}


def paste(cells: list[list[str]], columns: tuple[str, ...] = ("title", "cost", "", "stock")) -> Pasted:
    """Understand a block for a table of title, cost, a figure, and stock."""
    return understand(cells, PRODUCT_FIELDS, HEADINGS, columns, {})


def test_headings_decide_whatever_their_order() -> None:
    found = paste([["库存", "商品id", "COST"], ["5", "A1", "9.90"]])
    assert found.headed
    assert found.fields == ("stock", "code", "cost")
    assert [(row.number, dict(row.values)) for row in found.rows] == [(2, {"stock": 5, "code": "A1", "cost": 990})]


def test_known_columns_that_are_worked_out_are_passed_over() -> None:
    found = paste([["商品ID", "Margin", "?"], ["A1", "12%", "x"]])
    assert found.fields == ("code", "", "")
    assert dict(found.rows[0].values) == {"code": "A1"}
    assert found.bad == ()


def test_without_headings_columns_follow_the_table() -> None:
    found = paste([["Soap", "3", "ignored", "7"]])
    assert not found.headed
    assert dict(found.rows[0].values) == {"title": "Soap", "cost": 300, "stock": 7}


def test_a_bad_cell_is_listed_with_its_place_and_the_rest_is_kept() -> None:
    found = paste([["Soap", "free", "", "7"], ["Oil", "1", "", "1.5", "more"]])
    assert [dict(row.values) for row in found.rows] == [{"title": "Soap", "stock": 7}, {"title": "Oil", "cost": 100}]
    assert found.bad == (
        BadCell(1, 2, "cost", "free", "number"),
        BadCell(2, 4, "stock", "1.5", "whole"),
        BadCell(2, 5, "", "more", "no_column"),
    )


def test_a_heading_counts_once() -> None:
    assert paste([["Cost", "cost"], ["1", "2"]]).fields == ("cost", "")


def test_nothing_pasted_is_nothing() -> None:
    assert paste([]) == Pasted(("title", "cost", "", "stock"), False, (), ())


@given(st.lists(st.lists(st.text(max_size=6), max_size=6), max_size=8))
def test_every_row_is_kept_and_every_cell_is_stored_listed_or_passed_over(cells: list[list[str]]) -> None:
    found = paste(cells)
    assert len(found.rows) == len(cells) - found.headed
    for row in found.rows:
        bad = {cell.column for cell in found.bad if cell.row == row.number}
        named = [
            place for place in range(len(cells[row.number - 1])) if place < len(found.fields) and found.fields[place]
        ]
        assert len(row.values) == len([place for place in named if place + 1 not in bad])
