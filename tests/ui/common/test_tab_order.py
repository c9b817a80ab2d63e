"""The Tab key goes line by line, through groups as a whole, around at the end, and past what cannot be reached."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QScrollArea, QWidget

from shopplanner.ui.common.tab_order import focus_next, reading_order


def put(parent: QWidget, name: str, x: int, y: int, height: int = 20) -> QLineEdit:
    """Place a control."""
    made = QLineEdit(parent)
    made.setObjectName(name)
    made.setGeometry(x, y, 50, height)
    return made


@pytest.fixture
def root(qapp: QApplication) -> Iterator[QWidget]:
    """Two groups side by side below a line whose controls were made from right to left."""
    made = QWidget()
    made.resize(400, 300)
    put(made, "right", 200, 4)
    put(made, "left", 0, 0)
    for place, name in ((200, "b"), (0, "a")):
        group = QWidget(made)
        group.setGeometry(place, 40, 150, 200)
        put(group, f"{name}2", 0, 60)
        put(group, f"{name}1", 0, 0)
    made.show()
    yield made
    made.close()
    made.deleteLater()


def control(root: QWidget, name: str) -> QLineEdit:
    found = root.findChild(QLineEdit, name)
    assert isinstance(found, QLineEdit)
    return found


def focused(root: QWidget) -> str:
    return root.focusWidget().objectName()


def names(root: QWidget) -> list[str]:
    return [each.objectName() for each in reading_order(root)]


def test_controls_follow_each_other_as_they_are_read(root: QWidget) -> None:
    assert names(root) == ["left", "right", "a1", "a2", "b1", "b2"]


def test_what_is_hidden_or_disabled_is_passed_over(root: QWidget) -> None:
    control(root, "right").setEnabled(False)
    control(root, "a1").hide()
    assert names(root) == ["left", "a2", "b1", "b2"]


def test_the_focus_goes_around_in_both_directions(root: QWidget, qapp: QApplication) -> None:
    root.activateWindow()
    assert focus_next(root, None, forward=True)
    assert focused(root) == "left"
    assert focus_next(root, root.focusWidget(), forward=False)
    assert focused(root) == "b2"
    assert focus_next(root, root.focusWidget(), forward=True)
    assert focused(root) == "left"
    group = control(root, "a1").parentWidget()
    assert focus_next(root, group, forward=True)
    assert focused(root) == "a1"


def test_an_area_is_a_stop_only_if_it_scrolls_and_nothing_in_it_is_one(root: QWidget, qapp: QApplication) -> None:
    area = QScrollArea(root)
    area.setObjectName("area")
    area.setGeometry(0, 250, 300, 40)
    content = QLabel("\n".join("words" for _ in range(20)))
    area.setWidget(content)
    area.show()
    qapp.processEvents()
    assert names(root)[-1] == "area"
    inner = put(content, "inner", 0, 200)
    inner.show()
    assert names(root)[-1] == "inner"
    focus_next(root, control(root, "b2"), forward=True)
    assert area.viewport().rect().contains(inner.mapTo(area.viewport(), QPoint(0, 0)))


def test_without_controls_nothing_happens(qapp: QApplication) -> None:
    empty = QWidget()
    assert not focus_next(empty, None, forward=True)
    empty.deleteLater()
