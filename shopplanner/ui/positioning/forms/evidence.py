"""Where a figure comes from: a small mark beside it, and the panel in which source, date and confidence are told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from shopplanner.domain.positioning.worksheets import Confidence, Filled
from shopplanner.foundation.i18n import text
from shopplanner.services import wording
from shopplanner.ui.common.form import Field
from shopplanner.ui.common.popover import PopupPanel
from shopplanner.ui.common.widgets import Segments, label, set_property
from shopplanner.ui.positioning.forms.editors import parse_day
from shopplanner.ui.theme import theme

MARKS: Final = {
    Confidence.HIGH: ("full", "good"),
    Confidence.MEDIUM: ("half", "warn"),
    Confidence.LOW: ("ring", "bad"),
    Confidence.UNKNOWN: ("dotted", "muted"),
}
"""A shape and a colour for each, so that colour never speaks alone."""

Store = Callable[[str, date | None, Confidence], object]


def evidence_words(filled: Filled | None) -> str:
    """Return source, date and confidence in one line."""
    if filled is None:
        return text("positioning.evidence.no_value")
    parts = [
        filled.source or text("positioning.evidence.no_source"),
        filled.as_of.isoformat() if filled.as_of else wording.MISSING,
        text(f"positioning.confidence.{filled.confidence or 'unknown'}"),
    ]
    return " · ".join(parts)


class EvidenceMark(QToolButton):
    """The mark beside a figure; a click opens the panel."""

    def __init__(self, name: str, store: Store) -> None:
        super().__init__()
        self._name = name
        self._store = store
        self.filled: Filled | None = None
        self.clicked.connect(lambda _checked=False: self.open_panel())
        self.setAccessibleName(text("positioning.evidence.of", field=name))
        self.show_filled(None)

    def show_filled(self, filled: Filled | None) -> None:
        """Show the evidence of another value; without a value there is nothing to tell."""
        self.filled = filled
        self.update()
        self.setToolTip(evidence_words(filled))
        self.setAccessibleDescription(evidence_words(filled))
        self.setEnabled(filled is not None)

    def sizeHint(self) -> QSize:
        """Return a small square."""
        return QSize(theme.unit(1.2), theme.unit(1.2))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a disc, a half disc, a ring or a dotted ring; nothing where there is no value."""
        if self.filled is None:
            return
        shape, role = MARKS[self.filled.confidence]
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = theme.unit(0.55)
        circle = QRectF((self.width() - size) / 2, (self.height() - size) / 2, size, size)
        if self.hasFocus() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("hover"))
            painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        line = Qt.PenStyle.DotLine if shape == "dotted" else Qt.PenStyle.SolidLine
        painter.setPen(QPen(look.color(role), 1.5, line))
        painter.setBrush(look.color(role) if shape == "full" else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(circle)
        if shape == "half":
            painter.setBrush(look.color(role))
            painter.drawPie(circle, 90 * 16, 180 * 16)
        painter.end()

    def open_panel(self) -> EvidencePanel | None:
        """Open the panel below the mark."""
        if self.filled is None:
            return None
        panel = EvidencePanel(self, self._name, self.filled, self._store)
        panel.show_beside(self)
        return panel


class EvidencePanel(PopupPanel):
    """Source, date and confidence of one figure; stored when it closes."""

    def __init__(self, parent: QWidget, name: str, filled: Filled, store: Store) -> None:
        super().__init__(parent)
        self._before = (filled.source, filled.as_of, filled.confidence)
        self._store = store
        self._confidence = filled.confidence
        column = self.column
        column.addWidget(label(text("positioning.evidence.of", field=name), "heading", wrap=True))
        self.source = QLineEdit(filled.source)
        self.source.setPlaceholderText(text("positioning.evidence.source_example"))
        column.addWidget(Field(text("positioning.evidence.source"), self.source))
        self.day = QLineEdit(filled.as_of.isoformat() if filled.as_of else "")
        self.day.setPlaceholderText("2026-11-24")
        self.day.textChanged.connect(self._check_day)
        column.addWidget(Field(text("positioning.evidence.as_of"), self.day))
        choices = [(one.value, text(f"positioning.confidence.{one}")) for one in Confidence if one]
        self.confidence = Segments(choices, filled.confidence.value, self._choose)
        column.addWidget(Field(text("positioning.evidence.confidence"), self.confidence))
        self.setFixedWidth(theme.current().unit(18))

    def show_beside(self, anchor: QWidget) -> None:
        """Show beside ``anchor``, ready to type the source."""
        super().show_beside(anchor)
        self.source.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Store what was changed."""
        day = parse_day(self.day.text()) if self.day.text().strip() else None
        told = (self.source.text().strip(), day, self._confidence)
        if told != self._before and (day is not None or not self.day.text().strip()):
            self._before = told
            self._store(*told)
        super().closeEvent(event)

    def _choose(self, confidence: str) -> None:
        self._confidence = Confidence(confidence)

    def _check_day(self, typed: str) -> None:
        set_property(self.day, "error", "true" if typed.strip() and parse_day(typed) is None else "false")
