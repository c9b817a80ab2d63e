"""The status line: shop, saved when, data until, jobs, problems, switches."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date, datetime

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from shopplanner.domain.messages import message
from shopplanner.ui.common.jobs import JobHandle, JobRunner
from shopplanner.ui.shell import status_line
from shopplanner.ui.shell.status_line import StatusLine


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[JobRunner]:
    runner = JobRunner()
    yield runner
    runner.close()


@pytest.fixture
def line(themed: None, jobs: JobRunner) -> Iterator[StatusLine]:
    made = StatusLine(jobs)
    made.resize(1200, 30)
    made.show()
    yield made
    made.close()
    made.deleteLater()


def test_a_shop_is_named_and_a_sample_marked(line: StatusLine) -> None:
    line.show_shop("留香", sample=True, read_only=True)
    assert "留香" in line.shop.text()
    assert "sample" in line.shop.text().lower()
    assert "read only" in line.shop.text().lower()
    line.show_shop("留香", sample=False, read_only=False)
    assert line.shop.text() == "留香"
    assert line.saved.text()
    line.show_shop("", sample=False, read_only=False)
    assert not line.shop.isVisible()


def test_it_says_when_all_was_stored_and_how_far_the_data_reach(line: StatusLine) -> None:
    line.mark_saved(datetime(2026, 11, 22, 14, 3, 22))
    line.show_data_until(date(2026, 11, 21))
    assert "14:03:22" in line.saved.text()
    assert "2026-11-21" in line.data_until.text()
    line.show_data_until(None)
    assert "2026" not in line.data_until.text()


def test_problems_are_counted_and_lead_to_their_list(line: StatusLine) -> None:
    asked: list[bool] = []
    line.problems_wanted.connect(lambda: asked.append(True))
    line.show_shop("留香", sample=False, read_only=False)
    line.show_problems(7, worst=True)
    assert "7" in line.problems.text()
    assert line.problems.property("role") == "bad"
    line.problems.click()
    line.show_problems(0, worst=False)
    assert not line.problems.isVisible()
    assert asked == [True]


def test_language_look_and_notices_have_their_switches(line: StatusLine) -> None:
    heard: list[str] = []
    line.language_wanted.connect(lambda: heard.append("language"))
    line.theme_wanted.connect(lambda: heard.append("theme"))
    line.notices_wanted.connect(lambda: heard.append("notices"))
    for made in line.findChildren(QPushButton):
        if made.accessibleName():
            made.click()
    assert sorted(heard) == ["language", "notices", "theme"]


def test_a_long_job_is_shown_with_progress_and_can_be_cancelled(
    line: StatusLine, jobs: JobRunner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    line._late.setInterval(1)
    go_on = threading.Event()

    def work(handle: JobHandle) -> None:
        handle.progress(3, 10)
        go_on.wait(5)
        handle.check_cancelled()

    handle = jobs.submit(work, title=message("shell.job.sample"))
    jobs.submit(lambda _handle: go_on.wait(5), title=message("shell.job.sample"))
    qtbot.waitUntil(lambda: line._job_bar.isVisible() and line._job_bar.value() == 3, timeout=3000)
    assert "Making the sample shop" in line._job_title.text()
    assert "1" in line._job_title.text()
    line._job_cancel.click()
    assert handle.cancelled
    go_on.set()
    assert jobs.wait_idle(5000)
    qtbot.waitUntil(lambda: not line._job_bar.isVisible(), timeout=3000)
    line._job_cancel.click()


def test_a_short_job_does_not_flicker(line: StatusLine, jobs: JobRunner) -> None:
    assert status_line.SHOWN_AFTER_MS >= 200
    jobs.submit(lambda _handle: None, title=message("shell.job.sample"))
    assert jobs.wait_idle(5000)
    assert not line._job_bar.isVisible()
