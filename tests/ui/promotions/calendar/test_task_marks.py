"""Tasks on the timeline are dragged to other days; what was not meant asks for nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from shopplanner.services.promotions.almanac import describe
from shopplanner.services.promotions.tasks import Task
from shopplanner.ui.promotions.calendar.painting import Scene
from shopplanner.ui.promotions.calendar.timeline_canvas import TimelineCanvas

TODAY = date(2026, 11, 22)
DAYS = describe([date(2025, 1, 1) + timedelta(days=number) for number in range(3 * 365)])
LEFT = Qt.MouseButton.LeftButton
SOON, LATER = date(2026, 11, 24), date(2026, 12, 6)
Asked = list[dict[int, date]]


def task(number: int, day: date) -> Task:
    return Task(number, f"任务 {number}", "designer", day, False, None, "", "", None)


@pytest.fixture
def canvas(themed: None) -> Iterator[TimelineCanvas]:
    """Two tasks on 24 November and one on 6 December, in six weeks whose days are wide enough for their words."""
    made = TimelineCanvas()
    made.resize(1200, 500)
    made.begin_at(2026)
    tasks = {SOON: (task(1, SOON), task(2, SOON)), LATER: (task(3, LATER),)}
    made.show_scene(Scene(DAYS, 0, TODAY, tasks=tasks))
    made.show()
    made.day = TODAY
    made.zoom_to("weeks")
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def asked(canvas: TimelineCanvas) -> Asked:
    heard: Asked = []
    canvas.tasks.wanted.connect(heard.append)
    return heard


def place(canvas: TimelineCanvas, number: int) -> QPoint:
    """Return a point of a task's mark, near its left edge."""
    found = next(each for each in canvas.tasks._marks() if any(one.id == number for one in each.tasks))
    return QPointF(found.rect.left() + 1, found.rect.center().y()).toPoint()


def pull(canvas: TimelineCanvas, start: QPoint, days: int) -> None:
    QTest.mousePress(canvas, LEFT, pos=start)
    QTest.mouseMove(canvas, start + QPoint(2, 0))
    QTest.mouseMove(canvas, start + QPoint(round(days * canvas.axis.scale), 0))
    assert not canvas.grab().isNull()


def drop(canvas: TimelineCanvas, start: QPoint, days: int) -> None:
    QTest.mouseRelease(canvas, LEFT, pos=start + QPoint(round(days * canvas.axis.scale), 0))


def test_a_task_is_dragged_alone_and_its_new_day_is_said(canvas: TimelineCanvas, asked: Asked) -> None:
    start = place(canvas, 1)
    pull(canvas, start, 4)
    drag = canvas.tasks.drag
    assert drag is not None
    assert canvas.tasks.isVisible()
    assert canvas.tasks.words(drag) == "11-28 Sat"
    drop(canvas, start, 4)
    assert asked == [{1: date(2026, 11, 28)}]
    assert canvas.day == date(2026, 11, 28)
    assert not canvas.tasks.isVisible()


def test_in_a_year_a_column_takes_all_open_tasks_of_its_day(canvas: TimelineCanvas, asked: Asked) -> None:
    canvas.zoom_to("year")
    start = place(canvas, 1)
    pull(canvas, start, -10)
    drag = canvas.tasks.drag
    assert drag is not None
    assert canvas.tasks.words(drag) == f"{drag.day:%m-%d} {drag.day:%a} · 2 tasks"
    drop(canvas, start, -10)
    assert set(asked[0]) == {1, 2}
    assert abs((asked[0][1] - date(2026, 11, 14)).days) <= 1


def test_a_click_a_small_step_and_escape_ask_for_nothing(canvas: TimelineCanvas, asked: Asked) -> None:
    start = place(canvas, 1)
    QTest.mouseClick(canvas, LEFT, pos=start)
    assert canvas.day == SOON
    pull(canvas, start, 0)
    drop(canvas, start, 0)
    pull(canvas, start, 3)
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    drop(canvas, start, 3)
    assert asked == []


def test_beside_a_mark_and_with_other_keys_the_timeline_goes_on(canvas: TimelineCanvas, asked: Asked) -> None:
    made: list[object] = []
    canvas.create_wanted.connect(lambda *said: made.append(said))
    start = place(canvas, 1) - QPoint(round(4 * canvas.axis.scale), 0)
    pull(canvas, start, 1)
    drop(canvas, start, 1)
    assert len(made) == 1
    QTest.mousePress(canvas, LEFT, Qt.KeyboardModifier.ShiftModifier, place(canvas, 1))
    assert canvas.tasks.drag is None
    QTest.mouseRelease(canvas, LEFT, Qt.KeyboardModifier.ShiftModifier, place(canvas, 1))
    canvas.shown = {"own"}
    canvas.show_scene(canvas.scene)
    assert canvas.tasks._marks() == []
    assert asked == []


def test_a_mark_says_that_it_can_be_dragged(canvas: TimelineCanvas) -> None:
    where = place(canvas, 3)
    QTest.mouseMove(canvas, where)
    assert canvas.cursor().shape() == Qt.CursorShape.OpenHandCursor
    mark = canvas.tasks.mark_at(QPointF(where))
    assert mark is not None
    assert mark.tip() == "☐ 任务 3 · 2026-12-06. Drag to another day."
    QApplication.sendEvent(canvas, QHelpEvent(QEvent.Type.ToolTip, where, canvas.mapToGlobal(where)))
    assert QToolTip.text() == mark.tip()
    QToolTip.hideText()
    canvas.zoom_to("year")
    both = canvas.tasks.mark_at(QPointF(place(canvas, 2)))
    assert both is not None
    assert both.tip() == "2 open tasks on 2026-11-24. Drag to another day."
