"""One product at the right of the window: its figures, days, prices, variants, promotions and note."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QHeaderView, QLabel, QVBoxLayout, QWidget

from shopplanner.domain.changes import Place
from shopplanner.domain.products.economics import unit_margin
from shopplanner.domain.promotions.plan import Promotion
from shopplanner.foundation.i18n import text
from shopplanner.services import wording
from shopplanner.services.products.catalogue import Product
from shopplanner.services.products.details import Details
from shopplanner.services.products.skus import Sku
from shopplanner.ui.common.form import Draft, GrowingText
from shopplanner.ui.common.sparkline import Sparkline
from shopplanner.ui.common.table import Column, DataTable, RowsModel
from shopplanner.ui.common.widgets import chip, clear, hline, label, plain_button, row, scrolled
from shopplanner.ui.products import marks
from shopplanner.ui.theme import theme

NARROW = "QTableView::item { padding: 0 3px; } QHeaderView::section { padding: 4px 3px; }"
"""The inspector has room for five columns only where cells stand close."""

SKU_ROWS = 6
"""Variants that are seen without scrolling."""


@dataclass(frozen=True)
class Handlers:
    """What the inspector hands its edits to; None where it only shows.

    Attributes:
        go: opens a place.
        note: stores a product's note.
        sku: stores a variant's field.
        add_sku: adds a variant.
        delete_sku: removes a variant.
    """

    go: Callable[[Place], object]
    note: Callable[[int, str], object] | None = None
    sku: Callable[[Sku, str, str], object] | None = None
    add_sku: Callable[[int], object] | None = None
    delete_sku: Callable[[Sku], object] | None = None


class ProductInspector(QWidget):
    """Shows one product in full."""

    def __init__(self, handlers: Handlers, page: QWidget) -> None:
        """Make an empty inspector that belongs to ``page`` until it is shown beside it."""
        super().__init__(page)
        self.hide()
        self._handlers = handlers
        self.details: Details | None = None
        look = theme.current()
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(look.space(12), look.space(12), look.space(12), look.space(12))
        self._column.setSpacing(look.space(12))
        self.head = QVBoxLayout()
        self.figures = QGridLayout()
        self.chart = Sparkline()
        self.chart.setFixedHeight(look.unit(3))
        self.chart.setAccessibleName(text("products.inspector.days"))
        self.days = QHBoxLayout()
        self.prices = QGridLayout()
        self.skus: RowsModel[Sku] = RowsModel(self._sku_columns())
        self.sku_table = DataTable(self.skus, accessible_name=text("products.inspector.skus"), sortable=False)
        self.sku_head = QHBoxLayout()
        self.others = QVBoxLayout()
        self.note = GrowingText()
        self.note.setAccessibleName(text("products.column.note"))
        self.note.setPlaceholderText(text("products.inspector.note_hint"))
        self._draft = Draft(self.note, self.note.toPlainText, self._store_note)
        self._arrange()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(content))

    def show_details(self, details: Details) -> None:
        """Show a product; what was typed about the former one is stored first."""
        other = self.details is None or self.details.product.id != details.product.id
        if other:
            self._draft.flush()
        self.details = details
        self._show_head(details.product)
        self._show_figures(details.product)
        self._show_days(details)
        self._show_prices(details.product)
        self._show_skus(details)
        self._show_others(details)
        if other or not self._draft.pending:
            self.note.setPlainText(details.product.note)
            self._draft.stored()

    def flush(self) -> None:
        """Store a typed note now."""
        self._draft.flush()

    def _arrange(self) -> None:
        gap = theme.current().space(4)
        for grid in (self.figures, self.prices):
            grid.setHorizontalSpacing(theme.current().space(12))
            grid.setVerticalSpacing(gap)
        self.head.setSpacing(gap)
        self.others.setSpacing(gap)
        header = self.sku_table.horizontalHeader()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(theme.current().unit(2))
        for number in range(len(self.skus.columns)):
            header.setSectionResizeMode(
                number, QHeaderView.ResizeMode.ResizeToContents if number else QHeaderView.ResizeMode.Stretch
            )
        self.sku_table.setStyleSheet(NARROW)
        self.sku_table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sku_table.delete_pressed.connect(self._delete_sku)
        for part in (self.head, self.figures, self.days):
            self._column.addLayout(part)
        self._column.addWidget(self.chart)
        self._column.addWidget(hline())
        self._column.addLayout(self.prices)
        self._column.addWidget(hline())
        self._column.addLayout(self.sku_head)
        self._column.addWidget(self.sku_table)
        self._column.addLayout(self.others)
        editable = self._handlers.note is not None
        note = label(text("products.column.note"), "heading")
        for widget in (note, self.note):
            widget.setVisible(editable)
            self._column.addWidget(widget)
        self._column.addStretch(1)

    def _show_head(self, product: Product) -> None:
        clear(self.head)
        stage = marks.stage_words(product.life_stage)
        above = " · ".join(part for part in (product.category, stage, product.code) if part)
        self.head.addWidget(label(above, "small", wrap=True))
        self.head.addWidget(label(product.name, "heading", wrap=True))
        if product.short_name:
            self.head.addWidget(label(product.title, "muted", wrap=True))
        chips: list[QWidget] = [marks.dot_label(product.role), label(marks.role_words(product.role))]
        chips.append(chip(marks.status_words(product.status), marks.STATUS_CHIPS.get(product.status, "neutral")))
        if product.grade:
            chips.append(chip(text("products.grade", grade=product.grade), marks.GRADE_CHIPS[product.grade]))
        self.head.addLayout(row(*chips))
        if self._handlers.note is None:
            seen = Place("products", "catalogue", str(product.id))
            link = plain_button(text("products.inspector.open"), lambda: self._handlers.go(seen), link=True)
            link.setStyleSheet("text-align: left; padding: 0;")
            self.head.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_figures(self, product: Product) -> None:
        clear(self.figures)
        known = product.figures
        shown = (
            ("paid_amount", wording.money(known.paid_amount), ""),
            ("units", wording.number(known.units), ""),
            ("visitors", wording.number(known.visitors), ""),
            ("conversion", wording.percent(known.conversion, 2), ""),
            ("margin", wording.percent(product.margin), "bad" if (product.margin or 0) < 0 else ""),
            ("cover", _days(product.cover), ""),
        )
        for place, (key, words, role) in enumerate(shown):
            cell = QVBoxLayout()
            cell.setSpacing(0)
            cell.addWidget(label(text(f"products.figure.{key}"), "small"))
            figure = label(words, role or "heading")
            figure.setToolTip(text(f"products.explain.{key}"))
            cell.addWidget(figure)
            self.figures.addLayout(cell, place // 2, place % 2)
        for column in range(2):
            self.figures.setColumnStretch(column, 1)

    def _show_days(self, details: Details) -> None:
        clear(self.days)
        known = [value for value in details.paid_amount if value is not None]
        words = marks.short_period(details.period) if known else text("products.inspector.no_days")
        self.days.addWidget(label(text("products.inspector.days"), "heading"))
        self.days.addWidget(label(words, "small"))
        self.days.addStretch(1)
        self.chart.setVisible(bool(known))
        self.chart.set_values([None if value is None else value / 100 for value in details.paid_amount])

    def _show_prices(self, product: Product) -> None:
        clear(self.prices)
        lines = (
            ("list_price", product.list_price),
            ("tag_price", product.tag_price),
            ("floor_price", product.floor_price),
            ("cost", product.cost),
            ("unit_margin", unit_margin(product.price, product.cost)),
        )
        for number, (key, amount) in enumerate(lines):
            self.prices.addWidget(label(text(f"products.column.{key}"), "muted"), number, 0)
            role = "bad" if amount is not None and amount < 0 else "heading" if key == "unit_margin" else ""
            self.prices.addWidget(_right(label(wording.money(amount), role)), number, 1)
        self.prices.setColumnStretch(0, 1)

    def _show_skus(self, details: Details) -> None:
        clear(self.sku_head)
        self.sku_head.addWidget(label(text("products.inspector.skus"), "heading"))
        self.sku_head.addWidget(label(str(len(details.skus)), "small"))
        self.sku_head.addStretch(1)
        add = self._handlers.add_sku
        if add is not None:
            product_id = details.product.id
            self.sku_head.addWidget(
                plain_button(text("products.inspector.add_sku"), lambda: add(product_id), link=True)
            )
        self.sku_table.show_rows(details.skus, lambda sku: sku.id)
        self.sku_table.setVisible(bool(details.skus))
        height = self.sku_table.verticalHeader().defaultSectionSize()
        rows = min(SKU_ROWS, len(details.skus))
        self.sku_table.setFixedHeight(height * rows + self.sku_table.horizontalHeader().sizeHint().height() + 4)

    def _show_others(self, details: Details) -> None:
        clear(self.others)
        self.others.addWidget(label(text("products.inspector.promotions"), "heading"))
        if not details.promotions:
            self.others.addWidget(label(text("products.inspector.no_promotions"), "muted", wrap=True))
        for promotion in details.promotions:
            self.others.addLayout(self._promotion(promotion))
        if details.events:
            self.others.addSpacing(theme.current().space(8))
            self.others.addWidget(label(text("products.inspector.events"), "heading"))
        for event in details.events:
            self.others.addWidget(label(f"{event.day:%m-%d}  {event.text}", wrap=True))

    def _promotion(self, promotion: Promotion) -> QHBoxLayout:
        place = Place("promotions", "calendar", str(promotion.id))
        link = plain_button(promotion.name, lambda: self._handlers.go(place), link=True)
        link.setStyleSheet("text-align: left; padding: 0;")
        span = label(f"{promotion.starts:%m-%d} → {promotion.ends:%m-%d}", "small")
        return row(link, None, span)

    def _sku_columns(self) -> list[Column[Sku]]:
        return [
            self._sku("name", "sku_name", lambda sku: sku.name, width=6),
            self._sku(
                "list_price", "sku_price", lambda sku: marks.plain_money(sku.list_price), lambda sku: sku.list_price
            ),
            self._sku("cost", "cost", lambda sku: marks.plain_money(sku.cost), lambda sku: sku.cost),
            self._sku("stock", "stock", lambda sku: wording.number(sku.stock), width=3.5, count=True),
            self._picture_column(),
        ]

    def _picture_column(self) -> Column[Sku]:
        """Return the column that says whether a variant has a picture of its own."""
        store = self._handlers.sku
        words = {True: text("products.inspector.yes"), False: text("products.inspector.no")}
        return Column(
            "has_image",
            "products.column.has_image",
            lambda sku: words[sku.has_image],
            tooltip=_sku_tip,
            role=lambda sku: "muted" if sku.has_image else "warn",
            edit=None if store is None else lambda sku, typed: store(sku, "has_image", typed),
            edit_text=lambda sku: "yes" if sku.has_image else "no",
            choices=[("yes", words[True]), ("no", words[False])],
            width=3,
        )

    def _sku(
        self,
        field: str,
        heading: str,
        words: Callable[[Sku], str],
        amount: Callable[[Sku], int | None] | None = None,
        width: float = 4.4,
        count: bool = False,
    ) -> Column[Sku]:
        store = self._handlers.sku
        return Column(
            field,
            f"products.column.{heading}",
            words,
            number=amount is not None or count,
            tooltip=_sku_tip,
            edit=None if store is None else lambda sku, typed: store(sku, field, typed),
            edit_text=None if amount is None else lambda sku: marks.plain_money(amount(sku)),
            width=width,
        )

    def _delete_sku(self) -> None:
        chosen: Sequence[Sku] = self.sku_table.selected_rows()
        if self._handlers.delete_sku is not None and chosen:
            self._handlers.delete_sku(chosen[0])

    def _store_note(self, typed: str) -> None:
        if self._handlers.note is not None and self.details is not None:
            self._handlers.note(self.details.product.id, typed)


def _sku_tip(sku: Sku) -> str:
    """Return what the narrow table has no room for."""
    picture = "" if sku.has_image else text("products.inspector.no_picture")
    margin = text("products.inspector.sku_margin", margin=wording.percent(sku.margin))
    return "\n".join(part for part in (sku.name, sku.code, sku.merchant_code, margin, picture) if part)


def _days(cover: int | None) -> str:
    return wording.MISSING if cover is None else text("products.days", n=cover)


def _right(made: QLabel) -> QLabel:
    made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made
