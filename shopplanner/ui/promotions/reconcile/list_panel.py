"""The inspector of the other lists: a campaign item's check value, an item discount, a product's price strength."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.discount_taking import can_take_discount
from shopplanner.services.promotions.ledger_words import moment_words
from shopplanner.services.promotions.reconcile_lists import CampaignRow, OfferRow, StrengthRow
from shopplanner.services.promotions.reconcile_words import accepted_words, state_words
from shopplanner.services.wording import money
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.widgets import button, chip, clear, label, plain_button, row, scrolled_column
from shopplanner.ui.promotions.amounts import amount_grid, amount_label

ListRow = CampaignRow | OfferRow | StrengthRow


class ListPanel(QWidget):
    """Explains a row of one of the lists; ``take`` is told which discount is to be taken into the plan."""

    def __init__(self, actions: Sequence[Action], take: Callable[[OfferRow], object], parent: QWidget) -> None:
        super().__init__(parent)
        self._actions, self._take = actions, take
        self._column = scrolled_column(self)

    def show_row(self, shown: ListRow) -> None:
        """Show a row of any of the lists."""
        column = self._column
        clear(column)
        column.addWidget(label(shown.name, "heading", wrap=True))
        match shown:
            case CampaignRow():
                self._campaign(shown)
            case OfferRow():
                self._offer(shown)
            case StrengthRow():
                self._strength(shown)
        column.addLayout(row(*(button(action) for action in self._actions)))
        column.addStretch(1)

    def _figures(self, *figures: tuple[str, int | None]) -> None:
        grid = amount_grid()
        for number, (name, amount) in enumerate(figures):
            grid.addWidget(label(text(f"reconcile.column.{name}"), wrap=True), number, 0)
            grid.addWidget(amount_label(money(amount)), number, 1)
        self._column.addLayout(grid)

    def _campaign(self, shown: CampaignRow) -> None:
        named = " · ".join(part for part in (shown.sku, shown.sku_id, shown.status) if part)
        self._column.addWidget(label(named, "small", wrap=True))
        kind = "neutral" if shown.accepted is None else "good" if shown.accepted else "bad"
        self._column.addLayout(row(chip(text("reconcile.accepted", words=accepted_words(shown)), kind)))
        official = None if shown.entry_price is None or shown.ours is None else shown.ours - shown.entry_price
        self._figures(
            ("entry", shown.entry_price), ("official", official), ("check", shown.ours),
            ("campaign_price", shown.platform), ("required", shown.required), ("highest", shown.highest),
            ("line", shown.line),
        )  # fmt: skip
        self._column.addWidget(label(text("reconcile.campaign.unrounded"), "small", wrap=True))

    def _offer(self, shown: OfferRow) -> None:
        words = " · ".join(part for part in (shown.offer, shown.benefit, shown.sku) if part)
        self._column.addWidget(label(words, wrap=True))
        if shown.starts and shown.ends:
            span = f"{moment_words(shown.starts)} – {moment_words(shown.ends)}"
            self._column.addWidget(label(span, "small", wrap=True))
        self._column.addLayout(row(chip(state_words(shown), "good" if shown.state == "same" else "warn")))
        if shown.promotion:
            self._column.addWidget(label(text("reconcile.planned", name=shown.promotion), "muted", wrap=True))
        if can_take_discount(shown):
            take = plain_button(text("reconcile.take"), partial(self._take, shown), primary=True)
            take.setAccessibleName(text("reconcile.take_named", name=shown.offer))
            self._column.addLayout(row(take))

    def _strength(self, shown: StrengthRow) -> None:
        words = " · ".join(part for part in (shown.stars, shown.limited, shown.said) if part)
        self._column.addWidget(label(words, wrap=True))
        self._figures(
            ("price", shown.price), ("suggested", shown.suggested), ("cut", shown.cut), ("general", shown.ours),
            ("left", shown.left), ("rival_price", shown.rival_price),
        )  # fmt: skip
        if (shown.left or 0) < 0:
            self._column.addWidget(label(text("reconcile.strength.loss"), "bad", wrap=True))
        if shown.rival:
            self._column.addWidget(label(text("reconcile.strength.rival", name=shown.rival), "small", wrap=True))
