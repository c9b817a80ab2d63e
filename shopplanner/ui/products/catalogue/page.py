"""The catalogue page: reads products, hands edits to the services, offers what imports know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton

from shopplanner.domain.changes import Area, Place
from shopplanner.domain.messages import message
from shopplanner.foundation.i18n import text
from shopplanner.services.products import editing, skus
from shopplanner.services.products.catalogue import Catalogue, Known, Product, catalogue
from shopplanner.services.products.details import Details, details
from shopplanner.services.products.export import export_catalogue
from shopplanner.services.products.paste import PasteReport, paste_products
from shopplanner.services.products.skus import Sku
from shopplanner.services.products.unlisted import Unlisted, adopt, unlisted
from shopplanner.ui.common import layout_memory
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.page import Page
from shopplanner.ui.common.table import parse_tsv
from shopplanner.ui.products import marks
from shopplanner.ui.products.catalogue.dialogs import AdoptDialog, PasteDialog
from shopplanner.ui.products.catalogue.view import CatalogueView
from shopplanner.ui.products.inspector import Handlers, ProductInspector


class CataloguePage(Page):
    """Every product in an editable table."""

    AREAS: ClassVar[frozenset[Area]] = frozenset({Area.PRODUCTS, Area.FACTS, Area.PROMOTIONS, Area.EVENTS})

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, text("products.catalogue.title"))
        self.shown: Catalogue | None = None
        self._known: Known | None = None
        self._wanted = 0
        self._begin_edit = False
        self.actions_made = self._make_actions()
        by_id = {action.id: action for action in self.actions_made}
        self.adopt_button = self.header.add_action(by_id["products.adopt"])
        self.columns_button = self.header.add_action(by_id["products.columns"])
        self.header.add_action(by_id["products.export"])
        self.header.add_action(by_id["products.add"], primary=True)
        self.view = CatalogueView(
            self.edit,
            (by_id["products.set"], by_id["products.delete"]),
            (by_id["products.import"], by_id["products.paste"], by_id["products.add"]),
            (replace(by_id["products.adopt"], enabled=self._writable), by_id["products.add"]),
        )
        self.body.addWidget(self.view, 1)
        self.panel = ProductInspector(
            Handlers(context.navigate, self._store_note, self._store_sku, self._add_sku, self._delete_sku), self
        )
        self._connect()

    def refresh(self) -> None:
        """Read all products; figures only if something was imported since."""
        known = self._known
        self.context.read("products.catalogue", lambda workspace: catalogue(workspace, known), self._show)

    def show_record(self, record: str) -> None:
        """Choose a product by its number."""
        self._wanted = int(record) if record.isdigit() else 0
        self._choose_wanted()

    def actions_list(self) -> Sequence[Action]:
        """Return the page's actions."""
        return self.actions_made

    def flush(self) -> None:
        """Store a typed note, and keep columns for the next start."""
        self.panel.flush()
        layout_memory.save()

    def edit(self, product: Product, field: str, typed: str) -> None:
        """Store what was typed into a cell."""
        self.context.perform(lambda workspace: editing.set_field(workspace, product.id, field, typed))

    def add(self) -> None:
        """Add a product and let its title be typed."""
        title = text("products.catalogue.new_title")
        self.context.perform(lambda workspace: editing.create(workspace, {"title": title}), self._created)

    def delete(self) -> None:
        """Delete the selected products; undo brings them back."""
        ids = [one.id for one in self.view.table.selected_rows()]
        if not ids:
            return

        def deleted(count: int) -> None:
            undo = Action("edit.undo", "shell.action.undo", self.context.undo)
            self.context.notify(message("products.deleted", n=count), action=undo)

        self.context.perform(lambda workspace: editing.delete(workspace, ids), deleted)

    def set_for_selected(self, field: str, value: str) -> None:
        """Give all selected products the same role or state."""
        ids = [one.id for one in self.view.table.selected_rows()]
        self.context.perform(lambda workspace: editing.set_for(workspace, ids, field, value))

    def paste(self, first_row: int, first_column: int, pasted: str) -> None:
        """Write cells of a spreadsheet from the current cell on."""
        cells = parse_tsv(pasted)
        if not cells or self.context.workspace.read_only:
            return
        fields = self.view.table.fields_from(first_column)
        ids = [one.id for one in self.view.model.rows[first_row:]]
        self.context.perform(lambda workspace: paste_products(workspace, cells, fields, ids), self._pasted)

    def export_to(self, path: Path) -> None:
        """Write the products that are shown, in their order."""
        rows, period = list(self.view.model.rows), self.shown.period if self.shown else None

        def done(written: Path) -> None:
            self.context.notify(message("products.exported", path=str(written)), "good")

        self.context.read("products.export", lambda _workspace: export_catalogue(rows, period, path), done)

    def set_menu(self) -> QMenu:
        """Return what the selected products can be given."""
        menu = QMenu(self)
        for field, choices in (("role", marks.role_choices()), ("status", marks.status_choices())):
            part = menu.addMenu(text(f"products.column.{field}"))
            for value, words in choices:
                made = part.addAction(words)
                made.triggered.connect(lambda _on=False, field=field, value=value: self.set_for_selected(field, value))
        return menu

    def _areas_changed(self, areas: frozenset[Area]) -> None:
        if Area.FACTS in areas:
            self._known = None
        super()._areas_changed(areas)

    def _make_actions(self) -> tuple[Action, ...]:
        some, writable = self._has_selection, self._writable
        return (
            Action("products.add", "products.action.add", self.add, "Ctrl+N", icon="plus", enabled=writable),
            Action(
                "products.adopt", "products.action.adopt", self._ask_adopt, icon="import", enabled=self._has_unlisted
            ),
            Action("products.set", "products.action.set", self._open_set, icon="edit", enabled=some),
            Action("products.delete", "products.action.delete", self.delete, icon="delete", enabled=some),
            Action("products.paste", "products.action.paste", self._paste_clipboard, icon="copy", enabled=writable),
            Action(
                "products.export", "products.action.export", self._ask_export, icon="export", enabled=self._has_rows
            ),
            Action("products.columns", "products.action.columns", self._open_columns, icon="filter"),
            Action("products.import", "products.action.import", self._go_importing, icon="folder"),
        )

    def _connect(self) -> None:
        table = self.view.table
        table.paste_text = self.paste
        table.delete_pressed.connect(self.delete)
        table.row_changed.connect(self._row_changed)

    def _show(self, found: Catalogue) -> None:
        self.shown, self._known = found, found.known
        self.view.show_catalogue(found)
        self.header.set_chips(*_chips(found))
        self.adopt_button.setText(text("products.action.adopt_count", n=found.unlisted))
        self.adopt_button.setVisible(found.unlisted > 0)
        self.header.update_enabled()
        self._choose_wanted()
        if found.products:
            self._row_changed(self.view.table.current_row())
        else:
            self.set_inspector(None)

    def _choose_wanted(self) -> None:
        """Choose the product that was asked for once it is there."""
        if not self._wanted or self.shown is None or all(one.id != self._wanted for one in self.shown.products):
            return
        wanted, self._wanted = self._wanted, 0
        if not self.view.table.select_where(lambda one: one.id == wanted):
            self.view.clear_filters()
            self.view.table.select_where(lambda one: one.id == wanted)
        if self._begin_edit:
            self._begin_edit = False
            table = self.view.table
            title = self.view.model.index(table.currentIndex().row(), table.column_of("title"))
            table.setCurrentIndex(title)
            table.edit(title)

    def _created(self, product_id: int) -> None:
        self._wanted, self._begin_edit = product_id, True
        self.refresh()

    def _row_changed(self, product: Product | None) -> None:
        if product is None:
            return
        period = self.shown.period if self.shown else None
        self.context.read("products.details", lambda workspace: details(workspace, product, period), self._show_details)

    def _show_details(self, found: Details) -> None:
        self.panel.show_details(found)
        if self.inspector is None:
            self.set_inspector(self.panel)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste into a catalogue that shows no table yet."""
        if event.matches(QKeySequence.StandardKey.Paste) and self._writable():
            self._paste_clipboard()
        else:
            super().keyPressEvent(event)

    def _pasted(self, report: PasteReport) -> None:
        if report.bad:
            PasteDialog(report, self).open()
            return
        said = message("products.paste.summary", cells=report.cells, changed=report.changed, created=report.created)
        self.context.notify(said, "good")

    def _paste_clipboard(self) -> None:
        index = self.view.table.currentIndex()
        self.paste(max(0, index.row()), max(0, index.column()), QGuiApplication.clipboard().text())

    def _ask_adopt(self) -> None:
        self.context.read("products.unlisted", unlisted, self._open_adopt)

    def _open_adopt(self, found: tuple[Unlisted, ...]) -> None:
        def take(codes: Sequence[str]) -> None:
            def taken(count: int) -> None:
                self.context.notify(message("products.adopted", n=count), "good")

            self.context.perform(lambda workspace: adopt(workspace, codes), taken)

        AdoptDialog(found, self, take).open()

    def _ask_export(self) -> None:
        kinds = f"{text('products.export.xlsx')} (*.xlsx);;{text('products.export.csv')} (*.csv)"
        suggested = f"{text('products.catalogue.title')}.xlsx"
        path, _ = QFileDialog.getSaveFileName(self, text("products.action.export"), suggested, kinds)
        if path:
            self.export_to(Path(path))

    def _open_columns(self) -> None:
        self.view.table.columns_menu().popup(_below(self.columns_button))

    def _open_set(self) -> None:
        anchor = next(made for action, made in self.view.row_buttons if action.id == "products.set")
        self.set_menu().popup(_below(anchor))

    def _go_importing(self) -> None:
        self.context.navigate(Place("metrics", "importing"))

    def _store_note(self, product_id: int, typed: str) -> None:
        self.context.perform(lambda workspace: editing.set_field(workspace, product_id, "note", typed))

    def _store_sku(self, sku: Sku, field: str, typed: str) -> None:
        self.context.perform(lambda workspace: skus.set_sku_field(workspace, sku.id, field, typed))

    def _add_sku(self, product_id: int) -> None:
        name = text("products.inspector.new_sku")
        self.context.perform(lambda workspace: skus.add_sku(workspace, product_id, name))

    def _delete_sku(self, sku: Sku) -> None:
        self.context.perform(lambda workspace: skus.delete_sku(workspace, sku.id))

    def _writable(self) -> bool:
        return not self.context.workspace.read_only

    def _has_selection(self) -> bool:
        return self.shown is not None and self._writable() and bool(self.view.table.selected_rows())

    def _has_unlisted(self) -> bool:
        return self._writable() and self.shown is not None and self.shown.unlisted > 0

    def _has_rows(self) -> bool:
        return self.shown is not None and bool(self.shown.products)


def _below(anchor: QPushButton) -> QPoint:
    return anchor.mapToGlobal(anchor.rect().bottomLeft())


def _chips(found: Catalogue) -> list[tuple[str, str]]:
    """Return what is missing."""
    chips = []
    without_cost, without_role = found.count(cost=True), found.count(role=True)
    if without_cost:
        chips.append((text("products.catalogue.no_cost", n=without_cost), "warn"))
    if without_role:
        chips.append((text("products.catalogue.no_role", n=without_role), "warn"))
    return chips
