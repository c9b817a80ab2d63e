"""Whether a workspace file is sound: its pages, its links, its schema, and sums that agree with what they sum up."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from shopplanner.storage import engine
from shopplanner.storage.rollups import ROLLUPS, Rollup

SIDE_FILES = ("-wal", "-shm")
"""What SQLite keeps beside an open file; they belong to it and to no other."""

MOST_PROBLEMS = 20
STEPS = 20_000
"""How much SQLite does before it asks whether to go on; a few milliseconds' worth."""


@dataclass(frozen=True, slots=True)
class Drift:
    """A measure of a fact on a day whose kept sum is not the sum of its rows."""

    fact: str
    measure: str
    days: int


def side_file(path: Path, ending: str) -> Path:
    """Return the file that SQLite keeps beside ``path``."""
    return path.with_name(path.name + ending)


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A bare read-only connection that leaves nothing behind beside the file.

    A file without a WAL is open nowhere, so it may be read as one that does not change; so must one in a folder where
    SQLite cannot keep its WAL index.
    """
    with closing(_reader(path)) as connection:
        yield connection


def _reader(path: Path) -> sqlite3.Connection:
    if side_file(path, "-wal").exists():
        with suppress(sqlite3.OperationalError):
            return engine.connect(path, "mode=ro")
    return engine.connect(path, engine.STILL)


@contextmanager
def interruptible(connection: sqlite3.Connection, ask: Callable[[], object] | None) -> Iterator[None]:
    """Inside, ``ask`` is called every now and then, also within one long statement; what it raises ends the work."""
    stopped: list[BaseException] = []

    def check() -> int:
        try:
            if ask is not None:
                ask()
        except BaseException as reason:  # noqa: BLE001 - SQLite must not see it; it is raised below
            stopped.append(reason)
        return len(stopped)

    connection.set_progress_handler(check, STEPS)
    try:
        yield
    except sqlite3.Error:
        if not stopped:
            raise
    finally:
        connection.set_progress_handler(None, 0)
    if stopped:
        raise stopped[0]


def page_problems(connection: sqlite3.Connection, *, thorough: bool = False) -> list[str]:
    """Return what SQLite finds wrong with the file, in its own words; ``thorough`` also compares every index."""
    check = "integrity_check" if thorough else "quick_check"
    try:
        found = [str(words) for (words,) in connection.execute(f"PRAGMA {check}({MOST_PROBLEMS})")]
    except sqlite3.DatabaseError as error:
        return [str(error)]
    return [] if found == ["ok"] else found


def is_sound(path: Path) -> bool:
    """Return whether a file's pages are as they should be; False if it cannot be read at all."""
    try:
        with reading(path) as connection:
            return not page_problems(connection)
    except sqlite3.Error:
        return False


def broken_links(connection: sqlite3.Connection) -> dict[str, int]:
    """Return for each table how many of its rows name a row that is not there."""
    found: dict[str, int] = {}
    for table, *_where in connection.execute("PRAGMA foreign_key_check"):
        found[str(table)] = found.get(str(table), 0) + 1
    return found


def schema_differences(connection: sqlite3.Connection) -> list[str]:
    """Return the tables and indexes that a fresh workspace has and this one does not, or has in another shape."""
    with closing(sqlite3.connect(":memory:")) as fresh:
        for statement in present_schema():
            fresh.execute(statement)
        wanted, found = shape(fresh), shape(connection)
    return sorted(name for name in wanted if wanted[name] != found.get(name))


def present_schema() -> list[str]:
    """Return the statements that make an empty workspace of this program."""
    from sqlalchemy.dialects import sqlite
    from sqlalchemy.schema import CreateIndex, CreateTable

    from shopplanner.storage.tables import Base

    dialect = sqlite.dialect()
    statements = []
    for table in Base.metadata.sorted_tables:
        statements.append(str(CreateTable(table).compile(dialect=dialect)))
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        statements += [str(CreateIndex(index).compile(dialect=dialect)) for index in indexes]
    return [statement.strip() for statement in statements]


def shape(connection: sqlite3.Connection) -> dict[str, object]:
    """Return every table with its columns, keys and links, and every index with its columns.

    Wording does not count: a table that was altered is the same as one that was made so.
    """
    names = connection.execute(
        "SELECT type, name FROM sqlite_master WHERE type IN ('table', 'index') AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    return {f"{kind} {name}": _table(connection, name) if kind == "table" else _index(connection, name)
            for kind, name in names}  # fmt: skip


def _table(connection: sqlite3.Connection, name: str) -> object:
    columns = connection.execute(
        'SELECT name, upper(type), "notnull", pk FROM pragma_table_info(?)', (name,)
    ).fetchall()
    links = connection.execute(
        'SELECT "table", "from", "to", on_delete FROM pragma_foreign_key_list(?)', (name,)
    ).fetchall()
    keys = connection.execute("SELECT name FROM pragma_index_list(?) WHERE origin = 'u'", (name,)).fetchall()
    unique = sorted(str(_index(connection, key)) for (key,) in keys)
    return sorted(columns), sorted(links), unique


def _index(connection: sqlite3.Connection, name: str) -> object:
    columns = connection.execute("SELECT seqno, name FROM pragma_index_info(?)", (name,)).fetchall()
    return sorted(columns)


def drifted_rollups(connection: sqlite3.Connection) -> list[Drift]:
    """Return every kept sum that is not what its fact's rows add up to."""
    found = []
    for fact, rollup in ROLLUPS.items():
        kept = _kept_sums(connection, fact)
        true = _true_sums(connection, fact, rollup)
        days: dict[str, int] = {}
        for key in kept.keys() | true.keys():
            if kept.get(key) != true.get(key):
                days[key[-1]] = days.get(key[-1], 0) + 1
        found += [Drift(fact, measure, count) for measure, count in sorted(days.items())]
    return found


SumKey = tuple[int, int, str, str]
"""Shop, day, source, measure."""


def _kept_sums(connection: sqlite3.Connection, fact: str) -> dict[SumKey, tuple[int, int]]:
    rows = connection.execute(
        "SELECT shop_id, day, source, measure, total, rows FROM shop_rollup_day WHERE fact = ?", (fact,)
    )
    return {(shop, day, source, measure): (total, count) for shop, day, source, measure, total, count in rows}


def _true_sums(connection: sqlite3.Connection, fact: str, rollup: Rollup) -> dict[SumKey, tuple[int, int]]:
    sums = ", ".join(f"SUM({name}), COUNT({name})" for name in rollup.measures)
    where = f"AND {rollup.where}" if rollup.where else ""
    rows = connection.execute(
        f"SELECT shop_id, {rollup.day}, COALESCE(source, ''), COUNT(*), {sums} FROM {fact} "
        f"WHERE {rollup.day} IS NOT NULL {where} GROUP BY 1, 2, 3"
    )
    found: dict[SumKey, tuple[int, int]] = {}
    for shop, day, source, count, *figures in rows:
        for measure, total, known in zip(rollup.measures, figures[::2], figures[1::2], strict=True):
            if total is not None:
                found[shop, day, source, measure] = (total, known)
        if rollup.count_as:
            found[shop, day, source, rollup.count_as] = (count, count)
    return found
