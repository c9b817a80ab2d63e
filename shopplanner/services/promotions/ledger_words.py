"""The ledger in words: what an event is and why it counts or not; and its table as a file."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from shopplanner.domain.promotions.ledger import PriceEvent, Trait, Verdict
from shopplanner.foundation.i18n import text
from shopplanner.interchange.table_workbook import Cell, Table, TableColumn
from shopplanner.services.promotions.ledger import Ledger
from shopplanner.services.promotions.price_rules import PriceRule
from shopplanner.services.table_files import write_table
from shopplanner.services.wording import listed

TO_YUAN = 100


def kind_words(event: PriceEvent) -> str:
    """Return whether an event is a paid or a planned price."""
    return text("ledger.kind.planned") if event.planned else text("ledger.kind.paid")


def days_words(first: date, last: date) -> str:
    """Return a span of days, the year once where it is the same."""
    if first == last:
        return first.isoformat()
    return f"{first} – {last:%m-%d}" if first.year == last.year else f"{first} – {last}"


def basis_words(event: PriceEvent) -> str:
    """Return what a price rests on: its promotions, else kinds of offers, else that nothing explains it."""
    if event.names:
        return listed(event.names)
    if event.traits:
        return listed(text(f"ledger.trait.{trait}") for trait in Trait if trait in event.traits)
    return text("ledger.basis.everyday") if event.explained else text("ledger.basis.unexplained")


def reason_words(verdict: Verdict) -> str:
    """Return why an event counts or does not."""
    if verdict.counts:
        if not verdict.event.explained:
            return text("ledger.reason.unexplained")
        return text("ledger.reason.counted")
    return text(f"ledger.reason.{verdict.reason}")


def rule_value(rule: PriceRule) -> str:
    """Return a rule's value in words."""
    if isinstance(rule.value, bool):
        return text("ledger.rule.yes") if rule.value else text("ledger.rule.no")
    return str(rule.value)


def rule_source(rule: PriceRule) -> str:
    """Return who says a rule, since when, how far it can be trusted, and whether it is confirmed."""
    shown = text("ledger.rule.source", source=str(rule.source), day=rule.date, grade=rule.grade)
    return f"{shown} · {text('ledger.rule.unconfirmed')}" if rule.unconfirmed else shown


def export_ledger(shown: Ledger, path: Path) -> Path:
    """Write the events and the line of each day; the kind of file goes by its suffix. Return the file written.

    Raises:
        CannotWriteError: if the system refuses.
    """
    columns = (
        TableColumn(text("ledger.column.first"), "date"),
        TableColumn(text("ledger.column.last"), "date"),
        TableColumn(text("ledger.column.kind")),
        TableColumn(text("ledger.column.price"), "money"),
        TableColumn(text("ledger.column.sku")),
        TableColumn(text("ledger.column.units"), "count"),
        TableColumn(text("ledger.column.basis")),
        TableColumn(text("ledger.column.counts")),
        TableColumn(text("ledger.column.reason")),
    )
    rows = [_row(verdict) for verdict in shown.verdicts]
    notes = (
        text("ledger.export.note", product=shown.product.name, rules=str(shown.pack.title), n=shown.rules.window),
        text("ledger.unconfirmed", n=shown.pack.unconfirmed),
    )
    return write_table(path, Table(text("ledger.title"), columns, rows, (), notes))


def _row(verdict: Verdict) -> list[Cell]:
    event = verdict.event
    return [
        event.first,
        event.last,
        kind_words(event),
        event.price / TO_YUAN,
        event.sku,
        event.units or None,
        basis_words(event),
        text("ledger.rule.yes") if verdict.counts else text("ledger.rule.no"),
        reason_words(verdict),
    ]


def moment_words(moment: datetime) -> str:
    """Return a moment to the minute."""
    return f"{moment:%Y-%m-%d %H:%M}"
