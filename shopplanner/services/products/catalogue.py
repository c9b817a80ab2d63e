"""The catalogue: every product with its margin, its cover and its figures of the last four weeks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from shopplanner.domain.changes import Place
from shopplanner.domain.days import day_of
from shopplanner.domain.metrics.periods import Period
from shopplanner.domain.products.concentration import abc
from shopplanner.domain.products.economics import cover_days, margin_rate, selling_price
from shopplanner.domain.products.roles import ON_SALE
from shopplanner.services.products import figures
from shopplanner.services.products.figures import DAYS, Figures
from shopplanner.services.products.unlisted import seen_codes
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.products import ProductRow, SkuRow


@dataclass(frozen=True, slots=True)
class Product:
    """A product as the catalogue shows it. Amounts in minor units, shares in basis points.

    Attributes:
        skus: how many variants it has.
        price: what it sells for on an ordinary day.
        margin: share of the price that is left after the cost of goods.
        cover: whole days that the stock lasts at the pace of the period.
        grade: ABC class by paid amount; empty without sales.
        search: everything that a search looks at, folded.
    """

    id: int
    code: str
    title: str
    short_name: str
    category: str
    role: str
    status: str
    list_price: int | None
    tag_price: int | None
    cost: int | None
    floor_price: int | None
    stock: int | None
    launched: date | None
    life_stage: str
    note: str
    skus: int
    figures: Figures
    price: int | None
    margin: int | None
    cover: int | None
    grade: str
    search: str

    @property
    def name(self) -> str:
        """What it is called in short."""
        return self.short_name or self.title


@dataclass(frozen=True, slots=True)
class Known:
    """What imports say of a shop's products; the same until something is imported.

    Attributes:
        period: the days that the figures speak of; None without any.
        figures: by product code.
        codes: the products that imports know, listed or not.
    """

    shop_id: int
    period: Period | None
    figures: Mapping[str, Figures]
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All products by id.

    Attributes:
        known: what imports say of them.
        unlisted: products that imports know and the catalogue does not.
        categories: those in use, sorted.
    """

    products: tuple[Product, ...]
    known: Known
    unlisted: int
    categories: tuple[str, ...]

    @property
    def period(self) -> Period | None:
        """The days that the figures speak of; None without any."""
        return self.known.period

    def count(self, *, role: bool = False, cost: bool = False) -> int:
        """Return how many products on sale lack a role or a cost."""
        on_sale = [one for one in self.products if one.status == ON_SALE]
        return sum(1 for one in on_sale if (role and not one.role) or (cost and one.cost is None))


def place(product_id: int) -> Place:
    """Return where a product is seen."""
    return Place("products", "catalogue", str(product_id))


def catalogue(workspace: Workspace, known: Known | None = None) -> Catalogue:
    """Return the shop's products with the figures of the last 28 days that have any.

    ``known`` of a former answer spares reading the figures again, as long as nothing was imported.
    """
    shop_id = workspace.shop_id
    with workspace.read() as session:
        if known is None or known.shop_id != shop_id:
            known = _known(session, shop_id)
        products = _joined(session, known)
    categories = sorted({one.category for one in products if one.category})
    unlisted = len(known.codes - {one.code for one in products})
    return Catalogue(tuple(products), known, unlisted, tuple(categories))


def products_in(session: Session, shop_id: int, period: Period | None) -> list[Product]:
    """Return a shop's products with the figures of a period, inside an open session."""
    found = figures.product_figures(session, shop_id, period) if period else {}
    return _joined(session, Known(shop_id, period, found, frozenset()))


def _known(session: Session, shop_id: int) -> Known:
    period = figures.last_period(session, shop_id)
    found = figures.product_figures(session, shop_id, period) if period else {}
    return Known(shop_id, period, found, seen_codes(session, shop_id))


def _joined(session: Session, known: Known) -> list[Product]:
    """Return the products with what is known of them."""
    counted = select(SkuRow.product_id, func.count()).where(SkuRow.shop_id == known.shop_id).group_by(SkuRow.product_id)
    skus = dict(session.execute(counted).all())
    table = ProductRow.__table__.c
    rows = session.execute(select(*table).where(table.shop_id == known.shop_id).order_by(table.id)).all()
    paid = {row.code: known.figures[row.code].paid_amount or 0 for row in rows if row.code in known.figures}
    grades = {one.key: one.grade for one in abc(paid)}
    days = len(known.period) if known.period else DAYS
    return [_product(row, known.figures.get(row.code, figures.NONE), skus, grades, days) for row in rows]


def matcher(words: str = "", role: str | None = None, status: str = "") -> Callable[[Product], bool]:
    """Return what accepts products with all words in title, name, code or category, a role, and a status.

    ``role`` None means any, an empty one those without a role; an empty ``status`` means any.
    """
    wanted = words.casefold().split()

    def accepts(one: Product) -> bool:
        return (
            (role is None or one.role == role)
            and (not status or one.status == status)
            and all(word in one.search for word in wanted)
        )

    return accepts


def _product(row: Row[Any], known: Figures, skus: Mapping[int, int], grades: Mapping[str, str], days: int) -> Product:
    price = selling_price(row.tag_price, row.list_price)
    return Product(
        id=row.id,
        code=row.code,
        title=row.title,
        short_name=row.short_name,
        category=row.category,
        role=row.role,
        status=row.status,
        list_price=row.list_price,
        tag_price=row.tag_price,
        cost=row.cost,
        floor_price=row.floor_price,
        stock=row.stock,
        launched=None if row.launch_day is None else day_of(row.launch_day),
        life_stage=row.life_stage,
        note=row.note,
        skus=skus.get(row.id, 0),
        figures=known,
        price=price,
        margin=margin_rate(price, row.cost),
        cover=cover_days(row.stock, known.units, days),
        grade=grades.get(row.code, ""),
        search=f"{row.title}\n{row.short_name}\n{row.code}\n{row.category}".casefold(),
    )
