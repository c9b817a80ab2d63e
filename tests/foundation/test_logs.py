"""Logs: in memory for the viewer, in a rotating file for later, and never a reason not to start."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from shopplanner.foundation import logs, paths
from tests.plugins.leaks import Warnings

LOG = logging.getLogger("shopplanner.test")


@pytest.fixture(autouse=True)
def ended() -> Iterator[None]:
    yield
    logs.stop()


def test_records_are_kept_for_the_viewer_by_level(warnings_seen: Warnings) -> None:
    warnings_seen.expect("careful")
    ring = logs.start()
    LOG.info("started")
    LOG.warning("careful")
    assert [line.split(": ", 1)[1] for line in ring.lines()] == ["started", "careful"]
    assert [line.split(": ", 1)[1] for line in ring.lines(logging.WARNING)] == ["careful"]
    assert logs.ring() is ring


def test_details_are_left_out() -> None:
    ring = logs.start()
    LOG.debug("figures")
    assert ring.lines() == []


def test_records_go_to_a_file_of_the_users_own() -> None:
    logs.start()
    LOG.info("开始")
    logs.stop()
    assert "开始" in (paths.log_folder() / "shopplanner.log").read_text(encoding="utf-8")


def test_the_file_is_turned_over_before_it_grows_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "FILE_BYTES", 1000)
    logs.start(tmp_path)
    for number in range(200):
        LOG.info("line %s", number)
    logs.stop()
    assert len(list(tmp_path.iterdir())) == logs.FILES
    assert "line 199" in (tmp_path / "shopplanner.log").read_text(encoding="utf-8")


def test_only_the_last_records_stay_in_memory() -> None:
    ring = logs.RingHandler(kept=3)
    for number in range(5):
        ring.emit(logging.LogRecord("x", logging.INFO, "", 0, str(number), None, None))
    assert [line[-1] for line in ring.lines()] == ["2", "3", "4"]


def test_a_folder_that_cannot_be_used_leaves_memory(monkeypatch: pytest.MonkeyPatch, warnings_seen: Warnings) -> None:
    warnings_seen.expect("no log file")

    def refused() -> Path:
        raise PermissionError("denied")

    monkeypatch.setattr(paths, "log_folder", refused)
    ring = logs.start()
    LOG.info("first")
    LOG.info("second")
    said = [line.split(": ", 1)[1] for line in ring.lines()]
    assert said == ["first", "no log file: denied", "second"], "said once, and everything else is there"


def test_starting_again_does_not_write_twice(tmp_path: Path) -> None:
    logs.start(tmp_path)
    logs.start(tmp_path)
    LOG.info("once")
    logs.stop()
    assert (tmp_path / "shopplanner.log").read_text(encoding="utf-8").count("once") == 1


def test_without_a_start_there_is_nothing_to_show() -> None:
    assert logs.ring().lines() == []
    logs.stop()
