"""Promotions, their scope and phases, and the tasks that prepare them."""

from __future__ import annotations

import uuid

from sqlalchemy import ForeignKey, Integer, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from shopplanner.storage.tables.base import PlannerRow
from shopplanner.storage.tables.core import JOURNALED


def new_uid() -> str:
    """Return a calendar id that no other entry anywhere has."""
    return f"{uuid.uuid4().hex}@shopplanner"


class PromotionRow(PlannerRow):
    """One promotion. Moments are local text ``YYYY-MM-DD HH:MM:SS``, both ends included to the second.

    ``mechanic`` names the offer (one of ``domain.promotions.mechanics.MECHANICS``);
    ``parameters`` is its JSON: tiers, limits, amounts in minor units, rates in basis points.
    ``series`` joins the occurrences of a recurring promotion. ``uid`` is its id in calendar files (RFC 5545).
    """

    __tablename__ = "promotion"
    __table_args__ = JOURNALED

    name: Mapped[str] = mapped_column(Text)
    mechanic: Mapped[str] = mapped_column(Text)
    lane: Mapped[str] = mapped_column(Text, default="own")
    status: Mapped[str] = mapped_column(Text, default="idea")
    purpose: Mapped[str] = mapped_column(Text, default="")
    audience: Mapped[str] = mapped_column(Text, default="all")
    starts_at: Mapped[str] = mapped_column(Text, index=True)
    ends_at: Mapped[str] = mapped_column(Text, index=True)
    whole_shop: Mapped[bool] = mapped_column(default=False)
    parameters: Mapped[str] = mapped_column(Text, default="{}")
    budget: Mapped[int | None] = mapped_column(Integer)
    series: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    uid: Mapped[str] = mapped_column(Text, default=new_uid)


class PromotionProductRow(PlannerRow):
    """A product in a promotion's scope."""

    __tablename__ = "promotion_product"
    __table_args__ = JOURNALED

    promotion_id: Mapped[int] = mapped_column(ForeignKey("promotion.id", ondelete="CASCADE"), index=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id", ondelete="CASCADE"), index=True)


class PromotionPhaseRow(PlannerRow):
    """A segment of a promotion, such as warm-up or peak; ``name`` is what it is called if not by its kind."""

    __tablename__ = "promotion_phase"
    __table_args__ = JOURNALED

    promotion_id: Mapped[int] = mapped_column(ForeignKey("promotion.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(Text)
    starts_at: Mapped[str] = mapped_column(Text)
    ends_at: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text, default="")


class TaskRow(PlannerRow):
    """A thing to do by a day, by a role; of a promotion, of a change that others must know of, or on its own.

    ``script`` is what the role is to say or do, ready to be copied; ``uid`` its id in calendar files.
    """

    __tablename__ = "task"
    __table_args__ = JOURNALED

    promotion_id: Mapped[int | None] = mapped_column(ForeignKey("promotion.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(Text, default="operator")
    due_day: Mapped[int] = mapped_column(Integer, index=True)
    lead_days: Mapped[int | None] = mapped_column(Integer)
    template: Mapped[str] = mapped_column(Text, default="")
    done_at: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text, default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    effort_minutes: Mapped[int | None] = mapped_column(Integer)
    change_id: Mapped[int | None] = mapped_column(ForeignKey("change_notice.id", ondelete="CASCADE"), index=True)
    script: Mapped[str] = mapped_column(Text, default="")
    uid: Mapped[str] = mapped_column(Text, default=new_uid)


class PromotionSeriesRow(PlannerRow):
    """The rule of a recurring promotion; ``key`` is the ``series`` of its occurrences.

    ``rule`` is an RFC 5545 recurrence rule from ``first_day`` on, ``exceptions`` a JSON list of days left out,
    ``rotation`` a JSON list of product ids that take turns, ``uid`` its id in calendar files.
    """

    __tablename__ = "promotion_series"
    __table_args__ = (UniqueConstraint("shop_id", "key"), JOURNALED)

    key: Mapped[str] = mapped_column(Text)
    rule: Mapped[str] = mapped_column(Text)
    exceptions: Mapped[str] = mapped_column(Text, default="[]")
    rotation: Mapped[str] = mapped_column(Text, default="[]")
    first_day: Mapped[int] = mapped_column(Integer, default=0)
    uid: Mapped[str] = mapped_column(Text, default=new_uid)


class PromotionTargetRow(PlannerRow):
    """What a promotion is to reach in a phase, or in all where ``phase`` is empty; units as the metric has them."""

    __tablename__ = "promotion_target"
    __table_args__ = (UniqueConstraint("promotion_id", "phase", "metric"), JOURNALED)

    promotion_id: Mapped[int] = mapped_column(ForeignKey("promotion.id", ondelete="CASCADE"), index=True)
    phase: Mapped[str] = mapped_column(Text, default="")
    metric: Mapped[str] = mapped_column(Text)
    value: Mapped[int] = mapped_column(Integer)


class PromotionReviewRow(PlannerRow):
    """What was learned from a promotion that ended; ``lessons`` is a JSON list of kind, text, owner and due day."""

    __tablename__ = "promotion_review"
    __table_args__ = (UniqueConstraint("promotion_id"), JOURNALED)

    promotion_id: Mapped[int] = mapped_column(ForeignKey("promotion.id", ondelete="CASCADE"), index=True)
    verdict: Mapped[str] = mapped_column(Text, default="")
    lessons: Mapped[str] = mapped_column(Text, default="[]")
    coupons: Mapped[str] = mapped_column(Text, default="{}")
    reviewed_at: Mapped[str | None] = mapped_column(Text)
