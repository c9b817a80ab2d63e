"""Ten thousand products are shown, sorted, narrowed down and selected without a stall.

Held against the limit is the time that the window's thread works, so that a busy computer fails nobody's test.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from shopplanner.ui.common.watchdog import LIMIT_SECONDS
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


def test_a_large_range_never_holds_the_window_up(view: CatalogueView, qapp: QApplication) -> None:
    again = large_catalogue(step=1)
    paid, header = view.table.column_of("paid_amount"), view.table.horizontalHeader()
    steps: dict[str, Callable[[], object]] = {
        "sort by amount": lambda: header.setSortIndicator(paid, Qt.SortOrder.DescendingOrder),
        "sort by title": lambda: header.setSortIndicator(0, Qt.SortOrder.AscendingOrder),
        "search": lambda: view.search.setText("沐浴露 77"),
        "search no more": view.clear_filters,
        "narrow down": lambda: view.role.setCurrentIndex(2),
        "show all": view.clear_filters,
        "show again": lambda: view.show_catalogue(again),
        "go to the end": view.table.scrollToBottom,
        "select all": view.table.selectAll,
    }
    qapp.processEvents()
    worked: dict[str, float] = {}
    for name, step in steps.items():
        begun = time.thread_time()
        step()
        qapp.processEvents()
        worked[name] = time.thread_time() - begun
    assert {name: seconds for name, seconds in worked.items() if seconds > LIMIT_SECONDS} == {}
    assert len(view.model.rows) == COUNT
    assert len(view.table.selected_rows()) == COUNT
