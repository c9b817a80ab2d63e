"""The inspector of the ledger: the chosen event, protection, claims, the baseline's deals, the rules' sources."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QWidget

from shopplanner.domain.promotions.ledger import Verdict
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.ledger import Ledger
from shopplanner.services.promotions.ledger_words import (
    basis_words,
    days_words,
    kind_words,
    moment_words,
    reason_words,
    rule_source,
    rule_value,
)
from shopplanner.services.wording import listed, money
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.widgets import button, chip, clear, label, row, scrolled_column
from shopplanner.ui.promotions.amounts import amount_grid, amount_label
from shopplanner.ui.theme import theme

SHOWN_ORDERS = 5
SHOWN_DEALS = 20
SHOWN_CLAIMS = 10


class LedgerPanel(QWidget):
    """Explains a ledger and one of its events."""

    def __init__(self, actions: Sequence[Action], parent: QWidget) -> None:
        super().__init__(parent)
        self._actions = actions
        self._column = scrolled_column(self)
        self._evidence: QLabel | None = None

    def show_evidence(self) -> None:
        """Scroll to the deals that the baseline rests on."""
        area = self.findChild(QScrollArea)
        if isinstance(area, QScrollArea) and self._evidence is not None:
            area.verticalScrollBar().setValue(self._evidence.y())

    def show_ledger(self, shown: Ledger, chosen: Verdict | None) -> None:
        """Show a ledger, with an event if one is chosen."""
        column = self._column
        clear(column)
        column.addWidget(label(shown.product.name, "heading", wrap=True))
        if chosen is not None:
            self._event(chosen)
        self._protections(shown)
        self._claims(shown)
        self._baseline(shown)
        self._rules(shown)
        column.addLayout(row(*(button(action) for action in self._actions)))
        column.addStretch(1)

    def _event(self, chosen: Verdict) -> None:
        event, column = chosen.event, self._column
        words = f"{kind_words(event)} · {days_words(event.first, event.last)}"
        column.addWidget(label(words, "muted", wrap=True))
        counts = text("ledger.counts") if chosen.counts else text("ledger.counts_not")
        column.addLayout(row(label(money(event.price), "figure"), chip(counts, "good" if chosen.counts else "neutral")))
        column.addWidget(label(reason_words(chosen), wrap=True))
        column.addWidget(label(text("ledger.event.basis", basis=basis_words(event)), "small", wrap=True))
        if event.orders:
            more = len(event.orders) - SHOWN_ORDERS
            named = listed(event.orders[:SHOWN_ORDERS])
            shown = text("ledger.event.more", orders=named, n=more) if more > 0 else named
            column.addWidget(label(text("ledger.event.orders", orders=shown), "small", wrap=True))

    def _protections(self, shown: Ledger) -> None:
        if not shown.protections:
            return
        self._column.addWidget(_section("ledger.section.protection"))
        grid = amount_grid()
        for number, each in enumerate(shown.protections):
            _line(grid, number, f"{each.name}\n{days_words(each.first, each.last)}", money(each.price))
        self._column.addLayout(grid)

    def _claims(self, shown: Ledger) -> None:
        if not shown.claims:
            return
        total = sum(claim.total for claim in shown.claims)
        self._column.addWidget(_section("ledger.section.claims"))
        words = text("ledger.claims.total", n=len(shown.claims), amount=money(total))
        self._column.addWidget(label(words, "warn", wrap=True))
        grid = amount_grid()
        for number, claim in enumerate(shown.claims[:SHOWN_CLAIMS]):
            due = claim.seen_at > datetime.combine(shown.today, datetime.max.time())
            said = text(
                "ledger.claims.planned" if due else "ledger.claims.line",
                order=claim.paid.reference, paid=money(claim.paid.price), price=money(claim.price),
                moment=moment_words(claim.seen_at),
            )  # fmt: skip
            _line(grid, number, said, money(claim.total))
        self._column.addLayout(grid)

    def _baseline(self, shown: Ledger) -> None:
        found = shown.baseline
        self._evidence = _section("ledger.section.baseline")
        self._column.addWidget(self._evidence)
        self._column.addWidget(label(text("ledger.baseline.rule"), "small", wrap=True))
        grid = amount_grid()
        for number, deal in enumerate(found.evidence[:SHOWN_DEALS]):
            words = text("ledger.baseline.deal", day=deal.day, order=deal.reference, n=deal.units)
            _line(grid, number, words, money(deal.price))
        self._column.addLayout(grid)
        if len(found.evidence) > SHOWN_DEALS:
            more = text("ledger.baseline.more", n=len(found.evidence) - SHOWN_DEALS)
            self._column.addWidget(label(more, "small", wrap=True))
        if found.price is not None and shown.list_price is not None and shown.list_price > found.price:
            said = text("ledger.baseline.above", listed=money(shown.list_price), price=money(found.price))
            self._column.addWidget(label(said, "warn", wrap=True))

    def _rules(self, shown: Ledger) -> None:
        self._column.addWidget(_section("ledger.section.rules"))
        self._column.addWidget(label(str(shown.pack.title), wrap=True))
        if shown.pack.note is not None:
            self._column.addWidget(label(str(shown.pack.note), "small", wrap=True))
        self._column.addWidget(label(text("ledger.unconfirmed", n=shown.pack.unconfirmed), "warn", wrap=True))
        grid = amount_grid()
        for number, rule in enumerate(shown.pack.entries):
            grid.addWidget(label(str(rule.title), wrap=True), 2 * number, 0)
            grid.addWidget(amount_label(rule_value(rule)), 2 * number, 1)
            grid.addWidget(label(rule_source(rule), "small", wrap=True), 2 * number + 1, 0, 1, 2)
        self._column.addLayout(grid)


def _section(text_id: str) -> QLabel:
    made = label(text(text_id), "heading")
    made.setContentsMargins(0, theme.current().space(8), 0, 0)
    return made


def _line(grid: QGridLayout, number: int, words: str, amount: str) -> None:
    grid.addWidget(label(words, "small", wrap=True), number, 0)
    grid.addWidget(amount_label(amount), number, 1)
