"""Small parts that pages are made of: labels, chips, cards, buttons, empty states."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from shopplanner.foundation.i18n import text
from shopplanner.ui.common.action import Action
from shopplanner.ui.theme import theme

SMALL_GAP = 8
"""Steps of the spacing grid; use ``theme.current().space(step)`` where the font may be large."""


def label(content: str, role: str = "", *, wrap: bool = False) -> QLabel:
    """Return a selectable label; roles are title, heading, muted, small, figure, good, warn, bad and info."""
    made = QLabel(content)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


def chip(content: str, kind: str = "neutral") -> QLabel:
    """Return a small coloured state; kinds are neutral, info, good, warn and bad."""
    made = QLabel(content)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("chip", kind)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return made


def button(action: Action, *, primary: bool = False, link: bool = False) -> QPushButton:
    """Return a button for an action."""
    made = QPushButton(action.text)
    made.setObjectName(action.id)
    made.setProperty("primary", primary)
    made.setProperty("flat_link", link)
    if action.icon and not link:
        made.setIcon(theme.current().icon(action.icon, "on_accent" if primary else "text"))
    made.setAutoDefault(False)
    if action.shortcut:
        made.setToolTip(f"{action.text} ({native_keys(action.shortcut)})")
    made.clicked.connect(lambda _checked=False: action.run())
    made.setEnabled(action.can_run())
    return made


def plain_button(
    content: str, handler: Callable[[], object], *, primary: bool = False, link: bool = False
) -> QPushButton:
    """Return a button with its own wording."""
    made = QPushButton(content)
    made.setProperty("primary", primary)
    made.setProperty("flat_link", link)
    made.setAutoDefault(False)
    made.clicked.connect(lambda _checked=False: handler())
    return made


def native_keys(shortcut: str) -> str:
    """Return a shortcut as this system writes it."""
    return QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet looks at, such as ``role`` or ``chip``, and restyle the widget."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def hline() -> QFrame:
    """Return a hair-line across."""
    line = QFrame()
    line.setProperty("line", True)
    return line


def row(*parts: QWidget | None, gap: int = SMALL_GAP, stretch: bool = True) -> QHBoxLayout:
    """Return parts side by side; a None among them takes the free room."""
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(gap)
    for part in parts:
        if part is None:
            made.addStretch(1)
        else:
            made.addWidget(part)
    if stretch and None not in parts:
        made.addStretch(1)
    return made


class Card(QFrame):
    """A quiet surface with an optional heading and note; put content into ``body``, controls into ``head``.

    ``tone`` colours the whole surface: good, warn, bad or info; plain if empty.
    """

    def __init__(self, heading: str = "", note: str = "", tone: str = "") -> None:
        super().__init__()
        look = theme.current()
        self.setProperty("card", tone or True)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(look.space(12), look.space(12), look.space(12), look.space(12))
        self.body.setSpacing(look.space(8))
        self.head = QHBoxLayout()
        self.head.setSpacing(look.space(8))
        self.heading = label(heading, "heading")
        self.note = label(note, "muted")
        self.head.addWidget(self.heading)
        self.head.addWidget(self.note)
        self.head.addStretch(1)
        if heading:
            self.setAccessibleName(heading)
            self.body.addLayout(self.head)

    def set_heading(self, heading: str, note: str = "") -> None:
        """Show another heading and note on a card that was made with a heading."""
        self.heading.setText(heading)
        self.note.setText(note)
        self.setAccessibleName(heading)

    def add_action(self, action: Action) -> QPushButton:
        """Put a button at the end of the heading's line."""
        made = button(action)
        made.setProperty("compact", True)
        self.head.addWidget(made)
        return made


class EmptyState(QWidget):
    """What a view shows when it has nothing: what it is for, and the next step."""

    def __init__(self, title_id: str, hint_id: str, actions: Sequence[Action] = (), icon: str = "info") -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.addStretch(1)
        picture = QLabel()
        picture.setPixmap(theme.current().pixmap(icon, theme.current().unit(2.4), "muted"))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(picture)
        for content, role in ((text(title_id), "heading"), (text(hint_id), "muted")):
            line = label(content, role, wrap=True)
            line.setAlignment(Qt.AlignmentFlag.AlignCenter)
            line.setMaximumWidth(theme.current().unit(34))
            # stretches rather than an alignment: an aligned label gets no room for the lines that it wraps into
            middle = QHBoxLayout()
            middle.addStretch(1)
            middle.addWidget(line, 100)
            middle.addStretch(1)
            column.addLayout(middle)
        column.addSpacing(SMALL_GAP)
        buttons = [button(action, primary=number == 0) for number, action in enumerate(actions)]
        column.addLayout(row(None, *buttons, None))
        column.addStretch(2)


class Segments(QWidget):
    """A choice of one among few, as joined buttons."""

    def __init__(self, choices: Sequence[tuple[str, str]], chosen: str, changed: Callable[[str], None]) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self.buttons: dict[str, QPushButton] = {}
        for number, (value, content) in enumerate(choices):
            part = QPushButton(content)
            part.setProperty("segment", _segment(number, len(choices)))
            part.setAutoDefault(False)
            part.setCheckable(True)
            part.setChecked(value == chosen)
            part.clicked.connect(lambda _checked=False, value=value: changed(value))
            self._group.addButton(part)
            self.buttons[value] = part
            line.addWidget(part)

    def choose(self, value: str) -> None:
        """Show a value as chosen without telling anybody."""
        self.buttons[value].setChecked(True)


def _segment(number: int, count: int) -> str:
    if count == 1:
        return "only"
    return "first" if number == 0 else "last" if number == count - 1 else "middle"


def scrolled(content: QWidget) -> QScrollArea:
    """Return a widget inside a frameless scroll area that scrolls up and down only."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setAccessibleName(text("common.scrolled"))
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    content.setProperty("transparent", True)
    area.setWidget(content)
    area.viewport().setAutoFillBackground(False)
    return area


def scrolled_column(owner: QWidget, gap: int = 8) -> QVBoxLayout:
    """Let a widget be a panel that scrolls, with an edge all round; return the column for what it shows."""
    outer = QVBoxLayout(owner)
    outer.setContentsMargins(0, 0, 0, 0)
    content = QWidget()
    column = QVBoxLayout(content)
    edge = theme.current().space(12)
    column.setContentsMargins(edge, edge, edge, edge)
    column.setSpacing(theme.current().space(gap))
    outer.addWidget(scrolled(content))
    return column


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            return
        widget = item.widget()
        inner = item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
