"""The base of pages: refresh when something they show changed, and only while they are looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

import pytest
from PySide6.QtWidgets import QLabel

from shopplanner.domain.changes import Area
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.page import Page


class Sample(Page):
    """Counts how often it was asked to refresh."""

    AREAS: ClassVar[frozenset[Area]] = frozenset({Area.PRODUCTS})

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, "Title")
        self.count = 0

    def refresh(self) -> None:
        self.count += 1


@pytest.fixture
def page(app_context: AppContext) -> Iterator[Sample]:
    made = Sample(app_context)
    made.show()
    yield made
    made.close()
    made.deleteLater()


def test_a_page_reads_when_it_is_first_shown(page: Sample) -> None:
    assert page.count == 1
    page.refresh_if_stale()
    assert page.count == 1


def test_only_changes_of_its_areas_make_it_read_again(page: Sample, app_context: AppContext) -> None:
    app_context.changed(Area.TASKS)
    assert page.count == 1
    app_context.changed(Area.PRODUCTS)
    assert page.count == 2


def test_a_hidden_page_catches_up_when_it_is_shown(page: Sample, app_context: AppContext) -> None:
    page.hide()
    app_context.changed(Area.PRODUCTS)
    app_context.shop_changed.emit()
    assert page.count == 1
    page.show()
    assert page.count == 2


def test_the_first_line_shows_title_remark_states_and_actions(page: Sample) -> None:
    ready = [False]
    action = Action("test.do", "common.cancel", lambda: None, enabled=lambda: ready[0])
    made = page.header.add_action(action, primary=True)
    page.header.set_title("Other")
    page.header.set_subtitle("remark")
    page.header.set_chips(("one", "good"), ("two", "warn"))
    page.header.add_left(QLabel("l"))
    page.header.add_right(QLabel("r"))
    assert not made.isEnabled()
    ready[0] = True
    page.header.update_enabled()
    assert made.isEnabled()
    assert page.header.title.text() == "Other"


def test_an_inspector_is_announced(page: Sample, app_context: AppContext) -> None:
    told: list[bool] = []
    app_context.inspector_changed.connect(lambda: told.append(True))
    inspector = QLabel("inspector")
    page.set_inspector(inspector)
    assert page.inspector is inspector
    assert told == [True]
    inspector.deleteLater()


def test_what_a_page_does_not_have_is_empty(page: Sample) -> None:
    page.flush()
    page.show_record("1")
    nothing: Sequence[Action] = page.actions_list()
    assert list(nothing) == []
    assert page.print_document() is None
