"""The page that holds the platform's own prices against ours."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtWidgets import QFileDialog, QLabel, QStackedWidget, QVBoxLayout, QWidget

from shopplanner.domain.changes import Area, Place
from shopplanner.domain.messages import message
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.discount_taking import take_discount
from shopplanner.services.promotions.plans import place
from shopplanner.services.promotions.reconcile import Compared, PlatformOffer
from shopplanner.services.promotions.reconcile_lists import OfferRow
from shopplanner.services.promotions.reconcile_taking import take_offer
from shopplanner.services.promotions.reconcile_words import PlatformPrices, export_list, flag_words, platform_prices
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.page import Page
from shopplanner.ui.common.table import DataTable, FilterBox, RowsModel
from shopplanner.ui.common.widgets import Card, EmptyState, Segments, label, row
from shopplanner.ui.promotions.reconcile.columns import (
    campaign_columns,
    needs_look,
    offer_columns,
    price_columns,
    strength_columns,
)
from shopplanner.ui.promotions.reconcile.list_panel import ListPanel
from shopplanner.ui.promotions.reconcile.panel import ReconcilePanel

PRICES, CAMPAIGN, OFFERS, STRENGTH = "prices", "campaign", "offers", "strength"
LISTS = (PRICES, CAMPAIGN, OFFERS, STRENGTH)
ALL, DIFFERING = "all", "differing"


class ReconcilePage(Page):
    """Shows where the platform's price is not ours, tool by tool, and why that probably is."""

    AREAS: ClassVar[frozenset[Area]] = frozenset(
        {Area.FACTS, Area.PROMOTIONS, Area.PRODUCTS, Area.SHOP, Area.SETTINGS, Area.PACKS}
    )

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, text("reconcile.title"))
        self.shown: PlatformPrices | None = None
        self._list, self._which, self._wanted = PRICES, ALL, ""
        self._make_actions()
        choices = [(each, text(f"reconcile.list.{each}")) for each in LISTS]
        self.lists = Segments(choices, PRICES, self._choose_list)
        self.body.addLayout(row(self.lists))
        self.header.add_action(self.actions_made[1])
        self.header.add_action(self.actions_made[0], primary=True)
        self.panel = ReconcilePanel(self.actions_made[2:3], self._take, self)
        self.panel.hide()
        self.list_panel = ListPanel(self.actions_made[2:3], self._take_discount, self)
        self.list_panel.hide()
        self.stack = QStackedWidget()
        self.stack.addWidget(self._filled())
        self.stack.addWidget(EmptyState("reconcile.empty", "reconcile.empty_hint", self.actions_made[:1], "import"))
        self.body.addWidget(self.stack, 1)

    def _make_actions(self) -> None:
        self.actions_made = (
            Action("reconcile.import", "reconcile.action.import", self._ask_import, icon="import"),
            Action(
                "reconcile.export", "reconcile.action.export", self._ask_export, "Ctrl+Shift+E", icon="export",
                enabled=self._has_rows,
            ),
            Action("reconcile.show", "reconcile.action.show", self._go_prices, icon="right", enabled=self._has_product),
            Action(
                "reconcile.rules", "reconcile.action.rules", self._go_rules, icon="settings", enabled=self._has_hint
            ),
        )  # fmt: skip

    def _filled(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.body.spacing())
        self.hint_card = Card(text("reconcile.hints"), tone="warn")
        self.hint_words = label("", wrap=True)
        self.hint_card.body.addWidget(self.hint_words)
        self.hint_button = self.hint_card.add_action(self.actions_made[3])
        self.hint_card.hide()
        column.addWidget(self.hint_card)
        self.tables: dict[str, DataTable] = {}
        self.cards = QStackedWidget()
        self.counts: dict[str, QLabel] = {}
        self.filters: list[Segments] = []
        columns: tuple[Sequence[Any], ...] = (price_columns(), campaign_columns(), offer_columns(), strength_columns())
        for name, own in zip(LISTS, columns, strict=True):
            self.cards.addWidget(self._card(name, own))
        column.addWidget(self.cards, 1)
        return page

    def _card(self, name: str, columns: Sequence[Any]) -> Card:
        table = DataTable(
            RowsModel(columns), name=f"promotions.reconcile.{name}", accessible_name=text(f"reconcile.list.{name}")
        )
        table.row_changed.connect(lambda _row: self._explain())
        table.row_activated.connect(self._open)
        self.tables[name] = table
        card = Card(text(f"reconcile.list.{name}"))
        self.counts[name] = label("", "muted")
        card.head.insertWidget(2, self.counts[name])
        choices = [(each, text(f"reconcile.filter.{each}")) for each in (ALL, DIFFERING)]
        self.filters.append(Segments(choices, ALL, self._choose_rows))
        card.head.addWidget(self.filters[-1])
        card.head.addWidget(FilterBox(table))
        card.body.addWidget(table, 1)
        return card

    def actions_list(self) -> Sequence[Action]:
        """Return the page's actions."""
        return self.actions_made

    def refresh(self) -> None:
        """Compare again."""
        self.context.read("promotions.reconcile", platform_prices, self._show)

    def show_record(self, record: str) -> None:
        """Choose a SKU of the price list by product code and SKU id, ``601/5001``, or a list by its name."""
        if record in LISTS:
            self.lists.choose(record)
            self._choose_list(record)
        elif record:
            self.lists.choose(PRICES)
            self._choose_list(PRICES)
            self._wanted = record
            self._select_wanted()

    def _show(self, shown: PlatformPrices) -> None:
        self.shown = shown
        differing = len(shown.prices.differing)
        self.header.set_chips(*([(text("reconcile.chip", n=differing), "warn")] if differing else []))
        self.hint_words.setText("\n".join(flag_words(hint) for hint in shown.hints))
        self.hint_button.setEnabled(bool(shown.hints))
        self._show_list()
        self._select_wanted()

    def _rows(self) -> tuple[Any, ...]:
        """Return all rows of the list in view."""
        shown = self.shown
        if shown is None:
            return ()
        lists = {PRICES: shown.prices.rows, CAMPAIGN: shown.campaign, OFFERS: shown.offers, STRENGTH: shown.strength}
        found: tuple[Any, ...] = lists[self._list]
        return found

    def _show_list(self) -> None:
        rows, table = self._rows(), self.tables[self._list]
        self.stack.setCurrentIndex(0 if rows else 1)
        self.cards.setCurrentIndex(LISTS.index(self._list))
        self.hint_card.setVisible(self._list == PRICES and bool(self.hint_words.text()))
        wanted = [row for row in rows if self._which == ALL or needs_look(row)]
        self.counts[self._list].setText(text("reconcile.count", n=len(wanted), all=len(rows)))
        table.show_rows(wanted, key=_key)
        if table.current_row() is None and wanted:
            table.selectRow(0)
        self._explain()

    def _select_wanted(self) -> None:
        if self._wanted and self.tables[PRICES].select_where(lambda row: _record(row) == self._wanted):
            self._wanted = ""

    def _choose_list(self, name: str) -> None:
        self._list = name
        if self.shown is not None:
            self._show_list()

    def _choose_rows(self, which: str) -> None:
        self._which = which
        for segments in self.filters:
            segments.choose(which)
        self._choose_list(self._list)

    def _explain(self) -> None:
        self.header.update_enabled()
        chosen = self.tables[self._list].current_row()
        if chosen is None:
            self.set_inspector(None)
            return
        panel = self.panel if isinstance(chosen, Compared) else self.list_panel
        panel.show_row(chosen)
        if self.inspector is not panel:
            self.set_inspector(panel)

    def _take(self, chosen: Compared, offer: PlatformOffer) -> None:
        taken = partial(self._taken, offer.name)
        self.context.perform(lambda workspace: take_offer(workspace, chosen, offer), taken)

    def _take_discount(self, chosen: OfferRow) -> None:
        taken = partial(self._taken, chosen.offer)
        self.context.perform(lambda workspace: take_discount(workspace, chosen), taken)

    def _taken(self, name: str, promotion_id: int) -> None:
        show = Action("reconcile.taken", "reconcile.action.calendar", lambda: self._go(place(promotion_id)))
        self.context.notify(message("reconcile.taken", name=name), "good", show)

    def _open(self, chosen: Any) -> None:
        """Go to what a row is about: the planned discount, or the product's prices."""
        if isinstance(chosen, OfferRow) and chosen.promotion_id is not None:
            self._go(place(chosen.promotion_id))
        else:
            self._go_prices()

    def _go(self, where: Place) -> None:
        self.context.navigate(where)

    def _go_prices(self) -> None:
        chosen = self.tables[self._list].current_row()
        if chosen is None or chosen.product_id is None:
            return
        moment = f"@{chosen.moment:%Y-%m-%dT%H:%M}" if isinstance(chosen, Compared) else ""
        self._go(Place("promotions", "prices", f"{chosen.product_id}{moment}"))

    def _go_rules(self) -> None:
        if self.shown is not None and self.shown.hints:
            self._go(Place("today", "packs", f"profiles/{self.shown.hints[0].profile_id}"))

    def _has_hint(self) -> bool:
        return self.shown is not None and bool(self.shown.hints)

    def _has_rows(self) -> bool:
        return bool(self._rows())

    def _has_product(self) -> bool:
        chosen = self.tables[self._list].current_row() if self.shown else None
        return chosen is not None and chosen.product_id is not None

    def _ask_import(self) -> None:
        kinds = (
            f"{text('metrics.importing.kinds')} (*.xlsx *.xls *.csv *.zip);;{text('metrics.importing.all_files')} (*)"
        )
        chosen, _ = QFileDialog.getOpenFileNames(self, text("reconcile.action.import"), "", kinds)
        if chosen:
            self.context.open_files([Path(name) for name in chosen])

    def _ask_export(self) -> None:
        kinds = f"{text('metrics.export.xlsx')} (*.xlsx);;{text('metrics.export.csv')} (*.csv)"
        suggested = f"{text(f'reconcile.list.{self._list}')}.xlsx"
        path, _ = QFileDialog.getSaveFileName(self, text("reconcile.action.export"), suggested, kinds)
        if path:
            self.export_to(Path(path))

    def export_to(self, path: Path) -> None:
        """Write the list in view to a file."""
        shown, which = self.shown, self._list
        if shown is None:
            return

        def done(written: Path) -> None:
            self.context.notify(message("reconcile.exported", path=str(written)), "good")

        self.context.read("promotions.reconcile.export", lambda _workspace: export_list(shown, which, path), done)


def _record(row: Compared) -> str:
    return f"{row.code}/{row.sku_id}"


def _key(row: Any) -> object:
    if isinstance(row, Compared):
        return _record(row)
    return row.code, getattr(row, "sku_id", ""), getattr(row, "offer_id", ""), getattr(row, "rival", "")
