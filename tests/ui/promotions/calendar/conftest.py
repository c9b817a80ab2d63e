"""A small shop with planned promotions, and its calendar on the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget

from shopplanner.domain.promotions.plan import Promotion
from shopplanner.services.promotions import series
from shopplanner.services.promotions.series import Wish
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.promotions.calendar.page import CalendarPage
from tests.fixtures.pages import settle
from tests.services.promotions.shop import CREAM, SOAP, at, double_11, put, put_products, tenth_off, till


@dataclass(frozen=True)
class Planned:
    """Ids of the promotions of the test's shop."""

    double_11: int
    tenth_off: int
    member_days: tuple[int, ...]
    coupon: int


@pytest.fixture
def planned(workspace: Workspace) -> Planned:
    """Double 11, 10 % off soap, three member days and a coupon as an idea."""
    put_products(workspace)
    event = put(workspace, double_11())
    tenth = put(workspace, tenth_off())
    days = {"starts": at("11-24"), "ends": till("11-24"), "products": (CREAM,), "name": "会员日", "lane": "member"}
    member = tenth_off(mechanic="member_day", parameters={"buy": 2, "free": 1}, audience="member", **days)
    wish = Wish("FREQ=WEEKLY;COUNT=3", member.starts.date())
    days_of_members = series.create(workspace, member, wish).value
    coupon = Promotion(
        name="新客券", mechanic="coupon", starts=at("11-26"), ends=till("11-27"), products=(SOAP,),
        parameters={"threshold": 9900, "face": 1000, "quantity": 100, "per_person": 1}, audience="new",
    )  # fmt: skip
    return Planned(event, tenth, tuple(days_of_members), put(workspace, coupon))


@pytest.fixture
def wait(app_context: AppContext, qapp: QApplication) -> Callable[[], None]:
    """Wait for reads and edits, and for what their results set going."""

    def until_quiet() -> None:
        for _turn in range(2):  # risks are read after the month was painted
            settle(app_context, qapp)

    return until_quiet


@pytest.fixture
def build(app_context: AppContext, wait: Callable[[], None]) -> Iterator[Callable[[], CalendarPage]]:
    """Show calendar pages at 1200 x 780."""
    made: list[CalendarPage] = []

    def show() -> CalendarPage:
        page = CalendarPage(app_context)
        made.append(page)
        page.resize(1200, 780)
        page.show()
        wait()
        return page

    yield show
    for page in made:
        page.close()
        page.deleteLater()
    wait()


@pytest.fixture
def page(planned: Planned, build: Callable[[], CalendarPage]) -> CalendarPage:
    """The calendar with planned promotions."""
    return build()


def menu(page: CalendarPage) -> QMenu:
    """Return the menu that is open."""
    return next(found for found in page.findChildren(QMenu) if found.isVisible())


def pick(page: CalendarPage, words: str) -> None:
    """Choose an entry of the menu that is open."""
    opened = menu(page)
    entry = next(action for action in opened.actions() if action.text() == words)
    entry.trigger()
    opened.close()


@pytest.fixture
def labels() -> Callable[[QWidget], list[str]]:
    """Give the words of all labels in a widget that were not taken out of it."""

    def read(widget: QWidget) -> list[str]:
        return [found.text() for found in widget.findChildren(QLabel) if found.text() and not found.isHidden()]

    return read
