"""Line icons: SVG files drawn with ``currentColor``, tinted when they are asked for."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap

from shopplanner.foundation import paths

SIZES = (16, 24, 32, 48)


@cache
def _source(name: str) -> str:
    return (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def names() -> list[str]:
    """Return the names of all line icons."""
    folder = paths.resources() / "icons"
    return sorted(file.stem for file in folder.glob("*.svg") if "currentColor" in _source(file.stem))


@cache
def _icon(name: str, color: str, disabled: str) -> QIcon:
    icon = QIcon()
    for size in SIZES:
        icon.addPixmap(render(name, color, size), QIcon.Mode.Normal)
    icon.addPixmap(render(name, disabled, SIZES[0]), QIcon.Mode.Disabled)
    return icon


def tinted(name: str, color: str, disabled: str) -> QIcon:
    """Return an icon in ``color``, and in ``disabled`` where its button is.

    Raises:
        FileNotFoundError: if there is no such icon.
    """
    return _icon(name, color, disabled)


def render(name: str, color: str, size: int) -> QPixmap:
    """Return an icon as a sharp picture of ``size`` logical pixels."""
    from PySide6.QtSvg import QSvgRenderer

    ratio = QGuiApplication.primaryScreen().devicePixelRatio()
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    data = QByteArray(_source(name).replace("currentColor", color).encode())
    QSvgRenderer(data).render(painter, QRectF(0, 0, pixmap.width(), pixmap.height()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
