"""The matrix page: reads the range over two figures, and shows the product that was chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, get_args

from shopplanner.domain.changes import Area, Place
from shopplanner.foundation.i18n import text
from shopplanner.services.products.catalogue import Product
from shopplanner.services.products.details import Details, details
from shopplanner.services.products.matrix import SIZES, SPANS, Matrix, Measure, matrix
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common import layout_memory
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.page import Page
from shopplanner.ui.common.widgets import Segments
from shopplanner.ui.products.inspector import Handlers, ProductInspector
from shopplanner.ui.products.matrix.view import Axes, MatrixView

MEMORY = "products.matrix"


class MatrixPage(Page):
    """Products over price, margin, sales and the like."""

    AREAS: ClassVar[frozenset[Area]] = frozenset({Area.PRODUCTS, Area.FACTS, Area.PROMOTIONS, Area.EVENTS})

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, text("products.matrix.title"))
        self.axes = _remembered()
        self.days = 28
        self.shown: Matrix | None = None
        self._wanted = 0
        spans = [(str(days), text("products.days", n=days)) for days in SPANS]
        self.span = Segments(spans, str(self.days), self._choose_span)
        self.header.add_left(self.span)
        self.actions_made = (
            Action("products.matrix.copy", "products.matrix.copy", self._copy, icon="copy", enabled=self._has_points),
            Action("products.matrix.catalogue", "products.matrix.catalogue", self._go_catalogue, icon="products"),
        )
        for action in self.actions_made:
            self.header.add_action(action)
        self.view = MatrixView(context, self.axes, self.show_axes, self.choose, self.actions_made[1:])
        self.body.addWidget(self.view, 1)
        self.panel = ProductInspector(Handlers(context.navigate), self)

    def refresh(self) -> None:
        """Read the range over the chosen axes."""
        axes, days = self.axes, self.days

        def read(workspace: Workspace) -> Matrix:
            return matrix(workspace, axes.x, axes.y, axes.size, days)

        self.context.read("products.matrix", read, lambda found: self._show(found, axes))

    def show_record(self, record: str) -> None:
        """Choose a product by its number."""
        self._wanted = int(record) if record.isdigit() else 0
        self._choose_wanted()

    def actions_list(self) -> Sequence[Action]:
        """Return the page's actions."""
        return self.actions_made

    def flush(self) -> None:
        """Keep the axes for the next start."""
        layout_memory.save()

    def show_axes(self, axes: Axes) -> None:
        """Put other figures on the axes."""
        self.axes = axes
        layout_memory.put(MEMORY, [axes.x, axes.y, axes.size])
        self.refresh()

    def choose(self, product_id: int) -> None:
        """Show a product in the inspector and mark it in the list."""
        self.view.choose(product_id)
        product = self._product(product_id)
        if product is None:
            return
        period = self.shown.period if self.shown else None
        self.context.read(
            "products.matrix.details", lambda workspace: details(workspace, product, period), self._show_details
        )

    def _product(self, product_id: int) -> Product | None:
        """Return a product that is drawn or listed."""
        if self.shown is None:
            return None
        seen = [point.product for point in self.shown.points] + [product for product, _ in self.shown.ranked]
        return next((product for product in seen if product.id == product_id), None)

    def _show(self, found: Matrix, axes: Axes) -> None:
        self.shown = found
        self.view.show_matrix(found, axes)
        self.header.update_enabled()
        if self.panel.details is not None and self.inspector is not None and not self._wanted:
            self._wanted = self.panel.details.product.id
        self._choose_wanted()

    def _choose_wanted(self) -> None:
        if self._wanted and self.shown is not None:
            wanted, self._wanted = self._wanted, 0
            self.choose(wanted)

    def _show_details(self, found: Details) -> None:
        self.panel.show_details(found)
        if self.inspector is None:
            self.set_inspector(self.panel)

    def _choose_span(self, days: str) -> None:
        self.days = int(days)
        self.refresh()

    def _copy(self) -> None:
        if self.view.chart is not None:
            self.view.chart.copy_image()

    def _has_points(self) -> bool:
        return self.shown is not None and bool(self.shown.points)

    def _go_catalogue(self) -> None:
        self.context.navigate(Place("products", "catalogue"))


def _remembered() -> Axes:
    """Return the axes of the last time; the usual ones where nothing sensible is remembered."""
    kept = layout_memory.get(MEMORY)
    known = get_args(Measure)
    if isinstance(kept, list) and len(kept) == 3 and all(one in known for one in kept) and kept[2] in SIZES:
        return Axes(*kept)
    return Axes()
