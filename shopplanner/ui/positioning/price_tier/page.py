"""The price tier page: the market in bands, own products among them, and the tier chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QSpinBox, QStackedWidget, QVBoxLayout, QWidget

from shopplanner.domain.changes import Area, Outcome
from shopplanner.domain.messages import message
from shopplanner.domain.positioning.price_bands import MOST_BANDS, Band, Method
from shopplanner.domain.positioning.worksheets import figure_of
from shopplanner.foundation.i18n import text
from shopplanner.services import wording
from shopplanner.services.positioning import prices
from shopplanner.services.positioning.definitions import definition
from shopplanner.services.positioning.prices import Market, PriceTier
from shopplanner.services.positioning.worksheets import Sheet
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.chart_data import Bar
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.form import Draft, choice, indented
from shopplanner.ui.common.money_field import parse_money
from shopplanner.ui.common.widgets import Card, EmptyState, Segments, label, row, set_property
from shopplanner.ui.positioning.forms.sections import SectionForm, section_card
from shopplanner.ui.positioning.forms.worksheet_page import WorksheetPage
from shopplanner.ui.positioning.price_tier.chart import BandChart, Mark
from shopplanner.ui.positioning.price_tier.view import (
    MEASURES,
    BandPanel,
    BandRow,
    BandTable,
    band_name,
    band_rows,
    ratio,
)
from shopplanner.ui.theme import theme

if TYPE_CHECKING:
    from shopplanner.services.metrics.importing import FileReport


class PriceTierPage(WorksheetPage[PriceTier]):
    """At which price the shop stands."""

    KIND: ClassVar[str] = "price_tier"
    AREAS: ClassVar[frozenset[Area]] = frozenset(
        {Area.WORKSHEETS, Area.PACKS, Area.LISTINGS, Area.PRODUCTS, Area.FACTS}
    )

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self.found: PriceTier | None = None
        self.measure = MEASURES[0]
        self.import_action = Action(
            "positioning.price_tier.import", "positioning.price_tier.import", self.import_table, icon="import"
        )
        self.paste_action = Action(
            "positioning.price_tier.paste", "positioning.price_tier.paste", self.paste_table, icon="copy"
        )
        self.header.add_action(self.paste_action)
        self.header.add_action(self.import_action, primary=True)
        defined = definition(self.KIND)
        self.tier_form = SectionForm(context, self.KIND, defined.section("choice"))
        self.forms = [self.tier_form]
        self.table = BandTable()
        self.table.row_changed.connect(self._show_band)
        self.table.row_activated.connect(lambda found: self.choose(found.band))
        self.chart = BandChart(text("positioning.bands.title"), context)
        self.chart.chart.bar_clicked.connect(lambda key: self.table.select_where(lambda found: str(found.place) == key))
        self.panel = BandPanel(self.choose)
        self.panel.setParent(self)
        self.panel.hide()
        self.notes = label("", "small", wrap=True)
        self._make_controls()
        self.stack = QStackedWidget()
        self.stack.addWidget(self._filled(section_card(self.tier_form, defined.section("choice"))))
        actions = (self.import_action, self.paste_action)
        self.stack.addWidget(
            EmptyState("positioning.price_tier.empty", "positioning.price_tier.empty_hint", actions, "metrics")
        )
        self.body.addWidget(self.stack, 1)

    def load(self, workspace: Workspace, sheet_id: int) -> PriceTier:
        """Return the worksheet with the market that it looks at."""
        return prices.price_tier(workspace, sheet_id)

    def show_data(self, data: PriceTier) -> Sheet:
        """Show the market, or what to do where there is none."""
        self.found = data
        self.stack.setCurrentIndex(0 if data.market else 1)
        if data.market is not None:
            self._show_controls(data, data.market)
            self.table.show_market(data.market, self._chosen(data))
            if self.table.current_row() is None:
                self.table.selectRow(max(self._chosen(data), default=0))
            self._draw()
            self.notes.setText(_notes(data.market))
        self._show_band(self.table.current_row())
        self.set_inspector(self.panel if data.market else None)
        return data.sheet

    def choose(self, band: Band) -> None:
        """Make a band the shop's tier."""
        sheet_id = self._shown_id()
        self.context.perform(lambda workspace: prices.choose_band(workspace, band, sheet_id))

    def import_table(self) -> None:
        """Ask for a file and bring it in on the import page."""
        chosen, _ = QFileDialog.getOpenFileName(
            self, text("positioning.price_tier.import"), "", text("positioning.price_tier.files")
        )
        if chosen:
            self.context.open_files([Path(chosen)])

    def paste_table(self) -> None:
        """Bring in a table from the clipboard."""
        from shopplanner.services.metrics import importing

        pasted = QGuiApplication.clipboard().text()
        name = text("positioning.price_tier.pasted")
        self.context.run_job(
            message("positioning.price_tier.paste"),
            lambda workspace, _handle: importing.import_text(workspace, pasted, name=name),
            self._pasted,
            writes=True,
        )

    def actions_list(self) -> Sequence[Action]:
        """Return the page's actions."""
        return (self.import_action, self.paste_action, *super().actions_list())

    def flush(self) -> None:
        """Store what was typed."""
        super().flush()
        self.edges_draft.flush()

    def _make_controls(self) -> None:
        self.tables_box = choice([])
        self.tables_box.setAccessibleName(text("positioning.price_tier.table"))
        self.tables_box.setMinimumWidth(theme.unit(15))
        self.tables_box.activated.connect(lambda _row: self._choose_table())
        self.tables_box.currentTextChanged.connect(self.tables_box.setToolTip)  # long names do not fit
        methods = [(one.value, text(f"positioning.method.{one}")) for one in Method]
        self.method = Segments(methods, Method.ROUND, lambda name: self._cut(method=Method(name)))
        self.count = indented(QSpinBox())
        self.count.setRange(2, MOST_BANDS)
        self.count.setFixedWidth(theme.unit(4.5))
        self.count.setAccessibleName(text("positioning.price_tier.count"))
        self.count.setToolTip(text("positioning.price_tier.count"))
        self.count.editingFinished.connect(lambda: self._cut(count=self.count.value()))
        self.count.setKeyboardTracking(False)
        self.count.valueChanged.connect(lambda value: self._cut(count=value))
        self.edges = QLineEdit()
        self.edges.setPlaceholderText(text("positioning.price_tier.edges"))
        self.edges.setAccessibleName(text("positioning.price_tier.edges"))
        self.edges_draft = Draft(self.edges, self.edges.text, self._cut_by_hand)
        self.measure_choice = Segments(
            [(one, text(f"positioning.measure.{one}")) for one in MEASURES], self.measure, self._choose_measure
        )

    def _filled(self, tier: Card) -> QWidget:
        look = theme.current()
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.space(12))
        column.addLayout(row(self.tables_box, self.method, self.count, self.edges, None))
        self.edges.setMinimumWidth(look.unit(12))
        bands = Card(text("positioning.bands.title"))
        bands.head.addWidget(self.measure_choice)
        self.chart.chart.tools_into(bands.head)
        bands.body.addWidget(self.chart, 1)
        tier.body.addStretch(1)
        tier.setFixedWidth(look.unit(19))
        line = QHBoxLayout()
        line.setSpacing(look.space(12))
        line.addWidget(bands, 1)
        line.addWidget(tier)
        column.addLayout(line, 1)
        figures = Card()
        figures.body.addWidget(self.table)
        figures.body.addWidget(self.notes)
        column.addWidget(figures)
        return whole

    def _show_controls(self, data: PriceTier, market: Market) -> None:
        self.tables_box.clear()
        for table in data.tables:
            name = text("positioning.price_tier.sample") if table.name.startswith("sample/") else table.name
            words = text("positioning.price_tier.table_line", name=name, rows=wording.number(table.rows))
            self.tables_box.addItem(words, table.id)
        self.tables_box.setCurrentIndex(self.tables_box.findData(market.table.id))
        self.method.choose(market.cut.method)
        self.count.blockSignals(True)
        self.count.setValue(market.cut.count)
        self.count.blockSignals(False)
        by_hand = market.cut.method is Method.HAND
        self.count.setVisible(not by_hand)
        self.edges.setVisible(by_hand)
        if not self.edges_draft.pending:
            self.edges.setText(", ".join(f"{edge / 100:g}" for edge in market.cut.edges))
            self.edges_draft.stored()

    def _draw(self) -> None:
        data = self.found
        if data is None or data.market is None:
            return
        chosen = self._chosen(data)
        bars = [_bar(found, self.measure, found.place in chosen) for found in band_rows(data.market, chosen)]
        names = ("cheap", "fair", "dear")
        flags = [
            Mark(price, text(f"positioning.memory.{name}", price=wording.money(price)), flag=True)
            for name, price in zip(names, data.memory, strict=True)
            if price is not None
        ]
        self.chart.show_bands(bars, data.market, flags)

    def _cut(self, method: Method | None = None, count: int | None = None) -> None:
        if self.found is None or self.found.market is None:
            return
        before = self.found.market.cut
        wanted = replace(before, method=method or before.method, count=count or before.count)
        if method is Method.HAND and not wanted.edges:
            wanted = replace(wanted, edges=tuple(band.low for band in self.found.market.bands[1:]))
        self._store_cut(wanted)

    def _cut_by_hand(self, typed: str) -> None:
        """Store edges typed as amounts with any separator between them."""
        parts = typed.replace("，", " ").replace("、", " ").replace(",", " ").split()
        try:
            edges = [parse_money(part) for part in parts]
        except ValueError:
            set_property(self.edges, "error", "true")
            return
        set_property(self.edges, "error", "false")
        if self.found is not None and self.found.market is not None:
            kept = tuple(sorted({edge for edge in edges if edge}))
            self._store_cut(replace(self.found.market.cut, edges=kept))

    def _store_cut(self, wanted: prices.Cut) -> None:
        sheet_id = self._shown_id()
        if self.found is not None and self.found.market is not None and wanted != self.found.market.cut:
            self.context.perform(lambda workspace: prices.set_cut(workspace, wanted, sheet_id))

    def _choose_table(self) -> None:
        sheet_id, table = self._shown_id(), int(self.tables_box.currentData())
        self.context.perform(lambda workspace: prices.choose_table(workspace, table, sheet_id))

    def _choose_measure(self, measure: str) -> None:
        self.measure = measure
        self._draw()

    def _show_band(self, found: object) -> None:
        market = self.found.market if self.found else None
        self.panel.show_band(found if isinstance(found, BandRow) else None, market)

    def _pasted(self, outcome: Outcome[list[FileReport]]) -> None:
        """Look at the pasted table, or say why it cannot be one."""
        report = outcome.value[0]
        if report.error is not None:
            self.context.report(report.error)
        elif report.fact != "listing" or report.batch is None:
            self.context.notify(message("positioning.price_tier.no_listing"), "warn")
        else:
            batch, sheet_id = report.batch, self._shown_id()
            self.context.perform(lambda workspace: prices.choose_table(workspace, batch, sheet_id))

    def _shown_id(self) -> int:
        return self.sheet.id if self.sheet else 0

    def _chosen(self, data: PriceTier) -> tuple[int, ...]:
        values = data.sheet.values
        if data.market is None:
            return ()
        return data.market.band_of(figure_of(values, "band_low"), figure_of(values, "band_high"))


def _bar(found: BandRow, measure: str, chosen: bool) -> Bar:
    name = band_name(found.band, last=found.last)
    role = "accent" if chosen else "chart5"
    value = getattr(found.band, measure)
    if measure in ("unit_share", "listing_share"):
        return Bar(name, None if value is None else value / 10_000, role, wording.percent(value), key=str(found.place))
    return Bar(name, None if value is None else float(value), role, ratio(value), key=str(found.place))


def _notes(market: Market) -> str:
    """Say what the bands rest on."""
    parts = [text("positioning.notes.listings", n=market.listings)]
    if market.table.day is not None:
        parts.append(text("positioning.notes.day", day=market.table.day.isoformat()))
    if market.median is not None:
        parts.append(text("positioning.notes.median", price=wording.money(market.median)))
    if market.dropped:
        parts.append(text("positioning.notes.dropped", n=market.dropped))
    if market.capped:
        parts.append(text("positioning.notes.capped", n=market.capped))
    if market.without_units:
        parts.append(text("positioning.notes.without_units", n=market.without_units))
    return " · ".join(parts)
