"""Variants: added with the product's price, edited, deleted, undone."""

from __future__ import annotations

import pytest

from shopplanner.domain.errors import NotFoundError, RuleError
from shopplanner.services import history
from shopplanner.services.products import skus
from shopplanner.services.workspace import Workspace
from tests.services.products.range import add_product, add_sku


def test_a_variant_begins_with_the_products_price_and_a_free_code(workspace: Workspace) -> None:
    made = add_product(workspace, "A", list_price=900, cost=300)
    add_sku(workspace, made, "A02")
    skus.add_sku(workspace, made, " 500ml ")
    one = skus.skus(workspace, made)[1]
    assert (one.code, one.name, one.list_price, one.cost, one.margin) == ("A03", "500ml", 900, 300, 6_667)
    history.undo(workspace)
    assert len(skus.skus(workspace, made)) == 1


def test_a_variants_cells_are_stored(workspace: Workspace) -> None:
    made = add_product(workspace, "A")
    sku, other = add_sku(workspace, made, "1"), add_sku(workspace, made, "2")
    skus.set_sku_field(workspace, sku, "stock", "12")
    skus.set_sku_field(workspace, sku, "name", "Big")
    skus.set_sku_field(workspace, sku, "code", "9")
    skus.set_sku_field(workspace, sku, "has_image", "no")
    found = skus.skus(workspace, made)[0]
    assert (found.stock, found.name, found.code, found.has_image) == (12, "Big", "9", False)
    skus.set_sku_field(workspace, sku, "has_image", "yes")
    assert skus.skus(workspace, made)[0].has_image
    with pytest.raises(RuleError):
        skus.set_sku_field(workspace, other, "code", "9")
    with pytest.raises(RuleError):
        skus.set_sku_field(workspace, other, "stock", "a few")


def test_a_variant_is_deleted_and_comes_back(workspace: Workspace) -> None:
    made = add_product(workspace, "A")
    sku = add_sku(workspace, made, "1")
    skus.delete_sku(workspace, sku)
    assert skus.skus(workspace, made) == ()
    history.undo(workspace)
    assert [one.id for one in skus.skus(workspace, made)] == [sku]


def test_what_is_gone_or_nameless_is_refused(workspace: Workspace) -> None:
    made = add_product(workspace, "A")
    with pytest.raises(RuleError):
        skus.add_sku(workspace, made, " ")
    with pytest.raises(NotFoundError):
        skus.add_sku(workspace, 99, "x")
    with pytest.raises(NotFoundError):
        skus.delete_sku(workspace, 99)
    with pytest.raises(NotFoundError):
        skus.set_sku_field(workspace, 99, "name", "x")
