"""A small dictionary of metrics for tests of the arithmetic."""

from __future__ import annotations

from shopplanner.domain.metrics.definitions import Additivity, Direction, Metric, Scope, Unit
from shopplanner.foundation.bilingual import Bilingual


def metric(metric_id: str, unit: Unit, additivity: Additivity, **fields: object) -> Metric:
    """Return a metric with its id as every text."""
    word = Bilingual(metric_id, metric_id)
    given = {"better": Direction.UP, **fields}
    return Metric(metric_id, word, word, unit, additivity, act=word, **given)  # type: ignore[arg-type]  # test data


def measured(metric_id: str, unit: Unit, additivity: Additivity, **fields: object) -> Metric:
    """Return a metric that is read from the shop's day."""
    return metric(metric_id, unit, additivity, columns={Scope.SHOP: f"shop_day.{metric_id}"}, **fields)


METRICS = {
    found.id: found
    for found in (
        measured("paid", Unit.MONEY, Additivity.SUM),
        measured("refund", Unit.MONEY, Additivity.SUM, better=Direction.DOWN),
        measured("visitors", Unit.PEOPLE, Additivity.PEOPLE),
        measured("buyers", Unit.PEOPLE, Additivity.PEOPLE),
        measured("stay", Unit.SECONDS, Additivity.AVERAGE, weight="visitors"),
        measured("score", Unit.SCORE, Additivity.INDEX),
        measured("stock", Unit.COUNT, Additivity.INDEX, better=Direction.NEUTRAL),
        metric("net", Unit.MONEY, Additivity.SUM, terms=("paid", "-refund")),
        metric("conversion", Unit.RATIO, Additivity.RATIO, numerator="buyers", denominator="visitors"),
        metric("value", Unit.MONEY, Additivity.RATIO, numerator="paid", denominator="buyers"),
        metric("refund_rate", Unit.RATIO, Additivity.RATIO, numerator="refund", denominator="paid"),
        metric("mille", Unit.MONEY, Additivity.RATIO, numerator="paid", denominator="visitors", factor=1000),
    )
}
