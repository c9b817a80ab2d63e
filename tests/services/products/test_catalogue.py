"""The catalogue joins products with their figures."""

from __future__ import annotations

from dataclasses import replace

from shopplanner.services.products.catalogue import catalogue, matcher, place
from shopplanner.services.workspace import Workspace
from tests.services.products.range import add_product, add_sku, put_days


def test_an_empty_shop_has_an_empty_catalogue(workspace: Workspace) -> None:
    found = catalogue(workspace)
    assert (found.products, found.period, found.unlisted, found.categories) == ((), None, 0, ())


def test_a_product_is_shown_with_margin_cover_and_class(workspace: Workspace) -> None:
    first = add_product(workspace, "A", tag_price=10_000, cost=6_000, stock=280, launch_day=20_000, category="soap")
    add_product(workspace, "B", list_price=500, short_name="bee", status="ended")
    add_sku(workspace, first, "A1")
    put_days(workspace, "A", paid_amount=50_000, paid_units=70)
    put_days(workspace, "C", paid_amount=1)
    found = catalogue(workspace)
    one, other = found.products
    assert (one.price, one.margin, one.cover, one.grade, one.skus) == (10_000, 4_000, 56, "A", 1)
    assert (one.name, other.name, other.price, other.margin, other.cover, other.grade) == (
        "Product A", "bee", 500, None, None, "",
    )  # fmt: skip
    assert str(one.launched) == "2024-10-04"
    assert other.launched is None
    assert found.unlisted == 1
    assert found.categories == ("soap",)
    assert found.count(role=True) == 1
    assert found.count(cost=True) == 0
    assert place(first).record == str(first)


def test_figures_are_read_again_only_when_they_are_not_known(workspace: Workspace) -> None:
    add_product(workspace, "A")
    put_days(workspace, "A", days=1, paid_amount=100)
    before = catalogue(workspace)
    put_days(workspace, "B", days=1, paid_amount=1)
    add_product(workspace, "C")
    again = catalogue(workspace, before.known)
    assert [one.figures.paid_amount for one in again.products] == [100, None]
    assert again.unlisted == 0
    assert catalogue(workspace).unlisted == 1
    assert catalogue(workspace, replace(before.known, shop_id=99)).unlisted == 1


def test_the_sample_shop_is_listed_whole(sample_workspace: Workspace) -> None:
    found = catalogue(sample_workspace)
    assert len(found.products) == 48
    assert found.unlisted == 0
    assert found.period is not None
    assert len(found.period) == 28
    assert found.count(cost=True) == 1
    assert found.count(role=True) == 1
    assert all(one.figures.paid_amount for one in found.products)


def test_products_are_found_by_words_role_and_state(workspace: Workspace) -> None:
    add_product(workspace, "A1", title="Rose Soap 100g", role="hero_product", category="Soap")
    add_product(workspace, "B2", title="Lemon soap", status="ended")
    products = catalogue(workspace).products

    def codes(words: str = "", role: str | None = None, status: str = "") -> list[str]:
        return [one.code for one in products if matcher(words, role, status)(one)]

    assert codes("SOAP rose") == ["A1"]
    assert codes("b2") == ["B2"]
    assert codes(role="") == ["B2"]
    assert codes(role="hero_product") == ["A1"]
    assert codes(status="on_sale") == ["A1"]
    assert codes() == ["A1", "B2"]
