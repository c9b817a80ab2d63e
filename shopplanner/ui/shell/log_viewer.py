"""The log of this session, by level, to read and to copy."""

from __future__ import annotations

import logging
from typing import Final

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from shopplanner.foundation import logs, paths
from shopplanner.foundation.i18n import text
from shopplanner.ui.common.dialogs import Dialog
from shopplanner.ui.common.widgets import Segments, row

LEVELS: Final = {"all": logging.DEBUG, "warning": logging.WARNING, "error": logging.ERROR}


class LogViewer(Dialog):
    """The records that are kept in memory."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(text("shell.action.log"), parent, width=50, height=32)
        choices = [(name, text(f"shell.log.{name}")) for name in LEVELS]
        self.levels = Segments(choices, "all", self.show_level)
        self.body.addLayout(row(self.levels))
        self.words = QPlainTextEdit()
        self.words.setReadOnly(True)
        self.words.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.words.setAccessibleName(text("shell.action.log"))
        self.body.addWidget(self.words, 1)
        self.add_button(text("shell.log.folder"), self.open_folder)
        self.add_button(text("shell.log.copy"), self.copy)
        self.add_close()
        self.show_level("all")

    def show_level(self, name: str) -> None:
        """Show the records of at least a level, the newest last."""
        lines = logs.ring().lines(LEVELS[name])
        self.words.setPlainText("\n".join(lines) or text("shell.log.empty"))
        bar = self.words.verticalScrollBar()
        bar.setValue(bar.maximum())

    def copy(self) -> None:
        """Put what is shown on the clipboard."""
        QGuiApplication.clipboard().setText(self.words.toPlainText())

    def open_folder(self) -> None:
        """Show the folder of the log files."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(paths.log_folder())))
