"""Past days keep the prices that stood then, whatever was changed since."""

from __future__ import annotations

from datetime import date

import pytest

from shopplanner.services import history
from shopplanner.services.products import editing
from shopplanner.services.promotions.ledger import line_days
from shopplanner.services.promotions.price_history import tag_changes, tag_on
from shopplanner.services.workspace import Workspace
from tests.services.promotions.planning import put_products

TODAY = date(2026, 11, 22)


@pytest.fixture
def soap(workspace: Workspace) -> int:
    return put_products(workspace, ("A", 10_000, 4_000, None))[0]


def changes(workspace: Workspace, first: date = date(2026, 11, 1)) -> dict[int, dict[date, int]]:
    with workspace.read() as session:
        return tag_changes(session, workspace.shop_id, first)


def test_a_price_raised_today_does_not_raise_the_line_of_the_days_before(workspace: Workspace, soap: int) -> None:
    """The line looks 15 days back: on 6 December it still sees 21 November, on the 7th no more."""
    editing.set_field(workspace, soap, "tag_price", "120")
    line = line_days(workspace, soap, date(2026, 11, 20), date(2026, 12, 10))
    days = (date(2026, 11, 22), date(2026, 11, 23), date(2026, 12, 6), date(2026, 12, 7))
    assert [line[each] for each in days] == [10_000, 10_000, 10_000, 12_000]


def test_a_slip_that_is_put_right_on_the_same_day_leaves_no_trace(workspace: Workspace, soap: int) -> None:
    editing.set_field(workspace, soap, "tag_price", "1")
    editing.set_field(workspace, soap, "tag_price", "100")
    assert changes(workspace) == {soap: {TODAY: 10_000}}
    line = line_days(workspace, soap, date(2026, 11, 20), date(2026, 12, 10))
    assert set(line.values()) == {10_000}


def test_what_was_undone_or_is_no_price_is_no_change(workspace: Workspace, soap: int) -> None:
    editing.set_field(workspace, soap, "tag_price", "120")
    history.undo(workspace)
    editing.set_field(workspace, soap, "stock", "7")
    assert changes(workspace) == {}
    editing.set_field(workspace, soap, "tag_price", "120")
    assert changes(workspace, date(2026, 11, 23)) == {}


def test_a_first_price_is_taken_for_that_of_earlier_days_too(workspace: Workspace) -> None:
    (bare,) = put_products(workspace, ("B", None, None, None))
    editing.set_field(workspace, bare, "tag_price", "50")
    assert changes(workspace) == {}


def test_the_price_of_a_day_is_what_the_next_change_found() -> None:
    found = {date(2026, 11, 10): 100, date(2026, 11, 20): 200}
    days = (date(2026, 11, 9), date(2026, 11, 10), date(2026, 11, 19), date(2026, 11, 20))
    assert [tag_on(each, found, 300) for each in days] == [100, 200, 200, 300]
