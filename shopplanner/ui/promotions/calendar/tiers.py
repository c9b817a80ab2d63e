"""Further thresholds of a reduction: from an amount on, a larger one off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shopplanner.foundation.i18n import text
from shopplanner.ui.common.money_field import MoneyEdit
from shopplanner.ui.common.widgets import plain_button, row
from shopplanner.ui.promotions.calendar.fields import remove_button
from shopplanner.ui.theme import theme

MOST = 4


class TierEditor(QWidget):
    """Lines of threshold and benefit; tells ``changed`` when a person alters, adds or removes one."""

    def __init__(self, tiers: Sequence[dict[str, int]], changed: Callable[[], None]) -> None:
        super().__init__()
        self._changed = changed
        self.lines: list[tuple[QWidget, MoneyEdit, MoneyEdit]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().space(4))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.current().space(4))
        column.addLayout(self._lines)
        self.add = plain_button(text("promotions.tier.add"), self.add_tier, link=True)
        column.addLayout(row(self.add))
        self.fill(tiers)

    def fill(self, tiers: Sequence[dict[str, int]]) -> None:
        """Show other tiers."""
        if self.lines and self.tiers() == list(tiers):
            return
        for line, _threshold, _benefit in self.lines:
            line.hide()
            line.deleteLater()
        self.lines = []
        for tier in tiers:
            self._line(tier["threshold"], tier["benefit"])

    def tiers(self) -> list[dict[str, Any]]:
        """Return the complete lines, by threshold."""
        found = [
            {"threshold": threshold.value, "benefit": benefit.value}
            for _line, threshold, benefit in self.lines
            if threshold.value and benefit.value
        ]
        return sorted(found, key=lambda tier: tier["threshold"] or 0)

    def add_tier(self) -> None:
        """Add an empty line; it counts once both amounts are there."""
        self._line(None, None)
        self.lines[-1][1].setFocus()

    def _line(self, threshold: int | None, benefit: int | None) -> None:
        line = QWidget()
        parts = QHBoxLayout(line)
        parts.setContentsMargins(0, 0, 0, 0)
        parts.setSpacing(theme.current().space(4))
        edits = MoneyEdit(threshold), MoneyEdit(benefit)
        for name, edit in zip(("threshold", "reduction"), edits, strict=True):
            edit.setAccessibleName(text(f"promotions.parameter.{name}"))
            edit.setPlaceholderText(text(f"promotions.parameter.{name}"))
            edit.value_changed.connect(lambda _value: self._changed())
            parts.addWidget(edit, 1)
        parts.addWidget(remove_button(text("promotions.tier.remove"), lambda: self._remove(line)))
        self.lines.append((line, *edits))
        self._lines.addWidget(line)
        self.add.setVisible(len(self.lines) < MOST)

    def _remove(self, line: QWidget) -> None:
        self.lines = [each for each in self.lines if each[0] is not line]
        line.hide()
        line.deleteLater()
        self.add.setVisible(True)
        self._changed()
