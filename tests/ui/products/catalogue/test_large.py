"""Ten thousand products are shown, sorted, narrowed down and selected without a stall."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from shopplanner.ui.common.watchdog import Watchdog
from shopplanner.ui.products.catalogue.view import CatalogueView
from tests.ui.products.large import COUNT, large_catalogue


@pytest.fixture
def view(themed: None, qapp: QApplication) -> Iterator[CatalogueView]:
    """The catalogue's widgets with ten thousand products, at rest."""
    made = CatalogueView(lambda _product, _field, _typed: None, (), ())
    made.resize(1100, 700)
    made.show()
    made.show_catalogue(large_catalogue())
    qapp.processEvents()
    yield made
    made.close()
    made.deleteLater()


def test_a_large_range_never_holds_the_window_up(view: CatalogueView, qapp: QApplication, no_stalls: Watchdog) -> None:
    again = large_catalogue(step=1)
    paid = view.table.column_of("paid_amount")
    steps: list[Callable[[], object]] = [
        lambda: view.table.sortByColumn(paid, Qt.SortOrder.DescendingOrder),
        lambda: view.table.sortByColumn(0, Qt.SortOrder.AscendingOrder),
        lambda: view.search.setText("沐浴露 77"),
        view.clear_filters,
        lambda: view.role.setCurrentIndex(2),
        view.clear_filters,
        lambda: view.show_catalogue(again),
        view.table.scrollToBottom,
        view.table.selectAll,
    ]
    qapp.processEvents()
    no_stalls.stalls.clear()  # making the products themselves is not the window's work
    for step in steps:
        step()
        qapp.processEvents()
    assert len(view.model.rows) == COUNT
    assert len(view.table.selected_rows()) == COUNT
