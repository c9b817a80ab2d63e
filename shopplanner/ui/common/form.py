"""Forms: labelled fields with help, errors beside the field, and drafts that are written after a short pause."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QLabel, QPlainTextEdit, QSpinBox, QVBoxLayout, QWidget

from shopplanner.domain.errors import ShopPlannerError
from shopplanner.foundation.i18n import text
from shopplanner.services.wording import render
from shopplanner.ui.common.widgets import label, set_property
from shopplanner.ui.theme import theme

DRAFT_MS: Final = 800
"""How long typed text may be unsaved at most."""


class Field(QWidget):
    """A field with its label above, help below, and an error in the help's place while there is one."""

    def __init__(self, title: str, editor: QWidget, help_text: str = "", *, required: bool = False) -> None:
        """Label ``editor``; title and help are worded texts."""
        super().__init__()
        self.editor = editor
        self._help = help_text
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().space(4))
        self.title = QLabel(f"{title} *" if required else title)
        self.title.setBuddy(editor)
        set_property(self.title, "role", "muted")
        column.addWidget(self.title)
        column.addWidget(editor)
        self.remark = label(help_text, "small", wrap=True)
        self.remark.setVisible(bool(help_text))
        column.addWidget(self.remark)
        editor.setAccessibleName(title)
        editor.setAccessibleDescription(help_text)

    @property
    def error(self) -> str:
        """The error shown; empty if there is none."""
        return self.remark.text() if self.remark.property("role") == "bad" else ""

    def show_error(self, words: str) -> None:
        """Show a worded error beside the field; an empty one takes it away."""
        self.remark.setText(words or self._help)
        self.remark.setVisible(bool(words or self._help))
        set_property(self.remark, "role", "bad" if words else "small")
        set_property(self.editor, "error", "true" if words else "false")
        self.editor.setAccessibleDescription(words or self._help)

    def show_failure(self, failure: ShopPlannerError) -> None:
        """Show an expected failure beside the field; fit for ``AppContext.perform(..., failed=...)``."""
        self.show_error(render(failure.what))


class Form(QWidget):
    """A column of fields, found again by name."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.current().space(12))
        self.fields: dict[str, Field] = {}

    def add(self, name: str, title_id: str, editor: QWidget, help_id: str = "", *, required: bool = False) -> Field:
        """Add a labelled field; title and help are text ids."""
        made = Field(text(title_id), editor, text(help_id) if help_id else "", required=required)
        self.fields[name] = made
        self._column.addWidget(made)
        return made

    def clear_errors(self) -> None:
        """Take all errors away."""
        for made in self.fields.values():
            made.show_error("")


class Draft(QObject):
    """Writes what is typed into an editor after a pause, on leaving it, and when ``flush`` is called."""

    def __init__(self, editor: QWidget, read: Callable[[], str], write: Callable[[str], object]) -> None:
        """Watch ``editor``, which must have a ``textChanged`` signal; nothing is written until something differs."""
        super().__init__(editor)
        self._read = read
        self._write = write
        self._stored = read()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAFT_MS)
        self._timer.timeout.connect(self.flush)
        changed = getattr(editor, "textChanged")  # noqa: B009 - line and text editors share no base that has it
        changed.connect(lambda *_typed: self._typed())
        editor.installEventFilter(self)

    @property
    def pending(self) -> bool:
        """Whether something typed has not been written."""
        return self._read() != self._stored

    def stored(self) -> None:
        """Take what the editor holds now as written, after it was filled from data."""
        self._timer.stop()
        self._stored = self._read()

    def flush(self) -> None:
        """Write now what has not been written."""
        self._timer.stop()
        if self.pending:
            self._stored = self._read()
            self._write(self._stored)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Write when the focus leaves."""
        if event.type() == QEvent.Type.FocusOut:
            self.flush()
        return super().eventFilter(watched, event)

    def _typed(self) -> None:
        if self.pending and not self._timer.isActive():
            self._timer.start()


class GrowingText(QPlainTextEdit):
    """A text field that is as high as its lines are drawn, within limits; Tab leaves it."""

    def __init__(self, lines: int = 2, most: int = 12) -> None:
        super().__init__()
        self._lines, self._most = lines, most
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(1)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look at the height again, as lines may break elsewhere."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Add up the lines as they are drawn: Chinese ones are higher than the font says."""
        high, block = 0.0, self.document().firstBlock()
        while block.isValid():
            high += self.blockBoundingRect(block).height()
            block = block.next()
        line = self.fontMetrics().lineSpacing()
        edges = 2 * round(self.document().documentMargin()) + theme.current().space(8) + 6
        most = self._most * line
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if high > most else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
        self.setFixedHeight(round(min(max(self._lines * line, high), most)) + edges)


def choice(choices: list[tuple[str, str]], chosen: str = "") -> QComboBox:
    """Return a combo box over ``(value, words)``; it does not change when the wheel passes over it."""
    made = _CalmCombo()
    for value, words in choices:
        made.addItem(words, value)
    made.setCurrentIndex(max(0, made.findData(chosen)))
    return made


def fill(combo: QComboBox, choices: Sequence[tuple[str, str]], chosen: str) -> None:
    """Offer other ``(value, words)``; nothing is taken out and put in again where they are the same."""
    if [(combo.itemData(at), combo.itemText(at)) for at in range(combo.count())] != list(choices):
        combo.clear()
        for value, words in choices:
            combo.addItem(words, value)
    combo.setCurrentIndex(max(0, combo.findData(chosen)))


class _CalmCombo(QComboBox):
    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and not self.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)


def indented(editor: QSpinBox) -> QSpinBox:
    """Return a spin box whose text keeps the distance of other fields; the style sheet's padding does not reach it.

    A date field with a calendar is drawn like a choice and keeps the padding by itself.
    """
    editor.lineEdit().setTextMargins(theme.current().space(8), 0, 0, 0)
    return editor
