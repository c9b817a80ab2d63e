"""The metric dictionary: definitions from the packs, looked up, searched, and their values worded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from shopplanner.domain.errors import NotFoundError
from shopplanner.domain.messages import Message, message
from shopplanner.domain.metrics.aggregation import Change
from shopplanner.domain.metrics.definitions import STEPS, Additivity, Metric, Unit
from shopplanner.foundation import packs
from shopplanner.foundation.bilingual import Bilingual
from shopplanner.services import wording

KIND = "metrics"
SOURCES = "sources"
GROUPS = ("trade", "market", "product", "detail_page", "main_image", "seo", "customer", "promotion")
"""The shop's own result first, then the seven kinds of data in the order in which a buyer meets them."""

DECIMALS = {Unit.TIMES: 2, Unit.SCORE: 2, Unit.SECONDS: 1}


@dataclass(frozen=True, slots=True)
class Group:
    """Metrics of one kind, in the pack's order."""

    id: str
    title: Bilingual
    metrics: tuple[Metric, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A system that figures come from; earlier ones win where two report the same day."""

    id: str
    title: Bilingual
    lag_days: int


def groups() -> tuple[Group, ...]:
    """Return the dictionary by group; a pack of the user's own follows the shipped ones."""
    names = [name for name in packs.names(KIND) if name != SOURCES]
    ordered = [name for name in GROUPS if name in names] + [name for name in names if name not in GROUPS]
    return tuple(_group(str(packs.pack_file(KIND, name)), name) for name in ordered)


def metrics() -> Mapping[str, Metric]:
    """Return every metric by id."""
    return _by_id(groups())


def metric(metric_id: str) -> Metric:
    """Return one metric.

    Raises:
        NotFoundError: if the dictionary has no such metric.
    """
    found = metrics().get(metric_id)
    if found is None:
        raise NotFoundError(message("metrics.error.unknown_metric", metric=metric_id))
    return found


def sources() -> tuple[Source, ...]:
    """Return the known sources, best first."""
    return _sources(str(packs.pack_file(KIND, SOURCES)))


def source_title(source_id: str) -> str:
    """Return the name of a source in the language in force; an unknown one by its id."""
    return next((str(source.title) for source in sources() if source.id == source_id), source_id)


def source_rank(source_id: str) -> tuple[int, str]:
    """Return a sort key that puts the best source first; unknown ones follow in alphabetical order."""
    known = [source.id for source in sources()]
    return (known.index(source_id) if source_id in known else len(known), source_id)


def search(wanted: str) -> tuple[Metric, ...]:
    """Return the metrics whose name, id, alias or definition holds every word of ``wanted``, names first."""
    words = wanted.casefold().split()
    found = [(rank, metric) for metric in metrics().values() if (rank := _rank(metric, words)) is not None]
    return tuple(metric for _, metric in sorted(found, key=lambda pair: pair[0]))


def format_value(metric: Metric, value: int | None, currency: str = "CNY") -> str:
    """Return a metric's value as a person reads it; a missing one as a dash."""
    if metric.unit is Unit.MONEY:
        return wording.money(value, currency)
    if metric.unit is Unit.RATIO:
        return wording.percent(value, 2 if value is not None and abs(value) < 1000 else 1)
    if value is None:
        return wording.MISSING
    decimals = DECIMALS.get(metric.unit, 0)
    return wording.number(value / STEPS[metric.unit], decimals)


def format_change(metric: Metric, change: Change | None) -> str:
    """Return a change with sign and arrow: relative in per cent, for ratios in points."""
    if change is None:
        return wording.MISSING
    arrow = "▲" if change.difference > 0 else "▼" if change.difference < 0 else "＝"
    if metric.unit is Unit.RATIO:
        return f"{arrow} {_signed(wording.number(abs(change.difference) / 100, 2), change.difference)} pt"
    if change.relative is None:
        return arrow
    return f"{arrow} {_signed(wording.percent(abs(change.relative)), change.difference)}"


def as_number(metric: Metric, value: int | None) -> float | None:
    """Return a value in the unit that is drawn and exported: yuan, per cent, seconds."""
    return None if value is None else value / STEPS[metric.unit]


def from_number(metric: Metric, value: float) -> int:
    """Return a value that was typed in yuan, per cent or seconds in the metric's own steps."""
    return round(value * STEPS[metric.unit])


def explain_additivity(metric: Metric) -> Message:
    """Return in plain words how the metric may be put together."""
    if metric.additivity is Additivity.RATIO:
        upper, lower = (str(metrics()[part].name) for part in (metric.numerator, metric.denominator))
        return message("metrics.additivity.ratio", numerator=upper, denominator=lower)
    return message(f"metrics.additivity.{metric.additivity}")


def formula(metric: Metric) -> str:
    """Return the metric's formula in names of other metrics; empty for a measured one."""
    if metric.numerator:
        upper, lower = (str(metrics()[part].name) for part in (metric.numerator, metric.denominator))
        scaled = f" × {metric.factor:,}" if metric.factor != 1 else ""
        return f"{upper} ÷ {lower}{scaled}"
    return _sum_text(metric.terms)


def used_in(metric: Metric) -> tuple[Metric, ...]:
    """Return the metrics that are computed from this one."""
    return tuple(other for other in metrics().values() if metric.id in other.parts)


def forget() -> None:
    """Read the dictionary anew when it is next asked for, after its packs changed."""
    for kept in (_group, _by_id, _sources):
        kept.cache_clear()


def _signed(text: str, difference: int) -> str:
    """Return the text with the sign of the difference."""
    return f"{'+' if difference > 0 else '−' if difference < 0 else ''}{text}"


def _sum_text(terms: Iterable[str]) -> str:
    """Return terms as ``A − B``."""
    parts: list[str] = []
    for term in terms:
        sign = "−" if term.startswith("-") else "+"
        parts.extend([*([sign] if parts or sign == "−" else []), str(metrics()[term.lstrip("-")].name)])
    return " ".join(parts)


def _rank(metric: Metric, words: list[str]) -> int | None:
    """Return how well the metric fits: 0 by name, 1 by id or alias, 2 by definition; None if not at all."""
    names = f"{metric.name.en} {metric.name.zh_CN}".casefold()
    known_as = f"{names} {metric.id} {' '.join(metric.aliases)}".casefold()
    everything = f"{known_as} {metric.definition.en} {metric.definition.zh_CN}".casefold()
    for rank, text in enumerate((names, known_as, everything)):
        if all(word in text for word in words):
            return rank
    return None


@cache
def _group(file: str, name: str) -> Group:
    """Return a group as its pack file defines it; the file takes part so that an own copy is noticed."""
    del file
    pack = packs.load(KIND, name, Metric)
    return Group(name, pack.header.title, pack.entries)


@cache
def _by_id(found: tuple[Group, ...]) -> Mapping[str, Metric]:
    """Return all metrics of the groups by id."""
    return MappingProxyType({metric.id: metric for group in found for metric in group.metrics})


@cache
def _sources(file: str) -> tuple[Source, ...]:
    """Return the sources as the pack lists them."""
    del file
    return packs.load(KIND, SOURCES, Source).entries
