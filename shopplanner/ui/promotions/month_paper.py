"""The month on paper: the calendar above, the promotions as a list below."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen, QTextDocument

from shopplanner.domain.promotions.plan import Promotion
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.almanac import DayInfo
from shopplanner.services.promotions.month import MonthView
from shopplanner.services.promotions.offer_words import offer_words
from shopplanner.services.promotions.plan_words import scope_words
from shopplanner.ui.common import pdf
from shopplanner.ui.common.pdf import Paper
from shopplanner.ui.promotions.calendar import words
from shopplanner.ui.promotions.calendar.ink import Ink
from shopplanner.ui.promotions.calendar.painting import MonthPainter, Scene, measure
from shopplanner.ui.theme.theme import Theme

WIDTH = 1300.0
"""Logical width of the page between its margins: small text is then 2.6 mm high."""

LEAST_WEEK, MOST_WEEK = 62.0, 104.0
COLUMNS = (("name", 0.25), ("when", 0.19), ("offer", 0.24), ("scope", 0.24), ("status", 0.08))
ROW = 18.0
HEAD = 46.0


def month_document(shown: MonthView, year: int, month: int) -> QTextDocument:
    """Return the month as a table of days and a list of its promotions, to print on a printer."""
    titles = "".join(f"<th>{escape(text(f'promotions.weekday.{name}'))}</th>" for name in words.WEEKDAYS)
    weeks = "".join(
        "<tr>" + "".join(_day(info, shown, month) for info in shown.days[start : start + 7]) + "</tr>"
        for start in range(0, len(shown.days), 7)
    )
    columns = "".join(f"<th>{escape(text(f'promotions.paper.column.{name}'))}</th>" for name, _share in COLUMNS)
    lines = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>" for cells in rows(shown, year, month)
    )
    return pdf.document(
        f"<h1>{escape(heading(year, month))}</h1>"
        f'<table width="100%" border="1" cellspacing="0" style="border-collapse: collapse;">'
        f"<tr>{titles}</tr>{weeks}</table><p></p>"
        f'<table width="100%"><tr>{columns}</tr>{lines}</table>',
        points=8,
    )


def _day(info: DayInfo, shown: MonthView, month: int) -> str:
    """Return a day's cell: its date, what day it is, and the promotions that are live on it."""
    beside, _important = words.day_words(info)
    badge, _role = words.badge(info)
    live = [
        f"<br>{escape(each.name)}"
        for each in shown.promotions
        if each.starts.date() <= info.day <= each.ends.date() and info.day.month == month
    ]
    number = f"<b>{info.day.day}</b>" if info.day.month == month else f'<span class="muted">{info.day.day}</span>'
    said = f'{number} <span class="muted">{escape(" ".join(part for part in (beside, badge) if part))}</span>'
    return f'<td width="14%">{said}{"".join(live)}</td>'


def write_month_pdf(
    shown: MonthView,
    year: int,
    month: int,
    target: Path,
    *,
    today: date | None = None,
    ink: Ink | None = None,
    paper: Paper = "A4",
) -> None:
    """Write the month as one page across.

    Args:
        shown: the month.
        year: its year.
        month: its number, 1 to 12.
        target: the file.
        today: the day of printing, to be put on the page.
        ink: fonts and colours, made on the window's thread by ``paper_ink`` if this is called on another.
        paper: size of the page; everything is larger on A3.

    Raises:
        OSError: if the file cannot be written.
    """
    made = text("promotions.paper.made", day=today.isoformat()) if today else ""
    look = ink or paper_ink()
    pdf.write_page(
        lambda painter, size: paint_page(painter, size, look, shown, year, month, made),
        target,
        width=WIDTH,
        title=heading(year, month),
        landscape=True,
        paper=paper,
    )


def heading(year: int, month: int) -> str:
    """Return what stands above the month."""
    return text("promotions.paper.heading", year=year, month_name=text(f"promotions.month.{month}"))


def rows(shown: MonthView, year: int, month: int) -> list[tuple[str, ...]]:
    """Return the promotions that touch the month as name, moments, offer, products and status."""
    names = {product.id: product.name for product in shown.products}
    return [
        (
            each.name,
            words.moments(each.starts, each.ends),
            offer_words(each),
            scope_words(each, names),
            text(f"promotions.status.{each.status}"),
        )
        for each in of_month(shown.promotions, year, month)
    ]


def of_month(promotions: Sequence[Promotion], year: int, month: int) -> list[Promotion]:
    """Return the promotions that are live on any day of a month."""
    wanted = (year, month)
    return [
        each
        for each in promotions
        if (each.starts.year, each.starts.month) <= wanted <= (each.ends.year, each.ends.month)
    ]


def paint_page(painter: QPainter, size: QSizeF, ink: Ink, shown: MonthView, year: int, month: int, made: str) -> None:
    """Paint heading, calendar and list; what has no room in the list is counted."""
    line = QRectF(0, 0, size.width(), HEAD)
    ink.write(painter, line, heading(year, month), ink.color("text"), size="title", bold=True)
    ink.write(painter, line, made, ink.color("muted"), right=True)
    listed = rows(shown, year, month)
    weeks = max(1, len(shown.days) // 7)
    for_list = (len(listed) + 1) * ROW + 16
    week = min(MOST_WEEK, max(LEAST_WEEK, (size.height() - HEAD - for_list - ink.look.unit(1.7)) / weeks))
    calendar = QRectF(0, HEAD, size.width(), ink.look.unit(1.7) + week * weeks)
    _paint_month(painter, ink, shown, month, calendar)
    top = calendar.bottom() + 16
    _paint_list(painter, ink, listed, QRectF(0, top, size.width(), size.height() - top))


def paper_ink() -> Ink:
    """Return the fonts and colours of paper, whatever the screen's theme is."""
    return Ink(Theme("light"))


def _paint_month(painter: QPainter, ink: Ink, shown: MonthView, month: int, room: QRectF) -> None:
    scene = Scene(shown.days, month, promotions=shown.promotions, ghosts=shown.ghosts, tasks=shown.tasks)
    bars = scene.bars()
    painter.save()
    painter.translate(room.topLeft())
    MonthPainter(ink, scene, bars, measure(ink, scene, bars, room.width(), room.height())).paint(painter)
    painter.setPen(QPen(ink.color("border"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(0, 0, room.width(), room.height()))
    painter.restore()


def _paint_list(painter: QPainter, ink: Ink, listed: Sequence[tuple[str, ...]], room: QRectF) -> None:
    titles = tuple(text(f"promotions.paper.column.{name}") for name, _share in COLUMNS)
    fitting = int(room.height() // ROW) - 1
    shown = list(listed) if len(listed) <= fitting else list(listed[: max(0, fitting - 1)])
    _paint_row(painter, ink, titles, room, 0, "muted")
    for number, cells in enumerate(shown, start=1):
        _paint_row(painter, ink, cells, room, number, "text")
    if len(shown) < len(listed):
        more = text("promotions.calendar.more", n=len(listed) - len(shown))
        _paint_row(painter, ink, (more,), room, len(shown) + 1, "muted")


def _paint_row(painter: QPainter, ink: Ink, cells: Sequence[str], room: QRectF, number: int, role: str) -> None:
    left, top = room.left(), room.top() + number * ROW
    for cell, (_name, share) in zip(cells, COLUMNS, strict=False):
        width = share * room.width()
        ink.write(painter, QRectF(left + 4, top, width - 12, ROW), cell, ink.color(role))
        left += width
    painter.setPen(QPen(ink.color("border"), 0.7))
    painter.drawLine(QPointF(room.left(), top + ROW), QPointF(room.right(), top + ROW))
