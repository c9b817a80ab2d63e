"""The price ribbon with its product, its legend, and the figures of the moment that is pointed at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from PySide6.QtCore import QSignalBlocker, QTimer
from PySide6.QtWidgets import QHBoxLayout

from shopplanner.domain.changes import Place
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.month import ProductChoice
from shopplanner.services.promotions.price_band import PriceBand, price_band
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.form import choice
from shopplanner.ui.common.widgets import Card, label, plain_button
from shopplanner.ui.promotions.calendar.axis import Axis
from shopplanner.ui.promotions.calendar.ribbon_canvas import RibbonCanvas
from shopplanner.ui.promotions.calendar.ribbon_legend import RibbonLegend
from shopplanner.ui.promotions.calendar.ribbon_scale import span_to_read
from shopplanner.ui.theme import theme

NOON = time(12)
PAUSE_MS = 120
"""How long the axis must rest before prices are read for it."""


class RibbonPanel(Card):
    """Reads a product's prices for the days that the calendar shows."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._read_for: tuple[int, date, date] | None = None
        self._day: date | None = None
        self.setAccessibleName(text("timeline.ribbon.title"))
        look = theme.current()
        self.body.setContentsMargins(1, look.space(4), 1, look.space(4))
        self.body.setSpacing(look.space(4))
        self.fold_button = plain_button("", self.toggle, link=True)
        self.product = choice([])
        self.product.setAccessibleName(text("timeline.ribbon.product"))
        self.product.setFixedWidth(look.unit(11))
        self.product.currentIndexChanged.connect(lambda _index: self._read())
        self.legend = RibbonLegend()
        line = QHBoxLayout()
        line.setContentsMargins(look.space(8), 0, look.space(12), 0)
        line.setSpacing(look.space(12))
        line.addWidget(self.fold_button)
        line.addWidget(self.product)
        line.addWidget(self.legend, 100)
        self.empty = label(text("timeline.ribbon.empty"), "muted")
        line.addWidget(self.empty, 100)
        line.addStretch(1)
        self.body.addLayout(line)
        self.canvas = RibbonCanvas()
        self.body.addWidget(self.canvas)
        self.canvas.pointed.connect(self._tell)
        self.canvas.opened.connect(self._open)
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self._read)
        self.opened = True
        self.chosen: bool | None = None
        self._show_opened()

    # what is shown

    def toggle(self) -> None:
        """Open or close the ribbon, whatever the view is."""
        self.chosen = not self.opened
        self.show_opened(self.chosen)

    def show_opened(self, usual: bool) -> None:
        """Open or close the ribbon as the person wants it, else as is usual; a closed one reads nothing."""
        self.opened = usual if self.chosen is None else self.chosen
        self._show_opened()
        self._read()

    def _show_opened(self) -> None:
        known = self.product.count() > 0
        self.fold_button.setText(f"{'▾' if self.opened else '▸'} {text('timeline.ribbon.title')}")
        for widget in (self.product, self.legend, self.canvas):
            widget.setVisible(self.opened and known)
        self.empty.setVisible(self.opened and not known)

    def show_products(self, products: Sequence[ProductChoice]) -> None:
        """Offer the products that have a price."""
        priced = [each for each in products if each.priced]
        known = [(self.product.itemData(at), self.product.itemText(at)) for at in range(self.product.count())]
        if known != [(each.id, each.name) for each in priced]:
            chosen = self.product.currentData()
            with QSignalBlocker(self.product):
                self.product.clear()
                for each in priced:
                    self.product.addItem(each.name, each.id)
                self.product.setCurrentIndex(max(0, self.product.findData(chosen)))
        self._show_opened()

    def choose_product(self, product_id: int) -> None:
        """Show another product, as that of the promotion chosen; one that has no price is not shown."""
        at = self.product.findData(product_id)
        if at >= 0:
            self.product.setCurrentIndex(at)

    def show_axis(self, axis: Axis) -> None:
        """Show the days of the timeline above, below its own."""
        self.canvas.show_axis(axis)
        self._timer.start()

    def show_days(self, first: date, days: int) -> None:
        """Show the days of the month above on the whole width."""
        self.canvas.show_days(first, days)
        self._timer.start()

    def show_day(self, day: date) -> None:
        """Tell the amounts of a day while no moment is pointed at."""
        self._day = day
        self._tell(None)

    def reread(self) -> None:
        """Read anew, because something changed."""
        self._read_for = None
        self._read()

    def _read(self) -> None:
        product, axis = self.product.currentData(), self.canvas.axis
        if not self.opened or product is None or axis.start < 2:
            return
        wanted = self._read_for
        if wanted is not None and wanted[0] == product and wanted[1] <= axis.first and axis.last <= wanted[2]:
            return
        first, last = span_to_read(axis.first, axis.last)
        self._read_for = (product, first, last)
        self._context.read(
            "calendar/ribbon", lambda workspace: price_band(workspace, product, first, last), self._show_band
        )

    def _show_band(self, band: PriceBand) -> None:
        self.canvas.show_band(band, self._context.workspace.clock.today())
        self._tell(None)

    def _tell(self, moment: datetime | None) -> None:
        """Tell the amounts of a moment; of noon on the chosen day, today or the middle, while none is pointed at."""
        band, axis = self.canvas.band, self.canvas.axis
        if band is None:
            return
        wanted = (self._day, self._context.workspace.clock.today())
        day = next((each for each in wanted if each is not None and axis.first <= each <= axis.last), axis.middle)
        shown = moment or datetime.combine(day, NOON)
        head = f"{shown:%m-%d %H:%M}" if moment else f"{shown:%m-%d}"
        self.legend.show_amounts(head, band.amounts(shown))

    def _open(self, moment: datetime) -> None:
        """Go to the prices of a moment."""
        record = f"{self.product.currentData()}@{moment:%Y-%m-%dT%H:%M}"
        self._context.navigate(Place("promotions", "prices", record))
