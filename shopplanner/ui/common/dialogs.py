"""Dialogs that do not block: a frame with buttons, and questions with worded answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from shopplanner.foundation.i18n import text
from shopplanner.ui.common.widgets import label, set_property
from shopplanner.ui.theme import theme


class Dialog(QDialog):
    """A dialog with content in ``body`` and buttons below; show it with ``open``, it deletes itself when closed."""

    def __init__(self, title: str, parent: QWidget | None, *, width: float = 30, height: float = 0) -> None:
        """Make an empty dialog; sizes are in font heights."""
        super().__init__(parent)
        look = theme.current()
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(look.unit(width))
        if height:
            self.resize(look.unit(width), look.unit(height))
        column = QVBoxLayout(self)
        edge = look.space(16)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(look.space(12))
        self.body = QVBoxLayout()
        self.body.setSpacing(look.space(12))
        column.addLayout(self.body, 1)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(look.space(8))
        self.buttons.addStretch(1)
        column.addLayout(self.buttons)

    def showEvent(self, event: QShowEvent) -> None:
        """Grow to what wrapped texts need at the dialog's width."""
        super().showEvent(event)
        self.fit()

    def fit(self) -> None:
        """Grow to what the texts need; to be called again when they become longer."""
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            room = self.screen().availableGeometry().height()
            self.resize(self.width(), min(max(self.height(), layout.totalHeightForWidth(self.width())), room))

    def add_button(self, words: str, handler: Callable[[], object], *, primary: bool = False) -> QPushButton:
        """Add a worded button; the primary one answers to Enter."""
        made = QPushButton(words)
        set_property(made, "primary", primary)
        made.setAutoDefault(primary)
        made.setDefault(primary)
        made.clicked.connect(lambda _checked=False: handler())
        self.buttons.addWidget(made)
        return made

    def add_close(self, text_id: str = "common.close") -> QPushButton:
        """Add a button that closes the dialog without doing anything."""
        return self.add_button(text(text_id), self.reject)


class Question(Dialog):
    """Says something and offers worded answers; Escape and closing choose none of them."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        words: str,
        answers: Sequence[tuple[str, Callable[[], object]]],
        *,
        hint: str = "",
        icon: str = "help",
        role: str = "accent_ink",
    ) -> None:
        """Ask; the first answer is the main one, all are worded."""
        super().__init__(title, parent, width=26)
        look = theme.current()
        line = QHBoxLayout()
        line.setSpacing(look.space(12))
        picture = QLabel()
        picture.setPixmap(look.pixmap(icon, look.unit(2), role))
        line.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(look.space(8))
        self.words = label(words, "heading", wrap=True)
        column.addWidget(self.words)
        if hint:
            column.addWidget(label(hint, "muted", wrap=True))
        line.addLayout(column, 1)
        self.body.addLayout(line)
        self.add_close("common.cancel" if answers else "common.close")
        self.answers = {words: self._answer(words, handler, place) for place, (words, handler) in enumerate(answers)}

    def _answer(self, words: str, handler: Callable[[], object], place: int) -> QPushButton:
        def chosen() -> None:
            self.accept()
            handler()

        return self.add_button(words, chosen, primary=place == 0)
