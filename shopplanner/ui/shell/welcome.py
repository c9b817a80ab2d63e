"""What stands in the window while no workspace is open: four ways to begin, and the recent files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from shopplanner.foundation.i18n import text
from shopplanner.ui.common.widgets import Card, label
from shopplanner.ui.theme import theme

WAYS = (("sample", "star"), ("start", "shop"), ("open", "folder"))


class WelcomePage(QWidget):
    """Offers the sample shop, the start wizard, opening a workspace, and the recent ones."""

    chosen = Signal(str)
    """One of ``sample``, ``start`` and ``open``."""
    recent_chosen = Signal(object)
    """A recent file's path."""

    def __init__(self, recent: Sequence[str]) -> None:
        super().__init__()
        look = theme.current()
        self.setObjectName("Quiet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = QHBoxLayout(self)
        outer.addStretch(1)
        middle = QWidget()
        middle.setMaximumWidth(look.unit(56))
        middle.setMinimumWidth(look.unit(36))
        outer.addWidget(middle, 8)
        outer.addStretch(1)
        column = QVBoxLayout(middle)
        column.setSpacing(look.space(12))
        column.addStretch(2)
        column.addWidget(label(text("shell.welcome.title"), "title"))
        column.addWidget(label(text("shell.welcome.promise"), "muted", wrap=True))
        column.addSpacing(look.space(8))
        self.ways: dict[str, QPushButton] = {}
        grid = QGridLayout()
        grid.setSpacing(look.space(12))
        for place, (way, icon) in enumerate(WAYS):
            grid.addWidget(self._way(way, icon), 0, place)
            grid.setColumnStretch(place, 1)
        column.addLayout(grid)
        existing = [Path(name) for name in recent if Path(name).is_file()]
        if existing:
            column.addWidget(self._recent(existing))
        column.addWidget(label(text("shell.welcome.drop"), "small", wrap=True))
        column.addStretch(3)
        self.ways["sample"].setFocus()

    def _way(self, way: str, icon: str) -> QFrame:
        look = theme.current()
        card = Card()
        picture = QLabel()
        picture.setPixmap(look.pixmap(icon, look.unit(1.8), "accent_ink"))
        card.body.addWidget(picture)
        card.body.addWidget(label(text(f"shell.welcome.{way}"), "heading"))
        hint = label(text(f"shell.welcome.{way}_hint"), "muted", wrap=True)
        hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        card.body.addWidget(hint, 1)
        made = QPushButton(text(f"shell.welcome.{way}_do"))
        made.setProperty("primary", way == "sample")
        made.setAccessibleDescription(text(f"shell.welcome.{way}_hint"))
        made.clicked.connect(lambda _checked=False: self.chosen.emit(way))
        card.body.addWidget(made)
        self.ways[way] = made
        return card

    def _recent(self, existing: Sequence[Path]) -> QFrame:
        look = theme.current()
        card = Card(text("shell.welcome.recent"))
        for path in existing[:5]:
            made = QPushButton(f"{path.stem}    {path.parent}")
            made.setProperty("flat", True)
            made.setIcon(look.icon("file", "muted"))
            made.setIconSize(QSize(look.unit(1), look.unit(1)))
            made.setStyleSheet("text-align: left;")
            made.setToolTip(str(path))
            made.clicked.connect(lambda _checked=False, path=path: self.recent_chosen.emit(path))
            card.body.addWidget(made)
        return card


class OpeningPage(QWidget):
    """A quiet line while a workspace is being opened."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.setObjectName("Quiet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        self.words = label(words, "muted")
        column.addWidget(self.words, 0, Qt.AlignmentFlag.AlignCenter)
