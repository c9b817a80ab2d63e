"""The page of the lowest-price ledger: prices that count and the line that campaigns will be held to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from shopplanner.domain.changes import Area, Place
from shopplanner.domain.messages import message
from shopplanner.domain.promotions.ledger import Verdict
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.ledger import Ledger, LedgerProduct, ledger, products
from shopplanner.services.promotions.ledger_words import export_ledger
from shopplanner.services.promotions.price_rules import RulePack, choose_rules, rule_packs
from shopplanner.services.wording import money
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.chart import Band, Pin, Series, TimeChart, compact_money
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.page import Page
from shopplanner.ui.common.table import DataTable, FilterBox, RowsModel
from shopplanner.ui.common.widgets import Card, EmptyState, Segments, label
from shopplanner.ui.promotions.ledger.bar import LedgerBar
from shopplanner.ui.promotions.ledger.cards import AnswerCards
from shopplanner.ui.promotions.ledger.columns import event_columns
from shopplanner.ui.promotions.ledger.panel import LedgerPanel
from shopplanner.ui.theme import theme

BACK, AHEAD = timedelta(days=60), timedelta(days=60)
ALL, COUNTED, NOT_COUNTED = "all", "counted", "not"


@dataclass(frozen=True)
class LedgerShown:
    """What the page shows; without a ledger there is no product to keep one of."""

    products: tuple[LedgerProduct, ...]
    packs: tuple[RulePack, ...]
    ledger: Ledger | None


class LedgerPage(Page):
    """Says what a product may be registered at, from when on, and why."""

    AREAS: ClassVar[frozenset[Area]] = frozenset(
        {Area.PROMOTIONS, Area.PRODUCTS, Area.FACTS, Area.SHOP, Area.SETTINGS, Area.PACKS}
    )

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, text("ledger.title"))
        self.shown: LedgerShown | None = None
        self._product, self._sku, self._window, self._which = 0, "", 0, ALL
        self.bar = LedgerBar(self._product_chosen, self._sku_chosen, self._choose_rules, self._choose_window)
        self.body.addWidget(self.bar)
        self._make_actions()
        self.header.add_action(self.actions_made[0])
        self.panel = LedgerPanel(self.actions_made[1:2], self)
        self.panel.hide()
        self.stack = QStackedWidget()
        self.stack.addWidget(self._filled())
        self.stack.addWidget(EmptyState("ledger.empty", "ledger.empty_hint", self.actions_made[2:], "metrics"))
        self.body.addWidget(self.stack, 1)

    def _make_actions(self) -> None:
        self.actions_made = (
            Action(
                "ledger.export", "ledger.action.export", self._ask_export, "Ctrl+Shift+E", icon="export",
                enabled=self._has_ledger,
            ),
            Action("ledger.rules", "ledger.action.rules", self._go_rules, icon="settings", enabled=self._has_ledger),
            Action("ledger.products", "ledger.action.products", self._go_products, icon="products"),
            Action("ledger.import", "ledger.action.import", self._go_importing, icon="import"),
        )  # fmt: skip

    def _filled(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.body.spacing())
        self.cards = AnswerCards(self.context.workspace.clock.today(), self.panel.show_evidence)
        column.addWidget(self.cards)
        self.chart = TimeChart(
            text("ledger.chart"), self.context, words=compact_money, read_out_words=_exact, from_zero=False
        )
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        chart_card = Card(text("ledger.chart"))
        self.chart.tools_into(chart_card.head)
        chart_card.body.addWidget(self.chart, 1)
        split.addWidget(chart_card)
        split.addWidget(self._events())
        split.setSizes([theme.current().unit(13), theme.current().unit(15)])
        column.addWidget(split, 1)
        return page

    def _events(self) -> Card:
        self.model = RowsModel(event_columns())
        self.table = DataTable(self.model, name="promotions.ledger", accessible_name=text("ledger.events"))
        self.table.row_changed.connect(lambda _row: self._explain())
        card = Card(text("ledger.events"))
        self.count = label("", "muted")
        card.head.insertWidget(2, self.count)
        choices = [(each, text(f"ledger.filter.{each}")) for each in (ALL, COUNTED, NOT_COUNTED)]
        self.segments = Segments(choices, ALL, self._choose_rows)
        card.head.addWidget(self.segments)
        card.head.addWidget(FilterBox(self.table))
        card.body.addWidget(self.table, 1)
        return card

    def actions_list(self) -> Sequence[Action]:
        """Return the page's actions."""
        return self.actions_made

    def refresh(self) -> None:
        """Read the ledger of the chosen product again."""
        product, sku, window = self._product, self._sku, self._window

        def read(workspace: Workspace) -> LedgerShown:
            found = products(workspace)
            known = {each.id for each in found}
            chosen = product if product in known else next(iter(known), 0)
            today = workspace.clock.today()
            own = (
                ledger(
                    workspace, chosen, today - BACK, today + AHEAD, sku=sku if chosen == product else "", window=window
                )
                if chosen
                else None
            )
            return LedgerShown(tuple(found), tuple(rule_packs()), own)

        self.context.read("promotions.ledger", read, self._show)

    def show_record(self, record: str) -> None:
        """Show the ledger of a product by its id."""
        if record.isdigit():
            self._product, self._sku = int(record), ""
            self.refresh()

    def _show(self, shown: LedgerShown) -> None:
        self.shown = shown
        found = shown.ledger
        self.stack.setCurrentIndex(0 if found else 1)
        self.bar.setVisible(found is not None)
        if found is None:
            self.set_inspector(None)
            self.header.set_chips()
            self.header.update_enabled()
            return
        self._product, self._sku = found.product.id, found.sku
        self.bar.show_products(shown.products, found.product.id)
        self.bar.show_ledger(found, shown.packs)
        self.header.set_chips(*_chips(found))
        self.cards.show_ledger(found)
        self._draw(found)
        self._show_rows(found)
        self._explain()

    def _draw(self, found: Ledger) -> None:
        days = [found.first + timedelta(days=number) for number in range((found.last - found.first).days + 1)]
        series = [
            Series("line", text("ledger.series.line", n=found.rules.window), [_yuan(found.line[day]) for day in days],
                   "bad", stepped=True),
            Series("shown", text("ledger.series.planned"), [_yuan(found.shown.get(day)) for day in days], "chart1",
                   dashed=True, stepped=True),
            Series("paid", text("ledger.series.paid"), [_yuan(found.paid.get(day)) for day in days], "chart2",
                   stepped=True),
        ]  # fmt: skip
        bands = [
            Band(text("ledger.band", name=each.name), max(each.first, found.first), min(each.last, found.last), "warn")
            for each in found.protections
        ]
        pins = [Pin(each.day, text("ledger.gate", name=each.name), str(each.promotion_id)) for each in found.gates]
        pins.append(Pin(found.today, text("ledger.today"), "", "muted"))
        self.chart.show_data(days, series, bands=bands, pins=pins)

    def _show_rows(self, found: Ledger) -> None:
        wanted = {ALL: (True, False), COUNTED: (True,), NOT_COUNTED: (False,)}[self._which]
        rows = [verdict for verdict in found.verdicts if verdict.counts in wanted]
        self.count.setText(text("ledger.count", n=len(rows)))
        self.table.show_rows(rows, key=_key)

    def _choose_rows(self, which: str) -> None:
        self._which = which
        if self.shown is not None and self.shown.ledger is not None:
            self._show_rows(self.shown.ledger)

    def _explain(self) -> None:
        self.header.update_enabled()
        if self.shown is None or self.shown.ledger is None:
            return
        self.panel.show_ledger(self.shown.ledger, self.table.current_row())
        if self.inspector is not self.panel:
            self.set_inspector(self.panel)

    def _product_chosen(self) -> None:
        self._product, self._sku = int(self.bar.product.currentData()), ""
        self.cards.price.set_value(None)
        self.refresh()

    def _sku_chosen(self) -> None:
        self._sku = str(self.bar.sku.currentData())
        self.refresh()

    def _choose_window(self, days: int) -> None:
        self._window = days
        self.refresh()

    def _choose_rules(self, name: str) -> None:
        """Go by other rules, with the window that they ask for."""
        self._window = 0
        self.context.perform(lambda workspace: choose_rules(workspace, name))

    def _has_ledger(self) -> bool:
        return self.shown is not None and self.shown.ledger is not None

    def _ask_export(self) -> None:
        kinds = f"{text('metrics.export.xlsx')} (*.xlsx);;{text('metrics.export.csv')} (*.csv)"
        path, _ = QFileDialog.getSaveFileName(self, text("ledger.action.export"), f"{text('ledger.title')}.xlsx", kinds)
        if path:
            self.export_to(Path(path))

    def export_to(self, path: Path) -> None:
        """Write the events to a file."""
        found = self.shown.ledger if self.shown else None
        if found is None:
            return

        def done(written: Path) -> None:
            self.context.notify(message("ledger.exported", path=str(written)), "good")

        self.context.read("promotions.ledger.export", lambda _workspace: export_ledger(found, path), done)

    def _go_rules(self) -> None:
        name = self.shown.ledger.pack.name if self.shown and self.shown.ledger else ""
        self.context.navigate(Place("today", "packs", f"price_rules/{name}"))

    def _go_products(self) -> None:
        self.context.navigate(Place("products", "catalogue"))

    def _go_importing(self) -> None:
        self.context.navigate(Place("metrics", "importing"))


def _key(verdict: Verdict) -> object:
    event = verdict.event
    return event.first, event.last, event.planned, event.sku, event.price, event.traits


def _chips(found: Ledger) -> list[tuple[str, str]]:
    """Return what needs attention: what buyers could claim."""
    if not found.claims:
        return []
    total = sum(claim.total for claim in found.claims)
    return [(text("ledger.chip.claims", amount=money(total)), "warn")]


def _yuan(amount: int | None) -> float | None:
    return None if amount is None else amount / 100


def _exact(value: float | None) -> str:
    return money(None if value is None else round(value * 100))
