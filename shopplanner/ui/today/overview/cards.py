"""A figure of the day as a card: value, change, four weeks as a line; a click explains it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from shopplanner.services.today.figures import Figure
from shopplanner.services.wording import render
from shopplanner.ui.common.sparkline import Sparkline
from shopplanner.ui.common.widgets import Card, clear, label
from shopplanner.ui.theme import theme


class Elided(QWidget):
    """A line of text that ends in dots where there is no room for it, and then shows all of it under the pointer."""

    def __init__(self, content: str, role: str = "text", *, small: bool = False, bold: bool = False) -> None:
        super().__init__()
        self.content = content
        self._role = role
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFont(theme.current().font("small" if small else "body", bold=bold))
        self.setMinimumHeight(max(self.fontMetrics().height(), theme.unit(1.05 if small else 1.2)))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much as fits."""
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(theme.color(self._role))
        shown = self.fontMetrics().elidedText(self.content, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()


class FigureCard(Card):
    """One of the six figures."""

    def __init__(self, figure: Figure, explain: Callable[[FigureCard], None]) -> None:
        super().__init__()
        self.figure = figure
        self._explain = explain
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.body.setSpacing(theme.current().space(4))
        title, caption = render(figure.title), render(figure.caption)
        self.body.addLayout(self._head(title))
        self.body.addWidget(_passive(figure.value, "figure"))
        self.spark = Sparkline(figure.line)
        self.spark.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.body.addWidget(self.spark)
        self.body.addWidget(Elided(caption, "muted", small=True))
        self.setAccessibleName(f"{title} {figure.value} {figure.change}".strip())
        self.setAccessibleDescription(caption)
        self.setToolTip(caption)

    def _head(self, title: str) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(theme.current().space(4))
        line.addWidget(Elided(title, "muted"), 1)
        if self.figure.change:
            line.addWidget(_passive(self.figure.change, self.figure.role))
        return line

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return and space explain the figure."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._explain(self)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click explains the figure."""
        super().mouseReleaseEvent(event)
        if self.rect().contains(event.position().toPoint()):
            self._explain(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Mark the card that has the focus."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(theme.color("accent"))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), 6, 6)
            painter.end()


class FigureRow(QWidget):
    """The six cards side by side."""

    def __init__(self, explain: Callable[[FigureCard], None]) -> None:
        super().__init__()
        self._explain = explain
        self.cards: list[FigureCard] = []
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(theme.current().space(12))

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show other figures."""
        clear(self._line)
        self.cards = [FigureCard(figure, self._explain) for figure in figures]
        for card in self.cards:
            self._line.addWidget(card, 1)
        self.setVisible(bool(figures))


def _passive(content: str, role: str) -> QWidget:
    """Return a label that leaves clicks to the card."""
    made = label(content, role)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
    made.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return made
