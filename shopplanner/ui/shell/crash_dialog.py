"""Says that something unexpected happened, with a report that can be copied."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from shopplanner.foundation.i18n import text
from shopplanner.ui.common.dialogs import Dialog
from shopplanner.ui.common.widgets import label
from shopplanner.ui.theme import theme


class CrashDialog(Dialog):
    """The report of an error of the program's own; ``former`` if it ended the last run."""

    def __init__(self, words: str, parent: QWidget | None, *, former: bool = False) -> None:
        super().__init__(text("shell.crash.title"), parent, width=40, height=28)
        said = text("shell.crash.former") if former else text("shell.crash.now")
        self.body.addWidget(label(said, "heading", wrap=True))
        self.body.addWidget(label(text("shell.crash.hint"), "muted", wrap=True))
        self.report = QPlainTextEdit(words)
        self.report.setReadOnly(True)
        self.report.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.report.setMinimumHeight(theme.current().unit(10))
        self.report.setAccessibleName(text("shell.crash.report"))
        self.body.addWidget(self.report, 1)
        self.add_button(text("shell.crash.copy"), self.copy)
        self.add_button(text("shell.crash.go_on"), self.accept, primary=True)

    def copy(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self.report.toPlainText())


def show_report(words: str, parent: QWidget | None, *, former: bool = False) -> CrashDialog:
    """Show a report over a window; one dialog at a time, later reports are added to it."""
    shown = parent.findChild(CrashDialog) if parent is not None else None
    if shown is not None and shown.isVisible():
        shown.report.appendPlainText(f"\n{words}")
        return shown
    dialog = CrashDialog(words, parent, former=former)
    dialog.open()
    return dialog
