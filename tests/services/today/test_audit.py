"""The audit says what each step changed, in words."""

from __future__ import annotations

from shopplanner.foundation import i18n
from shopplanner.services import history
from shopplanner.services.metrics.targets import set_target
from shopplanner.services.promotions.tasks import add_task, edit_task, remove_tasks
from shopplanner.services.today.audit import Change, audit, changes, field_words, table_words, value_words
from shopplanner.services.workspace import Workspace
from shopplanner.services.workspace_settings import set_setting
from tests.services.metrics.figures import november


def test_steps_are_listed_with_what_undo_and_redo_would_do(workspace: Workspace) -> None:
    add_task(workspace, "one", november(23))
    add_task(workspace, "two", november(24))
    history.undo(workspace)
    found = audit(workspace)
    assert [step.state for step in found.steps] == ["undone", "done"]
    assert found.undo == found.steps[1]
    assert found.redo == found.steps[0]


def test_a_change_names_record_field_and_both_sides(workspace: Workspace) -> None:
    task = add_task(workspace, "Picture", november(23)).value
    step = edit_task(workspace, task, due=november(25), title="Pictures").step_id
    assert step is not None
    assert set(changes(workspace, step)) == {
        Change("Task", "Pictures", "Title", "Picture", "Pictures"),
        Change("Task", "Pictures", "Due", "2026-11-23", "2026-11-25"),
    }


def test_what_began_and_what_ended_is_told(workspace: Workspace) -> None:
    made = add_task(workspace, "Picture", november(23))
    gone = remove_tasks(workspace, [made.value])
    assert made.step_id is not None
    assert gone.step_id is not None
    first, last = changes(workspace, made.step_id), changes(workspace, gone.step_id)
    assert all(one.made and not one.gone for one in first)
    assert all(one.gone and not one.made for one in last)
    assert {one.record for one in (*first, *last)} == {"Picture"}


def test_a_target_goes_by_its_metric_and_month_and_is_read_in_its_unit(workspace: Workspace) -> None:
    made = set_target(workspace, "paid_amount", "2026-11", 100).step_id
    step = set_target(workspace, "paid_amount", "2026-11", 250).step_id
    assert made is not None
    assert step is not None
    (change,) = changes(workspace, step)
    assert (change.record, change.before, change.after) == ("Paid amount 2026-11", "¥1.00", "¥2.50")
    gone = set_target(workspace, "paid_amount", "2026-11", None).step_id
    assert gone is not None
    assert {one.record for found in (made, gone) for one in changes(workspace, found)} == {"Paid amount 2026-11"}


def test_a_record_without_a_name_goes_by_its_number(workspace: Workspace) -> None:
    step = set_setting(workspace, "own.key", 3).step_id
    assert step is not None
    assert {one.record for one in changes(workspace, step)} == {"#1"}


def test_stored_values_are_read_as_a_person_writes_them() -> None:
    assert value_words("cost", 1_250) == "¥12.50"
    assert value_words("due_day", 20_000) == "2024-10-04"
    assert value_words("stock", 5) == "5"
    assert value_words("note", "") == "–"
    assert value_words("cost", None) == "–"
    assert value_words("parameters", '{"face": 1000, "threshold": 9900}') == "face 1000, threshold 9900"
    assert value_words("value", '["a", "b"]') == "a, b"
    assert value_words("value", '"text"') == "text"
    assert value_words("parameters", "{}") == "–"
    assert value_words("text", "[draft") == "[draft"
    i18n.set_language("zh_CN")
    assert (table_words("promotion"), field_words("due_day")) == ("活动", "截止日")
    assert (table_words("odd_table"), field_words("odd_field")) == ("odd_table", "odd_field")
