"""What pages are given: edits announced, newest read wins, late results dropped, undo that says what it did."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from shopplanner.domain.changes import Area, Outcome, Place
from shopplanner.domain.errors import CancelledError, RuleError, ShopPlannerError
from shopplanner.domain.messages import message
from shopplanner.services import shops
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.jobs import JobHandle
from shopplanner.ui.common.lifetime import is_alive
from shopplanner.ui.common.notice import Notice


def rename(name: str) -> object:
    return lambda workspace: shops.edit_shop(workspace, name=name, platform="tmall", currency="CNY", note="")


def edit(context: AppContext, name: str) -> None:
    context.perform(lambda workspace: shops.edit_shop(workspace, name=name, platform="tmall", currency="CNY", note=""))
    assert context.jobs.wait_idle()


def notices(context: AppContext) -> list[Notice]:
    seen: list[Notice] = []
    context.noticed.connect(seen.append)
    return seen


def test_an_edit_is_stored_announced_and_handed_over(app_context: AppContext) -> None:
    areas: list[frozenset[Area]] = []
    saved: list[bool] = []
    values: list[int] = []
    app_context.bus.changed.connect(areas.append)
    app_context.saved.connect(lambda: saved.append(True))
    app_context.perform(lambda workspace: shops.add_shop(workspace, "二店"), values.append)
    assert app_context.jobs.wait_idle()
    assert areas == [frozenset({Area.SHOP})]
    assert saved == [True]
    assert values == [2]


def test_an_edit_that_changes_nothing_is_not_announced(app_context: AppContext) -> None:
    edit(app_context, "同名")
    saved: list[bool] = []
    app_context.saved.connect(lambda: saved.append(True))
    edit(app_context, "同名")
    assert saved == []


def test_a_refused_edit_becomes_a_notice_with_the_reason(app_context: AppContext) -> None:
    seen = notices(app_context)
    edit(app_context, "  ")
    assert [notice.said.id for notice in seen] == ["errors.name_missing"]
    assert seen[0].severity == "bad"
    assert app_context.notices == seen


def test_a_refused_edit_can_be_shown_beside_its_field(app_context: AppContext) -> None:
    seen, refused = notices(app_context), list[ShopPlannerError]()
    app_context.perform(lambda workspace: shops.add_shop(workspace, ""), failed=refused.append)
    assert app_context.jobs.wait_idle()
    assert isinstance(refused[0], RuleError)
    assert seen == []


def test_only_the_newest_of_several_reads_is_delivered(app_context: AppContext) -> None:
    gate, results = threading.Event(), list[str]()

    def slow(_workspace: Workspace) -> str:
        gate.wait(5)
        return "old"

    app_context.read("list", slow, results.append)
    app_context.read("list", lambda _workspace: "new", results.append)
    app_context.read("other", lambda _workspace: "other", results.append)
    gate.set()
    assert app_context.jobs.wait_idle()
    assert sorted(results) == ["new", "other"]


def test_busy_is_told_once_for_overlapping_reads(app_context: AppContext) -> None:
    told: list[bool] = []
    app_context.busy.connect(told.append)
    for key in ("a", "b", "c"):
        app_context.read(key, lambda _workspace: None, lambda _result: None)
    assert app_context.jobs.wait_idle()
    assert told == [True, False]


def test_a_failed_read_is_told_unless_a_newer_one_took_its_place(app_context: AppContext) -> None:
    def fail(_workspace: Workspace) -> None:
        raise RuleError(message("errors.name_missing"), message("errors.not_found_hint"))

    seen = notices(app_context)
    app_context.read("list", fail, lambda _result: None)
    app_context.read("list", lambda _workspace: None, lambda _result: None)
    assert app_context.jobs.wait_idle()
    assert seen == []
    app_context.read("list", fail, lambda _result: None)
    assert app_context.jobs.wait_idle()
    assert seen[0].hint is not None


def test_a_crashed_read_leaves_nothing_busy(app_context: AppContext, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    hooked: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_rest: hooked.append(kind))
    told: list[bool] = []
    app_context.busy.connect(told.append)
    app_context.read("list", lambda _workspace: 1 / 0, lambda _result: None)
    assert app_context.jobs.wait_idle()
    assert hooked == [ZeroDivisionError]
    assert told == [True, False]


def test_results_for_widgets_that_are_gone_are_dropped(app_context: AppContext, qtbot: QtBot) -> None:
    import shiboken6

    label = QLabel()
    app_context.read("words", lambda _workspace: "late", label.setText)
    app_context.perform(lambda workspace: shops.add_shop(workspace, "二店"), lambda number: label.setNum(number))
    shiboken6.delete(label)
    assert app_context.jobs.wait_idle()


def test_forgotten_reads_are_not_delivered(app_context: AppContext) -> None:
    results: list[int] = []
    app_context.read("list", lambda _workspace: 1, results.append)
    app_context.forget_reads()
    assert app_context.jobs.wait_idle()
    assert results == []


def test_undo_and_redo_say_what_they_did_and_offer_the_way_back(app_context: AppContext) -> None:
    seen = notices(app_context)
    edit(app_context, "改名")
    app_context.undo()
    assert app_context.jobs.wait_idle()
    assert seen[-1].said.id == "common.undone"
    assert seen[-1].action is not None
    seen[-1].action.run()
    assert app_context.jobs.wait_idle()
    assert seen[-1].said.id == "common.redone"
    names: list[str] = []
    app_context.read("name", lambda workspace: shops.current_shop(workspace).name, names.append)
    assert app_context.jobs.wait_idle()
    assert names == ["改名"]


def test_undo_goes_to_where_the_step_was(app_context: AppContext) -> None:
    places: list[Place] = []
    app_context.navigated.connect(places.append)

    def operation(workspace: Workspace) -> Outcome[None]:
        there = Place("today", "history", "7")
        with workspace.edit(message("shell.undo.edit_shop", name="x"), Area.SHOP, place=there) as unit:
            unit.connection.exec_driver_sql("UPDATE shop SET name = 'x'")
        return unit.outcome(None)

    app_context.perform(operation)
    app_context.undo()
    assert app_context.jobs.wait_idle()
    assert places == [Place("today", "history", "7")]


def test_undo_with_nothing_to_undo_says_so(app_context: AppContext) -> None:
    seen = notices(app_context)
    app_context.undo()
    assert app_context.jobs.wait_idle()
    assert seen[0].said.id == "errors.nothing_to_undo"


def test_a_job_announces_the_outcome_it_returns(app_context: AppContext) -> None:
    areas: list[frozenset[Area]] = []
    app_context.bus.changed.connect(areas.append)
    outcomes: list[object] = []

    def work(workspace: Workspace, handle: JobHandle) -> Outcome[int]:
        handle.progress(1, 1)
        return shops.add_shop(workspace, "三店")

    app_context.run_job(message("shell.job.sample"), work, outcomes.append, writes=True)
    assert app_context.jobs.wait_idle()
    assert areas == [frozenset({Area.SHOP})]
    assert isinstance(outcomes[0], Outcome)


def test_a_stopped_job_is_told_quietly(app_context: AppContext) -> None:
    seen, failed = notices(app_context), list[ShopPlannerError]()

    def work(_workspace: Workspace, _handle: JobHandle) -> None:
        raise CancelledError(message("common.cancelled"))

    app_context.run_job(message("shell.job.sample"), work, writes=False, failed=failed.append)
    assert app_context.jobs.wait_idle()
    assert [notice.severity for notice in seen] == ["info"]
    assert failed == []


def test_changing_the_shop_makes_everybody_look_again(app_context: AppContext) -> None:
    app_context.perform(lambda workspace: shops.add_shop(workspace, "二店"))
    told: list[bool] = []
    app_context.shop_changed.connect(lambda: told.append(True))
    assert app_context.jobs.wait_idle()
    app_context.select_shop(2)
    assert app_context.jobs.wait_idle()
    assert told == [True]
    assert app_context.workspace.shop_id == 2


def test_opened_files_and_changed_areas_are_passed_on(app_context: AppContext) -> None:
    opened: list[list[Path]] = []
    areas: list[frozenset[Area]] = []
    app_context.files_opened.connect(opened.append)
    app_context.bus.changed.connect(areas.append)
    app_context.open_files([])
    app_context.open_files([Path("a.csv")])
    app_context.changed(Area.FACTS, Area.PRODUCTS)
    assert opened == [[Path("a.csv")]]
    assert areas == [frozenset({Area.FACTS, Area.PRODUCTS})]


def test_notices_are_kept_up_to_a_limit(app_context: AppContext) -> None:
    for _ in range(230):
        app_context.notify(message("common.loading"))
    assert len(app_context.notices) == 200


def test_a_callback_without_qt_objects_is_always_alive() -> None:
    from functools import partial

    held = QObject()
    assert is_alive(print)
    assert is_alive(partial(print, held))
    late: list[int]

    def closure() -> object:
        return late

    assert is_alive(closure)
    late = [1]


def test_a_closed_context_announces_nothing(workspace: Workspace, settings: object, themed: None) -> None:
    from shopplanner.foundation.settings import Settings

    context = AppContext(workspace, Settings())
    saved: list[bool] = []
    context.saved.connect(lambda: saved.append(True))
    context.close()
    context.announce(Outcome(None, message("common.loading"), frozenset({Area.SHOP}), 1))
    assert saved == []
