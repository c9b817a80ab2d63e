"""Crashes: drafts are rescued, a report is shown without anything personal, a hard crash is told at the next start."""

from __future__ import annotations

import getpass
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from shopplanner.app import crash
from shopplanner.app.crash import CRASH_FILE, FORMER_FILE, CrashGuard
from tests.plugins.leaks import Warnings


@pytest.fixture
def guard(tmp_path: Path) -> Iterator[CrashGuard]:
    """A guard with its own folder; the hooks are given back."""
    made = CrashGuard(tmp_path)
    yield made
    made.remove()


def fail(error: BaseException) -> None:
    """Give an exception to the hook, as the interpreter does."""
    sys.excepthook(type(error), error, error.__traceback__)


def test_drafts_are_rescued_before_the_report_is_shown(guard: CrashGuard, warnings_seen: Warnings) -> None:
    warnings_seen.expect("unexpected: ValueError")
    done: list[str] = []
    guard.install()
    guard.rescue_with(lambda: done.append("rescued"))
    guard.show_with(done.append)
    fail(ValueError("the figure"))
    assert done[0] == "rescued"
    assert "ValueError: the figure" in done[1]
    assert "ShopPlanner" in done[1]


def test_a_rescue_that_fails_does_not_hide_the_report(guard: CrashGuard, warnings_seen: Warnings) -> None:
    warnings_seen.expect("unexpected: KeyError")
    warnings_seen.expect("a draft could not be stored")
    shown: list[str] = []
    guard.install()
    guard.rescue_with(lambda: 1 // 0)
    guard.show_with(shown.append)
    fail(KeyError("x"))
    assert len(shown) == 1


def test_a_failure_while_one_is_shown_is_only_logged(guard: CrashGuard, warnings_seen: Warnings) -> None:
    warnings_seen.expect("unexpected: ValueError")
    shown: list[str] = []

    def show(words: str) -> None:
        shown.append(words)
        fail(ValueError("again"))

    guard.install()
    guard.show_with(show)
    fail(ValueError("first"))
    assert len(shown) == 1


def test_stopping_by_keyboard_is_no_crash(guard: CrashGuard, monkeypatch: pytest.MonkeyPatch) -> None:
    passed: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, _error, _trace: passed.append(kind))
    own = CrashGuard(guard._folder)
    own.install()
    own.show_with(lambda _words: pytest.fail("shown"))
    fail(KeyboardInterrupt())
    own.remove()
    assert passed == [KeyboardInterrupt]


def test_a_failure_in_a_thread_is_logged(guard: CrashGuard, warnings_seen: Warnings) -> None:
    warnings_seen.expect("unexpected in a thread: ZeroDivisionError")
    guard.install()
    thread = threading.Thread(target=lambda: 1 // 0)
    thread.start()
    thread.join()
    assert any("in a thread" in record.getMessage() for record in warnings_seen._handler.records)


def test_a_hard_crash_is_told_once_and_kept_aside(tmp_path: Path) -> None:
    (tmp_path / CRASH_FILE).write_text(f"Fatal error in {Path.home()}/shop.shopplan", encoding="utf-8")
    first = CrashGuard(tmp_path)
    assert first.install() == "Fatal error in ~/<workspace>.shopplan"
    assert (tmp_path / FORMER_FILE).is_file()
    first.remove()
    second = CrashGuard(tmp_path)
    assert second.install() == ""
    second.remove()


def test_a_run_that_ended_well_leaves_no_crash_file(tmp_path: Path) -> None:
    made = CrashGuard(tmp_path)
    assert made.install() == ""
    assert (tmp_path / CRASH_FILE).exists()
    made.remove()
    assert not (tmp_path / CRASH_FILE).exists()


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path: Path, warnings_seen: Warnings) -> None:
    warnings_seen.expect("no crash file")
    made = CrashGuard(tmp_path / "none")
    assert made.install() == ""
    made.remove()


@pytest.mark.parametrize(
    ("words", "clean"),
    [
        ("write to li.na@example.com now", "write to <mail> now"),
        ("call 13812345678", "call <phone>"),
        ("order 4051124180123456789", "order <number>"),
        ("open '留香研究所.shopplan'", "open '<workspace>.shopplan'"),
        ("line 123 of 45", "line 123 of 45"),
    ],
)
def test_nothing_personal_is_in_a_report(words: str, clean: str) -> None:
    assert crash.redact(words) == clean


def test_the_persons_folder_and_name_are_not_in_a_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "wangfang")
    assert crash.redact(f"{Path.home()}/x by wangfang") == "~/x by <user>"

    def nobody() -> str:
        raise KeyError("no such user")

    monkeypatch.setattr(getpass, "getuser", nobody)
    assert crash.redact("by wangfang") == "by wangfang"
