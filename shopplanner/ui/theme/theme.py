"""Colours by role, sizes by font height, tinted icons: what every widget asks instead of naming a colour itself."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from shopplanner.foundation import paths
from shopplanner.ui.theme.stylesheet import stylesheet

THEMES = ("light", "dark")
SYSTEM = "system"
STATE_SWAP = {"good": "bad", "bad": "good", "good_soft": "bad_soft", "bad_soft": "good_soft"}


@dataclass(frozen=True)
class Theme:
    """One set of colours.

    Attributes:
        id: name of its file.
        dark: whether text is light on dark.
        colors: colour by role, as ``#RRGGBB``.
        swapped: whether the colours of good and bad change places, as many Chinese shops read red as a rise.
    """

    id: str
    dark: bool
    colors: dict[str, str]
    swapped: bool = False

    def name(self, role: str) -> str:
        """Return the colour of a role as ``#RRGGBB``."""
        return self.colors[STATE_SWAP.get(role, role) if self.swapped else role]

    def color(self, role: str, alpha: int = 255) -> QColor:
        """Return the colour of a role, with an alpha of 0 to 255."""
        color = QColor(self.name(role))
        color.setAlpha(alpha)
        return color

    def icon(self, name: str, role: str = "text") -> QIcon:
        """Return the line icon ``name`` in the colour of a role."""
        return QIcon(self.pixmap(name, 24, role))

    def pixmap(self, name: str, size: int, role: str = "text") -> QPixmap:
        """Return the line icon ``name`` as a square picture of ``size`` logical pixels."""
        return _tinted(name, size, self.name(role), QGuiApplication.primaryScreen().devicePixelRatio())


class _Current:
    """The theme in force; one for the whole process, as all windows share the application's palette."""

    theme: Theme | None = None


def load(theme_id: str, *, swapped: bool = False) -> Theme:
    """Read a theme file."""
    data = tomllib.loads((paths.resources() / "themes" / f"{theme_id}.toml").read_text(encoding="utf-8"))
    return Theme(theme_id, bool(data["dark"]), dict(data["colors"]), swapped)


def current() -> Theme:
    """Return the theme in force."""
    if _Current.theme is None:
        _Current.theme = load("light")
    return _Current.theme


def color(role: str, alpha: int = 255) -> QColor:
    """Return a colour of the theme in force."""
    return current().color(role, alpha)


def apply(theme: Theme) -> None:
    """Put the theme in force for the whole application."""
    _Current.theme = theme
    application = QApplication.instance()
    if isinstance(application, QApplication):
        application.setStyle("Fusion")
        application.setPalette(palette(theme))
        application.setStyleSheet(stylesheet(theme.name, unit(1)))


def resolve(choice: str) -> str:
    """Return the theme id for a setting: itself, or what the system prefers."""
    if choice != SYSTEM:
        return choice
    hints = QGuiApplication.styleHints()
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


def unit(factor: float = 1.0) -> int:
    """Return ``factor`` times the height of body text, in logical pixels."""
    return round(QApplication.fontMetrics().height() * factor)


def palette(theme: Theme) -> QPalette:
    """Return Qt's palette for a theme."""
    roles = {
        QPalette.ColorRole.Window: "background",
        QPalette.ColorRole.WindowText: "text",
        QPalette.ColorRole.Base: "surface",
        QPalette.ColorRole.AlternateBase: "raised",
        QPalette.ColorRole.Text: "text",
        QPalette.ColorRole.Button: "surface",
        QPalette.ColorRole.ButtonText: "text",
        QPalette.ColorRole.BrightText: "bad",
        QPalette.ColorRole.Highlight: "accent",
        QPalette.ColorRole.HighlightedText: "accent_text",
        QPalette.ColorRole.Link: "accent",
        QPalette.ColorRole.ToolTipBase: "raised",
        QPalette.ColorRole.ToolTipText: "text",
        QPalette.ColorRole.PlaceholderText: "muted",
        QPalette.ColorRole.Mid: "border",
        QPalette.ColorRole.Light: "raised",
        QPalette.ColorRole.Dark: "border",
        QPalette.ColorRole.Accent: "accent",
    }
    made = QPalette()
    for role, name in roles.items():
        made.setColor(role, theme.color(name))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, theme.color("muted", 150))
    return made


@lru_cache(maxsize=512)
def _tinted(name: str, size: int, tint: str, ratio: float) -> QPixmap:
    drawn = (paths.resources() / "icons" / f"{name}.svg").read_bytes().replace(b"currentColor", tint.encode())
    renderer = QSvgRenderer(QByteArray(drawn))
    pixmap = QPixmap(QSize(size, size) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter)
    painter.end()
    return pixmap


def icon_names() -> list[str]:
    """Return the names of all line icons."""
    return sorted(Path(file).stem for file in (paths.resources() / "icons").glob("*.svg"))
