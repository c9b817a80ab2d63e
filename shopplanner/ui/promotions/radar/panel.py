"""The inspector of a cell: basket, buyer, the way to the price, what it leaves, and the promotions that cause it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.price_words import price_lines, remarks, rule_lines
from shopplanner.services.promotions.radar import Finding, RadarCell
from shopplanner.services.wording import listed, money, percent
from shopplanner.ui.common.widgets import chip, clear, hline, label, plain_button, row, scrolled_column
from shopplanner.ui.promotions.amounts import amount_grid, amount_label
from shopplanner.ui.theme import theme

KINDS = {"good": "good", "warn": "warn", "bad": "bad", "unknown": "neutral"}


class FindingPanel(QWidget):
    """Explains the worst case of a SKU on a day."""

    def __init__(self, open_promotion: Callable[[int], object], parent: QWidget) -> None:
        super().__init__(parent)
        self._open = open_promotion
        self.finding: Finding | None = None
        self._column = scrolled_column(self)

    def show_finding(self, finding: Finding, cell: RadarCell, mode: str) -> None:
        """Show a finding; ``cell`` is what the map shows of it."""
        self.finding = finding
        column = self._column
        clear(column)
        column.addWidget(label(text("radar.worst"), "small"))
        column.addWidget(label(finding.product.name, "heading", wrap=True))
        column.addWidget(label(f"{finding.day.isoformat()}", "muted"))
        kind = KINDS[cell.state(mode)]
        said = [text(f"radar.reason.{each}") for each in cell.reasons]
        if cell.left is not None and cell.left < 0:
            said.append(text("radar.reason.loss"))
        chips = [chip(words, kind) for words in said] or [chip(text("radar.fine"), "good")]
        for each in chips:
            column.addLayout(row(each))
        column.addLayout(self._facts(finding))
        column.addWidget(_section("radar.section.path"))
        column.addLayout(self._path(finding))
        column.addWidget(_section("radar.section.limits"))
        column.addLayout(self._limits(finding, cell))
        self._add_promotions(finding)
        self._add_remedies(finding)
        if lost := remarks(finding.cart):
            column.addWidget(_section("radar.section.lost"))
            for words in lost:
                column.addWidget(label(words, "muted", wrap=True))
        column.addWidget(_section("radar.section.rules"))
        for words in rule_lines(finding.rules):
            column.addWidget(label(words, "small", wrap=True))
        column.addWidget(label(text("radar.space"), "small", wrap=True))
        column.addStretch(1)

    def _facts(self, finding: Finding) -> QGridLayout:
        grid = amount_grid()
        basket = listed([text("radar.pieces", name=name, n=count) for name, count in finding.basket])
        buyers = listed([text(f"prices.buyer.{each}") for each in finding.audiences]) or text("prices.buyer.all")
        span = text("radar.span", starts=f"{finding.starts:%m-%d %H:%M}", ends=f"{finding.ends:%m-%d %H:%M}")
        for line, (name, words) in enumerate((("basket", basket), ("buyer", buyers), ("span", span))):
            grid.addWidget(label(text(f"radar.fact.{name}"), "muted"), line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(words, wrap=True), line, 1)
        grid.setColumnStretch(0, 0)
        grid.setColumnStretch(1, 1)
        return grid

    def _path(self, finding: Finding) -> QGridLayout:
        grid = amount_grid()
        lines = price_lines(finding.cart, finding.names)
        for number, line in enumerate(lines[:-1]):
            grid.addWidget(label(line.words, wrap=True), number, 0)
            grid.addWidget(amount_label(money(line.amount)), number, 1)
        last = len(lines)
        grid.addWidget(hline(), last, 0, 1, 2)
        grid.addWidget(label(lines[-1].words, "heading"), last + 1, 0)
        grid.addWidget(amount_label(money(lines[-1].amount), "heading"), last + 1, 1)
        grid.addWidget(label(text("radar.path.unit"), "heading", wrap=True), last + 2, 0)
        grid.addWidget(amount_label(money(finding.unit_price), "heading"), last + 2, 1)
        return grid

    def _limits(self, finding: Finding, cell: RadarCell) -> QGridLayout:
        grid = amount_grid()
        product = finding.product
        rows = [
            ("cost", product.cost, "cost" in cell.reasons),
            ("left", finding.left, finding.left is not None and finding.left < 0),
            ("floor", product.floor, "floor" in cell.reasons),
            ("red_line", product.tag_price // 2, "red_line" in cell.reasons),
            ("line", cell.line, "line" in cell.reasons),
        ]
        for number, (name, amount, broken) in enumerate(rows):
            grid.addWidget(label(text(f"radar.limit.{name}"), wrap=True), number, 0)
            grid.addWidget(amount_label(money(amount), "bad" if broken else ""), number, 1)
        if finding.left is not None and finding.unit_price:
            grid.addWidget(label(text("radar.limit.margin"), wrap=True), len(rows), 0)
            margin = percent(finding.left * 10_000 // finding.unit_price)
            grid.addWidget(amount_label(margin, "bad" if finding.left < 0 else ""), len(rows), 1)
        return grid

    def _add_promotions(self, finding: Finding) -> None:
        if not finding.promotions:
            return
        self._column.addWidget(_section("radar.section.promotions"))
        for promotion_id, name in finding.promotions:
            opener = plain_button(text("radar.open", name=name), partial(self._open, promotion_id), link=True)
            self._column.addLayout(row(opener))

    def _add_remedies(self, finding: Finding) -> None:
        """Say what would come of it without one of the promotions."""
        if not finding.remedies:
            return
        self._column.addWidget(_section("radar.section.remedies"))
        for each in finding.remedies:
            values = {"name": each.name, "price": money(each.unit_price), "left": money(each.left)}
            self._column.addWidget(label(text("radar.remedy", **values), wrap=True))


def _section(text_id: str) -> QLabel:
    made = label(text(text_id), "heading")
    made.setContentsMargins(0, theme.current().space(8), 0, 0)
    return made
