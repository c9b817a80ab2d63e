"""Evidence: the mark tells source, date and confidence; the panel stores what was changed when it closes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from shopplanner.domain.positioning.worksheets import Confidence, Filled
from shopplanner.ui.positioning.forms.evidence import EvidenceMark, evidence_words

Told = tuple[str, date | None, Confidence]
KNOWN = Filled(5900, "访谈", date(2026, 11, 1), Confidence.LOW)


class Marked:
    """A mark and what it stored."""

    def __init__(self) -> None:
        self.stored: list[Told] = []
        self.mark = EvidenceMark("Price", lambda *told: self.stored.append(told))


@pytest.fixture
def marked(qtbot: QtBot, themed: None) -> Iterator[Marked]:
    """A mark on the screen."""
    made = Marked()
    made.mark.show()
    yield made
    made.mark.close()
    made.mark.deleteLater()


def test_it_says_where_a_figure_comes_from() -> None:
    assert evidence_words(KNOWN) == "访谈 · 2026-11-01 · Doubtful"
    assert evidence_words(Filled(1)) == "no source given · – · Confidence not given"
    assert evidence_words(None) == "Fill in the figure first"


def test_without_a_value_there_is_nothing_to_open(marked: Marked) -> None:
    assert marked.mark.open_panel() is None
    assert not marked.mark.isEnabled()
    marked.mark.grab()


@pytest.mark.parametrize("confidence", list(Confidence))
def test_each_confidence_is_drawn_in_its_own_way(marked: Marked, confidence: Confidence) -> None:
    blank = marked.mark.grab().toImage()
    marked.mark.show_filled(Filled(1, confidence=confidence))
    assert marked.mark.grab().toImage() != blank


def test_what_was_changed_is_stored_on_closing(marked: Marked) -> None:
    marked.mark.show_filled(KNOWN)
    panel = marked.mark.open_panel()
    assert panel is not None
    panel.source.setText(" 报表 ")
    panel.day.setText("2026-11-20")
    panel.confidence.buttons["high"].click()
    panel.close()
    assert marked.stored == [("报表", date(2026, 11, 20), Confidence.HIGH)]


def test_nothing_is_stored_where_nothing_changed_or_the_day_is_none(marked: Marked) -> None:
    marked.mark.show_filled(KNOWN)
    panel = marked.mark.open_panel()
    assert panel is not None
    panel.close()
    panel = marked.mark.open_panel()
    assert panel is not None
    panel.day.setText("gestern")
    assert panel.day.property("error") == "true"
    panel.close()
    assert marked.stored == []
