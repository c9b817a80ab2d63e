"""Promotions are drawn, moved and stretched by mouse and keyboard; every change is only asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolTip

from shopplanner.domain.promotions.plan import Promotion
from shopplanner.services.promotions.almanac import describe, month_grid
from shopplanner.services.promotions.tasks import Task
from shopplanner.ui.promotions.calendar.canvas import MonthCanvas
from shopplanner.ui.promotions.calendar.layout import Bar
from shopplanner.ui.promotions.calendar.painting import Scene
from shopplanner.ui.promotions.calendar.selection import Selection
from shopplanner.ui.theme import theme
from tests.services.promotions.shop import at, double_11, tenth_off, till

TODAY = date(2026, 11, 22)
KEY = Qt.Key
LEFT = Qt.MouseButton.LeftButton


def day(number: int) -> date:
    return date(2026, 11, number)


def scene(*promotions: Promotion, **more: Any) -> Scene:
    return Scene(describe(month_grid(2026, 11)), 11, TODAY, promotions, **more)


@pytest.fixture
def canvas(themed: None) -> Iterator[MonthCanvas]:
    """Double 11 (id 1), 10 % off (id 2) from the 20th to the 29th, and an idea (id 3) on the 25th."""
    made = MonthCanvas()
    made.resize(1050, 700)
    event, tenth = double_11(), tenth_off(id=2)
    idea = tenth_off(id=3, status="idea", starts=at("11-25"), ends=till("11-25"))
    made.show_scene(scene(Promotion(**{**vars(event), "id": 1}), tenth, idea))
    made.show()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def asked(canvas: MonthCanvas) -> list[tuple[Any, ...]]:
    """What the canvas asked for, in order."""
    heard: list[tuple[Any, ...]] = []
    for name in (
        "create", "edit", "move", "resize", "stretch", "remove", "copy", "clip", "paste", "ghost", "menu", "turn",
    ):  # fmt: skip
        getattr(canvas, f"{name}_wanted").connect(lambda *said, name=name: heard.append((name, *said)))
    canvas.chosen.connect(lambda each: heard.append(("chosen", each)))
    return heard


def bar(canvas: MonthCanvas, promotion_id: int, week: int | None = None) -> Bar:
    return next(each for each in canvas._bars if each.promotion.id == promotion_id and week in (None, each.week))


def middle(canvas: MonthCanvas, number: int, share: float = 0.5, height: float = 0.9) -> QPoint:
    rect = canvas.day_rect(day(number))
    return QPointF(rect.left() + share * rect.width(), rect.top() + height * rect.height()).toPoint()


def drag(canvas: MonthCanvas, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(canvas, LEFT, pos=start)
    QTest.mouseMove(canvas, start + QPoint(3, 0))
    QTest.mouseMove(canvas, end)
    canvas.grab()
    QTest.mouseRelease(canvas, LEFT, pos=end)


def test_a_drag_over_empty_days_asks_for_a_new_promotion(canvas: MonthCanvas, asked: list[tuple[Any, ...]]) -> None:
    drag(canvas, middle(canvas, 17), middle(canvas, 19))
    assert asked == [("create", at("11-17"), till("11-19"), "")]


def test_a_click_on_an_empty_day_chooses_nothing_and_makes_nothing(
    canvas: MonthCanvas, asked: list[tuple[Any, ...]]
) -> None:
    canvas.select(2)
    QTest.mouseClick(canvas, LEFT, pos=middle(canvas, 17))
    assert asked == [("chosen", 0)]
    assert canvas.day == day(17)
    QTest.mouseClick(canvas, Qt.MouseButton.MiddleButton, pos=middle(canvas, 18))
    QTest.mouseClick(canvas, LEFT, pos=QPoint(5, 3))
    assert canvas.day == day(17)


def test_a_bar_is_moved_by_its_middle(canvas: MonthCanvas, asked: list[tuple[Any, ...]]) -> None:
    start = canvas.grid.bar_rect(bar(canvas, 2, 3)).center().toPoint()
    drag(canvas, start, middle(canvas, 18))
    assert asked == [("chosen", 2), ("move", (2,), timedelta(days=-3))]


def test_a_bar_that_comes_back_to_its_place_asks_for_nothing(canvas: MonthCanvas, asked: list[tuple[Any, ...]]) -> None:
    start = canvas.grid.bar_rect(bar(canvas, 2, 3)).center().toPoint()
    drag(canvas, start, start + QPoint(12, 0))
    assert asked == [("chosen", 2)]


def test_a_bar_is_stretched_by_its_edges(canvas: MonthCanvas, asked: list[tuple[Any, ...]]) -> None:
    first = canvas.grid.bar_rect(bar(canvas, 2, 3))
    drag(canvas, QPointF(first.left() + 2, first.center().y()).toPoint(), middle(canvas, 18, 0.8))
    last = canvas.grid.bar_rect(bar(canvas, 2, 4))
    drag(canvas, QPointF(last.right() - 2, last.center().y()).toPoint(), middle(canvas, 26, 0.9))
    assert asked == [
        ("chosen", 2),
        ("resize", 2, at("11-18", "20:00:00"), till("11-29")),
        ("resize", 2, at("11-20"), till("11-26")),
    ]


def test_the_cursor_shows_what_can_be_done(canvas: MonthCanvas) -> None:
    rect = canvas.grid.bar_rect(bar(canvas, 2, 3))
    shapes = []
    for point in (rect.center(), QPointF(rect.left() + 1, rect.center().y()), QPointF(middle(canvas, 17))):
        QTest.mouseMove(canvas, point.toPoint())
        canvas._show_cursor(point)
        shapes.append(canvas.cursor().shape())
    assert shapes == [Qt.CursorShape.OpenHandCursor, Qt.CursorShape.SizeHorCursor, Qt.CursorShape.ArrowCursor]


def test_a_double_click_edits_a_bar_or_makes_one_on_an_empty_day(
    canvas: MonthCanvas, asked: list[tuple[Any, ...]]
) -> None:
    QTest.mouseDClick(canvas, LEFT, pos=canvas.grid.bar_rect(bar(canvas, 3)).center().toPoint())
    QTest.mouseDClick(canvas, LEFT, pos=middle(canvas, 17))
    assert asked == [("edit", 3), ("create", at("11-17"), till("11-17"), "")]


def test_escape_ends_a_drag_without_a_change(canvas: MonthCanvas, asked: list[tuple[Any, ...]]) -> None:
    QTest.mousePress(canvas, LEFT, pos=middle(canvas, 17))
    QTest.mouseMove(canvas, middle(canvas, 19))
    QTest.keyClick(canvas, KEY.Key_Escape)
    QTest.mouseRelease(canvas, LEFT, pos=middle(canvas, 19))
    assert asked == []


def test_arrows_go_over_days_and_choose_what_is_there(canvas: MonthCanvas, asked: list[tuple[Any, ...]]) -> None:
    for key in (KEY.Key_Left, KEY.Key_Up, KEY.Key_Right, KEY.Key_Down):
        QTest.keyClick(canvas, key)
    assert canvas.day == TODAY
    assert asked == [("chosen", 2), ("chosen", 0), ("chosen", 2)]


def test_arrows_stop_at_the_edge_of_the_grid(canvas: MonthCanvas) -> None:
    canvas.day = date(2026, 10, 26)
    QTest.keyClick(canvas, KEY.Key_Up)
    assert canvas.day == date(2026, 10, 26)
    canvas.day = date(2027, 5, 1)
    QTest.keyClick(canvas, KEY.Key_Right)
    assert canvas.day == day(23)


def test_space_goes_through_a_days_promotions(canvas: MonthCanvas, asked: list[tuple[Any, ...]]) -> None:
    QTest.keyClick(canvas, KEY.Key_Space)
    canvas.day = day(25)
    for _turn in range(3):
        QTest.keyClick(canvas, KEY.Key_Space)
    assert asked == [("chosen", 2), ("chosen", 3), ("chosen", 2)]


def test_shift_arrows_stretch_everything_chosen_that_stays_longer_than_nothing(
    canvas: MonthCanvas, asked: list[tuple[Any, ...]]
) -> None:
    """The third promotion lasts two days, so that a week less leaves nothing of it."""
    canvas.take(Selection((3, 2)))
    QTest.keyClick(canvas, KEY.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(canvas, KEY.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert [set(wanted) for name, wanted in asked if name == "stretch"] == [{2, 3}, {2}]


def test_keys_ask_for_edits_of_the_chosen_promotion(canvas: MonthCanvas, asked: list[tuple[Any, ...]]) -> None:
    canvas.select(2)
    QTest.keyClick(canvas, KEY.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(canvas, KEY.Key_Down, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(canvas, KEY.Key_Return)
    QTest.keyClick(canvas, KEY.Key_D, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(canvas, KEY.Key_Delete)
    assert asked == [
        ("stretch", {2: (at("11-20"), till("11-30"))}),
        ("move", (2,), timedelta(days=7)),
        ("edit", 2),
        ("copy", (2,)),
        ("remove", (2,)),
    ]


def test_a_promotion_is_not_shortened_to_nothing(canvas: MonthCanvas, asked: list[tuple[Any, ...]]) -> None:
    canvas.select(3)
    QTest.keyClick(canvas, KEY.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert asked == []


def test_keys_without_a_choice_make_a_promotion_or_do_nothing(
    canvas: MonthCanvas, asked: list[tuple[Any, ...]]
) -> None:
    QTest.keyClick(canvas, KEY.Key_Return)
    QTest.keyClick(canvas, KEY.Key_Delete)
    QTest.keyClick(canvas, KEY.Key_N)
    canvas.day = day(17)
    QTest.keyClick(canvas, KEY.Key_Return)
    QTest.keyClick(canvas, KEY.Key_PageDown)
    QTest.keyClick(canvas, KEY.Key_PageUp)
    assert asked == [
        ("create", at("11-22"), till("11-22"), ""),
        ("create", at("11-17"), till("11-17"), ""),
        ("turn", 1),
        ("turn", -1),
    ]


def test_the_menu_opens_at_the_mouse_or_at_the_day(canvas: MonthCanvas, asked: list[tuple[Any, ...]]) -> None:
    canvas.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(5, 5), QPoint(50, 60)))
    canvas.day = day(17)
    canvas.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), QPoint(50, 60)))
    assert asked[0] == ("menu", QPoint(50, 60))
    assert asked[1] == ("menu", canvas.mapToGlobal(canvas.day_rect(day(17)).center().toPoint()))


def test_coming_in_by_tab_shows_the_day_that_keys_work_on(canvas: MonthCanvas) -> None:
    canvas.focusInEvent(QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.TabFocusReason))
    assert canvas.day == TODAY


def test_resting_on_a_bar_or_day_explains_it(canvas: MonthCanvas) -> None:
    task = Task(1, "画主图", "designer", day(17), False, None, "", "", None)
    canvas.show_scene(
        scene(
            tenth_off(id=2),
            tasks={day(17): (task,)},
            risky={2: "below cost: 1"},
            findings={2: ("threshold equals cut",)},
        )
    )
    point = canvas.grid.bar_rect(bar(canvas, 2)).center()
    canvas.event(QHelpEvent(QEvent.Type.ToolTip, point.toPoint(), canvas.mapToGlobal(point.toPoint())))
    assert QToolTip.text().endswith("below cost: 1\n• threshold equals cut")
    assert canvas.tip(QPointF(middle(canvas, 17))).startswith("2026-11-17 Tue · lunar 9")
    assert canvas.tip(QPointF(middle(canvas, 17))).endswith("\n☐ 画主图")
    assert canvas.tip(QPointF(3, 3)) == ""


def test_last_year_is_clicked_but_not_dragged(canvas: MonthCanvas, asked: list[tuple[Any, ...]]) -> None:
    canvas.show_scene(scene(ghosts=(tenth_off(id=-2),)))
    centre = canvas.grid.bar_rect(bar(canvas, -2)).center().toPoint()
    drag(canvas, centre, middle(canvas, 18))
    assert asked == [("ghost", -2, canvas.mapToGlobal(centre))]
    assert canvas.tip(QPointF(centre)).endswith("Click to plan it again this year.")


def test_what_is_over_is_no_longer_moved(canvas: MonthCanvas, asked: list[tuple[Any, ...]]) -> None:
    centre = canvas.grid.bar_rect(bar(canvas, 1, 1)).center().toPoint()
    drag(canvas, centre, middle(canvas, 18))
    for modifier in (Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier):
        QTest.keyClick(canvas, KEY.Key_Right, modifier)
    assert asked == [("chosen", 1)]
    assert canvas.tip(QPointF(centre)).endswith("Over: can no longer be dragged")


def test_the_cursor_follows_what_it_moves(canvas: MonthCanvas) -> None:
    canvas.select(2)
    canvas.day = day(21)
    QTest.keyClick(canvas, KEY.Key_Right, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(canvas, KEY.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert canvas.day == day(29)


def ids(canvas: MonthCanvas) -> tuple[int, ...]:
    return canvas.selection.ids


def test_several_are_chosen_with_control_shift_and_a_frame(canvas: MonthCanvas, asked: list[tuple[Any, ...]]) -> None:
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    first, second = (canvas.grid.bar_rect(bar(canvas, each)).center().toPoint() for each in (2, 3))
    QTest.mouseClick(canvas, LEFT, pos=first)
    QTest.mouseClick(canvas, LEFT, control, second)
    assert (ids(canvas), canvas.selected) == ((2, 3), 3)
    QTest.mouseClick(canvas, LEFT, control, second)
    assert ids(canvas) == (2,)
    QTest.mouseClick(canvas, LEFT, shift, second)
    assert set(ids(canvas)) == {2, 3}
    canvas.select(0)
    QTest.mousePress(canvas, LEFT, shift, middle(canvas, 16))
    QTest.mouseMove(canvas, middle(canvas, 29, 0.9, 0.95))
    canvas.grab()
    QTest.mouseRelease(canvas, LEFT, shift, middle(canvas, 29, 0.9, 0.95))
    assert set(ids(canvas)) == {2, 3}
    QTest.keyClick(canvas, KEY.Key_C, control)
    QTest.keyClick(canvas, KEY.Key_V, control)
    assert asked[-2:] == [("clip", tuple(reversed(ids(canvas)))), ("paste", canvas.cursor_day())]
    QTest.keyClick(canvas, KEY.Key_Escape)
    assert ids(canvas) == ()
    QTest.keyClick(canvas, KEY.Key_A, control)
    assert len(ids(canvas)) == 3
    QTest.keyClick(canvas, KEY.Key_Z, control)


def test_all_that_are_chosen_are_moved_with_the_one_under_the_mouse(
    canvas: MonthCanvas, asked: list[tuple[Any, ...]]
) -> None:
    canvas.take(Selection((3, 2)))
    start = canvas.grid.bar_rect(bar(canvas, 2, 3)).center().toPoint()
    drag(canvas, start, middle(canvas, 22))
    assert asked == [("move", (2, 3), timedelta(days=1))]


def test_the_kept_picture_is_drawn_again_only_when_something_changed(canvas: MonthCanvas) -> None:
    canvas.grab()
    kept = canvas._picture
    canvas.go_to(day(3))
    canvas.grab()
    assert canvas._picture is kept
    canvas.select(2)
    canvas.grab()
    assert canvas._picture is not kept


def test_another_theme_is_taken_over(canvas: MonthCanvas) -> None:
    bright = canvas.grab().toImage().pixelColor(middle(canvas, 17))
    theme.install(theme.Theme("dark"))
    dark = canvas.grab().toImage().pixelColor(middle(canvas, 17))
    assert bright.lightness() > 200 > 80 > dark.lightness()


def test_everything_is_painted_at_every_size(canvas: MonthCanvas) -> None:
    task = Task(1, "画主图", "designer", day(25), False, None, "", "", None)
    crowd = [tenth_off(id=number, starts=at("11-24"), ends=till("11-26")) for number in range(10, 30)]
    full = scene(
        *crowd,
        double_11(),
        tenth_off(id=5, lane="ads"),
        ghosts=(tenth_off(id=-1),),
        tasks={day(25): (task, task), TODAY: (task,)},
        risky={5: "below cost: 1"},
    )
    canvas.show_scene(full)
    for width, height in ((1400, 900), (600, 300), (40, 40), (1, 1)):
        canvas.resize(width, height)
        assert not canvas.grab().isNull()
    assert canvas.sizeHint().height() > canvas.minimumSizeHint().height() > 0


def test_an_empty_canvas_is_painted(themed: None) -> None:
    made = MonthCanvas()
    made.resize(300, 200)
    QTest.keyClick(made, KEY.Key_Left)
    assert not made.grab().isNull()
    made.deleteLater()
