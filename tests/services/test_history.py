"""Undo and redo of anything, exactly, across restarts; and what the audit tells of it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from shopplanner.domain.changes import Area, Place
from shopplanner.domain.errors import NotFoundError, RuleError
from shopplanner.domain.messages import message
from shopplanner.foundation.clock import FixedClock
from shopplanner.services import history, safety, shops
from shopplanner.services.metrics.facts import BatchSource, store_facts
from shopplanner.services.metrics.targets import set_target
from shopplanner.services.workspace import Workspace, open_workspace
from shopplanner.services.workspace_settings import get_setting, set_setting
from shopplanner.storage import journal
from shopplanner.storage.tables.products import ProductRow, ShopEventRow, SkuRow

LABEL = message("common.undo.setting")
Content = dict[str, list[tuple[Any, ...]]]


def content(workspace: Workspace) -> Content:
    """Return every row that a person can edit."""
    with workspace.read() as session:
        run = session.connection().exec_driver_sql
        return {
            table.name: sorted((tuple(row) for row in run(f'SELECT * FROM "{table.name}"')), key=repr)
            for table in journal.journaled_tables()
        }


def edit(workspace: Workspace, statement: Any) -> None:
    with workspace.edit(LABEL, Area.PRODUCTS) as unit:
        unit.session.execute(statement)


def add_product(workspace: Workspace, code: int) -> None:
    """Add a product with a SKU and an event; a code that is taken is refused and changes nothing."""
    with workspace.edit(LABEL, Area.PRODUCTS) as unit:
        if unit.session.scalar(select(ProductRow.id).where(ProductRow.code == str(code))) is not None:
            return
        row = ProductRow(shop_id=workspace.shop_id, code=str(code), title=f"品{code}", list_price=code * 100)
        unit.session.add(row)
        unit.session.flush()
        unit.session.add(SkuRow(shop_id=workspace.shop_id, product_id=row.id, code="a", name="红"))
        unit.session.add(ShopEventRow(shop_id=workspace.shop_id, day=code, kind="note", product_id=row.id, text="x"))


def drop_product(workspace: Workspace, code: int) -> None:
    """Delete a product; its SKU goes with it, its event loses its link."""
    edit(workspace, delete(ProductRow).where(ProductRow.code == str(code)))


def swap_codes(workspace: Workspace, code: int) -> None:
    """Let two products trade their unique codes in one step."""
    other = str(code % 5 + 1)
    with workspace.edit(LABEL, Area.PRODUCTS) as unit:
        for old, new in ((str(code), "spare"), (other, str(code)), ("spare", other)):
            unit.session.execute(update(ProductRow).where(ProductRow.code == old).values(code=new))


def raise_prices(workspace: Workspace, by: int) -> None:
    """Change many rows at once."""
    edit(workspace, update(ProductRow).values(list_price=ProductRow.list_price + by))


def name_shop(workspace: Workspace, number: int) -> None:
    """Rename the shop; a name without letters is refused."""
    try:
        shops.edit_shop(workspace, name="店" * (number - 1), platform="jd", currency="CNY", note=str(number))
    except RuleError:
        assert number == 1


def keep(workspace: Workspace, number: int) -> None:
    """Keep a setting; edits in a row become one step."""
    set_setting(workspace, "number", number, merge_key="number")


def aim(workspace: Workspace, number: int) -> None:
    """Set a target, or clear it."""
    set_target(workspace, "paid_amount", f"2026-{number:02d}", None if number == 3 else number * 1000)


EDITS: tuple[Callable[[Workspace, int], None], ...] = (
    add_product, add_product, drop_product, swap_codes, raise_prices, name_shop, keep, aim,
)  # fmt: skip
SEQUENCES = st.lists(st.tuples(st.sampled_from(EDITS), st.integers(1, 5)), min_size=1, max_size=12)


def turn_all(workspace: Workspace, turn: Callable[[Workspace], object], left: Callable[[Workspace], object]) -> int:
    count = 0
    while left(workspace) is not None:
        turn(workspace)
        count += 1
    return count


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SEQUENCES)
def test_all_undone_is_the_beginning_and_all_redone_is_the_end(
    workspace_template: Path, clock: FixedClock, sequence: Sequence[tuple[Callable[[Workspace, int], None], int]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.shopplan"
        shutil.copy(workspace_template, path)
        workspace = open_workspace(path, clock=clock)
        first = content(workspace)
        for do, number in sequence:
            do(workspace, number)
        last = content(workspace)
        undone = turn_all(workspace, history.undo, history.next_undo)
        assert content(workspace) == first
        workspace.close()
        workspace = open_workspace(path, clock=clock)
        assert turn_all(workspace, history.redo, history.next_redo) == undone
        assert content(workspace) == last
        assert turn_all(workspace, history.undo, history.next_undo) == undone
        assert content(workspace) == first
        workspace.close()


def test_steps_are_undone_one_by_one_and_named(workspace: Workspace) -> None:
    place = Place("products", "catalogue", "3")
    with workspace.edit(message("shell.undo.add_shop", name="三"), Area.SHOP, place=place) as unit:
        unit.session.add(ShopEventRow(shop_id=1, day=1, kind="note", text="x"))
    step = history.next_undo(workspace)
    assert step is not None
    assert step.label == message("shell.undo.add_shop", name="三")
    outcome = history.undo(workspace)
    assert outcome.place == place
    assert outcome.areas == {Area.SHOP}
    assert history.next_undo(workspace) is None
    redo = history.next_redo(workspace)
    assert redo is not None
    assert redo.id == step.id
    assert history.redo(workspace).place == place


def test_nothing_to_take_back_is_said(workspace: Workspace) -> None:
    with pytest.raises(NotFoundError):
        history.undo(workspace)
    with pytest.raises(NotFoundError):
        history.redo(workspace)


def test_a_new_edit_ends_redo_but_the_audit_keeps_what_was_undone(workspace: Workspace) -> None:
    set_setting(workspace, "a", 1)
    history.undo(workspace)
    set_setting(workspace, "b", 2)
    assert history.next_redo(workspace) is None
    assert [step.state for step in history.steps(workspace)] == ["done", "dropped"]


def test_undo_survives_a_restart(workspace: Workspace, clock: FixedClock) -> None:
    set_setting(workspace, "a", 1)
    set_setting(workspace, "a", 2)
    history.undo(workspace)
    workspace.close()
    again = open_workspace(workspace.path, clock=clock)
    assert get_setting(again, "a") == 1
    history.redo(again)
    assert get_setting(again, "a") == 2
    history.undo(again)
    history.undo(again)
    assert get_setting(again, "a") is None
    again.close()


def test_typing_after_an_undo_is_a_step_of_its_own(workspace: Workspace) -> None:
    keep(workspace, 1)
    keep(workspace, 2)
    assert len(history.steps(workspace)) == 1
    history.undo(workspace)
    history.redo(workspace)
    keep(workspace, 3)
    history.undo(workspace)
    assert get_setting(workspace, "number") == 2


def test_each_shop_has_a_history_of_its_own(workspace: Workspace) -> None:
    second = shops.add_shop(workspace, "two").value
    workspace.select_shop(second)
    set_setting(workspace, "a", 1)
    assert [step.areas for step in history.steps(workspace)] == [{Area.SETTINGS}]
    history.undo(workspace)
    assert history.next_undo(workspace) is None


def test_the_audit_tells_who_when_and_what(workspace: Workspace) -> None:
    workspace.actor = "小王"
    shops.edit_shop(workspace, name="二店", platform="taobao", currency="CNY", note="旗舰")
    [step] = history.steps(workspace)
    assert (step.actor, f"{step.at:%Y-%m-%d %H:%M}", step.kind, step.batch_id) == (
        "小王",
        "2026-11-22 10:00",
        "rows",
        None,
    )
    changes = history.step_changes(workspace, step.id)
    assert [(change.table, change.field, change.before, change.after) for change in changes] == [
        ("shop", "name", "留香研究所", "二店"),
        ("shop", "note", "", "旗舰"),
    ]


def test_the_audit_shows_every_field_of_what_came_and_went(workspace: Workspace) -> None:
    add_product(workspace, 1)
    drop_product(workspace, 1)
    gone, came = (history.step_changes(workspace, step.id) for step in history.steps(workspace))
    assert ("product", "title", None, "品1") in [
        (change.table, change.field, change.before, change.after) for change in came
    ]
    titles = [(change.before, change.after) for change in gone if change.field == "title"]
    assert titles == [("品1", None)]
    assert {change.table for change in gone} == {"product", "sku", "shop_event"}


def test_an_import_is_one_step_and_its_sums_stay_true(workspace: Workspace) -> None:
    columns = ("day", "product_code", "source", "paid_amount")
    source = BatchSource("november.xlsx", "sycm_product")
    store_facts(workspace, "product_day", columns, [(20000, "a", "", 300), (20001, "a", "", 200)], source=source)
    store_facts(workspace, "product_day", columns, [(20001, "a", "", 250), (20002, "b", "", 100)], source=source)
    totals = [paid(workspace)]
    for turn in (history.undo, history.undo, history.redo, history.redo):
        turn(workspace)
        totals.append(paid(workspace))
        assert safety.verify(workspace.path).sound
    assert totals == [650, 500, None, 500, 650]
    assert [step.kind for step in history.steps(workspace)] == ["import", "import"]


def paid(workspace: Workspace) -> int | None:
    with workspace.read() as session:
        run = session.connection().exec_driver_sql
        found: int | None = run("SELECT sum(paid_amount) FROM product_day").scalar()
        kept: int | None = run("SELECT sum(total) FROM shop_rollup_day WHERE measure = 'paid_amount'").scalar()
    assert found == kept
    return found


def test_the_list_is_newest_first_and_as_long_as_asked(workspace: Workspace) -> None:
    for number in range(5):
        set_setting(workspace, str(number), number)
    found = history.steps(workspace, limit=3)
    assert [step.id for step in found] == sorted((step.id for step in history.steps(workspace)), reverse=True)[:3]
