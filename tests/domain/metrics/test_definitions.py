"""What may be put together is part of a metric's definition."""

from __future__ import annotations

from dataclasses import replace

from shopplanner.domain.metrics.definitions import Additivity, Unit, bases, problems, rests_on_people
from tests.domain.metrics.examples import METRICS, measured, metric


def test_the_measured_metrics_behind_a_ratio_of_differences_are_found_once() -> None:
    rate = metric("net_rate", Unit.RATIO, Additivity.RATIO, numerator="net", denominator="paid")
    assert [base.id for base in bases({**METRICS, "net_rate": rate}, rate)] == ["paid", "refund"]


def test_an_average_brings_its_weight() -> None:
    assert [base.id for base in bases(METRICS, METRICS["stay"])] == ["stay", "visitors"]


def test_conversion_rests_on_people_and_refund_rate_does_not() -> None:
    assert rests_on_people(METRICS, METRICS["conversion"])
    assert not rests_on_people(METRICS, METRICS["refund_rate"])


def test_a_sound_dictionary_has_no_problems() -> None:
    assert problems(METRICS) == []


def test_every_kind_of_faulty_definition_is_named() -> None:
    faulty = {
        "a": metric("a", Unit.MONEY, Additivity.SUM, terms=("nowhere",)),
        "b": metric("b", Unit.MONEY, Additivity.SUM),
        "c": metric("c", Unit.RATIO, Additivity.RATIO, numerator="d"),
        "d": metric("d", Unit.RATIO, Additivity.SUM, numerator="d", denominator="d"),
        "e": replace(measured("e", Unit.COUNT, Additivity.SUM), columns={"shop": "nodot"}),  # type: ignore[dict-item]  # as a pack may have it
    }
    assert problems(faulty) == [
        "a: unknown metric nowhere",
        "b: needs exactly one of columns, terms, numerator with denominator",
        "c: a ratio needs numerator and denominator",
        "d: additivity ratio goes with numerator and denominator",
        "e: nodot is not fact.column",
    ]
