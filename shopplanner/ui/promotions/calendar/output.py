"""Month and year out of the program: workbook, page of paper, calendar entries, picture."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path

from PySide6.QtGui import QGuiApplication, QPixmap
from PySide6.QtWidgets import QFileDialog, QWidget

from shopplanner.domain.errors import CannotWriteError
from shopplanner.domain.messages import message
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions import month
from shopplanner.services.promotions.calendar_export import export_calendar
from shopplanner.services.promotions.export import export_workbook
from shopplanner.services.promotions.year import days_view
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.pdf import Paper
from shopplanner.ui.promotions.calendar.ink import Ink
from shopplanner.ui.promotions.calendar.lanes import LANES
from shopplanner.ui.promotions.month_paper import paper_ink, write_month_pdf
from shopplanner.ui.promotions.timeline_paper import write_timeline_pdf

KINDS = ("xlsx", "pdf", "pdf_a3", "timeline", "timeline_a3", "ics")
"""What can be made: names of texts; those of paper begin with ``pdf`` for a month, with ``timeline`` for a year."""


def ask_file(parent: QWidget, kind: str, year: int, number: int) -> Path | None:
    """Ask where to write a month or a year; None if the person thinks better of it."""
    ending = kind if kind in ("xlsx", "ics") else "pdf"
    name = f"{year}.{ending}" if kind.startswith("timeline") else f"{year}-{number:02d}.{ending}"
    chosen, _ = QFileDialog.getSaveFileName(parent, export_words(kind), name, f"*.{ending}")
    return Path(chosen) if chosen else None


def export_words(kind: str) -> str:
    """Return what a kind is called."""
    return text(f"promotions.export.{kind}" if kind in ("xlsx", "pdf", "ics") else f"timeline.export.{kind}")


def export(
    context: AppContext, kind: str, year: int, number: int, target: Path, lanes: Collection[str] = LANES
) -> None:
    """Write a month, or a year with some lanes, beside the window's work, and say so."""
    ink = paper_ink()

    def work(workspace: Workspace) -> Path:
        if kind not in ("xlsx", "ics"):
            return _write_paper(workspace, ink, kind, year, number, target, lanes)
        writer = export_workbook if kind == "xlsx" else export_calendar
        return writer(workspace, year, number, target)

    def done(written: Path) -> None:
        context.notify(message("promotions.notice.exported", file=written.name), severity="good")

    context.read("calendar/export", work, done)


def _write_paper(
    workspace: Workspace, ink: Ink, kind: str, year: int, number: int, target: Path, lanes: Collection[str]
) -> Path:
    """Write the page of a month or year; painting into a file needs no window."""
    today = workspace.clock.today()
    paper: Paper = "A3" if kind.endswith("a3") else "A4"
    try:
        if kind.startswith("timeline"):
            shown = days_view(workspace, date(year, 1, 1), date(year, 12, 31))
            write_timeline_pdf(shown, year, target, ink, paper=paper, lanes=lanes, today=today)
        else:
            shown = month.month_view(workspace, year, number)
            write_month_pdf(shown, year, number, target, today=today, ink=ink, paper=paper)
    except OSError as error:
        raise CannotWriteError(target, error) from error
    return target


def copy_picture(context: AppContext, picture: QPixmap) -> None:
    """Put a picture on the clipboard, and say so."""
    QGuiApplication.clipboard().setPixmap(picture)
    context.notify(message("promotions.calendar.copied"), severity="good")
