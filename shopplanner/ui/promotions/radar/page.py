"""The radar page: SKU by day, the worst that buyers can pay and the shop can be left with, and what causes it."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import ClassVar

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from shopplanner.domain.changes import Area, Place
from shopplanner.domain.messages import message
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions import radar as service
from shopplanner.services.promotions.plans import place
from shopplanner.services.promotions.radar import BAD, Finding, Radar, RadarCell, RadarRow
from shopplanner.services.promotions.radar_words import export_radar, figure
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.folding import FoldingLine
from shopplanner.ui.common.form import choice
from shopplanner.ui.common.jobs import JobHandle
from shopplanner.ui.common.page import Page
from shopplanner.ui.common.widgets import Card, EmptyState, Segments, label
from shopplanner.ui.promotions.radar.heat import HeatMap
from shopplanner.ui.promotions.radar.panel import FindingPanel
from shopplanner.ui.promotions.radar.words import short_words
from shopplanner.ui.theme import theme

PRICE, PROFIT, LINE = "price", "profit", "line"
ALL, RED = "all", "red"
AUDIENCES = ("all", "new", "returning", "member", "88vip", "app", "channel")
"""Buyers of none and of one audience alone."""


class _SupersededError(Exception):
    """Another question was asked meanwhile."""


class RadarPage(Page):
    """Warns of days on which a plan breaks a price or loses money."""

    AREAS: ClassVar[frozenset[Area]] = frozenset(
        {Area.PROMOTIONS, Area.PRODUCTS, Area.FACTS, Area.SHOP, Area.SETTINGS, Area.PACKS}
    )

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, text("radar.title"))
        self.shown: Radar | None = None
        self._ticket = 0
        self._mode, self._which = PRICE, ALL
        self._wanted = ""
        today = context.workspace.clock.now().date()
        self.month = today.replace(day=1)
        self._make_actions()
        self._make_header()
        self.panel = FindingPanel(self._open_promotion, self)
        self.panel.hide()
        self.map = HeatMap()
        self.map.chosen.connect(self._explain)
        self.map.opened.connect(self._explain)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._filled())
        self.stack.addWidget(EmptyState("radar.empty", "radar.empty_hint", (self.actions_made[4],), "promotions"))
        self.body.addWidget(self.stack, 1)

    def _make_actions(self) -> None:
        self.actions_made = (
            Action("radar.back", "radar.action.back", lambda: self._turn(-1), "Alt+Left", icon="left"),
            Action("radar.on", "radar.action.on", lambda: self._turn(1), "Alt+Right", icon="right"),
            Action("radar.today", "radar.action.today", self._this_month, icon="calendar"),
            Action("radar.copy", "radar.action.copy", self._copy, "Ctrl+Shift+C", icon="copy", enabled=self._has_rows),
            Action("radar.products", "radar.action.products", self._go_products, icon="products"),
            Action(
                "radar.export", "radar.action.export", self._ask_export, "Ctrl+Shift+E", icon="export",
                enabled=self._has_rows,
            ),
        )  # fmt: skip

    def _make_header(self) -> None:
        self.header.add_action(self.actions_made[0])
        self.title = label("", "heading")
        self.header.add_right(self.title)
        self.header.add_action(self.actions_made[1])
        self.header.add_action(self.actions_made[2])
        self.header.add_action(self.actions_made[3])
        self.header.add_action(self.actions_made[5])
        self.modes = Segments(
            [(each, text(f"radar.mode.{each}")) for each in (PRICE, PROFIT, LINE)], PRICE, self._choose_mode
        )
        self.header.add_left(self.modes)

    def _filled(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.body.spacing())
        self.figures = QHBoxLayout()
        self.figures.setSpacing(self.body.spacing())
        self.counts = {name: self._figure(name) for name in ("cost", "floor", "line", "thin")}
        column.addLayout(self.figures)
        card = Card(text("radar.map"))
        self.count = label("", "muted")
        card.head.insertWidget(1, self.count)
        self.filter = Segments(
            [(ALL, text("radar.filter.all")), (RED, text("radar.filter.red"))], ALL, self._choose_rows
        )
        controls = FoldingLine()
        controls.first.addStretch(1)
        controls.first.addWidget(self.filter)
        card.head.addWidget(controls)
        buyers = [(each, text(f"prices.buyer.{each}")) for each in AUDIENCES]
        self.audiences = choice([("", text("radar.filter.audience")), *buyers])
        self.audiences.setAccessibleName(text("radar.filter.audience"))
        self.audiences.currentIndexChanged.connect(lambda _index: self.refresh())
        controls.second.addWidget(self.audiences)
        self.roles = choice([("", text("radar.filter.role"))])
        self.roles.setAccessibleName(text("radar.filter.role"))
        self.roles.currentIndexChanged.connect(lambda _index: self._fill())
        controls.second.addWidget(self.roles)
        self.search = QLineEdit()
        self.search.setPlaceholderText(text("radar.filter.search"))
        self.search.setAccessibleName(text("radar.filter.search"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(theme.current().unit(9))
        self.search.textChanged.connect(lambda _typed: self._fill())
        controls.second.addWidget(self.search)
        card.body.addWidget(self.map, 1)
        self.all_well = label(text("radar.all_well"), "good", wrap=True)
        self.all_well.hide()
        card.body.addWidget(self.all_well)
        self.legend = label(text(f"radar.legend.{PRICE}"), "small", wrap=True)
        card.body.addWidget(self.legend)
        column.addWidget(card, 1)
        return page

    def _figure(self, name: str) -> QLabel:
        card = Card()
        words = label("", "figure", wrap=True)
        card.body.addWidget(label(text(f"radar.figure.{name}"), "muted", wrap=True))
        card.body.addWidget(words)
        self.figures.addWidget(card, 1)
        return words

    def actions_list(self) -> Sequence[Action]:
        """Return the page's actions."""
        return self.actions_made

    # reading

    @property
    def last(self) -> date:
        """Last day of the month in view."""
        return self.month.replace(day=calendar.monthrange(self.month.year, self.month.month)[1])

    def refresh(self) -> None:
        """Search the month anew; what did not change is found again at once."""
        first, last, audience = self.month, self.last, self._audience()
        self._ticket += 1
        ticket = self._ticket
        self.title.setText(text("radar.month", year=first.year, month=first.month))

        def check() -> None:
            if ticket != self._ticket:
                raise _SupersededError

        def work(workspace: Workspace, handle: JobHandle) -> Radar | None:
            def watch() -> None:
                handle.check_cancelled()
                check()

            try:
                return service.radar(workspace, first, last, handle.progress, watch, audience)
            except _SupersededError:
                return None

        self.context.run_job(message("radar.job"), work, self._show, writes=False)

    def _show(self, shown: Radar | None) -> None:
        wanted = self.month, self.last, self._audience()
        if shown is None or (shown.first, shown.last, shown.audience) != wanted:
            return
        self.shown = shown
        self.stack.setCurrentIndex(0 if shown.rows else 1)
        self._fill_roles(shown)
        self._count(shown)
        self._fill()

    def _audience(self) -> str:
        return str(self.audiences.currentData())

    def _fill_roles(self, shown: Radar) -> None:
        chosen = self.roles.currentData()
        self.roles.blockSignals(True)
        self.roles.clear()
        self.roles.addItem(text("radar.filter.role"), "")
        for role in sorted({row.product.role for row in shown.rows} - {""}):
            self.roles.addItem(text(f"products.role.{role}"), role)
        self.roles.setCurrentIndex(max(0, self.roles.findData(chosen)))
        self.roles.blockSignals(False)

    def _count(self, shown: Radar) -> None:
        def tell(name: str, broken: Sequence[tuple[RadarRow, RadarCell]]) -> None:
            skus = len({row.product.key for row, _cell in broken})
            self.counts[name].setText(
                text("radar.figure.skus", n=skus) + " · " + text("radar.figure.days", n=len(broken))
            )

        cells = [(row, cell) for row in shown.rows for cell in row.cells]
        tell("cost", [each for each in cells if "cost" in each[1].reasons or (each[1].left or 0) < 0])
        tell("floor", [each for each in cells if {"floor", "red_line"} & set(each[1].reasons)])
        tell("line", [each for each in cells if "line" in each[1].reasons])
        tell("thin", [each for each in cells if each[1].profit_state == service.WARN])

    def _rows(self) -> list[RadarRow]:
        if self.shown is None:
            return []
        typed, role = self.search.text().strip().lower(), self.roles.currentData()
        return [
            row
            for row in self.shown.rows
            if (not typed or typed in f"{row.product.name} {row.product.sku}".lower())
            and (not role or row.product.role == role)
            and (self._which == ALL or any(cell.state(self._mode) == BAD for cell in row.cells))
        ]

    def _fill(self) -> None:
        if self.shown is None:
            return
        rows = self._rows()
        self.count.setText(text("radar.count", n=len(rows)))
        self.map.show_rows(rows, self.shown.days, self._mode, self.context.workspace.clock.now().date())
        self.map.setVisible(bool(rows))
        self.all_well.setVisible(not rows)
        self.header.update_enabled()
        self._select_wanted()
        if rows:
            self._explain(self.map.row, self.map.column)
        else:
            self.set_inspector(None)

    # choosing

    def show_record(self, record: str) -> None:
        """Go to a product by its id and a day: ``12@2026-11-11``."""
        self._wanted = record
        _product, _, day = record.partition("@")
        if day:
            month = date.fromisoformat(day).replace(day=1)
            if month != self.month:
                self.month = month
                self.refresh()
                return
        self._select_wanted()

    def _select_wanted(self) -> None:
        if not self._wanted or self.shown is None:
            return
        product, _, day = self._wanted.partition("@")
        rows = [number for number, row in enumerate(self.map.rows) if str(row.product.product_id) == product]
        if rows:
            column = (date.fromisoformat(day) - self.shown.first).days if day else self.map.column
            self._wanted = ""
            self.map.go(rows[0], column)

    def _explain(self, row: int, column: int) -> None:
        shown = self.shown
        if shown is None or row >= len(self.map.rows):
            return
        chosen, mode = self.map.rows[row], self._mode
        place_in_all = next(number for number, each in enumerate(shown.rows) if each is chosen)
        day, cell = shown.days[column], chosen.cells[column]

        def read(workspace: Workspace) -> Finding:
            return service.explain(workspace, shown, place_in_all, day, mode)

        def show(finding: Finding) -> None:
            self.panel.show_finding(finding, cell, mode)
            if self.inspector is not self.panel:
                self.set_inspector(self.panel)

        self.context.read("promotions.radar.explain", read, show)

    def _choose_mode(self, mode: str) -> None:
        self._mode = mode
        self.legend.setText(text(f"radar.legend.{mode}"))
        self._fill()

    def _choose_rows(self, which: str) -> None:
        self._which = which
        self._fill()

    def _turn(self, by: int) -> None:
        self.month = (self.month + timedelta(days=31)).replace(day=1) if by > 0 else self._before()
        self.refresh()

    def _before(self) -> date:
        return (self.month - timedelta(days=1)).replace(day=1)

    def _this_month(self) -> None:
        self.month = self.context.workspace.clock.now().date().replace(day=1)
        self.refresh()

    def _has_rows(self) -> bool:
        return bool(self.map.rows) if self.shown is not None else False

    def _copy(self) -> None:
        """Copy the map as a table for a spreadsheet."""
        lines = ["\t".join([text("radar.column.product"), *(day.isoformat() for day in self.map.days)])]
        for row in self.map.rows:
            figures = (
                short_words(cell, PROFIT) if self._mode == PROFIT else _yuan(figure(cell, self._mode))
                for cell in row.cells
            )
            lines.append("\t".join([row.product.name, *figures]))
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.context.notify(message("radar.copied", n=len(self.map.rows)), "good")

    def _ask_export(self) -> None:
        kinds = f"{text('metrics.export.xlsx')} (*.xlsx);;{text('metrics.export.csv')} (*.csv)"
        name = f"{text('radar.title')} {self.month:%Y-%m}.xlsx"
        path, _ = QFileDialog.getSaveFileName(self, text("radar.action.export"), name, kinds)
        if path:
            self.export_to(Path(path))

    def export_to(self, path: Path) -> None:
        """Write the rows in view to a file."""
        shown, rows, mode = self.shown, list(self.map.rows), self._mode
        if shown is None:
            return

        def done(written: Path) -> None:
            self.context.notify(message("radar.exported", path=str(written)), "good")

        self.context.read("promotions.radar.export", lambda _workspace: export_radar(shown, rows, mode, path), done)

    def _open_promotion(self, promotion_id: int) -> None:
        self.context.navigate(place(promotion_id))

    def _go_products(self) -> None:
        self.context.navigate(Place("products", "catalogue"))


def _yuan(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"
