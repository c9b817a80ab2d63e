"""Facts after any sequence of imports and undos: what the batches in force say, and roll-ups equal to their sums."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine, insert
from sqlalchemy.pool import StaticPool

from shopplanner.storage import batches, facts, rollups
from shopplanner.storage.tables import Base
from shopplanner.storage.tables.core import ImportBatchRow, ShopRow

COLUMNS = ("day", "product_code", "source", "paid_amount", "paid_units")
ORDER_COLUMNS = ("order_id", "day", "paid_day", "paid_at", "source", "paid_amount", "units")
Row = tuple[Any, ...]


@pytest.fixture
def connection() -> Any:
    """A database in memory with one shop."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    with engine.connect() as made:
        Base.metadata.create_all(made)
        made.execute(insert(ShopRow).values(id=1, name="a", platform="taobao", sample=False))
        yield made
    engine.dispose()


def load(connection: Connection, fact: str, columns: Sequence[str], rows: Sequence[Row]) -> facts.Merge:
    """Import rows as a batch of its own."""
    made = insert(ImportBatchRow).values(
        shop_id=1, file_name="f", digest="", format_id="x", fact=fact, imported_at="2026-11-22 10:00:00"
    )
    batch = int(connection.execute(made.returning(ImportBatchRow.id)).scalar_one())
    connection.exec_driver_sql("UPDATE import_batch SET group_id = id WHERE id = ?", (batch,))
    return facts.merge_rows(connection, fact, 1, batch, columns, rows)


def rolled(connection: Connection, fact: str) -> dict[tuple[str, int, str], tuple[int, int]]:
    """Return the roll-ups of a fact."""
    found = connection.exec_driver_sql(
        "SELECT source, day, measure, total, rows FROM shop_rollup_day WHERE fact = ?", (fact,)
    )
    return {(row.source, row.day, row.measure): (row.total, row.rows) for row in found}


def summed(connection: Connection, fact: str) -> dict[tuple[str, int, str], tuple[int, int]]:
    """Return what the roll-ups of a fact should be, summed from its rows one by one."""
    rule = rollups.ROLLUPS[fact]
    sums: dict[tuple[str, int, str], tuple[int, int]] = {}
    for row in connection.exec_driver_sql(f"SELECT * FROM {fact}").mappings():
        if row[rule.day] is None or (rule.where and row["paid_at"] is None):
            continue
        figures = {name: row[name] for name in rule.measures if row[name] is not None}
        if rule.count_as:
            figures[rule.count_as] = 1
        for name, value in figures.items():
            total, count = sums.get((row["source"] or "", row[rule.day], name), (0, 0))
            sums[row["source"] or "", row[rule.day], name] = (total + value, count + 1)
    return sums


def test_rows_of_the_same_key_in_one_batch_count_once_the_last_one(connection: Connection) -> None:
    rows = [(1, "A", "s", 100, 1), (1, "B", "s", 5, 1), (1, "A", "s", 300, None)]
    merge = load(connection, "product_day", COLUMNS, rows)
    assert (merge.staged, merge.stored, merge.unchanged, merge.repeated) == (3, 2, 0, 1)
    assert rolled(connection, "product_day")["s", 1, "paid_amount"] == (305, 2)
    again = load(connection, "product_day", COLUMNS, [(2, "A", "s", 1, 1), (2, "A", "s", 2, 2)])
    assert (again.stored, again.repeated) == (1, 1)
    assert (again.first_day, again.last_day) == (2, 2)


def test_a_missing_value_does_not_overwrite_a_known_one(connection: Connection) -> None:
    load(connection, "product_day", COLUMNS, [(1, "A", "s", 100, 7)])
    merge = load(connection, "product_day", COLUMNS, [(1, "A", "s", 200, None)])
    assert (merge.stored, merge.unchanged) == (1, 0)
    assert rolled(connection, "product_day") == {
        ("s", 1, "paid_amount"): (200, 1),
        ("s", 1, "paid_units"): (7, 1),
    }


def test_the_newest_state_of_a_listing_counts_in_whatever_order_it_comes(connection: Connection) -> None:
    columns = ("item_key", "day", "price", "sales")
    load(connection, "listing", columns, [("x", 10, 900, 5), ("x", 12, 800, None), ("x", 11, 700, 6)])
    found = connection.exec_driver_sql("SELECT day, price, sales FROM listing").one()
    assert tuple(found) == (12, 800, 5)


def test_an_order_that_moves_to_another_day_leaves_the_sums_of_the_former(connection: Connection) -> None:
    load(connection, "orders", ORDER_COLUMNS, [("1", 5, 5, 432_000, "t", 100, 1)])
    load(connection, "orders", ORDER_COLUMNS, [("1", 6, 6, 518_400, "t", 100, 1)])
    assert rolled(connection, "orders") == summed(connection, "orders")
    assert ("t", 6, "order_count") in rolled(connection, "orders")
    assert ("t", 5, "order_count") not in rolled(connection, "orders")


def test_a_column_that_the_fact_does_not_have_is_refused(connection: Connection) -> None:
    with pytest.raises(KeyError, match="nonsense"):
        load(connection, "product_day", (*COLUMNS, "nonsense"), [])


def test_nothing_to_store_stores_nothing(connection: Connection) -> None:
    merge = load(connection, "product_day", COLUMNS, [])
    assert merge == facts.Merge(0, 0, 0, 0, None, None)


def test_facts_without_days_of_their_own_tell_no_span(connection: Connection) -> None:
    merge = load(connection, "refund", ("refund_id", "refund_amount"), [("1", 5)])
    assert (merge.stored, merge.first_day) == (1, None)
    assert rolled(connection, "refund") == {}


def test_progress_is_told_and_may_stop_the_work(connection: Connection) -> None:
    told: list[int] = []
    rows: list[list[list[Any]]] = [
        [list(range(at, at + 500)), [str(n) for n in range(500)], ["s"] * 500] for at in range(0, 25_000, 500)
    ]
    made = insert(ImportBatchRow).values(
        shop_id=1, file_name="f", digest="", format_id="x", fact="product_day", imported_at="2026-11-22 10:00:00"
    )
    connection.execute(made)
    merge = facts.merge_blocks(connection, "product_day", 1, 1, COLUMNS[:3], rows, told.append)
    assert merge.stored == 25_000
    assert told == [10_000, 20_000]


PRODUCT_ROWS = st.lists(
    st.tuples(
        st.integers(1, 3),
        st.sampled_from("AB"),
        st.just("s"),
        st.none() | st.integers(0, 9),
        st.none() | st.integers(0, 9),
    ),
    max_size=5,
)
ORDER_ROWS = st.lists(
    st.builds(
        lambda order, paid, amount: (order, 1, paid, None if paid is None else paid * 86400, "t", amount, amount),
        st.sampled_from("12"),
        st.none() | st.integers(1, 3),
        st.none() | st.integers(0, 9),
    ),
    max_size=4,
)
ACTIONS = st.lists(st.tuples(st.booleans(), st.integers(1, 4)), max_size=8)


@given(imports=st.lists(PRODUCT_ROWS, min_size=1, max_size=4), actions=ACTIONS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_product_days_are_what_the_batches_in_force_say(
    imports: list[list[Row]], actions: list[tuple[bool, int]]
) -> None:
    _check("product_day", COLUMNS, imports, actions, lambda row: row[:3])


@given(imports=st.lists(ORDER_ROWS, min_size=1, max_size=4), actions=ACTIONS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_orders_are_what_the_batches_in_force_say(imports: list[list[Row]], actions: list[tuple[bool, int]]) -> None:
    _check("orders", ORDER_COLUMNS, imports, actions, lambda row: row[:1])


def _check(
    fact: str,
    columns: Sequence[str],
    imports: list[list[Row]],
    actions: list[tuple[bool, int]],
    key: Callable[[Row], Row],
) -> None:
    """Import, take out of force and put back in any order; compare with what a person would lay over each other."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    with engine.connect() as connection:
        Base.metadata.create_all(connection)
        connection.execute(insert(ShopRow).values(id=1, name="a", platform="taobao", sample=False))
        force: dict[int, bool] = {}
        for batch, rows in enumerate(imports, start=1):
            merge = load(connection, fact, columns, rows)
            if merge.stored:  # an import that brings nothing new is not kept
                force[batch] = True
            assert merge.stored + merge.unchanged + merge.repeated == len(rows)
            assert rolled(connection, fact) == summed(connection, fact)
        for undo, batch in actions:
            if force.get(batch) == undo:
                (batches.revert_batch if undo else batches.reapply_batch)(connection, batch)
                force[batch] = not undo
                assert rolled(connection, fact) == summed(connection, fact)
        assert _shown(connection, fact, columns, key) == _laid_over(imports, force, key)
    engine.dispose()


def _shown(connection: Connection, fact: str, columns: Sequence[str], key: Callable[[Row], Row]) -> dict[Row, Row]:
    found = connection.exec_driver_sql(f"SELECT {', '.join(columns)} FROM {fact}")
    return {key(tuple(row)): tuple(row) for row in found}


def _laid_over(imports: list[list[Row]], force: dict[int, bool], key: Callable[[Row], Row]) -> dict[Row, Row]:
    """Return each key's values: later rows over earlier ones, missing ones under known ones."""
    shown: dict[Row, Row] = {}
    for batch, rows in enumerate(imports, start=1):
        for row in rows if force.get(batch) else ():
            below = shown.get(key(row), row)
            shown[key(row)] = tuple(old if new is None else new for new, old in zip(row, below, strict=True))
    return shown
