"""Printing the visible page, or writing it to a PDF file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFileDialog

from shopplanner.domain.errors import CannotWriteError
from shopplanner.domain.messages import message
from shopplanner.foundation.i18n import text
from shopplanner.ui.common import pdf
from shopplanner.ui.common.page import Page


def save_as_pdf(page: Page) -> None:
    """Ask for a file and write the page to it."""
    title = page.header.title.text()
    chosen, _ = QFileDialog.getSaveFileName(
        page, text("common.pdf.title"), f"{title}.pdf", f"{text('common.pdf.filter')} (*.pdf)"
    )
    if chosen:
        write_pdf(page, Path(chosen))


def write_pdf(page: Page, path: Path) -> None:
    """Write a page to a PDF file: its document if it has one, else its picture; say where it is."""
    title = page.header.title.text()
    made = page.print_document()
    try:
        if made is not None:
            pdf.write_document(made, path, title=title)
        else:
            pdf.write_picture(page.grab(), path, title=title)
    except OSError as error:
        page.context.report(CannotWriteError(path, error))
        return
    page.context.notify(message("common.pdf.saved", path=str(path)), "good")


def print_page(page: Page) -> None:
    """Show the print dialog and print the page."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(page.header.title.text())
    dialog = QPrintDialog(printer, page)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintToFile, True)
    dialog.finished.connect(dialog.deleteLater)
    if dialog.exec() == QPrintDialog.DialogCode.Accepted:
        render_page(page, printer)


def render_page(page: Page, printer: object) -> None:
    """Put a page on a printer."""
    from PySide6.QtPrintSupport import QPrinter

    if not isinstance(printer, QPrinter):
        return
    made = page.print_document()
    if made is not None:
        made.print_(printer)
        return
    painter = QPainter(printer)
    pdf.paint_fitting(painter, page.grab(), printer.pageRect(QPrinter.Unit.DevicePixel))
    painter.end()
