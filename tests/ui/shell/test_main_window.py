"""The main window: opening, closing, failing politely, dropping files, switching language and look."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from shopplanner.domain.changes import Area, Place
from shopplanner.domain.messages import message
from shopplanner.foundation import i18n
from shopplanner.services import shops
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common import layout_memory
from shopplanner.ui.common.dialogs import Question
from shopplanner.ui.promotions.calendar.calendar_import import CalendarImportDialog
from shopplanner.ui.shell.main_window import MainWindow
from shopplanner.ui.shell.notices import NoticeBar
from shopplanner.ui.shell.palette import Palette
from shopplanner.ui.shell.welcome import OpeningPage, WelcomePage
from shopplanner.ui.shell.wizard import NewShop
from shopplanner.ui.theme import theme
from tests.ui.shell.conftest import Settle


def rename(window: MainWindow, name: str) -> None:
    assert window.context is not None
    window.context.perform(lambda ws: shops.edit_shop(ws, name=name, platform="tmall", currency="CNY", note=""))


def shop_name(window: MainWindow) -> str:
    assert window.context is not None
    return shops.current_shop(window.context.workspace).name


def test_a_workspace_opens_where_it_was_left(open_window: MainWindow, settle: Settle) -> None:
    settle(open_window)
    assert open_window.has_workspace()
    assert open_window.area is not None
    assert open_window.area.place == Place("metrics", "dictionary")
    assert open_window.windowTitle() == "留香研究所 — ShopPlanner"
    assert open_window.settings.get("recent_files")
    open_window.go(Place("metrics", "health"))
    settle(open_window)
    open_window.close_workspace()
    settle(open_window)
    assert isinstance(open_window.centralWidget(), WelcomePage)
    assert layout_memory.get("place") == ["metrics", "health"]
    assert not open_window.has_workspace()


def test_the_first_picture_says_what_is_about_to_be_opened(main_window: MainWindow, tmp_path: Path) -> None:
    main_window.show_first(tmp_path / "留香.shopplan")
    assert isinstance(main_window.centralWidget(), OpeningPage)
    main_window.rebuild()
    assert isinstance(main_window.centralWidget(), OpeningPage)
    main_window.show_first(None)
    assert isinstance(main_window.centralWidget(), WelcomePage)


def test_undo_and_redo_name_their_steps_and_work_from_the_menu(
    open_window: MainWindow, settle: Settle, qtbot: QtBot
) -> None:
    settle(open_window)
    assert not open_window.can_undo()
    rename(open_window, "新名")
    settle(open_window)
    assert open_window.can_undo()
    assert "新名" in open_window.menus.qt_action("edit.undo").text()
    open_window.undo()
    settle(open_window)
    assert shop_name(open_window) == "留香研究所"
    assert open_window.can_redo()
    open_window.redo()
    settle(open_window)
    assert shop_name(open_window) == "新名"
    qtbot.waitUntil(lambda: open_window.windowTitle().startswith("新名"), timeout=3000)
    settle(open_window)


def test_language_and_look_change_at_once_and_keep_the_place(open_window: MainWindow, settle: Settle) -> None:
    settle(open_window)
    open_window.go(Place("metrics", "health"))
    open_window.switch_language()
    settle(open_window)
    assert i18n.language() == "zh_CN"
    assert open_window.area is not None
    assert open_window.area.place == Place("metrics", "health")
    assert open_window.menus.menus["file"].title() == "文件"
    open_window.switch_theme()
    settle(open_window)
    assert theme.current().dark
    assert open_window.area.place == Place("metrics", "health")
    open_window.change_font(2)
    settle(open_window)
    assert open_window.settings.get("font_points") == round(theme.DEFAULT_POINTS) + 2
    open_window.switch_language()
    open_window.switch_theme()
    settle(open_window)
    assert not theme.current().dark


def test_another_look_is_reckoned_for_the_shown_page_only(open_window: MainWindow, settle: Settle) -> None:
    settle(open_window)
    open_window.go(Place("metrics", "health"))
    settle(open_window)
    area = open_window.area
    assert area is not None
    assert len(area.built_pages()) > 1
    open_window.change_settings(reopen_last=False)
    assert len(area.built_pages()) > 1
    open_window.change_font(1)
    assert len(area.built_pages()) == 1
    settle(open_window)
    assert open_window.area is not None
    assert open_window.area.place == Place("metrics", "health")


def test_a_frame_that_was_built_anew_hears_of_everything_once(
    open_window: MainWindow, settle: Settle, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    told: list[object] = []
    monkeypatch.setattr(NoticeBar, "tell", lambda _bar, notice: told.append(notice))
    context = open_window.context
    assert context is not None
    former = open_window._overview  # the former frame must not listen any more
    assert former is not None
    with qtbot.waitSignal(former.destroyed):
        open_window.rebuild()
    settle(open_window)
    context.bus.changed.emit(frozenset({Area.SHOP}))
    context.notify(message("common.dismiss"))
    settle(open_window)
    assert len(told) == 1


def test_a_new_shop_is_made_and_shows_where_files_go(main_window: MainWindow, settle: Settle, tmp_path: Path) -> None:
    main_window.create_shop(NewShop("二店", "tmall", "护肤", tmp_path / "二店.shopplan"))
    settle(main_window)
    assert main_window.area is not None
    assert main_window.area.place == Place("metrics", "importing")
    assert main_window.context is not None
    assert shops.current_shop(main_window.context.workspace).note == "护肤"


def test_a_file_that_is_no_workspace_is_refused_and_the_window_stays_usable(
    main_window: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    wrong = tmp_path / "missing.shopplan"
    main_window.open_path(wrong)
    settle(main_window)
    assert isinstance(main_window.centralWidget(), WelcomePage)
    question = main_window.dialogs.shown
    assert isinstance(question, Question)
    assert "missing.shopplan" in question.words.text()
    question.reject()


def test_a_locked_workspace_can_be_opened_for_reading(
    main_window: MainWindow, workspace: Workspace, settle: Settle
) -> None:
    main_window.open_path(workspace.path)
    settle(main_window)
    question = main_window.dialogs.shown
    assert isinstance(question, Question)
    (answer,) = question.answers.values()
    answer.click()
    settle(main_window)
    assert main_window.context is not None
    assert main_window.context.workspace.read_only
    assert not main_window.can_undo()


def test_files_without_a_workspace_get_a_hint(main_window: MainWindow, tmp_path: Path) -> None:
    main_window.open_files([tmp_path / "orders.csv"])
    bar = main_window._notices
    assert bar is not None
    assert bar.isVisible()
    assert bar.hint.text()


def test_dropped_files_go_to_the_import_page_and_workspaces_are_opened(
    open_window: MainWindow, settle: Settle, tmp_path: Path, workspace_template: Path, qtbot: QtBot
) -> None:
    settle(open_window)
    table = tmp_path / "orders.csv"
    table.write_text("a,b\n1,2\n", encoding="utf-8")
    drop(open_window, table)
    qtbot.waitUntil(lambda: open_window.area is not None and open_window.area.place.view == "importing", timeout=3000)
    settle(open_window)
    calendar = tmp_path / "plan.ics"
    calendar.write_text("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nEND:VCALENDAR\n", encoding="utf-8")
    drop(open_window, calendar)
    qtbot.waitUntil(lambda: open_window.area is not None and open_window.area.place.view == "calendar", timeout=3000)
    settle(open_window)
    dialog = open_window.findChild(CalendarImportDialog)
    assert isinstance(dialog, CalendarImportDialog)
    dialog.close()
    other = tmp_path / "other.shopplan"
    shutil.copy(workspace_template, other)
    drop(open_window, other)
    qtbot.waitUntil(lambda: open_window.session.path == other, timeout=5000)
    settle(open_window)


def drop(window: MainWindow, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, keys, action = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(5, 5), action, data, buttons, keys)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(5, 5), action, data, buttons, keys))


def test_a_later_start_brings_the_window_forward_with_its_files(
    main_window: MainWindow, settle: Settle, tmp_path: Path, workspace_template: Path
) -> None:
    path = tmp_path / "later.shopplan"
    shutil.copy(workspace_template, path)
    main_window.take_over([path])
    settle(main_window)
    assert main_window.session.path == path
    main_window.open_path(path)
    assert not main_window.session.busy


def test_every_action_without_a_workspace_is_off_where_it_needs_one(main_window: MainWindow) -> None:
    main_window.menus.update_enabled()
    assert not main_window.menus.qt_action("file.print").isEnabled()
    assert main_window.menus.qt_action("file.open").isEnabled()
    for act in (main_window.undo, main_window.redo, main_window.refresh_page, main_window.toggle_inspector):
        act()
    main_window.open_tab("metrics")
    main_window.flush()
    assert main_window.all_actions() == main_window.actions_data


def test_tabs_inspector_and_refresh_are_reached_from_actions(open_window: MainWindow, settle: Settle) -> None:
    settle(open_window)
    open_window.open_tab("metrics")
    open_window.go_to_import()
    open_window.refresh_page()
    open_window.toggle_inspector()
    settle(open_window)
    assert open_window.area is not None
    assert open_window.area.place.view == "importing"
    actions = {action.id: action for action in open_window.actions_data}
    actions["view.metrics"].run()
    settle(open_window)
    assert open_window.area.place.tab == "metrics"


def test_each_dialog_opens_from_its_action(open_window: MainWindow, settle: Settle) -> None:
    settle(open_window)
    dialogs = open_window.dialogs
    for show in (
        dialogs.show_settings, dialogs.show_shortcuts, dialogs.show_about, dialogs.show_log, dialogs.show_notices,
        dialogs.show_help, dialogs.edit_shop, dialogs.start_shop, dialogs.show_backups,
    ):  # fmt: skip
        show()
        settle(open_window)
        assert dialogs.shown is not None
        assert dialogs.shown.isVisible()
        dialogs.shown.close()
        settle(open_window)
    dialogs.show_palette()
    assert isinstance(dialogs.shown, Palette)
    dialogs.shown.close()


def test_recent_files_and_shops_are_listed_when_their_menu_opens(open_window: MainWindow, settle: Settle) -> None:
    settle(open_window)
    open_window.menus.recent.aboutToShow.emit()
    assert [entry.text().startswith("留香研究所") for entry in open_window.menus.recent.actions()] == [True]
    open_window.menus.shops.aboutToShow.emit()
    settle(open_window)
    names = [entry.text() for entry in open_window.menus.shops.actions() if entry.text()]
    assert names[0] == "留香研究所"
    assert len(names) == 2


def test_a_workspace_is_chosen_from_the_file_dialog(
    main_window: MainWindow, settle: Settle, tmp_path: Path, workspace_template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "chosen.shopplan"
    shutil.copy(workspace_template, path)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", staticmethod(lambda *_args: (str(path), "")))
    main_window.dialogs.choose_workspace()
    settle(main_window)
    assert main_window.session.path == path


def test_the_sample_shop_is_made_once_and_opened_again(
    main_window: MainWindow, settle: Settle, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("shopplanner.ui.shell.wizard.default_folder", lambda: tmp_path)
    main_window.open_sample()
    settle(main_window)
    made = main_window.session.path
    assert made is not None
    assert made.parent == tmp_path
    main_window.close_workspace()
    settle(main_window)
    main_window.open_sample()
    settle(main_window)
    assert main_window.session.path == made


def test_a_folder_that_cannot_be_shown_is_named(
    main_window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("PySide6.QtGui.QDesktopServices.openUrl", staticmethod(lambda _url: False))
    main_window.dialogs.open_folder(tmp_path)
    assert main_window._notices is not None
    assert str(tmp_path) in main_window._notices.said.text()


def test_leaving_stores_where_the_window_was(open_window: MainWindow, settle: Settle) -> None:
    settle(open_window)
    open_window.notify(message("common.chart.copied"), "good")
    event = QCloseEvent()
    open_window.closeEvent(event)
    assert event.isAccepted()
    assert isinstance(layout_memory.get("window"), str)
    assert not open_window.has_workspace()


def test_a_first_window_fits_the_screen(main_window: MainWindow) -> None:
    fresh = MainWindow(main_window.settings)
    room = fresh.screen().availableGeometry()
    assert fresh.width() <= max(room.width(), fresh.minimumWidth())
    assert fresh.height() <= max(room.height(), fresh.minimumHeight())
    fresh.close()
    fresh.deleteLater()
