"""What is readable of a damaged file comes out of it, and what comes out is a sound workspace."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from shopplanner.services.workspace import Workspace
from shopplanner.storage import engine, integrity
from shopplanner.storage.database import Database
from shopplanner.storage.salvage import Salvage, salvage
from tests.fixtures.damage import PAGE, damage, fill, overwrite

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


def saved(damaged: Path, name: str = "new.shopplan") -> tuple[Salvage, Path]:
    target = damaged.with_name(name)
    Database.create(target, NOW).close()
    return salvage(damaged, target), target


def count(path: Path, table: str) -> int:
    with integrity.reading(path) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def is_sound_workspace(path: Path) -> bool:
    with integrity.reading(path) as connection:
        return not (
            integrity.page_problems(connection, thorough=True)
            or integrity.broken_links(connection)
            or integrity.schema_differences(connection)
            or integrity.drifted_rollups(connection)
        )


def test_a_sound_file_comes_out_whole(sample_workspace: Workspace) -> None:
    sample_workspace.close()
    path = sample_workspace.path
    found, target = saved(path)
    assert found.incomplete == ()
    for table in ("shop", "product", "promotion", "product_day", "shop_rollup_day", "journal_step"):
        assert count(target, table) == count(path, table), table
    assert is_sound_workspace(target)


def test_of_a_damaged_file_most_comes_out(sample_workspace: Workspace) -> None:
    sample_workspace.close()
    path = sample_workspace.path
    whole, product_days = count(path, "product"), count(path, "product_day")
    damage(path, every=400, start=2000)
    before = path.read_bytes()
    found, target = saved(path)
    assert found.rows > 0
    assert found.incomplete
    assert count(target, "product") == whole
    assert count(target, "product_day") <= product_days
    assert is_sound_workspace(target)
    assert path.read_bytes() == before, "the damaged file is only read"


def test_rows_between_two_damaged_places_are_found_by_halving(workspace: Workspace) -> None:
    workspace.close()
    pages = fill(workspace.path, 400)
    overwrite(workspace.path, [pages[5], pages[20]])
    found, target = saved(workspace.path)
    assert "shop_event" in found.incomplete
    assert 360 <= count(target, "shop_event") < 400
    with integrity.reading(target) as connection:
        days = {day for (day,) in connection.execute("SELECT day FROM shop_event")}
    assert {0, 150, 399} <= days, "before, between and behind the damaged places"


def test_a_damaged_beginning_and_end_do_not_hide_the_rest(workspace: Workspace) -> None:
    workspace.close()
    pages = fill(workspace.path, 400)
    overwrite(workspace.path, [pages[0], pages[-1]])
    found, target = saved(workspace.path)
    assert "shop_event" in found.incomplete
    with integrity.reading(target) as connection:
        assert connection.execute("SELECT count(*) FROM shop_event WHERE day BETWEEN 20 AND 380").fetchone() == (361,)


def test_rows_that_name_lost_rows_are_left_out_and_lost_shops_get_a_name(workspace: Workspace) -> None:
    workspace.close()
    with closing(engine.connect(workspace.path)) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute(
            "INSERT INTO sku (shop_id, version, product_id, code, merchant_code, name, has_image) "
            "VALUES (1, 1, 99, 'a', '', '', 1)"
        )
        connection.execute("INSERT INTO setting (shop_id, key, value) VALUES (3, 'a', '1')")
        connection.execute("DELETE FROM shop")
    found, target = saved(workspace.path)
    assert found.incomplete == ("sku",)
    with integrity.reading(target) as connection:
        assert connection.execute("SELECT id, name FROM shop ORDER BY id").fetchall() == [
            (1, workspace.path.stem),
            (3, workspace.path.stem),
        ]
    assert is_sound_workspace(target)


def test_a_file_without_any_shop_gets_one(workspace: Workspace) -> None:
    workspace.close()
    with closing(engine.connect(workspace.path)) as connection:
        connection.execute("DELETE FROM shop")
    assert count(saved(workspace.path)[1], "shop") == 1


def test_tables_that_are_not_there_are_named(workspace: Workspace) -> None:
    workspace.close()
    with closing(engine.connect(workspace.path)) as connection:
        connection.execute("DROP TABLE saved_view")
    found, target = saved(workspace.path)
    assert found.incomplete == ("saved_view",)
    assert count(target, "shop") == 1


def test_nothing_comes_out_of_a_file_whose_list_of_tables_is_lost(workspace: Workspace) -> None:
    workspace.close()
    raw = bytearray(workspace.path.read_bytes())
    raw[100:PAGE] = b"\x07" * (PAGE - 100)
    workspace.path.write_bytes(raw)
    with pytest.raises(sqlite3.DatabaseError):
        saved(workspace.path)
