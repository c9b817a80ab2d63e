"""Saved views are kept, replaced, renamed and undone, and survive changes of the dictionary."""

from __future__ import annotations

from datetime import date

import pytest

from shopplanner.domain.errors import NotFoundError, RuleError
from shopplanner.domain.metrics.periods import Period, Preset, TimeGrain
from shopplanner.services import history
from shopplanner.services.metrics.views import (
    View,
    delete_view,
    from_json,
    rename_view,
    save_view,
    saved_views,
    to_json,
)
from shopplanner.services.workspace import Workspace

VIEW = View(metrics=("visitors", "conversion"), focus="visitors", grain=TimeGrain.WEEK, cut="product", entities=("A",))


def test_a_view_comes_back_as_it_was(workspace: Workspace) -> None:
    save_view(workspace, " 早会 ", VIEW)
    (saved,) = saved_views(workspace)
    assert (saved.name, saved.view) == ("早会", VIEW)


def test_saving_under_the_same_name_replaces(workspace: Workspace) -> None:
    first = save_view(workspace, "Morning", VIEW).value
    assert save_view(workspace, "morning", View()).value == first
    assert [saved.view for saved in saved_views(workspace)] == [View()]


def test_renaming_and_deleting_can_be_undone(workspace: Workspace) -> None:
    view_id = save_view(workspace, "早会", VIEW).value
    rename_view(workspace, view_id, "晚会")
    delete_view(workspace, view_id)
    assert saved_views(workspace) == ()
    history.undo(workspace)
    history.undo(workspace)
    assert [saved.name for saved in saved_views(workspace)] == ["早会"]


def test_two_views_never_have_one_name(workspace: Workspace) -> None:
    view_id = save_view(workspace, "Morning", VIEW).value
    save_view(workspace, "Evening", VIEW)
    with pytest.raises(RuleError):
        rename_view(workspace, view_id, " evening ")
    rename_view(workspace, view_id, "MORNING")
    assert [saved.name for saved in saved_views(workspace)] == ["Evening", "MORNING"]


def test_a_view_that_is_gone_is_said_so(workspace: Workspace) -> None:
    with pytest.raises(NotFoundError):
        rename_view(workspace, 77, "x")
    with pytest.raises(NotFoundError):
        delete_view(workspace, 77)


def test_a_view_needs_a_name(workspace: Workspace) -> None:
    with pytest.raises(RuleError):
        save_view(workspace, "  ", VIEW)


@pytest.mark.parametrize("text", ["", "{", '{"metrics": ["nonsense"]}', '{"cut": "moon"}', '{"metrics": 3}'])
def test_a_spoilt_definition_falls_back_to_the_default(text: str) -> None:
    assert from_json(text) == View()


def test_unknown_metrics_are_left_out_of_a_definition() -> None:
    kept = from_json(to_json(View(metrics=("nonsense", "visitors"), focus="nonsense")))
    assert (kept.metrics, kept.focus) == (("visitors",), "visitors")


def test_a_custom_period_is_put_in_order_and_others_follow_the_data() -> None:
    custom = View(preset=Preset.CUSTOM, first=date(2026, 11, 5), last=date(2026, 11, 1))
    assert custom.period(date(2026, 11, 22)) == Period(date(2026, 11, 1), date(2026, 11, 5))
    assert len(View(preset=Preset.CUSTOM).period(date(2026, 11, 22))) == 28
    assert View(preset=Preset.LAST_7).period(date(2026, 11, 22)).first == date(2026, 11, 16)
