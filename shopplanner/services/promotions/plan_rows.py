"""Promotions as rows: read into what is planned, and stored again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shopplanner.domain.errors import NotFoundError
from shopplanner.domain.messages import message
from shopplanner.domain.promotions.plan import MOMENT, Phase, Promotion
from shopplanner.domain.promotions.states import by_clock
from shopplanner.storage.tables.promotions import PromotionPhaseRow, PromotionProductRow, PromotionRow, TaskRow


def row_of(session: Session, promotion_id: int) -> PromotionRow:
    """Return a promotion's row.

    Raises:
        NotFoundError: if it was deleted.
    """
    row = session.get(PromotionRow, promotion_id)
    if row is None:
        raise NotFoundError(message("promotions.error.gone"))
    return row


def views(session: Session, rows: Sequence[PromotionRow], now: datetime | None = None) -> list[Promotion]:
    """Return rows as promotions, in their order; if a moment is given, with the states that the clock gives them."""
    ids = [row.id for row in rows]
    products: dict[int, list[int]] = {}
    for found in session.scalars(
        select(PromotionProductRow).where(PromotionProductRow.promotion_id.in_(ids)).order_by(PromotionProductRow.id)
    ):
        products.setdefault(found.promotion_id, []).append(found.product_id)
    phases: dict[int, list[Phase]] = {}
    for phase in session.scalars(
        select(PromotionPhaseRow).where(PromotionPhaseRow.promotion_id.in_(ids)).order_by(PromotionPhaseRow.starts_at)
    ):
        phases.setdefault(phase.promotion_id, []).append(
            Phase(phase.kind, moment(phase.starts_at), moment(phase.ends_at), phase.name)
        )
    counts = {
        row.promotion_id: (row.done, row.total)
        for row in session.execute(
            select(TaskRow.promotion_id, func.count(TaskRow.done_at).label("done"), func.count().label("total"))
            .where(TaskRow.promotion_id.in_(ids))
            .group_by(TaskRow.promotion_id)
        )
    }
    return [
        Promotion(
            id=row.id,
            name=row.name,
            mechanic=row.mechanic,
            starts=moment(row.starts_at),
            ends=moment(row.ends_at),
            lane=row.lane,
            status=row.status if now is None else by_clock(row.status, moment(row.starts_at), moment(row.ends_at), now),
            purpose=row.purpose,
            audience=row.audience,
            whole_shop=row.whole_shop,
            products=tuple(products.get(row.id, ())),
            parameters=json.loads(row.parameters),
            budget=row.budget,
            series=row.series,
            note=row.note,
            phases=tuple(phases.get(row.id, ())),
            tasks_done=counts.get(row.id, (0, 0))[0],
            tasks=counts.get(row.id, (0, 0))[1],
        )
        for row in rows
    ]


def moment(text: str) -> datetime:
    """Return a stored moment."""
    return datetime.strptime(text, MOMENT)  # noqa: DTZ007 - local by definition


def store(session: Session, shop_id: int, row: PromotionRow, wanted: Promotion) -> int:
    """Store a promotion in its row or a new one, scope and phases included, and return its id."""
    row.name, row.mechanic, row.lane, row.status = wanted.name.strip(), wanted.mechanic, wanted.lane, wanted.status
    row.purpose, row.audience, row.whole_shop = wanted.purpose, wanted.audience, wanted.whole_shop
    row.starts_at, row.ends_at = wanted.starts.strftime(MOMENT), wanted.ends.strftime(MOMENT)
    row.parameters = json.dumps(dict(wanted.parameters), ensure_ascii=False)
    row.budget, row.series, row.note = wanted.budget, wanted.series, wanted.note
    session.add(row)
    session.flush()
    _store_scope(session, shop_id, row.id, wanted.products)
    _store_phases(session, shop_id, row.id, wanted.phases)
    return row.id


def _store_scope(session: Session, shop_id: int, promotion_id: int, products: Iterable[int]) -> None:
    wanted = list(dict.fromkeys(products))
    present = {
        row.product_id: row
        for row in session.scalars(select(PromotionProductRow).where(PromotionProductRow.promotion_id == promotion_id))
    }
    for product_id, row in present.items():
        if product_id not in wanted:
            session.delete(row)
    for product_id in wanted:
        if product_id not in present:
            session.add(PromotionProductRow(shop_id=shop_id, promotion_id=promotion_id, product_id=product_id))


def _store_phases(session: Session, shop_id: int, promotion_id: int, phases: Iterable[Phase]) -> None:
    rows = session.scalars(select(PromotionPhaseRow).where(PromotionPhaseRow.promotion_id == promotion_id)).all()
    wanted = [(phase.kind, phase.starts.strftime(MOMENT), phase.ends.strftime(MOMENT), phase.name) for phase in phases]
    if [(row.kind, row.starts_at, row.ends_at, row.name) for row in rows] == wanted:
        return
    for row in rows:
        session.delete(row)
    for kind, starts, ends, name in wanted:
        session.add(
            PromotionPhaseRow(
                shop_id=shop_id, promotion_id=promotion_id, kind=kind, starts_at=starts, ends_at=ends, name=name
            )
        )
