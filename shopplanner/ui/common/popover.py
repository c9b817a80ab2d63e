"""Small framed panels beside what they belong to; a click elsewhere or Escape closes them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from shopplanner.ui.common.widgets import label
from shopplanner.ui.theme import theme


class PopupPanel(QFrame):
    """A framed panel over the window; its content goes into ``column``."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("card", True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        edge = theme.current().space(12)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(edge, edge, edge, edge)
        self.column.setSpacing(theme.current().space(8))

    def show_beside(self, anchor: QWidget) -> None:
        """Show below ``anchor``, or above it where there is no room, inside the screen."""
        self.adjustSize()
        corner = anchor.mapToGlobal(QPoint(0, anchor.height() + 4))
        room = anchor.screen().availableGeometry()
        corner.setX(max(room.left(), min(corner.x(), room.right() - self.width())))
        if corner.y() + self.height() > room.bottom():
            corner.setY(anchor.mapToGlobal(QPoint(0, 0)).y() - self.height() - 4)
        self.move(corner)
        self.show()


class Popover(PopupPanel):
    """An explanation beside a figure."""

    def __init__(self, parent: QWidget, heading: str, lines: Sequence[str]) -> None:
        super().__init__(parent)
        self.column.addWidget(label(heading, "heading", wrap=True))
        for line in lines:
            self.column.addWidget(label(line, wrap=True))
        self.setMaximumWidth(theme.current().unit(26))
