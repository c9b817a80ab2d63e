"""Further thresholds of an offer: from an amount or a number of pieces on, a larger benefit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shopplanner.foundation.i18n import text
from shopplanner.ui.common.widgets import plain_button, row
from shopplanner.ui.promotions.calendar.fields import remove_button
from shopplanner.ui.promotions.calendar.figures import FigureEdit, figure_edit, show_value, value_of
from shopplanner.ui.theme import theme

MOST = 4
THRESHOLDS = {"money": "threshold", "count": "pieces"}
BENEFITS = {"money": "reduction", "rate": "rate"}


class TierEditor(QWidget):
    """Lines of threshold and benefit; tells ``changed`` when a person alters, adds or removes one."""

    def __init__(
        self,
        tiers: Sequence[dict[str, int]],
        changed: Callable[[], None],
        units: tuple[str, str] = ("money", "money"),
    ) -> None:
        """Show tiers whose threshold and benefit are of these kinds."""
        super().__init__()
        self._changed = changed
        self._units = units
        self.lines: list[tuple[QWidget, FigureEdit, FigureEdit]] = []
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
        read = [(value_of(threshold), value_of(benefit)) for _line, threshold, benefit in self.lines]
        found = [{"threshold": threshold, "benefit": benefit} for threshold, benefit in read if threshold and benefit]
        return sorted(found, key=lambda tier: tier["threshold"] or 0)

    def add_tier(self) -> None:
        """Add an empty line; it counts once both figures are there."""
        self._line(None, None)
        self.lines[-1][1].setFocus()

    def _line(self, threshold: int | None, benefit: int | None) -> None:
        line = QWidget()
        parts = QHBoxLayout(line)
        parts.setContentsMargins(0, 0, 0, 0)
        parts.setSpacing(theme.current().space(4))
        edits = []
        names = (THRESHOLDS[self._units[0]], BENEFITS[self._units[1]])
        for name, kind, value in zip(names, self._units, (threshold, benefit), strict=True):
            edit = figure_edit(kind, self._changed)
            edit.blockSignals(True)
            show_value(edit, value)
            edit.blockSignals(False)
            edit.setAccessibleName(text(f"promotions.parameter.{name}"))
            edit.setToolTip(text(f"promotions.parameter.{name}"))
            parts.addWidget(edit, 1)
            edits.append(edit)
        parts.addWidget(remove_button(text("promotions.tier.remove"), lambda: self._remove(line)))
        self.lines.append((line, edits[0], edits[1]))
        self._lines.addWidget(line)
        self.add.setVisible(len(self.lines) < MOST)

    def _remove(self, line: QWidget) -> None:
        self.lines = [each for each in self.lines if each[0] is not line]
        line.hide()
        line.deleteLater()
        self.add.setVisible(True)
        self._changed()
