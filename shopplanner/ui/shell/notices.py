"""Notices: a quiet panel over the window's lower edge, with an action where there is one, gone after a while."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QToolButton, QVBoxLayout, QWidget

from shopplanner.foundation.i18n import text
from shopplanner.services.wording import render
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.notice import Notice, Severity
from shopplanner.ui.common.widgets import label, plain_button
from shopplanner.ui.theme import theme

SHOWN_MS: Final[dict[Severity, int]] = {"info": 6000, "good": 5000, "warn": 10000, "bad": 14000}
ICONS: Final[dict[Severity, str]] = {"info": "info", "good": "check", "warn": "warning", "bad": "error"}


class NoticeBar(QFrame):
    """Shows one notice at a time over its parent; a notice stays while the pointer is over it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        look = theme.current()
        self.setObjectName("Notice")
        self.setAccessibleName(text("shell.notice.name"))
        line = self._line = QHBoxLayout(self)
        line.setContentsMargins(look.space(12), look.space(8), look.space(8), look.space(8))
        line.setSpacing(look.space(8))
        self._icon = QLabel()
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.said = label("", wrap=True)
        self.hint = label("", "muted", wrap=True)
        words.addWidget(self.said)
        words.addWidget(self.hint)
        line.addLayout(words, 1)
        self.button = plain_button("", self._run)
        line.addWidget(self.button)
        close = QToolButton()
        close.setIcon(look.icon("close", "muted"))
        close.setAccessibleName(text("common.dismiss"))
        close.clicked.connect(lambda _checked=False: self.hide())
        line.addWidget(close)
        self._action: Action | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self._over = parent
        parent.installEventFilter(self)
        self.hide()

    def tell(self, notice: Notice) -> None:
        """Show a notice."""
        look = theme.current()
        role = notice.severity
        self._icon.setPixmap(look.pixmap(ICONS[role], look.unit(1.2), role))
        self.said.setText(render(notice.said))
        self.hint.setText(render(notice.hint) if notice.hint is not None else "")
        self.hint.setVisible(notice.hint is not None)
        self._action = notice.action
        self.button.setVisible(notice.action is not None)
        if notice.action is not None:
            self.button.setText(notice.action.text)
        self._place()
        self.show()
        self.raise_()
        self._timer.start(SHOWN_MS[notice.severity])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the parent's lower edge."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEvent) -> None:
        """Stay while somebody reads."""
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Go a while after the pointer has left."""
        self._timer.start(SHOWN_MS["info"])

    def hideEvent(self, event: QEvent) -> None:
        """Leave no timer behind."""
        self._timer.stop()

    def _run(self) -> None:
        self.hide()
        if self._action is not None:
            self._action.run()

    def _place(self) -> None:
        look, parent = theme.current(), self._over
        width = min(look.unit(34), parent.width() - look.space(24))
        self.setFixedWidth(width)
        self._line.activate()
        self.resize(width, self.heightForWidth(width))
        self.move((parent.width() - width) // 2, parent.height() - self.height() - look.unit(3))


class NoticesDialog(QDialog):
    """The notices of this session, newest first."""

    def __init__(self, notices: list[Notice], parent: QWidget) -> None:
        super().__init__(parent)
        look = theme.current()
        self.setWindowTitle(text("shell.notice.list"))
        self.resize(look.unit(40), look.unit(24))
        column = QVBoxLayout(self)
        self.words = QPlainTextEdit()
        self.words.setReadOnly(True)
        self.words.setPlainText("\n".join(_line(notice) for notice in reversed(notices)) or text("shell.notice.none"))
        column.addWidget(self.words)


def _line(notice: Notice) -> str:
    words = [notice.at.strftime("%H:%M:%S"), render(notice.said)]
    return "  ".join([*words, render(notice.hint)] if notice.hint is not None else words)
