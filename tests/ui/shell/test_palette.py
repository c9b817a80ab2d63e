"""The command palette: actions, views and records by a few letters, all from the keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import insert

from shopplanner.domain.changes import Place
from shopplanner.storage.tables.products import ProductRow
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.shell.palette import ENTRY, Palette, action_entries, view_entries


def names(palette: Palette) -> list[str]:
    return [palette.list.item(row).data(ENTRY).name for row in range(palette.list.count())]


def test_only_what_can_be_done_is_offered(host: QWidget) -> None:
    actions = [
        Action("a", "shell.action.open", lambda: None, "Ctrl+O"),
        Action("b", "shell.action.new", lambda: None, enabled=lambda: False),
    ]
    entries = action_entries(actions)
    assert [(entry.name, entry.keys) for entry in entries] == [("Open a workspace…", "Ctrl+O")]


def test_typing_narrows_and_enter_runs_the_chosen_line(host: QWidget) -> None:
    places: list[Place] = []
    palette = Palette(view_entries(places.append), None, host)
    palette.show()
    all_of_them = palette.list.count()
    QTest.keyClicks(palette.field, "calendar")
    assert palette.list.count() < all_of_them
    assert "Calendar" in names(palette)[0]
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert places == [Place("promotions", "calendar")]
    assert not palette.isVisible()


def test_the_arrow_keys_move_in_the_list_and_stop_at_its_ends(host: QWidget) -> None:
    palette = Palette(view_entries(lambda _place: None), None, host)
    palette.show()
    QTest.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.list.currentRow() == 1
    QTest.keyClick(palette.field, Qt.Key.Key_PageUp)
    assert palette.list.currentRow() == 0
    for _ in range(10):
        QTest.keyClick(palette.field, Qt.Key.Key_PageDown)
    assert palette.list.currentRow() == palette.list.count() - 1
    QTest.keyClick(palette.field, Qt.Key.Key_Up)
    assert palette.list.currentRow() == palette.list.count() - 2
    assert not palette.grab().isNull()
    palette.close()


def test_a_click_runs_a_line_and_nothing_runs_on_an_empty_list(host: QWidget) -> None:
    places: list[Place] = []
    palette = Palette(view_entries(places.append), None, host)
    palette.show()
    palette.field.setText("zzzzzz")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    palette.field.setText("catalogue")
    item = palette.list.item(0)
    palette.list.itemClicked.emit(item)
    assert [place.view for place in places] == ["catalogue"]


def test_records_are_found_while_typing(host: QWidget, app_context: AppContext, qtbot: QtBot) -> None:
    workspace = app_context.workspace
    with workspace.database.write() as connection:
        connection.execute(insert(ProductRow).values(shop_id=workspace.shop_id, code="88", title="持久留香沐浴露"))
    went: list[Place] = []
    app_context.navigated.connect(went.append)
    palette = Palette([], app_context, host)
    palette.show()
    palette.field.setText("留香")
    qtbot.waitUntil(lambda: names(palette) == ["持久留香沐浴露"], timeout=3000)
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert went == [Place("products", "catalogue", "1")]


def test_taking_the_words_away_forgets_the_records(host: QWidget, app_context: AppContext) -> None:
    palette = Palette([], app_context, host)
    palette.show()
    palette.field.setText("x")
    palette.field.setText("")
    assert names(palette) == []
    palette.close()
