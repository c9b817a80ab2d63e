"""Every page of the program, drawn with the sample shop: built, not blank, nothing cut off, everything in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from shopplanner.app.pictures import Studio
from shopplanner.domain.changes import Place
from shopplanner.foundation import paths
from shopplanner.foundation.clock import FixedClock
from shopplanner.ui.shell import preferences, registry
from tests import texts

LOOKS = (("zh_CN", "light"), ("en", "dark"))
SIZE = (1366, 768)
LEAST_COLOURS = 12
"""A page with anything on it has more colours than this, by its smoothed letters alone."""

SLACK = 2
TAGS = re.compile(r"<[a-zA-Z/][^>]*>")
PLACES = [Place(tab.id, view.id) for tab in registry.TABS for view in tab.views]


@pytest.fixture(autouse=True)
def _own_look(qtbot: QtBot) -> Iterator[None]:
    """Start and end without a look in force."""
    preferences.forget()
    yield
    preferences.forget()


def _named(place: Place) -> str:
    return f"{place.tab}/{place.view}"


@pytest.mark.timeout(400)
@pytest.mark.parametrize(("language", "theme"), LOOKS)
def test_every_page_is_drawn_whole_in_both_languages_and_looks(
    language: str, theme: str, sample_template: Path, clock: FixedClock
) -> None:
    problems: list[str] = []
    with Studio(sample_template, language=language, theme=theme, size=SIZE, clock=clock) as studio:
        for place in PLACES:
            picture = studio.draw(place).toImage()
            area = studio.window.area
            if area is None or area.page is None:
                problems.append(f"{_named(place)}: failed to build")
                continue
            if (picture.width(), picture.height()) != SIZE:
                problems.append(f"{_named(place)}: {picture.width()}x{picture.height()} does not fit the window")
            if _colours(picture, _in_window(area.page, studio.window)) < LEAST_COLOURS:
                problems.append(f"{_named(place)}: blank")
            problems += [f"{_named(place)}: {said}" for said in _faults(studio.window)]
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_view_has_its_page_in_the_manual(language: str) -> None:
    folder = paths.resources() / "manual" / language
    missing = [_named(place) for place in PLACES if not (folder / f"{place.tab}-{place.view}.md").is_file()]
    assert missing == []


def _colours(image: QImage, room: QRect) -> int:
    """Return how many colours a grid of points in a part of the picture has."""
    return len(
        {image.pixel(x, y) for x in range(room.left(), room.right(), 3) for y in range(room.top(), room.bottom(), 3)}
    )


def _in_window(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, widget.rect().topLeft()), widget.size()).intersected(window.rect())


def _faults(window: QWidget) -> Iterator[str]:
    """Yield what is wrong with visible labels and buttons: text that is cut off, or an id instead of words."""
    rooms = re.compile(rf"\b({'|'.join(texts.rooms())})\.[a-z_]+(\.[a-z_]+)+\b")
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, QLabel | QAbstractButton):
            continue
        words = TAGS.sub("", widget.text())
        if rooms.search(words):
            yield f"untranslated {words!r}"
        if words and _is_cut(widget):
            yield f"cut off {words[:40]!r}: {widget.width()} of {widget.sizeHint().width()} px"


def _is_cut(widget: QLabel | QAbstractButton) -> bool:
    """Whether a text needs more room than it has; wrapped texts are judged by their height.

    A label that ends in dots by itself, with the whole text as its tool tip, is not cut.
    """
    if isinstance(widget, QLabel):
        if widget.toolTip() == widget.text():
            return False
        if widget.wordWrap():
            return widget.height() + SLACK < widget.heightForWidth(widget.width())
        return widget.width() + SLACK < widget.sizeHint().width() and not widget.text().endswith("…")
    return isinstance(widget, QPushButton) and widget.width() + SLACK < widget.sizeHint().width()
