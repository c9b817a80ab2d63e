"""The inspector of a price: the platform's way to it and ours, tool by tool, and what can be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QGridLayout, QWidget

from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.ledger_words import moment_words
from shopplanner.services.promotions.reconcile import Compared, PlatformOffer, ToolLine
from shopplanner.services.promotions.reconcile_taking import can_take
from shopplanner.services.promotions.reconcile_words import reason_words
from shopplanner.services.wording import listed, money
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.widgets import button, chip, clear, hline, label, plain_button, row, scrolled_column
from shopplanner.ui.promotions.amounts import amount_label
from shopplanner.ui.theme import theme

HEADS = ("tool", "platform", "ours")


class ReconcilePanel(QWidget):
    """Explains one SKU's comparison; ``take`` is told which offer is to be taken into the plan."""

    def __init__(
        self, actions: Sequence[Action], take: Callable[[Compared, PlatformOffer], object], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._actions, self._take = actions, take
        self._column = scrolled_column(self)

    def show_row(self, shown: Compared) -> None:
        """Show a SKU's prices, tool by tool."""
        column = self._column
        clear(column)
        column.addWidget(label(shown.name, "heading", wrap=True))
        named = " · ".join(part for part in (shown.sku, shown.sku_id) if part)
        if named:
            column.addWidget(label(named, "small", wrap=True))
        column.addWidget(label(text("reconcile.at", moment=moment_words(shown.moment)), "small", wrap=True))
        kind = "warn" if shown.differs else "good"
        column.addLayout(row(chip(text("reconcile.differs") if shown.differs else text("reconcile.agrees"), kind)))
        if shown.differs:
            column.addWidget(label(reason_words(shown), wrap=True))
            column.addWidget(label(text(f"reconcile.advice.{shown.reason}"), "muted", wrap=True))
        column.addLayout(_grid(shown))
        column.addWidget(label(text(f"reconcile.basis.{shown.basis}", n=shown.pieces), "small", wrap=True))
        self._offers(shown)
        column.addLayout(row(*(button(action) for action in self._actions)))
        column.addStretch(1)

    def _offers(self, shown: Compared) -> None:
        """List the platform's offers; those that the plan lacks can be taken over."""
        offers = [(line, offer) for line in shown.lines for offer in line.offers]
        if offers:
            self._column.addWidget(label(text("reconcile.section.offers"), "heading"))
        for line, offer in offers:
            self._column.addWidget(label(_offer_words(offer), wrap=True))
            if offer.starts and offer.ends:
                span = f"{moment_words(offer.starts)} – {moment_words(offer.ends)}"
                self._column.addWidget(label(span, "small", wrap=True))
            if line.reason == "missing" and shown.product_id is not None and can_take(offer):
                take = plain_button(text("reconcile.take"), partial(self._take, shown, offer), primary=True)
                take.setAccessibleName(text("reconcile.take_named", name=offer.name))
                self._column.addLayout(row(take))


def _offer_words(offer: PlatformOffer) -> str:
    parts = [offer.name, offer.tool if offer.tool != offer.name else "", offer.level, offer.detail]
    return " · ".join(part for part in parts if part)


def _grid(shown: Compared) -> QGridLayout:
    """Return the way from the price before offers to what is paid, the platform's beside ours."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.current().space(8))
    grid.setVerticalSpacing(theme.current().space(4))
    grid.setColumnStretch(0, 1)
    for at, name in enumerate(HEADS):
        head = text(f"reconcile.head.{name}")
        grid.addWidget(amount_label(head, "small") if at else label(head, "small"), 0, at)
    role = "warn" if shown.reason == "tag" else ""
    _amounts(grid, 1, text("reconcile.tag"), shown.platform_tag, shown.our_tag, role)
    at = 2
    for line in shown.lines:
        _amounts(grid, at, _line_words(line), _minus(line.platform), _minus(line.ours), "warn" if line.reason else "")
        at += 1
        if line.reason:
            grid.addWidget(label(reason_words(line), "small", wrap=True), at, 0, 1, 3)
            at += 1
    grid.addWidget(hline(), at, 0, 1, 3)
    _amounts(grid, at + 1, text("reconcile.paid"), shown.platform, shown.ours, "heading")
    if shown.difference:
        grid.addWidget(label(text("reconcile.column.difference"), "warn"), at + 2, 0)
        grid.addWidget(amount_label(money(shown.difference), "warn"), at + 2, 2)
    return grid


def _line_words(line: ToolLine) -> str:
    return f"{line.title}\n{listed(line.names)}" if line.names else line.title


def _minus(amount: int | None) -> int | None:
    return None if amount is None else -amount


def _amounts(grid: QGridLayout, at: int, words: str, platform: int | None, ours: int | None, role: str) -> None:
    grid.addWidget(label(words, role, wrap=True), at, 0)
    grid.addWidget(amount_label(money(platform), role), at, 1)
    grid.addWidget(amount_label(money(ours), role), at, 2)
