"""The small parts that pages are made of."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from shopplanner.ui.common import widgets
from shopplanner.ui.common.action import Action


def add(host: QWidget, part: QWidget) -> None:
    layout = host.layout()
    assert layout is not None
    layout.addWidget(part)


def test_a_button_runs_its_action_and_names_its_keys(host: QWidget) -> None:
    done: list[bool] = []
    action = Action("test.do", "common.cancel", lambda: done.append(True), "Ctrl+N", icon="star")
    made = widgets.button(action, primary=True)
    add(host, made)
    made.click()
    assert done == [True]
    assert made.toolTip() == "Cancel (Ctrl+N)"
    assert not made.icon().isNull()


def test_an_action_that_cannot_be_done_does_nothing(host: QWidget) -> None:
    done: list[bool] = []
    action = Action("test.do", "common.cancel", lambda: done.append(True), enabled=lambda: False)
    action.run()
    entry = action.to_qt(host)
    entry.trigger()
    assert done == []
    assert not widgets.button(action, link=True).isEnabled()


def test_a_card_shows_its_heading_and_takes_actions(host: QWidget) -> None:
    card = widgets.Card("Heading", "note")
    made = card.add_action(Action("test.do", "common.cancel", lambda: None, "F2", icon="star"))
    card.set_heading("Other", "more")
    add(host, card)
    assert (card.heading.text(), card.note.text(), card.accessibleName()) == ("Other", "more", "Other")
    assert made.property("compact")


def test_segments_tell_the_value_that_was_chosen(host: QWidget) -> None:
    chosen: list[str] = []
    parts = widgets.Segments([("a", "A"), ("b", "B"), ("c", "C")], "a", chosen.append)
    add(host, parts)
    parts.buttons["b"].click()
    parts.choose("c")
    assert chosen == ["b"]
    assert parts.buttons["c"].isChecked()
    assert [parts.buttons[value].property("segment") for value in "abc"] == ["first", "middle", "last"]
    alone = widgets.Segments([("a", "A")], "a", chosen.append)
    assert alone.buttons["a"].property("segment") == "only"


def test_a_row_takes_free_room_where_it_is_told(host: QWidget) -> None:
    left, right = QLabel("l"), QLabel("r")
    line = widgets.row(left, None, right)
    assert line.count() == 3
    assert widgets.row(QLabel("x")).count() == 2
    assert widgets.row(QLabel("x"), stretch=False).count() == 1
    widgets.clear(line)
    assert line.count() == 0


def test_clearing_a_layout_clears_what_is_inside(host: QWidget) -> None:
    outer = QVBoxLayout()
    inner = widgets.row(QLabel("a"))
    outer.addLayout(inner)
    outer.addWidget(widgets.hline())
    widgets.clear(outer)
    assert outer.count() == 0


def test_a_state_is_restyled_only_when_it_changes(host: QWidget) -> None:
    made = widgets.chip("state", "good")
    add(host, made)
    widgets.set_property(made, "chip", "bad")
    widgets.set_property(made, "chip", "bad")
    assert made.property("chip") == "bad"
    assert widgets.scrolled(QLabel("long")).widget() is not None


def test_words_can_be_selected(themed: None) -> None:
    made = widgets.label("words", "muted", wrap=True)
    assert made.wordWrap()
    assert made.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
    made.deleteLater()
