"""People and their time, what must be ready before a promotion starts, changes that others must know of, days off."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Integer, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from shopplanner.storage.tables.base import PlannerRow
from shopplanner.storage.tables.core import JOURNALED


class PersonRow(PlannerRow):
    """Someone of the team with a role; ``weekly_minutes`` is the time for tasks in a week, null if not said."""

    __tablename__ = "person"
    __table_args__ = JOURNALED

    name: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(Text, default="operator")
    weekly_minutes: Mapped[int | None] = mapped_column(Integer)
    active: Mapped[bool] = mapped_column(default=True)
    note: Mapped[str] = mapped_column(Text, default="")


class ReadinessItemRow(PlannerRow):
    """Something that a role must have ready before a promotion may be scheduled; ``template`` is its pack entry."""

    __tablename__ = "readiness_item"
    __table_args__ = JOURNALED

    promotion_id: Mapped[int] = mapped_column(ForeignKey("promotion.id", ondelete="CASCADE"), index=True)
    role: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    template: Mapped[str] = mapped_column(Text, default="")
    required: Mapped[bool] = mapped_column(default=True)
    done_at: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text, default="")


class ChangeNoticeRow(PlannerRow):
    """A change of an image, price, gift, title, stock, page or SKU; its roles confirm it by tasks."""

    __tablename__ = "change_notice"
    __table_args__ = JOURNALED

    kind: Mapped[str] = mapped_column(Text)
    made_at: Mapped[str] = mapped_column(Text, index=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id", ondelete="SET NULL"), index=True)
    promotion_id: Mapped[int | None] = mapped_column(ForeignKey("promotion.id", ondelete="CASCADE"), index=True)
    before: Mapped[str] = mapped_column(Text, default="")
    after: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")


class WorkdayOverrideRow(PlannerRow):
    """A day that is worked or off against what the calendar's packs say, such as an announced make-up day."""

    __tablename__ = "workday_override"
    __table_args__ = (UniqueConstraint("shop_id", "day"), JOURNALED)

    day: Mapped[int] = mapped_column(Integer)
    working: Mapped[bool] = mapped_column()
    name: Mapped[str] = mapped_column(Text, default="")
