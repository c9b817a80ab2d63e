"""A share as a bar on a track, with the planned share as a mark across it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from shopplanner.services import wording
from shopplanner.ui.theme import theme

WHOLE = 10_000


class ShareBar(QWidget):
    """Draws a share of the whole; shares in basis points, None draws nothing but the track."""

    def __init__(self, role: str) -> None:
        """Make an empty bar in a colour role."""
        super().__init__()
        self.share: int | None = None
        self.target: int | None = None
        self._role = role
        self._top = WHOLE
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.current().changed.connect(self.update)

    def show_share(self, share: int | None, target: int | None, top: int) -> None:
        """Show a share and its plan on a track that ends at ``top``."""
        self.share, self.target, self._top = share, target, max(1, top)
        plan = "" if target is None else f" / {wording.percent(target)}"
        self.setToolTip(f"{wording.percent(share)}{plan}")
        self.update()

    def sizeHint(self) -> QSize:
        """Qt: as high as a line of text."""
        return QSize(theme.current().unit(6), theme.current().unit(1.1))

    def minimumSizeHint(self) -> QSize:
        """Qt: never shorter than a few letters."""
        return QSize(theme.current().unit(3), theme.current().unit(1.1))

    def length(self, share: int) -> float:
        """Return where a share ends, in pixels."""
        return self.width() * min(share, self._top) / self._top

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw track, bar and mark."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        thick = look.space(8)
        top = (self.height() - thick) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("sunken"))
        painter.drawRoundedRect(QRectF(0, top, self.width(), thick), thick / 2, thick / 2)
        if self.share:
            painter.setBrush(look.color(self._role))
            painter.drawRoundedRect(QRectF(0, top, max(thick, self.length(self.share)), thick), thick / 2, thick / 2)
        if self.target is not None:
            x = max(1.0, min(self.length(self.target), self.width() - 1.0))
            painter.setPen(QPen(look.color("text"), 2))
            painter.drawLine(QPointF(x, 1), QPointF(x, self.height() - 1))
        painter.end()
