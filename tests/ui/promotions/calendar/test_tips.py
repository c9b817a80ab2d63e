"""Bars and days say what they are, what is wrong with them, and what can be done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from shopplanner.services.promotions.almanac import describe
from shopplanner.services.promotions.tasks import Task
from shopplanner.ui.promotions.calendar.painting import Scene
from shopplanner.ui.promotions.calendar.tips import MOST_FOUND, bar_tip, day_tip
from tests.services.promotions.shop import tenth_off

DAY = date(2026, 11, 25)
SCENE = Scene(
    describe([DAY]),
    tasks={DAY: (Task(1, "画主图", "designer", DAY, False, None, "", "", None),)},
    risky={2: "below cost: 1"},
    red={DAY: ("soap breaks its floor",)},
    findings={2: tuple(f"finding {number}" for number in range(9))},
)


def test_a_bar_tells_its_risk_and_its_first_findings() -> None:
    lines = bar_tip(SCENE, tenth_off(id=2), locked=False).splitlines()
    assert "below cost: 1" in lines
    assert [line for line in lines if line.startswith("•")] == [f"• finding {number}" for number in range(MOST_FOUND)]


def test_a_bar_says_what_can_be_done_with_it() -> None:
    assert bar_tip(SCENE, tenth_off(id=3), locked=True).endswith("Over: can no longer be dragged")
    assert bar_tip(SCENE, replace(tenth_off(), id=-3), locked=True).endswith("Click to plan it again this year.")


def test_a_day_tells_broken_prices_and_tasks() -> None:
    assert day_tip(SCENE, DAY).splitlines()[-2:] == ["soap breaks its floor", "☐ 画主图"]
    assert day_tip(SCENE, date(2026, 11, 26)) == ""
