"""Charts: what they draw, say under the pointer, and give away as data."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QHBoxLayout, QWidget

from shopplanner.ui.common.bar_chart import BarChart
from shopplanner.ui.common.bubble_chart import BubbleChart
from shopplanner.ui.common.chart import TimeChart, alone, as_steps, value_span, with_gaps
from shopplanner.ui.common.chart_base import ChartBase
from shopplanner.ui.common.chart_data import Band, Bar, Bubble, Pin, Series, Target
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.sparkline import Sparkline
from shopplanner.ui.theme import theme

FIRST = date(2026, 11, 1)
DAYS = [FIRST + timedelta(days=number) for number in range(10)]
VALUES: list[float | None] = [1, 2, None, 4, 5, 6, 7, None, 9, 10]


class Shown:
    """Shows widgets and takes them down again."""

    def __init__(self) -> None:
        self.made: list[QWidget] = []

    def __call__(self, widget: QWidget) -> None:
        self.made.append(widget)
        widget.resize(700, 320)
        widget.show()
        QApplication.processEvents()


@pytest.fixture
def shown(themed: None) -> Iterator[Shown]:
    shown = Shown()
    yield shown
    for widget in shown.made:
        widget.close()
        widget.deleteLater()


def day_read_out(chart: TimeChart) -> int | None:
    """Return the number of the day under the pointer, counted from the first."""
    read = chart.overlay.read_out
    return None if read is None else round(read.day) - chart._days[0]


def colours(widget: QWidget) -> int:
    """Return how many colours a widget's picture has."""
    image = widget.grab().toImage()
    return len({image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)})


def move(widget: QWidget, x: float, y: float) -> None:
    point = QPointF(x, y)
    nothing = Qt.MouseButton.NoButton
    event = QMouseEvent(
        QEvent.Type.MouseMove, point, QPointF(widget.mapToGlobal(point.toPoint())), nothing, nothing,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


@pytest.fixture
def chart(shown: Shown, app_context: AppContext) -> TimeChart:
    made = TimeChart("Paid amount", app_context, why=lambda: None)
    made.show_data(
        DAYS,
        [
            Series("paid", "Paid", VALUES, low=[0] * 10, high=[12] * 10),
            Series("before", "Before", [3.0] * 10, dashed=True),
        ],
        bands=[Band("Double 11", DAYS[3], DAYS[5]), Band("Coupon", DAYS[4], DAYS[4])],
        pins=[Pin(DAYS[6], "New image", "event:1")],
        targets=[Target("Target", 8)],
    )
    shown(made)
    return made


def test_a_chart_reads_out_all_lines_bands_and_pins_of_a_day(chart: TimeChart) -> None:
    read = chart.read_out_at(chart._days[4] + 0.2)
    assert read is not None
    assert [(name, figure) for _, name, figure in read.lines] == [("Paid", "5"), ("Before", "3")]
    assert read.remarks == ["Double 11", "Coupon"]
    pinned = chart.read_out_at(chart._days[6])
    assert pinned is not None
    assert pinned.remarks == ["New image"]


def test_the_pointer_and_the_arrow_keys_move_the_read_out(chart: TimeChart) -> None:
    viewport = chart.plot.widget.viewport()
    x, _ = chart.plot.to_pixel(chart._days[4], 5)
    move(viewport, x, 100)
    assert day_read_out(chart) == 4
    QTest.keyClick(chart.plot.widget, Qt.Key.Key_Right)
    assert day_read_out(chart) == 5
    QTest.keyClick(chart.plot.widget, Qt.Key.Key_Left)
    assert day_read_out(chart) == 4
    assert colours(chart) > 6
    move(viewport, 1, 100)
    assert day_read_out(chart) is None
    QTest.keyClick(chart.plot.widget, Qt.Key.Key_Left)
    assert day_read_out(chart) == 9
    QApplication.sendEvent(viewport, QEvent(QEvent.Type.Leave))
    assert day_read_out(chart) is None


def test_a_click_tells_the_day_or_the_pin(chart: TimeChart) -> None:
    days: list[date] = []
    pins: list[str] = []
    chart.day_clicked.connect(days.append)
    chart.pin_clicked.connect(pins.append)
    viewport = chart.plot.widget.viewport()
    x, y = chart.plot.to_pixel(chart._days[2], 5)
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
    assert days == [DAYS[2]]
    x, _ = chart.plot.to_pixel(chart._days[6], 5)
    _, top, _, _ = chart.plot.area()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(top) + 3))
    assert pins == ["event:1"]


def test_a_double_click_shows_all_days_again(chart: TimeChart) -> None:
    chart.show_days(DAYS[2], DAYS[4])
    assert chart.shown_days() == (DAYS[2], DAYS[4])
    QTest.mouseDClick(chart.plot.widget.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, 100))
    assert chart.shown_days() == (DAYS[0], DAYS[-1])


def test_many_lines_get_a_legend_instead_of_names_at_their_ends(chart: TimeChart) -> None:
    chart.show_data(DAYS, [Series(str(number), f"line {number}", [float(number)] * 10) for number in range(9)])
    assert chart.overlay.ends == []
    assert chart.legend.count() == 18
    chart.show_data(DAYS, [Series("a", "A", [None] * 10)])
    assert chart.overlay.empty_text
    assert colours(chart) > 1


def test_a_chart_without_days_answers_nothing(shown: Shown) -> None:
    empty = TimeChart("Empty")
    shown(empty)
    assert empty.read_out_at(0) is None
    QTest.keyClick(empty.plot.widget, Qt.Key.Key_Left)
    assert empty.overlay.read_out is None
    theme.current().changed.emit()


def test_a_chart_is_copied_and_exported(
    chart: TimeChart, app_context: AppContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    QGuiApplication.clipboard().clear()
    chart.copy_image()
    assert not QGuiApplication.clipboard().pixmap().isNull()
    target = tmp_path / "data.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *_args: (str(target), "")))
    written: list[str] = []
    chart.exported.connect(written.append)
    chart.export_data()
    lines = target.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "Day,Paid,Before"
    assert lines[3] == "2026-11-03,,3.0"
    assert written == [str(target)]
    chart.write_data(tmp_path / "missing" / "data.csv")
    assert [notice.severity for notice in app_context.notices] == ["good", "good", "bad"]


def test_no_cell_of_an_export_is_a_formula(shown: Shown) -> None:
    chart = BarChart("=name")
    chart.show_bars([Bar("=1+1", 2.0), Bar("plain", None)])
    shown(chart)
    assert chart.as_csv() == ",'=name\r\n'=1+1,2.0\r\nplain,\r\n"


def test_days_left_out_are_gaps_and_lonely_days_are_dots() -> None:
    days, values = with_gaps([1, 2, 5, 6], [1, 2, None, 4])
    assert days == [1, 2, 3, 5, 6]
    assert [math.isnan(value) for value in values] == [False, False, True, True, False]
    assert alone(values) == [4]
    assert with_gaps([1, 8, 29], [1, 2, 3])[0] == [1, 8, 15, 29]


@pytest.mark.parametrize(
    ("values", "from_zero", "span"),
    [([], False, (0, 1)), ([8, 10], False, (8, 10)), ([8, 10], True, (0, 10)), ([1, 10], False, (0, 10)),
     ([-5, -5], False, (-5, 0)), ([0, 0], False, (0, 1)), ([8, 8], False, (4, 12))],
)  # fmt: skip
def test_the_figures_axis_shows_all_values(values: list[float], from_zero: bool, span: tuple[float, float]) -> None:
    assert value_span(values, from_zero=from_zero) == span


@pytest.mark.parametrize("horizontal", [False, True])
def test_bars_stand_for_their_values_and_can_be_clicked(shown: Shown, horizontal: bool) -> None:
    chart = BarChart("Bars", horizontal=horizontal)
    chart.show_bars([Bar("one", 10, key="1"), Bar("two", -5, "bad", "minus five", key="2"), Bar("none", None)])
    shown(chart)
    clicked: list[str] = []
    chart.bar_clicked.connect(clicked.append)
    first, second = chart.area.rect_of(0), chart.area.rect_of(1)
    long, short = (first.width(), second.width()) if horizontal else (first.height(), second.height())
    assert long == pytest.approx(2 * short, rel=0.02)
    QTest.mouseClick(chart.area, Qt.MouseButton.LeftButton, pos=second.center().toPoint())
    QTest.mouseClick(chart.area, Qt.MouseButton.LeftButton, pos=chart.area.rect_of(2).center().toPoint())
    assert clicked == ["2"]
    move(chart.area, first.center().x(), first.center().y())
    move(chart.area, -5, -5)
    assert colours(chart) > 4
    assert chart.table()[1:] == [["one", 10], ["two", -5], ["none", None]]


def test_a_stepped_line_holds_each_value_over_its_day() -> None:
    """Prices of three days, the second cut: no slanted line joins them."""
    assert as_steps([1, 2, 3], [79, 59, 79]) == ([0.5, 1.5, 1.5, 2.5, 2.5, 3.5], [79, 79, 59, 59, 79, 79])
    assert as_steps([7], [79]) == ([6.5, 7.5], [79, 79])
    assert as_steps([], []) == ([], [])


def test_a_stepped_line_is_drawn_with_corners(shown: Shown) -> None:
    chart = TimeChart("Prices")
    shown(chart)
    chart.show_data(DAYS, [Series("paid", "Paid", VALUES, stepped=True)])
    x, y = chart._items[0].getOriginalDataset()
    assert (len(x), len(y)) == (20, 20)
    assert all(before == after for before, after in zip(y[:4:2], y[1:4:2], strict=True))
    assert [row[1] for row in chart.table()[1:]] == VALUES


def test_bars_without_figures_say_so(shown: Shown) -> None:
    chart = BarChart("Bars")
    shown(chart)
    assert colours(chart) > 1


@pytest.fixture
def bubbles(shown: Shown) -> BubbleChart:
    chart = BubbleChart("Sales", "Price", "Margin")
    chart.show_bubbles(
        [
            Bubble("a", "Small", 10, 0.2, 1),
            Bubble("b", "Large", 50, 0.5, 100, note="hero"),
            Bubble("c", "Mid", 90, 0.1, 25),
        ],
        x_line=40,
        y_line=0.3,
    )
    shown(chart)
    return chart


def test_a_bubbles_area_goes_with_its_size(bubbles: BubbleChart) -> None:
    large, middle = bubbles.bubbles[0], bubbles.bubbles[1]
    assert [one.key for one in bubbles.bubbles] == ["b", "c", "a"]
    assert bubbles.diameter(large) == pytest.approx(2 * bubbles.diameter(middle))


def test_a_bubble_is_found_under_the_pointer_and_opened(bubbles: BubbleChart) -> None:
    clicked: list[str] = []
    bubbles.bubble_clicked.connect(clicked.append)
    x, y = bubbles.plot.to_pixel(50, 0.5)
    viewport = bubbles.plot.widget.viewport()
    move(viewport, x, y)
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
    move(viewport, 2, 2)
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert clicked == ["b"]
    assert bubbles.table()[1] == ["Large", 50, 0.5, 100]
    assert colours(bubbles) > 6


def test_a_bubble_chart_without_bubbles_says_so(shown: Shown) -> None:
    chart = BubbleChart("Sales", "Price", "Margin")
    shown(chart)
    chart.show_all()
    assert colours(chart) > 1


def test_a_sparkline_keeps_gaps_and_extremes(shown: Shown) -> None:
    line = Sparkline([1, None, 3, 2])
    shown(line)
    line.resize(104, 24)
    pieces = line.points()
    assert [len(piece) for piece in pieces] == [1, 2]
    assert pieces[1][0].y() < pieces[1][1].y() < pieces[0][0].y()
    assert colours(line) > 1
    line.set_values([5, 5], "bad")
    assert [point.y() for point in line.points()[0]] == [12.0, 12.0]
    line.set_values([None])
    assert line.points() == []
    line.grab()
    assert line.sizeHint().width() > 0


def test_a_plain_chart_gives_no_rows_and_lends_its_tools(shown: Shown) -> None:
    chart = ChartBase("Plain")
    host = QWidget()
    line = QHBoxLayout(host)
    chart.tools_into(line)
    shown(host)
    shown(chart)
    chart.copy_image()
    assert chart.as_csv() == ""
    assert line.count() == 1
