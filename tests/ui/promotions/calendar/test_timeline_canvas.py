"""The timeline is scrolled, zoomed, folded and worked on by mouse and keyboard; every change is only asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest

from shopplanner.services.promotions.almanac import describe
from shopplanner.services.promotions.tasks import Task
from shopplanner.ui.promotions.calendar.lanes import LANES, TASKS, Lane
from shopplanner.ui.promotions.calendar.painting import Scene
from shopplanner.ui.promotions.calendar.selection import Selection
from shopplanner.ui.promotions.calendar.timeline_canvas import TimelineCanvas
from shopplanner.ui.theme import theme
from tests.services.promotions.shop import at, double_11, tenth_off, till

TODAY = date(2026, 11, 22)
FIRST = date(2025, 1, 1)
DAYS = describe([FIRST + timedelta(days=number) for number in range(3 * 365)])
KEY, LEFT = Qt.Key, Qt.MouseButton.LeftButton
ALT, SHIFT, CONTROL = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)


def task(number: int, day: date) -> Task:
    return Task(number, f"任务 {number}", "designer", day, False, None, "", "", None)


def scene(**more: Any) -> Scene:
    """Double 11 (id 1, over), 10 % off (id 2, 20 to 29 November), a hero idea (id 3, 25th), a ghost of 2."""
    planned = (
        replace(double_11(), id=1),
        tenth_off(id=2, tasks=3, tasks_done=1),
        tenth_off(id=3, lane="hero", status="idea", starts=at("11-25"), ends=till("11-26")),
    )
    given: dict[str, Any] = {
        "promotions": planned,
        "ghosts": (tenth_off(id=-9, starts=at("12-05"), ends=till("12-09")),),
        "tasks": {date(2026, 11, 24): tuple(task(each, date(2026, 11, 24)) for each in range(6))},
        "risky": {2: "below cost: 1"},
        "red": {date(2026, 11, 27): ("worst price below the floor",)},
        **more,
    }
    return Scene(DAYS, 0, TODAY, **given)


@pytest.fixture
def canvas(themed: None) -> Iterator[TimelineCanvas]:
    """Six weeks from 8 November on, in a picture of 1,000 by 500."""
    made = TimelineCanvas()
    made.resize(1000, 500)
    made.begin_at(2026)
    made.show_scene(scene())
    made.show()
    made.day = TODAY
    made.zoom_to("weeks")
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def asked(canvas: TimelineCanvas) -> list[tuple[Any, ...]]:
    """What the canvas asked for, in order."""
    heard: list[tuple[Any, ...]] = []
    for name in ("create", "edit", "move", "resize", "remove", "paste", "ghost", "turn", "year"):
        getattr(canvas, f"{name}_wanted").connect(lambda *said, name=name: heard.append((name, *said)))
    canvas.chosen.connect(lambda each: heard.append(("chosen", each)))
    return heard


def lane(canvas: TimelineCanvas, name: str) -> Lane:
    return next(each for each in canvas.lanes if each.name == name)


def centre(canvas: TimelineCanvas, promotion_id: int) -> QPoint:
    place = canvas._place_of(promotion_id)
    assert place is not None
    return place.center().toPoint()


def spot(canvas: TimelineCanvas, moment: str, name: str, clock: str = "12:00:00") -> QPoint:
    """Return a point of a day at the lower edge of a lane, where no bar is."""
    within = lane(canvas, name)
    return QPointF(canvas.axis.x(at(moment, clock)), canvas.painter().top(within) + within.height - 3).toPoint()


def drag(
    canvas: TimelineCanvas,
    start: QPoint,
    end: QPoint,
    pressed: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    QTest.mousePress(canvas, LEFT, pressed, start)
    QTest.mouseMove(canvas, start + QPoint(4, 2))
    QTest.mouseMove(canvas, end)
    canvas.grab()
    QTest.mouseRelease(canvas, LEFT, pressed, end)


def test_six_weeks_are_shown_with_a_third_before_the_day(canvas: TimelineCanvas) -> None:
    assert (canvas.axis.days, canvas.axis.first) == (42, date(2026, 11, 8))
    assert canvas.zooms.buttons["weeks"].isChecked()
    assert canvas.fine()


def test_a_drag_in_a_lane_asks_for_a_promotion_of_the_lane(
    canvas: TimelineCanvas, asked: list[tuple[Any, ...]]
) -> None:
    drag(canvas, spot(canvas, "12-01", "ads", "02:00:00"), spot(canvas, "12-03", "ads"))
    assert asked == [("create", at("12-01"), till("12-03"), "ads")]


def test_a_drag_from_the_evening_on_opens_at_twenty(canvas: TimelineCanvas, asked: list[tuple[Any, ...]]) -> None:
    drag(canvas, spot(canvas, "12-01", "own", "21:00:00"), spot(canvas, "12-03", "own"))
    assert asked == [("create", at("12-01", "20:00:00"), till("12-03"), "own")]


def test_a_bar_is_moved_by_days_and_keeps_its_hours(canvas: TimelineCanvas, asked: list[tuple[Any, ...]]) -> None:
    start = centre(canvas, 2)
    drag(canvas, start, start + QPoint(round(3 * canvas.axis.scale), 0))
    assert asked == [("chosen", 2), ("move", (2,), timedelta(days=3))]
    assert canvas.day == date(2026, 11, 23)


def test_edges_are_stretched_to_twenty_or_freely(canvas: TimelineCanvas, asked: list[tuple[Any, ...]]) -> None:
    place = canvas._place_of(2)
    assert place is not None
    left = QPointF(place.left() + 2, place.center().y()).toPoint()
    drag(canvas, left, QPoint(round(canvas.axis.x(at("11-18", "19:00:00"))), left.y()))
    QTest.mousePress(canvas, LEFT, Qt.KeyboardModifier.NoModifier, left)
    target = QPoint(round(canvas.axis.x(at("11-19", "10:00:00"))), left.y())
    QTest.mouseMove(canvas, target)
    drag_now = canvas._drag
    assert drag_now is not None
    canvas._drag = replace(drag_now, free=True)
    QTest.mouseRelease(canvas, LEFT, pos=target)
    assert asked[1] == ("resize", 2, at("11-18", "20:00:00"), till("11-29"))
    free = asked[2][2]
    assert abs(free - at("11-19", "10:00:00")) < timedelta(hours=1)
    assert free.minute % 15 == 0


def test_in_a_year_only_whole_days_count(canvas: TimelineCanvas, asked: list[tuple[Any, ...]]) -> None:
    canvas.zoom_to("year")
    assert not canvas.fine()
    start = centre(canvas, 2)
    drag(canvas, start, start + QPoint(round(10 * canvas.axis.scale), 0))
    name, ids, by = asked[-1]
    assert (name, ids, by.seconds) == ("move", (2,), 0)
    assert 8 <= by.days <= 12


def test_what_is_over_stays(canvas: TimelineCanvas, asked: list[tuple[Any, ...]]) -> None:
    start = QPoint(round(canvas.axis.x(at("11-11"))), centre(canvas, 1).y())
    drag(canvas, start, start + QPoint(80, 0))
    assert asked == [("chosen", 1)]


def test_several_move_together_and_a_frame_chooses_them(canvas: TimelineCanvas, asked: list[tuple[Any, ...]]) -> None:
    drag(canvas, spot(canvas, "11-18", "own"), spot(canvas, "11-27", "hero"), SHIFT)
    assert set(canvas.selection.ids) == {3}
    QTest.mouseClick(canvas, LEFT, CONTROL, centre(canvas, 2))
    start = centre(canvas, 2)
    drag(canvas, start, start + QPoint(round(canvas.axis.scale), 0))
    assert asked[-1] == ("move", (2, 3), timedelta(days=1))


def test_last_year_is_asked_for_with_a_click(canvas: TimelineCanvas, asked: list[tuple[Any, ...]]) -> None:
    where = centre(canvas, -9)
    QTest.mouseClick(canvas, LEFT, pos=where)
    assert asked == [("ghost", -9, canvas.mapToGlobal(where))]


def test_a_lane_is_folded_by_its_name(canvas: TimelineCanvas) -> None:
    tall = lane(canvas, TASKS).height
    point = QPoint(20, round(canvas.painter().top(lane(canvas, TASKS)) + 8))
    assert canvas.tip(QPointF(point)) == "Tasks: click to collapse or open"
    QTest.mouseClick(canvas, LEFT, pos=point)
    assert lane(canvas, TASKS).height < tall
    assert TASKS in canvas.collapsed
    for name in LANES:
        canvas.fold(name)
    assert not canvas.grab().isNull()
    assert canvas.hit(QPointF(centre(canvas, 2))) is not None


def test_the_head_is_held_to_scroll_and_clicked_to_choose_a_day(
    canvas: TimelineCanvas, asked: list[tuple[Any, ...]]
) -> None:
    x = round(canvas.axis.x(at("11-25", "12:00:00")))
    QTest.mouseClick(canvas, LEFT, pos=QPoint(x, 20))
    assert canvas.day == date(2026, 11, 25)
    assert canvas.tip(QPointF(x, 20)).startswith("2026-11-25 Wed")
    before = canvas.axis.first
    QTest.mousePress(canvas, LEFT, pos=QPoint(x, 20))
    QTest.mouseMove(canvas, QPoint(x - round(5 * canvas.axis.scale), 20))
    QTest.mouseRelease(canvas, LEFT, pos=QPoint(x - 100, 20))
    assert (canvas.axis.first - before).days in (4, 5)
    assert asked == []


def wheel(canvas: TimelineCanvas, turned: QPoint, pressed: Qt.KeyboardModifier) -> None:
    middle = QPointF(600, 300)
    canvas.wheelEvent(
        QWheelEvent(
            middle, canvas.mapToGlobal(middle), QPoint(), turned, Qt.MouseButton.NoButton, pressed,
            Qt.ScrollPhase.NoScrollPhase, False,
        )
    )  # fmt: skip


def test_the_wheel_zooms_scrolls_time_and_scrolls_lanes(canvas: TimelineCanvas) -> None:
    moment = canvas.axis.moment(600)
    wheel(canvas, QPoint(0, 240), CONTROL)
    assert canvas.axis.days < 42
    assert abs(canvas.axis.moment(600) - moment) < timedelta(minutes=1)
    first = canvas.axis.first
    wheel(canvas, QPoint(0, -1200), SHIFT)
    assert canvas.axis.first > first
    canvas.resize(1000, 230)
    assert canvas._down.isVisible()
    wheel(canvas, QPoint(0, -120), Qt.KeyboardModifier.NoModifier)
    assert canvas._down.value() > 0
    assert not canvas.grab().isNull()


def test_scrolling_into_another_year_asks_for_it(canvas: TimelineCanvas, asked: list[tuple[Any, ...]]) -> None:
    canvas.turn(1)
    canvas.turn(1)
    assert ("year", 2027) in asked
    canvas.turn(0)
    assert canvas.axis.seen(TODAY.toordinal(), TODAY.toordinal() + 1)
    canvas._across.setValue(0)
    assert canvas.axis.first == FIRST


def test_a_drag_to_the_edge_takes_the_axis_along(canvas: TimelineCanvas) -> None:
    first = canvas.axis.first
    start = centre(canvas, 2)
    QTest.mousePress(canvas, LEFT, pos=start)
    for _turn in range(8):
        QTest.mouseMove(canvas, QPoint(round(canvas.axis.right) - 5, start.y()))
        QTest.mouseMove(canvas, QPoint(round(canvas.axis.right) - 9, start.y()))
    assert canvas.axis.first > first
    for _turn in range(30):
        QTest.mouseMove(canvas, QPoint(round(canvas.axis.left) + 5, start.y()))
        QTest.mouseMove(canvas, QPoint(round(canvas.axis.left) + 9, start.y()))
    assert canvas.axis.first < first
    QTest.keyClick(canvas, KEY.Key_Escape)


def test_arrows_go_over_days_and_lanes(canvas: TimelineCanvas, asked: list[tuple[Any, ...]]) -> None:
    canvas.choose(2)
    for key in (KEY.Key_Down, KEY.Key_Right, KEY.Key_Right, KEY.Key_Right):
        QTest.keyClick(canvas, key)
    assert (canvas.lane, canvas.day) == ("hero", date(2026, 11, 25))
    assert asked == [("chosen", 2), ("chosen", 0), ("chosen", 3)]
    canvas.paint_cursor_seen = canvas.grab()  # type: ignore[attr-defined]  # painted with the cursor
    for _turn in range(9):
        QTest.keyClick(canvas, KEY.Key_Up)
    assert canvas.lane == "platform"


def test_alt_arrows_move_and_the_day_follows_into_view(canvas: TimelineCanvas, asked: list[tuple[Any, ...]]) -> None:
    canvas.choose(2)
    canvas.day = date(2026, 12, 18)
    for _turn in range(2):
        QTest.keyClick(canvas, KEY.Key_Down, ALT)
    assert canvas.day == date(2027, 1, 1)
    assert canvas.axis.seen(canvas.day.toordinal(), canvas.day.toordinal() + 1)
    QTest.keyClick(canvas, KEY.Key_V, CONTROL)
    assert asked[1:] == [
        ("move", (2,), timedelta(days=7)),
        ("move", (2,), timedelta(days=7)),
        ("paste", date(2027, 1, 1)),
    ]


def test_space_goes_through_the_lane_only(canvas: TimelineCanvas, asked: list[tuple[Any, ...]]) -> None:
    canvas.day = date(2026, 11, 25)
    canvas.lane = "hero"
    for _turn in range(2):
        QTest.keyClick(canvas, KEY.Key_Space)
    canvas.lane = ""
    QTest.keyClick(canvas, KEY.Key_Space)
    assert asked == [("chosen", 3), ("chosen", 2)]


def test_bars_and_days_are_explained(canvas: TimelineCanvas) -> None:
    assert canvas.tip(QPointF(centre(canvas, 2))).endswith("below cost: 1")
    assert canvas.tip(QPointF(centre(canvas, -9))).endswith("Click to plan it again this year.")
    day = canvas.tip(QPointF(spot(canvas, "11-24", TASKS)))
    assert day.count("☐") == 6
    assert "worst price below the floor" in canvas.tip(QPointF(spot(canvas, "11-27", TASKS)))
    assert canvas.tip(QPointF(5, 5)) == ""


def test_hidden_lanes_are_not_drawn(canvas: TimelineCanvas) -> None:
    canvas.shown = {"own"}
    canvas.show_scene(scene())
    assert [each.name for each in canvas.lanes] == ["own"]
    assert canvas.lane_at(QPointF(400, 480)) == ""


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("zoom", ["year", "quarter", "weeks"])
def test_everything_is_painted_at_every_zoom_and_size(canvas: TimelineCanvas, name: str, zoom: str) -> None:
    theme.install(theme.Theme(name))
    canvas.take(Selection((2, 3)))
    canvas.zoom_to(zoom)
    for width, height in ((1400, 900), (500, 240), (40, 40), (1, 1)):
        canvas.resize(width, height)
        assert not canvas.grab().isNull()
    assert canvas.sizeHint().height() > canvas.minimumSizeHint().height() > 0


def test_an_empty_timeline_is_painted(themed: None) -> None:
    made = TimelineCanvas()
    made.resize(400, 200)
    assert not made.grab().isNull()
    QTest.keyClick(made, KEY.Key_Left)
    QTest.mouseClick(made, LEFT, pos=QPoint(300, 150))
    assert made.tip(QPointF(300, 10)) == ""
    made.deleteLater()


def test_days_off_and_make_up_workdays_are_named_where_days_are_wide(canvas: TimelineCanvas) -> None:
    canvas.resize(1400, 500)
    canvas._set_axis(replace(canvas.axis, start=float(date(2026, 2, 10).toordinal()), days=20.0))
    assert not canvas.grab().isNull()
    assert canvas.day_in_view(TODAY) == date(2026, 2, 20)
    assert canvas.day_in_view(date(2026, 2, 12)) == date(2026, 2, 12)
