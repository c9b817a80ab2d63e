"""The market's price bands from an imported listing table, and where the own products stand in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from statistics import median_low
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shopplanner.domain.changes import Outcome
from shopplanner.domain.days import day_of
from shopplanner.domain.errors import RuleError
from shopplanner.domain.messages import message
from shopplanner.domain.positioning import price_bands
from shopplanner.domain.positioning.price_bands import Band, Listing, Method
from shopplanner.domain.positioning.worksheets import Value, Values, figure_of, plain, text_of
from shopplanner.services.positioning import worksheets
from shopplanner.services.positioning.worksheets import Sheet
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.core import ImportBatchRow
from shopplanner.storage.tables.facts import LISTING
from shopplanner.storage.tables.products import ProductRow

DEFAULT_COUNT: Final = 6


@dataclass(frozen=True, slots=True)
class ListingTable:
    """An imported market listing table; ``day`` is the newest day it speaks of."""

    id: int
    name: str
    rows: int
    day: date | None


@dataclass(frozen=True, slots=True)
class Cut:
    """How the market is to be cut; ``edges`` are inner edges in minor units, for cutting by hand."""

    method: Method = Method.ROUND
    count: int = DEFAULT_COUNT
    edges: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnProduct:
    """A product of the shop in the market: its band, and its price over the market's median price."""

    code: str
    name: str
    price: int
    band: int
    index: Fraction | None


@dataclass(frozen=True, slots=True)
class Market:
    """A listing table cut into bands.

    Attributes:
        dropped: listings without a price, left out.
        capped: listings dearer than the rest, counted at the 99th hundredth's price.
        without_units: listings that do not say how many were sold.
        median: median price weighted by units sold.
        floor: own lowest price that still earns; ``floor_typed`` if the worksheet says so.
        top: for each band its best-selling listings.
    """

    table: ListingTable
    cut: Cut
    bands: tuple[Band, ...]
    own: tuple[OwnProduct, ...]
    listings: int
    dropped: int
    capped: int
    without_units: int
    median: int | None
    floor: int | None
    floor_typed: bool
    top: tuple[tuple[Listing, ...], ...]

    def band_of(self, low: int | None, high: int | None) -> tuple[int, ...]:
        """Return the bands that a chosen span touches."""
        if low is None or high is None:
            return ()
        return tuple(place for place, band in enumerate(self.bands) if band.low < high and low < band.high)


@dataclass(frozen=True, slots=True)
class PriceTier:
    """The page's content: the worksheet, the tables that there are, and the market; None without a table."""

    sheet: Sheet
    tables: tuple[ListingTable, ...]
    market: Market | None
    memory: tuple[int | None, int | None, int | None] = (None, None, None)


def price_tier(workspace: Workspace, sheet_id: int = 0) -> PriceTier:
    """Return a price tier worksheet with the market that it looks at."""
    with workspace.read() as session:
        shop = workspace.shop_id
        sheet = worksheets.sheet_in(session, shop, "price_tier", sheet_id)
        tables = _tables(session, shop)
        wanted = figure_of(sheet.values, "table")
        table = next((one for one in tables if one.id == wanted), tables[0] if tables else None)
        audience = worksheets.sheet_in(session, shop, "audience").values
        memory = tuple(figure_of(audience, f"personas.{point}") for point in ("cheap", "fair", "dear"))
        market = None if table is None else _market(session, shop, table, sheet.values)
    return PriceTier(sheet, tables, market, (memory[0], memory[1], memory[2]))


def cut_of(values: Values) -> Cut:
    """Return how a worksheet wants the market to be cut."""
    name = text_of(values, "method")
    method = Method(name) if name in set(Method) else Method.ROUND
    edges = plain(values, "edges")
    typed = tuple(one for text in edges if (one := _minor(text)) is not None) if isinstance(edges, list) else ()
    return Cut(method, figure_of(values, "count") or DEFAULT_COUNT, typed)


def choose_band(workspace: Workspace, band: Band, sheet_id: int = 0) -> Outcome[int]:
    """Make a band the shop's price tier; one step."""
    return worksheets.set_values(workspace, "price_tier", {"band_low": band.low, "band_high": band.high}, sheet_id)


def set_cut(workspace: Workspace, cut: Cut, sheet_id: int = 0) -> Outcome[int]:
    """Keep how the market is to be cut; one step.

    Raises:
        RuleError: for a count that is not between 2 and 12.
    """
    if not 2 <= cut.count <= price_bands.MOST_BANDS:
        raise RuleError(message("positioning.error.count", most=price_bands.MOST_BANDS))
    edges = [f"{Decimal(edge) / 100:f}" for edge in cut.edges]
    values: Mapping[str, Value] = {"method": cut.method.value, "count": cut.count, "edges": edges}
    return worksheets.set_values(workspace, "price_tier", values, sheet_id)


def choose_table(workspace: Workspace, table_id: int, sheet_id: int = 0) -> Outcome[int]:
    """Keep which listing table is looked at."""
    return worksheets.set_values(workspace, "price_tier", {"table": table_id}, sheet_id)


def _minor(typed: str) -> int | None:
    try:
        return round(Decimal(typed.strip()) * 100)
    except InvalidOperation:
        return None


def _tables(session: Session, shop_id: int) -> tuple[ListingTable, ...]:
    query = (
        select(LISTING.c.table_id, func.count(), func.max(LISTING.c.day), ImportBatchRow.file_name)
        .join(ImportBatchRow, ImportBatchRow.id == LISTING.c.table_id, isouter=True)
        .where(LISTING.c.shop_id == shop_id)
        .group_by(LISTING.c.table_id, ImportBatchRow.file_name)
        .order_by(LISTING.c.table_id.desc())
    )
    return tuple(
        ListingTable(number, name or str(number), rows, None if not day else day_of(day))
        for number, rows, day, name in session.execute(query)
    )


def _market(session: Session, shop_id: int, table: ListingTable, values: Values) -> Market | None:
    cleaned = price_bands.clean(_listings(session, shop_id, table.id))
    if not cleaned.listings:
        return None
    cut = cut_of(values)
    banding = price_bands.make_bands([one.price for one in cleaned.listings], cut.method, cut.count, cut.edges)
    products = _products(session, shop_id)
    typed = figure_of(values, "floor")
    floor = typed if typed is not None else _usual_floor(products)
    median = price_bands.median_price(cleaned.listings)
    return Market(
        table=table,
        cut=cut,
        bands=price_bands.analyse(cleaned.listings, banding, floor),
        own=tuple(_own(row, banding, median) for row in products if row.list_price),
        listings=len(cleaned.listings),
        dropped=cleaned.dropped,
        capped=cleaned.capped,
        without_units=sum(one.units is None for one in cleaned.listings),
        median=median,
        floor=floor,
        floor_typed=typed is not None,
        top=_top(cleaned.listings, banding),
    )


def _listings(session: Session, shop_id: int, table_id: int) -> list[Listing]:
    columns = (LISTING.c.item_key, LISTING.c.title, LISTING.c.shop, LISTING.c.price, LISTING.c.sales)
    query = select(*columns).where(LISTING.c.shop_id == shop_id, LISTING.c.table_id == table_id)
    return [
        Listing(key, title or "", shop or "", price or 0, units)
        for key, title, shop, price, units in session.execute(query)
    ]


def _products(session: Session, shop_id: int) -> Sequence[ProductRow]:
    query = select(ProductRow).where(ProductRow.shop_id == shop_id, ProductRow.status == "on_sale")
    return list(session.scalars(query.order_by(ProductRow.list_price, ProductRow.id)))


def _usual_floor(products: Sequence[ProductRow]) -> int | None:
    known = [row.floor_price for row in products if row.floor_price is not None]
    return median_low(known) if known else None


def _own(row: ProductRow, banding: price_bands.Banding, median: int | None) -> OwnProduct:
    price = row.list_price or 0
    name = row.short_name or row.title
    return OwnProduct(row.code, name, price, banding.place(price), price_bands.price_index(price, median))


def _top(listings: Sequence[Listing], banding: price_bands.Banding) -> tuple[tuple[Listing, ...], ...]:
    found: list[list[Listing]] = [[] for _ in range(len(banding))]
    for one in sorted(listings, key=lambda one: -(one.units or 0)):
        place = banding.place(one.price)
        if len(found[place]) < price_bands.TOP_SHOPS:
            found[place].append(one)
    return tuple(tuple(one) for one in found)
