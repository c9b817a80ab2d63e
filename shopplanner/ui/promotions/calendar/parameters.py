"""The fields that each mechanic needs, in the order they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QLineEdit, QSpinBox, QWidget

from shopplanner.foundation.i18n import text
from shopplanner.ui.common.form import Form, choice
from shopplanner.ui.common.money_field import MoneyEdit, PercentEdit

FIELDS: dict[str, tuple[tuple[str, str], ...]] = {
    "item_discount": (("kind", "discount_kind"), ("rate", "percent"), ("amount", "money"), ("price", "money")),
    "threshold_reduction": (("threshold", "money"), ("reduction", "money"), ("repeat", "repeat")),
    "coupon": (("threshold", "money"), ("face", "money"), ("quantity", "count"), ("per_person", "count")),
    "bundle": (("price", "money"),),
    "gift": (("threshold", "money"), ("gift", "text"), ("gift_cost", "money"), ("quantity", "count")),
    "member_day": (("buy", "count"), ("free", "count")),
    "platform_event": (("rate", "percent"),),
}
"""Parameter and editor of each mechanic."""

SHOWN_WITH = {"rate": "percent", "amount": "amount", "price": "fixed"}
"""For item discounts: which kind shows which field."""

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


class ParameterForm(Form):
    """Editors for one mechanic's parameters; tells ``changed`` when a person alters one."""

    def __init__(self, mechanic: str, values: Mapping[str, Any], changed: Callable[[], None]) -> None:
        super().__init__()
        self._mechanic = mechanic
        self._changed = changed
        self._kept = dict(values)
        self.editors: dict[str, QWidget] = {}
        for name, kind in FIELDS[mechanic]:
            editor = self._editor(kind, values.get(name))
            self.editors[name] = editor
            self.add(name, f"promotions.parameter.{name}", editor)
        self._show_fitting()

    def values(self) -> dict[str, Any]:
        """Return all parameters, those without an editor as they were."""
        found = dict(self._kept)
        for name, editor in self.editors.items():
            if isinstance(editor, MoneyEdit | PercentEdit | QSpinBox):
                found[name] = editor.value()
            elif isinstance(editor, QLineEdit):
                found[name] = editor.text()
            else:
                found[name] = editor.currentData()  # type: ignore[attr-defined]  # what is left is a combo box
        return found

    def _editor(self, kind: str, value: Any) -> QWidget:
        match kind:
            case "money":
                money = MoneyEdit(value)
                money.editingFinished.connect(self._changed)
                return money
            case "percent":
                percent = PercentEdit(value)
                percent.editingFinished.connect(self._changed)
                return percent
            case "count":
                count = QSpinBox()
                count.setRange(0, 1_000_000)
                count.setValue(int(value or 0))
                count.setKeyboardTracking(False)
                count.valueChanged.connect(lambda _value: self._changed())
                return count
            case "text":
                line = QLineEdit(str(value or ""))
                line.editingFinished.connect(self._changed)
                return line
            case _:
                options = ("once", "each") if kind == "repeat" else ("percent", "amount", "fixed")
                made = choice([(each, text(f"promotions.{kind}.{each}")) for each in options], str(value or ""))
                made.currentIndexChanged.connect(lambda _index: self._chosen())
                return made

    def _chosen(self) -> None:
        self._show_fitting()
        self._changed()

    def _show_fitting(self) -> None:
        """Show only the field that the chosen kind of discount needs."""
        if self._mechanic == "item_discount":
            kind = self.values().get("kind")
            for name, wanted in SHOWN_WITH.items():
                self.fields[name].setVisible(kind == wanted)
