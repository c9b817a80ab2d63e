"""Worksheets and what was filled into them."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Integer, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from shopplanner.storage.tables.base import PlannerRow
from shopplanner.storage.tables.core import JOURNALED


class WorksheetRow(PlannerRow):
    """A worksheet of a kind that a worksheet pack defines; alternatives share the kind and differ in name."""

    __tablename__ = "worksheet"
    __table_args__ = JOURNALED

    kind: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    chosen: Mapped[bool] = mapped_column(default=True)
    review_by: Mapped[int | None] = mapped_column(Integer)


class WorksheetValueRow(PlannerRow):
    """One filled field; ``item`` numbers the entries of a repeated group from 0. ``value`` is JSON."""

    __tablename__ = "worksheet_value"
    __table_args__ = (UniqueConstraint("worksheet_id", "field", "item"), JOURNALED)

    worksheet_id: Mapped[int] = mapped_column(ForeignKey("worksheet.id", ondelete="CASCADE"))
    field: Mapped[str] = mapped_column(Text)
    item: Mapped[int] = mapped_column(Integer, default=0)
    value: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text, default="")
    as_of: Mapped[int | None] = mapped_column(Integer)
    confidence: Mapped[str] = mapped_column(Text, default="")
