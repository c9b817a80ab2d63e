"""The sample shop: the same for the same seed and day, with sums that tie out and a record of its causes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from shopplanner.domain.errors import WorkspaceError
from shopplanner.foundation.clock import FixedClock
from shopplanner.services import sample_shop
from shopplanner.services.history import next_undo
from shopplanner.services.workspace import Workspace, open_workspace
from shopplanner.services.workspace_settings import get_setting

DAY = date(2026, 11, 22)
FACTS = "shop_day product_day channel_day ad_day orders order_line refund keyword_period listing review".split()
FACTS += "price_query campaign_item item_offer price_strength".split()


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory, sample_template: Path, clock: FixedClock) -> Iterator[Workspace]:
    """The sample shop, open for reading."""
    opened = open_workspace(sample_template, read_only=True, clock=clock)
    yield opened
    opened.close()


def ask(workspace: Workspace, query: str, **values: Any) -> list[tuple[Any, ...]]:
    with workspace.read() as session:
        return [tuple(row) for row in session.execute(text(query), values)]


def digest(path: Path, clock: FixedClock) -> dict[str, str]:
    """Return a fingerprint of every table that a person sees."""
    workspace = open_workspace(path, read_only=True, clock=clock)
    tables = [*FACTS, "product", "sku", "promotion", "task", "role_target", "target", "shop_event"]
    tables += "promotion_target promotion_review paper_note paper_issue change_notice person readiness_item".split()
    found = {
        table: hashlib.sha256(repr(ask(workspace, f"SELECT * FROM {table}")).encode()).hexdigest() for table in tables
    }
    workspace.close()
    return found


def test_the_same_seed_and_day_make_the_same_shop_and_another_seed_does_not(
    tmp_path: Path, sample_template: Path, clock: FixedClock
) -> None:
    told: list[tuple[int, int]] = []
    again = sample_shop.create(
        tmp_path / "again.shopplan", clock=clock, progress=lambda done, total: told.append((done, total))
    )
    assert digest(again.workspace, clock) == digest(sample_template, clock)
    assert told == [(step, 6) for step in range(1, 7)]
    other = sample_shop.create(tmp_path / "other.shopplan", clock=clock, seed=8)
    assert digest(other.workspace, clock)["orders"] != digest(sample_template, clock)["orders"]


def test_the_summary_counts_what_is_there(tmp_path: Path, clock: FixedClock) -> None:
    made = sample_shop.create(tmp_path / "made.shopplan", clock=clock, today=date(2026, 6, 1), scale=2)
    workspace = open_workspace(made.workspace, clock=clock)
    counted = {table: ask(workspace, f"SELECT count(*) FROM {table}")[0][0] for table in (*FACTS, "product", "shop")}
    codes = ask(workspace, "SELECT count(DISTINCT code) FROM product")[0][0]
    assert (made.shops, made.products) == (counted["shop"], counted["product"]) == (1, 96)
    assert codes == 96
    assert made.rows == sum(counted[table] for table in FACTS)
    assert made.days == counted["shop_day"] == (date(2026, 5, 31) - date(2025, 2, 1)).days + 1
    workspace.close()


def test_a_file_that_exists_is_left_alone(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "mine.shopplan"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(WorkspaceError):
        sample_shop.create(path, clock=clock)
    assert path.read_text(encoding="utf-8") == "mine"


def test_its_history_begins_empty(shop: Workspace) -> None:
    assert next_undo(shop) is None


def test_paid_amounts_tie_out_from_line_to_shop(shop: Workspace) -> None:
    by_table = [
        dict(ask(shop, f"SELECT {day}, sum(paid_amount) FROM {table} WHERE {day} IS NOT NULL GROUP BY {day}"))
        for table, day in (("shop_day", "day"), ("product_day", "day"), ("orders", "paid_day"))
    ]
    assert len(by_table[0]) == 509
    assert by_table[0] == by_table[1] == by_table[2]
    orders = ask(shop, "SELECT sum(paid_amount), sum(refund_amount), sum(units) FROM orders")
    assert ask(shop, "SELECT sum(paid_amount), sum(refund_amount), sum(units) FROM order_line") == orders


def test_units_and_buyers_tie_out_by_day(shop: Workspace) -> None:
    days = ask(shop, "SELECT day, paid_buyers, paid_units FROM shop_day ORDER BY day")
    paid = "SELECT paid_day, count(DISTINCT buyer_hash), sum(units) FROM orders WHERE paid_day > 0 GROUP BY paid_day"
    assert ask(shop, f"{paid} ORDER BY paid_day") == days
    units = ask(shop, "SELECT day, sum(paid_units) FROM product_day GROUP BY day ORDER BY day")
    assert units == [(day, total) for day, _, total in days]


def test_channels_share_out_the_paid_amount_exactly_and_two_days_are_missing(shop: Workspace) -> None:
    shops = dict(ask(shop, "SELECT day, paid_amount FROM shop_day"))
    channels = dict(ask(shop, "SELECT day, sum(paid_amount) FROM channel_day GROUP BY day"))
    missing = sorted(set(shops) - set(channels))
    assert len(missing) == 2
    assert channels == {day: amount for day, amount in shops.items() if day not in missing}


def test_campaigns_and_items_are_two_cuts_of_the_same_spend(shop: Workspace) -> None:
    spent = dict(ask(shop, "SELECT source, sum(ad_cost) FROM ad_day GROUP BY source"))
    assert spent["wx_plan"] == spent["wx_product"] > 0


def test_every_refund_belongs_to_a_line_that_was_paid(shop: Workspace) -> None:
    lines = ask(shop, "SELECT sum(refund_amount), count(*) FROM order_line WHERE refund_amount > 0")
    assert ask(shop, "SELECT sum(refund_amount), count(*) FROM refund") == lines
    assert ask(shop, "SELECT count(*) FROM order_line WHERE refund_amount > paid_amount") == [(0,)]
    assert ask(shop, "SELECT count(*) FROM refund WHERE finished_day < applied_day OR applied_day <= paid_day") == [
        (0,)
    ]


def test_no_refund_lies_after_the_last_day_and_some_are_under_way(shop: Workspace) -> None:
    ((last,),) = ask(shop, "SELECT max(day) FROM shop_day")
    assert ask(shop, f"SELECT count(*) FROM refund WHERE max(applied_day, coalesce(finished_day, 0)) > {last}") == [
        (0,)
    ]
    under_way = "SELECT count(*) FROM refund WHERE finished_day IS NULL"
    assert ask(shop, f"{under_way} AND applied_day >= {last} - 1") == ask(shop, under_way) != [(0,)]
    assert ask(shop, "SELECT count(*) FROM refund WHERE (finished_day IS NULL) != (status != '退款成功')") == [(0,)]


def test_a_funnel_never_widens(shop: Workspace) -> None:
    for wrong in ("paid_buyers > visitors", "cart_buyers > visitors", "search_paid_buyers > paid_buyers"):
        assert ask(shop, f"SELECT count(*) FROM product_day WHERE {wrong}") == [(0,)], wrong


def test_nothing_personal_is_kept(shop: Workspace) -> None:
    buyers = ask(shop, "SELECT DISTINCT buyer_hash FROM orders LIMIT 50")
    assert all(len(buyer) == 20 and int(buyer, 16) >= 0 for (buyer,) in buyers)


def test_the_causes_are_recorded(shop: Workspace) -> None:
    causes = {cause["kind"]: cause for cause in get_setting(shop, "sample.causes")}
    moved = {"stock_out", "ad_cut", "bad_reviews", "festival", "price_slip", "push"}
    prices = {"price_floor", "price_line", "offer_not_planned", "offer_not_there", "rounding", "price_strength"}
    assert set(causes) == moved | prices
    assert causes["ad_cut"] == {
        "kind": "ad_cut", "first": "2026-11-13", "last": "2026-11-21", "product": None, "direction": "down",
    }  # fmt: skip
    assert (causes["festival"]["first"], causes["festival"]["last"]) == ("2026-11-09", "2026-11-11")
    assert causes["stock_out"]["product"] is not None


def _mean(shop: Workspace, column: str, table: str, where: str, **values: Any) -> float:
    return float(ask(shop, f"SELECT avg({column}) FROM {table} WHERE {where}", **values)[0][0] or 0)


def test_every_cause_can_be_seen_in_the_figures(shop: Workspace) -> None:
    causes = {cause["kind"]: cause for cause in get_setting(shop, "sample.causes")}
    epoch = date(1970, 1, 1)

    def days(kind: str) -> dict[str, Any]:
        cause = causes[kind]
        first, last = (date.fromisoformat(cause[end]) for end in ("first", "last"))
        return {"first": (first - epoch).days, "last": (last - epoch).days, "product": cause["product"]}

    inside, before = "day BETWEEN :first AND :last", "day BETWEEN :first - 14 AND :first - 1"
    product = "product_code = :product"

    out = days("stock_out")
    assert _mean(shop, "paid_units", "product_day", f"{product} AND {inside}", **out) == 0
    assert _mean(shop, "paid_units", "product_day", f"{product} AND {before}", **out) > 0

    slip = days("price_slip")
    price = "sum(paid_amount) * 1.0 / sum(units)"
    [(slipped,)] = ask(shop, f"SELECT {price} FROM order_line WHERE paid_amount > 0 AND {product} AND {inside}", **slip)
    [(usual,)] = ask(shop, f"SELECT {price} FROM order_line WHERE paid_amount > 0 AND {product} AND {before}", **slip)
    assert slipped == pytest.approx(usual / 2, rel=0.1)

    cut = days("ad_cut")
    assert _mean(shop, "ad_cost", "ad_day", inside, **cut) < 0.6 * _mean(shop, "ad_cost", "ad_day", before, **cut)

    burst = days("bad_reviews")
    bad = "polarity = 'negative'"
    assert _mean(shop, bad, "review", f"{product} AND {inside}", **burst) > 0.5
    assert _mean(shop, bad, "review", f"NOT ({inside})", **burst) < 0.2
    assert _mean(shop, "negative_reviews", "shop_day", inside, **burst) > 2 * _mean(
        shop, "negative_reviews", "shop_day", before, **burst
    )

    festival = days("festival")
    assert _mean(shop, "paid_amount", "shop_day", inside, **festival) > 2 * _mean(
        shop, "paid_amount", "shop_day", before, **festival
    )


def test_the_stock_of_variants_adds_up_to_that_of_their_product(shop: Workspace) -> None:
    sums = "SELECT p.stock, sum(s.stock), min(s.stock) FROM product p JOIN sku s ON s.product_id = p.id GROUP BY p.id"
    found = ask(shop, sums)
    assert len(found) > 40
    assert all(whole == parts and least > 0 for whole, parts, least in found)


def test_a_few_products_are_left_imperfect_for_the_checks_to_find(shop: Workspace) -> None:
    assert ask(shop, "SELECT count(*) FROM product WHERE cost IS NULL") == [(1,)]
    assert ask(shop, "SELECT count(*) FROM product WHERE cost > list_price") == [(1,)]
    assert ask(shop, "SELECT count(*) FROM product WHERE role = ''") == [(1,)]
    assert ask(shop, "SELECT count(*) FROM sku WHERE NOT has_image") == [(1,)]
