"""A month with three hundred promotions is painted within a frame of the screen, sixty times a second."""

from __future__ import annotations

import statistics
import time
from datetime import date, timedelta

import pytest

from shopplanner.services.promotions.almanac import describe, month_grid
from shopplanner.ui.promotions.calendar.canvas import MonthCanvas
from shopplanner.ui.promotions.calendar.painting import Scene
from tests.services.promotions.shop import at, double_11, tenth_off, till

FRAME_MS = 16
PROMOTIONS = 300
LANES = ("own", "hero", "member", "ads")


def crowded() -> Scene:
    """Return a month on which three hundred promotions begin and end."""
    promotions = [
        tenth_off(
            id=number,
            name=f"活动 {number}",
            lane=LANES[number % 4],
            starts=at("10-25") + timedelta(days=number % 42),
            ends=till("10-25") + timedelta(days=number % 42 + number % 9),
        )
        for number in range(1, PROMOTIONS)
    ]
    return Scene(describe(month_grid(2026, 11)), 11, date(2026, 11, 22), [double_11(), *promotions])


def milliseconds(work: object, times: int) -> float:
    """Return the median time of a call."""
    taken = []
    for _turn in range(times):
        begin = time.perf_counter()
        work()  # type: ignore[operator]  # a call without arguments
        taken.append((time.perf_counter() - begin) * 1000)
    return statistics.median(taken)


@pytest.mark.bench
def test_a_crowded_month_is_painted_within_a_frame(themed: None) -> None:
    canvas = MonthCanvas()
    canvas.resize(1100, 760)
    canvas.show_scene(crowded())
    canvas.grab()

    def whole() -> None:
        canvas._forget()
        canvas.picture()

    full, frame = milliseconds(whole, 15), milliseconds(canvas.repaint if canvas.isVisible() else canvas.grab, 30)
    print(f"whole picture: {full:.1f} ms, frame of a drag: {frame:.1f} ms")  # noqa: T201 - the benchmark's result
    canvas.deleteLater()
    assert frame < FRAME_MS
    assert full < FRAME_MS
