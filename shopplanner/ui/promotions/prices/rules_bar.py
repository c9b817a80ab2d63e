"""Below the page's first line: products or basket, the stacking rules in force, and others to compare with."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.stacking import ProfileEntry
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.form import fill
from shopplanner.ui.common.widgets import Segments, button, label
from shopplanner.ui.theme import theme

PRODUCTS, BASKET = "products", "basket"


class RulesBar(QWidget):
    """Tells when a person chooses what is shown, other rules, or rules to compare with; empty ids are none."""

    def __init__(
        self,
        view: Callable[[str], None],
        rules: Callable[[str], object],
        compare: Callable[[str], object],
        actions: Sequence[Action],
    ) -> None:
        super().__init__()
        self.views = Segments([(each, text(f"prices.view.{each}")) for each in (PRODUCTS, BASKET)], PRODUCTS, view)
        self.rules = _combo("prices.rules.choice")
        self.rules.activated.connect(lambda _place: rules(str(self.rules.currentData())))
        self.other = _combo("prices.rules.compare")
        self.other.activated.connect(lambda _place: compare(str(self.other.currentData())))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.current().space(8))
        line.addWidget(self.views)
        line.addStretch(1)
        for name, combo in (("choice", self.rules), ("compare", self.other)):
            words = label(text(f"prices.rules.{name}"), "muted")
            words.setBuddy(combo)
            line.addWidget(words)
            line.addWidget(combo)
        for action in actions:
            line.addWidget(button(action))

    def show_count(self, lines: int) -> None:
        """Show how many products are in the basket."""
        words = text("prices.view.basket_with", n=lines) if lines else text("prices.view.basket")
        self.views.buttons[BASKET].setText(words)

    def show_rules(self, known: Sequence[ProfileEntry], chosen: str, compared: str) -> None:
        """Offer all rules and show which ones are chosen."""
        entries = [(entry.id, str(entry.title)) for entry in known]
        fill(self.rules, [("", text("prices.rules.by_date")), *entries], chosen)
        fill(self.other, [("", text("prices.rules.no_compare")), *entries], compared)


class _ElidedCombo(QComboBox):
    """A choice whose words end in dots where there is no room for all of them; the wheel leaves it alone."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box with as much of its words as there is room for."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        control, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(control, option, part, self).width() - theme.current().space(4)
        words = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)
        option.currentText = words
        painter = QStylePainter(self)
        painter.drawComplexControl(control, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let what lies below scroll."""
        event.ignore()


def _combo(name_id: str) -> QComboBox:
    made = _ElidedCombo()
    made.setAccessibleName(text(name_id))
    made.setToolTip(text(f"{name_id}_hint"))
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    made.setMinimumWidth(theme.current().unit(8))
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    return made
