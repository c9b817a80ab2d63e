"""Dialogs that do not block, and questions whose answers say what they do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from shopplanner.ui.common.dialogs import Dialog, Question


@pytest.fixture
def parent(themed: None) -> Iterator[QWidget]:
    made = QWidget()
    made.resize(800, 600)
    made.show()
    yield made
    made.close()
    made.deleteLater()


def ask(parent: QWidget, chosen: list[str]) -> Question:
    answers = [("Keep", lambda: chosen.append("keep")), ("Drop", lambda: chosen.append("drop"))]
    question = Question(parent, "Title", "What now? " * 30, answers, hint="A hint")
    question.open()
    return question


def test_an_answer_does_what_it_says_and_closes(parent: QWidget) -> None:
    chosen: list[str] = []
    question = ask(parent, chosen)
    question.answers["Drop"].click()
    assert chosen == ["drop"]
    assert not question.isVisible()


def test_the_first_answer_is_the_main_one_and_answers_to_enter(parent: QWidget) -> None:
    chosen: list[str] = []
    question = ask(parent, chosen)
    assert question.answers["Keep"].isDefault()
    QTest.keyClick(question, Qt.Key.Key_Return)
    assert chosen == ["keep"]


def test_escape_chooses_nothing(parent: QWidget) -> None:
    chosen: list[str] = []
    question = ask(parent, chosen)
    QTest.keyClick(question, Qt.Key.Key_Escape)
    assert chosen == []
    assert not question.isVisible()


def test_a_dialog_grows_to_what_its_words_need(parent: QWidget) -> None:
    question = ask(parent, [])
    assert question.words.height() >= question.words.heightForWidth(question.words.width())
    question.close()


def test_a_plain_dialog_has_a_close_button(parent: QWidget) -> None:
    dialog = Dialog("Title", parent, width=20, height=10)
    close = dialog.add_close()
    dialog.open()
    close.click()
    assert not dialog.isVisible()


def test_without_answers_there_is_only_a_way_out(parent: QWidget) -> None:
    question = Question(parent, "Title", "Said", [])
    assert question.answers == {}
    question.close()
    question.deleteLater()
