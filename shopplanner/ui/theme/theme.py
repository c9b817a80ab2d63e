"""The look in force: colours by role, fonts, spacing and icons, and how Qt is told about them."""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QGuiApplication, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from shopplanner.foundation import paths
from shopplanner.ui.theme import icons, stylesheet
from shopplanner.ui.theme.roles import RoleSet, load_roles

FAMILIES: Final = (
    "Segoe UI",
    "Microsoft YaHei UI",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "WenQuanYi Micro Hei",
    "sans-serif",
)
DEFAULT_POINTS: Final = 10.5
MINIMUM_POINTS: Final = 9.0
GRID_FONT_HEIGHT: Final = 17.0
"""Font height in pixels at which the spacing grid 4, 8, 12, 16, 24 is taken literally."""

STYLE: Final = "Fusion"
STYLED: Final = "styled"
"""Property of the application that says that it has its style; asking Qt for the style itself takes 10 ms."""

FontSize = Literal["body", "small", "title", "figure"]
_SCALES: Final[dict[FontSize, float]] = {"body": 1.0, "small": 0.9, "title": 1.4, "figure": 1.6}


class Theme(QObject):
    """The look in force; there is one for the application, see ``current``."""

    changed = Signal()

    def __init__(self, mode: str = "system", points: float = DEFAULT_POINTS, *, red_is_good: bool = False) -> None:
        super().__init__()
        self._mode = mode
        self._points = max(points, MINIMUM_POINTS)
        self._red_is_good = red_is_good
        self._roles = self._load()
        self._colors: dict[str, QColor] = {}
        self._height = 0
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)

    @property
    def mode(self) -> str:
        """What was chosen: ``light``, ``dark`` or ``system``."""
        return self._mode

    @property
    def name(self) -> str:
        """The theme in force: ``light`` or ``dark``."""
        return self._roles.name

    @property
    def dark(self) -> bool:
        """Whether the theme in force is a dark one."""
        return self._roles.dark

    @property
    def roles(self) -> RoleSet:
        """The colours in force."""
        return self._roles

    def color(self, role: str, alpha: int = 255) -> QColor:
        """Return the colour of a role, such as ``accent`` or ``bad_soft``, with an alpha of 0 to 255.

        Raises:
            KeyError: if the theme has no such role.
        """
        if role not in self._colors:
            self._colors[role] = QColor(self._roles.colors[role])
        color = QColor(self._colors[role])
        color.setAlpha(alpha)
        return color

    def css(self, role: str) -> str:
        """Return a role's colour as ``#rrggbb``."""
        return self._roles.colors[role]

    def font(self, size: FontSize = "body", *, bold: bool = False) -> QFont:
        """Return the interface font with tabular figures in one of its sizes."""
        font = QFont(list(FAMILIES))
        font.setPointSizeF(round(self._points * _SCALES[size], 1))
        font.setFeature(QFont.Tag("tnum"), 1)
        if bold:
            font.setWeight(QFont.Weight.Bold)
        return font

    def unit(self, multiple: float = 1.0) -> int:
        """Return a length in pixels as a multiple of the body font's height."""
        return round(self._font_height() * multiple)

    def space(self, step: int) -> int:
        """Return a step of the spacing grid (4, 8, 12, 16, 24) in pixels, grown with the font."""
        return max(1, round(step * self._font_height() / GRID_FONT_HEIGHT))

    def icon(self, name: str, role: str = "text") -> QIcon:
        """Return the line icon ``name`` tinted in a role's colour."""
        return icons.tinted(name, self.css(role), self.css("muted") if role == "text" else self.css(role))

    def pixmap(self, name: str, size: int, role: str = "text") -> QPixmap:
        """Return a line icon as a picture of ``size`` logical pixels."""
        return icons.render(name, self.css(role), size)

    def configure(self, *, mode: str, points: float, red_is_good: bool) -> None:
        """Take over new choices, repaint the application and tell everyone who draws by hand."""
        self._mode = mode
        self._points = max(points, MINIMUM_POINTS)
        self._red_is_good = red_is_good
        self._reload()

    def apply(self) -> None:
        """Give the look to the running application."""
        application = QApplication.instance()
        if not isinstance(application, QApplication):
            return
        if not application.property(STYLED):
            application.setStyle(STYLE)
            application.setProperty(STYLED, True)
        application.setFont(self.font())
        application.setPalette(self.palette())
        application.setStyleSheet(stylesheet.compose(self))

    def palette(self) -> QPalette:
        """Return Qt's palette in the theme's colours."""
        palette = QPalette()
        for role, name in _PALETTE.items():
            palette.setColor(role, self.color(name))
        for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color("border_strong"))
        return palette

    def _load(self) -> RoleSet:
        wanted = self._mode if self._mode in ("light", "dark") else _system_theme()
        return load_roles(wanted, red_is_good=self._red_is_good)

    def _reload(self) -> None:
        self._roles = self._load()
        self._colors.clear()
        self._height = 0
        self.apply()
        self.changed.emit()

    def _system_changed(self) -> None:
        if self._mode == "system" and self._load() != self._roles:
            self._reload()

    def _font_height(self) -> int:
        if not self._height:
            self._height = QFontMetrics(self.font()).height()
        return self._height


class _Current:
    theme: Theme | None = None


def install(theme: Theme | None) -> None:
    """Put a theme in force for the whole application; None takes it out of force."""
    _Current.theme = theme
    if theme is not None:
        theme.apply()


def current() -> Theme:
    """Return the theme in force; a plain one is put in force where none was."""
    if _Current.theme is None:
        _Current.theme = Theme()
    return _Current.theme


def color(role: str, alpha: int = 255) -> QColor:
    """Return a colour of the theme in force."""
    return current().color(role, alpha)


def unit(multiple: float = 1.0) -> int:
    """Return a multiple of the body font's height in pixels."""
    return current().unit(multiple)


def load_bundled_fonts() -> list[str]:
    """Load the fonts that are shipped for computers without a Chinese one; return their families."""
    families: list[str] = []
    for file in sorted((paths.resources() / "fonts").glob("*.[to]tf")):
        families += QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(file)))
    return families


def _system_theme() -> str:
    return "dark" if QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"


_PALETTE: Final = {
    QPalette.ColorRole.Window: "background",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "weekend",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "bad",
    QPalette.ColorRole.ToolTipBase: "surface",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Link: "accent_ink",
    QPalette.ColorRole.LinkVisited: "accent_ink",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "border",
    QPalette.ColorRole.Dark: "border_strong",
    QPalette.ColorRole.Shadow: "border_strong",
    QPalette.ColorRole.Accent: "accent",
}
