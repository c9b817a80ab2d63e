"""A line of controls in two halves, which stand below each other where there is no room for both side by side."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from shopplanner.ui.theme import theme


class FoldingLine(QWidget):
    """Holds ``first`` at the left and ``second`` at the right; a large font or a narrow window puts it below."""

    def __init__(self) -> None:
        super().__init__()
        gap = theme.current().space(8)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(gap)
        self._line.setSizeConstraint(QBoxLayout.SizeConstraint.SetNoConstraint)
        self.first, self.second = QHBoxLayout(), QHBoxLayout()
        for half in (self.first, self.second):
            half.setSpacing(gap)
            self._line.addLayout(half)
        self._line.setAlignment(self.second, Qt.AlignmentFlag.AlignRight)

    @property
    def is_folded(self) -> bool:
        """Whether the halves stand below each other."""
        return self._line.direction() == QBoxLayout.Direction.TopToBottom

    def sizeHint(self) -> QSize:
        """Return the room for both halves side by side."""
        return QSize(self._side_by_side(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Return the room for the wider half, so that the line folds instead of squeezing what is beside it."""
        widest = max(half.minimumSize().width() for half in (self.first, self.second))
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold or unfold."""
        super().resizeEvent(event)
        self._fold()

    def event(self, event: QEvent) -> bool:
        """Fold or unfold when a control came, went or got other words."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fold()
        return done

    def _side_by_side(self) -> int:
        widths = [half.minimumSize().width() for half in (self.first, self.second)]
        return sum(widths) + (self._line.spacing() if all(widths) else 0)

    def _fold(self) -> None:
        folded = self.width() < self._side_by_side()
        if folded != self.is_folded:
            way = QBoxLayout.Direction.TopToBottom if folded else QBoxLayout.Direction.LeftToRight
            self._line.setDirection(way)
            self.updateGeometry()
