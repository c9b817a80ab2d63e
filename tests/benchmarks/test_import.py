"""Order lines from CSV into a workspace, against the sqlite3 shell's own import of the same file.

Ours are typed, checked, upserted on their natural key, undoable by batch and rolled up; the shell's are bare text. Both
run in a process of their own, in turns, and the quicker run of each counts.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.fixtures.order_lines import HEADER, paid_total, write_order_lines

LINES = 1_000_000
LARGE = 5_000_000
RUNS = 3
MOST_TIMES = 3.0
MOST_MEGABYTES = 150
MOST_GROWTH = 1.25
"""How much more time a line may take among five million than among one."""

CHILD = """
import json, sys, time
from pathlib import Path
from shopplanner.services.metrics.importing import import_files
from shopplanner.services.workspace import create_workspace

workspace = create_workspace(Path(sys.argv[2]), "a")
begun = time.perf_counter()
report = import_files(workspace, [Path(sys.argv[1])]).value[0]
seconds = time.perf_counter() - begun
with workspace.read() as session:
    rolled = session.connection().exec_driver_sql(
        "SELECT SUM(total) FROM shop_rollup_day WHERE fact = 'order_line' AND measure = 'paid_amount'"
    ).scalar_one()
workspace.close()
status = Path("/proc/self/status").read_text(encoding="utf-8")
peak = int(status.partition("VmHWM:")[2].split()[0]) / 1024
print(json.dumps({"seconds": seconds, "megabytes": peak, "stored": report.rows_stored, "rolled": rolled}))
"""
"""Its peak is read from the process's own memory map: what ``getrusage`` tells begins with the size of its parent."""


@pytest.mark.bench
@pytest.mark.timeout(1800)
def test_a_million_order_lines_against_the_sqlite3_shell(tmp_path: Path) -> None:
    shell = _shell()
    file = write_order_lines(tmp_path / "ExportOrderDetailList.csv", LINES)
    times, peers = [], []
    peak = 0.0
    for run in range(RUNS):
        peers.append(_shell_seconds(shell, file, tmp_path / f"peer{run}.db"))
        result = _import(file, tmp_path / f"ours{run}.shopplan")
        assert result["stored"] == LINES
        assert result["rolled"] == paid_total(LINES)
        times.append(result["seconds"])
        peak = max(peak, result["megabytes"])
    ratio = min(times) / min(peers)
    print(  # noqa: T201 - the benchmark's result
        f"1,000,000 order lines: {min(times):.2f} s, sqlite3 shell {min(peers):.2f} s, {ratio:.2f} times; {peak:.0f} MB"
    )
    assert ratio <= MOST_TIMES
    assert peak < MOST_MEGABYTES


@pytest.mark.bench
@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_five_million_order_lines_take_no_longer_each(tmp_path: Path) -> None:
    small = _import(write_order_lines(tmp_path / "small.csv", LINES), tmp_path / "small.shopplan")
    large = _import(write_order_lines(tmp_path / "large.csv", LARGE), tmp_path / "large.shopplan")
    assert large["stored"] == LARGE
    growth = large["seconds"] / LARGE / (small["seconds"] / LINES)
    print(  # noqa: T201 - the benchmark's result
        f"5,000,000 order lines: {large['seconds']:.1f} s, {growth:.2f} times a line's; {large['megabytes']:.0f} MB"
    )
    assert growth <= MOST_GROWTH
    assert large["megabytes"] < MOST_MEGABYTES


def _shell() -> str:
    """Return the sqlite3 shell, or fail with how to get it."""
    found = shutil.which("sqlite3")
    if found is None:
        pytest.fail("this benchmark needs the sqlite3 shell as its peer: apt-get install sqlite3")
    return found


def _shell_seconds(shell: str, file: Path, database: Path) -> float:
    """Return how long the shell takes to import a file into a table without types."""
    columns = ", ".join(f"c{number}" for number in range(len(HEADER.split(","))))
    begun = time.perf_counter()
    orders = [f"CREATE TABLE lines ({columns});", f'.import --csv --skip 1 "{file}" lines']
    subprocess.run([shell, str(database), *orders], check=True)
    return time.perf_counter() - begun


def _import(file: Path, workspace: Path) -> dict[str, float]:
    """Import a file in a process of its own; return its time, memory and result."""
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(file), str(workspace)],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found
