"""The year's timeline on paper: two half-years above each other, with the names of lanes, to be pinned to a wall."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen

from shopplanner.domain.promotions.plan import Promotion
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.month import MonthView
from shopplanner.ui.common import pdf
from shopplanner.ui.common.pdf import Paper
from shopplanner.ui.promotions.calendar.axis import Axis
from shopplanner.ui.promotions.calendar.head import head_height, read_days
from shopplanner.ui.promotions.calendar.ink import Ink
from shopplanner.ui.promotions.calendar.lanes import LANES, Lane, lay_lanes, stretched
from shopplanner.ui.promotions.calendar.painting import Scene
from shopplanner.ui.promotions.calendar.timeline_painting import LEAST, TimelinePainter, View, measures_of

WIDTHS: Final[dict[Paper, float]] = {"A4": 1300.0, "A3": 1640.0}
"""Logical widths between the margins: small text is 2.6 mm high on A4, 2.9 mm on A3."""
HEAD: Final = 46.0
BETWEEN: Final = 14.0
NAME_ROOM: Final = 18.0
"""Pixels around a name."""
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
    scene = Scene(shown.days, promotions=shown.promotions, ghosts=shown.ghosts)
    halves = [
        _half(scene, date(year, 1, 1), date(year, 6, 30)),
        _half(scene, date(year, 7, 1), date(year, 12, 31)),
    ]
    room = size.height() - HEAD - BETWEEN
    needed = [_needed(ink, half, lanes, size.width()) for half in halves]
    top = HEAD
    for half, wanted in zip(halves, needed, strict=True):
        height = room * wanted / sum(needed)
        _paint_half(painter, ink, half, lanes, QRectF(0, top, size.width(), height))
        top += height + BETWEEN


@dataclass(frozen=True)
class _Half:
    """A part of the year: what is planned in it, and its days."""

    scene: Scene
    begin: float
    days: float


def _half(scene: Scene, first: date, last: date) -> _Half:
    within = [each for each in scene.promotions if each.starts.date() <= last and each.ends.date() >= first]
    return _Half(replace(scene, promotions=within), float(first.toordinal()), float((last - first).days + 1))


def _lanes(ink: Ink, half: _Half, lanes: Collection[str], axis: Axis) -> list[Lane]:
    promotions = [*half.scene.promotions, *half.scene.ghosts]
    least = (LEAST + 1) / axis.scale
    return lay_lanes(promotions, {}, lanes, (), measures_of(ink), least, 0.0, _names(ink, axis))


def _axis(ink: Ink, half: _Half, width: float) -> Axis:
    gutter = float(ink.look.unit(GUTTER))
    return Axis(half.begin, half.days, gutter, width - gutter)


def _needed(ink: Ink, half: _Half, lanes: Collection[str], width: float) -> float:
    """Return how high a half-year is if nothing is made smaller."""
    return head_height(ink) + sum(lane.height for lane in _lanes(ink, half, lanes, _axis(ink, half, width)))


def _names(ink: Ink, axis: Axis) -> Callable[[Promotion], float]:
    """Return how many days the name of a promotion takes."""
    return lambda each: (ink.width(each.name) + NAME_ROOM) / axis.scale


def _paint_half(painter: QPainter, ink: Ink, half: _Half, lanes: Collection[str], room: QRectF) -> None:
    """Paint a part of the year; a crowded one is made smaller until it fits."""
    needed = _needed(ink, half, lanes, room.width())
    share = min(1.0, max(SMALLEST, room.height() / needed))
    width, high = room.width() / share, room.height() / share
    axis = _axis(ink, half, width)
    laid = _lanes(ink, half, lanes, axis)
    grown, measures = stretched(laid, measures_of(ink), high - head_height(ink), ink.look.unit(SPARE))
    painter.save()
    painter.translate(room.topLeft())
    painter.scale(share, share)
    view = View(axis, grown, measures, min(high, head_height(ink) + sum(lane.height for lane in grown)))
    TimelinePainter(ink, half.scene, read_days(half.scene.days), view, paper=True).paint(painter)
    painter.setPen(QPen(ink.color("border"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(0, 0, width, view.height))
    painter.restore()
