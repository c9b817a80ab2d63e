"""Lists of the Today page: short lines with a mark, a note and a chip; Enter or a click goes there."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QEnterEvent, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from shopplanner.foundation.i18n import text
from shopplanner.ui.common.widgets import Card, chip, clear, label, scrolled
from shopplanner.ui.theme import theme
from shopplanner.ui.today.overview.cards import Elided


class LineRow(QWidget):
    """A line that can be clicked, or reached and opened from the keyboard."""

    def __init__(
        self,
        words: str,
        go: Callable[[], object],
        *,
        mark: tuple[str, str] | None = None,
        lead: str = "",
        lead_role: str = "muted",
        note: str = "",
        note_share: int = 2,
        tail: tuple[str, str] | None = None,
        under: str = "",
        before: QWidget | None = None,
    ) -> None:
        """Show ``words``.

        Args:
            words: what it says.
            go: where a click leads.
            mark: a small chip before it, as words and kind.
            lead: a short text before it, such as a day.
            lead_role: its colour.
            note: a muted remark after it.
            note_share: how wide it is, where the words are 4.
            tail: a chip at the end, as words and kind.
            under: a muted second line.
            before: a control at the very left, such as a tick box.
        """
        super().__init__()
        self.words = words
        self._go, self._before = go, before
        self._over = False
        self._note = note
        self._tail = tail[0] if tail else ""
        self._lead = lead
        look = theme.current()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(" · ".join(part for part in (lead, words, note, self._tail) if part))
        line = QHBoxLayout(self)
        line.setContentsMargins(look.space(4), look.space(4), look.space(4), look.space(4))
        line.setSpacing(look.space(8))
        if before is not None:
            line.addWidget(before)
        if mark:
            made = _passive(chip(*mark))
            made.setAlignment(Qt.AlignmentFlag.AlignCenter)
            made.setMinimumWidth(look.unit(1.3))
            line.addWidget(made)
        if lead:
            first = Elided(lead, lead_role)
            first.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            first.setFixedWidth(look.unit(5.4))
            line.addWidget(first)
        line.addLayout(_two_lines(words, under), 4)
        if note:
            line.addWidget(Elided(note, "muted"), note_share)
        if tail:
            line.addWidget(_passive(chip(*tail)))
        self.setToolTip("\n".join(part for part in (words, note, under) if part))

    def has_focus(self) -> bool:
        """Whether the line or its control has the focus."""
        return self.hasFocus() or (self._before is not None and self._before.hasFocus())

    def take_focus(self) -> None:
        """Take the focus, the control first."""
        self.show()
        (self._before or self).setFocus()

    def as_text(self) -> str:
        """Return the line as cells separated by tabs."""
        return f"{self._lead}\t{self.words}\t{self._note}\t{self._tail}"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes there, up and down move the focus, copy takes the line."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.as_text())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._go()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click goes there."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._go()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be clicked."""
        self._over = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Show it plainly again."""
        self._over = False
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground under the pointer or focus, and a hair-line below."""
        painter = QPainter(self)
        if self._over or self.hasFocus():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent_soft" if self.hasFocus() else "hover"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0, 0, 0, -1), 4, 4)
        painter.setPen(theme.color("border"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()


class ListCard(Card):
    """A card with lines, scrolled where there are many, and a word where there is none."""

    def __init__(self, heading_id: str, none_id: str) -> None:
        super().__init__(text(heading_id))
        self._none = none_id
        self.rows: list[LineRow] = []
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.area = scrolled(inner)
        self.area.setMinimumHeight(theme.unit(4))
        self.body.setSpacing(theme.current().space(4))
        self.body.addWidget(self.area, 1)

    def show_rows(self, rows: Sequence[LineRow], note: str = "") -> None:
        """Show other lines, and a remark beside the heading; the focus stays at its place in the list."""
        at = next((place for place, row in enumerate(self.rows) if row.has_focus()), None)
        if at is not None:
            self.area.setFocus()  # Qt would hand it on from line to line as they go, and scroll every list on the page
        clear(self._column)
        self.rows = list(rows)
        self.note.setText(note)
        for made in self.rows:
            self._column.addWidget(made)
        if not self.rows:
            self._column.addWidget(label(text(self._none), "muted", wrap=True))
        self._column.addStretch(1)
        if at is not None and self.rows:
            self.rows[min(at, len(self.rows) - 1)].take_focus()


def _two_lines(words: str, under: str) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(Elided(words))
    if under:
        column.addWidget(Elided(under, "muted", small=True))
    return column


def _passive(widget: QLabel) -> QLabel:
    widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return widget
