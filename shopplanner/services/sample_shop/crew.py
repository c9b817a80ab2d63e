"""The people of the sample shop, who has which task, and what is ready for its promotions."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from shopplanner.domain.days import day_number
from shopplanner.domain.promotions.plan import MOMENT
from shopplanner.services.promotions import gate
from shopplanner.services.promotions.team import Assigner, minutes_of
from shopplanner.storage.tables.promotions import PromotionRow, TaskRow
from shopplanner.storage.tables.team import PersonRow, ReadinessItemRow

PEOPLE: Final = (
    ("阿宁", "operator", 1200, "统筹"),
    ("小林", "designer", 900, "周一至周五"),
    ("老周", "promoter", 600, ""),
    ("小陈", "presales", 600, "早班"),
    ("小唐", "presales", 600, "晚班"),
    ("阿芳", "aftersales", 600, ""),
    ("大刘", "warehouse", 900, ""),
)
"""Name, role, minutes a week for tasks, note; nobody buys, so that the shop shows what is missing."""

EFFORTS: Final = {"goods": 120, "pictures": 480, "budget": 60, "scripts": 90, "stock": 120}
SHARE: Final = {"running": 100, "scheduled": 60, "checked": 25}
"""Percent of a promotion's items that are done, by its state."""


def store_crew(session: Session, shop_id: int, today: date) -> None:
    """Store the people, give them the open tasks, and tick off what is ready."""
    for name, role, minutes, note in PEOPLE:
        session.add(PersonRow(shop_id=shop_id, name=name, role=role, weekly_minutes=minutes, note=note))
    session.add(_rush_job(shop_id, today))
    session.flush()
    assigner = Assigner(session, shop_id)
    for row in session.scalars(select(TaskRow).where(TaskRow.shop_id == shop_id).order_by(TaskRow.due_day, TaskRow.id)):
        row.effort_minutes = EFFORTS.get(row.template, row.effort_minutes)
        row.person_id = assigner.pick(row.role, row.due_day, minutes_of(row.effort_minutes))
    ended = datetime.combine(today - timedelta(days=1), time(17)).strftime(MOMENT)
    for promotion in session.scalars(select(PromotionRow).where(PromotionRow.shop_id == shop_id)):
        usual = gate.templates(promotion.mechanic)
        for item in usual[: len(usual) * SHARE.get(promotion.status, 0) // 100]:
            session.add(
                ReadinessItemRow(
                    shop_id=shop_id, promotion_id=promotion.id, role=item.role, title=item.title.zh_CN,
                    template=item.id, required=item.required, done_at=ended,
                )
            )  # fmt: skip


def _rush_job(shop_id: int, today: date) -> TaskRow:
    """Return a picture that is due tomorrow and takes longer than the designer has until then."""
    return TaskRow(
        shop_id=shop_id, title="年货节 主视觉初稿", role="designer", due_day=day_number(today + timedelta(days=1)),
        effort_minutes=300, uid="sample-rush-job@shopplanner",
    )  # fmt: skip
