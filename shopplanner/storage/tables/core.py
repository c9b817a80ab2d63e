"""Shops, settings of a workspace, the journal, and import batches."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, Integer, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from shopplanner.storage.tables.base import Base

JOURNALED = {"info": {"journaled": True}}


class ShopRow(Base):
    """A shop of the workspace."""

    __tablename__ = "shop"
    __table_args__ = JOURNALED

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    name: Mapped[str] = mapped_column(Text)
    platform: Mapped[str] = mapped_column(Text, default="taobao")
    currency: Mapped[str] = mapped_column(Text, default="CNY")
    note: Mapped[str] = mapped_column(Text, default="")
    sample: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(Integer, default=1)


class SettingRow(Base):
    """A value that belongs to the workspace or one of its shops rather than to the computer; JSON text."""

    __tablename__ = "setting"
    __table_args__ = (UniqueConstraint("shop_id", "key"), JOURNALED)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    shop_id: Mapped[int] = mapped_column(ForeignKey("shop.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(Text)
    value: Mapped[str] = mapped_column(Text)


class JournalStepRow(Base):
    """One undoable step: what was done, by whom, when.

    ``state`` is ``done``, ``undone``, or ``dropped`` (undone and then overtaken by another edit: kept for the audit).
    ``kind`` is ``rows`` (images in ``journal_row``) or ``import`` (undone through its batch).
    """

    __tablename__ = "journal_step"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    shop_id: Mapped[int | None] = mapped_column(Integer, index=True)
    at: Mapped[str] = mapped_column(Text)
    actor: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[str] = mapped_column(Text, default="rows")
    label: Mapped[str] = mapped_column(Text)
    areas: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(Text, default="")
    merge_key: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text, default="done")
    batch_id: Mapped[int | None] = mapped_column(Integer)


class JournalRowRow(Base):
    """A planner row's images before and after a step, as JSON objects; null where the row did not exist."""

    __tablename__ = "journal_row"
    __table_args__ = (Index("ix_journal_row_step", "step_id"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("journal_step.id", ondelete="CASCADE"))
    table_name: Mapped[str] = mapped_column(Text)
    row_id: Mapped[int] = mapped_column(Integer)
    before: Mapped[str | None] = mapped_column(Text)
    after: Mapped[str | None] = mapped_column(Text)


class ImportBatchRow(Base):
    """One imported file: where it came from, what was kept of it, and whether it is in force."""

    __tablename__ = "import_batch"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    shop_id: Mapped[int] = mapped_column(ForeignKey("shop.id", ondelete="CASCADE"), index=True)
    group_id: Mapped[int | None] = mapped_column(Integer)
    file_name: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(Text)
    format_id: Mapped[str] = mapped_column(Text)
    fact: Mapped[str] = mapped_column(Text)
    imported_at: Mapped[str] = mapped_column(Text)
    rows_read: Mapped[int] = mapped_column(Integer, default=0)
    rows_stored: Mapped[int] = mapped_column(Integer, default=0)
    rows_rejected: Mapped[int] = mapped_column(Integer, default=0)
    rows_unchanged: Mapped[int] = mapped_column(Integer, default=0)
    first_day: Mapped[int | None] = mapped_column(Integer)
    last_day: Mapped[int | None] = mapped_column(Integer)
    warnings: Mapped[str] = mapped_column(Text, default="[]")
    state: Mapped[str] = mapped_column(Text, default="done")
    undoes: Mapped[int | None] = mapped_column(Integer)
    """The group that this batch took out of force; such a batch holds no rows of its own."""


class ImportRejectRow(Base):
    """A row that was set aside at import: its place in the file, the reason, and its cells without personal data."""

    __tablename__ = "import_reject"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id", ondelete="CASCADE"), index=True)
    sheet: Mapped[str] = mapped_column(Text, default="")
    row: Mapped[int] = mapped_column(Integer)
    column: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text)
    cells: Mapped[str] = mapped_column(Text)


class SavedMappingRow(Base):
    """How a person mapped a table of unknown columns, remembered by the signature of its header."""

    __tablename__ = "saved_mapping"
    __table_args__ = (UniqueConstraint("shop_id", "signature"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    shop_id: Mapped[int] = mapped_column(ForeignKey("shop.id", ondelete="CASCADE"))
    signature: Mapped[str] = mapped_column(Text)
    mapping: Mapped[str] = mapped_column(Text)
