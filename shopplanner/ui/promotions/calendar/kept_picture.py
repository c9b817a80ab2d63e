"""A widget that keeps a picture of what changes seldom, and paints on it what follows mouse and keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from shopplanner.ui.promotions.calendar.ink import Ink
from shopplanner.ui.theme import theme

LOOK_CHANGES = frozenset({QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange})


class KeptPicture(QWidget):
    """Paints its picture again only when it was told to forget it, or when its size, look or screen changed."""

    def __init__(self) -> None:
        super().__init__()
        self._ink: Ink | None = None
        self._picture: QPixmap | None = None

    def paint_picture(self, painter: QPainter) -> None:
        """Paint everything that does not follow mouse and keyboard."""
        raise NotImplementedError

    @property
    def ink(self) -> Ink:
        """Fonts and colours in force."""
        if self._ink is None:
            self._ink = Ink(theme.current())
        return self._ink

    def forget(self) -> None:
        """Draw anew."""
        self._picture = None
        self.update()

    def picture(self) -> QPixmap:
        """Return a new picture, sharp on this screen."""
        ratio = self.devicePixelRatioF()
        made = QPixmap(self.size() * ratio)
        made.setDevicePixelRatio(ratio)
        made.fill(self.ink.color("surface"))
        painter = QPainter(made)
        self.paint_picture(painter)
        painter.end()
        return made

    def kept(self) -> QPixmap:
        """Return the picture in force."""
        if self._picture is None or self._picture.devicePixelRatio() != self.devicePixelRatioF():
            self._picture = self.picture()
        return self._picture

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw anew."""
        super().resizeEvent(event)
        self.forget()

    def changeEvent(self, event: QEvent) -> None:
        """Take over another theme or font."""
        super().changeEvent(event)
        if event.type() in LOOK_CHANGES:
            self._ink = None
            self.forget()
