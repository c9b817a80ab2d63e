"""What is being typed when the window closes or is built anew is kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from shopplanner.domain.changes import Place
from shopplanner.services.products.editing import create
from shopplanner.services.workspace import Workspace, open_workspace
from shopplanner.storage.tables.products import ProductRow
from shopplanner.ui.common.table import DataTable
from shopplanner.ui.shell.main_window import MainWindow
from tests.ui.shell.conftest import Settle

ENDS: dict[str, Callable[[MainWindow], object]] = {
    "closing": MainWindow.close,
    "closing the workspace": MainWindow.close_workspace,
    "another language": lambda window: window.change_settings(language="zh_CN"),
}


@pytest.mark.parametrize("end", ENDS)
def test_text_in_an_open_cell_is_stored(
    main_window: MainWindow, workspace: Workspace, settle: Settle, qtbot: QtBot, end: str
) -> None:
    product = create(workspace, {"title": "Soap", "tag_price": 1_000}).value
    workspace.close()
    assert workspace.path is not None
    main_window.open_path(workspace.path)
    settle(main_window)
    main_window.go(Place("products", "catalogue"))
    settle(main_window)
    assert main_window.area is not None
    table = main_window.area.findChild(DataTable, "products.catalogue")
    assert isinstance(table, DataTable)
    price = next(n for n, column in enumerate(table.rows_model.columns) if column.key == "tag_price")
    main_window.activateWindow()
    qtbot.waitUntil(main_window.isActiveWindow)
    table.setFocus()
    table.setCurrentIndex(table.rows_model.index(0, price))
    table.edit(table.currentIndex())
    editor = main_window.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, "33.3", Qt.KeyboardModifier.NoModifier)
    ENDS[end](main_window)
    main_window.jobs.wait_idle()
    main_window.close()
    again = open_workspace(workspace.path)
    with again.read() as session:
        stored = session.get_one(ProductRow, product).tag_price
    again.close()
    assert stored == 3_330
