"""Find records by words, for the command palette."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from shopplanner.domain.changes import Place
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.positioning import WorksheetRow
from shopplanner.storage.tables.products import ProductRow
from shopplanner.storage.tables.promotions import PromotionRow, TaskRow
from shopplanner.storage.tables.team import PersonRow


@dataclass(frozen=True, slots=True)
class Hit:
    """A found record: its kind (product, promotion, task, person, worksheet), its name, and where it is shown."""

    kind: str
    name: str
    place: Place


WORKSHEET_VIEWS = {"start", "shop_type", "audience", "price_tier", "statement"}


def find_records(workspace: Workspace, words: str, limit: int = 20) -> list[Hit]:
    """Return records that have all of the words in their names or codes, at most ``limit`` of a kind."""
    wanted = words.split()
    if not wanted:
        return []
    with workspace.read() as session:
        return [
            *_products(session, workspace.shop_id, wanted, limit),
            *_promotions(session, workspace.shop_id, wanted, limit),
            *_tasks(session, workspace.shop_id, wanted, limit),
            *_people(session, workspace.shop_id, wanted, limit),
            *_worksheets(session, workspace.shop_id, wanted, limit),
        ]


def _products(session: Session, shop_id: int, wanted: list[str], limit: int) -> list[Hit]:
    fits = _all_in(wanted, ProductRow.title, ProductRow.short_name, ProductRow.code)
    rows = session.execute(
        select(ProductRow.id, ProductRow.title).where(ProductRow.shop_id == shop_id, fits).limit(limit)
    )
    return [Hit("product", title, Place("products", "catalogue", str(record))) for record, title in rows]


def _promotions(session: Session, shop_id: int, wanted: list[str], limit: int) -> list[Hit]:
    rows = session.execute(
        select(PromotionRow.id, PromotionRow.name)
        .where(PromotionRow.shop_id == shop_id, _all_in(wanted, PromotionRow.name))
        .order_by(PromotionRow.starts_at.desc())
        .limit(limit)
    )
    return [Hit("promotion", name, Place("promotions", "calendar", str(record))) for record, name in rows]


def _tasks(session: Session, shop_id: int, wanted: list[str], limit: int) -> list[Hit]:
    rows = session.execute(
        select(TaskRow.id, TaskRow.title)
        .where(TaskRow.shop_id == shop_id, _all_in(wanted, TaskRow.title))
        .order_by(TaskRow.due_day.desc())
        .limit(limit)
    )
    return [Hit("task", title, Place("promotions", "tasks", str(record))) for record, title in rows]


def _people(session: Session, shop_id: int, wanted: list[str], limit: int) -> list[Hit]:
    rows = session.execute(
        select(PersonRow.id, PersonRow.name)
        .where(PersonRow.shop_id == shop_id, _all_in(wanted, PersonRow.name))
        .limit(limit)
    )
    return [Hit("person", name, Place("promotions", "team", str(record))) for record, name in rows]


def _worksheets(session: Session, shop_id: int, wanted: list[str], limit: int) -> list[Hit]:
    rows = session.execute(
        select(WorksheetRow.id, WorksheetRow.name, WorksheetRow.kind)
        .where(WorksheetRow.shop_id == shop_id, _all_in(wanted, WorksheetRow.name))
        .limit(limit)
    )
    return [
        Hit("worksheet", name, Place("positioning", kind, str(record)))
        for record, name, kind in rows
        if kind in WORKSHEET_VIEWS
    ]


def _all_in(wanted: list[str], *columns: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """Return the condition that every word occurs in one of the columns."""
    return and_(*(or_(*(column.icontains(word, autoescape=True) for column in columns)) for word in wanted))
