"""Products, their SKUs, the planned role mix, and events pinned on the time axis."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Integer, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from shopplanner.storage.tables.base import PlannerRow
from shopplanner.storage.tables.core import JOURNALED


class ProductRow(PlannerRow):
    """A product. Amounts in minor units; ``code`` is the platform's item id, kept as text."""

    __tablename__ = "product"
    __table_args__ = (UniqueConstraint("shop_id", "code"), JOURNALED)

    code: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    short_name: Mapped[str] = mapped_column(Text, default="")
    category: Mapped[str] = mapped_column(Text, default="")
    role: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[str] = mapped_column(Text, default="on_sale")
    list_price: Mapped[int | None] = mapped_column(Integer)
    tag_price: Mapped[int | None] = mapped_column(Integer)
    cost: Mapped[int | None] = mapped_column(Integer)
    floor_price: Mapped[int | None] = mapped_column(Integer)
    stock: Mapped[int | None] = mapped_column(Integer)
    launch_day: Mapped[int | None] = mapped_column(Integer)
    life_stage: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")


class SkuRow(PlannerRow):
    """A variant of a product with its own merchant code, price, cost and stock."""

    __tablename__ = "sku"
    __table_args__ = (UniqueConstraint("product_id", "code"), JOURNALED)

    product_id: Mapped[int] = mapped_column(ForeignKey("product.id", ondelete="CASCADE"), index=True)
    code: Mapped[str] = mapped_column(Text)
    merchant_code: Mapped[str] = mapped_column(Text, default="")
    name: Mapped[str] = mapped_column(Text)
    list_price: Mapped[int | None] = mapped_column(Integer)
    cost: Mapped[int | None] = mapped_column(Integer)
    stock: Mapped[int | None] = mapped_column(Integer)
    has_image: Mapped[bool] = mapped_column(default=True)


class RoleTargetRow(PlannerRow):
    """The planned share of a product role in the range, in basis points."""

    __tablename__ = "role_target"
    __table_args__ = (UniqueConstraint("shop_id", "role"), JOURNALED)

    role: Mapped[str] = mapped_column(Text)
    share: Mapped[int] = mapped_column(Integer)


class ShopEventRow(PlannerRow):
    """Something that happened and may explain a figure: a title edit, a stock-out, an ad cut. Drawn as a pin."""

    __tablename__ = "shop_event"
    __table_args__ = JOURNALED

    day: Mapped[int] = mapped_column(Integer, index=True)
    kind: Mapped[str] = mapped_column(Text)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id", ondelete="SET NULL"))
    text: Mapped[str] = mapped_column(Text)
