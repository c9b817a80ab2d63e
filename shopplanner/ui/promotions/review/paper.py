"""The review on paper."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication, QTextDocument

from shopplanner.analytics.uplift import CannotTell
from shopplanner.domain.errors import CannotWriteError
from shopplanner.foundation.i18n import text
from shopplanner.services import wording
from shopplanner.services.promotions.review.report import Phase, Review
from shopplanner.ui.common import pdf
from shopplanner.ui.common.table import Column
from shopplanner.ui.promotions.review import tables
from shopplanner.ui.promotions.review.curve_data import WORDS, Curve, curve_of, doubt_words
from shopplanner.ui.promotions.review.curve_paper import HEIGHT, WIDTH, curve_picture
from shopplanner.ui.promotions.review.head import facts, mixed_words
from shopplanner.ui.promotions.review.tiles import results

POINTS = 9.0
CURVE = "review:curve"
"""Name of the curve's picture inside the document."""
CURVE_INCHES = 6.8
"""How wide the curve is: nearly as wide as a page of A4 between its margins."""
MOST_ITEMS = 30


def document(review: Review, measure: str = "units") -> QTextDocument:
    """Return the whole review to be printed, with the curve of ``units`` or ``paid``."""
    curve = curve_of(review, measure)
    parts = [
        f"<h1>{escape(review.promotion.name)}</h1>",
        f"<p class='muted'>{escape(' · '.join(facts(review)))}</p>",
        _verdict(review),
        _results(review),
        _curve(curve, measure),
        *(_phase(phase) for phase in review.phases),
        _table(text("review.profit.title"), tables.part_columns(), _parts(review)),
        _table(text("review.items.title"), tables.item_columns(), review.items[:MOST_ITEMS]),
        _table(text("review.channels.title"), tables.channel_columns(), review.channels),
        _table(text("review.reasons.title"), tables.reason_columns(), review.reasons),
        _table(text("review.quality.title"), tables.fact_columns(), tables.quality_facts(review.quality)),
        _lessons(review),
    ]
    made = pdf.document("", points=POINTS)
    if isinstance(curve, Curve):
        picture = curve_picture(curve, WORDS[measure])
        made.addResource(QTextDocument.ResourceType.ImageResource, QUrl(CURVE), picture)
    made.setHtml("".join(parts))
    return made


def write_review(review: Review, measure: str, path: Path) -> Path:
    """Write the review as PDF and return where it is.

    Raises:
        CannotWriteError: if the file cannot be written.
    """
    try:
        pdf.write_document(document(review, measure), path, title=review.promotion.name)
    except OSError as error:
        raise CannotWriteError(path, error) from error
    return path


def _curve(curve: Curve | CannotTell, measure: str) -> str:
    head = f"<h2>{escape(text('review.curve.title'))} · {escape(text(f'review.curve.{measure}'))}</h2>"
    if isinstance(curve, CannotTell):
        return f"{head}<p class='muted'>{escape(doubt_words(curve))}</p>"
    width = round(CURVE_INCHES * QGuiApplication.primaryScreen().logicalDotsPerInchX())
    return f"{head}<p><img src='{CURVE}' width='{width}' height='{round(width * HEIGHT / WIDTH)}'></p>"


def _verdict(review: Review) -> str:
    reasons = "".join(f"<li>{escape(wording.render(each))}</li>" for each in review.suggestion.reasons)
    shared = "".join(f"<p class='muted'>{escape(line)}</p>" for line in mixed_words(review))
    return f"<p><b>{escape(text(f'review.verdict.{review.verdict}'))}</b></p><ul>{reasons}</ul>{shared}"


def _results(review: Review) -> str:
    rows = "".join(
        f"<tr><td>{escape(text(f'review.tile.{each.key}'))}</td><td align='right'><b>{escape(each.figure)}</b></td>"
        f"<td class='muted'>{escape(each.caption)}</td></tr>"
        for each in results(review)
    )
    return f"<h2>{escape(text('review.results.title'))}</h2><table width='100%'>{rows}</table>"


def _phase(phase: Phase) -> str:
    name = text(f"promotions.phase.{phase.kind}") if phase.kind else text("review.phase.all")
    return _table(
        f"{text('review.figures.title')} · {name}", tables.figure_columns(lambda _line, _typed: None), phase.lines
    )


def _parts(review: Review) -> Sequence[Any]:
    return review.impact.profit.parts if review.impact.profit is not None else ()


def _lessons(review: Review) -> str:
    if not review.written.lessons:
        return ""
    rows = "".join(
        f"<li>{escape(text(f'review.copy.{each.kind}', text=each.text))}</li>" for each in review.written.lessons
    )
    return f"<h2>{escape(text('review.lessons.title'))}</h2><ul>{rows}</ul>"


def _table(title: str, columns: Sequence[Column[Any]], rows: Sequence[Any]) -> str:
    """Return rows as a table without columns that nothing is known of; nothing where there are no rows."""
    if not rows:
        return ""
    columns = [each for each in columns if each.sort is None or any(each.sort(row) is not None for row in rows)]
    head = "".join(f"<th align='{_side(each)}'>{escape(each.heading)}</th>" for each in columns)
    body = "".join(
        "<tr>" + "".join(f"<td align='{_side(each)}'>{escape(each.text(row))}</td>" for each in columns) + "</tr>"
        for row in rows
    )
    return f"<h2>{escape(title)}</h2><table width='100%' cellspacing='0'><tr>{head}</tr>{body}</table>"


def _side(column: Column[Any]) -> str:
    return "right" if column.number else "left"
