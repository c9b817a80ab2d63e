"""Products are searched and ticked, however many there are."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QWidget

from shopplanner.services.promotions.month import ProductChoice
from shopplanner.ui.promotions.calendar.scope import ScopeDialog

ROLE = Qt.ItemDataRole
PRODUCTS = [ProductChoice(number, f"商品{number}", "", True) for number in range(1, 31)]


@pytest.fixture
def parent(themed: None) -> Iterator[QWidget]:
    made = QWidget()
    yield made
    made.deleteLater()


@pytest.fixture
def done() -> list[tuple[int, ...]]:
    return []


@pytest.fixture
def dialog(parent: QWidget, done: list[tuple[int, ...]]) -> ScopeDialog:
    return ScopeDialog(parent, PRODUCTS, (3, 1), done.append)


def test_ticks_are_handed_back_in_the_lists_order(dialog: ScopeDialog, done: list[tuple[int, ...]]) -> None:
    model = dialog.model
    assert model.setData(model.index(4), Qt.CheckState.Checked.value, ROLE.CheckStateRole)
    assert model.setData(model.index(0), Qt.CheckState.Unchecked.value, ROLE.CheckStateRole)
    assert not model.setData(model.index(0), "x", ROLE.EditRole)
    assert dialog.count.text() == "2 products"
    dialog._apply()
    assert done == [(3, 5)]


def test_a_search_leaves_what_fits_and_all_of_it_can_be_ticked(
    dialog: ScopeDialog, done: list[tuple[int, ...]]
) -> None:
    dialog.search.setText(" 商品2 ")
    model = dialog.model
    assert [model.data(model.index(row)) for row in range(3)] == ["商品2", "商品20", "商品21"]
    assert model.data(model.index(0), ROLE.CheckStateRole) == Qt.CheckState.Unchecked
    assert model.data(model.index(0), ROLE.ToolTipRole) is None
    model.tick_shown(on=True)
    assert model.data(model.index(0), ROLE.CheckStateRole) == Qt.CheckState.Checked
    assert len(model.chosen) == 13
    model.tick_shown(on=False)
    assert model.in_order() == (1, 3)
    assert model.flags(model.index(0)) & Qt.ItemFlag.ItemIsUserCheckable
    assert model.rowCount(model.index(0)) == 0


def test_without_products_the_dialog_says_where_they_come_from(
    parent: QWidget, labels: Callable[[QWidget], list[str]]
) -> None:
    dialog = ScopeDialog(parent, (), (), lambda _chosen: None)
    assert any("Import a product report" in words for words in labels(dialog))
    assert dialog.model.rowCount(QModelIndex()) == 0


def test_ten_thousand_products_open_at_once(parent: QWidget) -> None:
    many = [ProductChoice(number, f"商品{number}", "", True) for number in range(10_000)]
    begin = time.perf_counter()
    dialog = ScopeDialog(parent, many, (), lambda _chosen: None)
    dialog.open()
    dialog.grab()
    assert time.perf_counter() - begin < 1
    dialog.reject()
