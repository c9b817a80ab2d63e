"""Saved dashboard views and targets; the facts themselves are in ``facts``."""

from __future__ import annotations

from sqlalchemy import Integer, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from shopplanner.storage.tables.base import PlannerRow
from shopplanner.storage.tables.core import JOURNALED


class SavedViewRow(PlannerRow):
    """A dashboard's choice of metrics, period and comparison under a name; ``definition`` is JSON."""

    __tablename__ = "saved_view"
    __table_args__ = JOURNALED

    name: Mapped[str] = mapped_column(Text)
    definition: Mapped[str] = mapped_column(Text)


class TargetRow(PlannerRow):
    """A month's target for a metric: an amount in minor units, a count, or basis points, as the metric is kept."""

    __tablename__ = "target"
    __table_args__ = (UniqueConstraint("shop_id", "metric", "month"), JOURNALED)

    metric: Mapped[str] = mapped_column(Text)
    month: Mapped[str] = mapped_column(Text)
    value: Mapped[int] = mapped_column(Integer)
