"""Forms: errors beside the field, drafts written after a pause, on leaving and at once when asked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QDateTimeEdit, QLineEdit, QPlainTextEdit, QSpinBox
from pytestqt.qtbot import QtBot

from shopplanner.domain.errors import RuleError
from shopplanner.domain.messages import message
from shopplanner.ui.common import form
from shopplanner.ui.common.form import Draft, Form, GrowingText, choice, indented


@pytest.fixture
def shown(themed: None) -> Iterator[Form]:
    made = Form()
    made.add("name", "shell.shop.name", QLineEdit(), "shell.shop.currency_help", required=True)
    made.show()
    yield made
    made.close()
    made.deleteLater()


def test_a_field_names_its_editor_and_marks_what_is_required(shown: Form) -> None:
    field = shown.fields["name"]
    assert field.title.text().endswith(" *")
    assert field.editor.accessibleName() == field.title.text().removesuffix(" *")
    assert field.remark.isVisible()
    assert field.error == ""


def test_an_error_takes_the_place_of_the_help_and_gives_it_back(shown: Form) -> None:
    field = shown.fields["name"]
    helped = field.remark.text()
    field.show_failure(RuleError(message("errors.name_missing")))
    assert field.error == field.remark.text() == field.editor.accessibleDescription()
    assert field.editor.property("error") == "true"
    shown.clear_errors()
    assert (field.error, field.remark.text(), field.editor.property("error")) == ("", helped, "false")


@pytest.fixture
def line(themed: None) -> Iterator[QLineEdit]:
    made = QLineEdit("before")
    yield made
    made.deleteLater()


def test_a_draft_is_written_after_a_pause(line: QLineEdit, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(form, "DRAFT_MS", 20)
    written: list[str] = []
    draft = Draft(line, line.text, written.append)
    line.setText("after")
    assert draft.pending
    qtbot.waitUntil(lambda: written == ["after"], timeout=2000)
    assert not draft.pending


def test_a_draft_is_written_on_leaving_and_only_once(line: QLineEdit) -> None:
    written: list[str] = []
    draft = Draft(line, line.text, written.append)
    line.setText("typed")
    QApplication.sendEvent(line, QFocusEvent(QEvent.Type.FocusOut))
    draft.flush()
    assert written == ["typed"]


def test_what_was_filled_in_from_data_is_no_draft(line: QLineEdit) -> None:
    written: list[str] = []
    draft = Draft(line, line.text, written.append)
    line.setText("from data")
    draft.stored()
    draft.flush()
    assert written == []


def test_a_text_grows_with_its_lines_up_to_a_limit(themed: None, qapp: QApplication) -> None:
    text = GrowingText(lines=2, most=4)
    text.show()
    low = text.height()
    text.setPlainText("1\n2\n3")
    middle = text.height()
    text.setPlainText("\n".join("123456789"))
    assert low < middle < text.height()
    assert text.height() - middle < middle
    text.close()
    text.deleteLater()
    assert isinstance(text, QPlainTextEdit)


def test_a_text_that_fits_has_no_scroll_bar_and_grows_where_lines_break(themed: None, qapp: QApplication) -> None:
    text = GrowingText(lines=2, most=4)
    text.resize(600, text.height())
    text.show()
    text.setPlainText("洗完还能闻到自己喜欢的味道，一直留到晚上下班。")
    assert text.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    wide = text.height()
    text.resize(160, wide)
    assert text.height() > wide
    text.setPlainText("一\n" * 9)
    assert text.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAsNeeded
    text.close()
    text.deleteLater()


def test_a_choice_does_not_change_when_the_wheel_passes_over_it(themed: None) -> None:
    made = choice([("a", "A"), ("b", "B")], "b")
    assert made.currentData() == "b"
    assert choice([("a", "A")], "unknown").currentIndex() == 0
    made.show()
    turn = QWheelEvent(
        QPointF(2, 2), QPointF(2, 2), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(made, turn)
    assert made.currentData() == "b"
    made.close()
    made.deleteLater()


def test_text_of_spin_boxes_and_date_fields_begins_where_that_of_other_fields_does(themed: None) -> None:
    form, date = Form(), QDateTimeEdit()
    date.setCalendarPopup(True)
    date.setDisplayFormat("yyyy-MM-dd HH:mm")
    edits = (indented(QSpinBox()), date)
    for number, editor in enumerate(edits):
        form.add(str(number), "shell.shop.name", editor)
    form.show()
    lines = [editor.lineEdit() for editor in edits]
    assert {8, 9} >= {line.x() + line.textMargins().left() for line in lines}
    assert date.lineEdit().width() >= date.fontMetrics().horizontalAdvance(date.text())
    form.close()
    form.deleteLater()
