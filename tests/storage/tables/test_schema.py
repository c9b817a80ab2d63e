"""What all tables have in common, so that shops, undo and backups can rely on it."""

from __future__ import annotations

import pytest
from sqlalchemy import Table

from shopplanner.storage.tables import Base, PlannerRow

PLANNER = [mapper.local_table for mapper in Base.registry.mappers if issubclass(mapper.class_, PlannerRow)]
FACTS = [table for table in Base.metadata.sorted_tables if table.info.get("fact")]


def name(table: Table) -> str:
    return table.name


@pytest.mark.parametrize("table", PLANNER, ids=name)
def test_a_planner_table_is_journaled_belongs_to_a_shop_and_counts_versions(table: Table) -> None:
    assert table.info.get("journaled"), "what a person edits must be undoable"
    assert [column.name for column in table.primary_key.columns] == ["id"]
    shop = next(iter(table.columns["shop_id"].foreign_keys))
    assert shop.target_fullname == "shop.id"
    assert shop.ondelete == "CASCADE"
    assert not table.columns["version"].nullable


@pytest.mark.parametrize("table", FACTS, ids=name)
def test_a_fact_table_is_clustered_by_shop_and_has_a_companion(table: Table) -> None:
    assert not table.dialect_options["sqlite"]["with_rowid"]
    key = [column.name for column in table.primary_key.columns]
    assert key == list(table.info["key"])
    assert key[0] == "shop_id"
    assert not table.info.get("journaled"), "facts are undone by batch"
    kept = Base.metadata.tables[f"{table.name}_kept"]
    assert [column.name for column in kept.columns] == ["kept_for", *(column.name for column in table.columns)]


def test_links_inside_the_planner_say_what_becomes_of_them() -> None:
    links = [key for table in PLANNER for key in table.foreign_keys]
    assert links
    assert all(key.ondelete in {"CASCADE", "SET NULL"} for key in links)


def test_amounts_and_days_are_whole_numbers() -> None:
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            assert column.type.python_type is not float, f"{table.name}.{column.name}"
