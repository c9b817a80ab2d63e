"""Phases are segments of days inside a promotion."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QDate

from shopplanner.domain.promotions.plan import Phase
from shopplanner.ui.promotions.calendar.phases import PhaseEditor
from tests.services.promotions.shop import at, double_11, till


@pytest.fixture
def changes() -> list[None]:
    return []


@pytest.fixture
def editor(themed: None, changes: list[None]) -> Iterator[PhaseEditor]:
    made = PhaseEditor(lambda: changes.append(None))
    event = double_11()
    made.fill(event.phases, event.starts, event.ends)
    yield made
    made.deleteLater()


def test_what_is_shown_comes_back_to_the_second(editor: PhaseEditor, changes: list[None]) -> None:
    event = double_11()
    assert editor.phases() == event.phases
    first = editor.lines[0].widget
    editor.fill(event.phases, event.starts, event.ends)
    assert editor.lines[0].widget is first
    assert changes == []


def test_days_and_kinds_are_changed(editor: PhaseEditor, changes: list[None]) -> None:
    line = editor.lines[1]
    line.kind.setCurrentIndex(line.kind.findData("encore"))
    line.first.setDate(QDate(2026, 11, 12))
    line.last.setDate(QDate(2026, 11, 20))
    assert editor.phases()[1] == Phase("encore", at("11-12"), till("11-13"))
    assert len(changes) == 3


def test_a_phase_can_have_a_name_of_its_own(editor: PhaseEditor, changes: list[None]) -> None:
    editor.lines[1].name.setText(" 第二波 ")
    editor.lines[1].name.editingFinished.emit()
    assert [each.name for each in editor.phases()] == ["", "第二波"]
    assert changes == [None]


def test_a_line_that_ends_before_it_begins_is_left_out(editor: PhaseEditor) -> None:
    editor.lines[1].last.setDate(QDate(2026, 11, 5))
    assert [each.kind for each in editor.phases()] == ["opening"]


def test_a_new_phase_follows_the_last_one(editor: PhaseEditor) -> None:
    editor.add.click()
    assert editor.phases()[2] == Phase("encore", at("11-12"), till("11-13"))
    editor._remove(editor.lines[2])
    assert len(editor.phases()) == 2


def test_the_first_phase_takes_the_whole_promotion(editor: PhaseEditor) -> None:
    editor.fill((), at("11-20", "20:00:00"), till("11-22"))
    editor.add.click()
    assert editor.phases() == (Phase("warm_up", at("11-20", "20:00:00"), till("11-22")),)


def test_phases_are_cut_to_other_moments(editor: PhaseEditor) -> None:
    assert editor.within(at("11-05"), till("11-10")) == (Phase("peak", at("11-09"), till("11-10")),)
