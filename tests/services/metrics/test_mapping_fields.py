"""What a table of one's own can be kept as, and the first guess from its column names."""

from __future__ import annotations

import pytest

from shopplanner.services.metrics import mapping_fields
from shopplanner.storage.tables.facts import FACTS


@pytest.mark.parametrize("fact", mapping_fields.MAPPABLE)
def test_every_field_is_a_column_with_a_name(fact: str) -> None:
    found = mapping_fields.fields(fact)
    assert {field.to for field in found} <= set(FACTS[fact].columns.keys())
    assert len({field.to for field in found}) == len(found)
    assert all(field.title and field.kind in mapping_fields.SIMPLE_KINDS for field in found)
    assert {field.to for field in found if field.needed} == set(mapping_fields.NEEDED[fact])


def test_a_table_by_day_is_taken_for_the_shop() -> None:
    fact, mapping = mapping_fields.guess(["日期", "访客数", "支付金额", "备注"])
    assert fact == "shop_day"
    assert mapping == {"日期": ("day", "day"), "访客数": ("visitors", "count"), "支付金额": ("paid_amount", "money")}


def test_a_product_id_makes_it_a_table_of_products() -> None:
    fact, mapping = mapping_fields.guess(["Date", "商品ID", "访客数", "跳失率"])
    assert fact == "product_day"
    assert mapping["商品ID"] == ("product_code", "id")
    assert mapping["跳失率"] == ("bounce_ppm", "ratio")


def test_a_column_is_taken_once() -> None:
    mapping = mapping_fields.guess_for("shop_day", ["访客数", "UV"])
    assert mapping == {"访客数": ("visitors", "count")}


def test_what_a_mapping_lacks_is_named() -> None:
    visitors = {"访客数": ("visitors", "count")}
    assert mapping_fields.missing("channel_day", {"日期": ("day", "day"), **visitors}) == ("Traffic source",)
    assert mapping_fields.missing("shop_day", {"日期": ("day", "day"), **visitors}) == ()


def test_a_mapping_without_any_figure_is_not_enough() -> None:
    assert mapping_fields.missing("shop_day", {"日期": ("day", "day")}) == ("at least one figure",)
    names = {"日期": ("day", "day"), "商品ID": ("product_code", "id"), "标题": ("title", "text")}
    assert mapping_fields.missing("product_day", names) == ("at least one figure",)


def test_kinds_follow_the_columns_names_where_no_export_has_them() -> None:
    by_name = {field.to: field.kind for field in mapping_fields.fields("shop_day")}
    assert by_name["description_score_ppm"] == "score"
    assert by_name["stay_ms"] == "seconds"
    assert by_name["ad_cost"] == "money"


def test_every_known_report_has_a_name_and_brings_a_fact() -> None:
    assert {fact for _, fact in mapping_fields.known_tables()} <= set(FACTS)
    assert "generic" in mapping_fields.format_titles()


def test_a_column_of_any_format_has_a_name() -> None:
    assert mapping_fields.column_title("orders", "order_id") == "Order number"
    assert mapping_fields.column_title("orders", "nonsense_column") == "nonsense column"
