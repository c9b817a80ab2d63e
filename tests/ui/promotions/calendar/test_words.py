"""Small words of days and promotions, in both languages."""

from __future__ import annotations

from datetime import date

import pytest

from shopplanner.foundation import i18n
from shopplanner.services.promotions.almanac import Override, day_info
from shopplanner.ui.promotions.calendar import words
from tests.services.promotions.shop import at, double_11, tenth_off, till


@pytest.mark.parametrize(
    ("day", "english", "chinese", "important"),
    [
        (date(2026, 11, 17), "lunar 9", "初九", False),
        (date(2026, 11, 9), "lunar 10/1", "十月", False),
        (date(2026, 11, 22), "Minor Snow", "小雪", True),
        (date(2026, 11, 11), "Singles' Day", "双11", True),
    ],
)
def test_a_day_is_named_by_what_matters_most(day: date, english: str, chinese: str, important: bool) -> None:
    info = day_info(day)
    assert words.day_words(info) == (english, important)
    i18n.set_language("zh_CN")
    assert words.day_words(info) == (chinese, important)


def test_rest_and_make_up_work_are_marked() -> None:
    assert words.badge(day_info(date(2026, 10, 1))) == ("off", "bad")
    assert words.badge(day_info(date(2026, 10, 10))) == ("work", "warn")
    assert words.badge(day_info(date(2026, 11, 17))) == ("", "")


def test_a_holiday_is_named_on_its_first_day_only() -> None:
    i18n.set_language("zh_CN")
    assert [words.day_words(day_info(date(2026, 10, number)))[0] for number in (1, 2)] == ["国庆", "廿二"]


def test_everything_about_a_day_is_in_its_tip() -> None:
    tip = words.day_tip(day_info(date(2026, 10, 10)))
    assert tip.startswith("2026-10-10 Sat · lunar 9/1")
    assert "Make-up workday" in tip
    assert "to be confirmed" in words.day_tip(day_info(date(2026, 3, 5)))


def test_whole_days_are_told_without_hours() -> None:
    assert words.moments(at("11-20"), till("11-29")) == "11-20 → 11-29"
    assert words.moments(at("11-20"), till("11-20")) == "11-20"
    assert words.moments(at("11-20", "20:00:00"), till("11-29")) == "11-20 20:00 → 11-29 23:59"


def test_a_bar_tells_phases_readiness_and_its_warning() -> None:
    tip = words.bar_tip(double_11(), "below cost: 2").splitlines()
    assert tip[0] == "双11"
    assert tip[1].endswith("Scheduled")
    assert tip[3] == "Peak 11-09 → 11-11"
    assert tip[-1] == "below cost: 2"
    assert "Ready 1/3" in words.bar_tip(tenth_off(tasks=3, tasks_done=1))


def test_a_day_that_the_shop_set_says_so() -> None:
    day = date(2026, 12, 31)
    assert words.day_tip(day_info(day, {day: Override(working=False, name="盘点")})).endswith("盘点 · Set by you")


def test_a_day_tells_which_event_runs_and_what_else_counts() -> None:
    tip = words.day_tip(day_info(date(2026, 11, 10)))
    assert "Double 11 sales 2026 until 2026-11-13" in tip
    assert "Pay day (usual time)" in tip
