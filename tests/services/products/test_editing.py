"""Every edit is one step that undo takes back."""

from __future__ import annotations

import pytest
from sqlalchemy import func, insert, select

from shopplanner.domain.changes import Area
from shopplanner.domain.errors import NotFoundError, RuleError
from shopplanner.services import history
from shopplanner.services.products import editing
from shopplanner.services.products.catalogue import Product, catalogue
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.products import SkuRow
from shopplanner.storage.tables.promotions import PromotionProductRow, PromotionRow
from tests.services.products.range import add_product, add_sku


def product(workspace: Workspace, product_id: int) -> Product:
    """Return one product of the catalogue."""
    return next(one for one in catalogue(workspace).products if one.id == product_id)


def test_a_product_without_a_code_gets_one_of_ours(workspace: Workspace) -> None:
    first = editing.create(workspace, {"title": " Soap ", "cost": 300})
    second = editing.create(workspace, {"title": "Oil"})
    assert (product(workspace, first.value).code, product(workspace, first.value).title) == ("P001", "Soap")
    assert product(workspace, second.value).code == "P002"
    assert first.areas == {Area.PRODUCTS}
    assert first.place is not None
    history.undo(workspace)
    assert [one.id for one in catalogue(workspace).products] == [first.value]


def test_our_codes_pass_over_those_that_are_taken(workspace: Workspace) -> None:
    add_product(workspace, "P002")
    made = editing.create(workspace, {"title": "Soap"})
    assert product(workspace, made.value).code == "P003"


@pytest.mark.parametrize("values", [{"title": " "}, {}, {"title": "x", "code": "A"}])
def test_a_product_needs_a_title_and_a_free_code(workspace: Workspace, values: dict[str, str]) -> None:
    add_product(workspace, "A")
    with pytest.raises(RuleError):
        editing.create(workspace, values)


def test_a_cell_is_stored_as_it_is_meant(workspace: Workspace) -> None:
    made = add_product(workspace, "A", tag_price=10_000)
    editing.set_field(workspace, made, "cost", "￥60")
    editing.set_field(workspace, made, "role", "利润款")
    editing.set_field(workspace, made, "code", "A")
    outcome = editing.set_field(workspace, made, "status", "Off the shelf")
    one = product(workspace, made)
    assert (one.cost, one.margin, one.role, one.status) == (6_000, 4_000, "profit_product", "off_shelf")
    assert outcome.label.params["name"] == "Product A"
    history.undo(workspace)
    assert product(workspace, made).status == "on_sale"


@pytest.mark.parametrize(("field", "typed"), [("cost", "free"), ("title", ""), ("code", "B"), ("role", "king")])
def test_a_cell_that_cannot_be_meant_changes_nothing(workspace: Workspace, field: str, typed: str) -> None:
    made = add_product(workspace, "A")
    add_product(workspace, "B")
    before = product(workspace, made)
    with pytest.raises(RuleError):
        editing.set_field(workspace, made, field, typed)
    assert product(workspace, made) == before


def test_a_product_that_is_gone_is_said_to_be(workspace: Workspace) -> None:
    with pytest.raises(NotFoundError):
        editing.set_field(workspace, 99, "cost", "1")
    with pytest.raises(NotFoundError):
        editing.delete(workspace, [99])


def test_many_products_are_given_a_role_in_one_step(workspace: Workspace) -> None:
    ids = [add_product(workspace, code) for code in "ABC"]
    assert editing.set_for(workspace, ids[:2], "role", "hero_product").value == 2
    assert editing.set_for(workspace, ids, "role", "hero_product").value == 1
    assert [one.role for one in catalogue(workspace).products] == ["hero_product"] * 3
    history.undo(workspace)
    assert [one.role for one in catalogue(workspace).products] == ["hero_product", "hero_product", ""]
    assert editing.set_for(workspace, [], "role", "").step_id is None
    assert editing.set_for(workspace, ids[:1], "cost", 700).value == 1
    with pytest.raises(RuleError):
        editing.set_for(workspace, ids, "role", "king")
    with pytest.raises(RuleError):
        editing.set_for(workspace, ids, "code", "X")


def test_undo_of_a_deletion_brings_variants_and_promotions_back(workspace: Workspace) -> None:
    first, second = add_product(workspace, "A", short_name="a"), add_product(workspace, "B")
    add_sku(workspace, first, "A1")
    with workspace.database.write() as connection:
        moments = {"starts_at": "2026-11-10 00:00:00", "ends_at": "2026-11-11 23:59:59", "mechanic": "coupon"}
        promotion = connection.execute(
            insert(PromotionRow)
            .values(shop_id=workspace.shop_id, name="x", version=1, **moments)
            .returning(PromotionRow.id)
        ).scalar_one()
        connection.execute(
            insert(PromotionProductRow).values(
                shop_id=workspace.shop_id, promotion_id=promotion, product_id=first, version=1
            )
        )
    outcome = editing.delete(workspace, [first])
    assert outcome.label.params == {"name": "a"}
    assert counted(workspace) == (1, 0, 0)
    assert editing.delete(workspace, [second, 98]).value == 1
    history.undo(workspace)
    history.undo(workspace)
    assert counted(workspace) == (2, 1, 1)


def counted(workspace: Workspace) -> tuple[int, int, int]:
    """Return how many products, variants and places in promotions there are."""
    with workspace.read() as session:
        skus = session.scalar(select(func.count()).select_from(SkuRow)) or 0
        scopes = session.scalar(select(func.count()).select_from(PromotionProductRow)) or 0
    return len(catalogue(workspace).products), skus, scopes
