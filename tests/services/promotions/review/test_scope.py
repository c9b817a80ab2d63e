"""A promotion's scope: goods, siblings, what else ran, which days are no good."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert

from shopplanner.domain.days import day_number
from shopplanner.services.promotions import plans
from shopplanner.services.promotions.review.scope import Scope, scope_of
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.products import ProductRow, ShopEventRow
from tests.services.promotions.review import shop
from tests.services.promotions.review.shop import BAR, BRUSH, END, SOAP, START


def scope(workspace: Workspace, promotion_id: int) -> Scope:
    with workspace.read() as session:
        return scope_of(session, workspace.shop_id, plans.promotion(workspace, promotion_id))


def test_goods_of_the_same_category_are_siblings_and_the_others_are_the_rest(reviewed: Workspace) -> None:
    found = scope(reviewed, shop.plan(reviewed))
    assert [each.id for each in found.goods] == [SOAP]
    assert [each.id for each in found.siblings] == [BAR]
    assert [each.id for each in found.rest] == [BRUSH]
    assert found.codes == ("A",)
    assert (found.span.first, found.span.last) == (day_number(START), day_number(END))


def test_without_a_category_the_role_decides(reviewed: Workspace) -> None:
    with reviewed.database.write() as connection:
        for code in ("D", "E"):
            connection.execute(
                insert(ProductRow).values(shop_id=reviewed.shop_id, code=code, title=code, role="hero_product")
            )
    found = scope(reviewed, shop.plan(reviewed, products=(4,)))
    assert [each.code for each in found.siblings] == ["E"]


def test_the_whole_shop_has_no_siblings_and_no_rest(reviewed: Workspace) -> None:
    found = scope(reviewed, shop.plan(reviewed, products=(), whole_shop=True))
    assert (found.codes, found.siblings, found.rest) == ((), (), ())
    assert len(found.goods) == 3


def test_other_promotions_count_where_they_touch_the_goods(reviewed: Workspace) -> None:
    september = {"starts": datetime(2026, 9, 1), "ends": datetime(2026, 9, 2, 23, 59, 59), "phases": ()}
    shop.plan(reviewed, **september)
    shop.plan(reviewed, products=(BAR,), **{**september, "starts": datetime(2026, 9, 2)})
    shop.plan(reviewed, status="idea", **{**september, "ends": datetime(2026, 9, 20)})
    found = scope(reviewed, shop.plan(reviewed))
    first = day_number(datetime(2026, 9, 1).date())
    assert found.span.others == {first, first + 1}
    assert found.sibling_span.others == {first + 1}
    assert found.rest_span.others == frozenset()


def test_a_few_products_do_not_move_a_large_shop(reviewed: Workspace) -> None:
    with reviewed.database.write() as connection:
        for number in range(10):
            connection.execute(insert(ProductRow).values(shop_id=reviewed.shop_id, code=f"x{number}", title="x"))
    small = shop.plan(reviewed, starts=datetime(2026, 9, 1), ends=datetime(2026, 9, 2), phases=())
    assert small
    found = scope(reviewed, shop.plan(reviewed, products=(), whole_shop=True))
    assert found.span.others == frozenset()


def test_promotions_at_the_same_time_are_named_and_may_cover_it_all(reviewed: Workspace) -> None:
    big = shop.plan(
        reviewed, name="双11", products=(), whole_shop=True, ends=datetime(2026, 10, 25, 23, 59, 59), phases=()
    )
    own = shop.plan(reviewed)
    assert [each.name for each in scope(reviewed, own).shared] == ["双11"]
    assert scope(reviewed, own).overlapped
    assert not scope(reviewed, big).overlapped
    assert scope(reviewed, own).span.after_days == ()


def test_a_season_that_was_never_seen_without_a_promotion_is_marked(reviewed: Workspace) -> None:
    """Five of the ten days had a promotion a year earlier; four would not do."""
    own = shop.plan(reviewed)
    assert not scope(reviewed, own).yearly
    last_year = {"starts": datetime(2025, 10, 8), "phases": ()}
    shop.plan(reviewed, ends=datetime(2025, 10, 15, 23), **last_year)
    shop.plan(reviewed, status="idea", ends=datetime(2025, 10, 20, 23), **last_year)
    assert not scope(reviewed, own).yearly
    shop.plan(reviewed, ends=datetime(2025, 10, 16, 23), **last_year)
    assert scope(reviewed, own).yearly


def test_days_out_of_stock_are_dirty(reviewed: Workspace) -> None:
    row = (day_number(datetime(2026, 8, 3).date()), "A", "sycm", "沐浴露", 1, 10_000, 20, 1, 0)
    shop.put(reviewed, "product_day", shop.PRODUCT_COLUMNS, [row])
    event = {"day": day_number(datetime(2026, 8, 20).date()), "kind": "stock_out", "product_id": SOAP, "text": ""}
    with reviewed.database.write() as connection:
        connection.execute(insert(ShopEventRow).values(shop_id=reviewed.shop_id, **event))
    assert scope(reviewed, shop.plan(reviewed)).span.dirty == {row[0], event["day"]}


def test_public_holidays_are_festivals_of_their_own(reviewed: Workspace) -> None:
    festivals = scope(reviewed, shop.plan(reviewed)).span.festivals
    assert any(day_number(datetime(2026, 10, 1).date()) in days for days in festivals.values())
