"""The review's tables: figures by phase, channels, items, refund reasons, quality, and the profit's parts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView

from shopplanner.domain.metrics.definitions import Unit
from shopplanner.foundation.i18n import text
from shopplanner.services import wording
from shopplanner.services.promotions.review.impact import Part
from shopplanner.services.promotions.review.report import Line
from shopplanner.services.promotions.review.tables import ChannelRow, ItemRow, Quality, ReasonRow
from shopplanner.ui.common.table import Column, DataTable, RowsModel
from shopplanner.ui.promotions.review.words import figure_words, signed, value_words
from shopplanner.ui.theme import theme

MOST_ROWS = 14
"""Rows that a table shows at once; longer ones scroll."""


class FittingTable(DataTable):
    """A table that is as high as its rows, up to a limit, and shares its width among its columns."""

    def __init__(
        self, model: RowsModel[Any], name: str, heading: str, *, stretch: int = 0, sortable: bool = True
    ) -> None:
        super().__init__(model, name=name, sortable=sortable, accessible_name=heading)
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def show_all(self, rows: Sequence[Any], key: Callable[[Any], object]) -> None:
        """Show rows and take as much height as they need."""
        self.show_rows(rows, key)
        self.fit(len(rows))

    def fit(self, rows: int) -> None:
        """Take the height of a number of rows."""
        line = self.verticalHeader().defaultSectionSize()
        head = self.horizontalHeader().sizeHint().height()
        bar = theme.current().space(12)
        self.setFixedHeight(head + line * max(1, min(rows, MOST_ROWS)) + bar)


def figure_columns(set_target: Callable[[Line, str], object]) -> list[Column[Line]]:
    """Return the columns of a phase's figures; targets can be typed."""
    return [
        Column("metric", "review.column.metric", lambda line: text(f"review.figure.{line.metric}"), width=9.6),
        Column(
            "target",
            "review.column.target",
            lambda line: value_words(line.unit, line.target),
            number=True,
            width=7,
            edit=set_target,
            tooltip=lambda _line: text("review.column.target_hint"),
        ),
        Column(
            "actual",
            "review.column.actual",
            lambda line: figure_words(line.unit, line.actual),
            number=True,
            width=8,
            bold=True,
            tooltip=lambda line: wording.render(line.actual.how),
        ),
        Column(
            "completion",
            "review.column.completion",
            lambda line: wording.percent(line.completion, 0),
            number=True,
            width=5,
            role=lambda line: "" if line.completion is None else "good" if line.completion >= 10_000 else "warn",
        ),
        Column(
            "last_kind",
            "review.column.last_kind",
            lambda line: figure_words(line.unit, line.last_kind),
            number=True,
            width=8,
        ),
        Column(
            "last_year",
            "review.column.last_year",
            lambda line: figure_words(line.unit, line.last_year),
            number=True,
            width=8,
        ),
    ]


def channel_columns() -> list[Column[ChannelRow]]:
    """Return the columns of traffic sources and campaigns."""
    return [
        Column("name", "review.column.channel", lambda row: row.name, width=14),
        Column(
            "kind",
            "review.column.kind",
            lambda row: text("review.channel.campaign" if row.campaign else "review.channel.source"),
            width=5,
        ),
        _number("visitors", "review.column.visitors_day", Unit.PEOPLE, lambda row: row.visitors, 6),
        _number("conversion", "review.column.conversion", Unit.RATIO, lambda row: row.conversion, 5.4),
        _number("paid", "review.column.paid", Unit.MONEY, lambda row: row.paid, 6),
        _number("spend", "review.column.spend", Unit.MONEY, lambda row: row.spend, 5.4),
        _number("roas", "review.column.roas", Unit.TIMES, lambda row: row.roas, 4),
    ]


def item_columns() -> list[Column[ItemRow]]:
    """Return the columns of the promotion's products."""
    return [
        Column("name", "review.column.item", lambda row: row.name, width=8, tooltip=lambda row: row.code),
        Column("role", "review.column.role", lambda row: role_words(row.role), width=4.4),
        _number("price", "review.column.price", Unit.MONEY, lambda row: row.price, 4.6),
        _number("paid_price", "review.column.paid_price", Unit.MONEY, lambda row: row.paid_price, 5.4),
        _number("stock_in", "review.column.stock_in", Unit.COUNT, lambda row: row.stock_in, 4.4),
        _number("sold", "review.column.sold", Unit.COUNT, lambda row: row.sold, 3.8),
        _number("sell_through", "review.column.sell_through", Unit.RATIO, lambda row: row.sell_through, 4.2),
        _number("paid", "review.column.paid", Unit.MONEY, lambda row: row.paid, 5.6),
        _number("margin", "review.column.margin", Unit.RATIO, lambda row: row.margin, 4.2),
        _number("stock_left", "review.column.stock_left", Unit.COUNT, lambda row: row.stock_left, 4.4),
        Column(
            "flag",
            "review.column.flag",
            lambda row: text(f"review.flag.{row.flag}") if row.flag else "",
            width=4,
            role=lambda row: {"hero": "good", "slow": "warn", "unsold": "bad"}.get(row.flag, ""),
        ),
    ]


def reason_columns() -> list[Column[ReasonRow]]:
    """Return the columns of refund reasons."""
    return [
        Column("reason", "review.column.reason", lambda row: row.reason, width=10),
        _number("cases", "review.column.cases", Unit.COUNT, lambda row: row.cases, 4),
        _number("share", "review.column.share", Unit.RATIO, lambda row: row.share, 5),
        _number("amount", "review.column.amount", Unit.MONEY, lambda row: row.amount, 7),
    ]


def part_columns() -> list[Column[Part]]:
    """Return the columns of the profit's parts."""
    return [
        Column("name", "review.column.part", lambda part: text(f"review.part.{part.key}"), width=10),
        Column(
            "value",
            "review.column.amount",
            lambda part: wording.MISSING if part.value is None else signed(Unit.MONEY, part.value),
            sort=lambda part: part.value,
            number=True,
            width=5,
        ),
        Column("note", "review.column.how", lambda part: wording.render(part.note), width=16,
               tooltip=lambda part: wording.render(part.note)),
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the quality record: what, its figure, and a remark."""

    key: str
    figure: str
    note: str


def quality_facts(found: Quality) -> list[Fact]:
    """Return the lines of the quality record."""
    usual = text("review.quality.usual", rate=wording.percent(found.usual_refund_rate))
    bad = None if not found.reviews or found.bad_reviews is None else found.bad_reviews * 10_000 // found.reviews
    lines = [
        Fact("refund_rate", wording.percent(found.refund_rate), usual),
        Fact(
            "reviews",
            wording.number(found.reviews),
            text("review.quality.bad", n=found.bad_reviews or 0, share=wording.percent(bad))
            if found.reviews
            else text("review.quality.no_reviews"),
        ),
    ]
    for name, score, change in zip(
        ("description", "service", "logistics"), found.scores, found.score_changes, strict=True
    ):
        note = text("review.quality.no_change") if change is None else _moved(change)
        lines.append(Fact(name, wording.number(None if score is None else score / 10_000, 2), note))
    watched = text("review.quality.watched", n=found.watched)
    return [*lines, Fact("again", wording.percent(found.again), watched)]


def fact_columns() -> list[Column[Fact]]:
    """Return the columns of the quality record."""
    return [
        Column("name", "review.column.quality", lambda fact: text(f"review.quality.{fact.key}"), width=9),
        Column("figure", "review.column.actual", lambda fact: fact.figure, number=True, width=5, bold=True),
        Column("note", "review.column.note", lambda fact: fact.note, width=12, tooltip=lambda fact: fact.note),
    ]


def role_words(role: str) -> str:
    """Return a product role's name."""
    return text(f"products.role.{role}") if role else wording.MISSING


def _moved(change: int) -> str:
    """Return how a score moved over the promotion."""
    sign = "+" if change > 0 else "−" if change < 0 else "±"
    return text("review.quality.moved", change=f"{sign}{abs(change) / 10_000:.2f}")


def _number(key: str, title: str, unit: Unit, value: Callable[[Any], int | None], width: float) -> Column[Any]:
    return Column(key, title, lambda row: value_words(unit, value(row)), sort=value, number=True, width=width)
