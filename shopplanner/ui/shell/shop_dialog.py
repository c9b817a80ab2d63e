"""The shops of a workspace: details of the one that is worked on, changing to another, adding one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from shopplanner.domain.errors import ShopPlannerError
from shopplanner.foundation.i18n import text
from shopplanner.services.wording import SYMBOLS, render
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.dialogs import Dialog
from shopplanner.ui.common.form import Form, GrowingText, choice
from shopplanner.ui.shell.wizard import PLATFORMS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shopplanner.domain.changes import Outcome
    from shopplanner.services.shops import Shop
    from shopplanner.services.workspace import Workspace
    from shopplanner.ui.shell.main_window import MainWindow


class ShopDialog(Dialog):
    """Name, platform, currency and note of a shop; ``new`` asks for those of another shop."""

    def __init__(self, context: AppContext, parent: QWidget | None, *, new: bool = False) -> None:
        super().__init__(text("shell.shop.new") if new else text("shell.shop.title"), parent, width=26)
        self._context = context
        self.form = Form()
        self.name = QLineEdit()
        self.platform = choice([(one, text(f"shell.platform.{one}")) for one in PLATFORMS], "taobao")
        self.currency = choice([(one, f"{one}  {symbol}") for one, symbol in SYMBOLS.items()], "CNY")
        self.note: GrowingText | None = None
        self.form.add("name", "shell.shop.name", self.name, required=True)
        self.form.add("platform", "shell.shop.platform", self.platform)
        self.form.add("currency", "shell.shop.currency", self.currency, "shell.shop.currency_help")
        if not new:
            self.note = GrowingText()
            self.form.add("note", "shell.shop.note", self.note)
        self.body.addWidget(self.form, 1)
        self.add_close("common.cancel")
        self.store_button = self.add_button(text("shell.shop.store"), self.store, primary=True)
        self.store_button.setEnabled(not context.workspace.read_only)
        if not new:
            context.read("shell.shop", _current, self._show)

    def store(self) -> None:
        """Store what was typed; an error stays beside the name."""
        platform, currency = self.platform.currentData(), self.currency.currentData()
        if self.note is None:
            name = self.name.text()
            self._context.perform(lambda ws: _add(ws, name, platform, currency), self._stored, self._failed)
        else:
            edit = _Edit(self.name.text(), platform, currency, self.note.toPlainText())
            self._context.perform(edit, self._stored, self._failed)

    def _stored(self, _value: object) -> None:
        self.accept()

    def _show(self, shop: Shop) -> None:
        self.name.setText(shop.name)
        self.platform.setCurrentIndex(max(0, self.platform.findData(shop.platform)))
        self.currency.setCurrentIndex(max(0, self.currency.findData(shop.currency)))
        if self.note is not None:
            self.note.setPlainText(shop.note)

    def _failed(self, error: ShopPlannerError) -> None:
        self.form.fields["name"].show_error(render(error.what))


@dataclass(frozen=True, slots=True)
class _Edit:
    """The edit that the dialog asks for, with what was typed at that moment."""

    name: str
    platform: str
    currency: str
    note: str

    def __call__(self, workspace: Workspace) -> Outcome[None]:
        from shopplanner.services.shops import edit_shop

        return edit_shop(workspace, name=self.name, platform=self.platform, currency=self.currency, note=self.note)


def _add(workspace: Workspace, name: str, platform: str, currency: str) -> Outcome[int]:
    from shopplanner.services.shops import add_shop

    return add_shop(workspace, name, platform, currency)


def fill_menu(menu: QMenu, context: AppContext | None, window: MainWindow) -> None:
    """List the workspace's shops, the present one marked, and offer to add one."""
    menu.clear()
    if context is None:
        return
    adding = menu.addAction(text("shell.shop.add"))
    adding.triggered.connect(lambda _checked=False: window.dialogs.show(ShopDialog(context, window, new=True)))
    adding.setEnabled(not context.workspace.read_only)
    context.read("shell.shops", _all, lambda found: _list(menu, context, found))


def _list(menu: QMenu, context: AppContext, found: Sequence[Shop]) -> None:
    first = menu.actions()[0]
    for shop in found:
        entry = menu.addAction(shop.name)
        entry.setCheckable(True)
        entry.setChecked(shop.id == context.workspace.shop_id)
        entry.triggered.connect(lambda _checked=False, shop_id=shop.id: context.select_shop(shop_id))
        menu.insertAction(first, entry)
    menu.insertSeparator(first)


def _current(workspace: Workspace) -> Shop:
    from shopplanner.services.shops import current_shop

    return current_shop(workspace)


def _all(workspace: Workspace) -> list[Shop]:
    from shopplanner.services.shops import shops

    return shops(workspace)
