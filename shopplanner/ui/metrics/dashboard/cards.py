"""A metric's card: figure, change, how it came about, target; a click draws it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from shopplanner.domain.metrics.aggregation import Method
from shopplanner.foundation.i18n import text
from shopplanner.services import wording
from shopplanner.services.metrics import definitions
from shopplanner.services.metrics.dashboard import Card as CardData
from shopplanner.ui.common.widgets import Card, clear, label
from shopplanner.ui.theme import theme

IN_A_ROW = 6
PLAIN = frozenset({Method.REPORTED, Method.SUM, Method.RATIO_OF_SUMS})
"""Methods that a reader expects and that need no words on the card."""


class MetricCard(Card):
    """One metric's figure."""

    def __init__(self, data: CardData, chosen: Callable[[str], None], *, focused: bool) -> None:
        super().__init__()
        self.data = data
        self._chosen = chosen
        self._focused = focused
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.body.setSpacing(2)
        name = str(data.metric.name)
        self.body.addWidget(_passive(name, "muted"))
        self.body.addLayout(self._figures())
        self.body.addWidget(Caption(self.caption()))
        self.setAccessibleName(f"{name} {definitions.format_value(data.metric, data.value)}")
        self.setToolTip(self._explanation())

    def caption(self) -> str:
        """Return the line under the figure: what it is compared with, and its target or how it came about."""
        metric, parts = self.data.metric, []
        if self.data.method not in PLAIN:
            parts.append(text(f"metrics.method.{self.data.method}"))
        if self.data.before is not None:
            parts.append(text("metrics.card.before", value=definitions.format_value(metric, self.data.before)))
        if self.data.before is not None and self.data.known_before < self.data.days_before:
            parts.append(text("metrics.card.known_before", known=self.data.known_before, days=self.data.days_before))
        if self.data.target and self.data.value is not None:
            parts.append(
                text("metrics.card.target", share=wording.percent(self.data.value * 10_000 // self.data.target))
            )
        if 0 < self.data.known < self.data.days:
            parts.append(text("metrics.card.known", known=self.data.known, days=self.data.days))
        return " · ".join(parts)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return and space draw the metric."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._chosen(self.data.metric.id)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click draws the metric."""
        super().mouseReleaseEvent(event)
        if self.rect().contains(event.position().toPoint()):
            self._chosen(self.data.metric.id)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Mark the metric that is drawn with a line at the card's foot."""
        super().paintEvent(event)
        if self._focused or self.hasFocus():
            painter = QPainter(self)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent", 255 if self._focused else 110))
            painter.drawRoundedRect(QRectF(10, self.height() - 3, self.width() - 20, 3), 1.5, 1.5)
            painter.end()

    def _figures(self) -> QHBoxLayout:
        """Return the figure and its change."""
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(_passive(definitions.format_value(self.data.metric, self.data.value), "figure"))
        change = self.data.change
        if change is not None:
            role = "muted" if change.good is None else "good" if change.good else "bad"
            said = _passive(definitions.format_change(self.data.metric, change), role)
            line.addWidget(said, 0, Qt.AlignmentFlag.AlignBottom)
        line.addStretch(1)
        return line

    def _explanation(self) -> str:
        """Return what the figure means and how it was put together."""
        metric = self.data.metric
        lines = [self.caption(), str(metric.definition), wording.render(definitions.explain_additivity(metric))]
        return "\n".join(line for line in lines if line)


class Caption(QWidget):
    """A small muted line that ends in dots where there is no room for it."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.content = content
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFont(theme.current().font("small"))
        self.setMinimumHeight(self.fontMetrics().height())
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much as fits."""
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(theme.color("muted"))
        shown = self.fontMetrics().elidedText(self.content, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()


class CardRow(QWidget):
    """The cards side by side, in two rows where there are many."""

    def __init__(self, chosen: Callable[[str], None]) -> None:
        super().__init__()
        self._chosen = chosen
        self.cards: list[MetricCard] = []
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setSpacing(12)

    def show_cards(self, cards: tuple[CardData, ...], focus: str) -> None:
        """Show other cards."""
        clear(self.grid)
        columns = len(cards) if len(cards) <= IN_A_ROW else -(-len(cards) // 2)
        self.cards = [MetricCard(card, self._chosen, focused=card.metric.id == focus) for card in cards]
        for at, card in enumerate(self.cards):
            self.grid.addWidget(card, at // columns, at % columns)
        for column in range(self.grid.columnCount()):
            self.grid.setColumnStretch(column, 1 if column < columns else 0)
        self.setVisible(bool(cards))


def _passive(content: str, role: str) -> QWidget:
    """Return a label that leaves clicks to the card."""
    made = label(content, role)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
    made.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return made
