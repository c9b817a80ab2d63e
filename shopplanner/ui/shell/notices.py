"""Notices: a quiet line over the window's lower edge, with an action where there is one, gone after a while."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from shopplanner.ui.common.action import Action
from shopplanner.ui.common.widgets import plain_button
from shopplanner.ui.theme import theme

SHOWN_MS = {"info": 6000, "good": 5000, "warn": 10000, "bad": 14000}
KEPT = 100


class NoticeBar(QFrame):
    """Shows one notice at a time over its parent; all of them stay in ``kept``."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("Notice")
        self.kept: list[tuple[str, str]] = []
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(14, 8, 10, 8)
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._line.addWidget(self._text, 1)
        self._button = plain_button("", self._run)
        self._line.addWidget(self._button)
        self._line.addWidget(plain_button("✕", self.hide))
        self._action: Action | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self._over = parent
        parent.installEventFilter(self)
        self.hide()

    def tell(self, content: str, severity: str, action: Action | None) -> None:
        """Show a notice."""
        self.kept = [*self.kept, (severity, content)][-KEPT:]
        self._text.setText(content)
        self._action = action
        self._button.setVisible(action is not None)
        if action is not None:
            self._button.setText(action.text)
        self._place()
        self.show()
        self.raise_()
        self._timer.start(SHOWN_MS[severity])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the parent's lower edge."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _run(self) -> None:
        self.hide()
        if self._action is not None:
            self._action.run()

    def _place(self) -> None:
        parent = self._over
        width = min(theme.current().unit(34), parent.width() - 32)
        self.setFixedWidth(width)
        self.adjustSize()
        self.move((parent.width() - width) // 2, parent.height() - self.height() - theme.current().unit(2.4))
