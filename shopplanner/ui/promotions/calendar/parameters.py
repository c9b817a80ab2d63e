"""The fields that each mechanic needs, in the order they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QApplication, QComboBox, QGridLayout, QLineEdit, QSpinBox, QWidget

from shopplanner.domain.promotions.plan import Parameter, parameters, shown
from shopplanner.services.promotions.month import ProductChoice
from shopplanner.ui.common.form import Field
from shopplanner.ui.common.money_field import MoneyEdit, PercentEdit
from shopplanner.ui.promotions.calendar.by_product import ByProductEditor
from shopplanner.ui.promotions.calendar.fields import field, options
from shopplanner.ui.promotions.calendar.figures import figure_edit, show_value, value_of
from shopplanner.ui.promotions.calendar.tiers import TierEditor
from shopplanner.ui.theme import theme

FAMILIES = {"kind": "discount_kind", "repeat": "repeat", "measure": "measure", "coupon": "coupon_kind"}
"""Where the words for a choice's values stand."""

OWN_FAMILIES = {("gift", "kind"): "gift_kind"}
OWN_NAMES = {("gift", "kind"): "gift_kind", ("clearance", "tiers"): "rungs"}
"""What mechanics call parameters that mean something else to them than to the others."""

FIGURES = frozenset({"money", "rate", "share", "count"})
WIDE = frozenset({"tiers", "text", "by_product"})


class ParameterForm(QWidget):
    """Editors for one mechanic's parameters; tells ``changed`` when a person alters one."""

    def __init__(
        self,
        mechanic: str,
        values: Mapping[str, Any],
        changed: Callable[[], None],
        products: Callable[[], Sequence[ProductChoice]] = tuple,
    ) -> None:
        """Show ``values``; ``products`` gives those in scope, for figures of their own."""
        super().__init__()
        self.mechanic = mechanic
        self._changed, self._products = changed, products
        self._kept = dict(values)
        self.editors: dict[str, QWidget] = {}
        self.fields: dict[str, Field] = {}
        self._laid_out: list[Parameter] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.current().space(8))
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)
        for parameter in parameters(mechanic):
            self._add(parameter)
        self.fill(values)

    def _add(self, parameter: Parameter) -> None:
        editor = self._editor(parameter)
        self.editors[parameter.name] = editor
        made = self.fields[parameter.name] = field(
            "parameter", OWN_NAMES.get((self.mechanic, parameter.name), parameter.name), editor
        )
        made.setParent(self)
        made.hide()

    def fill(self, values: Mapping[str, Any]) -> None:
        """Show other values, but leave a field alone that is being edited."""
        self._kept = dict(values)
        for name, editor in self.editors.items():
            if not _is_edited(editor):
                _show(editor, values.get(name))
        self._show_fitting()

    def values(self) -> dict[str, Any]:
        """Return all parameters, those without an editor as they were; empty ones are left out."""
        found = dict(self._kept)
        for name, editor in self.editors.items():
            value = _value(editor)
            if value or name in found:
                found[name] = value
        return {name: value for name, value in found.items() if value not in (None, [], {})}

    def _editor(self, parameter: Parameter) -> QWidget:
        match parameter.kind:
            case kind if kind in FIGURES:
                return figure_edit(kind, self._changed)
            case "tiers":
                return TierEditor((), self._changed, parameter.units)
            case "by_product":
                return ByProductEditor(self._products, lambda: self._kind_of(parameter.of), self._changed)
            case "text":
                line = QLineEdit()
                line.editingFinished.connect(self._changed)
                return line
            case _:
                family = OWN_FAMILIES.get((self.mechanic, parameter.name), FAMILIES[parameter.name])
                return options(family, parameter.choices, self._chosen)

    def _kind_of(self, names: tuple[str, ...]) -> str:
        """Return the unit of the first of some parameters that is shown."""
        return next(each.kind for each in shown(self.mechanic, self.values()) if each.name in names)

    def _chosen(self) -> None:
        self._show_fitting()
        self._changed()

    def _show_fitting(self) -> None:
        """Lay out the fields that mean something beside the chosen values, two in a line; hide the others."""
        wanted = list(shown(self.mechanic, self.values()))
        if wanted == self._laid_out:
            return
        self._laid_out = wanted
        for made in self.fields.values():
            self._grid.removeWidget(made)
            made.hide()
        place = 0
        for each in wanted:
            wide = each.kind in WIDE
            place += place % 2 if wide else 0
            self._grid.addWidget(self.fields[each.name], place // 2, place % 2, 1, 2 if wide else 1)
            self.fields[each.name].show()
            place += 2 if wide else 1


def _is_edited(editor: QWidget) -> bool:
    """Whether the keyboard is in a field, or in a part of it."""
    focused = QApplication.focusWidget()
    return focused is not None and (focused is editor or editor.isAncestorOf(focused))


def _value(editor: QWidget) -> Any:
    match editor:
        case MoneyEdit() | PercentEdit() | QSpinBox():
            return value_of(editor)
        case QLineEdit():
            return editor.text()
        case TierEditor():
            return editor.tiers()
        case ByProductEditor():
            return editor.figures
        case QComboBox():
            return editor.currentData()
    raise TypeError(type(editor))


def _show(editor: QWidget, value: Any) -> None:
    """Show a value without telling anybody."""
    editor.blockSignals(True)
    match editor:
        case MoneyEdit() | PercentEdit() | QSpinBox():
            show_value(editor, value)
        case QLineEdit():
            editor.setText(str(value or ""))
        case TierEditor():
            editor.fill(value or ())
        case ByProductEditor():
            editor.fill(value)
        case QComboBox():
            editor.setCurrentIndex(max(0, editor.findData(value)))
    editor.blockSignals(False)
