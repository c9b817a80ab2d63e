"""Logs: in memory for the viewer, in a rotating file opened with the first record, and no harm where it cannot be."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from shopplanner.foundation import logs
from tests.plugins.leaks import Warnings

LOG = logging.getLogger("shopplanner.tests")


@pytest.fixture(autouse=True)
def _stopped() -> Iterator[None]:
    """End logging after the test."""
    yield
    logs.stop()


def test_records_are_in_memory_and_in_the_file(tmp_path: Path, warnings_seen: Warnings) -> None:
    warnings_seen.expect("the disk is nearly full")
    ring = logs.start(tmp_path)
    assert not (tmp_path / "shopplanner.log").exists()
    LOG.info("opened 留香研究所")
    LOG.warning("the disk is nearly full")
    assert [line.rpartition(": ")[2] for line in ring.lines()] == ["opened 留香研究所", "the disk is nearly full"]
    assert len(ring.lines(logging.WARNING)) == 1
    assert logs.ring() is ring
    logs.stop()
    assert "opened 留香研究所" in (tmp_path / "shopplanner.log").read_text(encoding="utf-8")


def test_memory_keeps_the_last_records(tmp_path: Path) -> None:
    ring = logs.RingHandler(kept=2)
    for number in range(3):
        ring.emit(logging.LogRecord("shopplanner", logging.INFO, "", 0, f"line {number}", None, None))
    assert [line.rpartition(": ")[2] for line in ring.lines()] == ["line 1", "line 2"]


def test_old_files_are_rotated_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "FILE_BYTES", 300)
    logs.start(tmp_path)
    for number in range(40):
        LOG.info("record %d", number)
    logs.stop()
    assert len(list(tmp_path.iterdir())) == logs.FILES


def test_a_folder_that_cannot_be_written_leaves_memory_only(tmp_path: Path, warnings_seen: Warnings) -> None:
    warnings_seen.expect("no log file")
    ring = logs.start(tmp_path / "none")
    LOG.info("first")
    LOG.info("second")
    words = [line.rpartition("shopplanner.tests: ")[2] for line in ring.lines() if "tests" in line]
    assert words == ["first", "second"]
    assert sum("no log file" in line for line in ring.lines()) == 1


def test_starting_again_does_not_double_the_records(tmp_path: Path) -> None:
    logs.start(tmp_path)
    ring = logs.start(tmp_path)
    LOG.info("once")
    assert len(ring.lines()) == 1


def test_without_a_start_there_are_no_records() -> None:
    assert logs.ring().lines() == []
