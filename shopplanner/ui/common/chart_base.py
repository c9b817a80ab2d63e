"""What all charts share: the line with their tools, copying as a picture, exporting what they show."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from shopplanner.domain.errors import CannotWriteError
from shopplanner.domain.messages import message
from shopplanner.foundation import files
from shopplanner.foundation.i18n import text
from shopplanner.foundation.spreadsheet_cells import guarded
from shopplanner.ui.common.widgets import label, set_property
from shopplanner.ui.theme import theme

if TYPE_CHECKING:
    from shopplanner.ui.common.context import AppContext


class ChartBase(QWidget):
    """A chart with its tools; subclasses put the drawing into ``column`` and give ``table``."""

    exported = Signal(str)
    """The data were written to this file."""

    def __init__(self, name: str, context: AppContext | None = None, why: Callable[[], object] | None = None) -> None:
        """Make an empty chart.

        Args:
            name: worded name, for screen readers and as file name.
            context: where to say that something was copied or written.
            why: opens the explanation of what is shown; a button is offered if given.
        """
        super().__init__()
        self.setAccessibleName(name)
        self._name = name
        self._context = context
        look = theme.current()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(look.space(4))
        self.tools = QWidget()
        buttons = QHBoxLayout(self.tools)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(0)
        if why is not None:
            buttons.addWidget(self._tool("why", text("common.chart.why"), why))
        buttons.addWidget(self._tool("copy", text("common.chart.copy"), self.copy_image))
        buttons.addWidget(self._tool("export", text("common.chart.export"), self.export_data))
        self.legend = QHBoxLayout()
        self.legend.setSpacing(look.space(12))
        line = QHBoxLayout()
        line.addLayout(self.legend)
        line.addStretch(1)
        line.addWidget(self.tools)
        self.column.addLayout(line)
        look.changed.connect(self.recolour)

    def tools_into(self, line: QHBoxLayout) -> None:
        """Move the tools into another line, such as the head of the chart's card."""
        line.addWidget(self.tools)

    def table(self) -> list[Sequence[object]]:
        """Return what the chart shows as rows of cells, headings first."""
        return []

    def recolour(self) -> None:
        """Take over the colours of the theme in force."""
        self.update()

    def copy_image(self) -> None:
        """Put a picture of the chart on the clipboard."""
        QGuiApplication.clipboard().setPixmap(self.picture_area().grab())
        if self._context is not None:
            self._context.notify(message("common.chart.copied"), "good")

    def export_data(self) -> None:
        """Ask for a file and write what the chart shows as CSV."""
        chosen, _ = QFileDialog.getSaveFileName(
            self, text("common.chart.export_title"), f"{self._name}.csv", f"{text('common.chart.csv')} (*.csv)"
        )
        if chosen:
            self.write_data(Path(chosen))

    def write_data(self, path: Path) -> None:
        """Write what the chart shows as CSV that spreadsheets open in any language."""
        try:
            files.write_text(path, "\ufeff" + self.as_csv())
        except OSError as error:
            if self._context is not None:
                self._context.report(CannotWriteError(path, error))
            return
        self.exported.emit(str(path))
        if self._context is not None:
            self._context.notify(message("common.chart.exported", path=str(path)), "good")

    def as_csv(self) -> str:
        """Return the chart's table as CSV; no cell can act as a formula."""
        out = io.StringIO()
        csv.writer(out, lineterminator="\r\n").writerows([_plain(cell) for cell in line] for line in self.table())
        return out.getvalue()

    def picture_area(self) -> QWidget:
        """Return the widget whose picture is copied."""
        return self

    def show_legend(self, entries: Sequence[tuple[str, str]]) -> None:
        """Show ``(role, words)`` before the tools, where lines are too many to be labelled directly."""
        from shopplanner.ui.common.widgets import clear

        clear(self.legend)
        for role, words in entries:
            mark = label("■")
            mark.setStyleSheet(f"color: {theme.current().css(role)}")
            self.legend.addWidget(mark)
            self.legend.addWidget(label(words, "small"))

    def _tool(self, icon: str, words: str, handler: Callable[[], object]) -> QToolButton:
        made = QToolButton()
        made.setIcon(theme.current().icon(icon, "muted"))
        made.setIconSize(QSize(theme.current().unit(1), theme.current().unit(1)))
        made.setToolTip(words)
        made.setAccessibleName(words)
        set_property(made, "chartTool", icon)
        made.clicked.connect(lambda _checked=False: handler())
        return made


def _plain(cell: object) -> str:
    if cell is None:
        return ""
    return guarded(cell) if isinstance(cell, str) else str(cell)
