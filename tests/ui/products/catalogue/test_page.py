"""The catalogue: editing, pasting, filtering, adding, deleting, and the product at the right."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMenu, QPushButton

from shopplanner.domain.changes import Area, Place
from shopplanner.services import history
from shopplanner.services.products.catalogue import Product, catalogue
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common import layout_memory
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.notice import Notice
from shopplanner.ui.products.catalogue.dialogs import AdoptDialog, PasteDialog
from shopplanner.ui.products.catalogue.model import NAME
from shopplanner.ui.products.catalogue.page import CataloguePage
from tests.fixtures.pages import Show, settle
from tests.services.products.range import put_days


class Driver:
    """The page under test with short ways to look and act."""

    def __init__(self, page: CataloguePage, context: AppContext, qapp: QApplication) -> None:
        self.page, self.context, self.qapp = page, context, qapp
        self.table = page.view.table
        self.notices: list[Notice] = []
        context.noticed.connect(self.notices.append)

    def settle(self) -> None:
        """Wait until everything has been read and shown."""
        settle(self.context, self.qapp)

    def rows(self) -> list[Product]:
        """Return the products shown."""
        return list(self.page.view.model.rows)

    def cell(self, row: int, key: str) -> str:
        """Return what a cell shows."""
        return str(self.page.view.model.index(row, self.table.column_of(key)).data())

    def type_into(self, row: int, key: str, typed: str) -> None:
        """Store a typed text."""
        model = self.page.view.model
        model.setData(model.index(row, self.table.column_of(key)), typed)
        self.settle()

    def choose(self, *rows: int) -> None:
        """Select rows."""
        self.table.clearSelection()
        for row in rows:
            index = self.page.view.model.index(row, 0)
            flags = self.table.selectionModel().SelectionFlag
            self.table.selectionModel().select(index, flags.Select | flags.Rows)
        self.settle()


@pytest.fixture
def page(shop: Workspace, show: Show[CataloguePage], app_context: AppContext, qapp: QApplication) -> Driver:
    """The catalogue of the small range."""
    return Driver(show(CataloguePage), app_context, qapp)


def test_without_products_it_says_what_to_do(
    show: Show[CataloguePage], app_context: AppContext, qapp: QApplication
) -> None:
    went: list[Place] = []
    app_context.navigated.connect(went.append)
    found = show(CataloguePage)
    assert found.view.currentIndex() == 1
    assert found.inspector is None
    next(action for action in found.actions_list() if action.id == "products.import").run()
    assert went == [Place("metrics", "importing")]


def test_a_first_table_is_pasted_by_button_or_by_keys(
    show: Show[CataloguePage], app_context: AppContext, qapp: QApplication
) -> None:
    found = show(CataloguePage)
    assert isinstance(found.view.findChild(QPushButton, "products.paste"), QPushButton)
    QGuiApplication.clipboard().setText("商品名称\t售价\nScarf\t159")
    QTest.keySequence(found, QKeySequence(QKeySequence.StandardKey.Paste))
    settle(app_context, qapp)
    assert [(row.title, row.tag_price) for row in found.view.model.rows] == [("Scarf", 15_900)]


def test_products_of_imports_are_the_first_step_of_an_empty_catalogue(
    workspace: Workspace, show: Show[CataloguePage], app_context: AppContext, qapp: QApplication
) -> None:
    put_days(workspace, "N", title="New one", paid_amount=500, paid_units=1)
    found = show(CataloguePage)
    assert found.view.currentIndex() == 2
    first = found.view.findChild(QPushButton, "products.adopt")
    assert isinstance(first, QPushButton)
    first.click()
    settle(app_context, qapp)
    dialog = found.findChild(AdoptDialog)
    assert isinstance(dialog, AdoptDialog)
    dialog.go.click()
    settle(app_context, qapp)
    assert [row.title for row in found.view.model.rows] == ["New one"]


def test_products_are_shown_with_figures_and_what_is_missing(page: Driver) -> None:
    assert [row.code for row in page.rows()] == ["A", "B", "C", "D"]
    assert page.cell(0, "margin") == "60.0%"
    assert page.cell(1, "margin") == "−20.0%"
    assert page.cell(0, "paid_amount") == "¥200.00"
    assert page.cell(0, "cover") == "14"
    assert page.cell(2, "cost") == "–"
    assert page.page.view.remark.text() == "4 products · Figures of 2026-10-24 – 11-20"


def test_a_typed_cell_is_stored_and_comes_back_with_what_follows_from_it(page: Driver) -> None:
    page.type_into(2, "cost", "¥12")
    assert (page.cell(2, "cost"), page.cell(2, "margin")) == ("¥12.00", "60.0%")
    page.type_into(2, "role", "image_product")
    assert page.cell(2, "role") == "Image"
    page.context.undo()
    page.settle()
    assert page.cell(2, "role") == "No role"


def test_what_cannot_be_meant_is_said_and_changes_nothing(page: Driver) -> None:
    page.type_into(0, "cost", "free")
    assert page.cell(0, "cost") == "¥40.00"
    assert page.notices[-1].said.id == "products.reason.number"


def test_words_role_and_state_narrow_the_table_down(page: Driver) -> None:
    view = page.page.view
    view.search.setText("soap")
    assert [row.code for row in page.rows()] == ["A"]
    assert view.remark.text().startswith("1 of 4 products")
    view.clear_filters()
    view.role.setCurrentIndex(1)
    assert [row.code for row in page.rows()] == ["C", "D"]
    view.status.setCurrentIndex(view.status.findData("ended"))
    assert [row.code for row in page.rows()] == ["D"]
    page.page.show_record(str(catalogue(page.context.workspace).products[0].id))
    assert len(page.rows()) == 4
    assert page.table.current_row().code == "A"


def test_a_pasted_block_goes_down_from_the_current_cell(page: Driver) -> None:
    page.table.setCurrentIndex(page.page.view.model.index(1, page.table.column_of("tag_price")))
    QGuiApplication.clipboard().setText("11\t1\n22\t2\n")
    QTest.keyClick(page.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    page.settle()
    assert [(page.cell(row, "tag_price"), page.cell(row, "cost")) for row in (1, 2)] == [
        ("¥11.00", "¥1.00"),
        ("¥22.00", "¥2.00"),
    ]
    assert page.notices[-1].said.params == {"cells": 4, "changed": 2, "created": 0}
    history.undo(page.context.workspace)
    assert catalogue(page.context.workspace).products[1].tag_price == 5_000


def test_cells_that_cannot_be_used_are_listed(page: Driver) -> None:
    QGuiApplication.clipboard().setText("Product ID\tCost\nA\tcheap\nB\t9\n")
    next(action for action in page.page.actions_list() if action.id == "products.paste").run()
    page.settle()
    dialog = page.page.findChild(PasteDialog)
    assert isinstance(dialog, PasteDialog)
    row = dialog.model.rows[0]
    assert [column.text(row) for column in dialog.model.columns] == ["2", "B · Cost", "cheap", "Not a number."]
    assert page.cell(1, "cost") == "¥9.00"
    dialog.reject()
    page.page.paste(0, 0, "\n")


def test_an_added_product_is_ready_to_be_named(page: Driver) -> None:
    page.page.view.search.setText("soap")
    page.page.add()
    page.settle()
    assert page.table.current_row().title == "New product"
    editor = page.table.findChild(QLineEdit)
    assert editor is not None
    editor.setText("Clay")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    page.settle()
    assert page.rows()[-1].title == "Clay"


def test_selected_products_are_deleted_and_brought_back(page: Driver) -> None:
    page.choose(0, 2)
    assert "2 selected" in page.page.view.remark.text()
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    page.settle()
    assert [row.code for row in page.rows()] == ["B", "D"]
    action = page.notices[-1].action
    assert action is not None
    action.run()
    page.settle()
    assert len(page.rows()) == 4
    page.table.clearSelection()
    page.page.delete()
    page.settle()
    assert len(page.rows()) == 4


def test_selected_products_are_given_a_role_and_a_state(page: Driver) -> None:
    page.choose(1, 2)
    menu = page.page.set_menu()
    roles, states = menu.findChildren(QMenu)
    roles.actions()[1].trigger()
    page.settle()
    states.actions()[2].trigger()
    page.settle()
    assert [(row.role, row.status) for row in page.rows()[1:3]] == [("traffic_product", "off_shelf")] * 2
    menu.deleteLater()


def test_columns_are_hidden_and_remembered(page: Driver, show: Show[CataloguePage]) -> None:
    table = page.table
    place = table.column_of("stock")
    menu = table.columns_menu()
    menu.actions()[place].trigger()
    assert table.isColumnHidden(place)
    assert "stock" in layout_memory.get(f"hidden/{NAME}")
    assert table.fields_from(table.column_of("cost"))[:5] == ["cost", "", "", "", "floor_price"]
    assert show(CataloguePage).view.table.isColumnHidden(place)
    for column in page.page.view.model.columns:
        table.show_column(column.key, False)
    assert sum(not table.isColumnHidden(number) for number in range(len(page.page.view.model.columns))) == 1
    menu.deleteLater()


def test_menus_open_below_their_buttons(page: Driver) -> None:
    page.choose(0)
    for name in ("products.set", "products.columns"):
        next(action for action in page.page.actions_list() if action.id == name).run()
        popup = QApplication.activePopupWidget()
        assert popup is not None
        popup.close()
    page.table.horizontalHeader().customContextMenuRequested.emit(QPoint(5, 5))
    popup = QApplication.activePopupWidget()
    assert popup is not None
    popup.close()


def test_products_of_imports_are_offered_and_taken_in(page: Driver) -> None:
    assert not page.page.adopt_button.isVisible()
    put_days(page.context.workspace, "N", title="New one", paid_amount=500, paid_units=1)
    page.context.changed(Area.FACTS)
    page.settle()
    assert page.page.adopt_button.text() == "From imports (1)"
    page.page.adopt_button.click()
    page.settle()
    dialog = page.page.findChild(AdoptDialog)
    assert isinstance(dialog, AdoptDialog)
    assert dialog.go.text() == "Add 1 product"
    dialog.table.clearSelection()
    assert len(dialog.table.selected_rows()) == 0
    dialog.table.selectAll()
    dialog.go.click()
    page.settle()
    assert page.rows()[-1].title == "New one"
    assert page.notices[-1].said.id == "products.adopted"


def test_what_is_shown_is_written_to_a_file(page: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "range.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    page.page.view.search.setText("soap")
    next(action for action in page.page.actions_list() if action.id == "products.export").run()
    page.settle()
    assert len(target.read_text(encoding="utf-8-sig").splitlines()) == 2
    assert page.notices[-1].said.id == "products.exported"


def test_the_product_at_the_right_shows_and_takes_edits(page: Driver) -> None:
    panel = page.page.panel
    assert page.page.inspector is panel
    assert panel.details is not None
    assert panel.details.product.code == "A"
    assert [sku.code for sku in panel.skus.rows] == ["A1", "A2"]
    panel.skus.setData(panel.skus.index(0, 1), "88")
    page.settle()
    assert panel.skus.rows[0].list_price == 8_800
    assert [panel.skus.index(row, 4).data() for row in (0, 1)] == ["yes", "no"]
    panel.skus.setData(panel.skus.index(1, 4), "yes")
    page.settle()
    assert panel.skus.rows[1].has_image
    panel.note.setPlainText("keep an eye on it")
    page.page.flush()
    page.settle()
    assert page.rows()[0].note == "keep an eye on it"
    next(made for made in panel.findChildren(QPushButton) if made.text() == "Add").click()
    page.settle()
    assert len(panel.skus.rows) == 3
    panel.sku_table.selectRow(2)
    panel.sku_table.delete_pressed.emit()
    page.settle()
    assert len(panel.skus.rows) == 2


def test_a_note_goes_to_the_product_it_was_typed_for(page: Driver) -> None:
    page.page.panel.note.setPlainText("of the soap")
    page.table.selectRow(1)
    page.settle()
    assert page.page.panel.details is not None
    assert page.page.panel.details.product.code == "B"
    assert page.page.panel.note.toPlainText() == ""
    page.settle()
    assert [row.note for row in page.rows()] == ["of the soap", "", "", ""]


def test_a_read_only_workspace_offers_no_edits(page: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(page.context.workspace), "read_only", property(lambda _self: True))
    page.page.paste(0, 4, "1")
    enabled = {action.id for action in page.page.actions_list() if action.can_run()}
    assert enabled == {"products.export", "products.columns", "products.import"}
