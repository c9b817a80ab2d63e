"""The columns of the ledger's table of events."""

from __future__ import annotations

from shopplanner.domain.promotions.ledger import Verdict
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.ledger_words import basis_words, days_words, kind_words, reason_words
from shopplanner.services.wording import MISSING, money, number
from shopplanner.ui.common.table import Column


def event_columns() -> list[Column[Verdict]]:
    """Return days, kind, price, whether it counts and why, what it rests on, SKU and pieces."""
    return [
        Column(
            "days",
            "ledger.column.days",
            lambda row: days_words(row.event.first, row.event.last),
            sort=lambda row: (row.event.first, row.event.last),
            width=11.4,
        ),
        Column("kind", "ledger.column.kind", lambda row: kind_words(row.event), width=3.4),
        Column(
            "price",
            "ledger.column.price",
            lambda row: money(row.event.price),
            sort=lambda row: row.event.price,
            number=True,
            width=4.6,
            bold=True,
        ),
        Column(
            "counts",
            "ledger.column.counts",
            lambda row: text("ledger.counts") if row.counts else text("ledger.counts_not"),
            sort=lambda row: not row.counts,
            role=lambda row: "good" if row.counts else "muted",
            width=5.6,
        ),
        Column("reason", "ledger.column.reason", reason_words, tooltip=reason_words, width=10),
        Column(
            "basis",
            "ledger.column.basis",
            lambda row: basis_words(row.event),
            tooltip=lambda row: basis_words(row.event),
            width=8.4,
        ),
        Column("sku", "ledger.column.sku", lambda row: row.event.sku or MISSING, width=5),
        Column(
            "units",
            "ledger.column.units",
            lambda row: number(row.event.units) if row.event.units else MISSING,
            sort=lambda row: row.event.units or None,
            number=True,
            width=3.4,
        ),
    ]
