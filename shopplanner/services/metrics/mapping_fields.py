"""What the columns of a table of one's own can be kept as, and a first guess from the names that exports use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from shopplanner.foundation.i18n import has_text, language, text
from shopplanner.interchange import formats
from shopplanner.services.metrics import definitions
from shopplanner.storage.tables.facts import FACTS

MAPPABLE: Final = ("shop_day", "product_day", "channel_day", "ad_day", "listing")
"""Facts that a table of one's own may bring; orders and refunds come from the platform's own exports only."""

KEYS: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "shop_day": (("day", "day"),),
    "product_day": (("day", "day"), ("product_code", "id"), ("title", "text")),
    "channel_day": (("day", "day"), ("channel", "text")),
    "ad_day": (("day", "day"), ("campaign_id", "id"), ("campaign", "text")),
    "listing": (("item_key", "id"), ("title", "text"), ("shop", "text"), ("brand", "text"), ("category", "text")),
}
KEY_NAMES: Final = {fact: frozenset(dict(pairs)) for fact, pairs in KEYS.items()}
NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "shop_day": ("day",),
    "product_day": ("day", "product_code"),
    "channel_day": ("day", "channel"),
    "ad_day": ("day", "campaign_id"),
    "listing": ("title", "price"),
}


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a fact: its name, its converter, and whether rows are worthless without it."""

    to: str
    kind: str
    title: str
    needed: bool


def fields(fact: str) -> tuple[Field, ...]:
    """Return what a table's columns can be kept as, keys first."""
    known = _known_kinds(fact)
    keys = KEYS[fact]
    measures = [name for name in FACTS[fact].info["measures"] if name not in dict(keys)]
    pairs = [*keys, *((name, known.get(name, _kind(name))) for name in measures)]
    return tuple(Field(to, kind, column_title(fact, to), to in NEEDED[fact]) for to, kind in pairs)


def known_tables() -> tuple[tuple[str, str], ...]:
    """Return name and fact of every format that is recognised without mapping, in the order of facts."""
    found = {(str(pattern.title), pattern.fact) for pattern in formats.known_formats()}
    order = list(FACTS)
    return tuple(sorted(found, key=lambda pair: (order.index(pair[1]), pair[0])))


def format_titles() -> dict[str, str]:
    """Return what the known formats are called in the language in force, and a table of one's own."""
    known = {pattern.id: str(pattern.title) for pattern in formats.known_formats()}
    return {**known, "generic": text("metrics.importing.own_table")}


def guess(names: Sequence[str]) -> tuple[str, dict[str, tuple[str, str]]]:
    """Return the fact that most column names fit, and for each name that fits what it would be kept as."""
    found = {fact: _guess_in(fact, names) for fact in MAPPABLE}
    best = max(MAPPABLE, key=lambda fact: (_complete(fact, found[fact]), len(found[fact])))
    return best, found[best]


def guess_for(fact: str, names: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Return for each column name that fits what it would be kept as in the given fact."""
    return _guess_in(fact, names)


def missing(fact: str, mapping: Mapping[str, tuple[str, str]]) -> tuple[str, ...]:
    """Return the titles of columns that a mapping needs and lacks; rows without a single figure say nothing."""
    given = {to for to, _ in mapping.values()}
    lacking = tuple(field.title for field in fields(fact) if field.needed and field.to not in given)
    return lacking if given - KEY_NAMES[fact] else (*lacking, text("metrics.importing.any_figure"))


def _guess_in(fact: str, names: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Return the names that a fact knows; each of its columns once."""
    words = _vocabulary(fact)
    taken: set[str] = set()
    mapping: dict[str, tuple[str, str]] = {}
    for name in names:
        found = words.get(formats.normal(name))
        if found is not None and found[0] not in taken:
            taken.add(found[0])
            mapping[name] = found
    return mapping


def _complete(fact: str, mapping: Mapping[str, tuple[str, str]]) -> bool:
    """Whether a mapping has every column that is needed."""
    given = {to for to, _ in mapping.values()}
    return all(to in given for to in NEEDED[fact])


@cache
def _vocabulary(fact: str) -> dict[str, tuple[str, str]]:
    """Return every name that a column of the fact is known by: from formats, the dictionary, and our own titles."""
    known = _known_kinds(fact)
    words: dict[str, tuple[str, str]] = {}
    for pattern in formats.known_formats():
        if pattern.fact == fact:
            for column in pattern.columns:
                if column.to in FACTS[fact].columns and column.kind in SIMPLE_KINDS:
                    words.update({formats.normal(name): (column.to, column.kind) for name in column.names})
    for metric in definitions.metrics().values():
        for spec in metric.columns.values():
            table, _, to = spec.partition(".")
            if table == fact and to in FACTS[fact].columns:
                named = (metric.name.en, metric.name.zh_CN, *metric.aliases)
                for name in named:
                    words.setdefault(formats.normal(name), (to, known.get(to, _kind(to))))
    keys = dict(KEYS[fact])
    plain = {formats.normal(name): pair for name, pair in PLAIN_NAMES.items() if pair[0] in keys}
    return {**words, **plain}


SIMPLE_KINDS: Final = frozenset({"text", "id", "count", "money", "ratio", "score", "seconds", "day"})
PLAIN_NAMES: Final[Mapping[str, tuple[str, str]]] = {
    "日期": ("day", "day"),
    "统计日期": ("day", "day"),
    "date": ("day", "day"),
    "day": ("day", "day"),
    "商品id": ("product_code", "id"),
    "product id": ("product_code", "id"),
    "来源": ("channel", "text"),
    "流量来源": ("channel", "text"),
    "source": ("channel", "text"),
    "计划id": ("campaign_id", "id"),
    "campaign id": ("campaign_id", "id"),
}


@cache
def _known_kinds(fact: str) -> dict[str, str]:
    """Return the converter that the shipped formats use for each column of a fact."""
    return {
        column.to: column.kind
        for pattern in formats.known_formats()
        if pattern.fact == fact
        for column in pattern.columns
        if column.kind in SIMPLE_KINDS
    }


def _kind(name: str) -> str:
    """Return the converter that a column's name asks for."""
    if name.endswith("score_ppm"):
        return "score"
    if name.endswith("_ppm"):
        return "ratio"
    if name.endswith("_ms"):
        return "seconds"
    return "money" if name.endswith(("amount", "cost", "price", "commission")) else "count"


def column_title(fact: str, to: str) -> str:
    """Return what a column is called: by the metric that reads it, else by our own text, else by the exports."""
    return _column_title(fact, to, language())


@cache
def _column_title(fact: str, to: str, _language: str) -> str:
    for metric in definitions.metrics().values():
        if f"{fact}.{to}" in metric.columns.values():
            return str(metric.name)
    if has_text(f"metrics.field.{to}"):
        return text(f"metrics.field.{to}")
    return next(
        (
            column.names[0]
            for pattern in formats.known_formats()
            if pattern.fact == fact
            for column in pattern.columns
            if column.to == to
        ),
        to.replace("_", " "),
    )


def forget() -> None:
    """Gather the known column names anew when they are next asked for, after formats or the dictionary changed."""
    for kept in (_vocabulary, _known_kinds, _column_title):
        kept.cache_clear()
