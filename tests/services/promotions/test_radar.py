"""The radar judges every SKU and day by its worst basket, explains it, and keeps what did not change."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from shopplanner.domain.errors import CancelledError
from shopplanner.domain.messages import message
from shopplanner.services import packs
from shopplanner.services.promotions import plans
from shopplanner.services.promotions.radar import Radar, RadarCell, explain, radar, red_days
from shopplanner.services.promotions.stacking import choose_profile
from shopplanner.services.stacking_copies import copy_profile
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.products import SkuRow
from tests.services.promotions.planning import put, put_products

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


def cell(shown: Radar, day: int, row: int = 0) -> RadarCell:
    return shown.rows[row].cells[day - 1]


def discount(workspace: Workspace, first: int, last: int, **values: Any) -> int:
    given = {"whole_shop": True, "kind": "percent", "name": "D", **values}
    return put(workspace, "item_discount", f"2026-11-{first:02} 00:00:00", f"2026-11-{last:02} 23:59:59", **given)


def test_a_day_is_as_bad_as_its_worst_moment(workspace: Workspace) -> None:
    put_products(workspace, ("A", 100_00, 60_00, 80_00))
    discount(workspace, 10, 12, rate=2_500)
    put(workspace, "coupon", "2026-11-11 20:00:00", "2026-11-11 23:59:59", name="C", whole_shop=True, face=20_00,
        threshold=50_00, per_person=1)  # fmt: skip
    shown = radar(workspace, FIRST, LAST)
    assert [cell(shown, day).price for day in (9, 10, 11, 12, 13)] == [100_00, 75_00, 55_00, 75_00, 100_00]
    assert [cell(shown, day).left for day in (9, 10, 11)] == [40_00, 15_00, -5_00]
    assert [cell(shown, day).price_state for day in (9, 10, 11)] == ["good", "bad", "bad"]
    assert (cell(shown, 10).reasons, cell(shown, 11).reasons) == (("floor",), ("cost", "floor"))
    assert [cell(shown, day).profit_state for day in (9, 10, 11)] == ["good", "good", "bad"]


def test_the_worst_case_names_basket_buyer_moment_and_promotions(workspace: Workspace) -> None:
    put_products(workspace, ("A", 110_00, 60_00, None), ("B", 80_00, 30_00, None))
    coupon = put(workspace, "coupon", "2026-11-11 20:00:00", "2026-11-12 23:59:59", name="C", whole_shop=True,
                 face=30_00, threshold=300_00, audience="member")  # fmt: skip
    shown = radar(workspace, FIRST, LAST)
    found = explain(workspace, shown, 0, date(2026, 11, 11), "price")
    assert (found.unit_price, found.basket, found.audiences) == (99_00, (("A", 2), ("B", 1)), ("member",))
    assert (f"{found.starts:%d %H}", f"{found.ends:%d %H}") == ("11 20", "12 23")
    assert found.promotions == ((coupon, "C"),)
    assert found.cart.payable == 270_00
    by_profit = explain(workspace, shown, 0, date(2026, 11, 11), "profit")
    assert (by_profit.left, by_profit.product.name) == (39_00, "A")
    usual = explain(workspace, shown, 0, date(2026, 11, 10), "profit")
    assert (usual.unit_price, usual.promotions, usual.audiences) == (110_00, (), ())


def test_an_edited_pack_of_rules_is_followed_at_once(workspace: Workspace) -> None:
    """12.34 % of 100.00 are 12.34: 13 in whole yuan rounded up, and just that to the fen."""
    put_products(workspace, ("A", 100_00, None, None))
    put(workspace, "platform_event", "2026-11-10 00:00:00", "2026-11-11 23:59:59", whole_shop=True, rate=1_234)
    copy_profile("taobao-2026-03-10", "mine", "Mine")
    choose_profile(workspace, "mine")
    assert cell(radar(workspace, FIRST, LAST), 10).price == 87_00
    content = packs.pack_text("profiles", "mine")
    old = 'official_rounding = "ceil_yuan"'
    assert old in content
    packs.save_copy("profiles", "mine", content.replace(old, 'official_rounding = "half_up_fen"'))
    assert cell(radar(workspace, FIRST, LAST), 10).price == 87_66


def test_what_would_help_is_told_for_each_promotion(workspace: Workspace) -> None:
    put_products(workspace, ("A", 100_00, 60_00, None))
    sale = discount(workspace, 10, 12, rate=3_000, name="Sale")
    coupon = put(workspace, "coupon", "2026-11-11 00:00:00", "2026-11-11 23:59:59", name="C", whole_shop=True,
                 face=20_00, threshold=90_00, per_person=1)  # fmt: skip
    found = explain(workspace, radar(workspace, FIRST, LAST), 0, date(2026, 11, 11), "price")
    assert found.unit_price == 50_00
    assert [(each.promotion_id, each.unit_price, each.left) for each in found.remedies] == [
        (sale, 80_00, 20_00),
        (coupon, 70_00, 10_00),
    ]


def test_a_price_below_what_the_next_campaign_needs_cuts_its_line(workspace: Workspace) -> None:
    put_products(workspace, ("A", 100_00, 20_00, None))
    put(
        workspace, "platform_event", "2026-12-08 20:00:00", "2026-12-12 23:59:59", name="E", whole_shop=True, rate=1_200
    )
    discount(workspace, 20, 26, rate=2_000)
    shown = radar(workspace, FIRST, LAST)
    assert [cell(shown, day).line for day in (22, 23, 30)] == [None, 88_00, 88_00]
    assert [cell(shown, day).price_state for day in (22, 23, 26, 27)] == ["good", "warn", "warn", "good"]
    assert cell(shown, 23).reasons == ("line",)


def test_a_big_campaigns_price_does_not_count_for_the_daily_one(workspace: Workspace) -> None:
    put_products(workspace, ("A", 100_00, 20_00, None))
    put(
        workspace, "platform_event", "2026-11-10 00:00:00", "2026-11-12 23:59:59", name="E", whole_shop=True, rate=1_500
    )
    put(
        workspace,
        "daily_reduction",
        "2026-11-21 00:00:00",
        "2026-11-25 23:59:59",
        name="D",
        whole_shop=True,
        rate=1_000,
    )
    shown = radar(workspace, FIRST, LAST)
    assert [cell(shown, day).line for day in (5, 6, 11, 20)] == [85_00, 90_00, 90_00, 90_00]
    assert (cell(shown, 11).general, cell(shown, 11).reasons) == (85_00, ())
    discount(workspace, 15, 16, rate=1_200)
    assert cell(radar(workspace, FIRST, LAST), 15).reasons == ("line",)


def test_half_of_the_tag_price_is_the_red_line_and_a_thin_margin_a_warning(workspace: Workspace) -> None:
    put_products(workspace, ("A", 100_00, None, None), ("B", 100_00, 70_00, None))
    discount(workspace, 10, 10, rate=5_100)
    discount(workspace, 11, 11, rate=2_000)
    shown = radar(workspace, FIRST, LAST)
    assert cell(shown, 10).reasons == ("red_line",)
    assert (cell(shown, 10).profit_state, cell(shown, 10).margin) == ("unknown", None)
    assert (cell(shown, 11, 1).margin, cell(shown, 11, 1).state("profit")) == (1_250, "warn")
    assert cell(shown, 11, 1).state("price") == "good"


def test_skus_with_prices_of_their_own_have_rows_of_their_own(workspace: Workspace) -> None:
    first, _second, _third = put_products(
        workspace, ("A", 100_00, 60_00, None), ("B", 50_00, None, None), ("C", None, None, None)
    )
    with workspace.database.write() as connection:
        for code, listed, cost in (("1", 120_00, 70_00), ("2", None, None)):
            values = {"product_id": first, "code": code, "name": f"S{code}", "list_price": listed, "cost": cost}
            connection.execute(insert(SkuRow).values(shop_id=workspace.shop_id, **values))
    products = [row.product for row in radar(workspace, FIRST, FIRST).rows]
    assert [(one.name, one.tag_price, one.cost) for one in products] == [
        ("A S1", 120_00, 70_00),
        ("A S2", 100_00, 60_00),
        ("B", 50_00, None),
    ]
    assert products[0].key == f"{first}:A/1"


def test_red_days_are_those_that_break_a_limit_or_lose_money(workspace: Workspace) -> None:
    put_products(workspace, ("A", 100_00, 60_00, None), ("B", 50_00, 10_00, None))
    discount(workspace, 10, 11, rate=4_500)
    found = red_days(workspace, FIRST, LAST)
    assert list(found) == [date(2026, 11, 10), date(2026, 11, 11)]
    (red,) = found[date(2026, 11, 10)]
    assert (red.name, red.price, red.left, red.reasons) == ("A", 55_00, -5_00, ("cost",))


def test_a_moved_promotion_is_searched_with_what_is_known(workspace: Workspace) -> None:
    put_products(workspace, ("A", 100_00, 60_00, None))
    moved = discount(workspace, 10, 11, rate=1_000)
    before = radar(workspace, FIRST, LAST)
    plans.move(workspace, moved, timedelta(days=2))
    after = radar(workspace, FIRST, LAST)
    assert [cell(before, day).price for day in (10, 12)] == [90_00, 100_00]
    assert [cell(after, day).price for day in (10, 12)] == [100_00, 90_00]
    for rate in range(1_100, 1_700, 100):
        discount(workspace, 1, 2, rate=rate)
        radar(workspace, FIRST, LAST)
    assert cell(radar(workspace, FIRST, LAST), 1).price == 84_00


def test_progress_is_told_and_the_search_can_be_stopped(workspace: Workspace) -> None:
    put_products(workspace, ("A", 100_00, None, None), ("B", 50_00, None, None))
    told: list[tuple[int, int]] = []
    radar(workspace, FIRST, LAST, lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]

    def stop() -> None:
        raise CancelledError(message("common.cancelled"))

    with pytest.raises(CancelledError):
        radar(workspace, FIRST, LAST, check=stop)


def test_a_shop_without_prices_has_no_rows(workspace: Workspace) -> None:
    put_products(workspace, ("A", None, None, None))
    assert radar(workspace, FIRST, LAST).rows == ()


def test_only_the_buyers_of_one_audience_are_looked_at(workspace: Workspace) -> None:
    """100.00 less 10 % for all, then a coupon of 20.00 for members or one of 30.00 for 88VIP."""
    put_products(workspace, ("A", 100_00, 65_00, None))
    discount(workspace, 10, 12, rate=1_000)
    for name, face in (("member", 20_00), ("88vip", 30_00)):
        put(workspace, "coupon", "2026-11-11 00:00:00", "2026-11-11 23:59:59", name=name, whole_shop=True, face=face,
            threshold=50_00, per_person=1, audience=name)  # fmt: skip
    prices = {}
    for audience in ("", "all", "member", "88vip", "new"):
        shown = radar(workspace, FIRST, LAST, audience=audience)
        prices[audience] = cell(shown, 11).price
        found = explain(workspace, shown, 0, date(2026, 11, 11), "price")
        assert found.unit_price == prices[audience]
        assert set(found.audiences) <= {audience or "88vip", *(("member",) if not audience else ())}
    assert prices == {"": 60_00, "all": 90_00, "member": 70_00, "88vip": 60_00, "new": 90_00}
    assert cell(radar(workspace, FIRST, LAST, audience="member"), 11).left == 5_00


def test_the_gap_to_what_the_next_campaign_needs_is_told_for_each_day(workspace: Workspace) -> None:
    """12 % off 100.00 are needed from 10 to 24 November: 88.00; 15 % before leave 85.00, 3.00 too little."""
    put_products(workspace, ("A", 100_00, None, None))
    put(workspace, "platform_event", "2026-11-25 00:00:00", "2026-11-26 23:59:59", whole_shop=True, rate=1_200)
    discount(workspace, 12, 13, rate=1_500)
    shown = radar(workspace, FIRST, LAST)
    assert [cell(shown, day).gap for day in (9, 10, 12, 14, 24, 25)] == [None, 12_00, -3_00, 12_00, 12_00, None]
    assert [cell(shown, day).state("line") for day in (9, 10, 12)] == ["unknown", "good", "bad"]
