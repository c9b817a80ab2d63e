"""Pages on paper: documents and pictures into PDF files, with the theme of paper rather than of the screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, Literal

from PySide6.QtCore import QEventLoop, QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QFont, QGuiApplication, QPageLayout, QPageSize, QPainter, QPdfWriter, QPixmap, QTextDocument

from shopplanner.foundation import files
from shopplanner.ui.theme.theme import FAMILIES

MARGIN_MM: Final = 15.0
RESOLUTION: Final = 300
BODY_POINTS: Final = 10.0
Paper = Literal["A4", "A3"]
SIZES: Final = {"A4": QPageSize.PageSizeId.A4, "A3": QPageSize.PageSizeId.A3}


def document(html: str, *, points: float = BODY_POINTS) -> QTextDocument:
    """Return a document to print, in fonts that have Chinese characters."""
    QEventLoop()  # gives a worker's thread the timers with which Qt empties its store of fonts; else Qt warns
    made = QTextDocument()
    font = QFont(list(FAMILIES))
    font.setPointSizeF(points)
    made.setDefaultFont(font)
    made.setDefaultStyleSheet(
        "h1 { font-size: 18pt; } h2 { font-size: 13pt; } h3 { font-size: 11pt; }"
        "td, th { padding: 2px 6px; } th { text-align: left; color: #606B7E; font-weight: normal; }"
        ".muted { color: #606B7E; } .number { text-align: right; }"
    )
    made.setHtml(html)
    return made


def write_document(made: QTextDocument, path: Path, *, title: str = "", landscape: bool = False) -> int:
    """Write a document as PDF, whole or not at all, and return its number of pages.

    Raises:
        OSError: if the file cannot be written.
    """
    with files.atomic_path(path) as beside:
        writer = _writer(beside, title, landscape=landscape)
        # Laid out for the screen, which Qt scales to the paper: fonts that fill in for others keep their size only so.
        share = QGuiApplication.primaryScreen().logicalDotsPerInchX() / RESOLUTION
        made.setPageSize(QSizeF(writer.width() * share, writer.height() * share))
        made.print_(writer)
        return made.pageCount()


def write_picture(picture: QPixmap, path: Path, *, title: str = "") -> None:
    """Write a picture as a PDF page, as large as fits.

    Raises:
        OSError: if the file cannot be written.
    """
    with files.atomic_path(path) as beside:
        writer = _writer(beside, title, landscape=picture.width() > picture.height())
        painter = QPainter(writer)
        paint_fitting(painter, picture, QRectF(0, 0, writer.width(), writer.height()))
        painter.end()


def write_page(
    paint: Callable[[QPainter, QSizeF], object],
    path: Path,
    *,
    width: float,
    title: str = "",
    landscape: bool = False,
    paper: Paper = "A4",
) -> None:
    """Write one page that is painted in logical units, as many across as ``width``; lines and text stay sharp.

    Raises:
        OSError: if the file cannot be written.
    """
    with files.atomic_path(path) as beside:
        writer = _writer(beside, title, landscape=landscape, paper=paper)
        share = writer.width() / width
        painter = QPainter(writer)
        painter.scale(share, share)
        paint(painter, QSizeF(width, writer.height() / share))
        painter.end()


def paint_fitting(painter: QPainter, picture: QPixmap, room: QRectF) -> None:
    """Paint a picture into a room without distorting it, at its upper edge."""
    share = min(room.width() / picture.width(), room.height() / picture.height())
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    target = QRectF(room.left(), room.top(), picture.width() * share, picture.height() * share)
    painter.drawPixmap(target, picture, QRectF(picture.rect()))


def _writer(path: Path, title: str, *, landscape: bool, paper: Paper = "A4") -> QPdfWriter:
    writer = QPdfWriter(str(path))
    writer.setResolution(RESOLUTION)
    writer.setPageSize(QPageSize(SIZES[paper]))
    turn = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    writer.setPageOrientation(turn)
    writer.setPageMargins(QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM), QPageLayout.Unit.Millimeter)
    writer.setTitle(title)
    writer.setCreator("ShopPlanner")
    return writer
