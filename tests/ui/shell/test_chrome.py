"""The row of tabs and the list of views."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from shopplanner.domain.changes import Place
from shopplanner.ui.shell import registry
from shopplanner.ui.shell.chrome import BADGE, VIEW, TabRow, ViewList


@pytest.fixture
def tabs(themed: None) -> Iterator[TabRow]:
    row = TabRow()
    row.show()
    yield row
    row.close()
    row.deleteLater()


@pytest.fixture
def views(themed: None) -> Iterator[ViewList]:
    made = ViewList()
    made.resize(200, 400)
    made.show_tab("metrics", "importing")
    made.show()
    yield made
    made.close()
    made.deleteLater()


def test_a_tab_is_chosen_by_click_or_from_outside(tabs: TabRow) -> None:
    chosen: list[str] = []
    tabs.chosen.connect(chosen.append)
    tabs.buttons["products"].click()
    tabs.choose("metrics")
    assert chosen == ["products"]
    assert tabs.buttons["metrics"].isChecked()
    assert list(tabs.buttons) == [tab.id for tab in registry.TABS]


def test_the_search_field_asks_for_the_palette(tabs: TabRow) -> None:
    wanted: list[bool] = []
    tabs.palette_wanted.connect(lambda: wanted.append(True))
    tabs.search.click()
    assert wanted == [True]


def test_views_stand_under_their_headings_and_the_shown_one_is_marked(views: ViewList) -> None:
    words = [views.item(number).text() for number in range(views.count())]
    assert len(words) == len(registry.tab("metrics").views) + 2
    assert views.currentItem().data(VIEW) == "importing"


def test_the_arrow_keys_pass_over_headings(views: ViewList) -> None:
    chosen: list[str] = []
    views.chosen.connect(chosen.append)
    QTest.keyClick(views, Qt.Key.Key_Up)
    assert chosen == ["dashboard"]
    QTest.keyClick(views, Qt.Key.Key_Down)
    assert chosen == ["dashboard", "importing"]


def test_badges_count_problems_and_stay_when_the_tab_changes(views: ViewList) -> None:
    views.set_badges({("metrics", "health"): 3, ("today", "findings"): 120})
    badges = {views.item(row).data(VIEW): views.item(row).data(BADGE) for row in range(views.count())}
    assert badges["health"] == "3"
    assert badges["dashboard"] == ""
    views.grab()
    views.show_tab("today", "overview")
    today = {views.item(row).data(VIEW): views.item(row).data(BADGE) for row in range(views.count())}
    assert today["findings"] == "99+"
    QTest.keyClick(views, Qt.Key.Key_Tab)
    assert not views.grab().isNull()


def test_an_unknown_place_becomes_the_first_view_of_its_tab() -> None:
    assert registry.known(Place("metrics", "health")) == Place("metrics", "health")
    assert registry.known(Place("metrics", "none")) == Place("metrics", "dashboard")
    assert registry.known(Place("none", "none", "7")) == Place("today", "overview")
