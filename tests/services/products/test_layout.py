"""The layout joins products on sale with their planned mix."""

from __future__ import annotations

import pytest

from shopplanner.domain.errors import RuleError
from shopplanner.domain.products.roles import ROLES
from shopplanner.services import history
from shopplanner.services.products.layout import apply_preset, layout, presets, set_target
from shopplanner.services.workspace import Workspace
from tests.services.products.range import add_product, add_sku, put_days


def planned(workspace: Workspace) -> dict[str, int | None]:
    """Return the planned shares by role."""
    return {one.role: one.target for one in layout(workspace).roles if one.target is not None}


def test_an_empty_shop_has_nothing_to_say(workspace: Workspace) -> None:
    found = layout(workspace)
    assert (found.spread.products, found.says, found.categories, found.period) == (0, (), (), None)


def test_only_products_on_sale_count(workspace: Workspace) -> None:
    first = add_product(workspace, "A", role="hero_product", category="x", stock=5)
    add_product(workspace, "B", role="hero_product", status="ended")
    add_sku(workspace, first, "1")
    add_sku(workspace, first, "2")
    put_days(workspace, "A", paid_amount=100)
    found = layout(workspace)
    hero = next(one for one in found.roles if one.role == "hero_product")
    assert (hero.products, hero.by_number, hero.paid_amount, hero.by_amount) == (1, 10_000, 200, 10_000)
    assert (found.spread.skus, found.spread.depth) == (2, 5)


def test_the_sample_shop_is_held_against_its_plan(sample_workspace: Workspace) -> None:
    found = layout(sample_workspace)
    gaps = {one.role: one.gap for one in found.roles if one.gap is not None}
    # 48 products: 7 traffic, 2 hero, 4 activity, 28 profit, 6 image, 1 without a role
    assert gaps == {
        "traffic_product": 1_458 - 2_000,
        "hero_product": 417 - 500,
        "activity_product": 833 - 1_500,
        "profit_product": 5_833 - 5_000,
        "image_product": 1_250 - 1_000,
    }
    assert found.planned == 10_000
    assert [one.said.id.split(".")[2] for one in found.says] == ["says", "short", "short", "over"]


def test_a_target_is_planned_changed_and_taken_back(workspace: Workspace) -> None:
    set_target(workspace, "hero_product", 500)
    set_target(workspace, "hero_product", 800)
    set_target(workspace, "image_product", 0)
    assert planned(workspace) == {"hero_product": 800, "image_product": 0}
    history.undo(workspace)
    history.undo(workspace)
    assert planned(workspace) == {"hero_product": 500}
    set_target(workspace, "hero_product", None)
    set_target(workspace, "trial_product", None)
    assert planned(workspace) == {}


@pytest.mark.parametrize(("role", "share"), [("king", 1), ("hero_product", -1), ("hero_product", 10_001)])
def test_a_share_lies_between_nothing_and_all(workspace: Workspace, role: str, share: int) -> None:
    with pytest.raises(RuleError):
        set_target(workspace, role, share)


def test_presets_name_their_source_and_add_up(workspace: Workspace) -> None:
    found = presets()
    assert {one.name for one in found} >= {"apparel_2012", "even_range", "hero_led"}
    for one in found:
        assert one.header.source
        assert sum(one.shares.values()) == 10_000
        assert set(one.shares) <= set(ROLES)


def test_a_preset_replaces_the_whole_plan_in_one_step(workspace: Workspace) -> None:
    set_target(workspace, "hero_product", 500)
    preset = next(one for one in presets() if one.name == "apparel_2012")
    apply_preset(workspace, preset)
    assert planned(workspace) == {
        "traffic_product": 1_000,
        "activity_product": 2_000,
        "profit_product": 6_000,
        "image_product": 1_000,
    }
    history.undo(workspace)
    assert planned(workspace) == {"hero_product": 500}
