"""The day on paper: a section for each person or role with boxes to tick and scripts, and what buyers get and pay."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape
from pathlib import Path

from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QFileDialog, QWidget

from shopplanner.domain.errors import CannotWriteError
from shopplanner.domain.messages import message
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.day_sheet import DaySheet, LiveLine, PriceLine
from shopplanner.services.promotions.task_board import Group
from shopplanner.services.promotions.tasks import Task
from shopplanner.services.promotions.team_checks import hours
from shopplanner.services.wording import money
from shopplanner.ui.common import pdf
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.promotions.tasks.table import WEEKDAYS, Line, lane_words, role_words, state_words


def sheet_document(sheet: DaySheet, prices: Sequence[PriceLine], today: date) -> QTextDocument:
    """Return the sheet of a day, to print."""
    return pdf.document(sheet_html(sheet, prices, today), points=9.5)


def sheet_html(sheet: DaySheet, prices: Sequence[PriceLine], today: date) -> str:
    """Return the sheet's text with its markup."""
    weekday = text(f"tasks.weekday.{WEEKDAYS[today.weekday()]}")
    parts = [f"<h1>{escape(text('tasks.sheet.title', day=today.isoformat(), weekday=weekday))}</h1>"]
    if sheet.late:
        parts.append(f'<p class="muted">{escape(text("tasks.sheet.late", n=sheet.late))}</p>')
    parts += [_section(each, today) for each in sheet.sections]
    if not sheet.sections:
        parts.append(f"<p>{escape(text('tasks.sheet.nothing'))}</p>")
    parts.append(f"<h2>{escape(text('tasks.sheet.live'))}</h2>")
    parts.append(_live(sheet.live) if sheet.live else f"<p>{escape(text('tasks.sheet.no_live'))}</p>")
    if prices:
        parts.append(f"<h2>{escape(text('tasks.sheet.prices'))}</h2>{_prices(prices)}")
    return "".join(parts)


def _section(group: Group, today: date) -> str:
    name = lane_words(group, today)
    if group.person is not None:
        name = f"{name} · {role_words(group.person.role)}"
    said = text("tasks.lane.count", n=len(group.tasks), hours=hours(group.minutes))
    lines = "".join(_task(task, today) for task in group.tasks)
    aside = f'<span class="muted" style="font-size: 9pt; font-weight: normal;">{escape(said)}</span>'
    return f'<h2>{escape(name)} &nbsp;{aside}</h2><table width="100%">{lines}</table>'


def _task(task: Task, today: date) -> str:
    late = state_words(Line(today, task)) if task.due < today else ""
    beside = " · ".join(part for part in (task.promotion, late) if part)
    words = f"{escape(task.title)} <span class='muted'>{escape(beside)}</span>"
    if task.script:
        words += f"<br><span class='muted'>{escape(task.script).replace(chr(10), '<br>')}</span>"
    if task.note:
        words += f"<br>{escape(task.note)}"
    return f'<tr><td width="4%">☐</td><td>{words}</td></tr>'


def _live(lines: Sequence[LiveLine]) -> str:
    columns = ("name", "offer", "scope", "span")
    return _table(columns, [(each.name, each.offer, each.scope, each.span) for each in lines])


def _prices(lines: Sequence[PriceLine]) -> str:
    rows = []
    for each in lines:
        lowest = money(each.lowest)
        if each.pieces > 1:
            lowest = text("tasks.sheet.pieces", price=lowest, n=each.pieces)
        rows.append((each.name, money(each.everyday), money(each.general), lowest))
    return _table(("product", "everyday", "general", "lowest"), rows)


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    heads = "".join(f"<th>{escape(text(f'tasks.sheet.column.{name}'))}</th>" for name in columns)
    cells = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<table width="100%"><tr>{heads}</tr>{cells}</table>'


def ask_file(parent: QWidget, today: date) -> Path | None:
    """Ask where to write the sheet; None if the person thinks better of it."""
    name = text("tasks.sheet.file", day=today.isoformat())
    chosen, _ = QFileDialog.getSaveFileName(parent, text("tasks.action.sheet"), f"{name}.pdf", "*.pdf")
    return Path(chosen) if chosen else None


def write_sheet(context: AppContext, made: QTextDocument, path: Path) -> None:
    """Write the sheet as PDF and say where it is."""
    try:
        pdf.write_document(made, path, title=text("tasks.title"))
    except OSError as error:
        context.report(CannotWriteError(path, error))
        return
    context.notify(message("common.pdf.saved", path=str(path)), "good")
