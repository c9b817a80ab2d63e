"""Where a figure comes from, as a dialog: the rule in words, and the days and rows behind it, to be copied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from shopplanner.analytics.uplift import CannotTell, Effect, Span
from shopplanner.domain.days import day_of
from shopplanner.domain.messages import Message
from shopplanner.domain.metrics.definitions import Unit
from shopplanner.foundation.i18n import text
from shopplanner.services import wording
from shopplanner.services.promotions.review import derivation
from shopplanner.services.promotions.review.derivation import Day, Row
from shopplanner.services.promotions.review.report import Review
from shopplanner.ui.common.dialogs import Dialog
from shopplanner.ui.common.table import Column, DataTable, RowsModel
from shopplanner.ui.common.widgets import label
from shopplanner.ui.promotions.review.head import mixed_words
from shopplanner.ui.promotions.review.tables import part_columns
from shopplanner.ui.promotions.review.words import interval, signed, span_words, value_words

TELLING = ("note", "kind")
"""Columns of words, the first of which takes the room that is left; without one it is the first column."""
WIDTH, HEIGHT = 44.0, 34.0


class Derivation(Dialog):
    """Says how a figure came about above a table of what it was made from."""

    def __init__(
        self, parent: QWidget | None, title: str, lines: Sequence[str], columns: Sequence[Column[Any]],
        rows: Sequence[Any],
    ) -> None:  # fmt: skip
        super().__init__(title, parent, width=WIDTH, height=HEIGHT if rows else 0)
        for line in lines:
            self.body.addWidget(label(line, "", wrap=True))
        self.model = RowsModel(columns)
        self.model.set_rows(rows)
        self.table = DataTable(self.model, name="promotions.review.derivation", accessible_name=title)
        self.table.let_grow(next((place for place, each in enumerate(columns) if each.key in TELLING), 0))
        self.table.setVisible(bool(rows))
        self.body.addWidget(self.table, 1)
        self.add_close()


def of_result(parent: QWidget | None, review: Review, key: str) -> Derivation:
    """Return the derivation of one of the review's results."""
    title = text(f"review.tile.{key}")
    lines = [text(f"review.tile_hint.{key}")]
    if key in ("profit", "return"):
        profit = review.impact.profit
        return Derivation(parent, title, lines, part_columns(), profit.parts if profit is not None else ())
    effect, sales, span, unit = _subject(review, key)
    if not isinstance(effect, Effect):
        if isinstance(effect, CannotTell):
            lines.append(text(f"review.doubt.{effect.reason}", have=effect.have, need=effect.need))
        return Derivation(parent, title, lines, day_columns(unit), ())
    lines += _explained(effect, unit)
    lines += _shared(review)
    made = Derivation(parent, title, lines, day_columns(unit), derivation.days(effect, sales, span))
    made.table.select_where(lambda row: row.kind == "promotion")
    return made


def of_figure(
    parent: QWidget | None, metric: str, how: str, rows: Sequence[Row]
) -> Derivation:  # fmt: skip
    """Return the derivation of a figure of a phase."""
    return Derivation(parent, text(f"review.figure.{metric}"), [how], row_columns(), rows)


def day_columns(unit: Unit) -> list[Column[Any]]:
    """Return the columns of days behind an uplift."""

    def words(value: float) -> str:
        return value_words(unit, round(value))

    return [
        Column("day", "review.column.day", lambda row: row.day.isoformat(), width=6),
        Column("kind", "review.column.day_kind", lambda row: text(f"review.day.{row.kind}"), width=8),
        Column("actual", "review.column.actual", lambda row: words(row.actual), number=True, width=5.5,
               sort=lambda row: row.actual),
        Column("expected", "review.column.expected", lambda row: words(row.expected), number=True, width=5.5,
               sort=lambda row: row.expected),
        Column("difference", "review.column.difference", lambda row: signed(unit, row.actual - row.expected),
               number=True, width=5.5, sort=lambda row: row.actual - row.expected),
        Column("range", "review.column.range", lambda row: _range(unit, row), number=True, width=9),
    ]  # fmt: skip


def row_columns() -> list[Column[Any]]:
    """Return the columns of rows behind a figure."""
    return [
        Column("name", "review.column.row", lambda row: row_name(row.name), width=20),
        Column("value", "review.column.actual", lambda row: value_words(row.unit, row.value), number=True,
               width=9, sort=lambda row: row.value),
    ]  # fmt: skip


def row_name(name: Message | str | date) -> str:
    """Return what a row is called."""
    if isinstance(name, Message):
        return wording.render(name)
    return name if isinstance(name, str) else name.isoformat()


def _subject(review: Review, key: str) -> tuple[Effect | CannotTell | None, Mapping[int, float], Span, Unit]:
    """Return the effect behind a result with the sales and the days it rests on."""
    found, scope = review.impact, review.scope
    if key == "paid":
        return found.paid, found.own.paid, scope.span, Unit.MONEY
    if key == "siblings":
        return found.siblings, found.near.units, scope.sibling_span, Unit.COUNT
    return found.units, found.own.units, scope.span, Unit.COUNT


def _explained(effect: Effect, unit: Unit) -> list[str]:
    """Return the uplift's arithmetic in words."""
    days = len(effect.days) - len(effect.during)
    return [
        text("review.derived.clean", n=len(effect.clean), first=day_of(effect.clean[0]), last=day_of(effect.clean[-1])),
        text(
            "review.derived.sum",
            during=signed(unit, effect.promotion.value),
            n=len(effect.during),
            after=signed(unit, effect.after.value),
            m=days,
            net=signed(unit, effect.net.value),
            interval=interval(unit, effect.net),
        ),
    ]


def _shared(review: Review) -> list[str]:
    """Return which other promotions ran at the same time, and what the rest of the shop did."""
    lines = mixed_words(review)
    halo = review.impact.halo
    if isinstance(halo, Effect):
        value = signed(Unit.MONEY, halo.promotion.value)
        lines.append(text("review.derived.halo", value=value, interval=interval(Unit.MONEY, halo.promotion)))
    return lines


def _range(unit: Unit, day: Day) -> str:
    if day.low is None or day.high is None:
        return wording.MISSING
    return span_words(unit, round(day.low), round(day.high))
