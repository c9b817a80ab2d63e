"""Editors: each kind of field shows its value, tells what was changed, and stores what is waiting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from shopplanner.domain.positioning.worksheets import FieldKind, Option, Value, WorksheetField
from shopplanner.foundation.bilingual import Bilingual
from shopplanner.ui.positioning.forms.editors import (
    CheckEditor,
    ChoiceEditor,
    ChoicesEditor,
    DateEditor,
    Editor,
    FigureEditor,
    LineEditor,
    ListEditor,
    editor_for,
    parse_day,
)

WORDS = Bilingual("Field", "字段")
ANSWERS = (Option("a", Bilingual("One", "一")), Option("b", Bilingual("Two", "二")))


class Told(list[Value]):
    """What an editor told."""


@pytest.fixture
def made(qtbot: QtBot, themed: None) -> Iterator[list[Editor]]:
    """Editors to be deleted after the test."""
    editors: list[Editor] = []
    yield editors
    for editor in editors:
        editor.close()
        editor.deleteLater()


def build(made: list[Editor], kind: FieldKind) -> tuple[Editor, Told]:
    """Return an editor of a kind and the list of what it tells."""
    told = Told()
    editor = editor_for(WorksheetField("a", WORDS, kind, help=WORDS, options=ANSWERS))
    editor.edited.connect(told.append)
    made.append(editor)
    return editor, told


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (FieldKind.TEXT, "香"),
        (FieldKind.LONG_TEXT, "一\n二"),
        (FieldKind.LIST, ["一", "二"]),
        (FieldKind.CHECK, True),
        (FieldKind.CHOICE, "b"),
        (FieldKind.CHOICES, ["a", "b"]),
        (FieldKind.RATING, 4),
        (FieldKind.NUMBER, 1200),
        (FieldKind.MONEY, 5900),
        (FieldKind.PERCENT, 1250),
        (FieldKind.DATE, "2026-11-24"),
    ],
)
def test_a_stored_value_is_shown_and_nothing_told(made: list[Editor], kind: FieldKind, value: Value) -> None:
    editor, told = build(made, kind)
    editor.show_value(value)
    assert editor.value() == value
    editor.show_value(value)
    editor.flush()
    assert told == []
    assert editor.inner.accessibleName() == "Field"
    editor.show_value(None)
    assert editor.value() in ("", [], False)


def test_typed_text_is_told_when_flushed_and_not_overwritten_while_it_waits(made: list[Editor]) -> None:
    editor, told = build(made, FieldKind.TEXT)
    assert isinstance(editor, LineEditor)
    QTest.keyClicks(editor.line, "abc")
    editor.show_value("old")
    assert editor.value() == "abc"
    editor.flush()
    assert told == ["abc"]


def test_typed_text_is_told_within_a_second(made: list[Editor], qtbot: QtBot) -> None:
    editor, told = build(made, FieldKind.LONG_TEXT)
    assert isinstance(editor.inner, QPlainTextEdit)
    editor.inner.insertPlainText("留香")
    qtbot.waitUntil(lambda: told == ["留香"], timeout=1000)


def test_lines_of_a_list_are_its_entries(made: list[Editor]) -> None:
    editor, told = build(made, FieldKind.LIST)
    assert isinstance(editor, ListEditor)
    editor.area.setPlainText(" 清晨 \n\n通透")
    editor.flush()
    assert told == [["清晨", "通透"]]


def test_a_figure_is_told_in_its_smallest_unit_and_once_only(made: list[Editor]) -> None:
    editor, told = build(made, FieldKind.MONEY)
    assert isinstance(editor, FigureEditor)
    QTest.keyClicks(editor.figure, "59")
    editor.flush()
    editor.figure.editingFinished.emit()
    editor.flush()
    assert told == [5900]
    assert editor.figure.text() == "59.00"


def test_no_figure_is_not_told(made: list[Editor]) -> None:
    editor, told = build(made, FieldKind.NUMBER)
    assert isinstance(editor, FigureEditor)
    QTest.keyClicks(editor.figure, "1.5")
    editor.flush()
    assert told == []
    assert editor.figure.property("error") == "true"
    editor.figure.clear()
    QTest.keyClicks(editor.figure, "1,500")
    editor.flush()
    assert told == [1500]


def test_boxes_and_choices_are_told_at_once(made: list[Editor]) -> None:
    box, told_box = build(made, FieldKind.CHECK)
    assert isinstance(box, CheckEditor)
    box.box.click()
    choice, told_choice = build(made, FieldKind.CHOICE)
    assert isinstance(choice, ChoiceEditor)
    choice.box.setCurrentIndex(2)
    choice.box.activated.emit(2)
    several, told_several = build(made, FieldKind.CHOICES)
    assert isinstance(several, ChoicesEditor)
    several.boxes["b"].click()
    assert (told_box, told_choice, told_several) == ([True], ["b"], [["b"]])


def test_a_day_that_is_none_is_marked_and_not_told(made: list[Editor]) -> None:
    editor, told = build(made, FieldKind.DATE)
    assert isinstance(editor, DateEditor)
    QTest.keyClicks(editor.line, "24.11.")
    editor.flush()
    assert told == []
    assert editor.line.property("error") == "true"
    editor.line.setText("2026-11-24")
    editor.flush()
    assert told == ["2026-11-24"]


def test_days_are_read_with_dash_or_stroke() -> None:
    assert parse_day(" 2026/11/24 ") == date(2026, 11, 24)
    assert parse_day("morgen") is None
