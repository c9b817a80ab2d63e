"""Small questions of the dashboard: a view's name, a month's targets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QLocale
from PySide6.QtGui import QDoubleValidator
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from shopplanner.domain.metrics.definitions import STEPS, Metric, Unit
from shopplanner.foundation.i18n import text
from shopplanner.services.metrics import definitions
from shopplanner.ui.common.widgets import label
from shopplanner.ui.theme import theme

SUFFIX = {Unit.MONEY: "¥", Unit.RATIO: "%"}


class NameDialog(QDialog):
    """Asks for a view's name."""

    def __init__(self, parent: QWidget, title: str, name: str, named: Callable[[str], None]) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._named = named
        self.field = QLineEdit(name)
        self.field.selectAll()
        self.field.textChanged.connect(lambda _text: self._check())
        column = QVBoxLayout(self)
        column.addWidget(label(text("metrics.views.name")))
        column.addWidget(self.field)
        self.buttons = _buttons(self)
        column.addWidget(self.buttons)
        self.setMinimumWidth(theme.unit(20))
        self._check()

    def accept(self) -> None:
        """Tell the name."""
        super().accept()
        self._named(self.field.text())

    def _check(self) -> None:
        """A name is needed."""
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(bool(self.field.text().strip()))


class TargetDialog(QDialog):
    """Asks for a metric's target in each of some months."""

    def __init__(
        self,
        parent: QWidget,
        metric: Metric,
        months: Sequence[str],
        known: Mapping[str, int],
        chosen: Callable[[str, int | None], None],
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(text("metrics.targets.title", metric=str(metric.name)))
        self._metric = metric
        self._known = dict(known)
        self._chosen = chosen
        self.month = QComboBox()
        self.month.addItems(list(months))
        self.value = QLineEdit()
        self.value.setPlaceholderText(text("metrics.targets.none"))
        validator = QDoubleValidator(0, 1e12, 2, self)
        validator.setLocale(QLocale.c())
        validator.setNotation(QDoubleValidator.Notation.StandardNotation)
        self.value.setValidator(validator)
        form = QFormLayout()
        form.addRow(text("metrics.targets.month"), self.month)
        unit = SUFFIX.get(metric.unit, "")
        form.addRow(text("metrics.targets.value") + (f" ({unit})" if unit else ""), self.value)
        column = QVBoxLayout(self)
        column.addLayout(form)
        hint = label(text("metrics.targets.hint"), "muted", wrap=True)
        column.addWidget(hint)
        column.addWidget(_buttons(self))
        self.setMinimumWidth(theme.unit(24))
        self.month.currentTextChanged.connect(self._show)
        self.month.setCurrentIndex(len(months) - 1)
        self._show(self.month.currentText())

    def accept(self) -> None:
        """Tell the target; an empty field clears it."""
        typed = self.value.text().strip().replace(",", "")
        super().accept()
        self._chosen(self.month.currentText(), definitions.from_number(self._metric, float(typed)) if typed else None)

    def _show(self, month: str) -> None:
        """Show the month's target as it is."""
        value = self._known.get(month)
        steps = STEPS[self._metric.unit]
        self.value.setText("" if value is None else f"{value / steps:.2f}".rstrip("0").rstrip("."))


def _buttons(dialog: QDialog) -> QDialogButtonBox:
    """Return OK and Cancel."""
    made = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
    made.button(QDialogButtonBox.StandardButton.Ok).setText(text("metrics.dialog.ok"))
    made.button(QDialogButtonBox.StandardButton.Cancel).setText(text("metrics.dialog.cancel"))
    made.accepted.connect(dialog.accept)
    made.rejected.connect(dialog.reject)
    return made
