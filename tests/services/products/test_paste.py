"""Pasting: one step, good cells kept, bad ones listed."""

from __future__ import annotations

import pytest

from shopplanner.domain.products.pasting import BadCell
from shopplanner.services import history
from shopplanner.services.products.catalogue import catalogue
from shopplanner.services.products.paste import PasteReport, paste_products
from shopplanner.services.workspace import Workspace
from tests.services.products.range import add_product


def test_rows_with_an_id_find_their_product_whatever_the_order(workspace: Workspace) -> None:
    add_product(workspace, "A", cost=100)
    add_product(workspace, "B", cost=200)
    cells = [["成本价", "宝贝ID", "角色"], ["3.50", "B", "爆款"], ["1.00", "A", ""]]
    report = paste_products(workspace, cells, [], []).value
    assert report == PasteReport(cells=2, changed=1, created=0, bad=())
    assert [(one.code, one.cost, one.role) for one in catalogue(workspace).products] == [
        ("A", 100, ""),
        ("B", 350, "hero_product"),
    ]


def test_unknown_ids_are_added_where_there_is_a_title_and_listed_where_not(workspace: Workspace) -> None:
    cells = [["Product ID", "Title", "Price"], ["N1", "New soap", "59.9"], ["N2", "", "1"], ["", "Nameless", "2"]]
    report = paste_products(workspace, cells, [], []).value
    assert (report.created, report.cells) == (1, 0)
    assert report.bad == (
        BadCell(3, 1, "code", "N2", "unknown_code"),
        BadCell(3, 2, "title", "", "required"),
        BadCell(4, 1, "code", "", "required"),
    )
    one = catalogue(workspace).products[0]
    assert (one.code, one.title, one.tag_price, one.status) == ("N1", "New soap", 5_990, "on_sale")


def test_rows_without_an_id_go_down_from_the_current_row(workspace: Workspace) -> None:
    ids = [add_product(workspace, code) for code in "ABC"]
    report = paste_products(workspace, [["1", "x"], ["2", "8"], ["3", ""]], ["cost", "stock"], ids[1:]).value
    assert report.bad == (BadCell(1, 2, "stock", "x", "number"), BadCell(3, 1, "cost", "300", "no_row"))
    assert [(one.cost, one.stock) for one in catalogue(workspace).products] == [(None, None), (100, None), (200, 8)]


def test_rows_without_an_id_but_with_titles_find_or_make_their_products(workspace: Workspace) -> None:
    """A first table from a spreadsheet often has no ids; it must not rename what is there."""
    add_product(workspace, "A", title="Linen shirt")
    cells = [["商品名称", "售价", "成本价"], ["Scarf", "159", "61"], ["Linen shirt", "199", "78"], ["", "5", "1"]]
    report = paste_products(workspace, cells, [], []).value
    assert (report.created, report.changed) == (1, 1)
    assert report.bad == (BadCell(4, 1, "title", "", "required"),)
    found = {one.title: (one.code, one.tag_price, one.cost) for one in catalogue(workspace).products}
    assert found == {"Linen shirt": ("A", 19_900, 7_800), "Scarf": ("P001", 15_900, 6_100)}


def test_one_undo_takes_the_whole_paste_back(workspace: Workspace) -> None:
    ids = [add_product(workspace, code, cost=1) for code in "AB"]
    paste_products(workspace, [["5"], ["6"]], ["cost"], ids)
    history.undo(workspace)
    assert [one.cost for one in catalogue(workspace).products] == [1, 1]


def test_a_paste_that_changes_nothing_is_no_step(workspace: Workspace) -> None:
    made = add_product(workspace, "A", cost=100)
    outcome = paste_products(workspace, [["1.00"]], ["cost"], [made])
    assert outcome.step_id is None
    assert outcome.value == PasteReport(0, 0, 0, ())


def test_what_the_catalogue_writes_it_reads_again(sample_workspace: Workspace) -> None:
    from shopplanner.services.products.export import as_table

    before = catalogue(sample_workspace)
    table = as_table(before.products, before.period)
    cells = [[column.title for column in table.columns]]
    cells += [["" if cell is None else str(cell) for cell in row] for row in table.rows]
    outcome = paste_products(sample_workspace, cells, [], [])
    assert outcome.value == PasteReport(0, 0, 0, ())
    assert outcome.step_id is None


@pytest.mark.parametrize("words", ["未定角色", "No role"])
def test_the_table_s_own_words_for_no_role_are_understood(workspace: Workspace, words: str) -> None:
    made = add_product(workspace, "A", role="hero_product")
    assert paste_products(workspace, [[words]], ["role"], [made]).value.bad == ()
    assert catalogue(workspace).products[0].role == ""
