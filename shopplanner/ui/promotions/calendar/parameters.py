"""The fields that each mechanic needs, in the order they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QGridLayout, QLineEdit, QSpinBox, QWidget

from shopplanner.ui.common.form import Field, indented
from shopplanner.ui.common.money_field import MoneyEdit, PercentEdit
from shopplanner.ui.promotions.calendar.fields import calm, field, options
from shopplanner.ui.promotions.calendar.tiers import TierEditor
from shopplanner.ui.theme import theme

FIELDS: dict[str, tuple[tuple[str, str], ...]] = {
    "item_discount": (("kind", "discount_kind"), ("rate", "percent"), ("amount", "money"), ("price", "money")),
    "threshold_reduction": (
        ("threshold", "money"),
        ("reduction", "money"),
        ("tiers", "tiers"),
        ("repeat", "repeat"),
    ),
    "coupon": (("threshold", "money"), ("face", "money"), ("quantity", "count"), ("per_person", "count")),
    "bundle": (("price", "money"),),
    "gift": (("gift", "text"), ("threshold", "money"), ("gift_cost", "money"), ("quantity", "count")),
    "member_day": (("buy", "count"), ("free", "count")),
    "platform_event": (("rate", "percent"),),
}
"""Parameter and editor of each mechanic."""

WIDE = frozenset({"tiers", "text"})
SHOWN_WITH = {"rate": "percent", "amount": "amount", "price": "fixed"}
"""For item discounts: which kind shows which field."""

KINDS = {"repeat": ("once", "each"), "discount_kind": ("percent", "amount", "fixed")}

DEFAULTS: dict[str, dict[str, Any]] = {
    "item_discount": {"kind": "percent", "rate": 1000},
    "threshold_reduction": {"threshold": 19900, "reduction": 2000, "repeat": "once"},
    "coupon": {"threshold": 9900, "face": 1000, "quantity": 1000, "per_person": 1},
    "bundle": {"price": 9900},
    "gift": {"threshold": 19900, "gift": "", "gift_cost": 0, "quantity": 100},
    "member_day": {"buy": 2, "free": 1},
    "platform_event": {"rate": 1200},
}
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
        for name, kind in FIELDS[mechanic]:
            place = self._add(name, kind, place)
        self.fill(values)

    def _add(self, name: str, kind: str, place: int) -> int:
        """Add a field at a place, counted over two columns, and return the next one."""
        editor = self._editor(kind)
        self.editors[name] = editor
        made = self.fields[name] = field("parameter", name, editor)
        if kind in WIDE:
            row = -(-place // 2)
            self._grid.addWidget(made, row, 0, 1, 2)
            return (row + 1) * 2
        if self.mechanic == "item_discount" and name in SHOWN_WITH:
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
            found[name] = _value(editor)
        return {name: value for name, value in found.items() if value not in (None, [])}

    def _editor(self, kind: str) -> QWidget:
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
                return options(kind, KINDS[kind], self._chosen)

    def _chosen(self) -> None:
        self._show_fitting()
        self._changed()

    def _show_fitting(self) -> None:
        """Show only the field that the chosen kind of discount needs."""
        if self.mechanic == "item_discount":
            kind = _value(self.editors["kind"])
            for name, wanted in SHOWN_WITH.items():
                self.fields[name].setVisible(kind == wanted)


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
