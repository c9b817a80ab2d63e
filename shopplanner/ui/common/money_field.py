"""Fields for amounts of money and for shares, exact to the smallest unit."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit

from shopplanner.foundation.i18n import text
from shopplanner.services.wording import NO_MINOR_UNIT, SYMBOLS
from shopplanner.ui.common.widgets import set_property

_NOISE = re.compile(r"[\s,，¥￥$€£元%]")
MOST_DIGITS = 13
"""Digits before the point of what a person can mean; a file's numbers have room for these, as basis points, too."""


def parse_decimal(typed: str) -> Decimal | None:
    """Return a typed figure, with or without separators, signs of currency and full-width digits; None if none.

    Raises:
        ValueError: if something was typed that is no figure, or one beyond all reason.
    """
    plain = _NOISE.sub("", unicodedata.normalize("NFKC", typed)).replace("−", "-")
    if plain in ("", "-", "–"):
        return None
    try:
        value = Decimal(plain)
    except InvalidOperation:
        raise ValueError(typed) from None
    if not value.is_finite() or value.adjusted() >= MOST_DIGITS:
        raise ValueError(typed)
    return value


def parse_money(typed: str, currency: str = "CNY") -> int | None:
    """Return a typed amount in minor units (分); None if nothing was typed.

    Raises:
        ValueError: if it is no figure or finer than the currency's smallest unit.
    """
    value = parse_decimal(typed)
    if value is None:
        return None
    scaled = value * (1 if currency in NO_MINOR_UNIT else 100)
    if scaled != scaled.to_integral_value():
        raise ValueError(typed)
    return int(scaled)


def parse_percent(typed: str) -> int | None:
    """Return a typed percentage in basis points: ``12.5`` and ``12.5%`` are 1250; None if nothing was typed.

    Raises:
        ValueError: if it is no figure or finer than a basis point.
    """
    value = parse_decimal(typed)
    if value is None:
        return None
    scaled = value * 100
    if scaled != scaled.to_integral_value():
        raise ValueError(typed)
    return int(scaled)


class _FigureEdit(QLineEdit):
    """A line for a figure kept as a whole number of its smallest unit."""

    value_changed = Signal(object)
    """The value as a whole number or None, when an edit is finished and it differs."""

    def __init__(self, value: int | None = None) -> None:
        super().__init__()
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._value: int | None = None
        self.editingFinished.connect(self._finish)
        self.textEdited.connect(lambda _typed: self._check())
        self.set_value(value)

    @property
    def value(self) -> int | None:
        """The value as a whole number of its smallest unit; None where nothing or nothing usable was typed."""
        try:
            return self._parse(self.text())
        except ValueError:
            return None

    @property
    def valid(self) -> bool:
        """Whether what was typed is a figure or nothing."""
        try:
            self._parse(self.text())
        except ValueError:
            return False
        return True

    def set_value(self, value: int | None) -> None:
        """Show another value without telling listeners."""
        self._value = value
        self.setText(self._worded(value))
        self._check()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select all on coming in by keyboard, so that typing replaces."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()

    def _parse(self, typed: str) -> int | None:
        raise NotImplementedError

    def _worded(self, value: int | None) -> str:
        raise NotImplementedError

    def _check(self) -> None:
        set_property(self, "error", "false" if self.valid else "true")
        self.setToolTip("" if self.valid else text("common.form.no_figure"))

    def _finish(self) -> None:
        if self.valid and self.value != self._value:
            self.set_value(self.value)
            self.value_changed.emit(self._value)
        elif self.valid:
            self.setText(self._worded(self._value))


class MoneyEdit(_FigureEdit):
    """An amount in minor units; shows the currency's sign in front while empty."""

    def __init__(self, value: int | None = None, currency: str = "CNY") -> None:
        self._currency = currency
        super().__init__(value)
        self.setPlaceholderText(SYMBOLS.get(currency, currency))

    def _parse(self, typed: str) -> int | None:
        return parse_money(typed, self._currency)

    def _worded(self, value: int | None) -> str:
        if value is None:
            return ""
        if self._currency in NO_MINOR_UNIT:
            return f"{value:,}"
        sign = "-" if value < 0 else ""
        return f"{sign}{abs(value) // 100:,}.{abs(value) % 100:02d}"


class PercentEdit(_FigureEdit):
    """A share in basis points, typed and shown as a percentage."""

    def __init__(self, value: int | None = None) -> None:
        super().__init__(value)
        self.setPlaceholderText("%")

    def _parse(self, typed: str) -> int | None:
        return parse_percent(typed)

    def _worded(self, value: int | None) -> str:
        if value is None:
            return ""
        return f"{Decimal(value) / 100:f}%"


class CountEdit(_FigureEdit):
    """A whole number of things."""

    def _parse(self, typed: str) -> int | None:
        value = parse_decimal(typed)
        if value is not None and value != value.to_integral_value():
            raise ValueError(typed)
        return None if value is None else int(value)

    def _worded(self, value: int | None) -> str:
        return "" if value is None else f"{value:,}"
