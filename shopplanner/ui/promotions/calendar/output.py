"""The month out of the program: workbook, page of paper, calendar entries, picture."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QGuiApplication, QPixmap
from PySide6.QtWidgets import QFileDialog, QWidget

from shopplanner.domain.errors import CannotWriteError
from shopplanner.domain.messages import message
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions import month
from shopplanner.services.promotions.calendar_export import export_calendar
from shopplanner.services.promotions.export import export_workbook
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.promotions.calendar.ink import Ink
from shopplanner.ui.promotions.month_paper import paper_ink, write_month_pdf

KINDS = ("xlsx", "pdf", "ics")


def ask_file(parent: QWidget, kind: str, year: int, number: int) -> Path | None:
    """Ask where to write a month; None if the person thinks better of it."""
    name = f"{year}-{number:02d}.{kind}"
    chosen, _ = QFileDialog.getSaveFileName(parent, text(f"promotions.export.{kind}"), name, f"*.{kind}")
    return Path(chosen) if chosen else None


def export(context: AppContext, kind: str, year: int, number: int, target: Path) -> None:
    """Write a month beside the window's work, and say so."""
    ink = paper_ink()

    def work(workspace: Workspace) -> Path:
        if kind == "pdf":
            return _write_paper(workspace, ink, year, number, target)
        writer = export_workbook if kind == "xlsx" else export_calendar
        return writer(workspace, year, number, target)

    def done(written: Path) -> None:
        context.notify(message("promotions.notice.exported", file=written.name), severity="good")

    context.read("calendar/export", work, done)


def _write_paper(workspace: Workspace, ink: Ink, year: int, number: int, target: Path) -> Path:
    """Write the month's page; painting into a file needs no window."""
    today = workspace.clock.today()
    try:
        write_month_pdf(month.month_view(workspace, year, number), year, number, target, today=today, ink=ink)
    except OSError as error:
        raise CannotWriteError(target, error) from error
    return target


def copy_picture(context: AppContext, picture: QPixmap) -> None:
    """Put a picture on the clipboard, and say so."""
    QGuiApplication.clipboard().setPixmap(picture)
    context.notify(message("promotions.calendar.copied"), severity="good")
