"""Jobs: results on the window's thread, one writer at a time, progress, cancel, nothing left."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication

from shopplanner.domain.errors import CancelledError, InputError, ShopPlannerError
from shopplanner.domain.messages import message
from shopplanner.ui.common import jobs
from shopplanner.ui.common.jobs import JobHandle, JobRunner

T = TypeVar("T")


def _on(work: Callable[[int], T], number: int, _handle: JobHandle) -> T:
    """Do a job for a number; jobs get their handle last."""
    return work(number)


@pytest.fixture
def runner(qapp: QApplication) -> Iterator[JobRunner]:
    made = JobRunner()
    yield made
    made.close()


def test_result_arrives_on_the_thread_of_the_window(runner: JobRunner) -> None:
    seen: list[tuple[int, bool]] = []
    runner.submit(
        lambda _handle: threading.get_ident(),
        lambda worker: seen.append((worker, threading.current_thread() is threading.main_thread())),
    )
    assert not runner.idle
    assert runner.wait_idle(5000)
    assert seen[0][0] != threading.get_ident()
    assert seen[0][1]


def test_writers_run_one_after_the_other_in_the_order_asked(runner: JobRunner) -> None:
    running: list[int] = []
    order: list[int] = []

    def work(number: int) -> int:
        running.append(number)
        assert len(running) == 1
        time.sleep(0.005)
        running.remove(number)
        return number

    for number in range(6):
        runner.submit(partial(_on, work, number), order.append, writes=True)
    assert runner.wait_idle(5000)
    assert order == list(range(6))


def test_expected_failure_goes_to_its_handler(runner: JobRunner) -> None:
    failures: list[ShopPlannerError] = []

    def work(_handle: JobHandle) -> None:
        raise InputError(message("errors.name_missing"))

    runner.submit(work, failed=failures.append)
    assert runner.wait_idle(5000)
    assert [failure.what.id for failure in failures] == ["errors.name_missing"]


def test_unexpected_failure_goes_to_the_crash_hook(runner: JobRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    hooked: list[type[BaseException]] = []
    crashed: list[bool] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, _error, _trace: hooked.append(kind))
    runner.submit(lambda _handle: 1 / 0, crashed=lambda: crashed.append(True))
    assert runner.wait_idle(5000)
    assert hooked == [ZeroDivisionError]
    assert crashed == [True]


def test_a_titled_job_shows_its_progress_but_does_not_flood(runner: JobRunner) -> None:
    seen: list[tuple[int, int]] = []
    runner.progressed.connect(lambda _handle, done, total: seen.append((done, total)))

    def work(handle: JobHandle) -> None:
        for done in range(1, 1001):
            handle.progress(done, 1000)

    runner.submit(work, title=message("common.loading"))
    assert len(runner.visible_jobs) == 1
    assert runner.wait_idle(5000)
    assert seen[-1] == (1000, 1000)
    assert len(seen) < 50


def test_a_cancelled_job_stops_at_its_next_check(runner: JobRunner) -> None:
    failures: list[ShopPlannerError] = []
    begun = threading.Event()

    def work(handle: JobHandle) -> None:
        begun.set()
        while True:
            handle.check_cancelled()
            time.sleep(0.001)

    handle = runner.submit(work, failed=failures.append, title=message("common.loading"))
    begun.wait(5)
    handle.cancel()
    assert runner.wait_idle(5000)
    assert isinstance(failures[0], CancelledError)
    assert handle.cancelled


def test_a_job_cancelled_before_it_began_does_nothing(runner: JobRunner) -> None:
    done: list[int] = []
    blocker = threading.Event()
    runner.submit(lambda _handle: blocker.wait(5), writes=True)
    second = runner.submit(lambda _handle: done.append(1), writes=True)
    second.cancel()
    blocker.set()
    assert runner.wait_idle(5000)
    assert done == []


def test_closing_lets_asked_writes_end_and_delivers_nothing(qapp: QApplication) -> None:
    runner = JobRunner()
    written: list[int] = []
    delivered: list[None] = []
    for number in range(5):
        runner.submit(partial(_on, written.append, number), delivered.append, writes=True)
    runner.close()
    qapp.processEvents()
    assert written == [0, 1, 2, 3, 4]
    assert delivered == []
    assert runner.submit(lambda _handle: None).cancelled


def test_waiting_gives_up_after_its_time(runner: JobRunner) -> None:
    blocker = threading.Event()
    runner.submit(lambda _handle: blocker.wait(5))
    assert not runner.wait_idle(20)
    blocker.set()
    assert runner.wait_idle(5000)


def test_a_failure_in_a_result_handler_does_not_hold_the_runner_up(
    runner: JobRunner, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    hooked: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: hooked.append(error))

    def broken(_value: object) -> None:
        raise LookupError("in the handler")

    runner.submit(lambda _handle: 1, broken)
    assert runner.wait_idle(5000)
    assert [str(error) for error in hooked] == ["in the handler"]


def test_reports_of_broken_runners_reach_the_crash_hook(monkeypatch: pytest.MonkeyPatch) -> None:
    from concurrent.futures import Future

    hooked: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: hooked.append(error))
    future: Future[None] = Future()
    future.set_exception(RuntimeError("gone"))
    jobs._report_broken(future)
    assert str(hooked[0]) == "gone"
