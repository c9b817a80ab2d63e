"""The catalogue's columns, and its table that hides columns and remembers which."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtWidgets import QMenu

from shopplanner.domain.products.fields import PRODUCT_FIELDS
from shopplanner.foundation.i18n import text
from shopplanner.services import wording
from shopplanner.services.products.catalogue import Product
from shopplanner.ui.common import layout_memory
from shopplanner.ui.common.table import Column, DataTable, RowsModel
from shopplanner.ui.products import marks

NAME: Final = "products.catalogue"
HIDDEN_AT_FIRST: Final = ("short_name", "code", "list_price", "life_stage", "skus", "units")
LOW_MARGIN: Final = 2_000
SHORT_COVER: Final = 14
Edit = Callable[[Product, str, str], object]


def columns(edit: Edit) -> list[Column[Product]]:
    """Return the columns; ``edit`` gets product, field and what was typed."""
    return [
        _text("title", edit, lambda one: one.title, width=14, bold=True),
        _text("short_name", edit, lambda one: one.short_name, width=8),
        _text("code", edit, lambda one: one.code, width=8),
        _choice("role", edit, lambda one: one.role, marks.role_words, marks.role_choices(), width=6),
        _money("tag_price", edit, lambda one: one.tag_price),
        _money("list_price", edit, lambda one: one.list_price),
        _money("cost", edit, lambda one: one.cost),
        _figure("margin", lambda one: wording.percent(one.margin), lambda one: one.margin, _margin_role),
        Column(
            "stock",
            "products.column.stock",
            lambda one: wording.number(one.stock),
            sort=lambda one: one.stock,
            number=True,
            edit=lambda one, typed: edit(one, "stock", typed),
            width=4.6,
        ),
        _figure("cover", lambda one: wording.number(one.cover), lambda one: one.cover, _cover_role, 5.6),
        _figure("paid_amount", lambda one: wording.money(one.figures.paid_amount), _paid, width=6.6),
        _money("floor_price", edit, lambda one: one.floor_price),
        _figure("units", lambda one: wording.number(one.figures.units), lambda one: one.figures.units),
        _figure("visitors", lambda one: wording.number(one.figures.visitors), lambda one: one.figures.visitors),
        _figure("conversion", lambda one: wording.percent(one.figures.conversion, 2), _conversion, width=5.6),
        _figure("grade", lambda one: one.grade or wording.MISSING, lambda one: one.grade or None, width=4),
        _text("category", edit, lambda one: one.category, width=6),
        _choice("status", edit, lambda one: one.status, marks.status_words, marks.status_choices(), width=5),
        _choice("life_stage", edit, lambda one: one.life_stage, marks.stage_words, marks.stage_choices(), width=6),
        _figure("skus", lambda one: wording.number(one.skus), lambda one: one.skus, width=4),
    ]


class CatalogueTable(DataTable):
    """The table of products; its heading offers which columns are shown."""

    def __init__(self, model: RowsModel[Product]) -> None:
        super().__init__(model, name=NAME, accessible_name=text("products.catalogue.title"))
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._open_columns)
        header.setToolTip(text("products.catalogue.columns_tip"))
        # with the table's own, the heading asks every cell of a column whether it is selected
        header.setSelectionModel(QItemSelectionModel(model, header))
        self.setItemDelegateForColumn(self.column_of("role"), marks.RoleDelegate(self))
        hidden = layout_memory.get(f"hidden/{NAME}", list(HIDDEN_AT_FIRST))
        for number, column in enumerate(model.columns):
            self.setColumnHidden(number, column.key in hidden)

    def column_of(self, key: str) -> int:
        """Return the place of a column."""
        return next(number for number, column in enumerate(self.rows_model.columns) if column.key == key)

    def fields_from(self, place: int) -> list[str]:
        """Return the fields of the shown columns from a place on; empty for columns that are worked out."""
        shown = [column for number, column in enumerate(self.rows_model.columns) if number >= place]
        visible = [column for column in shown if not self.isColumnHidden(self.column_of(column.key))]
        return [column.key if column.key in PRODUCT_FIELDS else "" for column in visible]

    def show_column(self, key: str, shown: bool) -> None:
        """Show or hide a column and remember it; one always stays."""
        columns = self.rows_model.columns
        visible = [column.key for number, column in enumerate(columns) if not self.isColumnHidden(number)]
        if not shown and visible == [key]:
            return
        self.setColumnHidden(self.column_of(key), not shown)
        hidden = [column.key for number, column in enumerate(columns) if self.isColumnHidden(number)]
        layout_memory.put(f"hidden/{NAME}", hidden)

    def columns_menu(self) -> QMenu:
        """Return the choice of columns."""
        menu = QMenu(self)
        for number, column in enumerate(self.rows_model.columns):
            entry = menu.addAction(column.heading)
            entry.setCheckable(True)
            entry.setChecked(not self.isColumnHidden(number))
            entry.toggled.connect(lambda on, key=column.key: self.show_column(key, on))
        return menu

    def _open_columns(self, point: QPoint) -> None:
        menu = self.columns_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.horizontalHeader().mapToGlobal(point))


def _text(
    key: str, edit: Edit, value: Callable[[Product], str], *, width: float, bold: bool = False
) -> Column[Product]:
    return Column(
        key,
        f"products.column.{key}",
        value,
        sort=lambda one: value(one) or None,
        tooltip=value,
        edit=lambda one, typed: edit(one, key, typed),
        width=width,
        bold=bold,
    )


def _money(key: str, edit: Edit, value: Callable[[Product], int | None]) -> Column[Product]:
    return Column(
        key,
        f"products.column.{key}",
        lambda one: wording.money(value(one)),
        sort=value,
        number=True,
        edit=lambda one, typed: edit(one, key, typed),
        edit_text=lambda one: marks.plain_money(value(one)),
        width=5.8,
    )


def _choice(
    key: str,
    edit: Edit,
    value: Callable[[Product], str],
    words: Callable[[str], str],
    choices: list[tuple[str, str]],
    *,
    width: float,
) -> Column[Product]:
    order = {each: number for number, (each, _) in enumerate(choices)}
    return Column(
        key,
        f"products.column.{key}",
        lambda one: words(value(one)),
        sort=lambda one: order.get(value(one)),
        role=lambda one: "" if value(one) else "muted",
        edit=lambda one, typed: edit(one, key, typed),
        edit_text=value,
        choices=choices,
        width=width,
    )


def _figure(
    key: str,
    words: Callable[[Product], str],
    sort: Callable[[Product], int | str | None],
    role: Callable[[Product], str] | None = None,
    width: float = 5.0,
) -> Column[Product]:
    return Column(
        key,
        f"products.column.{key}",
        words,
        sort=sort,
        number=True,
        tooltip=lambda _one: text(f"products.explain.{key}"),
        role=role,
        width=width,
    )


def _paid(one: Product) -> int | None:
    return one.figures.paid_amount


def _conversion(one: Product) -> int | None:
    return one.figures.conversion


def _margin_role(one: Product) -> str:
    if one.margin is None:
        return "muted"
    return "bad" if one.margin < 0 else "warn" if one.margin < LOW_MARGIN else ""


def _cover_role(one: Product) -> str:
    if one.cover is None:
        return "muted"
    return "bad" if one.cover < SHORT_COVER // 2 else "warn" if one.cover < SHORT_COVER else ""
