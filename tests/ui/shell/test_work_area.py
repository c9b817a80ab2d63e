"""The open workspace on the screen: pages built on their first visit, and what happens when one cannot be."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from shopplanner.domain.changes import Place
from shopplanner.ui.common import layout_memory
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.page import Page
from shopplanner.ui.shell import registry
from shopplanner.ui.shell.registry import ViewSpec
from shopplanner.ui.shell.work_area import ErrorPanel, PageStack, WorkArea
from tests.plugins.leaks import Warnings

DICTIONARY = Place("metrics", "dictionary")


class Plain(Page):
    """A page that notes which record it was asked for."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, "Plain")
        self.records: list[str] = []
        self.flushed = 0

    def show_record(self, record: str) -> None:
        self.records.append(record)

    def flush(self) -> None:
        self.flushed += 1


class Broken:
    """Builds plain pages, except the one that fails for as long as it is told to."""

    def __init__(self) -> None:
        self.failing = ""

    def build(self, spec: ViewSpec, context: AppContext) -> Page:
        if spec.id == self.failing:
            raise RuntimeError("no page today")
        return Plain(context)


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Broken:
    made = Broken()
    monkeypatch.setattr(registry, "build", made.build)
    return made


@pytest.fixture
def area(app_context: AppContext, broken: Broken, qapp: QApplication) -> Iterator[WorkArea]:
    made = WorkArea(app_context)
    made.resize(1000, 600)
    made.show()
    made.go(DICTIONARY)
    yield made
    app_context.jobs.wait_idle()
    made.close()
    made.deleteLater()


def test_a_page_is_built_once_and_flushed_when_it_is_left(area: WorkArea) -> None:
    first = area.page
    area.go(Place("metrics", "health"))
    area.go(DICTIONARY)
    assert area.page is first
    assert isinstance(first, Plain)
    assert first.flushed == 1
    assert len(area.built_pages()) == 2
    area.flush()
    assert first.flushed == 2


def test_hidden_pages_are_written_and_dropped_and_the_shown_one_stays(area: WorkArea, qtbot: QtBot) -> None:
    hidden = area.page
    assert isinstance(hidden, Plain)
    hidden.set_inspector(QLabel("inspector"))
    area.go(Place("metrics", "health"))
    shown, flushed = area.page, hidden.flushed
    gone: list[int] = []
    hidden.destroyed.connect(lambda: gone.append(hidden.flushed))
    area.drop_hidden_pages()
    assert gone == [flushed + 1]
    assert area.built_pages() == [shown]
    assert area.page is shown
    area.go(DICTIONARY)
    assert isinstance(area.page, Plain)
    assert area.page is not hidden


def test_a_place_with_a_record_shows_it(area: WorkArea, app_context: AppContext) -> None:
    moved: list[Place] = []
    area.moved.connect(moved.append)
    app_context.navigate(Place("metrics", "dictionary", "visitors"))
    page = area.page
    assert isinstance(page, Plain)
    assert page.records == ["visitors"]
    assert moved == [Place("metrics", "dictionary", "visitors")]


def test_a_tab_remembers_its_last_view(area: WorkArea) -> None:
    area.tabs.buttons["products"].click()
    assert area.place == Place("products", "catalogue")
    area.tabs.buttons["metrics"].click()
    assert area.place == DICTIONARY
    area.views.chosen.emit("health")
    assert area.place == Place("metrics", "health")


def test_a_page_that_fails_shows_what_happened_and_can_be_tried_again(
    area: WorkArea, broken: Broken, warnings_seen: Warnings
) -> None:
    warnings_seen.expect("failed to build")
    broken.failing = "health"
    area.go(Place("metrics", "health"))
    panel = area.stack.currentWidget()
    assert isinstance(panel, ErrorPanel)
    assert "no page today" in panel.trace.toPlainText()
    assert area.page is None
    broken.failing = ""
    area._retry(Place("metrics", "health"))
    assert isinstance(area.page, Plain)


def test_the_inspector_belongs_to_the_page_and_can_be_hidden(area: WorkArea) -> None:
    page = area.page
    assert page is not None
    assert not area.inspectors.isVisible()
    page.set_inspector(QLabel("inspector"))
    assert area.inspectors.isVisible()
    area.splitter.setSizes([600, 400])
    area.splitter.splitterMoved.emit(600, 1)
    assert layout_memory.get("inspector_width") == area.splitter.sizes()[1]
    area.toggle_inspector()
    assert not area.inspectors.isVisible()
    area.toggle_inspector()
    assert area.inspectors.isVisible()


def test_reading_that_takes_a_moment_is_shown(area: WorkArea, app_context: AppContext, qtbot: QtBot) -> None:
    app_context.busy.emit(True)
    qtbot.waitUntil(lambda: area.busy_line.maximum() == 0, timeout=2000)
    app_context.busy.emit(False)
    assert area.busy_line.maximum() == 1


def test_a_wide_page_visited_before_leaves_the_inspector_its_room(qtbot: QtBot) -> None:
    stack, wide, narrow = PageStack(), QLabel(), QLabel()
    qtbot.addWidget(stack)
    assert stack.minimumSizeHint().width() >= 0
    for page, width in ((wide, 1100), (narrow, 300)):
        page.setText("x" * (width // 5))
        stack.addWidget(page)
    wide_hint, narrow_hint = wide.minimumSizeHint().width(), narrow.minimumSizeHint().width()
    assert wide_hint > narrow_hint
    stack.setCurrentWidget(wide)
    assert stack.minimumSizeHint().width() == wide_hint
    stack.setCurrentWidget(narrow)
    assert stack.minimumSizeHint().width() == narrow_hint
