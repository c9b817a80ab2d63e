"""Editors for the figures of an offer: amounts, rates, counts; made, read and filled in one way."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSpinBox

from shopplanner.services import wording
from shopplanner.ui.common.form import indented
from shopplanner.ui.common.money_field import MoneyEdit, PercentEdit, parse_money, parse_percent
from shopplanner.ui.promotions.calendar.fields import calm

FigureEdit = MoneyEdit | PercentEdit | QSpinBox
MOST = 1_000_000


def figure_edit(kind: str, changed: Callable[[], object]) -> FigureEdit:
    """Return an editor for ``money``, ``rate``, ``share`` or ``count``; ``changed`` is told when a person is done."""
    if kind == "count":
        return _count(changed)
    figure = MoneyEdit() if kind == "money" else PercentEdit()
    figure.value_changed.connect(lambda _value: changed())
    return figure


def _count(changed: Callable[[], object]) -> QSpinBox:
    count = indented(QSpinBox())
    count.setRange(0, MOST)
    count.setKeyboardTracking(False)
    count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    calm(count)
    count.valueChanged.connect(lambda _value: changed())
    return count


def value_of(editor: FigureEdit) -> int | None:
    """Return what stands in an editor; None where nothing usable does."""
    return editor.value() if isinstance(editor, QSpinBox) else editor.value


def show_value(editor: FigureEdit, value: int | None) -> None:
    """Show a value."""
    if isinstance(editor, QSpinBox):
        editor.setValue(int(value or 0))
    else:
        editor.set_value(value)


def worded(kind: str, value: int | None) -> str:
    """Return a figure as it is read."""
    match kind:
        case "money":
            return wording.money(value)
        case "count":
            return wording.number(value)
        case _:
            return wording.percent(value, 2 if value is not None and value % 10 else 1)


def parsed(kind: str, typed: str) -> int | None:
    """Return a typed figure; None if nothing was typed.

    Raises:
        ValueError: if it is no figure.
    """
    return parse_money(typed) if kind == "money" else parse_percent(typed)
