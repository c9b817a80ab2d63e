"""The year's timeline on paper: two half-years above each other, with the names of lanes, to be pinned to a wall."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen

from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.month import MonthView
from shopplanner.ui.common import pdf
from shopplanner.ui.common.pdf import Paper
from shopplanner.ui.promotions.calendar.axis import Axis
from shopplanner.ui.promotions.calendar.head import head_height, read_days
from shopplanner.ui.promotions.calendar.ink import Ink
from shopplanner.ui.promotions.calendar.lanes import LANES, lay_lanes, stretched
from shopplanner.ui.promotions.calendar.painting import Scene
from shopplanner.ui.promotions.calendar.timeline_painting import LEAST, TimelinePainter, View, measures_of

WIDTHS: Final[dict[Paper, float]] = {"A4": 1300.0, "A3": 1640.0}
"""Logical widths between the margins: small text is 2.6 mm high on A4, 2.9 mm on A3."""
HEAD: Final = 46.0
BETWEEN: Final = 14.0
GUTTER: Final = 8.5
"""Width of the names of lanes, in font heights."""
SPARE: Final = 4.0
SMALLEST: Final = 0.4
"""How far a crowded half-year is made smaller at most; what is still below the edge is cut off."""


def heading(year: int) -> str:
    """Return what stands above the timeline."""
    return text("timeline.paper.heading", year=year)


def write_timeline_pdf(
    shown: MonthView,
    year: int,
    target: Path,
    ink: Ink,
    *,
    paper: Paper = "A3",
    lanes: Collection[str] = LANES,
    today: date | None = None,
) -> None:
    """Write a year as one page across.

    Args:
        shown: the year, neighbours included or not.
        year: which one.
        target: the file.
        ink: fonts and colours of paper.
        paper: size of the page.
        lanes: names of the lanes to draw.
        today: the day of printing, to be put on the page.

    Raises:
        OSError: if the file cannot be written.
    """
    made = text("promotions.paper.made", day=today.isoformat()) if today else ""
    pdf.write_page(
        lambda painter, size: paint_page(painter, size, ink, shown, year, lanes, made),
        target,
        width=WIDTHS[paper],
        title=heading(year),
        landscape=True,
        paper=paper,
    )


def paint_page(
    painter: QPainter, size: QSizeF, ink: Ink, shown: MonthView, year: int, lanes: Collection[str], made: str
) -> None:
    """Paint heading and both half-years."""
    line = QRectF(0, 0, size.width(), HEAD)
    ink.write(painter, line, heading(year), ink.color("text"), size="title", bold=True)
    ink.write(painter, line, made, ink.color("muted"), right=True)
    height = (size.height() - HEAD - BETWEEN) / 2
    scene = Scene(shown.days, promotions=shown.promotions, ghosts=shown.ghosts)
    for number, (first, last) in enumerate(
        ((date(year, 1, 1), date(year, 6, 30)), (date(year, 7, 1), date(year, 12, 31)))
    ):
        room = QRectF(0, HEAD + number * (height + BETWEEN), size.width(), height)
        _paint_half(painter, ink, scene, lanes, (first, last), room)


def _paint_half(
    painter: QPainter, ink: Ink, scene: Scene, lanes: Collection[str], span: tuple[date, date], room: QRectF
) -> None:
    """Paint a part of the year; a crowded one is made smaller until it fits."""
    first, last = span
    begin, days = float(first.toordinal()), float((last - first).days + 1)
    within = [each for each in scene.promotions if each.starts.date() <= last and each.ends.date() >= first]
    part = replace(scene, promotions=within)
    gutter = float(ink.look.unit(GUTTER))
    measures, head = measures_of(ink), head_height(ink)
    share, width = 1.0, room.width()
    for _turn in range(2):
        axis = Axis(begin, days, gutter, width - gutter)
        least = (LEAST + 1) / axis.scale
        laid = lay_lanes([*within, *scene.ghosts], {}, lanes, (), measures, least, 0.0)
        needed = head + sum(lane.height for lane in laid)
        if needed * share <= room.height():
            break
        share = max(SMALLEST, room.height() / needed)
        width = room.width() / share
    high = room.height() / share
    grown, measures = stretched(laid, measures, high - head, ink.look.unit(SPARE))
    painter.save()
    painter.translate(room.topLeft())
    painter.scale(share, share)
    view = View(axis, grown, measures, min(high, head + sum(lane.height for lane in grown)))
    TimelinePainter(ink, part, read_days(scene.days), view, paper=True).paint(painter)
    painter.setPen(QPen(ink.color("border"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(0, 0, width, view.height))
    painter.restore()
