"""What the workspace knows of a promotion for its papers, read in one go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from shopplanner.domain.messages import Message
from shopplanner.domain.positioning.worksheets import entries, text_of
from shopplanner.domain.promotions.plan import Promotion
from shopplanner.domain.promotions.rounding import WHOLE
from shopplanner.domain.promotions.solvers import break_even_roi
from shopplanner.foundation.i18n import text
from shopplanner.services.positioning import worksheets
from shopplanner.services.promotions import plans, prices
from shopplanner.services.promotions.papers import fields
from shopplanner.services.promotions.papers.fields import Issue
from shopplanner.services.promotions.prices import ProductPrices, prices_with
from shopplanner.services.promotions.tasks import Task, tasks_in
from shopplanner.services.wording import MISSING
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.core import ShopRow
from shopplanner.storage.tables.products import ProductRow, SkuRow
from shopplanner.storage.tables.promotions import PromotionTargetRow
from shopplanner.storage.tables.team import ReadinessItemRow

EXCLUDED = "prices.why.excluded"
MOST_PRODUCTS = 60
"""Products of a promotion on the whole shop that a paper names one by one."""


@dataclass(frozen=True, slots=True)
class Item:
    """A product in the promotion; amounts in fen, None where not known. ``skus`` are its variants' names and stock."""

    id: int
    code: str
    name: str
    role: str
    tag_price: int | None
    cost: int | None
    floor_price: int | None
    stock: int | None
    skus: tuple[tuple[str, str, int | None], ...]


@dataclass(frozen=True)
class PromotionFacts:
    """Everything that papers of a promotion are made from.

    Attributes:
        more: products in scope beyond those in ``items``.
        companions: promotions that are live at its start, too.
        known: what can stand in fields by the name of the suggestion, from the worksheets.
        written: what people wrote in the paper's fields.
    """

    shop: str
    today: date
    promotion: Promotion
    items: tuple[Item, ...]
    more: int
    tasks: tuple[Task, ...]
    ready: tuple[tuple[str, str, bool], ...]
    targets: tuple[tuple[str, str, int], ...]
    priced: tuple[ProductPrices, ...]
    companions: tuple[Promotion, ...]
    known: Mapping[str, str]
    written: Mapping[str, str]
    issues: tuple[Issue, ...]

    @property
    def left_out(self) -> Mapping[str, Message]:
        """Offers that no basket gets because they cannot be had beside another one, by name, with the reason."""
        carts = [cart for each in self.priced for cart in each.prices.carts]
        used = {step.offer.name for cart in carts for step in cart.steps}
        lost = (each for cart in carts for each in cart.rejected if each.reason.id == EXCLUDED)
        return {each.offer.name: each.reason for each in lost if each.offer.name not in used}

    @property
    def moment(self) -> datetime:
        """The moment that prices are worked out for: the promotion's start."""
        return self.promotion.starts


def gather(workspace: Workspace, promotion_id: int, kind: str) -> PromotionFacts:
    """Return what is known of a promotion for a kind of paper.

    Raises:
        NotFoundError: if the promotion was deleted.
    """
    promotion = plans.promotion(workspace, promotion_id)
    with workspace.read() as session:
        items, more = _items(session, workspace.shop_id, promotion)
        live = prices.live_promotions(session, workspace.shop_id, promotion.starts)
        return PromotionFacts(
            shop=session.get_one(ShopRow, workspace.shop_id).name,
            today=workspace.clock.today(),
            promotion=promotion,
            items=items,
            more=more,
            tasks=tuple(tasks_in(session, workspace.shop_id, promotion_id=promotion_id)),
            ready=_ready(session, promotion_id),
            targets=_targets(session, promotion_id),
            priced=_priced(session, workspace, promotion, live, items),
            companions=tuple(each for each in live if each.id != promotion_id),
            known=_known(session, workspace.shop_id),
            written=fields.written(session, promotion_id, kind),
            issues=fields.issues(session, promotion_id, kind),
        )


def _items(session: Session, shop_id: int, promotion: Promotion) -> tuple[tuple[Item, ...], int]:
    query = select(ProductRow).where(ProductRow.shop_id == shop_id).order_by(ProductRow.id)
    if not promotion.whole_shop:
        query = query.where(ProductRow.id.in_(promotion.products))
    rows = session.scalars(query).all()
    shown = rows[:MOST_PRODUCTS]
    skus: dict[int, list[tuple[str, str, int | None]]] = {}
    for sku in session.scalars(
        select(SkuRow).where(SkuRow.product_id.in_([row.id for row in shown])).order_by(SkuRow.id)
    ):
        skus.setdefault(sku.product_id, []).append((sku.merchant_code or sku.code, sku.name, sku.stock))
    items = tuple(
        Item(
            row.id, row.code, row.short_name or row.title, row.role,
            row.list_price if row.tag_price is None else row.tag_price, row.cost, row.floor_price, row.stock,
            tuple(skus.get(row.id, ())),
        )
        for row in shown
    )  # fmt: skip
    return items, len(rows) - len(shown)


def _priced(
    session: Session, workspace: Workspace, promotion: Promotion, live: Sequence[Promotion], items: Sequence[Item]
) -> tuple[ProductPrices, ...]:
    """Return the prices of the promotion's products at its start, as if it were decided."""
    wanted = {item.id for item in items}
    together = [each for each in live if each.id != promotion.id] + [promotion]
    return tuple(
        each
        for each in prices_with(session, workspace.shop_id, together, promotion.starts)
        if each.product_id in wanted
    )


def _ready(session: Session, promotion_id: int) -> tuple[tuple[str, str, bool], ...]:
    rows = session.scalars(
        select(ReadinessItemRow).where(ReadinessItemRow.promotion_id == promotion_id).order_by(ReadinessItemRow.id)
    )
    return tuple((row.role, row.title, row.done_at is not None) for row in rows)


def _targets(session: Session, promotion_id: int) -> tuple[tuple[str, str, int], ...]:
    rows = session.scalars(
        select(PromotionTargetRow)
        .where(PromotionTargetRow.promotion_id == promotion_id)
        .order_by(PromotionTargetRow.phase, PromotionTargetRow.id)
    )
    return tuple((row.phase, row.metric, row.value) for row in rows)


def _known(session: Session, shop_id: int) -> Mapping[str, str]:
    """Return what the positioning worksheets say that papers can use."""
    statement = worksheets.sheet_in(session, shop_id, "statement").values
    audience = worksheets.sheet_in(session, shop_id, "audience").values
    start = worksheets.sheet_in(session, shop_id, "start").values
    person = [
        text_of(audience, f"personas.{part}", 0)
        for part in ("name", "age", "city", "occasion")
        if entries(audience, "personas")
    ]
    persona = " · ".join(part for part in person if part)
    found = {
        "benefit": text_of(statement, "benefit"),
        "reason": text_of(statement, "reason") or text_of(start, "advantage"),
        "persona": persona or text_of(audience, "chosen") or text_of(start, "buyer"),
    }
    return {name: words for name, words in found.items() if words}


def break_even(priced: ProductPrices) -> str | None:
    """Return the sales that a yuan of ads must bring at the lowest price; None if unknown or if nothing is left."""
    found = None if priced.cost is None else break_even_roi(priced.prices.lowest, priced.cost).value
    return None if found is None else f"{found / WHOLE:.2f}"


def role_words(role: str) -> str:
    """Return what a product's role is called; a dash for none."""
    return text(f"products.role.{role}") if role else MISSING
