"""Values that belong to a shop: JSON, by key, undoable."""

from __future__ import annotations

from typing import Any

import pytest

from shopplanner.domain.messages import message
from shopplanner.services import history, shops
from shopplanner.services.workspace import Workspace
from shopplanner.services.workspace_settings import get_setting, set_setting


@pytest.mark.parametrize("value", [None, True, 7, "文字", [1, "a"], {"a": {"b": []}}])
def test_any_json_comes_back_as_it_was(workspace: Workspace, value: Any) -> None:
    set_setting(workspace, "key", value)
    assert get_setting(workspace, "key", "default") == value


def test_what_was_never_set_has_its_default(workspace: Workspace) -> None:
    assert get_setting(workspace, "key") is None
    assert get_setting(workspace, "key", 5) == 5


def test_setting_again_is_a_step_that_undo_takes_back(workspace: Workspace) -> None:
    set_setting(workspace, "key", 1)
    assert set_setting(workspace, "key", 1).step_id is None
    set_setting(workspace, "key", 2, label=message("common.undo.setting"))
    history.undo(workspace)
    assert get_setting(workspace, "key") == 1


def test_each_shop_has_values_of_its_own(workspace: Workspace) -> None:
    set_setting(workspace, "key", 1)
    workspace.select_shop(shops.add_shop(workspace, "two").value)
    assert get_setting(workspace, "key") is None


def test_what_is_no_json_is_refused_and_changes_nothing(workspace: Workspace) -> None:
    with pytest.raises(TypeError):
        set_setting(workspace, "key", object())
    assert history.next_undo(workspace) is None
