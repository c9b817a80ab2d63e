"""The shops of a workspace."""

from __future__ import annotations

import pytest

from shopplanner.domain.errors import NotFoundError, RuleError
from shopplanner.services import history
from shopplanner.services.shops import add_shop, current_shop, edit_shop, shops
from shopplanner.services.workspace import Workspace


def test_a_shop_is_added_listed_and_taken_back(workspace: Workspace) -> None:
    added = add_shop(workspace, " 二店 ", "jd", "USD").value
    assert [(shop.id, shop.name) for shop in shops(workspace)] == [(1, "留香研究所"), (added, "二店")]
    history.undo(workspace)
    assert len(shops(workspace)) == 1


def test_details_are_changed_in_one_step(workspace: Workspace) -> None:
    edit_shop(workspace, name="三店", platform="tmall", currency="EUR", note="旗舰")
    shop = current_shop(workspace)
    assert (shop.name, shop.platform, shop.currency, shop.note) == ("三店", "tmall", "EUR", "旗舰")
    history.undo(workspace)
    assert current_shop(workspace).name == "留香研究所"


@pytest.mark.parametrize("name", ["", "  "])
def test_a_shop_needs_a_name(workspace: Workspace, name: str) -> None:
    with pytest.raises(RuleError):
        add_shop(workspace, name)
    with pytest.raises(RuleError):
        edit_shop(workspace, name=name, platform="jd", currency="CNY", note="")
    assert history.next_undo(workspace) is None


def test_a_shop_that_is_gone_is_named_as_such(workspace: Workspace) -> None:
    workspace.select_shop(add_shop(workspace, "two").value)
    with workspace.database.write() as connection:
        connection.exec_driver_sql("DELETE FROM shop WHERE id = 2")
    with pytest.raises(NotFoundError):
        current_shop(workspace)
