"""What people write on the papers of a promotion, and the versions of them that were handed out."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Integer, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from shopplanner.storage.tables.base import PlannerRow
from shopplanner.storage.tables.core import JOURNALED


class PaperNoteRow(PlannerRow):
    """What stands in a field of a paper; ``kind`` is the paper's pack, ``field`` the entry's id in it."""

    __tablename__ = "paper_note"
    __table_args__ = (UniqueConstraint("promotion_id", "kind", "field"), JOURNALED)

    promotion_id: Mapped[int] = mapped_column(ForeignKey("promotion.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(Text)
    field: Mapped[str] = mapped_column(Text)
    value: Mapped[str] = mapped_column(Text, default="")


class PaperIssueRow(PlannerRow):
    """A version of a paper that was handed out; ``digest`` tells whether the paper has changed since."""

    __tablename__ = "paper_issue"
    __table_args__ = (UniqueConstraint("promotion_id", "kind", "number"), JOURNALED)

    promotion_id: Mapped[int] = mapped_column(ForeignKey("promotion.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(Text)
    number: Mapped[int] = mapped_column(Integer)
    made_at: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(Text)
    signed_by: Mapped[str] = mapped_column(Text, default="")
    signed_at: Mapped[str | None] = mapped_column(Text)
