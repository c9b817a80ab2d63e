"""The fields that each mechanic needs, in the order they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QGridLayout, QLineEdit, QSpinBox, QWidget

from shopplanner.domain.promotions.plan import MECHANICS, Parameter, defaults, parameters, shown
from shopplanner.ui.common.form import Field, indented
from shopplanner.ui.common.money_field import MoneyEdit, PercentEdit
from shopplanner.ui.promotions.calendar.fields import calm, field, options
from shopplanner.ui.promotions.calendar.tiers import TierEditor
from shopplanner.ui.theme import theme

EDITORS = {"money": "money", "rate": "percent", "share": "percent", "count": "count", "text": "text"}
"""The editor for each kind of parameter; choices and tiers are looked at one by one."""

FAMILIES = {"kind": "discount_kind", "repeat": "repeat", "measure": "measure", "coupon": "coupon_kind"}
"""Where the words for a choice's values stand."""

WIDE = frozenset({"tiers", "text"})


def _editor_of(parameter: Parameter) -> str:
    """Return the editor that a parameter needs; empty if this form has none for it."""
    if parameter.kind == "choice":
        return FAMILIES[parameter.name]
    if parameter.kind == "tiers":
        return "tiers" if parameter.units == ("money", "money") else ""
    return EDITORS.get(parameter.kind, "")


FIELDS: dict[str, tuple[tuple[Parameter, str], ...]] = {
    mechanic: tuple((each, _editor_of(each)) for each in parameters(mechanic) if _editor_of(each))
    for mechanic in MECHANICS
}
"""Parameter and editor of each mechanic."""

DEFAULTS: dict[str, dict[str, Any]] = {mechanic: defaults(mechanic) for mechanic in MECHANICS}
"""What a new promotion of each mechanic begins with; amounts in fen, rates in basis points off."""


class ParameterForm(QWidget):
    """Editors for one mechanic's parameters; tells ``changed`` when a person alters one."""

    def __init__(self, mechanic: str, values: Mapping[str, Any], changed: Callable[[], None]) -> None:
        super().__init__()
        self.mechanic = mechanic
        self._changed = changed
        self._kept = dict(values)
        self.editors: dict[str, QWidget] = {}
        self.fields: dict[str, Field] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.current().space(8))
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)
        place = 0
        for parameter, kind in FIELDS[mechanic]:
            place = self._add(parameter, kind, place)
        self.fill(values)

    def _add(self, parameter: Parameter, kind: str, place: int) -> int:
        """Add a field at a place, counted over two columns, and return the next one."""
        name = parameter.name
        editor = self._editor(kind, parameter.choices)
        self.editors[name] = editor
        made = self.fields[name] = field("parameter", name, editor)
        if kind in WIDE:
            row = -(-place // 2)
            self._grid.addWidget(made, row, 0, 1, 2)
            return (row + 1) * 2
        if self.mechanic == "item_discount" and parameter.when is not None:
            self._grid.addWidget(made, 0, 1)
            return 2
        self._grid.addWidget(made, place // 2, place % 2)
        return place + 1

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
        return {name: value for name, value in found.items() if value not in (None, [])}

    def _editor(self, kind: str, choices: tuple[str, ...] = ()) -> QWidget:
        match kind:
            case "money" | "percent":
                figure = MoneyEdit() if kind == "money" else PercentEdit()
                figure.value_changed.connect(lambda _value: self._changed())
                return figure
            case "tiers":
                return TierEditor((), self._changed)
            case "count":
                count = indented(QSpinBox())
                count.setRange(0, 1_000_000)
                count.setKeyboardTracking(False)
                count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                calm(count)
                count.valueChanged.connect(lambda _value: self._changed())
                return count
            case "text":
                line = QLineEdit()
                line.editingFinished.connect(self._changed)
                return line
            case _:
                return options(kind, choices, self._chosen)

    def _chosen(self) -> None:
        self._show_fitting()
        self._changed()

    def _show_fitting(self) -> None:
        """Show only the fields that mean something beside the chosen values."""
        wanted = {each.name for each in shown(self.mechanic, self.values())}
        for name, made in self.fields.items():
            made.setVisible(name in wanted)


def _is_edited(editor: QWidget) -> bool:
    """Whether the keyboard is in a field, or in a part of it."""
    focused = QApplication.focusWidget()
    return focused is not None and (focused is editor or editor.isAncestorOf(focused))


def _value(editor: QWidget) -> Any:
    match editor:
        case MoneyEdit() | PercentEdit():
            return editor.value
        case QSpinBox():
            return editor.value()
        case QLineEdit():
            return editor.text()
        case TierEditor():
            return editor.tiers()
        case QComboBox():
            return editor.currentData()
    raise TypeError(type(editor))


def _show(editor: QWidget, value: Any) -> None:
    """Show a value without telling anybody."""
    editor.blockSignals(True)
    match editor:
        case MoneyEdit() | PercentEdit():
            editor.set_value(value)
        case QSpinBox():
            editor.setValue(int(value or 0))
        case QLineEdit():
            editor.setText(str(value or ""))
        case TierEditor():
            editor.fill(value or ())
        case QComboBox():
            editor.setCurrentIndex(max(0, editor.findData(value)))
    editor.blockSignals(False)
