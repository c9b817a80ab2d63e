"""Shops of a workspace: details, another one, changing between them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from shopplanner.services.shops import add_shop, current_shop, shops
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.shell.main_window import MainWindow
from shopplanner.ui.shell.shop_dialog import ShopDialog, fill_menu
from tests.ui.shell.conftest import Settle


def test_details_are_shown_and_stored(app_context: AppContext, host: QWidget) -> None:
    dialog = ShopDialog(app_context, host)
    dialog.open()
    assert app_context.jobs.wait_idle()
    assert dialog.name.text() == "留香研究所"
    dialog.name.setText("新店")
    dialog.platform.setCurrentIndex(dialog.platform.findData("jd"))
    dialog.currency.setCurrentIndex(dialog.currency.findData("JPY"))
    assert dialog.note is not None
    dialog.note.setPlainText("备注")
    dialog.store()
    assert app_context.jobs.wait_idle()
    shop = current_shop(app_context.workspace)
    assert (shop.name, shop.platform, shop.currency, shop.note) == ("新店", "jd", "JPY", "备注")
    assert not dialog.isVisible()


def test_a_missing_name_stays_in_the_dialog(app_context: AppContext, host: QWidget) -> None:
    dialog = ShopDialog(app_context, host, new=True)
    dialog.open()
    dialog.store()
    assert app_context.jobs.wait_idle()
    assert dialog.form.fields["name"].error
    assert dialog.isVisible()
    dialog.name.setText("二店")
    dialog.store()
    assert app_context.jobs.wait_idle()
    assert [shop.name for shop in shops(app_context.workspace)] == ["留香研究所", "二店"]


def test_another_shop_is_chosen_from_the_menu(open_window: MainWindow, settle: Settle) -> None:
    settle(open_window)
    context = open_window.context
    assert context is not None
    context.perform(lambda workspace: add_shop(workspace, "二店"))
    settle(open_window)
    menu = open_window.menus.shops
    fill_menu(menu, context, open_window)
    settle(open_window)
    marked = {entry.text(): entry.isChecked() for entry in menu.actions() if entry.isCheckable()}
    assert marked == {"留香研究所": True, "二店": False}
    next(entry for entry in menu.actions() if entry.text() == "二店").trigger()
    settle(open_window)
    assert current_shop(context.workspace).name == "二店"
    assert open_window.windowTitle().startswith("二店")
    adding = next(entry for entry in menu.actions() if entry.text() and not entry.isCheckable())
    adding.trigger()
    assert isinstance(open_window.dialogs.shown, ShopDialog)
    open_window.dialogs.shown.close()
    fill_menu(menu, None, open_window)
    assert menu.actions() == []
