"""The shipped dictionary is sound, bilingual, searchable, and words its values."""

from __future__ import annotations

import pytest

from shopplanner.domain.errors import NotFoundError
from shopplanner.domain.metrics.aggregation import change
from shopplanner.domain.metrics.definitions import Additivity, Scope, problems
from shopplanner.foundation import i18n
from shopplanner.services import wording
from shopplanner.services.metrics import definitions
from shopplanner.storage.tables.facts import FACTS


def test_the_shipped_dictionary_is_sound() -> None:
    assert problems(definitions.metrics()) == []
    assert len(definitions.metrics()) >= 60


def test_every_column_that_the_dictionary_names_exists_and_is_a_measure() -> None:
    for metric in definitions.metrics().values():
        for scope, spec in metric.columns.items():
            fact, _, column = spec.partition(".")
            counted = ("order_count", "buyers") if scope is Scope.ORDERS else ()
            assert column in (*FACTS[fact].info["measures"], *counted), (metric.id, spec)


def test_people_are_marked_as_people_wherever_a_column_counts_them() -> None:
    for metric in definitions.metrics().values():
        for spec in metric.columns.values():
            if spec.endswith(("visitors", "buyers")):
                assert metric.additivity is Additivity.PEOPLE, metric.id


def test_every_metric_says_in_both_languages_what_it_is_and_what_to_do() -> None:
    for metric in definitions.metrics().values():
        for content in (metric.name, metric.definition, metric.act):
            assert content.en, metric.id
            assert content.zh_CN, metric.id
        assert metric.grade, metric.id
        assert metric.source, metric.id


def test_the_groups_begin_with_the_shops_own_result() -> None:
    assert [group.id for group in definitions.groups()] == list(definitions.GROUPS)


def test_search_finds_names_first_then_aliases_and_definitions() -> None:
    found = [metric.id for metric in definitions.search("访客数")]
    assert found[0] == "visitors"
    assert "roas" in {metric.id for metric in definitions.search("roi")}
    assert definitions.search("return ad")[0].id == "roas"
    assert definitions.search("无此指标") == ()


def test_an_unknown_metric_is_an_expected_failure() -> None:
    with pytest.raises(NotFoundError):
        definitions.metric("nonsense")


@pytest.mark.parametrize(
    ("metric", "value", "expected"),
    [
        ("paid_amount", 123450, "¥1,234.50"),
        ("visitors", 3412, "3,412"),
        ("conversion", 231, "2.31%"),
        ("refund_rate", 1250, "12.5%"),
        ("roas", 34567, "3.46"),
        ("stay", 8380, "8.4"),
        ("description_score", 48000, "4.80"),
        ("visitors", None, "–"),
        ("conversion", None, "–"),
        ("paid_amount", None, "–"),
    ],
)
def test_values_are_worded_in_their_units(metric: str, value: int | None, expected: str) -> None:
    assert definitions.format_value(definitions.metric(metric), value) == expected


@pytest.mark.parametrize(
    ("metric", "now", "before", "expected"),
    [
        ("paid_amount", 82000, 100000, "▼ −18.0%"),
        ("paid_amount", 100000, 100000, "＝ 0.0%"),
        ("paid_amount", 5, 0, "▲"),
        ("conversion", 243, 231, "▲ +0.12 pt"),
        ("conversion", 231, None, "–"),
    ],
)
def test_changes_carry_sign_and_arrow(metric: str, now: int, before: int | None, expected: str) -> None:
    found = definitions.metric(metric)
    assert definitions.format_change(found, change(found, now, before)) == expected


def test_numbers_go_to_charts_and_come_from_fields_in_readable_units() -> None:
    paid = definitions.metric("paid_amount")
    assert definitions.as_number(paid, 123450) == 1234.5
    assert definitions.as_number(paid, None) is None
    assert definitions.from_number(definitions.metric("conversion"), 2.31) == 231


def test_formulas_are_written_in_names() -> None:
    i18n.set_language("zh_CN")
    try:
        assert definitions.formula(definitions.metric("order_value")) == "支付金额 ÷ 支付买家数"
        assert definitions.formula(definitions.metric("net_paid_amount")) == "支付金额 − 成功退款金额"
        assert definitions.formula(definitions.metric("cost_per_mille")) == "推广花费 ÷ 推广展现量 × 1,000"
        assert definitions.formula(definitions.metric("visitors")) == ""
    finally:
        i18n.set_language("en")


def test_additivity_is_explained_in_words() -> None:
    for metric in definitions.metrics().values():
        assert wording.render(definitions.explain_additivity(metric))


def test_a_metric_knows_where_it_is_used() -> None:
    assert "order_value" in {metric.id for metric in definitions.used_in(definitions.metric("paid_buyers"))}


def test_sources_have_names_and_an_order() -> None:
    assert definitions.source_rank("sycm") < definitions.source_rank("generic") < definitions.source_rank("zzz")
    assert definitions.source_title("sycm") in {"生意参谋", "Business Advisor"}
    assert definitions.source_title("zzz") == "zzz"
